#include "kiosk/kiosk.h"

#include <string.h>

#include "feed/base/check.h"
#include "feed/base/log.h"
#include "kiosk/rest.h"

enum {
	PAGE_MS = 20000, /* how long a page stays on a screen that is fixed by name */
	HOUR_MS = 3600 * 1000,
	NO_DISPLAY_MS = 1000 /* until it is looked for again */
};

/* Where each place of a visit is shown. While a rating is put away the page stays as it is. */
static const struct {
	enum visit_place place;
	const char *screen;
} visit_screens[] = {
	{VISIT_ATTRACT, "welcome"},
	{VISIT_SERVICE, "service"},
	{VISIT_QUESTION, "rate"},
	{VISIT_REASONS, "reasons"},
	{VISIT_THANKS, "thanks"},
	{VISIT_SORRY, "sorry"},
};

enum { VISIT_SCREEN_COUNT = sizeof(visit_screens) / sizeof(visit_screens[0]), SAMPLE_LEVEL = 2 };

static bool visit_place_find(struct str screen, enum visit_place *place)
{
	for (size_t i = 0; i < VISIT_SCREEN_COUNT; i++)
		if (str_equal(screen, str_from(visit_screens[i].screen))) {
			*place = visit_screens[i].place;
			return true;
		}
	return false;
}

bool kiosk_takes_ratings(const struct settings *settings, const struct stage *stage)
{
	enum visit_place place;

	return settings->screen.length ? visit_place_find(settings->screen, &place) : stage->sets[0].layout.touch;
}

static const struct survey *survey_of(const struct kiosk *kiosk)
{
	return kiosk->snapshot ? snapshot_survey(kiosk->snapshot) : NULL;
}

static size_t service_of(const struct kiosk *kiosk)
{
	const struct survey *survey = survey_of(kiosk);

	for (size_t i = 0; survey && kiosk->settings->service.length && i < survey->service_count; i++)
		if (str_equal(survey->services[i].id, kiosk->settings->service))
			return i;
	return VISIT_ANY_SERVICE;
}

/* The one service that this screen is for is not in the survey: it asks nothing, rather than for another one. */
static bool asks_for_nothing(const struct kiosk *kiosk)
{
	return kiosk->settings->service.length && service_of(kiosk) == VISIT_ANY_SERVICE;
}

static void touch_screens(struct kiosk *kiosk)
{
	for (size_t i = 0; i < kiosk->stage->set_count; i++)
		screen_touch_all(kiosk->stage->sets[i].screen);
}

static void set_visit(struct kiosk *kiosk, struct visit visit)
{
	if (memcmp(&visit, &kiosk->visit, sizeof(visit)) == 0)
		return;
	kiosk->visit = visit;
	touch_screens(kiosk);
}

static void start_visit(struct kiosk *kiosk, int64_t now_ms)
{
	enum visit_place place;

	kiosk->touch = kiosk_takes_ratings(kiosk->settings, kiosk->stage);
	kiosk->visit = visit_start(kiosk->home, service_of(kiosk), now_ms);
	if (kiosk->settings->screen.length && visit_place_find(kiosk->settings->screen, &place) && place != VISIT_ATTRACT)
		kiosk->visit = visit_at(place, kiosk->home, place == VISIT_QUESTION ? 0 : SAMPLE_LEVEL, &kiosk->random, now_ms);
	if (service_of(kiosk) != VISIT_ANY_SERVICE) {
		kiosk->visit.service = service_of(kiosk);
		kiosk->visit.service_fixed = true;
	}
}

static enum language home_language(const struct settings *settings, const struct stage *stage)
{
	enum language language = settings->language;

	if (!settings->language_given && stage->sets[0].layout.language.length)
		language_find(stage->sets[0].layout.language, &language);
	return language;
}

