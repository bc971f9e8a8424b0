#include "feed/centre/record.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/base/log.h"
#include "feed/centre/centre.h"

enum { SIGNATURE_DIGITS = 2 * crypto_sign_BYTES, TAIL_BYTES = 256 * 1024, RECORD_BYTES_MAX = 256 * 1024 * 1024 };

static const char *const tables[] = {"alerts", "devices", "device_areas", "enrolment_codes"};

static const char *path_of(struct centre *centre, struct arena *arena)
{
	if (centre->settings.record[0])
		return centre->settings.record;
	return str_format(arena, "%s/centre.record", centre->folder).bytes;
}

static struct str message_of(struct arena *arena, struct str before, struct str line)
{
	return str_format(arena, "hallfeed record\n" STR_FMT "\n" STR_FMT "\n", STR_ARG(before), STR_ARG(line));
}

/* The signature that the next line goes on from; *torn: the file ends within a line. */
static struct str last_signature(struct arena *arena, int file, bool *torn)
{
	struct stat found;
	char *bytes;
	off_t from;
	ssize_t got;
	struct str text, line, last = STR("");

	*torn = false;
	if (fstat(file, &found) != 0 || found.st_size == 0)
		return STR("");
	from = found.st_size > TAIL_BYTES ? found.st_size - TAIL_BYTES : 0;
	bytes = (char *)arena_array(arena, char, TAIL_BYTES);
	got = pread(file, bytes, TAIL_BYTES, from);
	text = (struct str){bytes, got > 0 ? (size_t)got : 0};
	*torn = text.length > 0 && text.bytes[text.length - 1] != '\n';
	while (text.length && str_next(&text, '\n', &line)) {
		size_t tab = str_find(line, STR("\t"));

		if (line.length == tab + 1 + SIGNATURE_DIGITS)
			last = str_part(line, tab + 1, SIGNATURE_DIGITS);
	}
	return last;
}

static bool add(struct centre *centre, struct arena *arena, struct str line, struct error *error)
{
	const char *path = path_of(centre, arena);
	int file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	uint8_t signature[crypto_sign_BYTES];
	char digits[SIGNATURE_DIGITS + 1];
	struct str message, text;
	bool torn, ok;

	if (file < 0)
		return error_set(error, "cannot open %s: %s", path, strerror(errno));
	message = message_of(arena, last_signature(arena, file, &torn), line);
	REQUIRE(crypto_sign_detached(signature, NULL, (const uint8_t *)message.bytes, message.length, centre->secret.key) == 0);
	sodium_bin2hex(digits, sizeof(digits), signature, sizeof(signature));
	text = str_format(arena, "%s" STR_FMT "\t%s\n", torn ? "\n" : "", STR_ARG(line), digits);
	ok = write(file, text.bytes, text.length) == (ssize_t)text.length && fdatasync(file) == 0;
	if (!ok)
		error_set(error, "cannot write %s: %s", path, strerror(errno));
	close(file);
	return ok;
}

static void put(struct centre *centre, const char *what, struct str rest)
{
	struct arena arena;
	struct error error;

	if (centre->lock <= 0)
		return; /* no folder of its own: a part of it in a test */
	arena_init(&arena);
	if (!add(centre, &arena, str_format(&arena, "%" PRId64 " %s " STR_FMT, centre->clock->wall_ms(centre->clock), what, STR_ARG(rest)), &error))
		log_fault("hallfeed: %s: a copy that is restored will not know this", error.text);
	arena_finish(&arena);
}

/* Column names of a table through a function of SQL around each: "'id', id, 'area', area". */
static struct str columns(struct centre *centre, struct arena *arena, const char *table, const char *format, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT name FROM pragma_table_info(?1)", error);
	struct str text = STR("");

	if (query)
		store_bind_text(query, 1, str_from(table));
	while (query && store_step(query, error) == STORE_ROW) {
		struct str name = str_copy(arena, store_text(query, 0)), piece = STR(""), rest = str_from(format);

		while (rest.length) {
			size_t at = str_find(rest, STR("@"));

			piece = str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(piece), STR_ARG(str_part(rest, 0, at)),
				STR_ARG(at < rest.length ? name : STR("")));
			rest = str_part(rest, at + 1, rest.length);
		}
		text = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(text), text.length ? ", " : "", STR_ARG(piece));
	}
	if (query)
		store_reset(query);
	return text;
}

