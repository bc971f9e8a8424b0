#include "kiosk/layout/theme.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "kiosk/layout/theme_pairs.h"

#define TEXT_RATIO_LEAST 7.0
#define MARK_RATIO_LEAST 3.0

#define PATTERN_UNDERSTOOD "hatch pitch N band N, dots pitch N size N, or edge width N colour ROLE"

enum { PATTERN_PX_MAX = 200 };

static const char *const role_names[ROLE_COUNT] = {
#define THEME_ROLE(constant, name) [ROLE_##constant] = name,
	THEME_ROLES(THEME_ROLE)
#undef THEME_ROLE
};

struct pair {
	enum theme_role foreground, background;
};

static const struct pair text_pairs[] = {
#define THEME_PAIR(foreground, background) {ROLE_##foreground, ROLE_##background},
	THEME_TEXT_PAIRS(THEME_PAIR)
};

static const struct pair mark_pairs[] = {
	THEME_MARK_PAIRS(THEME_PAIR)
#undef THEME_PAIR
};

/* What is current while reading; the entries tell later where a colour was written. */
struct theme_reader {
	struct arena *arena;
	struct theme *theme;
	struct faults *faults;
	struct str file;
	bool has_face;
	const struct ini_entry *colors[ROLE_COUNT];
};

struct str theme_role_name(enum theme_role role)
{
	REQUIRE((unsigned)role < ROLE_COUNT);
	return str_from(role_names[role]);
}

bool theme_role_find(struct str name, enum theme_role *role)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (str_equal(str_from(role_names[i]), name)) {
			*role = (enum theme_role)i;
			return true;
		}
	}
	return false;
}

static struct str quoted(struct theme_reader *reader, struct str text)
{
	return str_format(reader->arena, "\"" STR_FMT "\"", STR_ARG(text));
}

static void refuse_key(struct theme_reader *reader, const struct ini_entry *entry, struct str expected)
{
	faults_add(reader->faults, reader->file, entry->line, entry->key_column, quoted(reader, entry->key), expected);
}

static void refuse_value(struct theme_reader *reader, const struct ini_entry *entry, struct str expected)
{
	faults_add(
		reader->faults, reader->file, entry->line, entry->value_column, quoted(reader, entry->value), expected);
}

static struct str all_roles(struct arena *arena)
{
	struct str list = STR("one of");

	for (int i = 0; i < ROLE_COUNT; i++)
		list = str_format(arena, STR_FMT "%s %s", STR_ARG(list), i ? "," : "", role_names[i]);
	return list;
}

static bool role_of_key(struct theme_reader *reader, const struct ini_entry *entry, enum theme_role *role)
{
	if (theme_role_find(entry->key, role))
		return true;
	refuse_key(reader, entry, all_roles(reader->arena));
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_color(struct str text, uint32_t *color)
{
	uint32_t value = 0;

	if (text.length != 7 || text.bytes[0] != '#')
		return false;
	for (size_t i = 1; i < text.length; i++) {
		int digit = hex_digit(text.bytes[i]);

		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)digit;
	}
	*color = UINT32_C(0xff000000) | value;
	return true;
}

static void read_color(struct theme_reader *reader, const struct ini_entry *entry)
{
	enum theme_role role;

	if (!role_of_key(reader, entry, &role))
		return;
	reader->colors[role] = entry;
	if (!parse_color(entry->value, &reader->theme->color[role]))
		refuse_value(reader, entry, STR("a colour as #RRGGBB"));
}

/* Cuts the next word off; empty at the end. */
static struct str next_word(struct str *rest)
{
	struct str word = STR("");

	*rest = str_trim(*rest);
	if (rest->length)
		str_next(rest, ' ', &word);
	return word;
}

static bool next_size(struct str *rest, struct str name, float *size)
{
	double value;

	if (!str_equal(next_word(rest), name) || !str_number(next_word(rest), &value))
		return false;
	*size = (float)value;
	return value > 0 && value <= PATTERN_PX_MAX;
}

static bool parse_pattern(struct str text, struct theme_pattern *pattern)
{
	struct str kind = next_word(&text);
	bool ok = false;

	if (str_equal(kind, STR("hatch"))) {
		pattern->kind = THEME_HATCH;
		ok = next_size(&text, STR("pitch"), &pattern->pitch) && next_size(&text, STR("band"), &pattern->band);
	} else if (str_equal(kind, STR("dots"))) {
		pattern->kind = THEME_DOTS;
		ok = next_size(&text, STR("pitch"), &pattern->pitch) && next_size(&text, STR("size"), &pattern->band);
	} else if (str_equal(kind, STR("edge"))) {
		pattern->kind = THEME_EDGE;
		ok = next_size(&text, STR("width"), &pattern->edge_width);
		ok = ok && str_equal(next_word(&text), STR("colour"));
		ok = ok && theme_role_find(next_word(&text), &pattern->edge_role);
	}
	return ok && str_trim(text).length == 0 && pattern->band <= pattern->pitch;
}

