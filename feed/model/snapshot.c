#include "feed/model/snapshot.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

struct snapshot {
	struct arena arena; /* owned */
	struct head head;
	const struct document **documents; /* a reference on each */
	size_t count;
	_Atomic int references;
};

struct document *document_create(enum document_kind kind, struct str name, const char *sha256)
{
	struct document *document = calloc(1, sizeof(*document));

	REQUIRE(document && kind < DOCUMENT_KIND_COUNT && strlen(sha256) <= SHA256_DIGITS);
	arena_init(&document->arena);
	document->kind = kind;
	document->name = str_copy(&document->arena, name);
	memcpy(document->sha256, sha256, strlen(sha256));
	atomic_init(&document->references, 1);
	return document;
}

/* The count is the one thing that moves in something constant, so the const is taken off for it alone. */
const struct document *document_ref(const struct document *document)
{
	atomic_fetch_add(&((struct document *)document)->references, 1);
	return document;
}

void document_unref(const struct document *document)
{
	struct document *last = (struct document *)document;

	if (!document || atomic_fetch_sub(&last->references, 1) > 1)
		return;
	arena_finish(&last->arena);
	free(last);
}

static void copy_head(struct snapshot *snapshot, const struct head *head)
{
	snapshot->head = *head;
	snapshot->head.area = str_copy(&snapshot->arena, head->area);
	snapshot->head.documents = arena_array(&snapshot->arena, struct head_document, head->document_count);
	for (size_t i = 0; i < head->document_count; i++) {
		snapshot->head.documents[i] = head->documents[i];
		snapshot->head.documents[i].name = str_copy(&snapshot->arena, head->documents[i].name);
	}
}

struct snapshot *snapshot_create(const struct head *head, const struct document *const *documents, size_t count)
{
	struct snapshot *snapshot = calloc(1, sizeof(*snapshot));

	REQUIRE(snapshot);
	arena_init(&snapshot->arena);
	atomic_init(&snapshot->references, 1);
	copy_head(snapshot, head);
	snapshot->documents = arena_array(&snapshot->arena, const struct document *, count);
	snapshot->count = count;
	for (size_t i = 0; i < count; i++)
		snapshot->documents[i] = document_ref(documents[i]);
	return snapshot;
}

const struct snapshot *snapshot_ref(const struct snapshot *snapshot)
{
	atomic_fetch_add(&((struct snapshot *)snapshot)->references, 1);
	return snapshot;
}

void snapshot_unref(const struct snapshot *snapshot)
{
	struct snapshot *last = (struct snapshot *)snapshot;

	if (!snapshot || atomic_fetch_sub(&last->references, 1) > 1)
		return;
	for (size_t i = 0; i < last->count; i++)
		document_unref(last->documents[i]);
	arena_finish(&last->arena);
	free(last);
}

const struct head *snapshot_head(const struct snapshot *snapshot)
{
	return &snapshot->head;
}

static const struct document *find_kind(const struct snapshot *snapshot, enum document_kind kind)
{
	for (size_t i = 0; i < snapshot->count; i++)
		if (snapshot->documents[i]->kind == kind)
			return snapshot->documents[i];
	return NULL;
}

const struct areas *snapshot_areas(const struct snapshot *snapshot)
{
	const struct document *document = find_kind(snapshot, DOCUMENT_AREAS);

	return document ? document->areas : NULL;
}

const struct map *snapshot_map(const struct snapshot *snapshot)
{
	const struct document *document = find_kind(snapshot, DOCUMENT_MAP);

	return document ? document->map : NULL;
}

const struct table *snapshot_table(const struct snapshot *snapshot, struct str name)
{
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct document *document = snapshot->documents[i];

		if (document->kind == DOCUMENT_TABLE && str_equal(document->name, name))
			return document->table;
	}
	return NULL;
}

const struct survey *snapshot_survey(const struct snapshot *snapshot)
{
	const struct document *document = find_kind(snapshot, DOCUMENT_SURVEY);

	return document ? document->survey : NULL;
}

const struct notices *snapshot_notices(const struct snapshot *snapshot)
{
	const struct document *document = find_kind(snapshot, DOCUMENT_NOTICES);

	return document ? document->notices : NULL;
}

const struct alerts *snapshot_alerts(const struct snapshot *snapshot)
{
	const struct document *document = snapshot ? find_kind(snapshot, DOCUMENT_ALERTS) : NULL;

	return document ? document->alerts : NULL;
}

const struct words_text *snapshot_words(const struct snapshot *snapshot, enum language language)
{
	for (size_t i = 0; i < snapshot->count; i++)
		if (snapshot->documents[i]->kind == DOCUMENT_WORDS && snapshot->documents[i]->words->language == language)
			return snapshot->documents[i]->words;
	return NULL;
}

const struct layout_text *snapshot_layout(const struct snapshot *snapshot, struct str name, struct str group)
{
	const struct layout_text *for_all = NULL;

	for (size_t i = 0; i < snapshot->count; i++) {
		const struct layout_text *layout = snapshot->documents[i]->layout;

		if (snapshot->documents[i]->kind != DOCUMENT_LAYOUT || !str_equal(layout->name, name))
			continue;
		if (layout->group.length == 0)
			for_all = layout;
		else if (str_equal(layout->group, group))
			return layout;
	}
	return for_all;
}

const struct document *snapshot_media(const struct snapshot *snapshot, struct str name, struct str group)
{
	const struct document *for_all = NULL;

	for (size_t i = 0; i < snapshot->count; i++) {
		const struct document *document = snapshot->documents[i];

		if (document->kind != DOCUMENT_MEDIA || !str_equal(document->media->name, name))
			continue;
		if (document->media->group.length == 0)
			for_all = document;
		else if (str_equal(document->media->group, group))
			return document;
	}
	return for_all;
}

static bool is_among(struct str name, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(names[i], name))
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

size_t snapshot_media_names(const struct snapshot *snapshot, struct str start, struct str group, struct str *names, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < snapshot->count && count < most; i++) {
		const struct media *media = snapshot->documents[i]->media;

		if (snapshot->documents[i]->kind == DOCUMENT_MEDIA && str_starts(media->name, start) &&
			(media->group.length == 0 || str_equal(media->group, group)) && !is_among(media->name, names, count))
			names[count++] = media->name;
	}
	qsort(names, count, sizeof(*names), by_name);
	return count;
}

const struct document *snapshot_document(const struct snapshot *snapshot, const char *sha256)
{
	for (size_t i = 0; i < snapshot->count; i++)
		if (strcmp(snapshot->documents[i]->sha256, sha256) == 0)
			return snapshot->documents[i];
	return NULL;
}
