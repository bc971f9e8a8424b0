#include "kiosk/kiosk_parts.h"

#include <string.h>

#include "feed/base/check.h"
#include "feed/base/log.h"
#include "kiosk/central.h"

/* Where each place of a visit is shown. While a rating is put away the page stays as it is. */
static const struct {
	enum visit_place place;
	const char *screen;
} visit_screens[] = {
	{VISIT_ATTRACT, "welcome"},
	{VISIT_SERVICE, "service"},
	{VISIT_QUESTION, "rate"},
	{VISIT_REASONS, "reasons"},
	{VISIT_FURTHER, "further"},
	{VISIT_THANKS, "thanks"},
	{VISIT_SORRY, "sorry"},
	{VISIT_CALM, "calm"},
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

	if (settings->screen.length)
		return visit_place_find(settings->screen, &place);
	return stage_main(stage)->layout.touch || settings->mixed;
}

const struct survey *kiosk_survey(const struct kiosk *kiosk)
{
	return kiosk->snapshot ? snapshot_survey(kiosk->snapshot) : NULL;
}

static size_t service_of(const struct kiosk *kiosk)
{
	const struct survey *survey = kiosk_survey(kiosk);

	for (size_t i = 0; survey && kiosk->settings->service.length && i < survey->service_count; i++)
		if (str_equal(survey->services[i].id, kiosk->settings->service))
			return i;
	return VISIT_ANY_SERVICE;
}

bool kiosk_asks_nothing(const struct kiosk *kiosk)
{
	return kiosk->settings->service.length && service_of(kiosk) == VISIT_ANY_SERVICE;
}

void kiosk_touch_screens(struct kiosk *kiosk)
{
	stage_touch(kiosk->stage);
}

static void tell_tally(struct kiosk *kiosk)
{
	struct visit_tally now = kiosk->visit.tally, seen = kiosk->tally_seen, *told = &kiosk->tally_told;

	kiosk->tally_seen = now;
	if (kiosk->staff.door.testing_until_ms != 0 || !kiosk->worker || memcmp(&now, &seen, sizeof(now)) == 0)
		return;
	told->shown += now.shown - seen.shown;
	told->answered += now.answered - seen.answered;
	told->abandoned += now.abandoned - seen.abandoned;
	told->timed_out += now.timed_out - seen.timed_out;
	worker_put_tally(kiosk->worker, told);
}

void kiosk_set_visit(struct kiosk *kiosk, struct visit visit)
{
	if (memcmp(&visit, &kiosk->visit, sizeof(visit)) == 0)
		return;
	kiosk->visit = visit;
	tell_tally(kiosk);
	kiosk_touch_screens(kiosk);
}

static void start_visit(struct kiosk *kiosk, int64_t now_ms)
{
	struct visit_tally tally = kiosk->visit.tally;
	enum visit_place place;

	kiosk->touch = kiosk_takes_ratings(kiosk->settings, kiosk->stage);
	kiosk->visit = visit_start(kiosk->home, service_of(kiosk), now_ms);
	kiosk->visit.tally = tally;
	if (kiosk->settings->screen.length && visit_place_find(kiosk->settings->screen, &place) && place != VISIT_ATTRACT)
		kiosk->visit = visit_at(place, kiosk->home, place == VISIT_QUESTION ? 0 : SAMPLE_LEVEL, &kiosk->random, now_ms);
	if (kiosk->visit.place == VISIT_THANKS && kiosk_survey(kiosk)) { /* with a code, where the survey has such */
		kiosk->visit.reasons = 1;
		kiosk->visit.topic = visit_topic_reason(&kiosk->visit, kiosk_survey(kiosk), &(size_t){0});
	}
	if (service_of(kiosk) != VISIT_ANY_SERVICE) {
		kiosk->visit.service = service_of(kiosk);
		kiosk->visit.service_fixed = true;
	}
}

/* A rating on its way to the disk was given before. */
void kiosk_put_visit_aside(struct kiosk *kiosk, int64_t now_ms)
{
	int64_t rated_ms = kiosk->visit.rated_ms;

	kiosk->pressed = (struct intent){INTENT_NONE, 0};
	kiosk->finger_down = false;
	if (!kiosk->touch || kiosk->visit.place == VISIT_SAVING)
		return;
	start_visit(kiosk, now_ms);
	kiosk->visit.rated_ms = rated_ms;
}

/* Once a language: what it lacks is shown in Chinese. */
static void tell_language(struct kiosk *kiosk, enum language language)
{
	const struct words *words = &kiosk->stage->words;

	for (size_t i = 0; !kiosk->words_told[language] && i < words->count; i++)
		if (words->entries[i].label.text[language].length == 0)
			log_line("hallboard: " STR_FMT " lacks the word " STR_FMT ": it is shown in another language",
				STR_ARG(language_code(language)), STR_ARG(words->entries[i].key));
	kiosk->words_told[language] = true;
}

/* What people set for this screen, else what its layout says, else Chinese. */
static void set_tongues(struct kiosk *kiosk)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	kiosk->tongues = kiosk->settings->tongues.count ? kiosk->settings->tongues : layout->tongues;
	if (kiosk->tongues.count == 0)
		kiosk->tongues = (struct tongues){.items = {{LANGUAGE_ZH, LANGUAGE_ZH, false}}, .count = 1};
	kiosk->home = kiosk->tongues.items[0].first;
	for (size_t i = 0; i < kiosk->tongues.count; i++) {
		tell_language(kiosk, kiosk->tongues.items[i].first);
		tell_language(kiosk, kiosk->tongues.items[i].second);
	}
}

