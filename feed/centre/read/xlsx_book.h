#ifndef FEED_CENTRE_READ_XLSX_BOOK_H
#define FEED_CENTRE_READ_XLSX_BOOK_H

#include <zip.h>

#include "feed/centre/read/sheet.h"

/* What an XLSX workbook says about itself: its sheets, which formats show dates, from when days count. */

enum { XLSX_SHEETS_MAX = 256, XLSX_STYLES_MAX = 65536 };

struct xlsx_book {
	struct str sheet; /* the name of the one to read */
	const char *part; /* and where it stands */
	size_t sheet_count;
	bool from_1904;
	uint8_t *style_is_date; /* by the number that cells give */
	size_t style_count;
};

/* On false there is a fault. Everything lives in the sheet's arena. */
bool xlsx_book_read(struct xlsx_book *book, struct sheet *sheet, zip_t *zip, struct str wanted);

#endif
