#ifndef FEED_CENTRE_READ_TEXT_H
#define FEED_CENTRE_READ_TEXT_H

#include "feed/centre/read/csv.h"

/*
 * A text file as pieces of UTF-8, in whichever encoding it was saved. It is looked through once before, so that its encoding is
 * known and its first broken byte is told with its place; then it is read in a window of one megabyte.
 */

enum { TEXT_WINDOW_BYTES = 1024 * 1024, TEXT_BYTES_MAX = 1024 * 1024 * 1024 };

struct text;

/* false and a fault where it cannot be read, holds a zero byte or no text in an encoding that is known. */
bool text_open(struct text **text, struct sheet *sheet, const char *path);
void text_close(struct text *text);

struct str text_encoding(const struct text *text); /* UTF-8, GB18030 or UTF-16 */
char text_separator(struct text *text);            /* by its first lines: a comma, a semicolon or a tab */
struct str text_start(const struct text *text);    /* the first piece */
const struct csv_source *text_source(struct text *text);

#endif
