#ifndef FEED_CENTRE_READ_SERIAL_H
#define FEED_CENTRE_READ_SERIAL_H

#include <stdbool.h>

#include "feed/base/str.h"

struct arena;

/* Dates as Excel means them: days since the end of 1899, where 1900 had a 29th of February, or since the start of 1904. Pure. */

/* Whether a format shows dates or times: a number of the formats that every spreadsheet knows, or the text of its own. */
bool serial_format_is_date(int number);
bool serial_text_is_date(struct str format);

/* 2018-10-25, 2018-10-25 09:30, 2018-10-25 09:30:05 or, below one day, 09:30. Empty where it is no date. */
struct str serial_text(struct arena *arena, double serial, bool from_1904);

/* A number as a person would type it: whole ones without a point, at most 15 digits. */
struct str serial_number(struct arena *arena, double value);

#endif
