#include "kiosk/settings.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/model/enrol_code.h"
#include "feed/sync/transport.h"

enum { SETTINGS_BYTES_MAX = 64 * 1024, SIZE_PX_MIN = 160, SIZE_PX_MAX = 8192 };

enum setting_kind { KIND_TEXT, KIND_FEED, KIND_PROXY, KIND_CA, KIND_CODE, KIND_PNG, KIND_INTEGER, KIND_YES, KIND_TONGUES, KIND_SIZE, KIND_TIME, KIND_CHOICE };

/* Where a setting may stand. */
enum { IN_FILE = 1, ON_LINE = 2, ANYWHERE = 3 };

struct setting {
	const char *name;
	enum setting_kind kind;
	int where;
	size_t offset;
	const char *value;    /* what --help shows for it; NULL for a flag without one */
	const char *fallback; /* default as it would be written; NULL: empty, 0, no */
	int least, most;      /* of integers */
	const char *help;
};

#define AT(member) offsetof(struct settings, member)

static const struct setting table[] = {
	{"settings", KIND_TEXT, ON_LINE, AT(settings_file), "FILE", NULL, 0, 0, "read settings from FILE first"},
	{"feed", KIND_FEED, ANYWHERE, AT(feed), "URL...|DIR", NULL, 0, 0, "the centre's address and those of mirrors, with blanks between them, or a folder with its feed"},
	{"proxy", KIND_PROXY, ANYWHERE, AT(proxy), "URL", NULL, 0, 0, "the way to all addresses of the feed: http://, https:// or socks5h://HOST:PORT; what http_proxy and https_proxy say"},
	{"ca", KIND_CA, ANYWHERE, AT(ca), "FILE", NULL, 0, 0, "certificates (PEM) that are trusted beside the system's, for a centre with a certificate of its own"},
	{"key", KIND_TEXT, ANYWHERE, AT(key), "FILE", NULL, 0, 0, "the centre's public key; no feed is believed without it or what was told at enrolment"},
	{"code", KIND_CODE, ANYWHERE, AT(code), "CODE", NULL, 0, 0, "the code that enrols this screen with its centre, used once; else it is asked for at the first start"},
	{"enrol", KIND_YES, ANYWHERE, AT(enrol), NULL, NULL, 0, 0, "ask for a code at the first start also where there is a key"},
	{"area", KIND_TEXT, ANYWHERE, AT(area), "ID", "all", 0, 0, "the area that this hall belongs to"},
	{"layout", KIND_TEXT, ANYWHERE, AT(layout), "FILE", NULL, 0, 0, "the screens and their order; hall.layout of the package"},
	{"state", KIND_TEXT, ANYWHERE, AT(state), "DIR", NULL, 0, 0, "where cache and outbox are kept; the user's state folder"},
	{"disk_mb", KIND_INTEGER, ANYWHERE, AT(disk_mb), "MB", "512", 16, 65536, "how much of the disk the feed's documents may take; of those that are not shown any more the oldest go first"},
	{"language", KIND_TONGUES, ANYWHERE, AT(tongues), "zh|ug|kk|en", NULL, 0, 0, "language of the screen, or two side by side such as zh+ug; the layout's, else zh"},
	{"languages", KIND_TONGUES, ANYWHERE, AT(tongues), "LIST", NULL, 0, 0, "languages in turn, each within 60 s, such as zh,ug,kk; the layout's"},
	{"group", KIND_TEXT, ANYWHERE, AT(group), "NAME", NULL, 0, 0, "the group of screens that this one belongs to, for layouts of the centre; none"},
	{"theme", KIND_TEXT, ANYWHERE, AT(theme), "NAME", NULL, 0, 0, "night, civic or contrast; the layout's"},
	{"size", KIND_SIZE, ANYWHERE, AT(width), "WxH", NULL, 0, 0, "size in pixels; the display's, or 1920x1080 in a picture"},
	{"windowed", KIND_YES, ANYWHERE, AT(windowed), NULL, NULL, 0, 0, "a window instead of the full screen"},
	{"rotate", KIND_CHOICE, ANYWHERE, AT(rotate), "0|90|180|270", "0", 0, 0, "how the picture is turned on the display, clockwise"},
	{"presenter", KIND_CHOICE, ANYWHERE, AT(presenter), "auto|cpu|gpu", "auto", 0, 0, "what puts the picture on the display"},
	{"shift_px", KIND_INTEGER, ANYWHERE, AT(shift_px), "PX", "2", 0, 16, "how far the picture moves every five minutes, against burning in; 0: not"},
	{"dim_after_h", KIND_INTEGER, ANYWHERE, AT(dim_after_h), "H", "4", 0, 999, "hours after which a picture that stands still is dimmed; 0: never"},
	{"reduced_motion", KIND_YES, ANYWHERE, AT(reduced_motion), NULL, NULL, 0, 0, "nothing moves: pages change at once"},
	{"screen", KIND_TEXT, ANYWHERE, AT(screen), "NAME", NULL, 0, 0, "one screen only instead of the playlist"},
	{"focus", KIND_TEXT, ANYWHERE, AT(focus), "AREA", NULL, 0, 0, "the area that pages show which tour from area to area, instead of touring"},
	{"service", KIND_TEXT, ANYWHERE, AT(service), "ID", NULL, 0, 0, "the one service that this touch screen asks about"},
	{"mixed", KIND_YES, ANYWHERE, AT(mixed), NULL, NULL, 0, 0, "a wall until somebody touches it, then ratings, then the wall again"},
	{"speech", KIND_CHOICE, ANYWHERE, AT(speech), "auto|off", "auto", 0, 0, "reading aloud on a touch screen, in languages that a voice or a clip is there for"},
	{"volume", KIND_INTEGER, ANYWHERE, AT(volume), "PERCENT", "60", 0, 100, "how loud speech and tones are at the start of a visit"},
	{"headset", KIND_YES, ANYWHERE, AT(headset), NULL, NULL, 0, 0, "speech is heard by one person only: an answer is said aloud, not only confirmed by a tone"},
	{"width_mm", KIND_INTEGER, ANYWHERE, AT(width_mm), "MM", "0", 0, 10000, "width of the picture in mm; 0 where it is unknown"},
	{"distance_mm", KIND_INTEGER, ANYWHERE, AT(distance_mm), "MM", "3000", 300, 20000, "how far away people stand"},
	{"exit", KIND_CHOICE, ANYWHERE, AT(exit), "none|left|right|up|down", "none", 0, 0, "where the way out lies as seen before the screen; alerts point there"},
	{"staff_key", KIND_TEXT, ANYWHERE, AT(staff_key), "FILE", NULL, 0, 0, "the secret that hallfeed staff-key prints; without it the staff door stays shut"},
	{"usb", KIND_TEXT, ANYWHERE, AT(usb), "DIR", "/media", 0, 0, "under which USB sticks are mounted, for screenshots of staff"},
	{"open_hours", KIND_TEXT, ANYWHERE, AT(open_hours), "HOURS", NULL, 0, 0, "when the hall is open, such as mon-fri 09:00-18:00; ratings at other times are marked; always"},
	{"timezone", KIND_TEXT, ANYWHERE, AT(timezone), "NAME", "Asia/Shanghai", 0, 0, "time zone of the hall"},
	{"upload_now", KIND_YES, ANYWHERE, AT(upload_now), NULL, NULL, 0, 0, "send ratings at once, not after the hour (demo)"},
	{"heartbeat_s", KIND_INTEGER, ANYWHERE, AT(heartbeat_s), "S", "300", 0, 86400, "how often the centre is told how this screen is; 0: never"},
	{"assets", KIND_TEXT, ANYWHERE, AT(assets), "DIR", NULL, 0, 0, "folder that holds assets/ and layouts/; found by itself"},
	{"log", KIND_YES, ANYWHERE, AT(log), NULL, NULL, 0, 0, "a line to stderr for what happens"},
	{"stats", KIND_YES, ANYWHERE, AT(stats), NULL, NULL, 0, 0, "a line to stdout each minute and at the end: what painting took"},
	{"at", KIND_TIME, ON_LINE, AT(at_ms), "TIME", NULL, 0, 0, "show the screen as of 2018-10-25T09:30:00+08:00; now"},
	{"picture", KIND_PNG, ON_LINE, AT(picture), "FILE", NULL, 0, 0, "write the screen as PNG, or as a page of PDF by the ending, and exit; needs no display"},
	{"text", KIND_TEXT, ON_LINE, AT(text), "FILE", NULL, 0, 0, "write the screen's draw list as text and exit"},
	{"script", KIND_TEXT, ON_LINE, AT(script), "FILE", NULL, 0, 0, "touches and keys to play: lines of MS tap X Y, MS swipe X Y X Y, MS key NAME, MS wait, MS picture FILE, MS text FILE"},
	{"check", KIND_YES, ON_LINE, AT(check), NULL, NULL, 0, 0, "check layout, words, theme, fonts and feed, and exit"},
	{"budget", KIND_YES, ON_LINE, AT(budget), NULL, NULL, 0, 0, "print every limit of memory in bytes and exit"},
	{"help", KIND_YES, ON_LINE, AT(help), NULL, NULL, 0, 0, "print this and exit"},
	{"version", KIND_YES, ON_LINE, AT(version), NULL, NULL, 0, 0, "print the version and exit"},
};