static void read_pattern(struct theme_reader *reader, const struct ini_entry *entry)
{
	struct theme_pattern pattern = {.kind = THEME_PLAIN};
	enum theme_role role;

	if (!role_of_key(reader, entry, &role))
		return;
	if (parse_pattern(entry->value, &pattern))
		reader->theme->pattern[role] = pattern;
	else
		refuse_value(reader, entry, STR(PATTERN_UNDERSTOOD));
}

static void read_head(struct theme_reader *reader, const struct ini_entry *entry)
{
	if (str_equal(entry->key, STR("name"))) {
		reader->theme->name = str_copy(reader->arena, entry->value);
	} else if (str_equal(entry->key, STR("title_face"))) {
		reader->has_face = true;
		reader->theme->serif_titles = str_equal(entry->value, STR("serif"));
		if (!reader->theme->serif_titles && !str_equal(entry->value, STR("sans")))
			refuse_value(reader, entry, STR("serif or sans"));
	} else {
		refuse_key(reader, entry, STR("name or title_face"));
	}
}

static void read_entry(struct theme_reader *reader, const struct ini_entry *entry)
{
	if (str_equal(entry->section, STR("theme")))
		read_head(reader, entry);
	else if (str_equal(entry->section, STR("colour")))
		read_color(reader, entry);
	else if (str_equal(entry->section, STR("pattern")))
		read_pattern(reader, entry);
	else
		faults_add(reader->faults, reader->file, entry->line, 0, quoted(reader, entry->section),
			STR("[theme], [colour] or [pattern]"));
}

static void require_everything(struct theme_reader *reader)
{
	if (reader->theme->name.length == 0)
		faults_add(reader->faults, reader->file, 0, 0, STR("no name in [theme]"), STR("name = NAME"));
	if (!reader->has_face)
		faults_add(reader->faults, reader->file, 0, 0, STR("no title_face in [theme]"),
			STR("title_face = serif or sans"));
	for (int i = 0; i < ROLE_COUNT; i++)
		if (!reader->colors[i])
			faults_add(reader->faults, reader->file, 0, 0,
				str_format(reader->arena, "no %s in [colour]", role_names[i]),
				str_format(reader->arena, "%s = #RRGGBB", role_names[i]));
}

static void require_contrast(struct theme_reader *reader, const struct pair *pairs, size_t count, double least)
{
	for (size_t i = 0; i < count; i++) {
		enum theme_role over = pairs[i].foreground, under = pairs[i].background;
		const struct ini_entry *entry = reader->colors[over];
		double ratio;

		if (reader->theme->color[over] == 0 || reader->theme->color[under] == 0)
			continue; /* missing or unreadable: a fault already */
		ratio = theme_contrast(reader->theme->color[over], reader->theme->color[under]);
		if (ratio < least)
			faults_add(reader->faults, reader->file, entry->line, entry->value_column,
				str_format(reader->arena, "%s on %s at %.2f:1", role_names[over], role_names[under],
					ratio),
				str_format(reader->arena, "a contrast of at least %g:1", least));
	}
}

bool theme_parse(struct arena *arena, struct str file, struct str text, struct theme *theme, struct faults *faults)
{
	struct theme_reader reader = {.arena = arena, .theme = theme, .faults = faults, .file = file};
	size_t faults_before = faults->total;
	struct ini ini;

	*theme = (struct theme){.name = STR("")};
	ini_parse(arena, file, text, &ini, faults);
	for (size_t i = 0; i < ini.count; i++)
		read_entry(&reader, &ini.entries[i]);
	require_everything(&reader);
	require_contrast(&reader, text_pairs, sizeof(text_pairs) / sizeof(text_pairs[0]), TEXT_RATIO_LEAST);
	require_contrast(&reader, mark_pairs, sizeof(mark_pairs) / sizeof(mark_pairs[0]), MARK_RATIO_LEAST);
	return faults->total == faults_before;
}

bool theme_load(struct arena *arena, const char *path, struct theme *theme, struct faults *faults)
{
	struct error error;
	struct str text;

	if (!file_read(arena, path, INI_BYTES_MAX, &text, &error)) {
		*theme = (struct theme){.name = STR("")};
		faults_add(faults, str_from(path), 0, 0, str_from(error.text), STR("a theme file"));
		return false;
	}
	return theme_parse(arena, str_from(path), text, theme, faults);
}

struct ink theme_ink(const struct theme *theme, enum theme_role role, double unit)
{
	const struct theme_pattern *pattern = &theme->pattern[role];
	struct ink ink = {.color = theme->color[role], .pattern = INK_SOLID};

	if (pattern->kind == THEME_HATCH || pattern->kind == THEME_DOTS) {
		ink.pattern = pattern->kind == THEME_HATCH ? INK_HATCH : INK_DOTS;
		ink.pitch_px = (float)(pattern->pitch * unit);
		ink.band_px = (float)(pattern->band * unit);
	}
	return ink;
}

static double linear(uint32_t channel)
{
	double value = (double)(channel & 0xff) / 255;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
	return 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color);
}

double theme_contrast(uint32_t foreground, uint32_t background)
{
	double a = luminance(foreground), b = luminance(background);

	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}
