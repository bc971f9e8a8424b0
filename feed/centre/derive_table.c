#include "feed/centre/derive.h"

#include <math.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive_spec.h"
#include "feed/centre/scoring.h"
#include "feed/centre/sql.h"
#include "feed/centre/workdays.h"

/* One SQL file to one table: its head says what the columns are, its query fills the cells. */

/* What a file is for shows in how its name begins. */
enum file_use { FILE_SCHEMA, FILE_ARCHIVE, FILE_ROSTER, FILE_TABLE };

static enum file_use use_of(const struct sql_file *file)
{
	static const char *const starts[] = {"schema", "archive_", "roster_"};

	for (int use = FILE_SCHEMA; use < FILE_TABLE; use++)
		if (strncmp(file->name, starts[use], strlen(starts[use])) == 0)
			return (enum file_use)use;
	return FILE_TABLE;
}

static const struct sql_file *file_at(enum file_use use, size_t index)
{
	for (size_t i = 0; i < sql_file_count; i++)
		if (use_of(&sql_files[i]) == use && index-- == 0)
			return &sql_files[i];
	return NULL;
}

static size_t count_files(enum file_use use)
{
	size_t count = 0;

	while (file_at(use, count))
		count++;
	return count;
}

static const struct sql_file *table_file(size_t index)
{
	return file_at(FILE_TABLE, index);
}

size_t derive_table_count(void)
{
	return count_files(FILE_TABLE);
}

size_t derive_archive_count(void)
{
	return count_files(FILE_ARCHIVE);
}

struct str derive_archive_name(size_t index)
{
	return str_from(file_at(FILE_ARCHIVE, index)->name);
}

size_t derive_roster_count(void)
{
	return count_files(FILE_ROSTER);
}

struct str derive_roster_name(size_t index)
{
	return str_from(file_at(FILE_ROSTER, index)->name);
}

struct str derive_table_name(size_t index)
{
	const struct sql_file *file = table_file(index);

	return str_from(file ? file->name : NULL);
}

static const struct sql_file *find_file(struct str name)
{
	for (size_t i = 0; i < sql_file_count; i++)
		if (use_of(&sql_files[i]) != FILE_SCHEMA && str_equal(str_from(sql_files[i].name), name))
			return &sql_files[i];
	return NULL;
}

/* The newest time that one of its sources was imported or scored; 0 where none was. */
static bool read_as_of(struct centre *centre, const struct derive_spec *spec, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "SELECT time_ms FROM source_time WHERE kind = ?", error);

	for (size_t i = 0; query && i < spec->source_count; i++) {
		enum store_step step;

		store_bind_text(query, 1, spec->sources[i]);
		step = store_step(query, error);
		if (step == STORE_ROW && store_integer(query, 0) > spec->table->as_of_ms)
			spec->table->as_of_ms = store_integer(query, 0);
		store_reset(query);
		if (step != STORE_ROW && step != STORE_DONE)
			return false;
	}
	return query;
}

/* By which the period on the walls was scored. */
static bool read_rules(struct centre *centre, struct arena *arena, struct rules *rules, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT rules FROM period_state WHERE period = (SELECT period FROM shown_period)", error);
	enum store_step step;
	bool read = true;

	*rules = centre->settings.rules;
	if (!query)
		return false;
	step = store_step(query, error);
	if (step == STORE_ROW && !store_is_null(query, 0) && !rules_read(arena, store_text(query, 0), rules))
		read = error_set(error, "centre.db: the rules of the last scoring cannot be read");
	store_reset(query);
	return read && (step == STORE_ROW || step == STORE_DONE);
}

/* What a query may ask of the settings and rules. */
static void bind_settings(struct store_query *query, const struct centre_settings *settings, const struct rules *rules)
{
	const struct {
		const char *name;
		double value;
	} values[] = {
		{":publish_min", settings->publish_min},
		{":whistle_days", settings->whistle_days},
		{":weight_system", rules->weight_system},
		{":weight_subdistrict", rules->weight_subdistrict},
		{":weight_residents", rules->weight_residents},
		{":tier_excellent", rules->tier_excellent},
		{":tier_good", rules->tier_good},
		{":tier_average", rules->tier_average},
		{":by_quota", rules->tiers == TIERS_BY_QUOTA},
		{":quota_excellent", rules->quota_excellent},
		{":quota_good", rules->quota_good},
		{":quota_average", rules->quota_average},
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		int at = store_parameter(query, values[i].name);

		if (at)
			store_bind_number(query, at, values[i].value);
	}
}

static bool is_named(struct store_query *query, int at, struct str name)
{
	return at < store_column_count(query) && str_equal(str_from(store_column_name(query, at)), name);
}

/* The query must answer with the columns that the head tells of, in their order. */
static bool check_columns(
	struct arena *arena, const struct table *table, struct store_query *query, struct error *error)
{
	int at = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		bool label = column->type == COLUMN_LABEL;

		for (int language = 0; language < (label ? LANGUAGE_COUNT : 1); language++) {
			struct str code = language_code((enum language)language);
			struct str name =
				label ? str_format(arena, STR_FMT "_" STR_FMT, STR_ARG(column->name), STR_ARG(code))
				      : column->name;

			if (!is_named(query, at++, name))
				return error_set(error,
					"table " STR_FMT ": its query has no column " STR_FMT " in place %d",
					STR_ARG(table->name), STR_ARG(name), at);
		}
	}
	if (at == store_column_count(query))
		return true;
	return error_set(error, "table " STR_FMT ": its query has more columns than its head", STR_ARG(table->name));
}

