#include "feed/centre/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "feed/base/check.h"
#include "feed/base/civil.h"

enum { DECIMALS_MAX = 6, LOOKS = 3, PATH_ROOM = 4200, TEXT_BYTES_MAX = 32000 };

struct xlsx {
	char path[PATH_ROOM], part[PATH_ROOM]; /* what is written first, beside it */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *texts[LOOKS], *numbers[LOOKS][DECIMALS_MAX + 1], *shares[DECIMALS_MAX + 1], *date, *time;
	lxw_error fault;
};

static lxw_format *make_format(struct xlsx *xlsx, enum xlsx_look look, const char *pattern)
{
	lxw_format *format = workbook_add_format(xlsx->book);

	REQUIRE(format);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (pattern)
		format_set_num_format(format, pattern);
	if (look != XLSX_PLAIN)
		format_set_bold(format);
	if (look == XLSX_HEAD) {
		format_set_bg_color(format, 0xE6ECF5);
		format_set_bottom(format, LXW_BORDER_THIN);
	}
	return format;
}

static void make_formats(struct xlsx *xlsx)
{
	char pattern[32];

	for (int look = 0; look < LOOKS; look++)
		xlsx->texts[look] = make_format(xlsx, (enum xlsx_look)look, NULL);
	for (int decimals = 0; decimals <= DECIMALS_MAX; decimals++) {
		snprintf(pattern, sizeof(pattern), decimals ? "0.%.*s" : "0", decimals, "000000");
		for (int look = 0; look < LOOKS; look++)
			xlsx->numbers[look][decimals] = make_format(xlsx, (enum xlsx_look)look, pattern);
		strcat(pattern, "%");
		xlsx->shares[decimals] = make_format(xlsx, XLSX_PLAIN, pattern);
	}
	xlsx->date = make_format(xlsx, XLSX_PLAIN, "yyyy-mm-dd");
	xlsx->time = make_format(xlsx, XLSX_PLAIN, "yyyy-mm-dd hh:mm");
}

struct xlsx *xlsx_create(const char *path)
{
	struct xlsx *xlsx = calloc(1, sizeof(*xlsx));
	lxw_doc_properties properties = {.created = 1}; /* the same figures give the same bytes */

	REQUIRE(xlsx);
	snprintf(xlsx->path, sizeof(xlsx->path), "%s", path);
	snprintf(xlsx->part, sizeof(xlsx->part), "%s.part", path);
	xlsx->book = workbook_new(xlsx->part);
	REQUIRE(xlsx->book);
	workbook_set_properties(xlsx->book, &properties);
	make_formats(xlsx);
	return xlsx;
}

static void note(struct xlsx *xlsx, lxw_error fault)
{
	if (fault != LXW_NO_ERROR && xlsx->fault == LXW_NO_ERROR)
		xlsx->fault = fault;
}

/* Names of sheets are short, and some characters are not for them. */
void xlsx_sheet(struct xlsx *xlsx, struct str name, uint32_t head_rows, bool mirrored)
{
	char plain[LXW_SHEETNAME_MAX + 1];

	snprintf(plain, sizeof(plain), STR_FMT, STR_ARG(name));
	for (char *at = plain; *at; at++)
		if (strchr("[]:*?/\\'", *at))
			*at = '-';
	if (!str_is_utf8(str_from(plain)))
		snprintf(plain, sizeof(plain), "hallboard");
	xlsx->sheet = workbook_add_worksheet(xlsx->book, plain);
	REQUIRE(xlsx->sheet);
	if (head_rows)
		worksheet_freeze_panes(xlsx->sheet, head_rows, 0);
	if (mirrored)
		worksheet_right_to_left(xlsx->sheet);
	worksheet_fit_to_pages(xlsx->sheet, 1, 0);
	worksheet_set_paper(xlsx->sheet, 9); /* A4 */
}

void xlsx_width(struct xlsx *xlsx, uint16_t column, double characters)
{
	note(xlsx, worksheet_set_column(xlsx->sheet, column, column, characters, NULL));
}

void xlsx_text(struct xlsx *xlsx, uint32_t row, uint16_t column, struct str text, enum xlsx_look look)
{
	char *copy = strndup(text.bytes ? text.bytes : "", text.length < TEXT_BYTES_MAX ? text.length : TEXT_BYTES_MAX);

	REQUIRE(copy);
	if (*copy)
		note(xlsx, worksheet_write_string(xlsx->sheet, row, column, copy, xlsx->texts[look]));
	free(copy);
}

void xlsx_number(struct xlsx *xlsx, uint32_t row, uint16_t column, double value, int decimals, enum xlsx_look look)
{
	note(xlsx, worksheet_write_number(xlsx->sheet, row, column, value,
			   xlsx->numbers[look][decimals < DECIMALS_MAX ? decimals : DECIMALS_MAX]));
}

void xlsx_share(struct xlsx *xlsx, uint32_t row, uint16_t column, double value, int decimals)
{
	note(xlsx, worksheet_write_number(xlsx->sheet, row, column, value,
			   xlsx->shares[decimals < DECIMALS_MAX ? decimals : DECIMALS_MAX]));
}

void xlsx_time(struct xlsx *xlsx, uint32_t row, uint16_t column, int64_t time_ms, bool date_only)
{
	struct civil civil = civil_local(time_ms);
	lxw_datetime moment = {.year = civil.year, .month = civil.month, .day = civil.day};

	if (!date_only) {
		moment.hour = civil.hour;
		moment.min = civil.minute;
		moment.sec = civil.second;
	}
	note(xlsx, worksheet_write_datetime(xlsx->sheet, row, column, &moment, date_only ? xlsx->date : xlsx->time));
}

void xlsx_filter(struct xlsx *xlsx, uint32_t last_row, uint16_t last_column)
{
	note(xlsx, worksheet_autofilter(xlsx->sheet, 0, 0, last_row, last_column));
}

bool xlsx_finish(struct xlsx *xlsx, struct error *error)
{
	bool finished;

	note(xlsx, workbook_close(xlsx->book));
	finished = xlsx->fault == LXW_NO_ERROR;
	if (!finished)
		error_set(error, "cannot write %s: %s", xlsx->path, lxw_strerror(xlsx->fault));
	else if (rename(xlsx->part, xlsx->path) != 0)
		finished = error_set(error, "cannot write %s: %s", xlsx->path, strerror(errno));
	if (!finished)
		unlink(xlsx->part);
	free(xlsx);
	return finished;
}
