#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/commands.h"
#include "feed/centre/derive.h"
#include "feed/centre/store.h"
#include "feed/model/topic.h"

/* hallfeed topics: which code stands for what residents of a community said in a month, for the desk that is asked about one.
   Reckoned anew each time: the centre keeps no code. */

static void print_topics(struct command_call *call, struct str area, const struct survey *survey, int year, int month)
{
	char code[TOPIC_BYTES];

	for (size_t i = 0; i < survey->service_count; i++)
		for (size_t j = 0; j < survey->reason_count; j++) {
			topic_code(area, survey->services[i].id, survey->reasons[j].id, year, month, code);
			fprintf(call->out, "%s  %04d-%02d  " STR_FMT "  " STR_FMT "  " STR_FMT ": " STR_FMT "\n", code, year, month,
				STR_ARG(survey->services[i].id), STR_ARG(survey->reasons[j].id),
				STR_ARG(survey->services[i].name.text[LANGUAGE_ZH]),
				STR_ARG(survey->reasons[j].label.text[LANGUAGE_ZH]));
		}
}

static bool refuse(struct command_call *call, const char *found, const char *expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", found), str_from(expected));
	faults_print(&faults, call->err);
	return false;
}

static bool read_month(struct command_call *call, int *year, int *month)
{
	struct civil local = civil_local(call->clock->wall_ms(call->clock));
	struct str text = str_from(call->option);
	int64_t numbers[2] = {local.year, local.month};

	if (call->option && (text.length != 7 || text.bytes[4] != '-' || !str_integer(str_part(text, 0, 4), &numbers[0]) ||
				    !str_integer(str_part(text, 5, 2), &numbers[1]) || numbers[1] < 1 || numbers[1] > 12))
		return refuse(call, call->option, "a month such as 2018-10");
	*year = (int)numbers[0];
	*month = (int)numbers[1];
	return true;
}

static bool knows_area(struct command_call *call, bool *known, struct error *error)
{
	struct store_query *query = store_prepare(call->centre->store, "SELECT 1 FROM areas WHERE id = ?", error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, str_from(call->arguments[1]));
	step = store_step(query, error);
	*known = step == STORE_ROW;
	store_reset(query);
	return step != STORE_FAILED;
}

enum command_status command_topics(struct command_call *call)
{
	struct survey survey;
	struct error error;
	bool known, present;
	int year = 0, month = 0;

	if (!read_month(call, &year, &month))
		return COMMAND_USAGE;
	if (!knows_area(call, &known, &error) || !derive_survey(call->centre, call->arena, &survey, &present, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!known || !present) {
		refuse(call, known ? "no survey" : call->arguments[1], known ? "hallfeed import DIR survey FILE first" : "the id of an imported area");
		return COMMAND_REFUSED;
	}
	print_topics(call, str_from(call->arguments[1]), &survey, year, month);
	return COMMAND_OK;
}
