#ifndef FEED_CENTRE_OUTLET_H
#define FEED_CENTRE_OUTLET_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/model/head.h"
#include "feed/wire/sign.h"

struct arena;

/* OUT/v1: the folder that any web server or a stick can carry. Each file appears whole, by rename. */

bool outlet_open(const char *out, struct error *error); /* its folders */

/* The head of an area ("all", "global") that stands there, or NULL where there is none that this key signed. */
struct head *outlet_find_head(struct arena *arena, const char *out, struct str area, const struct sign_public *key);

/* Does nothing where the blob is there in its size. */
bool outlet_put_blob(const char *out, const struct head_document *document, struct str bytes, struct error *error);
bool outlet_put_head(const char *out, struct str area, struct str bytes, struct str signature, struct error *error);

/* Blobs that this head (or NULL) names are in use now; those that none of the heads (some may be NULL) names any more go once
   their last use was before a time. */
bool outlet_touch_blobs(const char *out, const struct head *head, int64_t now_ms, struct error *error);
bool outlet_sweep(const char *out, const struct head *const *heads, size_t count, int64_t before_ms, struct error *error);

#endif
