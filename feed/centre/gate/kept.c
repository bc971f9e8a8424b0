#include "feed/centre/gate/kept.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/gate/kept_form.h"
#include "feed/centre/import_index.h"
#include "feed/centre/import_kind.h"
#include "feed/centre/import_record.h"
#include "feed/centre/store.h"

struct writing {
	struct store *store; /* borrowed */
	struct arena *arena; /* borrowed; of the whole */
	struct arena scratch; /* of one row */
	FILE *to;
	int64_t rows;
};

static const char *ending_of(struct str kind)
{
	if (import_kind_find(kind))
		return "csv";
	return str_equal(kind, STR("survey")) ? "json" : "geojson";
}

/* SELECT "id", ... FROM "teams" [WHERE "date" = ?1] ORDER BY its key */
static const char *row_query(struct arena *arena, const struct import_kind *kind, struct str names, bool part)
{
	struct str key = STR("");

	for (int i = 0; i < IMPORT_KEY_MAX && kind->key[i]; i++)
		key = str_format(arena, STR_FMT "%s\"%s\"", STR_ARG(key), i ? ", " : "", kind->key[i]);
	return str_format(arena, "SELECT " STR_FMT " FROM \"%s\"%s%s%s ORDER BY " STR_FMT, STR_ARG(names), kind->name,
		part ? " WHERE \"" : "", part ? kind->replaces : "", part ? "\" = ?1" : "", STR_ARG(key))
		.bytes;
}

/* value has no bytes: all rows. */
static bool write_rows(struct writing *writing, const struct import_kind *kind, struct str value, struct error *error)
{
	struct kept_columns columns;
	struct store_query *query;
	enum store_step step;

	kept_columns_of(writing->arena, kind, &columns);
	query = store_prepare(writing->store, row_query(writing->arena, kind, columns.names, value.bytes), error);
	if (!query)
		return false;
	if (value.bytes)
		store_bind_text(query, 1, value);
	while ((step = store_step(query, error)) == STORE_ROW) {
		kept_put_row(writing->to, &writing->scratch, &columns, query);
		arena_clear(&writing->scratch);
		writing->rows++;
	}
	store_reset(query);
	return step == STORE_DONE;
}

static int compare(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* In the order of their dates, so that the same rows are the same file. */
static bool write_parts(struct writing *writing, const struct import_kind *kind, const struct import_index *only, struct error *error)
{
	struct str *values = arena_array(writing->arena, struct str, only->count);
	size_t count = 0;

	for (size_t i = 0; i < only->capacity; i++)
		if (only->slots[i].key.bytes)
			values[count++] = only->slots[i].key;
	qsort(values, count, sizeof(*values), compare);
	for (size_t i = 0; i < count; i++)
		if (!write_rows(writing, kind, values[i], error))
			return false;
	return true;
}

static bool write_shapes(struct writing *writing, struct str kind, struct error *error)
{
	struct store_query *query = store_prepare(writing->store,
		str_equal(kind, STR("map")) ? "SELECT area, rings, NULL FROM shapes ORDER BY area"
					    : "SELECT id, rings, kind FROM exempt ORDER BY id",
		error);
	enum store_step step;
	bool sound = true;

	if (!query)
		return false;
	fputs("{\"type\":\"FeatureCollection\",\"features\":[", writing->to);
	while (sound && (step = store_step(query, error)) == STORE_ROW) {
		fputs(writing->rows++ ? ",\n" : "\n", writing->to);
		sound = kept_put_shape(writing->to, &writing->scratch, query);
		arena_clear(&writing->scratch);
	}
	fputs("\n]}\n", writing->to);
	store_reset(query);
	return sound ? step == STORE_DONE : error_set(error, "centre.db: a shape of " STR_FMT " is broken", STR_ARG(kind));
}

static bool write_survey(struct writing *writing, struct error *error)
{
	struct store_query *query = store_prepare(writing->store, "SELECT document FROM survey", error);
	enum store_step step;
	struct str text;

	if (!query)
		return false;
	step = store_step(query, error);
	if (step == STORE_ROW) {
		text = store_text(query, 0);
		fwrite(text.bytes, 1, text.length, writing->to);
		writing->rows = 1;
	}
	store_reset(query);
	return step != STORE_FAILED;
}

static bool write_kind(struct writing *writing, struct str name, const struct import_index *only, struct error *error)
{
	const struct import_kind *kind = import_kind_find(name);
	struct kept_columns columns;

	if (str_equal(name, STR("survey")))
		return write_survey(writing, error);
	if (!kind)
		return write_shapes(writing, name, error);
	kept_columns_of(writing->arena, kind, &columns);
	fprintf(writing->to, STR_FMT "\n", STR_ARG(columns.header));
	if (only && only->count && kind->replaces)
		return write_parts(writing, kind, only, error);
	return write_rows(writing, kind, (struct str){NULL, 0}, error);
}

static bool sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool finish(FILE *to)
{
	bool ok = fflush(to) == 0 && !ferror(to) && fsync(fileno(to)) == 0;

	return fclose(to) == 0 && ok;
}

/* Beside, synced and renamed. A file of this name that is there already holds the same bytes. */
static bool write_file(struct writing *writing, const char *archive, struct str kind, const struct import_index *only,
	char sha256[SHA256_DIGITS + 1], struct error *error)
{
	const char *beside = str_format(writing->arena, "%s/arriving", archive).bytes;
	bool written;

	writing->to = fopen(beside, "wbe");
	if (!writing->to)
		return error_set(error, "cannot write %s: %s", beside, strerror(errno));
	written = write_kind(writing, kind, only, error);
	if (!finish(writing->to) && written)
		written = error_set(error, "cannot write %s: %s", beside, strerror(errno));
	if (!written || !import_hash(beside, sha256, error))
		return false;
	if (rename(beside, str_format(writing->arena, "%s/%s.%s", archive, sha256, ending_of(kind)).bytes) != 0 || !sync_folder(archive))
		return error_set(error, "cannot write to %s: %s", archive, strerror(errno));
	return true;
}

bool kept_write(struct store *store, const char *folder, struct str kind, const struct import_index *only,
	char sha256[SHA256_DIGITS + 1], int64_t *rows, struct error *error)
{
	struct arena arena;
	struct writing writing = {.store = store, .arena = &arena};
	const char *archive;
	bool written;

	arena_init(&arena);
	arena_init(&writing.scratch);
	archive = str_format(&arena, "%s/archive", folder).bytes;
	written = file_make_folder(archive, error) && write_file(&writing, archive, kind, only, sha256, error);
	*rows = writing.rows;
	arena_finish(&writing.scratch);
	arena_finish(&arena);
	return written;
}

bool kept_find(struct arena *arena, const char *folder, struct str kind, const char *sha256, const char **path, struct error *error)
{
	char digits[SHA256_DIGITS + 1];

	*path = str_format(arena, "%s/archive/%s.%s", folder, sha256, ending_of(kind)).bytes;
	if (!import_hash(*path, digits, error))
		return false;
	return strcmp(digits, sha256) == 0 || error_set(error, "%s is not what was kept: its SHA-256 is %s", *path, digits);
}
