#include "feed/wire/document.h"

static bool read_areas(struct json_reader *reader, struct document *document)
{
	struct areas *areas = arena_new(reader->arena, struct areas);

	document->areas = areas;
	return areas_read(reader, areas);
}

static bool read_map(struct json_reader *reader, struct document *document)
{
	struct map *map = arena_new(reader->arena, struct map);

	document->map = map;
	return map_read(reader, map);
}

/* Widgets find a table by the name in the head, so the one inside must not say otherwise. */
static bool read_table(struct json_reader *reader, struct document *document)
{
	struct table *table = arena_new(reader->arena, struct table);

	document->table = table;
	if (!table_read(reader, table))
		return false;
	return str_equal(table->name, document->name) ||
	       error_set(reader->error, STR_FMT ": found a table named " STR_FMT ", expected the same name",
		       STR_ARG(document->name), STR_ARG(table->name));
}

static bool read_survey(struct json_reader *reader, struct document *document)
{
	struct survey *survey = arena_new(reader->arena, struct survey);

	document->survey = survey;
	return survey_read(reader, survey);
}

static bool read_notices(struct json_reader *reader, struct document *document)
{
	struct notices *notices = arena_new(reader->arena, struct notices);

	document->notices = notices;
	return notices_read(reader, notices);
}

static bool read_alerts(struct json_reader *reader, struct document *document)
{
	struct alerts *alerts = arena_new(reader->arena, struct alerts);

	document->alerts = alerts;
	return alerts_read(reader, alerts);
}

static bool read_layout(struct json_reader *reader, struct document *document)
{
	struct layout_text *layout = arena_new(reader->arena, struct layout_text);

	document->layout = layout;
	return layout_text_read(reader, layout);
}

static bool read_words(struct json_reader *reader, struct document *document)
{
	struct words_text *words = arena_new(reader->arena, struct words_text);

	document->words = words;
	return words_text_read(reader, words);
}

static bool read_media(struct json_reader *reader, struct document *document)
{
	struct media *media = arena_new(reader->arena, struct media);

	document->media = media;
	media_read(reader->arena, document->name, reader->bytes, media);
	return true;
}

static bool (*const readers[DOCUMENT_KIND_COUNT])(struct json_reader *, struct document *) = {
	[DOCUMENT_AREAS] = read_areas,
	[DOCUMENT_MAP] = read_map,
	[DOCUMENT_TABLE] = read_table,
	[DOCUMENT_SURVEY] = read_survey,
	[DOCUMENT_NOTICES] = read_notices,
	[DOCUMENT_ALERTS] = read_alerts,
	[DOCUMENT_LAYOUT] = read_layout,
	[DOCUMENT_WORDS] = read_words,
	[DOCUMENT_MEDIA] = read_media,
};

struct document *document_decode(
	enum document_kind kind, struct str name, const char *sha256, struct str bytes, struct error *error)
{
	struct document *document;
	struct json_reader reader = {.name = name, .bytes = bytes, .error = error};
	bool decoded;

	if (bytes.length > HEAD_DOCUMENT_BYTES_MAX) {
		error_set(error, STR_FMT ": found %zu bytes, expected at most %d", STR_ARG(name), bytes.length,
			HEAD_DOCUMENT_BYTES_MAX);
		return NULL;
	}
	document = document_create(kind, name, sha256);
	reader.arena = &document->arena;
	decoded = readers[kind](&reader, document);
	json_close(&reader);
	if (decoded)
		return document;
	document_unref(document);
	return NULL;
}
