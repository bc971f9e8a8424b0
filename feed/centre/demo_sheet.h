#ifndef FEED_CENTRE_DEMO_SHEET_H
#define FEED_CENTRE_DEMO_SHEET_H

#include <stdint.h>

#include "feed/base/error.h"
#include "feed/model/label.h"

struct arena;

/*
 * A CSV file in the making (RFC 4180), cell after cell. In the header `name_*` stands for the four columns of a label.
 * Everything lives in the arena until it is saved.
 */

struct demo_sheet {
	struct arena *arena; /* borrowed; outlives us */
	char *bytes;
	size_t length, capacity;
	size_t columns, cells, rows; /* cells of the row that is open; rows without the header */
};

void demo_sheet_begin(struct demo_sheet *sheet, struct arena *arena, const char *header);

void demo_sheet_text(struct demo_sheet *sheet, struct str text);
void demo_sheet_label(struct demo_sheet *sheet, const struct label *label);
void demo_sheet_integer(struct demo_sheet *sheet, int64_t value);
void demo_sheet_number(struct demo_sheet *sheet, double value); /* one decimal */
void demo_sheet_flag(struct demo_sheet *sheet, bool value);
void demo_sheet_date(struct demo_sheet *sheet, int64_t day); /* days since 1970-01-01 */
void demo_sheet_time(struct demo_sheet *sheet, int64_t time_ms);
void demo_sheet_absent(struct demo_sheet *sheet);
void demo_sheet_end_row(struct demo_sheet *sheet); /* every column has its cell */

/* Raw bytes, for files of another form that are written piece by piece (a sheet with nothing but its arena set). */
void demo_sheet_put(struct demo_sheet *sheet, struct str bytes);

/* As FOLDER/NAME. */
bool demo_sheet_save(const struct demo_sheet *sheet, const char *folder, const char *name, struct error *error);

/* The same for bytes that are no sheet. */
bool demo_sheet_save_bytes(struct str bytes, const char *folder, const char *name, struct error *error);

#endif
