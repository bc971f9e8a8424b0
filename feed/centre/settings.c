#include "feed/centre/settings.h"

#include <stddef.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
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
#define RULES STR("rules.")

enum setting_kind { KIND_ZONE, KIND_WORDS, KIND_FILE, KIND_INTEGER, KIND_PERIOD, KIND_YES };

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
	{"period", KIND_PERIOD, AT(period), "any", 0, 0,
		"which periods the walls show and a serving centre scores: the newest month, quarter, half, year, "
		"rolling one, or of any "
		"kind"},
	{"notice_days", KIND_INTEGER, AT(notice_days), "5", 1, 60,
		"a draft of a ranking is open to objections for so many days before it is frozen"},
	{"warn_first", KIND_INTEGER, AT(warn_first), "3", 0, 60,
		"a work item that is not done is warned so many workdays before it is due"},
	{"warn_second", KIND_INTEGER, AT(warn_second), "3", 1, 60, "and again so many workdays after it was due"},
	{"warn_escalate", KIND_INTEGER, AT(warn_escalate), "2", 1, 60,
		"two warnings without progress: so many workdays after the second a message goes to who is above"},
	{"whistle_days", KIND_INTEGER, AT(whistle_days), "1", 1, 60, "workdays that a department has to answer a whistle"},
	{"reply_days", KIND_INTEGER, AT(reply_days), "7", 1, 60, "workdays in which a topic of residents is to be answered; 5, 7 or 15 as a rule"},
	{"connections", KIND_INTEGER, AT(connections), "16000", 1, 60000,
		"connections that a serving centre holds at a time; three of four may be of screens that wait for alerts"},
	{"connections_per_address", KIND_INTEGER, AT(connections_per_address), "0", 0, 60000,
		"of them from one address; 0 for no limit of its own"},
	{"review_roles", KIND_INTEGER, AT(review_roles), "0", 0, 2,
		"what is imported counts at once (0), after it was reviewed and accepted (1), or after a role other than the one that handed it "
		"in reviewed it (2)"},
	{"roles", KIND_WORDS, AT(roles), "officer, editor, reviewer", 0, 0,
		"roles, never names of persons, under which a step on the way to the screens can be taken"},
	{"record", KIND_FILE, AT(record), "", 0, 0,
		"file, best on another disk or machine, that keeps what a copy which is restored would not know: who was enrolled and revoked, "
		"alerts, freezes, versions; DIR/centre.record unless another is named"},
	{"unsigned", KIND_YES, AT(unsigned_requests), "no", 0, 0,
		"take ratings, heartbeats and notes of alerts also from screens that are not enrolled, as a demo does; without this nobody "
		"can rate who was not given a code by this centre"},
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

static bool set_text(char *member, size_t room, struct str value)
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

