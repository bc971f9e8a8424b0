#include "feed/centre/export.h"

#include "feed/base/arena.h"
#include "feed/centre/xlsx.h"

/* Tables as sheets: numbers are numbers, dates dates; the row of names stays in sight and filters. */

enum { WIDTH_LEAST = 8, WIDTH_MOST = 60, SHARE_DECIMALS = 1, MONEY_DECIMALS = 2, DATE_WIDTH = 16 };

static size_t sheet_columns(const struct column *column)
{
	return column->type == COLUMN_LABEL ? LANGUAGE_COUNT : 1;
}

/* Han letters are as wide as two others. */
static double width_of(struct str text)
{
	size_t at = 0;
	double width = 1;

	while (at < text.length)
		width += str_code_point(text, &at) >= 0x2e80 ? 2 : 1;
	return width;
}

static struct str text_of(const struct column *column, const struct cell *cell, size_t language)
{
	if (!cell->present)
		return STR("");
	switch (column->type) {
	case COLUMN_LABEL:
		return cell->label->text[language];
	case COLUMN_CHOICE:
		return cell->choice->id;
	case COLUMN_FLAG:
		return cell->flag ? STR("yes") : STR("no");
	case COLUMN_TEXT:
	case COLUMN_AREA:
		return cell->text;
	default:
		return STR("");
	}
}

static void put_cell(struct xlsx *xlsx, uint32_t row, uint16_t at, const struct column *column, const struct cell *cell)
{
	if (!cell->present)
		return;
	switch (column->type) {
	case COLUMN_INTEGER:
		xlsx_number(xlsx, row, at, (double)cell->integer, 0, XLSX_PLAIN);
		break;
	case COLUMN_NUMBER:
		xlsx_number(xlsx, row, at, cell->number, column->decimals, XLSX_PLAIN);
		break;
	case COLUMN_MONEY:
		xlsx_number(xlsx, row, at, cell->number, MONEY_DECIMALS, XLSX_PLAIN);
		break;
	case COLUMN_SHARE:
		xlsx_share(xlsx, row, at, cell->number, SHARE_DECIMALS);
		break;
	case COLUMN_DATE:
	case COLUMN_TIME:
		xlsx_time(xlsx, row, at, cell->time_ms, column->type == COLUMN_DATE);
		break;
	default:
		for (size_t i = 0; i < sheet_columns(column); i++)
			xlsx_text(xlsx, row, (uint16_t)(at + i), text_of(column, cell, i), XLSX_PLAIN);
	}
}

static struct str head_of(struct arena *arena, const struct column *column, size_t language)
{
	if (column->type != COLUMN_LABEL)
		return column->name;
	return str_format(
		arena, STR_FMT "_" STR_FMT, STR_ARG(column->name), STR_ARG(language_code((enum language)language)));
}

static void put_head(
	struct xlsx *xlsx, struct arena *arena, const struct table *table, int column, uint16_t at, size_t language)
{
	const struct column *of = &table->columns[column];
	struct str head = head_of(arena, of, language);
	double width = width_of(head) + 2;

	if (of->type == COLUMN_DATE || of->type == COLUMN_TIME)
		width = width > DATE_WIDTH ? width : DATE_WIDTH;
	for (size_t row = 0; row < table->row_count; row++) {
		double here = width_of(text_of(of, table_cell(table, row, column), language));

		width = here > width ? here : width;
	}
	xlsx_text(xlsx, 0, at, head, XLSX_HEAD);
	xlsx_width(xlsx, at, width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width);
}

void export_sheet(struct xlsx *xlsx, struct arena *arena, const struct table *table)
{
	uint16_t at = 0;

	xlsx_sheet(xlsx, table->name, 1, false);
	for (size_t i = 0; i < table->column_count; i++) {
		for (size_t language = 0; language < sheet_columns(&table->columns[i]); language++)
			put_head(xlsx, arena, table, (int)i, (uint16_t)(at + language), language);
		for (size_t row = 0; row < table->row_count; row++)
			put_cell(xlsx, (uint32_t)row + 1, at, &table->columns[i], table_cell(table, row, (int)i));
		at = (uint16_t)(at + sheet_columns(&table->columns[i]));
	}
	if (at)
		xlsx_filter(xlsx, (uint32_t)table->row_count, (uint16_t)(at - 1));
}
