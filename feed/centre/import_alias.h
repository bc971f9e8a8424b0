#ifndef FEED_CENTRE_IMPORT_ALIAS_H
#define FEED_CENTRE_IMPORT_ALIAS_H

#include "feed/centre/import_kind.h"

struct arena;

/* What officers call the columns and the words of a kind in their own sheets. */

enum { ALIAS_WORDS_MAX = 200 };

/* A header as it is compared: plain widths, lower case, without blanks, stars and a unit in brackets at its end. */
struct str import_alias_simple(struct arena *arena, struct str header);

/* The field ("area", "name_zh") that a simple header stands for in this kind; empty where it is none that is known. */
struct str import_alias_field(const struct import_kind *kind, struct str simple);

/* A column that tells in which area of a level the row is (社区, 所属街道): its place in IMPORT_LEVELS, or -1. */
int import_alias_level(struct str simple);

/* A column that is passed over: numbers of rows, remarks. */
bool import_alias_is_passed_over(struct str simple);

/* The words of a kind's choices in the languages that the published tables have for them. */
struct import_choices {
	struct {
		const struct import_header *header;
		struct str word, label;
	} items[ALIAS_WORDS_MAX];
	size_t count;
};

void import_choices_make(struct import_choices *choices, const struct import_kind *kind);

/* The word that a text stands for: "平安巡防" is safety. The text itself where there is none. */
struct str import_choices_word(const struct import_choices *choices, const struct import_header *header, struct str text);

#endif
