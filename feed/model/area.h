#ifndef FEED_MODEL_AREA_H
#define FEED_MODEL_AREA_H

#include <stddef.h>
#include <stdint.h>

#include "feed/model/label.h"

/* The tree of areas, of any depth. Constant once sealed; parents stand before their children. */

enum {
	AREAS_MAX = 2000000,
	AREA_ID_BYTES_MAX = 32,
	AREA_DEPTH_MAX = 16
};

#define AREA_NONE UINT32_MAX

struct area {
	struct str id;
	struct str level; /* "prefecture", "county", "subdistrict", "community", "grid", "building": data, not code */
	struct str kind;  /* of a grid: "location", "unit", "employer"; else a finer word or empty */
	struct label name;
	uint32_t parent, first_child, next_sibling; /* indices or AREA_NONE */
	uint32_t depth;                             /* 0 for the root */
};

struct areas {
	struct area *items; /* items[0] is the root */
	uint32_t *by_id;    /* indices sorted by id */
	uint32_t count;
};

struct error;
struct arena;

/* Takes items whose parent field is still open, with parent ids beside them (empty for the one root), orders them, links
   and indexes. false and a sentence for two roots, a missing parent, a circle, the same id twice, too deep. */
bool areas_seal(struct arena *arena, const struct area *items, const struct str *parent_ids, uint32_t count,
	struct areas *areas, struct error *error);

uint32_t areas_find(const struct areas *areas, struct str id); /* index or AREA_NONE; "all" is the root */

/* The nearest one at this level going up from an area, itself included; AREA_NONE where there is none. */
uint32_t areas_up_to(const struct areas *areas, uint32_t area, struct str level);
bool areas_within(const struct areas *areas, uint32_t area, uint32_t ancestor); /* itself included */

#endif
