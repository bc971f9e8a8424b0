#ifndef FEED_CENTRE_DEVICES_H
#define FEED_CENTRE_DEVICES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/centre/registry.h"
#include "feed/wire/enrol.h"

struct arena;
struct centre;
struct store;

/*
 * Screens that this centre knows by a key of their own, and the single-use codes by which they become known. While the centre is
 * locked.
 */

enum {
	DEVICES_CODE_MS = 10 * 60 * 1000,
	DEVICES_TRIES_A_MINUTE = 5 /* wrong codes from one address */
};
#define DEVICES_BATCH_MS (INT64_C(7) * 24 * 3600 * 1000)

/* What a code is for. */
struct device_plan {
	struct str area, group; /* the group may be empty */
	struct str replaces;    /* a whole id, or empty */
	int64_t valid_ms;
};

bool devices_make_code(struct centre *centre, const struct device_plan *plan, char code[ENROL_CODE_DIGITS + 1], int64_t *until_ms,
	struct error *error);

enum device_outcome { DEVICE_DONE, DEVICE_REFUSED, DEVICE_FAILED };

/* A code is good once; the same screen may ask again with it where the answer was lost. Refused: a wrong, old or used code. */
enum device_outcome devices_enrol(struct centre *centre, struct arena *arena, const struct enrol_request *request, struct enrol_answer *answer,
	struct error *error);

/* The whole id of the one device that begins so; refused where there is none or more than one. */
enum device_outcome devices_find(struct store *store, struct arena *arena, struct str begins, struct str *device, struct error *error);
bool devices_plan_of(struct store *store, struct arena *arena, struct str device, struct device_plan *plan, struct error *error);

bool devices_revoke(struct store *store, struct str device, struct str reason, int64_t now_ms, struct error *error);
bool devices_set_group(struct store *store, struct str device, struct str group, struct error *error);
bool devices_note_copy(struct store *store, const char *device, int64_t now_ms, struct error *error);
bool devices_list(struct store *store, FILE *out, struct error *error);

/* Whether a device was ever enrolled for an area. */
bool devices_serve_area(struct store *store, const char *device, struct str area, bool *serves, struct error *error);

/* What the store says, for answering requests. */
bool devices_load(struct store *store, struct registry *registry, struct error *error);

#endif
