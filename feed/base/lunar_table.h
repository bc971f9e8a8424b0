#ifndef FEED_BASE_LUNAR_TABLE_H
#define FEED_BASE_LUNAR_TABLE_H

#include <stdint.h>

#include "feed/base/lunar.h"

/* Written by tools/lunar-table; read by feed/base/lunar.c alone. */

/* A year: bits 0..3 the leap month or 0, bit 16 - m whether month m has 30 days, bit 16 whether the leap month has. */
extern const uint32_t lunar_table_months[LUNAR_YEAR_MOST - LUNAR_YEAR_LEAST + 1];

/* The earliest day of the month that each term ever falls on, and for each year two bits a term: how many days later it is. */
extern const uint8_t lunar_table_earliest[LUNAR_TERMS];
extern const uint64_t lunar_table_later[LUNAR_YEAR_MOST - LUNAR_YEAR_LEAST + 1];

#endif
