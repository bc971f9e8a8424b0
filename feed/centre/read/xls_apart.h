#ifndef FEED_CENTRE_READ_XLS_APART_H
#define FEED_CENTRE_READ_XLS_APART_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "feed/base/str.h"

/*
 * libfreexl in a process of its own: damaged workbooks make it read and write where it should not (found by tests/fuzz/sheet_fuzz.c), which
 * there ends a process that holds nothing but the file. It tells what it read through a pipe, and its reader believes none of it:
 *     'S' count name rows    a sheet was chosen: how many there are, its name, its rows; then for each row that holds anything
 *     'R' line cells text... and at the end
 *     'Z'
 *     'N' names              no sheet of that name; 'H': nothing in any sheet; 'B': no workbook that can be read
 * Numbers are 32 bits as they stand in memory, a text is its length and its bytes.
 */

enum { XLS_APART_CPU_S = 30, XLS_APART_BYTES_MAX = 1024 * 1024 * 1024 };

struct xls_apart {
	FILE *from; /* owned; NULL: it could not be started */
	pid_t process;
};

/* wanted: empty for the first sheet that holds anything. */
void xls_apart_start(struct xls_apart *apart, const char *path, struct str wanted);
void xls_apart_stop(struct xls_apart *apart); /* ends it, wherever it is */

#endif
