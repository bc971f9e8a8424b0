#include "kiosk/ahead.h"

#include <malloc.h>

#include "kiosk/kiosk_parts.h"
#include "kiosk/view.h"

enum {
	AHEAD_MS = 3000,  /* before the page changes */
	SETTLE_MS = 1000, /* after the last one did: what moves then has all the time */
	PAUSE_MS = 15     /* between two rows: news and fingers come first */
};

static bool is_wanted(const struct kiosk *kiosk, struct moment now)
{
	return kiosk->change_ms != WIDGET_FOREVER && !(kiosk->ahead.done && kiosk->ahead.for_ms == kiosk->change_ms) &&
	       now.wall_ms < kiosk->change_ms && !kiosk->tongue.both;
}

/* What will be on when the page changes, as that moment will find it. */
static const struct layout_screen *choose(const struct kiosk *kiosk, struct layout_now *coming)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;
	struct layout_asked asked = {layout, &kiosk->playing.calendar, kiosk->playing.skipped, kiosk->tongues.count};
	struct layout_play play = kiosk->playing.play;

	layout_play_step(&play, &asked, kiosk->change_ms);
	*coming = play.now;
	return play.now.empty || kiosk->tongues.items[play.now.tongue % kiosk->tongues.count].both
		       ? NULL
		       : &layout->screens[play.now.screen];
}

/* The screen for a second language is free while there is none. */
static bool paint_row(struct kiosk *kiosk, struct moment now, const struct layout_screen *screen, struct layout_now coming)
{
	struct screen *spare = stage_main(kiosk->stage)->beside;
	struct moment then = {kiosk->change_ms, now.steady_ms + kiosk->change_ms - now.wall_ms, 0};
	enum language language = kiosk->tongues.items[coming.tongue % kiosk->tongues.count].first;
	struct view view = view_of(kiosk, then, coming, screen, view_whole(kiosk, language));
	const struct draw_list *const *lists;
	size_t count;

	view.focus = kiosk_focus_at(kiosk, then, screen, &coming, &(int64_t){WIDGET_FOREVER});
	view.may_move = false;
	screen_update(spare, &view);
	lists = screen_lists(spare, &count);
	return painter_prepare(kiosk->painter, kiosk->area.width, kiosk->area.height, lists, count, kiosk->ahead.row++);
}

/* The page that is shown will be needed once more: as what gives way. */
static bool keep_part(const struct kiosk *kiosk, struct glass *glass)
{
	return !kiosk->still && kiosk->set->layout.transition != TRANSITION_CUT && glass_passage_prepare(glass);
}

/* false: there is more to paint. */
static bool paint_ahead(struct kiosk *kiosk, struct moment now)
{
	struct layout_now coming;
	const struct layout_screen *screen = choose(kiosk, &coming);

	if (screen && paint_row(kiosk, now, screen, coming))
		return false;
	screen_rest(stage_main(kiosk->stage)->beside);
	malloc_trim(0); /* two pages' lists were there at once */
	return true;
}

int64_t ahead_step(struct kiosk *kiosk, struct glass *glass, struct moment now)
{
	int64_t begin_ms = kiosk->change_ms - AHEAD_MS;
	struct ahead *ahead = &kiosk->ahead;

	if (!is_wanted(kiosk, now))
		return WIDGET_FOREVER;
	if (now.steady_ms - kiosk->changed_ms < SETTLE_MS)
		begin_ms = now.wall_ms + SETTLE_MS - (now.steady_ms - kiosk->changed_ms);
	if (now.wall_ms < begin_ms)
		return begin_ms;
	if (ahead->for_ms != kiosk->change_ms)
		*ahead = (struct ahead){.for_ms = kiosk->change_ms};
	if (!ahead->painted)
		ahead->painted = paint_ahead(kiosk, now);
	else if (!keep_part(kiosk, glass))
		ahead->done = true;
	return ahead->done ? WIDGET_FOREVER : now.wall_ms + PAUSE_MS;
}