void record_row(struct centre *centre, const char *table, const char *key_column, struct str key)
{
	struct store_query *query;
	struct arena arena;
	struct error error = {""};
	struct str sql;

	arena_init(&arena);
	sql = str_format(&arena, "SELECT json_object(" STR_FMT ") FROM %s WHERE %s = ?1",
		STR_ARG(columns(centre, &arena, table, "'@', @", &error)), table, key_column);
	query = store_prepare(centre->store, sql.bytes, &error);
	if (query)
		store_bind_text(query, 1, key);
	while (query && store_step(query, &error) == STORE_ROW)
		put(centre, table, str_copy(&arena, store_text(query, 0)));
	if (query)
		store_reset(query);
	arena_finish(&arena);
}

void record_frozen(struct centre *centre, struct str period)
{
	put(centre, "frozen", period);
}

void record_version(struct centre *centre, const char *series, int64_t version)
{
	int64_t *recorded = &centre->recorded_versions[strcmp(series, "all") != 0];
	struct arena arena;

	if (version <= *recorded)
		return;
	*recorded = version + RECORD_VERSIONS;
	arena_init(&arena);
	put(centre, "versions", str_format(&arena, "%s %" PRId64, series, version + RECORD_VERSIONS));
	arena_finish(&arena);
}

bool record_set_floor(struct centre *centre, const char *series, int64_t version, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"INSERT INTO version_floors (series, version) VALUES (?1, ?2) ON CONFLICT (series) DO UPDATE SET"
		" version = max(version, excluded.version)",
		error);
	bool done;

	if (!query)
		return false;
	store_bind_text(query, 1, str_from(series));
	store_bind_integer(query, 2, version);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool play_row(struct centre *centre, struct arena *arena, const char *table, struct str json, struct error *error)
{
	struct str sql = str_format(arena, "INSERT OR REPLACE INTO %s (" STR_FMT ") SELECT " STR_FMT, table,
		STR_ARG(columns(centre, arena, table, "@", error)), STR_ARG(columns(centre, arena, table, "json_extract(?1, '$.@')", error)));
	struct store_query *query = store_prepare(centre->store, sql.bytes, error);
	bool done;

	if (!query)
		return false;
	store_bind_text(query, 1, json);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool play_version(struct centre *centre, struct str rest, struct error *error)
{
	struct str series;
	int64_t version;

	str_next(&rest, ' ', &series);
	if (!str_integer(rest, &version))
		return error_set(error, "the record: found \"" STR_FMT "\", expected a version", STR_ARG(rest));
	return record_set_floor(centre, str_equal(series, STR("all")) ? "all" : "global", version, error);
}

static bool play_line(struct centre *centre, struct arena *arena, struct str line, struct record_replay *replay, struct error *error)
{
	struct str time, what;

	if (!str_next(&line, ' ', &time) || !str_next(&line, ' ', &what))
		return error_set(error, "the record: found a line without a time and what it is about");
	str_integer(time, &replay->newest_ms);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (str_equal(what, str_from(tables[i]))) {
			replay->rows++;
			return play_row(centre, arena, tables[i], line, error);
		}
	if (str_equal(what, STR("versions")))
		return play_version(centre, line, error);
	if (str_equal(what, STR("frozen")))
		replay->frozen = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(replay->frozen), replay->frozen.length ? " " : "", STR_ARG(line));
	return true;
}

static bool is_signed(struct centre *centre, struct arena *arena, struct str before, struct str line, struct str digits)
{
	uint8_t signature[crypto_sign_BYTES];
	struct str message = message_of(arena, before, line);

	return digits.length == SIGNATURE_DIGITS &&
	       sodium_hex2bin(signature, sizeof(signature), digits.bytes, digits.length, NULL, NULL, NULL) == 0 &&
	       crypto_sign_verify_detached(signature, (const uint8_t *)message.bytes, message.length, centre->open.key) == 0;
}

static bool play_all(struct centre *centre, struct arena *arena, struct str text, struct record_replay *replay, struct error *error)
{
	struct str before = STR(""), line;

	while (text.length && str_next(&text, '\n', &line)) {
		size_t tab = str_find(line, STR("\t"));
		struct str words = str_part(line, 0, tab), signature = str_part(line, tab + 1, line.length);

		if (line.length == 0)
			continue;
		if (!is_signed(centre, arena, before, words, signature)) {
			replay->damaged++;
			continue;
		}
		before = signature;
		if (!play_line(centre, arena, words, replay, error))
			return false;
	}
	return true;
}

bool record_play(struct centre *centre, const char *path, struct record_replay *replay, struct error *error)
{
	struct arena *arena = &centre->arena; /* its texts are the caller's too */
	struct str text;

	*replay = (struct record_replay){.frozen = STR("")};
	if (!file_read(arena, path ? path : path_of(centre, arena), RECORD_BYTES_MAX, &text, error) || !store_begin(centre->store, error))
		return false;
	if (play_all(centre, arena, text, replay, error) && store_commit(centre->store, error))
		return true;
	store_rollback(centre->store);
	return false;
}
