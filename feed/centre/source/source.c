#include "feed/centre/source/source.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/import_kind.h"

#define SECTION STR("source")

enum { SECOND_MS = 1000, EVERY_MS_LEAST = 10 * SECOND_MS, URL_BYTES_MAX = 2000 };

static const int64_t EVERY_MS_MOST = INT64_C(7) * 24 * 3600 * SECOND_MS, VALID_MS_MOST = INT64_C(366) * 24 * 3600 * SECOND_MS;

/* One mapping file that is being read. */
struct reading {
	struct arena *arena;
	struct source *source;
	struct faults *faults;
};

static void refuse(struct reading *reading, const struct ini_entry *entry, bool key, struct str expected)
{
	faults_add(reading->faults, reading->source->file, entry->line, key ? entry->key_column : entry->value_column,
		str_format(reading->arena, "\"" STR_FMT "\"", STR_ARG(key ? entry->key : entry->value)), expected);
}

bool source_name_is_good(struct str name)
{
	for (size_t i = 0; i < name.length; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", name.bytes[i]))
			return false;
	return name.length > 0 && name.length <= SOURCE_NAME_BYTES_MAX;
}

static bool is_loopback(struct str host)
{
	host = str_part(host, 0, str_find(host, STR("/")));
	if (str_starts(host, STR("[::1]")))
		return true;
	host = str_part(host, 0, str_find(host, STR(":")));
	return str_equal(host, STR("127.0.0.1")) || str_equal(host, STR("localhost"));
}

/* Encrypted, or not beyond this machine. No names and passwords in it: they would stand in lists and messages. */
static bool url_is_good(struct str url)
{
	bool open = str_starts(url, STR("http://")), closed = str_starts(url, STR("https://"));
	struct str host = str_part(url, open ? 7 : 8, url.length);

	if ((!open && !closed) || url.length > URL_BYTES_MAX || host.length == 0 || str_find(host, STR("@")) < host.length)
		return false;
	for (size_t i = 0; i < url.length; i++)
		if ((unsigned char)url.bytes[i] <= ' ' || (unsigned char)url.bytes[i] == 0x7f)
			return false;
	return closed || is_loopback(host);
}

/* "90s", "30m", "2h", "1d" */
static bool read_duration(struct str text, int64_t least_ms, int64_t most_ms, int64_t *duration_ms)
{
	static const struct {
		char unit;
		int64_t ms;
	} units[] = {{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', 86400000}};
	int64_t number;

	if (text.length < 2 || !str_integer(str_part(text, 0, text.length - 1), &number) || number < 1 || number > 1000000)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (text.bytes[text.length - 1] != units[i].unit)
			continue;
		*duration_ms = number * units[i].ms;
		return *duration_ms >= least_ms && *duration_ms <= most_ms;
	}
	return false;
}

/* Authorization: token.txt */
static bool read_header(struct source *source, struct str value)
{
	size_t colon = str_find(value, STR(":"));
	struct source_header header = {str_trim(str_part(value, 0, colon)), str_trim(str_part(value, colon + 1, value.length))};

	if (source->header_count == SOURCE_HEADERS_MAX || header.name.length == 0 || header.file.length == 0 ||
		str_find(header.file, STR("/")) < header.file.length || header.file.bytes[0] == '.')
		return false;
	for (size_t i = 0; i < header.name.length; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", header.name.bytes[i]))
			return false;
	source->headers[source->header_count++] = header;
	return true;
}

static bool read_form(struct source *source, struct str value)
{
	static const struct {
		struct str name;
		enum source_form form;
	} forms[] = {{{"json", 4}, SOURCE_JSON}, {{"rss", 3}, SOURCE_NEWS}, {{"atom", 4}, SOURCE_NEWS}, {{"cap", 3}, SOURCE_CAP}};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (!str_equal(forms[i].name, value))
			continue;
		source->form = forms[i].form;
		return true;
	}
	return false;
}

static bool read_url(struct source *source, struct str value)
{
	source->url = value;
	return url_is_good(value);
}

static bool read_every(struct source *source, struct str value)
{
	return read_duration(value, EVERY_MS_LEAST, EVERY_MS_MOST, &source->every_ms);
}

static bool read_valid(struct source *source, struct str value)
{
	return read_duration(value, SECOND_MS, VALID_MS_MOST, &source->valid_ms);
}

static bool read_kind(struct source *source, struct str value)
{
	source->kind = value;
	return import_kind_find(value);
}

static bool read_language(struct source *source, struct str value)
{
	return language_find(value, &source->language);
}

static bool read_rows(struct source *source, struct str value)
{
	source->rows = value;
	return true;
}

static bool read_area(struct source *source, struct str value)
{
	source->area = value;
	return true;
}

static bool read_senders(struct source *source, struct str value)
{
	source->senders = value;
	return value.length;
}

static bool read_urgency(struct source *source, struct str value)
{
	source->urgencies = value;
	return value.length;
}

#define HEADER "NAME: FILE, a header and the file in DIR/keys that holds its value"

static const struct {
	const char *key;
	bool (*read)(struct source *source, struct str value);
	const char *expected;
} keys[] = {
	{"url", read_url, "https://HOST/PATH, or http:// to this machine, without a password in it"},
	{"every", read_every, "a time from 10s to 7d, such as 15m or 1h"},
	{"format", read_form, "json, rss, atom or cap"},
	{"kind", read_kind, "a kind of hallfeed-import(5) that comes as rows"},
	{"rows", read_rows, ""},
	{"header", read_header, HEADER},
	{"header2", read_header, HEADER},
	{"header3", read_header, HEADER},
	{"header4", read_header, HEADER},
	{"area", read_area, ""},
	{"language", read_language, "zh, ug, kk or en"},
	{"valid", read_valid, "a time up to 366d, such as 7d"},
	{"senders", read_senders, "senders with commas between them"},
	{"urgency", read_urgency, "words of CAP with commas between them: immediate, expected"},
};

static void read_entry(struct reading *reading, const struct ini_entry *entry)
{
	struct str known = STR("");

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!str_equal(entry->key, str_from(keys[i].key))) {
			known = str_format(reading->arena, STR_FMT "%s%s", STR_ARG(known), i ? ", " : "", keys[i].key);
			continue;
		}
		if (!keys[i].read(reading->source, entry->value))
			refuse(reading, entry, false, str_from(keys[i].expected));
		return;
	}
	refuse(reading, entry, true, str_format(reading->arena, "in [source] one of " STR_FMT, STR_ARG(known)));
}

