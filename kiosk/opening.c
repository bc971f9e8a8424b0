#include "kiosk/opening.h"

#include "kiosk/central.h"

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

static bool shows_pictures(const struct layout_screen *screen)
{
	for (size_t i = 0; i < screen->box_count; i++)
		if (str_equal(screen->boxes[i].widget, STR("picture")) || str_equal(screen->boxes[i].widget, STR("slideshow")))
			return true;
	return false;
}

static bool wants(const struct cache_wish *self, enum document_kind kind, struct str name)
{
	const struct layout_screen *screen = ((const struct opening_wish *)self)->screen;

	if (screen && kind == DOCUMENT_MEDIA)
		return shows_pictures(screen);
	if (!screen || (kind != DOCUMENT_TABLE && kind != DOCUMENT_MAP) || str_equal(name, STR(PLAYING_DAYS)))
		return true;
	for (size_t i = 0; i < screen->box_count; i++)
		if (str_starts(name, screen->boxes[i].widget) || settings_name(&screen->boxes[i], name))
			return true;
	return false;
}

/* What is on may depend on what is not read yet: kinds of days, and the centre's own layout. */
static bool is_known(const struct stage *stage, const char *state_folder)
{
	const struct layout *layout = &stage->sets[0].layout;

	for (size_t i = 0; i < layout->schedule_count; i++)
		if (layout->schedules[i].day_types)
			return false;
	return !central_is_kept(stage, state_folder);
}

struct opening_wish opening_wish(const struct stage *stage, const struct settings *settings, const char *state_folder,
	struct moment now)
{
	const struct layout *layout = &stage->sets[0].layout;
	struct opening_wish wish = {.wish.wants = wants};
	const struct stage_set *set;
	struct layout_play play = {0};

	if (settings->screen.length)
		wish.screen = stage_find(stage, settings->screen, &set);
	if (settings->screen.length || !is_known(stage, state_folder))
		return wish;
	layout_play_step(&play, &(struct layout_asked){.layout = layout}, now.wall_ms);
	wish.screen = &layout->screens[play.now.screen];
	return wish;
}