enum { SETTING_COUNT = sizeof(table) / sizeof(table[0]) };

static const struct setting *setting_find(struct str name, int where)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if ((table[i].where & where) && str_equal(name, str_from(table[i].name)))
			return &table[i];
	return NULL;
}

static bool set_integer(const struct setting *setting, int *member, struct str value)
{
	int64_t number;

	if (!str_integer(value, &number) || number < setting->least || number > setting->most)
		return false;
	*member = (int)number;
	return true;
}

static bool set_yes(bool *member, struct str value)
{
	*member = str_equal(value, STR("yes"));
	return *member || str_equal(value, STR("no"));
}

/* The place of a word in "a|b|c". */
static bool set_choice(const struct setting *setting, int *member, struct str value)
{
	struct str rest = str_from(setting->value);

	for (*member = 0;; (*member)++) {
		size_t bar = str_find(rest, STR("|"));

		if (str_equal(str_part(rest, 0, bar), value))
			return true;
		if (bar >= rest.length)
			return false;
		rest = str_part(rest, bar + 1, rest.length);
	}
}

static bool set_size(struct settings *settings, struct str value)
{
	size_t x = str_find(value, STR("x"));
	int64_t width, height;

	if (!str_integer(str_part(value, 0, x), &width) || !str_integer(str_part(value, x + 1, value.length), &height) ||
	    width < SIZE_PX_MIN || height < SIZE_PX_MIN || width > SIZE_PX_MAX || height > SIZE_PX_MAX)
		return false;
	settings->width = (int)width;
	settings->height = (int)height;
	return true;
}