static bool read_label(struct arena *arena, struct store_query *query, int at, struct cell *cell)
{
	struct label *label = arena_new(arena, struct label);

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		label->text[language] = str_copy(arena, store_text(query, at + language));
		if (label->text[language].length)
			cell->present = true;
	}
	cell->label = label;
	return true;
}

static bool read_choice(const struct column *column, struct str id, struct cell *cell)
{
	for (size_t i = 0; i < column->choice_count; i++) {
		if (str_equal(column->choices[i].id, id)) {
			cell->choice = &column->choices[i];
			return true;
		}
	}
	return false;
}

/* No digit leaves the centre that is not shown: a mean to the last digit tells more than its meaning. */
static double round_to(double value, int decimals)
{
	double scale = pow(10, decimals);

	return round(value * scale) / scale;
}

static bool read_cell(
	struct arena *arena, const struct column *column, struct store_query *query, int at, struct cell *cell)
{
	*cell = (struct cell){.present = false};
	if (column->type == COLUMN_LABEL)
		return read_label(arena, query, at, cell);
	if (store_is_null(query, at))
		return true;
	cell->present = true;
	switch (column->type) {
	case COLUMN_TEXT:
	case COLUMN_AREA:
		cell->text = str_copy(arena, store_text(query, at));
		return true;
	case COLUMN_INTEGER:
		cell->integer = store_integer(query, at);
		return true;
	case COLUMN_FLAG:
		cell->flag = store_integer(query, at) != 0;
		return true;
	case COLUMN_TIME:
		cell->time_ms = store_integer(query, at);
		return true;
	case COLUMN_DATE:
		return civil_parse(store_text(query, at), &cell->time_ms);
	case COLUMN_CHOICE:
		return read_choice(column, store_text(query, at), cell);
	case COLUMN_NUMBER:
		cell->number = round_to(store_number(query, at), column->decimals);
		return true;
	default:
		cell->number = store_number(query, at);
		return true;
	}
}

static bool read_row(struct arena *arena, const struct table *table, struct store_query *query, struct cell *cells,
	struct error *error)
{
	int at = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];

		if (!read_cell(arena, column, query, at, &cells[i]))
			return error_set(error, "table " STR_FMT ": column " STR_FMT " cannot hold \"" STR_FMT "\"",
				STR_ARG(table->name), STR_ARG(column->name), STR_ARG(store_text(query, at)));
		at += column->type == COLUMN_LABEL ? LANGUAGE_COUNT : 1;
	}
	return true;
}

static bool read_rows(struct arena *arena, struct table *table, struct store_query *query, struct error *error)
{
	struct cell **rows = NULL;
	size_t capacity = 0;
	enum store_step step;

	while ((step = store_step(query, error)) == STORE_ROW) {
		if (table->row_count == TABLE_ROWS_MAX)
			return error_set(
				error, "table " STR_FMT ": more than %d rows", STR_ARG(table->name), TABLE_ROWS_MAX);
		rows = arena_grow(arena, rows, table->row_count, &capacity, sizeof(*rows));
		rows[table->row_count] = arena_array(arena, struct cell, table->column_count);
		if (!read_row(arena, table, query, rows[table->row_count++], error))
			return false;
	}
	table->cells = arena_array(arena, struct cell, table->row_count * table->column_count);
	for (size_t i = 0; i < table->row_count; i++)
		memcpy(&table->cells[i * table->column_count], rows[i], table->column_count * sizeof(struct cell));
	return step == STORE_DONE;
}

static bool run(struct centre *centre, struct arena *arena, const char *sql, struct str period, struct table *table,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);
	struct rules rules;
	bool filled;

	if (!query || !check_columns(arena, table, query, error) || !read_rules(centre, arena, &rules, error) ||
		!workdays_ready(centre, error))
		return false;
	bind_settings(query, &centre->settings, &rules);
	if (store_parameter(query, ":period"))
		store_bind_text(query, store_parameter(query, ":period"), period);
	if (store_parameter(query, ":today"))
		store_bind_text(query, store_parameter(query, ":today"), scoring_today(centre, arena));
	filled = read_rows(arena, table, query, error);
	store_reset(query);
	return filled;
}

bool derive_archive(struct centre *centre, struct arena *arena, struct str name, struct str period, struct table *table,
	struct error *error)
{
	const struct sql_file *file = find_file(name);
	struct derive_spec spec = {.table = table};

	*table = (struct table){0};
	if (!file)
		return error_set(error, "there is no table \"" STR_FMT "\"", STR_ARG(name));
	if (!derive_spec_read(arena, file->name, file->text, &spec, error) || !read_as_of(centre, &spec, error))
		return false;
	if (label_text(&table->source, LANGUAGE_ZH).length == 0)
		table->source = centre->settings.source;
	return run(centre, arena, file->text, period, table, error);
}

bool derive_table(struct centre *centre, struct arena *arena, struct str name, struct table *table, struct error *error)
{
	return derive_archive(centre, arena, name, STR(""), table, error);
}
