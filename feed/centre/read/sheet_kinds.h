#ifndef FEED_CENTRE_READ_SHEET_KINDS_H
#define FEED_CENTRE_READ_SHEET_KINDS_H

#include "feed/centre/read/sheet.h"

/* Each opens one kind of file; sheet.file, arena and faults are set. On false there is a fault, and nothing is left open. */

bool sheet_open_text(struct sheet *sheet, const char *path);
bool sheet_open_xls(struct sheet *sheet, const char *path, struct str wanted);
bool sheet_open_xlsx(struct sheet *sheet, const char *path, struct str wanted);

#endif