static bool set_text(struct arena *arena, struct str *member, struct str value)
{
	*member = str_copy(arena, value);
	return value.length > 0 && !memchr(value.bytes, 0, value.length);
}

/* HOST:PORT without a scheme would be taken for a folder that is not there. */
static bool is_feed(struct str feed)
{
	if (!transport_check(&(struct transport_settings){feed.bytes, NULL, NULL}, NULL))
		return false;
	return str_find(feed, STR("://")) < feed.length || str_find(feed, STR(":")) == feed.length || memchr(feed.bytes, '/', feed.length) ||
	       file_exists(feed.bytes);
}

static bool set(struct arena *arena, struct settings *settings, const struct setting *setting, struct str value)
{
	void *member = (char *)settings + setting->offset;

	switch (setting->kind) {
	case KIND_TEXT:
		return set_text(arena, member, value);
	case KIND_FEED:
		return set_text(arena, member, value) && is_feed(*(struct str *)member);
	case KIND_PROXY:
		return set_text(arena, member, value) && transport_check(&(struct transport_settings){".", (*(struct str *)member).bytes, NULL}, NULL);
	case KIND_CA:
		return set_text(arena, member, value) && transport_check(&(struct transport_settings){".", NULL, (*(struct str *)member).bytes}, NULL);
	case KIND_CODE:
		return set_text(arena, member, value) && enrol_code_read(value, (char[ENROL_CODE_DIGITS + 1]){""});
	case KIND_PNG:
		return set_text(arena, member, value) && (str_ends(value, STR(".png")) || str_ends(value, STR(".pdf")));
	case KIND_INTEGER:
		return set_integer(setting, member, value);
	case KIND_YES:
		return set_yes(member, value);
	case KIND_TONGUES:
		return tongues_read(value, member);
	case KIND_SIZE:
		return set_size(settings, value);
	case KIND_CHOICE:
		return set_choice(setting, member, value);
	case KIND_TIME:
		settings->at_given = true;
		return civil_parse(value, member);
	}
	return false;
}