bool kiosk_start(struct kiosk *kiosk, const struct settings *settings, struct stage *stage, struct worker *worker,
	const struct snapshot *first, struct moment now, struct error *error)
{
	*kiosk = (struct kiosk){
		.settings = settings,
		.stage = stage,
		.worker = worker,
		.random = random_system(),
		.home = home_language(settings, stage),
		.snapshot = first,
		.start_ms = now.wall_ms,
		.changed_ms = now.steady_ms,
		.last_wall_ms = now.wall_ms,
		.set = &stage->sets[0],
		.still = settings->reduced_motion,
	};
	start_visit(kiosk, now.steady_ms);
	return painter_create(&kiosk->painter, error);
}

void kiosk_stop(struct kiosk *kiosk)
{
	painter_destroy(kiosk->painter);
	snapshot_unref(kiosk->snapshot);
	arena_finish(&kiosk->veil_arena);
	wear_finish(&kiosk->wear);
	*kiosk = (struct kiosk){0};
}

/* With --log, what became of the feed: each thing once. */
static void tell(const struct kiosk *kiosk, const struct sync_state *now)
{
	if (now->fault.text[0] && strcmp(now->fault.text, kiosk->sync.fault.text) != 0)
		log_line("hallboard: the feed is not taken: %s", now->fault.text);
	else if (kiosk->sync.failing_since_ms && !now->failing_since_ms)
		log_line("hallboard: the feed is well again");
}

static void tell_missing(const struct kiosk *kiosk)
{
	const struct areas *areas = kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL;

	if (areas && areas_find(areas, kiosk->settings->area) == AREA_NONE)
		log_line("hallboard: the feed has no area \"%s\": the first one is shown", kiosk->settings->area.bytes);
	if (survey_of(kiosk) && asks_for_nothing(kiosk))
		log_line("hallboard: the survey has no service \"%s\": nothing is asked", kiosk->settings->service.bytes);
}

/* A visit that began under another survey ends where it began: its question may be gone. */
static void take_snapshot(struct kiosk *kiosk, const struct snapshot *snapshot, int64_t now_ms)
{
	const struct survey *before = survey_of(kiosk);

	if (snapshot == kiosk->snapshot) {
		snapshot_unref(snapshot);
		return;
	}
	snapshot_unref(kiosk->snapshot);
	kiosk->snapshot = snapshot;
	tell_missing(kiosk);
	if (survey_of(kiosk) != before && kiosk->visit.place != VISIT_SAVING && kiosk->visit.place != VISIT_THANKS)
		start_visit(kiosk, now_ms);
	touch_screens(kiosk);
}

void kiosk_take_news(struct kiosk *kiosk, struct moment now)
{
	struct news news;

	if (!kiosk->worker || !worker_take_news(kiosk->worker, &news))
		return;
	if (news.state.contact_ms != kiosk->sync.contact_ms || news.state.failing_since_ms != kiosk->sync.failing_since_ms)
		touch_screens(kiosk);
	tell(kiosk, &news.state);
	kiosk->sync = news.state;
	kiosk->settled = news.settled;
	if (news.snapshot)
		take_snapshot(kiosk, news.snapshot, now.steady_ms);
	if (news.receipt != RECEIPT_NONE && strcmp(news.token, kiosk->visit.token) == 0)
		set_visit(kiosk, visit_receipt(&kiosk->visit, news.receipt == RECEIPT_STORED, now.steady_ms));
}

static uint32_t area_of(const struct kiosk *kiosk)
{
	const struct areas *areas = kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL;
	uint32_t area;

	if (!areas || areas->count == 0)
		return AREA_NONE;
	area = areas_find(areas, kiosk->settings->area);
	return area == AREA_NONE ? 0 : area;
}

static void store_rating(struct kiosk *kiosk, struct moment now)
{
	uint32_t area = area_of(kiosk);
	struct rating rating;

	if (!kiosk->worker || area == AREA_NONE) {
		set_visit(kiosk, visit_receipt(&kiosk->visit, false, now.steady_ms));
		return;
	}
	visit_rating(&kiosk->visit, survey_of(kiosk), worker_device(kiosk->worker), snapshot_areas(kiosk->snapshot)->items[area].id,
		now.wall_ms / HOUR_MS, &rating);
	if (!worker_put_rating(kiosk->worker, &rating))
		set_visit(kiosk, visit_receipt(&kiosk->visit, false, now.steady_ms));
}

