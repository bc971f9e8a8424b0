#include "feed/centre/settings.h"

#include <stddef.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/error.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"

enum {
	SETTINGS_BYTES_MAX = 64 * 1024,
	PUBLISH_NEW_LEAST = 10 /* answers between two publications, outside of demos */
};

#define SECTION STR("centre")
#define SOURCE STR("source")

enum setting_kind { KIND_ZONE, KIND_INTEGER, KIND_NUMBER, KIND_YES };

struct setting {
	const char *name;
	enum setting_kind kind;
	size_t offset;
	const char *fallback; /* default as it would be written */
	int least, most;      /* of numbers */
	const char *help;
};

#define AT(member) offsetof(struct centre_settings, member)

static const struct setting table[] = {
	{"timezone", KIND_ZONE, AT(timezone), "Asia/Shanghai", 0, 0, "time zone in which days and periods begin"},
	{"next_poll_s", KIND_INTEGER, AT(next_poll_s), "60", 1, 3600, "halls ask for news so often, in seconds"},
	{"head_valid_h", KIND_INTEGER, AT(head_valid_h), "48", 1, 8760,
		"a feed older than these hours is marked as old in halls"},
	{"score_every_s", KIND_INTEGER, AT(score_every_s), "60", 1, 86400,
		"a serving centre scores the open period so often, in seconds"},
	{"publish_min", KIND_INTEGER, AT(publish_min), "10", 10, 10000,
		"answers before a residents' part is published"},
	{"publish_min_new", KIND_INTEGER, AT(publish_min_new), "10", 1, 10000,
		"further answers before a published residents' part moves; below 10 only in a demo"},
	{"weight_system", KIND_NUMBER, AT(weight_system), "40", 0, 1000, "weight of the online system's points"},
	{"weight_subdistrict", KIND_NUMBER, AT(weight_subdistrict), "30", 0, 1000,
		"weight of the subdistrict's scoring"},
	{"weight_residents", KIND_NUMBER, AT(weight_residents), "30", 0, 1000, "weight of the residents' evaluation"},
	{"tier_excellent", KIND_NUMBER, AT(tier_excellent), "90", 0, 100, "excellent from this total on"},
	{"tier_good", KIND_NUMBER, AT(tier_good), "80", 0, 100, "good from this total on"},
	{"tier_average", KIND_NUMBER, AT(tier_average), "60", 0, 100, "average from this total on; below it poor"},
	{"min_answers", KIND_INTEGER, AT(min_answers), "30", 10, 10000,
		"a tier that rests on fewer answers is provisional"},
	{"connections", KIND_INTEGER, AT(connections), "1000", 1, 60000,
		"connections that a serving centre holds at a time"},
	{"connections_per_address", KIND_INTEGER, AT(connections_per_address), "0", 0, 60000,
		"of them from one address; 0 for no limit of its own"},
	{"demo", KIND_YES, AT(demo), "no", 0, 0, "the data is made up, and the screens say so"},
};

enum { SETTING_COUNT = sizeof(table) / sizeof(table[0]) };

static const struct setting *setting_find(struct str name)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (str_equal(name, str_from(table[i].name)))
			return &table[i];
	return NULL;
}

static bool set_zone(char *member, size_t room, struct str value)
{
	if (value.length == 0 || value.length >= room || memchr(value.bytes, 0, value.length))
		return false;
	memcpy(member, value.bytes, value.length);
	member[value.length] = '\0';
	return true;
}

static bool set_integer(const struct setting *setting, int *member, struct str value)
{
	int64_t number;

	if (!str_integer(value, &number) || number < setting->least || number > setting->most)
		return false;
	*member = (int)number;
	return true;
}

static bool set_number(const struct setting *setting, double *member, struct str value)
{
	double number;

	if (!str_number(value, &number) || number < setting->least || number > setting->most)
		return false;
	*member = number;
	return true;
}

static bool set_yes(bool *member, struct str value)
{
	*member = str_equal(value, STR("yes"));
	return *member || str_equal(value, STR("no"));
}

static bool set(struct centre_settings *settings, const struct setting *setting, struct str value)
{
	void *member = (char *)settings + setting->offset;

	switch (setting->kind) {
	case KIND_ZONE:
		return set_zone(member, sizeof(settings->timezone), value);
	case KIND_INTEGER:
		return set_integer(setting, member, value);
	case KIND_NUMBER:
		return set_number(setting, member, value);
	case KIND_YES:
		break;
	}
	return set_yes(member, value);
}

static struct str expected(struct arena *arena, const struct setting *setting)
{
	switch (setting->kind) {
	case KIND_ZONE:
		return STR("a time zone such as Asia/Shanghai");
	case KIND_INTEGER:
		return str_format(arena, "a whole number from %d to %d", setting->least, setting->most);
	case KIND_NUMBER:
		return str_format(arena, "a number from %d to %d", setting->least, setting->most);
	case KIND_YES:
		break;
	}
	return STR("yes or no");
}

static struct str written(struct arena *arena, const struct centre_settings *settings, const struct setting *setting)
{
	const void *member = (const char *)settings + setting->offset;

