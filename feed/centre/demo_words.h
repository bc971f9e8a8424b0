#ifndef FEED_CENTRE_DEMO_WORDS_H
#define FEED_CENTRE_DEMO_WORDS_H

#include "feed/base/error.h"
#include "feed/model/label.h"

struct arena;

/*
 * The words of the demo, from assets/demo/NAME.csv, so that a person can correct them without a build. Rows that
 * start with # are comments.
 */

enum { DEMO_WORDS_BYTES_MAX = 1024 * 1024 };

struct demo_words {
	struct str **rows; /* column_count cells each */
	size_t row_count, column_count;
};

/* columns is the header row that the file must have. */
bool demo_words_read(
	struct arena *arena, const char *name, const char *columns, struct demo_words *words, struct error *error);

/* The file as it stands, for documents that need no filling in. */
bool demo_words_file(struct arena *arena, const char *name, struct str *bytes, struct error *error);

struct str demo_words_cell(const struct demo_words *words, size_t row, size_t column);
int demo_words_integer(const struct demo_words *words, size_t row, size_t column); /* 0 where it is no number */
struct label demo_words_label(const struct demo_words *words, size_t row, size_t first_column); /* zh, ug, kk, en */

/* The pattern with its one {} replaced, language by language. */
struct label demo_words_fill(struct arena *arena, const struct label *pattern, const struct label *with);
struct label demo_words_number(struct arena *arena, const struct label *pattern, unsigned number);

#endif