static struct str expected(struct arena *arena, const struct setting *setting)
{
	switch (setting->kind) {
	case KIND_TEXT:
		return str_format(arena, "%s", setting->value);
	case KIND_FEED:
		return STR("addresses such as http://HOST:PORT, up to eight, or a folder");
	case KIND_PROXY:
		return STR("http://HOST:PORT, https://HOST:PORT or socks5h://HOST:PORT");
	case KIND_CA:
		return STR("a file of certificates that can be read, with -----BEGIN CERTIFICATE-----");
	case KIND_CODE:
		return STR("the ten characters of a code such as 3KXA7-W9TMP");
	case KIND_PNG:
		return STR("a file that ends in .png or .pdf");
	case KIND_INTEGER:
		return str_format(arena, "a whole number from %d to %d", setting->least, setting->most);
	case KIND_YES:
		return STR("yes or no");
	case KIND_TONGUES:
		return STR(TONGUES_EXPECTED);
	case KIND_SIZE:
		return STR("WIDTHxHEIGHT from 160x160 to 8192x8192");
	case KIND_CHOICE:
		return str_format(arena, "one of %s", setting->value);
	case KIND_TIME:
		break;
	}
	return STR("a time such as 2018-10-25T09:30:00+08:00");
}

static struct str known(struct arena *arena, int where)
{
	struct str names = STR("");

	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (table[i].where & where)
			names = str_format(arena, STR_FMT "%s%s%s", STR_ARG(names), names.length ? ", " : "one of ",
				where == ON_LINE ? "--" : "", table[i].name);
	return names;
}

static struct str quoted(struct arena *arena, struct str value)
{
	return str_format(arena, "\"" STR_FMT "\"", STR_ARG(value));
}

static bool read_entry(struct arena *arena, const struct ini *ini, const struct ini_entry *entry, struct settings *settings,
	struct faults *faults)
{
	const struct setting *setting = setting_find(entry->key, IN_FILE);

	if (!str_equal(entry->section, STR("hallboard")) || !setting) {
		faults_add(faults, ini->file, entry->line, entry->key_column, quoted(arena, entry->key),
			str_format(arena, "in [hallboard] " STR_FMT, STR_ARG(known(arena, IN_FILE))));
		return false;
	}
	if (set(arena, settings, setting, entry->value))
		return true;
	faults_add(faults, ini->file, entry->line, entry->value_column, quoted(arena, entry->value), expected(arena, setting));
	return false;
}

