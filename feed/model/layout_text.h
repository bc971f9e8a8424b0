#ifndef FEED_MODEL_LAYOUT_TEXT_H
#define FEED_MODEL_LAYOUT_TEXT_H

#include "feed/base/str.h"

/*
 * A layout that the centre sends: which shipped one it replaces, on which screens, and its text as a person wrote it. What the text
 * means is the screens' business.
 */

enum { LAYOUT_NAME_BYTES_MAX = 31, LAYOUT_TEXT_BYTES_MAX = 256 * 1024 };

struct layout_text {
	struct str name;  /* "hall": of hall.layout */
	struct str group; /* of screens; empty: all */
	struct str file;  /* for messages */
	struct str text;
};

/* a-z, 0-9, _ and -, at most 31 of them. */
bool layout_name_is_good(struct str name);

#endif