static void act(struct kiosk *kiosk, struct intent intent, struct moment now)
{
	const struct survey *survey = survey_of(kiosk);
	struct visit_outcome outcome;

	if (!kiosk->touch || !survey || asks_for_nothing(kiosk))
		return;
	outcome = visit_step(&kiosk->visit, intent, survey, kiosk->home, &kiosk->random, now.steady_ms);
	set_visit(kiosk, outcome.visit);
	if (outcome.store)
		store_rating(kiosk, now);
}

static bool same_intent(struct intent a, struct intent b)
{
	return a.kind == b.kind && a.argument == b.argument;
}

static void press(struct kiosk *kiosk, struct intent intent)
{
	if (same_intent(intent, kiosk->pressed))
		return;
	kiosk->pressed = intent;
	touch_screens(kiosk);
}

/* Acts when the finger lifts inside the target that it came down on. A touch that hits nothing still is a sign of life. */
void kiosk_event(struct kiosk *kiosk, const struct glass_event *event, struct moment now)
{
	struct intent none = {INTENT_NONE, 0}, under, wanted = kiosk->pressed;

	if (event->kind != GLASS_DOWN && event->kind != GLASS_UP && event->kind != GLASS_CANCEL && event->kind != GLASS_EXPOSED)
		return;
	if (event->kind == GLASS_EXPOSED) {
		painter_forget(kiosk->painter);
		return;
	}
	kiosk->changed_ms = now.steady_ms;
	under = screen_intent(kiosk->set->screen, event->at);
	if (event->kind == GLASS_DOWN)
		press(kiosk, under);
	kiosk->finger_down = event->kind == GLASS_DOWN;
	if (kiosk->finger_down)
		return;
	press(kiosk, none);
	if (event->kind == GLASS_UP)
		act(kiosk, same_intent(wanted, under) ? wanted : none, now);
}

static const char *visit_screen(enum visit_place place)
{
	for (size_t i = 0; i < VISIT_SCREEN_COUNT; i++)
		if (visit_screens[i].place == place)
			return visit_screens[i].screen;
	return NULL;
}

/* A screen that is fixed by name stands alone: its pages turn by themselves. */
static struct layout_now fixed_showing(const struct kiosk *kiosk, int64_t wall_ms)
{
	int64_t elapsed = wall_ms > kiosk->start_ms ? wall_ms - kiosk->start_ms : 0;

	return (struct layout_now){
		.since_ms = wall_ms - elapsed % PAGE_MS,
		.until_ms = wall_ms - elapsed % PAGE_MS + PAGE_MS,
		.round = elapsed / PAGE_MS,
		.count = 1,
	};
}

static struct str wanted_screen(const struct kiosk *kiosk)
{
	const char *name;

	if (!kiosk->snapshot)
		return STR("waiting");
	if (!kiosk->touch)
		return kiosk->settings->screen;
	if (!survey_of(kiosk) || asks_for_nothing(kiosk))
		return STR("waiting");
	name = visit_screen(kiosk->visit.place);
	if (!name)
		name = kiosk->visit.level && survey_of(kiosk)->reasons_up_to >= kiosk->visit.level ? "reasons" : "rate";
	return str_from(name);
}

/* What is on at this moment: a screen by name, else the playlist's. */
static const struct layout_screen *choose(struct kiosk *kiosk, struct moment now, struct civil local, struct layout_now *showing)
{
	const struct layout_screen *screen;
	struct str name = wanted_screen(kiosk);
	const struct layout *layout;

	*showing = fixed_showing(kiosk, now.wall_ms);
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
	kiosk->set = &kiosk->stage->sets[0];
	*showing = layout_now(&kiosk->set->layout, 0, now.wall_ms, local);
	return &kiosk->set->layout.screens[showing->screen];
}

static const struct theme *theme_of(const struct kiosk *kiosk)
{
	if (kiosk->touch && kiosk->visit.contrast)
		return stage_theme(kiosk->stage, STR("contrast"), NULL);
	return kiosk->set->theme;
}

