#include "feed/centre/export.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/own_table.h"
#include "feed/centre/xlsx.h"

enum { EXPORT_MODE = 0644 };

/* The file as it grows. */
struct sheet {
	struct arena *arena;
	char *bytes;
	size_t length, capacity;
	bool row_begun;
};

static void put(struct sheet *sheet, struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		sheet->bytes = arena_grow(sheet->arena, sheet->bytes, sheet->length, &sheet->capacity, 1);
		sheet->bytes[sheet->length++] = text.bytes[i];
	}
}

static bool has_any(struct str text, const char *characters)
{
	for (size_t i = 0; i < text.length; i++)
		for (const char *c = characters; *c; c++)
			if (text.bytes[i] == *c)
				return true;
	return false;
}

static void begin_cell(struct sheet *sheet)
{
	if (sheet->row_begun)
		put(sheet, STR(","));
	sheet->row_begun = true;
}

static void end_row(struct sheet *sheet)
{
	put(sheet, STR("\r\n"));
	sheet->row_begun = false;
}

/* Numbers and words of ours; never read as a formula. */
static void put_plain(struct sheet *sheet, struct str text)
{
	begin_cell(sheet);
	put(sheet, text);
}

/* Text of others: an apostrophe keeps a spreadsheet from running it. */
static void put_text(struct sheet *sheet, struct str text)
{
	bool formula = has_any(str_part(text, 0, 1), "=+-@\t\r");
	bool quoted = has_any(text, ",\"\r\n");

	begin_cell(sheet);
	if (quoted)
		put(sheet, STR("\""));
	if (formula)
		put(sheet, STR("'"));
	for (size_t i = 0; i < text.length; i++) {
		if (text.bytes[i] == '"')
			put(sheet, STR("\""));
		put(sheet, str_part(text, i, 1));
	}
	if (quoted)
		put(sheet, STR("\""));
}

static void put_label(struct sheet *sheet, const struct label *label)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		put_text(sheet, label ? label->text[language] : STR(""));
}

static struct str date_text(struct arena *arena, int64_t time_ms)
{
	struct civil date = civil_local(time_ms);

	return str_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void put_cell(struct sheet *sheet, const struct column *column, const struct cell *cell)
{
	if (column->type == COLUMN_LABEL) {
		put_label(sheet, cell->present ? cell->label : NULL);
		return;
	}
	if (!cell->present) {
		put_plain(sheet, STR(""));
		return;
	}
	switch (column->type) {
	case COLUMN_INTEGER:
		put_plain(sheet, str_format(sheet->arena, "%lld", (long long)cell->integer));
		break;
	case COLUMN_FLAG:
		put_plain(sheet, cell->flag ? STR("yes") : STR("no"));
		break;
	case COLUMN_DATE:
		put_plain(sheet, date_text(sheet->arena, cell->time_ms));
		break;
	case COLUMN_TIME:
		put_plain(sheet, civil_format_utc(sheet->arena, cell->time_ms));
		break;
	case COLUMN_CHOICE:
		put_plain(sheet, cell->choice->id);
		break;
	case COLUMN_NUMBER:
		put_plain(sheet, str_format(sheet->arena, "%.*f", column->decimals, cell->number));
		break;
	case COLUMN_SHARE:
	case COLUMN_MONEY:
		put_plain(sheet, str_format(sheet->arena, "%.15g", cell->number));
		break;
	default:
		put_text(sheet, cell->text);
	}
}

static void put_header(struct sheet *sheet, const struct column *column)
{
	if (column->type != COLUMN_LABEL) {
		put_plain(sheet, column->name);
		return;
	}
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		put_plain(sheet, str_format(sheet->arena, STR_FMT "_" STR_FMT, STR_ARG(column->name),
					 STR_ARG(language_code((enum language)language))));
}

static void put_table(struct sheet *sheet, const struct table *table)
{
	put(sheet, STR("\xef\xbb\xbf"));
	for (size_t i = 0; i < table->column_count; i++)
		put_header(sheet, &table->columns[i]);
	end_row(sheet);
	for (size_t row = 0; row < table->row_count; row++) {
		for (size_t i = 0; i < table->column_count; i++)
			put_cell(sheet, &table->columns[i], table_cell(table, row, (int)i));
		end_row(sheet);
	}
}

struct str export_csv(struct arena *arena, const struct table *table)
{
	struct sheet sheet = {.arena = arena};

	put_table(&sheet, table);
	return (struct str){sheet.bytes, sheet.length};
}

static bool write_xlsx(struct arena *arena, const struct table *table, const char *path, struct error *error)
{
	struct xlsx *xlsx = xlsx_create(path);

	export_sheet(xlsx, arena, table);
	return xlsx_finish(xlsx, error);
}

bool export_table(struct centre *centre, struct str name, const char *path, struct error *error)
{
	struct arena arena;
	struct table table;
	bool exported, own = false;

	arena_init(&arena);
	exported = own_table_find(centre, &arena, name, &table, &own, error) &&
		   (own || derive_table(centre, &arena, name, &table, error));
	if (exported && str_ends(str_from(path), STR(".xlsx")))
		exported = write_xlsx(&arena, &table, path, error);
	else if (exported)
		exported = file_replace(path, export_csv(&arena, &table), EXPORT_MODE, error);
	arena_finish(&arena);
	return exported;
}
