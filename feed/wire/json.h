#ifndef FEED_WIRE_JSON_H
#define FEED_WIRE_JSON_H

#include <jansson.h>
#include <stddef.h>

#include "feed/base/str.h"
#include "feed/model/label.h"

struct arena;
struct error;
struct faults;

/*
 * Strict JSON into values. The text's outermost object is read member by member, and one list in it, which may be
 * long, item by item, so that no file ever stands in memory as one tree. Duplicate keys, trailing bytes, bad UTF-8
 * and depth are refused. Every refusal reads `NAME:LINE: found X at rows[3][2], expected Y` and goes to error, or to
 * faults where there are some. One reader belongs to one call of one thread.
 */

enum {
	JSON_DEPTH_MAX = 16,
	JSON_COPIED = 4096, /* texts that may come again */
	JSON_VALUES_MAX = 1000000 /* in one member or one item: what jansson may hold at a time */
};

struct json_step {
	const char *key; /* borrowed; NULL for an item */
	size_t index;
};

struct json_reader {
	struct arena *arena; /* borrowed; texts are copied into it */
	struct str name;     /* for sentences */
	struct str bytes;
	struct error *error;   /* borrowed */
	struct faults *faults; /* borrowed or NULL */

	json_t *root; /* owned: the outermost object without the list */
	json_t *item; /* owned: the current item of the list */
	const char *list;
	size_t list_count; /* by the look of it, before its items are parsed */
	size_t list_index; /* of the next item */
	size_t at, list_end;
	size_t line_at;
	int line;    /* of the current item, 0 outside the list */
	bool broken; /* the text is no JSON; nothing more comes */
	bool close_rings; /* of shapes: open ones are closed, not refused; set by the caller */

	struct str *copied; /* owned: with json_share_texts, what was copied lately, by hash */
	struct json_step steps[JSON_DEPTH_MAX + 2];
	size_t depth;
};

/* arena, name, bytes, error and faults are set by the caller, the rest is zero. list may be NULL, else its key.
   json_close is due in either case. */
bool json_open(struct json_reader *reader, const char *list);
void json_close(struct json_reader *reader);

/* Texts that come again within the next ones share one copy: tables say the same few things over and over. The arena must not be
   cleared before json_close. */
void json_share_texts(struct json_reader *reader);

/* Moves to the next item of the list; false at its end and where reader->broken. */
bool json_next(struct json_reader *reader);

/* Where we are, for sentences: a member or an item of what was entered last. NULL where there is none. */
const json_t *json_key(struct json_reader *reader, const json_t *object, const char *key);
const json_t *json_item(struct json_reader *reader, const json_t *list, size_t index);
void json_enter(struct json_reader *reader);
void json_leave(struct json_reader *reader);

/* Return false, with the place, what stands there and what was expected. */
bool json_refuse(struct json_reader *reader, const json_t *found, const char *expected, ...)
	__attribute__((format(printf, 3, 4)));
bool json_refuse_text(struct json_reader *reader, struct str found, const char *expected, ...)
	__attribute__((format(printf, 3, 4)));

/* Each reads one value that must be there; the sentence is made here. Texts are copied. */
bool json_read_object(struct json_reader *reader, const json_t *value);
bool json_read_list(struct json_reader *reader, const json_t *value, size_t count_max, size_t *count);
bool json_read_text(struct json_reader *reader, const json_t *value, size_t bytes_max, struct str *text);
bool json_read_id(struct json_reader *reader, const json_t *value, size_t bytes_max, struct str *id);
bool json_read_name(struct json_reader *reader, const json_t *value, size_t bytes_max, struct str *name);
bool json_read_digits(struct json_reader *reader, const json_t *value, size_t count, char *digits);
bool json_read_integer(struct json_reader *reader, const json_t *value, int64_t least, int64_t most, int64_t *integer);
bool json_read_number(struct json_reader *reader, const json_t *value, double least, double most, double *number);
bool json_read_flag(struct json_reader *reader, const json_t *value, bool *flag);
bool json_read_time(struct json_reader *reader, const json_t *value, int64_t *time_ms);
bool json_read_date(struct json_reader *reader, const json_t *value, int64_t *time_ms);
bool json_read_label(struct json_reader *reader, const json_t *value, struct label *label);

/* Refuses any member whose key is not among these; keys end with NULL. */
bool json_only(struct json_reader *reader, const json_t *object, const char *const *keys);

#endif
