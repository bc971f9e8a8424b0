#ifndef FEED_CENTRE_GATE_TRAIL_H
#define FEED_CENTRE_GATE_TRAIL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/model/head.h"

struct arena;
struct store;

/*
 * What was imported takes steps on its way to the screens: drafted, reviewed, published, or refused. Each is a row that is added and
 * never changed (the store's triggers see to it), with a SHA-256 over the row and the hash of the row before it. While the centre is
 * locked.
 */

enum trail_step_kind { TRAIL_DRAFTED, TRAIL_REVIEWED, TRAIL_PUBLISHED, TRAIL_REFUSED, TRAIL_FOUND, TRAIL_STEP_COUNT };

enum { TRAIL_REASON_BYTES_MAX = 500, TRAIL_FILE_BYTES_MAX = 255 };

struct trail_step {
	int64_t number, draft; /* 0: given when it is added; of a new draft */
	enum trail_step_kind kind;
	struct str role, reason;
	int64_t time_ms;
	struct str of, file; /* which kind of data, and the file's name as it was handed in */
	char file_sha256[SHA256_DIGITS + 1], kept_sha256[SHA256_DIGITS + 1]; /* as handed in; as kept (kept.h) */
	int64_t rows;
	char hash[SHA256_DIGITS + 1];
};

struct str trail_step_name(enum trail_step_kind kind); /* "drafted" */

/* Inside a transaction. Fills number, draft and hash. */
bool trail_add(struct store *store, struct trail_step *step, struct error *error);

/* The last step of a draft, texts in the arena. */
enum trail_found { TRAIL_THERE, TRAIL_ABSENT, TRAIL_FAILED };
enum trail_found trail_find(struct store *store, struct arena *arena, int64_t draft, struct trail_step *step, struct error *error);

/* The same, of the step that handed a draft in. */
enum trail_found trail_find_first(struct store *store, struct arena *arena, int64_t draft, struct trail_step *step, struct error *error);

/* What counts of a kind: the last step that published any, or was found. */
enum trail_found trail_find_published(struct store *store, struct arena *arena, struct str of, struct trail_step *step,
	struct error *error);

/* A draft that still waits and came from the same file name, for the same kind, as this newer one: its number, 0 where there is none, -1 where the
   store fails. */
int64_t trail_find_older(struct store *store, int64_t newer, struct error *error);

/* A line for each draft's last step, the newest first; open_only: those that wait for somebody. */
bool trail_list(struct store *store, FILE *out, bool open_only, struct error *error);

struct trail_check {
	int64_t steps;
	int64_t broken; /* number of the first row that is not what it was, or is missing; 0: all are whole */
	bool missing;
	bool held; /* a row with the hash that was asked for is there */
	char end[SHA256_DIGITS + 1]; /* hash of the last row; empty where there is none */
};

/* Prints every step and computes the chain anew. wanted: a hash that somebody wrote down, or empty. */
bool trail_print(struct store *store, FILE *out, struct str wanted, struct trail_check *check, struct error *error);

#endif
