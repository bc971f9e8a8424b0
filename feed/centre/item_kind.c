#include "feed/centre/item_kind.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/centre/assets.h"
#include "feed/centre/centre.h"
#include "feed/centre/scoring.h"

struct reading {
	struct arena *arena;
	const struct ini *ini;
	struct item_kind *kind;
	struct faults *faults;
};

static void refuse(struct reading *reading, const struct ini_entry *entry, bool key, const char *expected)
{
	faults_add(reading->faults, reading->ini->file, entry->line, key ? entry->key_column : entry->value_column,
		str_format(reading->arena, "\"" STR_FMT "\"", STR_ARG(key ? entry->key : entry->value)), str_from(expected));
}

static void read_every(struct reading *reading, const struct ini_entry *entry)
{
	static const struct {
		const char *word;
		int months;
	} words[] = {{"month", 1}, {"quarter", 3}, {"half", 6}, {"year", 12}};

	reading->kind->months = 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_equal(entry->value, str_from(words[i].word)))
			reading->kind->months = words[i].months;
	if (reading->kind->months == 0)
		refuse(reading, entry, false, "month, quarter, half or year");
}

static void read_level(struct reading *reading, const struct ini_entry *entry)
{
	struct str levels = STR("prefecture|county|subdistrict|community"), level;

	while (str_next(&levels, '|', &level))
		if (str_equal(entry->value, level)) {
			reading->kind->level = level;
			return;
		}
	refuse(reading, entry, false, "prefecture, county, subdistrict or community");
}

static void read_due(struct reading *reading, const struct ini_entry *entry)
{
	int64_t number;

	if (str_integer(entry->value, &number) && number != 0 && number >= -ITEM_WORKDAY_MAX && number <= ITEM_WORKDAY_MAX)
		reading->kind->due = (int)number;
	else
		refuse(reading, entry, false, "a workday from 1 to 250, or from the end -1 to -250");
}

static void read_entry(struct reading *reading, const struct ini_entry *entry)
{
	enum language language;

	if (str_equal(entry->key, STR("every")))
		read_every(reading, entry);
	else if (str_equal(entry->key, STR("due")))
		read_due(reading, entry);
	else if (str_equal(entry->key, STR("level")))
		read_level(reading, entry);
	else if (!language_find(entry->key, &language))
		refuse(reading, entry, true, "zh, ug, kk, en, every, due or level");
	else if (entry->value.length == 0 || entry->value.length > LABEL_BYTES_MAX)
		refuse(reading, entry, false, "a title that is not empty and not too long");
	else
		reading->kind->title.text[language] = entry->value;
}

static bool is_id(struct str id)
{
	for (size_t i = 0; i < id.length; i++)
		if (!((id.bytes[i] >= 'a' && id.bytes[i] <= 'z') || (id.bytes[i] >= '0' && id.bytes[i] <= '9') || id.bytes[i] == '_'))
			return false;
	return id.length > 0 && id.length <= ITEM_KIND_ID_BYTES_MAX;
}

static void check(struct reading *reading, const struct item_kind *kind)
{
	if (kind->title.text[LANGUAGE_ZH].length == 0)
		faults_add(reading->faults, reading->ini->file, 0, 0, str_format(reading->arena, "no zh in [" STR_FMT "]", STR_ARG(kind->id)),
			STR("zh = its title"));
}

static bool read_kinds(struct reading *reading, struct item_kinds *kinds)
{
	size_t before = reading->faults->total;

	for (size_t i = 0; i < reading->ini->count; i++) {
		const struct ini_entry *entry = &reading->ini->entries[i];

		if (!reading->kind || !str_equal(reading->kind->id, entry->section)) {
			if (!is_id(entry->section) || kinds->count == ITEM_KINDS_MAX) {
				faults_add(reading->faults, reading->ini->file, entry->line, 0,
					str_format(reading->arena, "[" STR_FMT "]", STR_ARG(entry->section)),
					STR("at most 200 sections, each named by a-z, 0-9 and _"));
				return false;
			}
			reading->kind = &kinds->items[kinds->count++];
			*reading->kind = (struct item_kind){.id = entry->section, .months = 1, .due = -1, .level = STR("prefecture")};
		}
		read_entry(reading, entry);
	}
	for (size_t i = 0; i < kinds->count; i++)
		check(reading, &kinds->items[i]);
	return reading->faults->total == before;
}

