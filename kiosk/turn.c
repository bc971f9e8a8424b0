#include <string.h>

#include "feed/base/check.h"
#include "kiosk/ahead.h"
#include "kiosk/kiosk_parts.h"
#include "kiosk/rest.h"
#include "kiosk/view.h"
#include "kiosk/widget/rating.h"
#include "kiosk/widget/staff.h"

/* One turn of the screen: what is on now, recorded, painted and shown. */

enum {
	PAGE_MS = 20000, /* how long a page stays on a screen that is fixed by name */
	HOUR_MS = 3600 * 1000,
	MINUTE_MS = 60 * 1000,
	PASSED_US = -10 * 1000 * 1000, /* a time before every frame */
	NO_DISPLAY_MS = 1000           /* until it is looked for again */
};

/* A screen that is fixed by name stands alone: its pages and languages turn by themselves. */
static struct layout_now fixed_showing(const struct kiosk *kiosk, int64_t wall_ms)
{
	int64_t elapsed = wall_ms > kiosk->start_ms ? wall_ms - kiosk->start_ms : 0;

	return (struct layout_now){
		.since_ms = wall_ms - elapsed % PAGE_MS,
		.until_ms = wall_ms - elapsed % PAGE_MS + PAGE_MS,
		.round = elapsed / PAGE_MS / (int64_t)kiosk->tongues.count,
		.tongue = (size_t)(elapsed / PAGE_MS % (int64_t)kiosk->tongues.count),
		.count = 1,
	};
}

/* While a rating is put away the page stays as it is. */
static const char *screen_before_thanks(const struct kiosk *kiosk)
{
	const struct visit *visit = &kiosk->visit;

	for (size_t i = 0; i < kiosk_survey(kiosk)->further_count; i++)
		if (visit_asks(kiosk_survey(kiosk), visit->level, kiosk_survey(kiosk)->further[i].up_to))
			return "further";
	return visit->level && visit_asks_reasons(visit, kiosk_survey(kiosk)) ? "reasons" : "rate";
}

static struct str wanted_screen(const struct kiosk *kiosk, struct moment now)
{
	const char *name;

	if (kiosk_shows_enrol(kiosk))
		return STR("enrol");
	if (!kiosk->snapshot)
		return STR("waiting");
	if (kiosk_is_wall(kiosk))
		return kiosk->settings->screen;
	if (!kiosk_survey(kiosk) || kiosk_asks_nothing(kiosk))
		return STR("waiting");
	if (kiosk->visit.place == VISIT_ATTRACT && kiosk_is_closed(kiosk, now))
		return STR("closed");
	name = kiosk_visit_screen(kiosk->visit.place);
	return str_from(name ? name : screen_before_thanks(kiosk));
}

