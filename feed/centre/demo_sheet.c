#include "feed/centre/demo_sheet.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"

enum {
	SHEET_BYTES = 16 * 1024, /* to begin with */
	DEMO_FILE_MODE = 0644
};

static const int64_t day_ms = 24 * 60 * 60 * INT64_C(1000);

static void make_room(struct demo_sheet *sheet, size_t length)
{
	char *larger;

	if (sheet->length + length <= sheet->capacity)
		return;
	sheet->capacity = 2 * (sheet->length + length) + SHEET_BYTES;
	larger = arena_take(sheet->arena, sheet->capacity);
	if (sheet->length)
		memcpy(larger, sheet->bytes, sheet->length);
	sheet->bytes = larger;
}

void demo_sheet_put(struct demo_sheet *sheet, struct str bytes)
{
	make_room(sheet, bytes.length);
	if (bytes.length)
		memcpy(sheet->bytes + sheet->length, bytes.bytes, bytes.length);
	sheet->length += bytes.length;
}

static bool needs_quotes(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (strchr(",\"\r\n", text.bytes[i]))
			return true;
	return false;
}

static void put_quoted(struct demo_sheet *sheet, struct str text)
{
	demo_sheet_put(sheet, STR("\""));
	for (size_t i = 0; i < text.length; i++) {
		if (text.bytes[i] == '"')
			demo_sheet_put(sheet, STR("\""));
		demo_sheet_put(sheet, str_part(text, i, 1));
	}
	demo_sheet_put(sheet, STR("\""));
}

void demo_sheet_text(struct demo_sheet *sheet, struct str text)
{
	if (sheet->cells++)
		demo_sheet_put(sheet, STR(","));
	if (needs_quotes(text))
		put_quoted(sheet, text);
	else
		demo_sheet_put(sheet, text);
}

static void put_header(struct demo_sheet *sheet, struct str name)
{
	if (!str_ends(name, STR("_*"))) {
		demo_sheet_text(sheet, name);
		return;
	}
	for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
		struct str stem = str_part(name, 0, name.length - 1), code = language_code(language);

		demo_sheet_text(sheet, str_format(sheet->arena, STR_FMT STR_FMT, STR_ARG(stem), STR_ARG(code)));
	}
}

void demo_sheet_begin(struct demo_sheet *sheet, struct arena *arena, const char *header)
{
	struct str rest = str_from(header), name;

	*sheet = (struct demo_sheet){.arena = arena};
	while (str_next(&rest, ',', &name))
		put_header(sheet, name);
	sheet->columns = sheet->cells;
	demo_sheet_end_row(sheet);
	sheet->rows = 0;
}

void demo_sheet_label(struct demo_sheet *sheet, const struct label *label)
{
	for (enum language language = 0; language < LANGUAGE_COUNT; language++)
		demo_sheet_text(sheet, label->text[language]);
}

void demo_sheet_integer(struct demo_sheet *sheet, int64_t value)
{
	demo_sheet_text(sheet, str_format(sheet->arena, "%lld", (long long)value));
}

void demo_sheet_number(struct demo_sheet *sheet, double value)
{
	demo_sheet_text(sheet, str_format(sheet->arena, "%.1f", value));
}

void demo_sheet_flag(struct demo_sheet *sheet, bool value)
{
	demo_sheet_text(sheet, value ? STR("yes") : STR("no"));
}

void demo_sheet_date(struct demo_sheet *sheet, int64_t day)
{
	struct civil date = civil_utc(day * day_ms);

	demo_sheet_text(sheet, str_format(sheet->arena, "%04d-%02d-%02d", date.year, date.month, date.day));
}

void demo_sheet_time(struct demo_sheet *sheet, int64_t time_ms)
{
	demo_sheet_text(sheet, civil_format_utc(sheet->arena, time_ms));
}

void demo_sheet_absent(struct demo_sheet *sheet)
{
	demo_sheet_text(sheet, STR(""));
}

void demo_sheet_end_row(struct demo_sheet *sheet)
{
	REQUIRE(sheet->cells == sheet->columns);
	demo_sheet_put(sheet, STR("\n"));
	sheet->cells = 0;
	sheet->rows++;
}

bool demo_sheet_save_bytes(struct str bytes, const char *folder, const char *name, struct error *error)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		return error_set(error, "cannot write %s/%s: the path is too long", folder, name);
	return file_replace(path, bytes, DEMO_FILE_MODE, error);
}

bool demo_sheet_save(const struct demo_sheet *sheet, const char *folder, const char *name, struct error *error)
{
	return demo_sheet_save_bytes((struct str){sheet->bytes, sheet->length}, folder, name, error);
}
