#include "kiosk/opening.h"

/* A box names its tables in its settings, or they have its widget's own name (ranking, ranking_tiers; the map). */

static bool settings_name(const struct layout_box *box, struct str name)
{
	const struct widget_class *class = widget_class_find(box->widget);

	for (size_t i = 0; i < box->entry_count; i++)
		if (str_equal(box->entries[i].value, name))
			return true;
	for (const struct widget_setting *setting = class ? class->settings : NULL; setting && setting->name; setting++)
		if (setting->fallback && str_equal(str_from(setting->fallback), name))
			return true;
	return false;
}

static bool wants(const struct cache_wish *self, enum document_kind kind, struct str name)
{
	const struct layout_screen *screen = ((const struct opening_wish *)self)->screen;

	if (!screen || (kind != DOCUMENT_TABLE && kind != DOCUMENT_MAP))
		return true;
	for (size_t i = 0; i < screen->box_count; i++)
		if (str_starts(name, screen->boxes[i].widget) || settings_name(&screen->boxes[i], name))
			return true;
	return false;
}

struct opening_wish opening_wish(const struct stage *stage, const struct settings *settings, struct moment now)
{
	const struct layout *layout = &stage->sets[0].layout;
	const struct stage_set *set;
	const struct layout_screen *screen;

	if (settings->screen.length)
		screen = stage_find(stage, settings->screen, &set);
	else
		screen = &layout->screens[layout_now(layout, 0, now.wall_ms, civil_local(now.wall_ms)).screen];
	return (struct opening_wish){.wish.wants = wants, .screen = screen};
}
