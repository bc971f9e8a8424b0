#include "feed/centre/commands.h"

#include "feed/base/fault.h"
#include "feed/centre/explain.h"
#include "feed/centre/explain_page.h"

/* hallfeed explain DIR AREA [OTHER]. */

static bool explain_both(struct command_call *call, struct explaining *explaining, struct explanation pages[2])
{
	for (int i = 0; i < 2; i++)
		if (call->arguments[1 + i] && !explain_area(explaining, str_from(call->arguments[1 + i]), &pages[i]))
			return false;
	return true;
}

static bool write(struct command_call *call, const struct explaining *explaining, const struct explanation pages[2],
	enum language language, struct error *error)
{
	const struct explanation *other = call->arguments[2] ? &pages[1] : NULL;
	const char *path = command_option(call, "--xlsx");

	if (!path)
		return explain_print(explaining, &pages[0], other, language, call->out, error);
	if (!explain_xlsx(explaining, &pages[0], other, language, path, error))
		return false;
	fprintf(call->out, "the explanation is in %s\n", path);
	return true;
}

static bool read_language(struct command_call *call, enum language *language)
{
	const char *code = command_option(call, "--language");
	struct faults faults;

	*language = LANGUAGE_ZH;
	if (!code || language_find(str_from(code), language))
		return true;
	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", code), STR("zh, ug, kk or en"));
	faults_print(&faults, call->err);
	return false;
}

enum command_status command_explain(struct command_call *call)
{
	struct explaining explaining;
	struct explanation pages[2];
	struct period period;
	enum language language;
	struct error error;

	if (!read_language(call, &language))
		return COMMAND_USAGE;
	switch (period_find(
		call->centre->store, call->arena, str_from(command_option(call, "--period")), &period, &error)) {
	case PERIOD_FOUND:
		break;
	case PERIOD_NONE:
		return command_says(call, COMMAND_REFUSED, &error);
	case PERIOD_FAILED:
		return command_says(call, COMMAND_SYSTEM, &error);
	}
	if (!explain_begin(&explaining, call->centre, call->arena, &period, &error) ||
		!explain_both(call, &explaining, pages))
		return command_says(call, COMMAND_REFUSED, &error);
	if (!write(call, &explaining, pages, language, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	return COMMAND_OK;
}
