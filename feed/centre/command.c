#include "feed/centre/command.h"

#include <limits.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/base/fault.h"
#include "feed/centre/centre.h"
#include "feed/centre/control.h"

/* Another hallfeed may hold the lock for the length of its command, or be about to serve. */
enum { WAIT_TRIES = 100, WAIT_MS = 100 };

static void print_command(const struct command *command, FILE *to)
{
	fprintf(to, "hallfeed %s %s", command->name, command->arguments);
	if (command->option)
		fprintf(to, " [%s %s]", command->option, command->option_value);
}

static void print_help(const struct command_table *table, FILE *to)
{
	fputs("usage: hallfeed COMMAND ...\n\nThe centre: keeps the data, scores it, publishes a signed feed, takes "
	      "ratings "
	      "back.\n\n",
		to);
	for (size_t i = 0; i < table->count; i++) {
		fputs("  ", to);
		print_command(&table->commands[i], to);
		fprintf(to, "\n      %s\n", table->commands[i].help);
	}
	fputs("\nExit status: 0 ok, 1 refused or faulty, 2 usage, 3 the system said no. See hallfeed(1).\n", to);
}

static size_t count_words(const char *text)
{
	struct str rest = str_from(text), word;
	size_t count = 0;

	while (str_next(&rest, ' ', &word))
		count++;
	return count;
}

static bool is_named(const struct command *command, size_t count, const char *const *words)
{
	struct str rest = str_from(command->name), word;

	for (size_t at = 0; str_next(&rest, ' ', &word); at++)
		if (at == count || !str_equal(word, str_from(words[at])))
			return false;
	return true;
}

static const struct command *find(const struct command_table *table, size_t count, const char *const *words)
{
	for (size_t i = 0; i < table->count; i++)
		if (is_named(&table->commands[i], count, words))
			return &table->commands[i];
	return NULL;
}

/* The arguments alone, without the further options in brackets. */
static struct str arguments_of(const struct command *command)
{
	struct str all = str_from(command->arguments);

	return str_trim(str_part(all, 0, str_find(all, STR("["))));
}

static size_t count_arguments(const struct command *command)
{
	struct str rest = arguments_of(command), word;
	size_t count = 0;

	while (rest.length && str_next(&rest, ' ', &word))
		count++;
	return count;
}

/* "[OTHER]": one more argument than there must be. */
static bool takes_another(const struct command *command)
{
	struct str all = str_from(command->arguments), rest = str_part(all, str_find(all, STR("[")), all.length);

	return rest.length && !str_starts(rest, STR("[--"));
}

/* "[--id ID]" or "[--drill]" among the arguments; *flag where it takes no value. */
static bool knows_option(const struct command *command, struct str name, bool *flag)
{
	struct str rest = str_from(command->arguments), piece;

	rest = str_part(rest, str_find(rest, STR("[")), rest.length);
	while (str_next(&rest, '[', &piece)) {
		struct str text = str_part(piece, 0, str_find(piece, STR("]")));
		size_t space = str_find(text, STR(" "));

		*flag = space == text.length;
		if (name.length && str_equal(str_part(text, 0, space), name))
			return true;
	}
	return false;
}

const char *command_option(const struct command_call *call, const char *name)
{
	for (size_t i = 0; i < call->option_count; i++)
		if (strcmp(call->options[i].name, name) == 0)
			return call->options[i].value ? call->options[i].value : "";
	return NULL;
}

/* One of the further options, each once: --id X, --id=X, --drill. */
static bool read_further(struct command_call *call, size_t count, const char *const *words, size_t *at)
{
	struct str word = str_from(words[*at]);
	size_t equals = str_find(word, STR("="));
	struct str name = str_part(word, 0, equals);
	struct command_word *option = &call->options[call->option_count];
	bool flag;

	if (call->option_count == COMMAND_OPTIONS_MAX || !knows_option(call->command, name, &flag))
		return false;
	*option = (struct command_word){.name = str_copy(call->arena, name).bytes};
	if (command_option(call, option->name))
		return false;
	call->option_count++;
	if (flag)
		return equals == word.length;
	if (equals < word.length)
		option->value = word.bytes + equals + 1;
	else if (*at + 1 < count)
		option->value = words[++*at];
	return option->value && *option->value;
}

/* --period P and --period=P; false where there is another option, or no value. */
static bool read_option(struct command_call *call, size_t count, const char *const *words, size_t *at)
{
	const char *option = call->command->option;
	size_t length = option ? strlen(option) : 0;

	if (!option || call->option || strncmp(words[*at], option, length) != 0)
		return false;
	if (words[*at][length] == '=')
		call->option = words[*at] + length + 1;
	else if (words[*at][length] == '\0' && *at + 1 < count)
		call->option = words[++*at];
	return call->option && *call->option;
}

static bool read_words(struct command_call *call, size_t count, const char *const *words)
{
	size_t wanted = count_arguments(call->command), most = wanted + takes_another(call->command), given = 0;

	for (size_t at = count_words(call->command->name); at < count; at++) {
		if (words[at][0] == '-' && words[at][1] == '-') {
			if (!read_option(call, count, words, &at) && !read_further(call, count, words, &at))
				return false;
		} else if (given == most || words[at][0] == '\0') {
			return false;
		} else {
			call->arguments[given++] = words[at];
		}
	}
	for (size_t i = given; i < COMMAND_ARGUMENTS_MAX; i++)
		call->arguments[i] = NULL;
	return given >= wanted;
}