/* What is on at this moment: a screen by name, else the playlist's. */
static const struct layout_screen *choose(struct kiosk *kiosk, struct moment now, struct layout_now *showing)
{
	const struct layout_screen *screen;
	struct str name = wanted_screen(kiosk, now);
	const struct layout *layout;

	*showing = fixed_showing(kiosk, now.wall_ms);
	if (kiosk_staff_screen(kiosk, now.wall_ms))
		name = str_from(kiosk_staff_screen(kiosk, now.wall_ms));
	if (kiosk->alert.alert)
		name = STR("alert");
	else if (focus_is_held(&kiosk->chosen, now.steady_ms) && kiosk->shown && kiosk->shown->tour_s > 0)
		return kiosk->shown; /* somebody is looking into it */
	screen = name.length ? stage_find(kiosk->stage, name, &kiosk->set) : NULL;
	if (screen) {
		layout = &kiosk->set->layout;
		for (size_t i = 0; i < layout->playlist.count; i++)
			if (&layout->screens[layout->playlist.items[i].screen] == screen) {
				showing->position = i;
				showing->count = layout->playlist.count;
			}
		return screen;
	}
	return playing_choose(kiosk, now.wall_ms, showing);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* When the visit changes by time alone, on the wall clock that the rest is told in. */
static int64_t visit_until(const struct kiosk *kiosk, struct moment now)
{
	int64_t due = kiosk->touch ? visit_due_ms(&kiosk->visit) : INT64_MAX;

	return due == INT64_MAX ? WIDGET_FOREVER : now.wall_ms + (due - now.steady_ms);
}

/* Services open and close at a full minute, periods at any moment. */
static int64_t opening_until(const struct kiosk *kiosk, struct moment now)
{
	int64_t until_ms = WIDGET_FOREVER;

	if (!kiosk->touch || !kiosk_survey(kiosk) || kiosk->visit.place != VISIT_ATTRACT)
		return WIDGET_FOREVER;
	survey_is_active(kiosk_survey(kiosk), now.wall_ms, &until_ms);
	for (size_t i = 0; i < kiosk_survey(kiosk)->service_count; i++)
		if (kiosk_survey(kiosk)->services[i].hours_count)
			return earlier(until_ms, now.wall_ms - now.wall_ms % MINUTE_MS + MINUTE_MS);
	return until_ms;
}

/* Over everything but the veil. */
static void update_ring(struct kiosk *kiosk)
{
	double unit = layout_unit(kiosk->area.width, kiosk->area.height, 0, kiosk->settings->distance_mm);
	size_t before = kiosk->ring.count;

	kiosk_draw_ring(kiosk, view_theme(kiosk), unit);
	if (kiosk->ring.count)
		kiosk->lists[kiosk->list_count++] = &kiosk->ring;
	if (kiosk->ring.count || before)
		kiosk->changed = kiosk->area;
}

/* A picture that is only made once stands where its layout says. */
static bool is_live(const struct kiosk *kiosk)
{
	return kiosk->settings->picture.length == 0 && kiosk->settings->text.length == 0;
}

static int64_t update_veil(struct kiosk *kiosk, struct moment now)
{
	arena_clear(&kiosk->veil_arena);
	draw_begin(&kiosk->veil, &kiosk->veil_arena, kiosk->area);
	if (!is_live(kiosk) || kiosk->alert.alert)
		return WIDGET_FOREVER;
	return rest_draw(&kiosk->veil, kiosk->area, now.steady_ms - kiosk->changed_ms,
		(int64_t)kiosk->settings->dim_after_h * HOUR_MS, now.wall_ms);
}

#define BLACK 0xff000000u

/* Nothing of the page is painted, and only what could end it wakes the screen. */
static int64_t update_black(struct kiosk *kiosk, struct moment now, int64_t until_ms)
{
	bool black = is_live(kiosk) && kiosk_is_black(kiosk);

	if (black != kiosk->black)
		kiosk->changed = kiosk->area;
	kiosk->black = black;
	if (!black)
		return until_ms;
	arena_clear(&kiosk->veil_arena);
	draw_begin(&kiosk->veil, &kiosk->veil_arena, kiosk->area);
	draw_fill(&kiosk->veil, kiosk->area, BLACK);
	kiosk->lists[0] = &kiosk->veil;
	kiosk->list_count = 1;
	kiosk->cut = true;
	return earlier(kiosk->alert.until_ms, kiosk_task_until(kiosk, now));
}

/* While staff try the answers, every page says so. */
static void update_mark(struct kiosk *kiosk, const struct view *view)
{
	bool marked = kiosk->staff.door.testing_until_ms != 0 && !kiosk->alert.alert;

	arena_clear(&kiosk->mark_arena);
	draw_begin(&kiosk->mark, &kiosk->mark_arena, kiosk->area);
	if (marked)
		staff_draw_mark(&kiosk->mark, view);
	if (marked != kiosk->marked)
		kiosk->changed = kiosk->area;
	kiosk->marked = marked;
}

/* Below the page, in the page's language. */
static void update_invite(struct kiosk *kiosk, const struct view *view)
{
	uint64_t before = kiosk->invite.count ? draw_hash(&kiosk->invite) : 0;
	struct rect at = kiosk_invite_at(kiosk);

	arena_clear(&kiosk->invite_arena);
	draw_begin(&kiosk->invite, &kiosk->invite_arena, kiosk->area);
	if (!rect_is_empty(at)) {
		rating_draw_invite(&kiosk->invite, view, at, kiosk->tongue);
		kiosk->lists[kiosk->list_count++] = &kiosk->invite;
	}
	if (before != (kiosk->invite.count ? draw_hash(&kiosk->invite) : 0))
		kiosk->changed = kiosk->area;
}

static void gather(struct kiosk *kiosk, const struct screen *screen)
{
	size_t count;
	const struct draw_list *const *lists = screen_lists(screen, &count);

	REQUIRE(kiosk->list_count + count + 2 < sizeof(kiosk->lists) / sizeof(kiosk->lists[0]));
	memcpy(kiosk->lists + kiosk->list_count, lists, count * sizeof(*lists));
	kiosk->list_count += count;
}

/* A line between the two languages. */
static void draw_seam(struct kiosk *kiosk, struct rect second)
{
	struct rect line = second.y > 0 ? (struct rect){0, second.y - 1, kiosk->area.width, 2}
					: (struct rect){kiosk->area.width / 2 - 1, 0, 2, kiosk->area.height};

	arena_clear(&kiosk->seam_arena);
	draw_begin(&kiosk->seam, &kiosk->seam_arena, kiosk->area);
	draw_fill(&kiosk->seam, line, view_theme(kiosk)->color[ROLE_LINE]);
	kiosk->lists[kiosk->list_count++] = &kiosk->seam;
}

static struct tongue tongue_of(const struct kiosk *kiosk, struct layout_now showing)
{
	bool wall = kiosk_is_wall(kiosk);
	enum language own = wall ? kiosk->home : kiosk->visit.language;

	if (kiosk->staff.door.place != DOOR_SHUT && !kiosk->staff.hidden)
		own = kiosk->staff.door.language;
	else if (kiosk_shows_enrol(kiosk))
		own = kiosk->enrol.language;
	else if (wall && !kiosk->alert.alert) /* an alert speaks all languages by itself */
		return kiosk->tongues.items[showing.tongue % kiosk->tongues.count];
	return (struct tongue){own, own, false};
}

/* All that is on the screen, in one language or two. */
static int64_t update_parts(
	struct kiosk *kiosk, struct moment now, struct layout_now showing, const struct layout_screen *screen)
{
	struct tongue tongue = kiosk->tongue;
	struct view_part second = view_half(kiosk, tongue, true);
	struct view view = view_of(kiosk, now, showing, screen,
		tongue.both ? view_half(kiosk, tongue, false) : view_whole(kiosk, tongue.first));
	int64_t until_ms = screen_update(kiosk->set->screen, &view);

	kiosk->changed = rect_union(kiosk->changed, screen_changed(kiosk->set->screen));
	kiosk->list_count = 0;
	gather(kiosk, kiosk->set->screen);
	update_mark(kiosk, &view);
	update_invite(kiosk, &view);
	if (!tongue.both)
		return until_ms;
	view = view_of(kiosk, now, showing, screen, second);
	view.ground = (struct rect){0};
	until_ms = earlier(until_ms, screen_update(kiosk->set->beside, &view));
	kiosk->changed = rect_union(kiosk->changed, screen_changed(kiosk->set->beside));
	gather(kiosk, kiosk->set->beside);
	draw_seam(kiosk, second.at);
	return until_ms;
}

static const struct areas *areas_of(const struct kiosk *kiosk)
{
	return kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL;
}

uint32_t kiosk_focus_at(const struct kiosk *kiosk, struct moment now, const struct layout_screen *screen,
	const struct layout_now *showing, int64_t *until_ms)
{
	const struct areas *areas = areas_of(kiosk);
	uint32_t chosen;

	if (!areas || !screen || screen->tour_s == 0)
		return 0;
	if (focus_is_held(&kiosk->chosen, now.steady_ms)) {
		*until_ms = earlier(*until_ms, now.wall_ms + kiosk->chosen.touched_ms + FOCUS_IDLE_MS - now.steady_ms);
		chosen = areas_find(areas, str_from(kiosk->chosen.id));
		return chosen == AREA_NONE ? 0 : chosen;
	}
	if (kiosk->settings->focus.length) {
		chosen = areas_find(areas, kiosk->settings->focus);
		return chosen == AREA_NONE ? 0 : chosen;
	}
	return focus_tour(areas, kiosk_area(kiosk), screen->tour_s, showing, now.wall_ms, until_ms);
}

/* Another area on the same page: everything is about that now, and it grows out of where it stood. */
static void turn_focus(struct kiosk *kiosk, uint32_t focus, bool same_page)
{
	const struct areas *areas = areas_of(kiosk);

	kiosk->focus_from = (struct rect){0};
	if (focus == kiosk->focus)
		return;
	if (same_page && areas && focus < areas->count && kiosk->focus < areas->count &&
		areas_within(areas, focus, kiosk->focus))
		kiosk->focus_from = screen_area_place(kiosk->set->screen, focus);
	kiosk->focus = focus;
	stage_turn(kiosk->stage);
}

/* The screen and the language that this moment asks for. */
static const struct layout_screen *turn_to(
	struct kiosk *kiosk, struct moment now, struct layout_now *showing, int64_t *until_ms)
{
	const struct layout_screen *screen = choose(kiosk, now, showing);
	struct tongue tongue = tongue_of(kiosk, *showing);

	turn_focus(kiosk, kiosk_focus_at(kiosk, now, screen, showing, until_ms), screen == kiosk->shown);

	if (!tongue_equal(tongue, kiosk->tongue))
		stage_turn(kiosk->stage);
	if (screen != kiosk->shown || !tongue_equal(tongue, kiosk->tongue))
		kiosk->changed_ms = now.steady_ms;
	kiosk->shown = screen;
	kiosk->tongue = tongue;
	return screen;
}

int64_t kiosk_update(struct kiosk *kiosk, int width, int height, struct moment now)
{
	const struct layout_screen *screen;
	int64_t until_ms = WIDGET_FOREVER;
	struct layout_now showing;

	if (kiosk->area.width != width || kiosk->area.height != height || now.wall_ms < kiosk->last_wall_ms)
		kiosk_touch_screens(kiosk); /* another size, or the clock was set back */
	kiosk->area = (struct rect){0, 0, width, height};
	kiosk->last_wall_ms = now.wall_ms;
	if (kiosk->touch)
		kiosk_set_visit(kiosk, visit_tick(&kiosk->visit, kiosk->home, now.steady_ms));
	if (is_live(kiosk))
		kiosk->shift = rest_shift(kiosk->settings->shift_px, now.wall_ms, &until_ms);
	until_ms = earlier(until_ms, kiosk_update_staff(kiosk, now));
	kiosk_update_enrol(kiosk);
	kiosk_update_alert(kiosk, now);
	until_ms = earlier(until_ms, kiosk->alert.until_ms);
	if (kiosk->alert.alert)
		kiosk->shift = (struct point){0, 0}; /* it fills the screen to its edges */
	screen = turn_to(kiosk, now, &showing, &until_ms);
	until_ms = earlier(until_ms, update_parts(kiosk, now, showing, screen));
	until_ms = earlier(until_ms, visit_until(kiosk, now));
	update_ring(kiosk);
	until_ms = earlier(until_ms, update_veil(kiosk, now));
	if (kiosk->mark.count)
		kiosk->lists[kiosk->list_count++] = &kiosk->mark;
	if (kiosk->veil.count)
		kiosk->lists[kiosk->list_count++] = &kiosk->veil;
	if (kiosk->veil.count || kiosk->veiled || kiosk->set != kiosk->shown_set)
		kiosk->changed = kiosk->area;
	kiosk->veiled = kiosk->veil.count > 0;
	kiosk->shown_set = kiosk->set;
	kiosk->change_ms =
		!kiosk_is_wall(kiosk) || kiosk->alert.alert || wanted_screen(kiosk, now).length ? WIDGET_FOREVER : showing.until_ms;
	until_ms = earlier(until_ms, !kiosk_is_wall(kiosk) || kiosk->alert.alert ? opening_until(kiosk, now) : showing.until_ms);
	return update_black(kiosk, now, earlier(until_ms, kiosk_task_until(kiosk, now)));
}

const struct draw_list *const *kiosk_record(struct kiosk *kiosk, const struct layout_screen *screen,
	struct tongue tongue, bool second, struct moment now, struct faults *faults, double *unit)
{
	const struct settings *settings = kiosk->settings;
	const struct stage_set *set = stage_main(kiosk->stage);
	struct view view;
	size_t count;

	kiosk->set = set;
	kiosk->area = (struct rect){0, 0, settings->width ? settings->width : LAYOUT_BASE_WIDTH,
		settings->height ? settings->height : LAYOUT_BASE_HEIGHT};
	view = view_of(kiosk, now, fixed_showing(kiosk, now.wall_ms), screen,
		tongue.both ? view_half(kiosk, tongue, second) : view_whole(kiosk, tongue.first));
	view.faults = faults;
	view.still = true;
	screen_touch_all(set->screen);
	screen_update(set->screen, &view);
	*unit = view.unit;
	return screen_lists(set->screen, &count) + 1;
}

const struct draw_list *const *kiosk_lists(const struct kiosk *kiosk, size_t *count)
{
	*count = kiosk->list_count;
	return kiosk->lists;
}

/* A new page comes as its layout says. What a finger asked for comes at once, and so does the first page. */
static void begin_passage(struct kiosk *kiosk, struct glass *glass, const struct layout_screen *before,
	struct tongue spoken, uint32_t about, struct moment now)
{
	static const enum glass_passage_kind kinds[] = {
		[TRANSITION_FADE] = GLASS_FADE, [TRANSITION_PUSH] = GLASS_PUSH, [TRANSITION_ZOOM] = GLASS_ZOOM};
	enum layout_transition transition = kiosk->set->layout.transition;
	struct rect area = kiosk->area;
	struct glass_passage passage;
	bool same = before == kiosk->shown && tongue_equal(spoken, kiosk->tongue) && about == kiosk->focus;

	if (kiosk->cut)
		kiosk->passage_us = PASSED_US; /* one that was under way is over */
	if (!before || same || !kiosk->shown || kiosk->cut || kiosk->still || !kiosk_is_wall(kiosk) || transition == TRANSITION_CUT)
		return;
	passage = (struct glass_passage){
		.kind = kinds[transition],
		.from_left = language_is_rtl(kiosk->tongue.first),
		.from = {area.width / 8, area.height / 8, area.width * 3 / 4, area.height * 3 / 4},
	};
	if (!rect_is_empty(kiosk->focus_from)) {
		passage.kind = GLASS_ZOOM;
		passage.from = kiosk->focus_from;
	}
	kiosk->passage_us = moment_frame_us(now);
	glass_passage_begin(glass, &passage);
}

/* Slow at both ends. */
static double passage_share(const struct kiosk *kiosk, struct moment now)
{
	double share = (double)(moment_frame_us(now) - kiosk->passage_us) / (kiosk->set->layout.transition_ms * 1000.0);

	return share >= 1 ? 1 : share < 0 ? 0 : share * share * (3 - 2 * share);
}

/* While a page gives way to another the canvas holds their mixture: what changes then is painted in whole cells, which the passage takes
   as they are. NULL: all may have changed. */
static const struct rect *part_to_paint(const struct kiosk *kiosk, const struct glass *glass)
{
	return glass_is_passing(glass) && !rect_is_empty(kiosk->changed) ? NULL : &kiosk->changed;
}

int64_t kiosk_show(struct kiosk *kiosk, struct glass *glass, struct moment now)
{
	const struct layout_screen *before = kiosk->shown;
	struct tongue spoken = kiosk->tongue;
	uint32_t about = kiosk->focus;
	struct rect damage[PAINT_DAMAGE_MAX];
	const struct draw_list *const *lists;
	struct pixels canvas;
	size_t count, damaged;
	int64_t until_ms;

	kiosk->dark = !glass_canvas(glass, &canvas);
	if (kiosk->dark)
		return now.wall_ms + NO_DISPLAY_MS;
	until_ms = kiosk_update(kiosk, canvas.width, canvas.height, now);
	begin_passage(kiosk, glass, before, spoken, about, now);
	lists = kiosk_lists(kiosk, &count);
	damaged = painter_paint_part(kiosk->painter, canvas, lists, count, part_to_paint(kiosk, glass), damage);
	kiosk->changed = (struct rect){0};
	if (is_live(kiosk) && !(kiosk->touch && kiosk->visit.place != VISIT_ATTRACT)) /* nothing is kept of how a visit looked */
		wear_look(&kiosk->wear, canvas, damage, damaged, moment_frame_us(now));
	if (damaged || glass_is_passing(glass))
		glass_present(glass, damage, damaged);
	glass_passage_step(glass, passage_share(kiosk, now));
	kiosk->cut = false;
	if (is_live(kiosk))
		kiosk_tell_shown(kiosk, now);
	if (glass_is_passing(glass))
		return now.wall_ms;
	return is_live(kiosk) && !kiosk->black ? earlier(until_ms, ahead_step(kiosk, glass, now)) : until_ms;
}