/* Another layout runs: nothing of the one before is held on to. */
static void follow_layout(struct kiosk *kiosk, int64_t now_ms)
{
	bool touch = kiosk->touch;

	kiosk->set = kiosk->shown_set = stage_main(kiosk->stage);
	kiosk->shown = NULL;
	kiosk->list_count = 0;
	kiosk->changed = kiosk->area;
	memset(kiosk->playing.skipped, 0, sizeof(kiosk->playing.skipped));
	set_tongues(kiosk);
	if (touch || kiosk_takes_ratings(kiosk->settings, kiosk->stage))
		start_visit(kiosk, now_ms);
	kiosk_touch_screens(kiosk);
}

bool kiosk_start(struct kiosk *kiosk, const struct settings *settings, struct stage *stage, struct moment now, struct error *error)
{
	*kiosk = (struct kiosk){
		.settings = settings,
		.stage = stage,
		.random = random_system(),
		.start_ms = now.wall_ms,
		.changed_ms = now.steady_ms,
		.last_wall_ms = now.wall_ms,
		.set = stage_main(stage),
		.still = settings->reduced_motion,
	};
	set_tongues(kiosk);
	kiosk->enrol.language = kiosk->home;
	start_visit(kiosk, now.steady_ms);
	return painter_create(&kiosk->painter, error);
}

/* What the feed says about layouts and dates, and which boards it has data for. */
static void look_at_snapshot(struct kiosk *kiosk, int64_t now_ms)
{
	bool words = central_follow_words(kiosk);

	if (central_follow(kiosk))
		follow_layout(kiosk, now_ms);
	else if (words)
		kiosk_touch_screens(kiosk);
	playing_look(kiosk);
}

void kiosk_join(struct kiosk *kiosk, struct worker *worker, const struct snapshot *first, struct moment now)
{
	kiosk->worker = worker;
	kiosk->snapshot = first;
	kiosk_start_tasks(kiosk);
	start_visit(kiosk, now.steady_ms);
	look_at_snapshot(kiosk, now.steady_ms);
}

void kiosk_stop(struct kiosk *kiosk)
{
	painter_destroy(kiosk->painter);
	snapshot_unref(kiosk->snapshot);
	snapshot_unref(kiosk->alerts);
	arena_finish(&kiosk->veil_arena);
	arena_finish(&kiosk->mark_arena);
	arena_finish(&kiosk->invite_arena);
	arena_finish(&kiosk->seam_arena);
	arena_finish(&kiosk->ring_arena);
	playing_finish(&kiosk->playing);
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
	if (kiosk_survey(kiosk) && kiosk_asks_nothing(kiosk))
		log_line("hallboard: the survey has no service \"%s\": nothing is asked", kiosk->settings->service.bytes);
}

/* A visit that began under another survey ends where it began: its question may be gone. */
static void take_snapshot(struct kiosk *kiosk, const struct snapshot *snapshot, int64_t now_ms)
{
	const struct survey *before = kiosk_survey(kiosk);

	if (snapshot == kiosk->snapshot) {
		snapshot_unref(snapshot);
		return;
	}
	snapshot_unref(kiosk->snapshot);
	kiosk->snapshot = snapshot;
	tell_missing(kiosk);
	if (kiosk_survey(kiosk) != before && kiosk->visit.place != VISIT_SAVING && kiosk->visit.place != VISIT_THANKS)
		start_visit(kiosk, now_ms);
	look_at_snapshot(kiosk, now_ms);
	kiosk_touch_screens(kiosk);
}

void kiosk_take_news(struct kiosk *kiosk, struct moment now)
{
	struct news news;

	if (!kiosk->worker || !worker_take_news(kiosk->worker, &news))
		return;
	if (kiosk->sync.contact_ms == 0 || news.state.failing_since_ms != kiosk->sync.failing_since_ms)
		kiosk_touch_screens(kiosk);
	tell(kiosk, &news.state);
	kiosk_take_alerts(kiosk, &news, now);
	kiosk->sync = news.state;
	kiosk_take_task(kiosk, &news.task);
	kiosk->settled = news.settled;
	if (news.snapshot)
		take_snapshot(kiosk, news.snapshot, now.steady_ms);
	if (news.receipt != RECEIPT_NONE && strcmp(news.token, kiosk->visit.token) == 0)
		kiosk_set_visit(kiosk, visit_receipt(&kiosk->visit, news.receipt == RECEIPT_STORED, now.steady_ms));
}

uint32_t kiosk_area(const struct kiosk *kiosk)
{
	const struct areas *areas = kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL;
	uint32_t area;

	if (!areas || areas->count == 0)
		return AREA_NONE;
	area = areas_find(areas, kiosk->settings->area);
	return area == AREA_NONE ? 0 : area;
}

const char *kiosk_visit_screen(enum visit_place place)
{
	for (size_t i = 0; i < VISIT_SCREEN_COUNT; i++)
		if (visit_screens[i].place == place)
			return visit_screens[i].screen;
	return NULL;
}
