#include "feed/centre/archive.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <zip.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/explain.h"
#include "feed/centre/explain_page.h"
#include "feed/centre/export.h"
#include "feed/centre/xlsx.h"
#include "feed/wire/wire.h"

enum { WORKBOOK_BYTES_MAX = 512 * 1024 * 1024 };

struct archive {
	struct centre *centre;
	struct arena *arena;
	struct error *error;
	const struct period *period;
	const char *path;
	zip_t *zip;
	time_t time; /* of the last scoring, on every file: the same period gives the same bytes */
	struct str manifest;
};

static bool fail(struct archive *archive)
{
	return error_set(archive->error, "cannot write %s: %s", archive->path, zip_strerror(archive->zip));
}

/* bytes must stay until the archive is closed. */
static bool add_plain(struct archive *archive, const char *name, struct str bytes)
{
	zip_source_t *source = zip_source_buffer(archive->zip, bytes.bytes ? bytes.bytes : "", bytes.length, 0);
	zip_int64_t index = source ? zip_file_add(archive->zip, name, source, ZIP_FL_ENC_UTF_8) : -1;

	if (index < 0) {
		zip_source_free(source);
		return fail(archive);
	}
	return zip_file_set_mtime(archive->zip, (zip_uint64_t)index, archive->time, 0) == 0 || fail(archive);
}

static bool add(struct archive *archive, const char *name, struct str bytes)
{
	char digest[SHA256_DIGITS + 1];

	sha256_hex(bytes, digest);
	archive->manifest = str_format(archive->arena, STR_FMT "%s  %s\n", STR_ARG(archive->manifest), digest, name);
	return add_plain(archive, name, bytes);
}

static bool add_tables(struct archive *archive, struct xlsx *xlsx)
{
	for (size_t i = 0; i < derive_archive_count(); i++) {
		struct str name = derive_archive_name(i);
		struct table table;

		if (!derive_archive(
			    archive->centre, archive->arena, name, archive->period->name, &table, archive->error))
			return false;
		table.name = str_part(name, sizeof("archive_") - 1, name.length);
		if (!add(archive, str_format(archive->arena, STR_FMT ".csv", STR_ARG(table.name)).bytes,
			    export_csv(archive->arena, &table)))
			return false;
		export_sheet(xlsx, archive->arena, &table);
	}
	return true;
}

static bool add_workbook(struct archive *archive)
{
	const char *path = str_format(archive->arena, "%s.xlsx", archive->path).bytes;
	struct xlsx *xlsx = xlsx_create(path);
	bool tables = add_tables(archive, xlsx), written = xlsx_finish(xlsx, tables ? archive->error : NULL);
	struct str bytes;
	bool read = tables && written && file_read(archive->arena, path, WORKBOOK_BYTES_MAX, &bytes, archive->error);

	unlink(path);
	return read &&
	       add(archive, str_format(archive->arena, STR_FMT ".xlsx", STR_ARG(archive->period->name)).bytes, bytes);
}

static bool add_explanation(struct archive *archive, struct explaining *explaining, struct str area)
{
	struct explanation page;
	char *printed = NULL;
	size_t length;
	FILE *memory = open_memstream(&printed, &length);
	struct str text;
	bool made;

	REQUIRE(memory);
	made = explain_area(explaining, area, &page) &&
	       explain_print(explaining, &page, NULL, LANGUAGE_ZH, memory, archive->error);
	REQUIRE(fclose(memory) == 0);
	text = str_copy(archive->arena, (struct str){printed, length});
	free(printed);
	return made && add(archive, str_format(archive->arena, "explained/" STR_FMT ".txt", STR_ARG(area)).bytes, text);
}

static bool add_explanations(struct archive *archive)
{
	struct explaining explaining;

	if (!explain_begin(&explaining, archive->centre, archive->arena, archive->period, archive->error))
		return false;
	if (!add(archive, "rules.txt", rules_text(archive->arena, &explaining.rules, false)))
		return false;
	for (uint32_t i = 0; i < explaining.areas.count; i++)
		if (str_equal(explaining.areas.items[i].level, STR("community")) &&
			!add_explanation(archive, &explaining, explaining.areas.items[i].id))
			return false;
	return true;
}

static bool read_time(struct archive *archive)
{
	struct store_query *query = store_prepare(
		archive->centre->store, "SELECT scored_ms FROM period_state WHERE period = ?1", archive->error);
	bool read;

	if (!query)
		return false;
	store_bind_text(query, 1, archive->period->name);
	read = store_step(query, archive->error) == STORE_ROW;
	archive->time = read ? (time_t)(store_integer(query, 0) / 1000) : 0;
	store_reset(query);
	return read ||
	       error_set(archive->error, "period " STR_FMT " is not scored yet", STR_ARG(archive->period->name));
}

static bool fill(struct archive *archive)
{
	return add_workbook(archive) && add_explanations(archive) &&
	       add_plain(archive, "manifest.txt", archive->manifest);
}

bool archive_write(struct centre *centre, const struct period *period, const char *path, struct error *error)
{
	struct arena arena;
	struct archive archive = {.centre = centre, .arena = &arena, .error = error, .period = period, .path = path};
	int fault = 0;
	bool written = false;

	arena_init(&arena);
	if (read_time(&archive)) {
		archive.zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &fault);
		if (!archive.zip)
			error_set(error, "cannot write %s: %s", path, strerror(errno));
		else if (!fill(&archive))
			zip_discard(archive.zip);
		else if (!(written = zip_close(archive.zip) == 0)) {
			fail(&archive);
			zip_discard(archive.zip);
		}
	}
	arena_finish(&arena);
	return written;
}
