#ifndef FEED_CENTRE_READ_XML_TEXT_H
#define FEED_CENTRE_READ_XML_TEXT_H

#include <stddef.h>

#include "feed/base/str.h"

struct arena;

/* The text of an element, which comes in pieces; what is beyond XML_TEXT_BYTES_MAX is left out. */

enum { XML_TEXT_BYTES_MAX = 64 * 1024 };

struct xml_text {
	char *bytes; /* in the arena */
	size_t length, capacity;
};

void xml_text_add(struct xml_text *text, struct arena *arena, struct str piece);
struct str xml_text_take(struct xml_text *text); /* trimmed; the text is empty again */

/* Tags and character references of HTML that stand in a text, away; blanks and ends of lines as one blank. */
struct str xml_text_plain(struct arena *arena, struct str html);

#endif