static bool section_is_known(struct str section)
{
	return str_equal(section, STR("columns")) || str_equal(section, STR("events")) || str_equal(section, STR("areas")) ||
	       str_starts(section, STR("words."));
}

static void need(struct reading *reading, bool there, const char *what)
{
	if (!there)
		faults_add(reading->faults, reading->source->file, 0, 0, str_format(reading->arena, "no %s", what),
			STR("it, for a source of this format"));
}

static bool has_section(const struct source *source, struct str section)
{
	for (size_t i = 0; i < source->ini.count; i++)
		if (str_equal(source->ini.entries[i].section, section))
			return true;
	return false;
}

static void check_whole(struct reading *reading)
{
	struct source *source = reading->source;

	need(reading, source->url.length, "url in [source]");
	if (source->form == SOURCE_JSON) {
		need(reading, source->kind.length, "kind in [source]");
		need(reading, has_section(source, STR("columns")), "[columns]");
	} else if (source->form == SOURCE_CAP) {
		need(reading, source->senders.length, "senders in [source]");
		need(reading, has_section(source, STR("events")), "[events]");
	} else {
		need(reading, source->area.length, "area in [source]");
	}
}

bool source_parse(struct arena *arena, struct str name, struct str file, struct str text, struct source *source, struct faults *faults)
{
	struct reading reading = {arena, source, faults};
	size_t before = faults->total;

	*source = (struct source){.name = name, .file = file, .every_ms = 3600 * SECOND_MS, .valid_ms = INT64_C(7) * 24 * 3600 * SECOND_MS,
		.language = LANGUAGE_ZH, .urgencies = STR("immediate, expected")};
	if (!ini_parse(arena, file, text, &source->ini, faults))
		return false;
	for (size_t i = 0; i < source->ini.count; i++) {
		const struct ini_entry *entry = &source->ini.entries[i];

		if (str_equal(entry->section, SECTION))
			read_entry(&reading, entry);
		else if (!section_is_known(entry->section))
			refuse(&reading, entry, true, STR("it in [source], [columns], [words.COLUMN], [events] or [areas]"));
	}
	if (faults->total == before)
		check_whole(&reading);
	return faults->total == before;
}

