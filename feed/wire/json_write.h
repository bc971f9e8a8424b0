#ifndef FEED_WIRE_JSON_WRITE_H
#define FEED_WIRE_JSON_WRITE_H

#include <jansson.h>

#include "feed/base/str.h"
#include "feed/model/label.h"

struct arena;

/*
 * Bytes of one document, written piece by piece, so that a long list never stands in memory as one tree. Keys keep
 * their order and reals have 15 digits: the same values give the same bytes. Values that JSON cannot hold (text
 * that is no UTF-8, a number that is not finite) are bugs of the caller. Starts as all zero.
 */

struct json_writer {
	char *bytes; /* owned */
	size_t length, room;
};

void json_write_raw(struct json_writer *writer, struct str text);
void json_write_value(struct json_writer *writer, json_t *value);            /* takes the value */
struct str json_write_take(struct json_writer *writer, struct arena *arena); /* the bytes; the writer is empty again */

/* Members in front of a list: {"a":1,...,"key":[ without a last bracket; takes the object. */
void json_write_list(struct json_writer *writer, json_t *object, const char *key);
void json_write_item(struct json_writer *writer, size_t index, json_t *value);    /* on a line of its own; takes it */
struct str json_write_list_take(struct json_writer *writer, struct arena *arena); /* ]} and the bytes */

/* Builders that never fail. */
json_t *json_of_text(struct str text);
json_t *json_of_number(double number);
json_t *json_of_time(int64_t time_ms);
json_t *json_of_label(const struct label *label);
void json_put(json_t *object, const char *key, json_t *value); /* takes the value */
void json_add(json_t *list, json_t *value);                    /* takes the value */

#endif
