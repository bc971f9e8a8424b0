#ifndef FEED_CENTRE_READ_XML_H
#define FEED_CENTRE_READ_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"

/*
 * XML as it comes, through expat, with limits: no document types and so no entities of its own, no deep nesting. Elements and
 * attributes go by their local names. The reader can be halted after any element and goes on where it was.
 */

enum { XML_DEPTH_MAX = 64, XML_ATTRIBUTES_MAX = 64 };

struct xml;

struct xml_reader {
	void (*start)(void *self, struct str name, const char *const *attributes);
	void (*end)(void *self, struct str name);
	void (*text)(void *self, struct str text); /* in pieces */
	void *self;
};

struct xml *xml_create(const struct xml_reader *reader); /* the reader is copied */
void xml_destroy(struct xml *xml);

void xml_halt(struct xml *xml); /* from start, end or text: xml_feed returns with XML_HALTED */

enum xml_state { XML_FED, XML_HALTED, XML_BROKEN };

/* XML_FED: all of these bytes were read. XML_HALTED: call xml_resume before more is fed. */
enum xml_state xml_feed(struct xml *xml, struct str bytes, bool last);
enum xml_state xml_resume(struct xml *xml);

/* What broke it and where. */
const char *xml_trouble(const struct xml *xml);
int xml_line(const struct xml *xml);

/* The value of an attribute, by local name; NULL where it is not there. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
