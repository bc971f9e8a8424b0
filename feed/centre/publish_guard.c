#include "feed/centre/publish_guard.h"

#include "feed/centre/import_person.h"

static bool refuse(const struct table *table, const struct column *column, size_t row, const char *found, const char *expected,
	struct error *error)
{
	return error_set(error, "table " STR_FMT ", row %zu, column " STR_FMT ": found %s, expected %s; nothing was published",
		STR_ARG(table->name), row + 1, STR_ARG(column->name), found, expected);
}

static bool is_personal(const struct column *column, const struct cell *cell)
{
	if (column->type == COLUMN_TEXT)
		return import_person_text(cell->text);
	if (column->type == COLUMN_LABEL)
		for (int language = 0; language < LANGUAGE_COUNT; language++)
			if (import_person_text(cell->label->text[language]))
				return true;
	return false;
}

static bool check_cell(const struct table *table, const struct column *column, size_t row, const struct cell *cell, int publish_min,
	struct error *error)
{
	if (is_personal(column, cell)) /* which is not said here again */
		return refuse(table, column, row, "what reads as a mobile or identity number", "nothing about a person", error);
	if (column->type == COLUMN_INTEGER && str_equal(column->name, STR("answers")) && cell->integer > 0 && cell->integer < publish_min)
		return refuse(table, column, row, "so few answers that one could be guessed", "publish_min of them, or none", error);
	return true;
}

bool publish_guard(const struct table *table, int publish_min, struct error *error)
{
	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];

		if (import_person_header(column->name))
			return error_set(error, "table " STR_FMT ": found a column " STR_FMT
						", expected none about persons; nothing was published",
				STR_ARG(table->name), STR_ARG(column->name));
		for (size_t row = 0; row < table->row_count; row++) {
			const struct cell *cell = table_cell(table, row, (int)i);

			if (cell->present && !check_cell(table, column, row, cell, publish_min, error))
				return false;
		}
	}
	return true;
}
