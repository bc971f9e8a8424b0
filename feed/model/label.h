#ifndef FEED_MODEL_LABEL_H
#define FEED_MODEL_LABEL_H

#include <stdbool.h>

#include "feed/base/str.h"

/* All text that people read is a label: one string per language. Plain values; texts borrowed from an arena. */

enum language {
	LANGUAGE_ZH,
	LANGUAGE_UG,
	LANGUAGE_KK, /* in Arabic script */
	LANGUAGE_EN,
	LANGUAGE_COUNT
};

enum { LABEL_BYTES_MAX = 2000 }; /* per language */

struct label {
	struct str text[LANGUAGE_COUNT]; /* empty where there is none */
};

struct str language_code(enum language language); /* "zh", "ug", "kk", "en" */
bool language_find(struct str code, enum language *language);
bool language_is_rtl(enum language language);

/* The text in this language, else zh, else en, else any; empty where the label is empty or NULL. */
struct str label_text(const struct label *label, enum language language);

/* Which language label_text would answer in; a fallback must be shaped as what it is. */
enum language label_language(const struct label *label, enum language wanted);

#endif
