#include "feed/model/table.h"

#include <inttypes.h>
#include <stdio.h>

#include "feed/base/check.h"

static const struct str type_names[COLUMN_TYPE_COUNT] = {
	[COLUMN_TEXT] = {"text", 4},
	[COLUMN_LABEL] = {"label", 5},
	[COLUMN_INTEGER] = {"integer", 7},
	[COLUMN_NUMBER] = {"number", 6},
	[COLUMN_SHARE] = {"share", 5},
	[COLUMN_MONEY] = {"money", 5},
	[COLUMN_DATE] = {"date", 4},
	[COLUMN_TIME] = {"time", 4},
	[COLUMN_AREA] = {"area", 4},
	[COLUMN_CHOICE] = {"choice", 6},
	[COLUMN_FLAG] = {"flag", 4},
};

struct str column_type_name(enum column_type type)
{
	REQUIRE(type < COLUMN_TYPE_COUNT);
	return type_names[type];
}

int table_find_column(const struct table *table, struct str name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (str_equal(table->columns[i].name, name))
			return (int)i;
	return TABLE_NO_COLUMN;
}

const struct cell *table_cell(const struct table *table, size_t row, int column)
{
	static const struct cell absent;

	REQUIRE(row < table->row_count && column < (int)table->column_count);
	return column == TABLE_NO_COLUMN ? &absent : &table->cells[row * table->column_count + (size_t)column];
}

bool table_number(const struct table *table, size_t row, int column, double *value)
{
	const struct cell *cell = table_cell(table, row, column);

	if (!cell->present)
		return false;
	switch (table->columns[column].type) {
	case COLUMN_INTEGER:
		*value = (double)cell->integer;
		return true;
	case COLUMN_NUMBER:
	case COLUMN_SHARE:
	case COLUMN_MONEY:
		*value = cell->number;
		return true;
	case COLUMN_FLAG:
		*value = cell->flag ? 1 : 0;
		return true;
	default:
		return false;
	}
}

static bool integer_is(int64_t integer, struct str text)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, integer);
	return str_equal(str_from(digits), text);
}

bool table_cell_is(const struct table *table, size_t row, int column, struct str text)
{
	const struct cell *cell = table_cell(table, row, column);

	if (!cell->present)
		return false;
	switch (table->columns[column].type) {
	case COLUMN_TEXT:
	case COLUMN_AREA:
		return str_equal(cell->text, text);
	case COLUMN_CHOICE:
		return str_equal(cell->choice->id, text);
	case COLUMN_INTEGER:
		return integer_is(cell->integer, text);
	case COLUMN_FLAG:
		return str_equal(cell->flag ? STR("yes") : STR("no"), text);
	default:
		return false;
	}
}