static bool read_file(struct arena *arena, const char *path, struct settings *settings, struct faults *faults)
{
	struct str text, name = str_from(path);
	struct ini ini;
	bool ok;

	if (!file_read(arena, path, SETTINGS_BYTES_MAX, &text, NULL)) {
		faults_add(faults, name, 0, 0, STR("no file that can be read"), STR("settings"));
		return false;
	}
	ok = ini_parse(arena, name, text, &ini, faults);
	for (size_t i = 0; i < ini.count; i++)
		ok = read_entry(arena, &ini, &ini.entries[i], settings, faults) && ok;
	return ok;
}

/* One flag at words[at]; *at moves past its value. file_pass: only --settings counts. */
static bool read_flag(struct arena *arena, int count, char **words, int *at, bool file_pass, struct settings *settings,
	struct faults *faults)
{
	struct str word = str_from(words[*at]), value = STR("yes"), file = STR("command line");
	size_t equals = str_find(word, STR("="));
	struct str name = str_starts(word, STR("--")) ? str_part(word, 2, equals - 2) : STR("");
	const struct setting *setting = setting_find(name, ON_LINE);

	if (!setting) {
		faults_add(faults, file, 0, 0, quoted(arena, word), known(arena, ON_LINE));
		return false;
	}
	if (equals < word.length) {
		value = str_part(word, equals + 1, word.length);
	} else if (setting->kind != KIND_YES) {
		if (*at + 1 >= count) {
			faults_add(faults, file, 0, 0, quoted(arena, word),
				str_format(arena, "--%s %s", setting->name, setting->value));
			return false;
		}
		value = str_from(words[++*at]);
	}
	if (file_pass != (setting->offset == AT(settings_file)))
		return true;
	if (set(arena, settings, setting, value))
		return true;
	faults_add(faults, file, 0, 0, str_format(arena, "--%s " STR_FMT, setting->name, STR_ARG(value)),
		expected(arena, setting));
	return false;
}

static bool read_flags(struct arena *arena, int count, char **words, bool file_pass, struct settings *settings,
	struct faults *faults)
{
	bool ok = true;

	for (int at = 1; at < count; at++)
		ok = read_flag(arena, count, words, &at, file_pass, settings, faults) && ok;
	return ok;
}

static void set_defaults(struct arena *arena, struct settings *settings)
{
	memset(settings, 0, sizeof(*settings));
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (table[i].fallback)
			set(arena, settings, &table[i], str_from(table[i].fallback));
		else if (table[i].kind <= KIND_PNG)
			*(struct str *)((char *)settings + table[i].offset) = STR("");
}

bool settings_read(struct arena *arena, int count, char **words, struct settings *settings, struct faults *faults, bool *usage)
{
	struct faults ignored;

	faults_init(&ignored, arena);
	set_defaults(arena, settings);
	*usage = !read_flags(arena, count, words, true, settings, faults);
	if (*usage)
		return false;
	if (settings->settings_file.length && !read_file(arena, settings->settings_file.bytes, settings, faults))
		return false;
	*usage = !read_flags(arena, count, words, false, settings, faults);
	return !*usage;
}

void settings_help(FILE *to)
{
	fputs("usage: hallboard [OPTION]...\n\nThe screen of a hall: a wall that cycles dashboards, or a touch screen that takes "
	      "ratings.\n\n",
		to);
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		char flag[64];

		snprintf(flag, sizeof(flag), "--%s%s%s", table[i].name, table[i].value ? " " : "",
			table[i].value ? table[i].value : "");
		fprintf(to, "  %-24s %s", flag, table[i].help);
		if (table[i].fallback)
			fprintf(to, " (%s)", table[i].fallback);
		fputc('\n', to);
	}
	fputs("\nExit status: 0 ok, 1 refused or faulty, 2 usage, 3 the system said no. See hallboard(1).\n", to);
}

void settings_manual(FILE *to)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		fprintf(to, ".TP\n.B \\-\\-%s%s%s\n%s.", table[i].name, table[i].value ? " " : "",
			table[i].value ? table[i].value : "", table[i].help);
		if (table[i].fallback)
			fprintf(to, " Default: %s.", table[i].fallback);
		fputc('\n', to);
	}
}
