#include "feed/centre/commands.h"

#include <string.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/export.h"
#include "feed/centre/import_layout.h"
#include "feed/centre/import_words.h"
#include "feed/centre/own_table.h"
#include "feed/centre/period.h"
#include "feed/centre/publish.h"
#include "feed/centre/refill.h"
#include "feed/centre/score.h"
#include "feed/centre/serve.h"
#include "feed/model/layout_text.h"

#define DEFAULT_LISTEN "127.0.0.1:8460"

/* Words that are not what they should be, in the form of all faults. */
static enum command_status refuse(struct command_call *call, struct str found, struct str expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, found, expected);
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}

static struct str quote(struct command_call *call, const char *text)
{
	return str_format(call->arena, "\"%s\"", text);
}

enum command_status command_demo(struct command_call *call)
{
	int64_t at_ms = call->clock->wall_ms(call->clock);
	struct error error;

	/* A demo is where its settings put it. */
	civil_zone_set("Asia/Shanghai");
	if (call->option && !civil_parse(str_from(call->option), &at_ms)) {
		refuse(call, quote(call, call->option), STR("a time such as 2018-10-25T09:30:00+08:00"));
		return COMMAND_USAGE;
	}
	switch (refill_demo(call->arguments[0], at_ms, call->out, &error)) {
	case REFILL_DONE:
		return COMMAND_OK;
	case REFILL_REFUSED:
		return command_says(call, COMMAND_REFUSED, &error);
	case REFILL_FAILED:
		break;
	}
	return command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_init(struct command_call *call)
{
	const char *folder = call->arguments[0];
	struct centre_settings settings;
	struct error error;

	if (file_exists(str_format(call->arena, "%s/centre.db", folder).bytes)) {
		error_set(&error, "%s holds a centre already", folder);
		return command_says(call, COMMAND_REFUSED, &error);
	}
	centre_settings_default(&settings);
	if (!centre_create(folder, &settings, call->clock, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "%s is a centre now; its settings are in %s/centre.conf, halls need %s/keys/centre.pub\n",
		folder, folder, folder);
	return COMMAND_OK;
}

/* Names are part of names of files on the screens. */
static bool good_names(struct command_call *call)
{
	struct str name = str_from(call->arguments[1]), group = str_from(call->option);

	if (layout_name_is_good(name) && (group.length == 0 || layout_name_is_good(group)))
		return true;
	refuse(call, quote(call, layout_name_is_good(name) ? call->option : call->arguments[1]),
		STR("a name of a-z, 0-9, _ and -, at most 31 of them"));
	return false;
}

enum command_status command_layout(struct command_call *call)
{
	const char *path = call->arguments[2];
	struct faults faults;

	if (!good_names(call))
		return COMMAND_USAGE;
	faults_init(&faults, call->arena);
	if (!import_layout(call->centre, str_from(call->arguments[1]), str_from(call->option), path, &faults)) {
		faults_print(&faults, call->err);
		return file_exists(path) ? COMMAND_REFUSED : COMMAND_SYSTEM;
	}
	fprintf(call->out, "layout %s: %s\n", call->arguments[1], call->option ? call->option : "all screens");
	return COMMAND_OK;
}

enum command_status command_words(struct command_call *call)
{
	const char *code = call->arguments[1], *path = call->arguments[2];
	enum language language;
	struct faults faults;
	int64_t count;

	if (!language_find(str_from(code), &language)) {
		refuse(call, quote(call, code), STR("zh, ug, kk or en"));
		return COMMAND_USAGE;
	}
	faults_init(&faults, call->arena);
	if (!import_words(call->centre, language, path, &faults, &count)) {
		faults_print(&faults, call->err);
		return file_exists(path) ? COMMAND_REFUSED : COMMAND_SYSTEM;
	}
	fprintf(call->out, "words %s: %lld\n", code, (long long)count);
	return COMMAND_OK;
}

enum command_status command_withdraw(struct command_call *call)
{
	struct error error;
	bool found;

	if (!good_names(call))
		return COMMAND_USAGE;
	if (!import_layout_away(call->centre, str_from(call->arguments[1]), str_from(call->option), &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found) {
		refuse(call, str_format(call->arena, "no layout \"%s\"%s%s", call->arguments[1], call->option ? " of group " : "",
				     call->option ? call->option : ""),
			STR("one that was published with hallfeed layout"));
		return COMMAND_REFUSED;
	}
	fprintf(call->out, "layout %s: withdrawn\n", call->arguments[1]);
	return COMMAND_OK;
}

static bool is_table(struct str name)
{
	for (size_t i = 0; i < derive_table_count(); i++)
		if (str_equal(derive_table_name(i), name))
			return true;
	return false;
}

static void print_columns(FILE *to, const struct table *table)
{
	fprintf(to, STR_FMT ": %zu %s;", STR_ARG(table->name), table->row_count, table->row_count == 1 ? "row" : "rows");
	for (size_t i = 0; i < table->column_count; i++)
		fprintf(to, "%s" STR_FMT ":" STR_FMT, i ? ", " : " ", STR_ARG(table->columns[i].name),
			STR_ARG(column_type_name(table->columns[i].type)));
	fputc('\n', to);
}

enum command_status command_table(struct command_call *call)
{
	const char *name = call->arguments[1], *path = call->arguments[2];
	struct faults faults;
	struct table table;

	if (!own_table_name_is_good(str_from(name)) || is_table(str_from(name))) {
		refuse(call, quote(call, name),
			is_table(str_from(name)) ? STR("a name that no table of the centre's own has")
						 : STR("a name of a-z, 0-9 and _, at most 31 of them"));
		return COMMAND_USAGE;
	}
	faults_init(&faults, call->arena);
	if (!own_table_import(call->centre, call->arena, str_from(name), path, &faults, &table)) {
		faults_print(&faults, call->err);
		return file_exists(path) ? COMMAND_REFUSED : COMMAND_SYSTEM;
	}
	print_columns(call->out, &table);
	return COMMAND_OK;
}

enum command_status command_table_drop(struct command_call *call)
{
	struct error error;
	bool found;

	if (!own_table_drop(call->centre, str_from(call->arguments[1]), &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found) {
		refuse(call, str_format(call->arena, "no table \"%s\"", call->arguments[1]),
			STR("one that was put in with hallfeed table"));
		return COMMAND_REFUSED;
	}
	fprintf(call->out, "table %s: dropped\n", call->arguments[1]);
	return COMMAND_OK;
}

enum command_status command_score(struct command_call *call)
{
	struct str name = str_from(call->option);
	struct period period;
	struct error error;

	switch (period_find(call->centre->store, call->arena, name, &period, &error)) {
	case PERIOD_FOUND:
		break;
	case PERIOD_NONE:
		return command_says(call, COMMAND_REFUSED, &error);
	case PERIOD_FAILED:
		return command_says(call, COMMAND_SYSTEM, &error);
	}
	if (!score_run(call->centre, period.name, &error))
		return command_says(call, period.frozen ? COMMAND_REFUSED : COMMAND_SYSTEM, &error);
	fprintf(call->out, STR_FMT " is scored\n", STR_ARG(period.name));
	return COMMAND_OK;
}

enum command_status command_publish(struct command_call *call)
{
	struct areas areas;
	struct error error;
	bool changed;

	if (!derive_areas(call->centre, call->arena, &areas, &error))
		return command_says(call, COMMAND_REFUSED, &error);
	if (!publish_run(call->centre, call->arguments[1], &changed, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, changed ? "published to %s\n" : "%s is up to date\n", call->arguments[1]);
	return COMMAND_OK;
}

static struct str table_names(struct arena *arena)
{
	struct str names = STR("one of ");

	for (size_t i = 0; i < derive_table_count(); i++)
		names = str_format(
			arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : "", STR_ARG(derive_table_name(i)));
	for (size_t i = 0; i < derive_roster_count(); i++)
		names = str_format(arena, STR_FMT ", " STR_FMT, STR_ARG(names), STR_ARG(derive_roster_name(i)));
	return names;
}

static bool is_roster(struct str name)
{
	for (size_t i = 0; i < derive_roster_count(); i++)
		if (str_equal(derive_roster_name(i), name))
			return true;
	return false;
}

enum command_status command_export(struct command_call *call)
{
	const char *table = call->arguments[1], *path = call->arguments[2];
	struct error error;
	struct table own;
	bool found;

	if (!own_table_find(call->centre, call->arena, str_from(table), &own, &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found && !is_table(str_from(table)) && !is_roster(str_from(table))) {
		refuse(call, quote(call, table), table_names(call->arena));
		return COMMAND_USAGE;
	}
	if (!str_ends(str_from(path), STR(".csv")) && !str_ends(str_from(path), STR(".xlsx"))) {
		refuse(call, quote(call, path), STR("a file that ends in .csv or .xlsx"));
		return COMMAND_USAGE;
	}
	if (!export_table(call->centre, str_from(table), path, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "%s is in %s\n", table, path);
	return COMMAND_OK;
}

enum command_status command_serve(struct command_call *call)
{
	const char *listen = call->option ? call->option : DEFAULT_LISTEN;
	struct error error;
	enum command_status status = serve_run(call->table, call->arguments[0], listen, &error);

	if (status == COMMAND_OK)
		return status;
	return status == COMMAND_REFUSED ? command_cannot_open(call, CENTRE_FAULTY, &error)
					 : command_says(call, status, &error);
}
