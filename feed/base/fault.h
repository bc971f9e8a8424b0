#ifndef FEED_BASE_FAULT_H
#define FEED_BASE_FAULT_H

#include <stddef.h>
#include <stdio.h>

#include "feed/base/str.h"

struct arena;

/*
 * All faults of a file that a person wrote, gathered so that they are seen at once. Each prints as
 *     file:line:column: found X, expected Y; how to mend it
 *     file: sheet NAME, cell C7: found X, expected Y; how to mend it
 * Line and column count from 1; 0 leaves the number out. Owned by the caller; texts live in the arena.
 */

enum { FAULTS_MAX = 200 }; /* further ones are only counted */

struct fault {
	struct str file, found, expected;
	struct str sheet; /* of a spreadsheet, whose line and column are a cell; else empty */
	struct str mend;  /* what to do about it, where expected does not say it; else empty */
	int line, column;
};

struct faults {
	struct arena *arena; /* borrowed; outlives us */
	struct fault *items;
	size_t kept, total, capacity;
};

void faults_init(struct faults *faults, struct arena *arena);

/* found and expected are whole phrases: "\"12a\"" and "a whole number from 1 to 12". They are copied. */
void faults_add(struct faults *faults, struct str file, int line, int column, struct str found, struct str expected);

/* The same with all that there is to say. */
void faults_put(struct faults *faults, const struct fault *fault);

/* The name of a spreadsheet's column, counted from 1: A, Z, AA. */
enum { FAULT_COLUMN_BYTES = 8 };
void fault_column_name(int column, char name[FAULT_COLUMN_BYTES]);

/* One a line, by their places; a last line tells how many more there were. */
void faults_print(const struct faults *faults, FILE *to);

#endif
