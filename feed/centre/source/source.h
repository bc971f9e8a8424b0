#ifndef FEED_CENTRE_SOURCE_SOURCE_H
#define FEED_CENTRE_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/ini.h"
#include "feed/base/str.h"
#include "feed/model/head.h"
#include "feed/model/label.h"

struct arena;
struct error;
struct faults;

/*
 * Another system that is asked again and again: DIR/sources/NAME.conf says where it is, how often it is asked and how what it answers
 * becomes rows (hallfeed-import(5)). Beside it NAME.state, what became of the last answer, and NAME.answer, the answer itself while it
 * is being taken. Files, so that asking needs neither the store nor its lock.
 */

enum source_form { SOURCE_JSON, SOURCE_NEWS, SOURCE_CAP };

enum {
	SOURCE_NAME_BYTES_MAX = 16,
	SOURCE_CONF_BYTES_MAX = 64 * 1024,
	SOURCE_ANSWER_BYTES_MAX = 16 * 1024 * 1024,
	SOURCE_HEADERS_MAX = 4,
	SOURCES_MAX = 64
};

struct source_header {
	struct str name, file; /* the header, and the file in DIR/keys that holds its value */
};

struct source {
	struct str name, file; /* file: for messages */
	enum source_form form;
	struct str url;
	int64_t every_ms;
	struct str kind, rows;      /* of JSON: which kind of hallfeed-import(5), and the path of its list */
	struct str area;            /* of news: whose notices they are */
	enum language language;     /* of news */
	int64_t valid_ms;           /* of news: how long one is shown */
	struct str senders;         /* of CAP: those that are heard, with commas between */
	struct str urgencies;       /* of CAP: those that are raised, in its own words */
	struct source_header headers[SOURCE_HEADERS_MAX];
	size_t header_count;
	struct ini ini; /* [columns], [words.COLUMN], [events], [areas] are read where they are used */
};

bool source_name_is_good(struct str name);

/* A mapping file; all faults at once. Texts are in the arena. */
bool source_parse(struct arena *arena, struct str name, struct str file, struct str text, struct source *source, struct faults *faults);

/* DIR/sources/NAME.conf. */
bool source_read(struct arena *arena, const char *folder, struct str name, struct source *source, struct faults *faults);

struct str source_path(struct arena *arena, const char *folder, struct str name, const char *ending);

/* Names of all that DIR has, in order; none is fine. */
size_t source_names(struct arena *arena, const char *folder, struct str names[SOURCES_MAX]);

/* A sentence "found X, expected Y" as a fault of the source; any other one as what was found. */
bool source_refuse(const struct source *source, const struct error *error, struct str expected, struct faults *faults);

/* What became of the last answer. */
struct source_state {
	int64_t asked_ms;                 /* 0: never */
	bool taken;                       /* the last answer was taken, or was as the one before */
	char sha256[SHA256_DIGITS + 1];   /* of the last one that was taken */
	struct str etag;                  /* of it; empty: none */
	struct str told;                  /* one line */
};

/* A state that cannot be read is as none. */
void source_state_read(struct arena *arena, const char *folder, struct str name, struct source_state *state);
bool source_state_write(struct arena *arena, const char *folder, struct str name, const struct source_state *state, struct error *error);

#endif
