#ifndef FEED_CENTRE_EXPORT_H
#define FEED_CENTRE_EXPORT_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;

/* hallfeed export DIR TABLE FILE.csv: UTF-8 with a byte order mark, RFC 4180; text cells that start a formula
   (= + - @ tab CR) get a leading apostrophe. Labels become one column per language. */
bool export_table(struct centre *centre, struct str name, const char *path, struct error *error);

#endif