static int64_t frame_us(struct moment now)
{
	return now.frame_us ? now.frame_us : now.steady_ms * 1000;
}

static struct view view_of(const struct kiosk *kiosk, struct moment now, struct civil local, struct layout_now showing,
	const struct layout_screen *screen)
{
	const struct settings *settings = kiosk->settings;
	struct rect area = kiosk->area;
	enum language language = kiosk->touch ? kiosk->visit.language : kiosk->home;

	return (struct view){
		.snapshot = kiosk->snapshot,
		.theme = theme_of(kiosk),
		.words = &kiosk->stage->words,
		.icons = &kiosk->stage->icons,
		.metrics = painter_metrics(kiosk->painter),
		.language = language,
		.mirrored = language_is_rtl(language),
		.now_ms = now.wall_ms,
		.local = local,
		.steady_ms = now.steady_ms,
		.frame_us = frame_us(now),
		.still = kiosk->still,
		.unit = layout_unit(area.width, area.height, kiosk->touch ? 0 : settings->width_mm, settings->distance_mm),
		.px_per_mm = settings->width_mm ? (double)area.width / settings->width_mm : 0,
		.screen = {kiosk->shift.x, kiosk->shift.y, area.width, area.height},
		.portrait = area.height > area.width,
		.area = area_of(kiosk),
		.freshness = {
			.contact_ms = kiosk->sync.contact_ms,
			.failing_since_ms = kiosk->sync.failing_since_ms,
			.refused = kiosk->sync.contact_ms == 0 && str_find(str_from(kiosk->sync.fault.text), STR("found ")) <
				strlen(kiosk->sync.fault.text),
			.expired = kiosk->snapshot && snapshot_head(kiosk->snapshot)->expires_ms <= now.wall_ms,
		},
		.showing = showing,
		.layout = &kiosk->set->layout,
		.layout_screen = screen,
		.visit = kiosk->touch ? &kiosk->visit : NULL,
		.pressed = kiosk->pressed,
		.page = showing.round,
		.wear = &kiosk->wear,
	};
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

/* A picture that is only made once stands where its layout says. */
static bool is_live(const struct kiosk *kiosk)
{
	return kiosk->settings->picture.length == 0 && kiosk->settings->text.length == 0;
}

static int64_t update_veil(struct kiosk *kiosk, struct moment now)
{
	arena_clear(&kiosk->veil_arena);
	draw_begin(&kiosk->veil, &kiosk->veil_arena, kiosk->area);
	if (!is_live(kiosk))
		return WIDGET_FOREVER;
	return rest_draw(&kiosk->veil, kiosk->area, now.steady_ms - kiosk->changed_ms,
		(int64_t)kiosk->settings->dim_after_h * HOUR_MS, now.wall_ms);
}

static void gather_lists(struct kiosk *kiosk)
{
	size_t count;
	const struct draw_list *const *lists = screen_lists(kiosk->set->screen, &count);

	REQUIRE(count < sizeof(kiosk->lists) / sizeof(kiosk->lists[0]));
	memcpy(kiosk->lists, lists, count * sizeof(*lists));
	kiosk->list_count = count;
	if (kiosk->veil.count)
		kiosk->lists[kiosk->list_count++] = &kiosk->veil;
}

int64_t kiosk_update(struct kiosk *kiosk, int width, int height, struct moment now)
{
	struct civil local = civil_local(now.wall_ms);
	const struct layout_screen *screen;
	int64_t until_ms = WIDGET_FOREVER;
	struct layout_now showing;
	struct view view;

	if (kiosk->area.width != width || kiosk->area.height != height || now.wall_ms < kiosk->last_wall_ms)
		touch_screens(kiosk); /* another size, or the clock was set back */
	kiosk->area = (struct rect){0, 0, width, height};
	kiosk->last_wall_ms = now.wall_ms;
	if (kiosk->touch)
		set_visit(kiosk, visit_tick(&kiosk->visit, kiosk->home, now.steady_ms));
	if (is_live(kiosk))
		kiosk->shift = rest_shift(kiosk->settings->shift_px, now.wall_ms, &until_ms);
	screen = choose(kiosk, now, local, &showing);
	if (screen != kiosk->shown)
		kiosk->changed_ms = now.steady_ms;
	kiosk->shown = screen;
	view = view_of(kiosk, now, local, showing, screen);
	until_ms = earlier(until_ms, screen_update(kiosk->set->screen, &view));
	until_ms = earlier(until_ms, visit_until(kiosk, now));
	until_ms = earlier(until_ms, update_veil(kiosk, now));
	gather_lists(kiosk);
	return kiosk->touch ? until_ms : earlier(until_ms, showing.until_ms);
}

void kiosk_check_tables(struct kiosk *kiosk, struct moment now, struct faults *faults)
{
	const struct stage_set *set = &kiosk->stage->sets[0];
	struct civil local = civil_local(now.wall_ms);
	struct layout_now showing = fixed_showing(kiosk, now.wall_ms);

	kiosk->set = set;
	kiosk->area = (struct rect){0, 0, LAYOUT_BASE_WIDTH, LAYOUT_BASE_HEIGHT};
	for (size_t i = 0; i < set->layout.screen_count; i++) {
		struct view view = view_of(kiosk, now, local, showing, &set->layout.screens[i]);

		view.faults = faults;
		view.still = true;
		screen_touch_all(set->screen);
		screen_update(set->screen, &view);
	}
}

const struct draw_list *const *kiosk_lists(const struct kiosk *kiosk, size_t *count)
{
	*count = kiosk->list_count;
	return kiosk->lists;
}

/* A new page comes as its layout says. What a finger asked for comes at once, and so does the first page. */
static void begin_passage(struct kiosk *kiosk, struct glass *glass, const struct layout_screen *before, struct moment now)
{
	static const enum glass_passage_kind kinds[] = {
		[TRANSITION_FADE] = GLASS_FADE, [TRANSITION_PUSH] = GLASS_PUSH, [TRANSITION_ZOOM] = GLASS_ZOOM};
	enum layout_transition transition = kiosk->set->layout.transition;
	struct rect area = kiosk->area;
	struct glass_passage passage;

	if (!before || before == kiosk->shown || kiosk->still || kiosk->touch || transition == TRANSITION_CUT)
		return;
	passage = (struct glass_passage){
		.kind = kinds[transition],
		.from_left = language_is_rtl(kiosk->home),
		.from = {area.width / 8, area.height / 8, area.width * 3 / 4, area.height * 3 / 4},
	};
	kiosk->passage_us = frame_us(now);
	glass_passage_begin(glass, &passage);
}

/* Slow at both ends. */
static double passage_share(const struct kiosk *kiosk, struct moment now)
{
	double share = (double)(frame_us(now) - kiosk->passage_us) / (kiosk->set->layout.transition_ms * 1000.0);

	return share >= 1 ? 1 : share < 0 ? 0 : share * share * (3 - 2 * share);
}

int64_t kiosk_show(struct kiosk *kiosk, struct glass *glass, struct moment now)
{
	const struct layout_screen *before = kiosk->shown;
	struct rect damage[PAINT_DAMAGE_MAX];
	const struct draw_list *const *lists;
	struct pixels canvas;
	size_t count, damaged;
	int64_t until_ms;

	if (!glass_canvas(glass, &canvas))
		return now.wall_ms + NO_DISPLAY_MS;
	until_ms = kiosk_update(kiosk, canvas.width, canvas.height, now);
	begin_passage(kiosk, glass, before, now);
	lists = kiosk_lists(kiosk, &count);
	damaged = painter_paint(kiosk->painter, canvas, lists, count, damage);
	if (is_live(kiosk))
		wear_look(&kiosk->wear, canvas, damage, damaged, frame_us(now));
	if (damaged || glass_is_passing(glass))
		glass_present(glass, damage, damaged);
	glass_passage_step(glass, passage_share(kiosk, now));
	return glass_is_passing(glass) ? now.wall_ms : until_ms;
}
