#ifndef FEED_CENTRE_READ_XLSX_STRINGS_H
#define FEED_CENTRE_READ_XLSX_STRINGS_H

#include <zip.h>

#include "feed/centre/read/sheet.h"

/* The texts that cells of a workbook share, by their number. */

enum { XLSX_STRINGS_BYTES_MAX = 512 * 1024 * 1024 };

struct xlsx_strings;

/* A workbook without any is fine: *strings is NULL then. */
bool xlsx_strings_open(struct xlsx_strings **strings, struct sheet *sheet, zip_t *zip);
void xlsx_strings_close(struct xlsx_strings *strings);

/* false where there is no such number. Borrowed until it is closed; one that is longer than a cell may be is cut just beyond. */
bool xlsx_strings_find(const struct xlsx_strings *strings, uint64_t number, struct str *text);

#endif
