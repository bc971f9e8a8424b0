#include "kiosk/layout/layout_read.h"

#include "feed/base/arena.h"

void layout_refuse(struct layout_reader *reader, const struct ini_entry *entry, const char *expected)
{
	faults_add(reader->faults, reader->file, entry->line, entry->value_column,
		str_format(reader->arena, "\"" STR_FMT "\"", STR_ARG(entry->value)), str_from(expected));
	reader->ok = false;
}

const struct layout_screen *layout_find(const struct layout *layout, struct str screen)
{
	for (size_t i = 0; i < layout->screen_count; i++)
		if (str_equal(layout->screens[i].name, screen))
			return &layout->screens[i];
	return NULL;
}
