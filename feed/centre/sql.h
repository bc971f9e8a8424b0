#ifndef FEED_CENTRE_SQL_H
#define FEED_CENTRE_SQL_H

#include <stddef.h>

/* The SQL files of this folder as text, put into the program by tools/embed-sql: "schema", "schema_apart" and one
   per published table. */

struct sql_file {
	const char *name;
	const char *text;
};

extern const struct sql_file sql_files[];
extern const size_t sql_file_count;

#endif
