#include "feed/centre/source/source_commands.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/import_person.h"
#include "feed/centre/source/fetch.h"
#include "feed/centre/source/source.h"
#include "feed/wire/wire.h"

/* hallfeed source poll: asks in a process of its own, so that nobody waits for another system, and hands the answer to who holds the
   centre. */

enum { TOLD_BYTES_MAX = 400 };

struct asking {
	struct command_call *call; /* borrowed */
	const struct source *source;
	struct source_state state; /* of the time before; then of this one */
	struct str said;           /* all that is to be printed */
};

/* The first line, which is kept and goes to logs: what reads as a person's number does not. */
static struct str first_line(struct arena *arena, struct str text)
{
	struct str line;

	if (!str_next(&text, '\n', &line))
		return STR("");
	if (import_person_text(line))
		return STR("refused, with a fault about what reads as a person's number: hallfeed source poll tells it");
	return str_copy(arena, str_trim(str_part(line, 0, TOLD_BYTES_MAX)));
}

/* "source take" by who holds the centre: what it prints is what was said. */
static enum command_status hand_over(struct asking *asking)
{
	struct command_call *call = asking->call;
	const char *words[] = {"source", "take", call->arguments[0], asking->source->name.bytes};
	char *bytes = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&bytes, &length);
	enum command_status status;

	REQUIRE(to);
	status = command_hand(call, 4, words, to, to);
	REQUIRE(fclose(to) == 0);
	asking->said = str_copy(call->arena, (struct str){bytes, length});
	free(bytes);
	return status;
}

static enum command_status take(struct asking *asking, const struct fetched *fetched)
{
	struct arena *arena = asking->call->arena;
	struct source_state *state = &asking->state;
	struct str answer = source_path(arena, asking->call->arguments[0], asking->source->name, "answer");
	char digits[SHA256_DIGITS + 1];
	enum command_status status;
	struct error error;

	sha256_hex(fetched->bytes, digits);
	if (fetched->same || (state->taken && strcmp(digits, state->sha256) == 0)) {
		asking->said = str_format(arena, "source " STR_FMT ": as before\n", STR_ARG(asking->source->name));
		return COMMAND_OK;
	}
	if (!file_replace(answer.bytes, fetched->bytes, 0600, &error)) {
		asking->said = str_format(arena, "hallfeed: %s\n", error.text);
		return COMMAND_SYSTEM;
	}
	status = hand_over(asking);
	unlink(answer.bytes);
	state->taken = status == COMMAND_OK;
	memcpy(state->sha256, digits, sizeof(digits));
	state->etag = fetched->etag;
	return status;
}

/* An answer that was refused is looked at again: what it lacked may be here now. */
static enum command_status ask(struct asking *asking)
{
	struct command_call *call = asking->call;
	struct str etag = asking->state.taken ? asking->state.etag : STR("");
	struct fetched fetched;
	struct error error;

	if (fetch(call->arena, call->arguments[0], asking->source, etag, &fetched, &error))
		return take(asking, &fetched);
	asking->said = str_format(call->arena, "source " STR_FMT ": %s\n", STR_ARG(asking->source->name), error.text);
	return COMMAND_REFUSED;
}

/* quiet: by a serving centre, which hears of trouble once. */
static enum command_status poll_source(struct command_call *call, const struct source *source, bool quiet)
{
	struct asking asking = {.call = call, .source = source};
	enum command_status status;
	struct str told;
	struct error error;

	source_state_read(call->arena, call->arguments[0], source->name, &asking.state);
	told = asking.state.told;
	status = ask(&asking);
	asking.state.asked_ms = call->clock->wall_ms(call->clock);
	asking.state.told = first_line(call->arena, asking.said);
	if (!quiet)
		fprintf(status == COMMAND_OK ? call->out : call->err, STR_FMT, STR_ARG(asking.said));
	else if (status != COMMAND_OK && !str_equal(told, asking.state.told))
		fprintf(call->err, "hallfeed: " STR_FMT "\n", STR_ARG(asking.state.told));
	if (!source_state_write(call->arena, call->arguments[0], source->name, &asking.state, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	return status;
}

/* A clock that was set back does not keep a source waiting. */
static bool is_due(struct command_call *call, const struct source *source)
{
	int64_t now_ms = call->clock->wall_ms(call->clock);
	struct source_state state;

	source_state_read(call->arena, call->arguments[0], source->name, &state);
	return now_ms >= state.asked_ms + source->every_ms || now_ms < state.asked_ms;
}

enum command_status command_source_poll(struct command_call *call)
{
	const char *only = command_option(call, "--source");
	bool due = command_option(call, "--due");
	struct str names[SOURCES_MAX];
	size_t count = source_names(call->arena, call->arguments[0], names);
	enum command_status status = COMMAND_OK, one;
	struct source source;
	struct faults faults;

	if (only) {
		names[0] = str_from(only);
		count = 1;
	}
	for (size_t i = 0; i < count; i++) {
		faults_init(&faults, call->arena);
		if (!source_read(call->arena, call->arguments[0], names[i], &source, &faults)) {
			faults_print(&faults, call->err);
			one = COMMAND_REFUSED;
		} else {
			one = due && !is_due(call, &source) ? COMMAND_OK : poll_source(call, &source, due);
		}
		status = one > status ? one : status;
	}
	return status;
}
