#include "feed/centre/read/xlsx_book.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/centre/read/serial.h"
#include "feed/centre/read/xlsx_part.h"

enum { OWN_FORMATS_MAX = 4096 };

struct reading {
	struct arena *arena;
	struct xlsx_book *book;
	struct {
		struct str name;
		const char *relation;
		bool hidden;
	} sheets[XLSX_SHEETS_MAX];
	const char *relation; /* of the sheet to read */
	int own_dates[OWN_FORMATS_MAX]; /* numbers of the workbook's own formats that show dates */
	size_t own_date_count, style_capacity;
	bool in_styles; /* between cellXfs and its end */
};

static const char *copy(struct reading *reading, const char *text)
{
	return str_copy(reading->arena, str_from(text)).bytes;
}

static void start_workbook(void *self, struct str name, const char *const *attributes)
{
	struct reading *reading = self;
	const char *value;

	if (str_equal(name, STR("workbookPr"))) {
		value = xml_attribute(attributes, "date1904");
		reading->book->from_1904 = value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
	} else if (str_equal(name, STR("sheet")) && reading->book->sheet_count < XLSX_SHEETS_MAX) {
		const char *title = xml_attribute(attributes, "name"), *relation = xml_attribute(attributes, "id");

		if (!title || !relation)
			return;
		value = xml_attribute(attributes, "state");
		reading->sheets[reading->book->sheet_count].name = str_copy(reading->arena, str_from(title));
		reading->sheets[reading->book->sheet_count].relation = copy(reading, relation);
		reading->sheets[reading->book->sheet_count++].hidden = value && strcmp(value, "visible") != 0;
	}
}

static struct str sheet_names(struct reading *reading)
{
	struct str text = STR("");

	for (size_t i = 0; i < reading->book->sheet_count; i++)
		text = str_format(reading->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? ", " : "",
			STR_ARG(reading->sheets[i].name));
	return text;
}

/* The one of this name; without a name the first that is not hidden. */
static bool choose_sheet(struct reading *reading, struct sheet *sheet, struct str wanted)
{
	for (size_t i = 0; i < reading->book->sheet_count; i++) {
		if (wanted.length ? !str_equal(reading->sheets[i].name, wanted) : reading->sheets[i].hidden)
			continue;
		reading->book->sheet = reading->sheets[i].name;
		reading->relation = reading->sheets[i].relation;
		return true;
	}
	if (wanted.length)
		sheet_fault(sheet, 0, 0, str_format(reading->arena, "no sheet \"" STR_FMT "\"", STR_ARG(wanted)),
			str_format(reading->arena, "one of " STR_FMT, STR_ARG(sheet_names(reading))), STR(""));
	else
		sheet_fault(sheet, 0, 0, STR("a workbook without a sheet that is seen"), STR("a sheet"), STR(""));
	return false;
}

static void start_relations(void *self, struct str name, const char *const *attributes)
{
	struct reading *reading = self;
	const char *id = xml_attribute(attributes, "Id"), *target = xml_attribute(attributes, "Target");

	if (!str_equal(name, STR("Relationship")) || !id || !target || strcmp(id, reading->relation) != 0)
		return;
	reading->book->part = target[0] == '/' ? copy(reading, target + 1) : str_format(reading->arena, "xl/%s", target).bytes;
}

static bool format_is_date(const struct reading *reading, int number)
{
	for (size_t i = 0; i < reading->own_date_count; i++)
		if (reading->own_dates[i] == number)
			return true;
	return serial_format_is_date(number);
}

static void start_styles(void *self, struct str name, const char *const *attributes)
{
	struct reading *reading = self;
	struct xlsx_book *book = reading->book;
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");

	if (str_equal(name, STR("numFmt")) && id && code && serial_text_is_date(str_from(code))) {
		if (reading->own_date_count < OWN_FORMATS_MAX)
			reading->own_dates[reading->own_date_count++] = atoi(id);
	} else if (str_equal(name, STR("cellXfs"))) {
		reading->in_styles = true;
	} else if (str_equal(name, STR("xf")) && reading->in_styles && book->style_count < XLSX_STYLES_MAX) {
		book->style_is_date =
			arena_grow(reading->arena, book->style_is_date, book->style_count, &reading->style_capacity, 1);
		book->style_is_date[book->style_count++] = id && format_is_date(reading, atoi(id));
	}
}

static void end_styles(void *self, struct str name)
{
	struct reading *reading = self;

	if (str_equal(name, STR("cellXfs")))
		reading->in_styles = false;
}

bool xlsx_book_read(struct xlsx_book *book, struct sheet *sheet, zip_t *zip, struct str wanted)
{
	struct reading *reading = arena_new(sheet->arena, struct reading);
	static const char styles[] = "xl/styles.xml";

	*book = (struct xlsx_book){0};
	*reading = (struct reading){.arena = sheet->arena, .book = book};
	if (!xlsx_part_read(sheet, zip, "xl/workbook.xml", &(struct xml_reader){.start = start_workbook, .self = reading}) ||
		!choose_sheet(reading, sheet, wanted) ||
		!xlsx_part_read(sheet, zip, "xl/_rels/workbook.xml.rels",
			&(struct xml_reader){.start = start_relations, .self = reading}))
		return false;
	if (!book->part) {
		sheet_fault(sheet, 0, 0, STR("a sheet without its part"), STR("a whole workbook"), STR(""));
		return false;
	}
	return !xlsx_part_exists(zip, styles) ||
	       xlsx_part_read(
		       sheet, zip, styles, &(struct xml_reader){.start = start_styles, .end = end_styles, .self = reading});
}
