#ifndef FEED_CENTRE_IMPORT_KIND_H
#define FEED_CENTRE_IMPORT_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"

/* What each kind of CSV holds, as data: a new kind is a row here, its table in schema.sql and a line in the manual. */

enum import_type {
	IMPORT_ID,       /* letters, digits and _ - . : */
	IMPORT_LABEL,    /* four headers: NAME_zh NAME_ug NAME_kk NAME_en; required: _zh */
	IMPORT_INTEGER,  /* low..high */
	IMPORT_NUMBER,   /* low..high */
	IMPORT_CHOICE,   /* one of words */
	IMPORT_FLAG,     /* yes, no */
	IMPORT_DATE,     /* 2018-10-25 */
	IMPORT_TIME,     /* 2018-10-25T09:30:00+08:00 */
	IMPORT_HOUR,     /* 09:30; 24:00 closes a day */
	IMPORT_WEEKDAYS, /* mon-fri, or sat,sun */
	IMPORT_PERIOD,   /* 2018, 2018-H2, 2018-Q3, 2018-10, 2018-10R3 */
	IMPORT_PHONE,    /* of an office: 0991-1234567, 12345 */
	IMPORT_AREA      /* the id of an imported area, at one of the levels in words, or at any */
};

struct import_header {
	const char *name; /* also the column of the kind's table */
	enum import_type type;
	bool required;     /* in each row */
	const char *words; /* "open|done|late" */
	double low, high;
	bool reviewed; /* names that read as a person's pass only by the reviewed list */
};

/* One header's value must not be above (strict: must be below) another's where both are there. */
struct import_order {
	const char *low, *high;
	bool strict;
};

enum { IMPORT_HEADERS_MAX = 20, IMPORT_ORDERS_MAX = 3, IMPORT_KEY_MAX = 4 };

struct import_kind {
	const char *name; /* also the table */
	struct import_header headers[IMPORT_HEADERS_MAX];
	struct import_order orders[IMPORT_ORDERS_MAX];
	const char *key[IMPORT_KEY_MAX]; /* headers that together stand once in a file */
	const char *replaces;            /* the header whose values are replaced; NULL: all rows are */
	bool historic;                   /* may speak of areas that are gone */
	int64_t rows_max;
};

/* The levels of the tree from the top down, and the finer kinds that each may have. */
#define IMPORT_LEVELS "prefecture|county|subdistrict|community|grid|building"

const struct import_kind *import_kind_find(struct str name); /* NULL where it is none of these */
const struct import_kind *import_kind_at(size_t index);      /* NULL past the last */

size_t import_header_count(const struct import_kind *kind);

/* Is the word one of "a|b|c"? Its place from 0, or -1. */
int import_word_find(const char *words, struct str word);

#endif
