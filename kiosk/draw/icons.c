#include "kiosk/draw/icons.h"

#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"

enum { FOUND_BYTES_MAX = 120 }; /* of a long path, in a message */

static const char *const fill_names[ICON_FILL_COUNT] = {
	[ICON_TONE] = "tone",
	[ICON_TONE2] = "tone2",
	[ICON_ON] = "on",
	[ICON_FACE] = "face",
};

struct icons_reader {
	struct arena *arena;
	struct faults *faults;
	struct str file;
	struct icon *items;
	size_t count, room;
};

static void refuse(
	struct icons_reader *reader, const struct ini_entry *entry, int column, struct str found, struct str expected)
{
	faults_add(reader->faults, reader->file, entry->line, column,
		str_format(reader->arena, "\"" STR_FMT "\"", STR_ARG(str_part(found, 0, FOUND_BYTES_MAX))), expected);
}

static bool find_fill(struct str name, enum icon_fill *fill)
{
	for (int i = 0; i < ICON_FILL_COUNT; i++) {
		if (str_equal(str_from(fill_names[i]), name)) {
			*fill = (enum icon_fill)i;
			return true;
		}
	}
	return false;
}

static void read_layer(struct icons_reader *reader, struct icon *icon, const struct ini_entry *entry)
{
	struct str rest = entry->value, name = STR("");
	struct icon_layer layer;
	struct error error;

	str_next(&rest, ' ', &name);
	if (!find_fill(name, &layer.fill)) {
		refuse(reader, entry, entry->value_column, name, STR("tone, tone2, on or face, then a path"));
		return;
	}
	if (!path_parse(reader->arena, str_trim(rest), &layer.path, &error)) {
		refuse(reader, entry, entry->value_column, str_from(error.text), STR("a path of M L Q C Z"));
		return;
	}
	icon->layers[icon->layer_count++] = layer;
}

static void read_entry(struct icons_reader *reader, struct icon *icon, const struct ini_entry *entry)
{
	struct str wanted = str_format(reader->arena, "layer%zu", icon->layer_count + 1);

	if (str_equal(entry->key, STR("mirror"))) {
		icon->mirrored = str_equal(entry->value, STR("yes"));
		if (!icon->mirrored && !str_equal(entry->value, STR("no")))
			refuse(reader, entry, entry->value_column, entry->value, STR("yes or no"));
	} else if (str_equal(entry->key, wanted) && icon->layer_count < ICON_LAYERS_MAX) {
		read_layer(reader, icon, entry);
	} else {
		refuse(reader, entry, entry->key_column, entry->key,
			str_format(reader->arena, "mirror or, at most %d of them and in order, " STR_FMT,
				ICON_LAYERS_MAX, STR_ARG(wanted)));
	}
}

/* The icon that an entry belongs to: a section stands together, so it is the newest or a new one. */
static struct icon *icon_of(struct icons_reader *reader, const struct ini_entry *entry)
{
	if (reader->count && str_equal(reader->items[reader->count - 1].name, entry->section))
		return &reader->items[reader->count - 1];
	if (entry->section.length == 0 || reader->count == ICONS_MAX)
		return NULL;
	reader->items = arena_grow(reader->arena, reader->items, reader->count, &reader->room, sizeof(*reader->items));
	reader->items[reader->count] = (struct icon){.name = str_copy(reader->arena, entry->section)};
	return &reader->items[reader->count++];
}

static int compare_icons(const void *a, const void *b)
{
	return str_compare(((const struct icon *)a)->name, ((const struct icon *)b)->name);
}

bool icons_parse(struct arena *arena, struct str file, struct str text, struct icons *icons, struct faults *faults)
{
	struct icons_reader reader = {.arena = arena, .faults = faults, .file = file};
	size_t faults_before = faults->total;
	struct arena scratch;
	struct ini ini;

	arena_init(&scratch);
	ini_parse(&scratch, file, text, &ini, faults);
	for (size_t i = 0; i < ini.count; i++) {
		struct icon *icon = icon_of(&reader, &ini.entries[i]);

		if (icon)
			read_entry(&reader, icon, &ini.entries[i]);
		else
			refuse(&reader, &ini.entries[i], ini.entries[i].key_column, ini.entries[i].key,
				str_format(arena, "an [icon] first, and at most %d of them", ICONS_MAX));
	}
	if (reader.count)
		qsort(reader.items, reader.count, sizeof(*reader.items), compare_icons);
	*icons = (struct icons){.items = reader.items, .count = reader.count};
	arena_finish(&scratch);
	return faults->total == faults_before;
}

bool icons_load(struct arena *arena, const char *path, struct icons *icons, struct faults *faults)
{
	struct arena scratch;
	struct error error;
	struct str text;
	bool ok = false;

	arena_init(&scratch);
	if (file_read(&scratch, path, INI_BYTES_MAX, &text, &error)) {
		ok = icons_parse(arena, str_from(path), text, icons, faults);
	} else {
		*icons = (struct icons){.count = 0};
		faults_add(faults, str_from(path), 0, 0, str_from(error.text), STR("a file of icons"));
	}
	arena_finish(&scratch);
	return ok;
}

const struct icon *icons_find(const struct icons *icons, struct str name)
{
	struct icon wanted = {.name = name};

	if (icons->count == 0)
		return NULL;
	return bsearch(&wanted, icons->items, icons->count, sizeof(*icons->items), compare_icons);
}
