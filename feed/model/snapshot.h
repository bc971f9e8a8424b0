#ifndef FEED_MODEL_SNAPSHOT_H
#define FEED_MODEL_SNAPSHOT_H

#include <stdint.h>

#include "feed/base/arena.h"
#include "feed/model/alert.h"
#include "feed/model/area.h"
#include "feed/model/head.h"
#include "feed/model/layout_text.h"
#include "feed/model/map.h"
#include "feed/model/media.h"
#include "feed/model/notice.h"
#include "feed/model/survey.h"
#include "feed/model/table.h"
#include "feed/model/words_text.h"

/*
 * One whole state of the feed. Both kinds here are counted with atomic counts, so that any thread may ref and unref;
 * what they hold never changes once built. A new snapshot shares the documents that did not change.
 */

struct document {
	struct arena arena; /* owned; everything below lives in it */
	enum document_kind kind;
	struct str name;
	char sha256[SHA256_DIGITS + 1];
	union {
		const struct areas *areas;
		const struct map *map;
		const struct table *table;
		const struct survey *survey;
		const struct notices *notices;
		const struct alerts *alerts;
		const struct layout_text *layout;
		const struct words_text *words;
		const struct media *media;
	};
	_Atomic int references;
};

/* With one reference, its arena open and nothing in it yet; only its maker may write before sharing it. */
struct document *document_create(enum document_kind kind, struct str name, const char *sha256);
const struct document *document_ref(const struct document *document);
void document_unref(const struct document *document);

struct snapshot;

/* Copies the head; takes a reference of its own on each document. */
struct snapshot *snapshot_create(const struct head *head, const struct document *const *documents, size_t count);
const struct snapshot *snapshot_ref(const struct snapshot *snapshot);
void snapshot_unref(const struct snapshot *snapshot); /* NULL is fine */

/* Borrowed, valid as long as the reference; NULL where the feed has none. */
const struct head *snapshot_head(const struct snapshot *snapshot);
const struct areas *snapshot_areas(const struct snapshot *snapshot);
const struct map *snapshot_map(const struct snapshot *snapshot);
const struct table *snapshot_table(const struct snapshot *snapshot, struct str name);
const struct survey *snapshot_survey(const struct snapshot *snapshot);
const struct notices *snapshot_notices(const struct snapshot *snapshot);
const struct alerts *snapshot_alerts(const struct snapshot *snapshot); /* of a snapshot of alerts; snapshot may be NULL */
const struct words_text *snapshot_words(const struct snapshot *snapshot, enum language language);

/* What replaces the layout of this name on screens of this group (empty: of none): its own, else the one for all. */
const struct layout_text *snapshot_layout(const struct snapshot *snapshot, struct str name, struct str group);

/* The picture of this name for screens of this group (empty: of none): its own, else the one for all; NULL where there is none. */
const struct document *snapshot_media(const struct snapshot *snapshot, struct str name, struct str group);
/* Names of pictures for screens of this group that begin so, in order, each once; at most `most`. */
size_t snapshot_media_names(const struct snapshot *snapshot, struct str start, struct str group, struct str *names, size_t most);

/* The document with this hash, so that the next snapshot can share it; borrowed or NULL. */
const struct document *snapshot_document(const struct snapshot *snapshot, const char *sha256);

#endif