bool command_parse(const struct command_table *table, size_t count, const char *const *words, struct command_call *call)
{
	call->table = table;
	call->command = count ? find(table, count, words) : NULL;
	call->option = NULL;
	call->option_count = 0;
	if (!call->command) {
		print_help(table, call->err);
		if (count && strcmp(words[0], "--help") != 0 && strcmp(words[0], "help") != 0)
			fprintf(call->err, "\nhallfeed: found \"%s\", expected one of the commands above\n", words[0]);
		return false;
	}
	if (read_words(call, count, words))
		return true;
	fputs("usage: ", call->err);
	print_command(call->command, call->err);
	fputc('\n', call->err);
	return false;
}

enum command_status command_says(struct command_call *call, enum command_status status, const struct error *error)
{
	fprintf(call->err, "hallfeed: %s\n", error->text);
	return status;
}

enum command_status command_cannot_open(
	struct command_call *call, enum centre_obstacle obstacle, const struct error *error)
{
	struct centre_settings settings;
	struct faults faults;

	if (obstacle != CENTRE_FAULTY)
		return command_says(call, COMMAND_SYSTEM, error);
	faults_init(&faults, call->arena);
	if (centre_settings_read(call->arena, str_format(call->arena, "%s/centre.conf", call->arguments[0]).bytes,
		    &settings, &faults))
		return command_says(call, COMMAND_REFUSED, error);
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}

/* "[--xlsx FILE]" */
static bool takes_path(const struct command *command, const char *option)
{
	struct str all = str_from(command->arguments),
		   rest = str_part(all, str_find(all, str_from(option)), all.length);

	return str_starts(str_part(rest, strlen(option), rest.length), STR(" FILE]"));
}

static bool is_path(struct str name)
{
	return str_equal(name, STR("DIR")) || str_equal(name, STR("FILE")) || str_equal(name, STR("OUT"));
}

static const char *absolute(struct arena *arena, const char *path)
{
	char folder[PATH_MAX];

	if (path[0] == '/' || !getcwd(folder, sizeof(folder)))
		return path;
	return str_format(arena, "%s/%s", folder, path).bytes;
}

/* The call as words that mean the same in another folder. */
static size_t write_words(const struct command_call *call, const char *words[COMMAND_WORDS_MAX])
{
	struct str rest = str_from(call->command->name), name;
	size_t count = 0;

	while (str_next(&rest, ' ', &name))
		words[count++] = str_copy(call->arena, name).bytes;
	rest = arguments_of(call->command);
	for (size_t i = 0; str_next(&rest, ' ', &name); i++)
		words[count++] = is_path(name) ? absolute(call->arena, call->arguments[i]) : call->arguments[i];
	if (takes_another(call->command) && call->arguments[count_arguments(call->command)])
		words[count++] = call->arguments[count_arguments(call->command)];
	if (call->option) {
		words[count++] = call->command->option;
		words[count++] = call->option;
	}
	for (size_t i = 0; i < call->option_count; i++) {
		words[count++] = call->options[i].name;
		if (call->options[i].value)
			words[count++] = takes_path(call->command, call->options[i].name)
						 ? absolute(call->arena, call->options[i].value)
						 : call->options[i].value;
	}
	return count;
}

static void wait_a_little(void)
{
	nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000000L}, NULL);
}

static enum command_status run_open(struct command_call *call, struct centre *centre)
{
	enum command_status status;

	call->centre = centre;
	status = call->command->run(call);
	centre_close(centre);
	return status;
}

/* Takes the lock, or hands the work to who holds it. */
static enum command_status run_handed(struct command_call *call)
{
	const char *words[COMMAND_WORDS_MAX];
	size_t count = write_words(call, words);
	struct centre centre;
	enum centre_obstacle obstacle;
	enum command_status status;
	struct error error;

	for (int try = 0; try < WAIT_TRIES; try++) {
		if (centre_open(&centre, call->arguments[0], call->clock, &obstacle, &error))
			return run_open(call, &centre);
		if (obstacle != CENTRE_BUSY)
			return command_cannot_open(call, obstacle, &error);
		switch (control_hand_over(call->arguments[0], words, count, call->out, call->err, &status, &error)) {
		case CONTROL_DONE:
			return status;
		case CONTROL_NOBODY:
			wait_a_little();
			break;
		case CONTROL_BROKEN:
			return command_says(call, COMMAND_SYSTEM, &error);
		}
	}
	return command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_hand(const struct command_call *call, size_t count, const char *const *words, FILE *out, FILE *err)
{
	struct command_call other = {.arena = call->arena, .clock = call->clock, .out = out, .err = err};

	if (!command_parse(call->table, count, words, &other))
		return COMMAND_USAGE;
	REQUIRE(other.command->handed);
	return run_handed(&other);
}

static enum command_status run(
	const struct command_table *table, struct arena *arena, size_t count, const char *const *words)
{
	struct command_call call = {.arena = arena, .clock = &clock_system, .out = stdout, .err = stderr};

	if (!command_parse(table, count, words, &call))
		return COMMAND_USAGE;
	return call.command->handed ? run_handed(&call) : call.command->run(&call);
}

/* What a full disk swallowed was not done. */
static int flush(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fputs("hallfeed: cannot write to standard output\n", stderr);
	return COMMAND_SYSTEM;
}

int command_main(const struct command_table *table, int count, char **words)
{
	struct arena arena;
	int status;

	if (count == 2 && strcmp(words[1], "--help") == 0) {
		print_help(table, stdout);
		return flush(COMMAND_OK);
	}
	if (count == 2 && strcmp(words[1], "--version") == 0) {
		puts("hallfeed " HALLBOARD_VERSION);
		return flush(COMMAND_OK);
	}
	sign_start();
	arena_init(&arena);
	status = run(table, &arena, (size_t)(count - 1), (const char *const *)words + 1);
	arena_finish(&arena);
	return flush(status);
}