	switch (setting->kind) {
	case KIND_ZONE:
		return str_from(member);
	case KIND_INTEGER:
		return str_format(arena, "%d", *(const int *)member);
	case KIND_NUMBER:
		return str_format(arena, "%.15g", *(const double *)member);
	case KIND_YES:
		break;
	}
	return *(const bool *)member ? STR("yes") : STR("no");
}

static struct str quoted(struct arena *arena, struct str value)
{
	return str_format(arena, "\"" STR_FMT "\"", STR_ARG(value));
}

static struct str known(struct arena *arena)
{
	struct str names = STR("");

	for (size_t i = 0; i < SETTING_COUNT; i++)
		names = str_format(
			arena, STR_FMT "%s%s", STR_ARG(names), i ? ", " : "in [centre] one of ", table[i].name);
	return names;
}

/* What one entry of the file adds to the settings; found and expected where it is wrong. */
struct reading {
	struct arena *arena;
	const struct ini *ini;
	struct centre_settings *settings;
	struct faults *faults;
};

static void refuse(struct reading *reading, const struct ini_entry *entry, bool key, struct str wanted)
{
	faults_add(reading->faults, reading->ini->file, entry->line, key ? entry->key_column : entry->value_column,
		quoted(reading->arena, key ? entry->key : entry->value), wanted);
}

static void read_source(struct reading *reading, const struct ini_entry *entry)
{
	enum language language;

	if (!language_find(entry->key, &language))
		refuse(reading, entry, true, STR("in [source] one of zh, ug, kk, en"));
	else if (entry->value.length > LABEL_BYTES_MAX)
		refuse(reading, entry, false, str_format(reading->arena, "at most %d bytes", LABEL_BYTES_MAX));
	else
		reading->settings->source.text[language] = str_copy(reading->arena, entry->value);
}

static void read_entry(struct reading *reading, const struct ini_entry *entry)
{
	const struct setting *setting = setting_find(entry->key);

	if (str_equal(entry->section, SOURCE))
		read_source(reading, entry);
	else if (!str_equal(entry->section, SECTION))
		refuse(reading, entry, true, STR("it in [centre] or [source]"));
	else if (!setting)
		refuse(reading, entry, true, known(reading->arena));
	else if (!set(reading->settings, setting, entry->value))
		refuse(reading, entry, false, expected(reading->arena, setting));
}

static void check_together(struct reading *reading)
{
	const struct centre_settings *settings = reading->settings;
	struct str file = reading->ini->file;

	if (settings->tier_excellent < settings->tier_good || settings->tier_good < settings->tier_average)
		faults_add(reading->faults, file, 0, 0, STR("tiers in another order"),
			STR("tier_excellent at least tier_good at least tier_average"));
	if (settings->weight_system + settings->weight_subdistrict + settings->weight_residents <= 0)
		faults_add(reading->faults, file, 0, 0, STR("no weight above 0"), STR("one at least"));
	if (settings->publish_min_new < PUBLISH_NEW_LEAST && !settings->demo)
		faults_add(reading->faults, file, 0, 0, STR("publish_min_new below 10"),
			STR("10 at least, so that no single answer can be told from two publications"));
}

void centre_settings_default(struct centre_settings *settings)
{
	*settings = (struct centre_settings){.demo = false};
	for (size_t i = 0; i < SETTING_COUNT; i++)
		set(settings, &table[i], str_from(table[i].fallback));
}

bool centre_settings_read(
	struct arena *arena, const char *path, struct centre_settings *settings, struct faults *faults)
{
	struct str text, name = str_from(path);
	size_t before = faults->total;
	struct error error;
	struct ini ini;
	struct reading reading = {arena, &ini, settings, faults};

	centre_settings_default(settings);
	if (!file_read(arena, path, SETTINGS_BYTES_MAX, &text, &error)) {
		faults_add(faults, name, 0, 0, str_from(error.text), STR("the centre's settings"));
		return false;
	}
	ini_parse(arena, name, text, &ini, faults);
	for (size_t i = 0; i < ini.count; i++)
		read_entry(&reading, &ini.entries[i]);
	check_together(&reading);
	return faults->total == before;
}

struct str centre_settings_text(struct arena *arena, const struct centre_settings *settings)
{
	struct str text =
		STR("# Settings of this centre; see hallfeed.conf(5). Read when hallfeed starts.\n\n[centre]\n");

	for (size_t i = 0; i < SETTING_COUNT; i++)
		text = str_format(arena, STR_FMT "# %s\n%s = " STR_FMT "\n", STR_ARG(text), table[i].help,
			table[i].name, STR_ARG(written(arena, settings, &table[i])));
	text = str_format(arena, STR_FMT "\n# Who publishes, as the screens name it\n[source]\n", STR_ARG(text));
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		if (settings->source.text[language].length)
			text = str_format(arena, STR_FMT STR_FMT " = " STR_FMT "\n", STR_ARG(text),
				STR_ARG(language_code((enum language)language)),
				STR_ARG(settings->source.text[language]));
	return text;
}

void centre_settings_manual(FILE *to)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const struct setting *setting = &table[i];

		fprintf(to, ".TP\n.B %s\n%s.", setting->name, setting->help);
		if (setting->most)
			fprintf(to, " From %d to %d.", setting->least, setting->most);
		fprintf(to, " Default: %s.\n", setting->fallback);
	}
}
