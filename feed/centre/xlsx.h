#ifndef FEED_CENTRE_XLSX_H
#define FEED_CENTRE_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

/* A workbook on its way to a file, which is there only when it is whole. One sheet at a time; columns count from 0. */

struct xlsx;

enum xlsx_look { XLSX_PLAIN, XLSX_HEAD, XLSX_STRONG };

struct xlsx *xlsx_create(const char *path);
/* A title bar of head_rows rows stays in sight; mirrored where one reads from the right. */
void xlsx_sheet(struct xlsx *xlsx, struct str name, uint32_t head_rows, bool mirrored);
void xlsx_width(struct xlsx *xlsx, uint16_t column, double characters);
void xlsx_text(struct xlsx *xlsx, uint32_t row, uint16_t column, struct str text, enum xlsx_look look);
void xlsx_number(struct xlsx *xlsx, uint32_t row, uint16_t column, double value, int decimals, enum xlsx_look look);
void xlsx_share(struct xlsx *xlsx, uint32_t row, uint16_t column, double value, int decimals); /* 0..1 as per cent */
void xlsx_time(struct xlsx *xlsx, uint32_t row, uint16_t column, int64_t time_ms, bool date_only); /* local */
void xlsx_filter(struct xlsx *xlsx, uint32_t last_row, uint16_t last_column);

/* Writes it and ends it. */
bool xlsx_finish(struct xlsx *xlsx, struct error *error);

#endif