static bool set_period(enum period_kind *member, struct str value)
{
	for (int kind = PERIOD_ANY; kind < PERIOD_KINDS; kind++)
		if (str_equal(value, period_kind_name((enum period_kind)kind))) {
			*member = (enum period_kind)kind;
			return true;
		}
	return false;
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
		return set_text(member, sizeof(settings->timezone), value);
	case KIND_WORDS:
		return set_text(member, sizeof(settings->roles), value);
	case KIND_FILE:
		return value.length == 0 || set_text(member, sizeof(settings->record), value);
	case KIND_INTEGER:
		return set_integer(setting, member, value);
	case KIND_PERIOD:
		return set_period(member, value);
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
	case KIND_WORDS:
		return STR("words with commas between them, at most 255 bytes");
	case KIND_FILE:
		return STR("the path of a file, at most 255 bytes");
	case KIND_INTEGER:
		return str_format(arena, "a whole number from %d to %d", setting->least, setting->most);
	case KIND_PERIOD:
		return STR("any, month, quarter, half, year or rolling");
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
	case KIND_WORDS:
	case KIND_FILE:
		return str_from(member);
	case KIND_INTEGER:
		return str_format(arena, "%d", *(const int *)member);
	case KIND_PERIOD:
		return period_kind_name(*(const enum period_kind *)member);
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
	return str_format(arena, STR_FMT ", " STR_FMT, STR_ARG(names), STR_ARG(rules_names(arena)));
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

static void read_rule(struct reading *reading, const struct ini_entry *entry, struct rules *rules, struct str names)
{
	struct str wanted;

	if (!rules_set(reading->arena, rules, entry->key, entry->value, &wanted))
		refuse(reading, entry, wanted.length == 0, wanted.length ? wanted : names);
}

/* [rules.2019-01-01]: over those before it, so that the sections stand in the order of their days. */
static struct dated_rules *find_dated(struct reading *reading, const struct ini_entry *entry)
{
	struct centre_settings *settings = reading->settings;
	struct dated_rules *last = settings->dated_count ? &settings->dated[settings->dated_count - 1] : NULL;
	struct str date = str_part(entry->section, RULES.length, entry->section.length);
	int64_t from_ms;

	if (last && str_equal(str_from(last->from), date))
		return last;
	if (settings->dated_count == RULES_DATED_MAX || date.length != sizeof(last->from) - 1 ||
		!civil_parse(date, &from_ms) || (last && str_compare(str_from(last->from), date) > 0)) {
		faults_add(reading->faults, reading->ini->file, entry->line, 0,
			str_format(reading->arena, "[" STR_FMT "]", STR_ARG(entry->section)),
			str_format(reading->arena,
				"sections such as [rules.2019-01-01], the earlier day first, at most %d",
				RULES_DATED_MAX));
		return NULL;
	}
	settings->dated[settings->dated_count] = (struct dated_rules){.rules = last ? last->rules : settings->rules};
	memcpy(settings->dated[settings->dated_count].from, date.bytes, date.length);
	return &settings->dated[settings->dated_count++];
}

static void read_dated(struct reading *reading, const struct ini_entry *entry)
{
	struct dated_rules *dated = find_dated(reading, entry);

	if (dated)
		read_rule(reading, entry, &dated->rules,
			str_format(reading->arena, "here one of " STR_FMT, STR_ARG(rules_names(reading->arena))));
}

static void read_entry(struct reading *reading, const struct ini_entry *entry)
{
	const struct setting *setting = setting_find(entry->key);

	if (str_equal(entry->section, SOURCE))
		read_source(reading, entry);
	else if (str_starts(entry->section, RULES))
		read_dated(reading, entry);
	else if (!str_equal(entry->section, SECTION))
		refuse(reading, entry, true, STR("it in [centre], [rules.2019-01-01] or [source]"));
	else if (!setting)
		read_rule(reading, entry, &reading->settings->rules, known(reading->arena));
	else if (!set(reading->settings, setting, entry->value))
		refuse(reading, entry, false, expected(reading->arena, setting));
}

static void check_rules(struct reading *reading, const struct rules *rules)
{
	struct str found, wanted;

	if (!rules_check(rules, &found, &wanted))
		faults_add(reading->faults, reading->ini->file, 0, 0, found, wanted);
}

static void check_together(struct reading *reading)
{
	const struct centre_settings *settings = reading->settings;

	check_rules(reading, &settings->rules);
	for (size_t i = 0; i < settings->dated_count; i++)
		check_rules(reading, &settings->dated[i].rules);
	if (settings->publish_min_new < PUBLISH_NEW_LEAST && !settings->demo)
		faults_add(reading->faults, reading->ini->file, 0, 0, STR("publish_min_new below 10"),
			STR("10 at least, so that no single answer can be told from two publications"));
}

/* [centre] is read first, wherever it stands: dated rules go over it. */
static void read_entries(struct reading *reading)
{
	for (int dated = 0; dated < 2; dated++)
		for (size_t i = 0; i < reading->ini->count; i++)
			if (str_starts(reading->ini->entries[i].section, RULES) == (dated == 1))
				read_entry(reading, &reading->ini->entries[i]);
}

const struct rules *centre_settings_rules(const struct centre_settings *settings, struct str date)
{
	const struct rules *rules = &settings->rules;

	for (size_t i = 0; i < settings->dated_count; i++)
		if (str_compare(str_from(settings->dated[i].from), date) <= 0)
			rules = &settings->dated[i].rules;
	return rules;
}

void centre_settings_default(struct centre_settings *settings)
{
	*settings = (struct centre_settings){.demo = false};
	rules_default(&settings->rules);
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
	read_entries(&reading);
	if (settings->demo && !ini_find(&ini, SECTION, STR("unsigned")))
		settings->unsigned_requests = true; /* one that was made before there was this setting */
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
	text = str_format(arena, STR_FMT STR_FMT, STR_ARG(text), STR_ARG(rules_text(arena, &settings->rules, true)));
	for (size_t i = 0; i < settings->dated_count; i++)
		text = str_format(arena, STR_FMT "\n[rules.%s]\n" STR_FMT, STR_ARG(text), settings->dated[i].from,
			STR_ARG(rules_text(arena, &settings->dated[i].rules, false)));
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
	rules_manual(to);
}