struct str source_path(struct arena *arena, const char *folder, struct str name, const char *ending)
{
	return str_format(arena, "%s/sources/" STR_FMT ".%s", folder, STR_ARG(name), ending);
}

bool source_read(struct arena *arena, const char *folder, struct str name, struct source *source, struct faults *faults)
{
	struct str path = source_path(arena, folder, name, "conf"), text;
	struct error error;

	if (!source_name_is_good(name) || !file_exists(path.bytes)) {
		faults_add(faults, STR("hallfeed"), 0, 0, str_format(arena, "no source \"" STR_FMT "\"", STR_ARG(name)),
			STR("one that hallfeed source list shows"));
		return false;
	}
	if (file_read(arena, path.bytes, SOURCE_CONF_BYTES_MAX, &text, &error))
		return source_parse(arena, name, path, text, source, faults);
	faults_add(faults, path, 0, 0, str_from(error.text), STR("a file that can be read"));
	return false;
}

bool source_refuse(const struct source *source, const struct error *error, struct str expected, struct faults *faults)
{
	struct str found = str_from(error->text);
	size_t comma = str_find(found, STR(", expected "));

	if (comma < found.length) {
		expected = str_part(found, comma + 11, found.length);
		found = str_part(found, 0, comma);
	}
	if (str_starts(found, STR("found ")))
		found = str_part(found, 6, found.length);
	faults_add(faults, str_format(faults->arena, "source " STR_FMT, STR_ARG(source->name)), 0, 0, found, expected);
	return false;
}

static int compare(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

size_t source_names(struct arena *arena, const char *folder, struct str names[SOURCES_MAX])
{
	DIR *entries = opendir(str_format(arena, "%s/sources", folder).bytes);
	const struct dirent *entry;
	size_t count = 0;

	while (entries && count < SOURCES_MAX && (entry = readdir(entries))) {
		struct str name = str_from(entry->d_name);

		if (str_ends(name, STR(".conf")) && source_name_is_good(str_part(name, 0, name.length - 5)))
			names[count++] = str_copy(arena, str_part(name, 0, name.length - 5));
	}
	if (entries)
		closedir(entries);
	qsort(names, count, sizeof(names[0]), compare);
	return count;
}

static struct str value_of(const struct ini *ini, const char *key)
{
	const struct ini_entry *entry = ini_find(ini, STR("state"), str_from(key));

	return entry ? entry->value : STR("");
}

void source_state_read(struct arena *arena, const char *folder, struct str name, struct source_state *state)
{
	struct str path = source_path(arena, folder, name, "state"), text, digits;
	struct faults faults;
	struct ini ini;

	*state = (struct source_state){.etag = STR(""), .told = STR("")};
	faults_init(&faults, arena);
	if (!file_exists(path.bytes) || !file_read(arena, path.bytes, SOURCE_CONF_BYTES_MAX, &text, NULL) ||
		!ini_parse(arena, path, text, &ini, &faults) || !str_integer(value_of(&ini, "asked_ms"), &state->asked_ms))
		return;
	state->taken = str_equal(value_of(&ini, "taken"), STR("yes"));
	digits = value_of(&ini, "sha256");
	if (digits.length == SHA256_DIGITS)
		memcpy(state->sha256, digits.bytes, digits.length);
	state->etag = value_of(&ini, "etag");
	state->told = value_of(&ini, "told");
}

bool source_state_write(struct arena *arena, const char *folder, struct str name, const struct source_state *state, struct error *error)
{
	return file_replace(source_path(arena, folder, name, "state").bytes,
		str_format(arena, "[state]\nasked_ms = %lld\ntaken = %s\nsha256 = %s\netag = " STR_FMT "\ntold = " STR_FMT "\n",
			(long long)state->asked_ms, state->taken ? "yes" : "no", state->sha256, STR_ARG(state->etag), STR_ARG(state->told)),
		0600, error);
}