bool item_kinds_read(struct arena *arena, const char *folder, struct item_kinds *kinds, struct faults *faults)
{
	const char *own = str_format(arena, "%s/centre.items", folder).bytes;
	struct ini ini;
	struct reading reading = {arena, &ini, NULL, faults};
	char path[PATH_MAX];
	struct error error;
	struct str text;

	*kinds = (struct item_kinds){.items = arena_array(arena, struct item_kind, ITEM_KINDS_MAX)};
	assets_path(path, "work/standard.items");
	if (file_exists(own))
		snprintf(path, sizeof(path), "%s", own);
	if (!file_read(arena, path, INI_BYTES_MAX, &text, &error)) {
		faults_add(faults, str_from(path), 0, 0, str_from(error.text), STR("kinds of work item"));
		return false;
	}
	return ini_parse(arena, str_copy(arena, str_from(path)), text, &ini, faults) && read_kinds(&reading, kinds);
}

static struct str period_name(struct arena *arena, const struct civil *today, int months)
{
	switch (months) {
	case 1:
		return str_format(arena, "%04d-%02d", today->year, today->month);
	case 3:
		return str_format(arena, "%04d-Q%d", today->year, (today->month + 2) / 3);
	case 6:
		return str_format(arena, "%04d-H%d", today->year, (today->month + 5) / 6);
	default:
		return str_format(arena, "%04d", today->year);
	}
}

/* :first is the first day of the time. A workday that it does not have gives the last that it has. */
static const char open_sql[] =
	"INSERT OR IGNORE INTO items (id, area, title_zh, title_ug, title_kk, title_en, state, due) "
	"SELECT :id || iif(:level = 'prefecture', '', '-' || areas.id), areas.id, :zh, nullif(:ug, ''), nullif(:kk, ''), nullif(:en, ''), 'open', "
	"(SELECT date FROM workdays WHERE works AND date BETWEEN :first AND date(:first, :months || ' months', '-1 day') "
	"AND iif(:due > 0, number <= (SELECT number - works FROM workdays WHERE date = :first) + :due, "
	"number <= max((SELECT number FROM workdays WHERE date = date(:first, :months || ' months', '-1 day')) + 1 + :due, "
	"(SELECT number - works FROM workdays WHERE date = :first) + 1)) ORDER BY number DESC LIMIT 1) "
	"FROM areas WHERE level = :level AND NOT EXISTS (SELECT 1 FROM imports WHERE kind = 'items')";

static bool open_kind(struct centre *centre, struct arena *arena, const struct item_kind *kind, struct error *error)
{
	struct civil today = civil_local(centre->clock->wall_ms(centre->clock));
	struct str period = period_name(arena, &today, kind->months);
	int month = (today.month - 1) / kind->months * kind->months + 1;
	const struct {
		const char *name;
		struct str value;
	} texts[] = {{":id", str_format(arena, STR_FMT "-" STR_FMT, STR_ARG(kind->id), STR_ARG(period))}, {":level", kind->level},
		{":zh", kind->title.text[LANGUAGE_ZH]}, {":ug", kind->title.text[LANGUAGE_UG]}, {":kk", kind->title.text[LANGUAGE_KK]},
		{":en", kind->title.text[LANGUAGE_EN]}, {":first", str_format(arena, "%04d-%02d-01", today.year, month)}};
	struct store_query *query = store_prepare(centre->store, open_sql, error);
	bool done;

	if (!query)
		return false;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		store_bind_text(query, store_parameter(query, texts[i].name), texts[i].value);
	store_bind_integer(query, store_parameter(query, ":months"), kind->months);
	store_bind_integer(query, store_parameter(query, ":due"), kind->due);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

bool item_kinds_open(struct centre *centre, const struct item_kinds *kinds, struct error *error)
{
	struct arena arena;
	bool opened = true;

	arena_init(&arena);
	for (size_t i = 0; opened && i < kinds->count; i++)
		opened = open_kind(centre, &arena, &kinds->items[i], error);
	arena_finish(&arena);
	return opened;
}
