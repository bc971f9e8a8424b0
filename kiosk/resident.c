#include "kiosk/kiosk_parts.h"
#include "kiosk/widget/rating.h"

#include <string.h>

/* What fingers and keys do to the visit. */

enum {
	HOUR_MS = 3600 * 1000,
	SWIPE_PARTS = 8, /* of the screen's width: a finger that went farther turns instead of pressing */
	RING_PX = 10,
	RING_GAP_PX = 6
};

/* What a visit may ask about at this moment. */
static uint32_t open_services(const struct kiosk *kiosk, struct moment now)
{
	const struct survey *survey = kiosk_survey(kiosk);
	int64_t until_ms;

	return survey_is_active(survey, now.wall_ms, &until_ms) ? survey_open_services(survey, civil_local(now.wall_ms))
								: 0;
}

bool kiosk_is_closed(const struct kiosk *kiosk, struct moment now)
{
	uint32_t open = kiosk_survey(kiosk) ? open_services(kiosk, now) : 0;

	return kiosk->visit.service_fixed ? !(open >> kiosk->visit.service & 1) : open == 0;
}

bool kiosk_is_wall(const struct kiosk *kiosk)
{
	return !kiosk->touch || (kiosk->settings->mixed && kiosk->settings->screen.length == 0 &&
					kiosk->visit.place == VISIT_ATTRACT && !kiosk->visit.awake);
}

struct rect kiosk_invite_at(const struct kiosk *kiosk)
{
	struct rect area = kiosk->area;
	bool invites = kiosk->touch && kiosk_is_wall(kiosk) && !kiosk->alert.alert && kiosk_survey(kiosk) && !kiosk_asks_nothing(kiosk) &&
		       (kiosk->staff.door.place == DOOR_SHUT || kiosk->staff.hidden);

	return invites ? rect_cut_bottom(&area, rating_invite_height(layout_unit(area.width, area.height, 0, 0))) : (struct rect){0};
}

static void store_rating(struct kiosk *kiosk, struct moment now)
{
	uint32_t area = kiosk_area(kiosk);
	struct rating rating;

	if (!kiosk->worker || area == AREA_NONE) {
		kiosk_set_visit(kiosk, visit_receipt(&kiosk->visit, false, now.steady_ms));
		return;
	}
	visit_rating(&kiosk->visit, kiosk_survey(kiosk), STR(""), /* the worker knows */
		snapshot_areas(kiosk->snapshot)->items[area].id, now.wall_ms / HOUR_MS, &rating);
	if (!worker_put_rating(kiosk->worker, &rating))
		kiosk_set_visit(kiosk, visit_receipt(&kiosk->visit, false, now.steady_ms));
}

static void act(struct kiosk *kiosk, struct intent intent, struct moment now)
{
	const struct survey *survey = kiosk_survey(kiosk);
	struct visit_outcome outcome;
	struct visit_world world;

	if (intent.kind == INTENT_AREA && kiosk->snapshot) {
		focus_choose(&kiosk->chosen, snapshot_areas(kiosk->snapshot), (uint32_t)intent.argument, now.steady_ms);
		return;
	}
	if (!kiosk->touch || !survey || kiosk_asks_nothing(kiosk))
		return;
	if (kiosk_is_wall(kiosk))
		intent = (struct intent){INTENT_NONE, 0}; /* whatever was touched on the wall: it wakes */
	world = (struct visit_world){survey, open_services(kiosk, now), kiosk->home, &kiosk->random, now.steady_ms};
	outcome = visit_step(&kiosk->visit, intent, &world);
	kiosk_set_visit(kiosk, outcome.visit);
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
	kiosk_touch_screens(kiosk);
}

struct intent kiosk_focused(const struct kiosk *kiosk)
{
	const struct draw_command *target =
		kiosk->visit.focus ? screen_target(kiosk->set->screen, (size_t)kiosk->visit.focus) : NULL;

	return target ? (struct intent){(enum intent_kind)target->target.action, target->target.argument}
		      : (struct intent){INTENT_NONE, 0};
}

/* The focus by so many targets, round the screen. */
static void move_focus(struct kiosk *kiosk, int by, enum intent_kind how, struct moment now)
{
	int count = (int)screen_target_count(kiosk->set->screen), focus = kiosk->visit.focus;

	if (count == 0 || kiosk_is_wall(kiosk)) {
		act(kiosk, (struct intent){INTENT_NONE, 0}, now);
		return;
	}
	focus = focus == 0 ? (by > 0 ? 1 : count) : (focus - 1 + by + count) % count + 1;
	act(kiosk, (struct intent){how, focus}, now);
}

static void confirm(struct kiosk *kiosk, struct moment now)
{
	if (kiosk->visit.focus)
		act(kiosk, kiosk_focused(kiosk), now);
	else
		move_focus(kiosk, 1, INTENT_FOCUS, now);
}

/* Three keys are enough: on, back and confirm; the others are for who has them. */
static void take_key(struct kiosk *kiosk, int key, struct moment now)
{
	switch (key) {
	case '\t':
	case 'R':
	case 'D':
		move_focus(kiosk, 1, INTENT_FOCUS, now);
		break;
	case 'L':
	case 'U':
		move_focus(kiosk, -1, INTENT_FOCUS, now);
		break;
	case '\r':
	case ' ':
		confirm(kiosk, now);
		break;
	case '\b':
	case '\x1b':
		act(kiosk, (struct intent){INTENT_BACK, 0}, now);
		break;
	case 'r':
		act(kiosk, (struct intent){INTENT_ALOUD, 0}, now);
		break;
	case 'p':
		act(kiosk, (struct intent){INTENT_PAUSE, 0}, now);
		break;
	case '+':
	case '=':
	case '-':
		act(kiosk, (struct intent){INTENT_VOLUME, key == '-' ? -1 : 1}, now);
		break;
	default:
		break;
	}
}

static bool is_swipe(const struct kiosk *kiosk, struct point at)
{
	int across = at.x - kiosk->down_at.x, along = at.y - kiosk->down_at.y;

	return kiosk->visit.aloud && (across < 0 ? -across : across) > kiosk->area.width / SWIPE_PARTS &&
	       (across < 0 ? -across : across) > 2 * (along < 0 ? -along : along);
}

/* Acts when the finger lifts inside the target that it came down on. A touch that hits nothing still is a sign of life.
   While the screen is read aloud, a finger that is drawn across it goes from target to target, and a tap anywhere then
   confirms. */
static void lift(struct kiosk *kiosk, struct point at, struct intent wanted, struct moment now)
{
	struct intent none = {INTENT_NONE, 0}, under = screen_intent(kiosk->set->screen, at);

	if (is_swipe(kiosk, at))
		move_focus(kiosk, at.x > kiosk->down_at.x ? 1 : -1, INTENT_SWIPE, now);
	else if (kiosk->visit.by_swipe && kiosk->visit.focus)
		confirm(kiosk, now);
	else
		act(kiosk, same_intent(wanted, under) ? wanted : none, now);
}

void kiosk_event(struct kiosk *kiosk, const struct glass_event *event, struct moment now)
{
	struct intent none = {INTENT_NONE, 0}, under, wanted = kiosk->pressed;

	if (event->kind == GLASS_EXPOSED)
		painter_forget(kiosk->painter);
	if (event->kind != GLASS_DOWN && event->kind != GLASS_UP && event->kind != GLASS_CANCEL &&
		event->kind != GLASS_KEY)
		return;
	kiosk->changed_ms = now.steady_ms;
	if (kiosk->alert.alert)
		return; /* nothing on it is touched, and no visit begins behind it */
	if (kiosk_enrol_event(kiosk, event) || kiosk_staff_event(kiosk, event, now))
		return;
	if (kiosk_is_black(kiosk))
		return; /* no visit begins unseen */
	if (event->kind == GLASS_KEY) {
		if (kiosk->touch)
			take_key(kiosk, event->key, now);
		return;
	}
	kiosk->finger_down = event->kind == GLASS_DOWN;
	if (kiosk->finger_down) {
		kiosk->down_at = event->at;
		under = screen_intent(kiosk->set->screen, event->at);
		/* a wall is woken anywhere, but its map is gone into */
		press(kiosk, kiosk_is_wall(kiosk) && under.kind != INTENT_AREA ? none : under);
		return;
	}
	press(kiosk, none);
	if (event->kind == GLASS_UP)
		lift(kiosk, event->at, wanted, now);
}

void kiosk_draw_ring(struct kiosk *kiosk, const struct theme *theme, double unit)
{
	const struct draw_command *target = kiosk->visit.focus && !kiosk_is_wall(kiosk)
						    ? screen_target(kiosk->set->screen, (size_t)kiosk->visit.focus)
						    : NULL;
	int width = (int)(RING_PX * unit), gap = (int)(RING_GAP_PX * unit);
	struct rect box;

	arena_clear(&kiosk->ring_arena);
	draw_begin(&kiosk->ring, &kiosk->ring_arena, kiosk->area);
	if (!target)
		return;
	box = rect_inset(target->target.box, -gap);
	draw_frame(&kiosk->ring, rect_inset(box, -width / 2), (float)(24 * unit),
		(float)(width + width / 2 + width / 2), theme->color[ROLE_BG]);
	draw_frame(&kiosk->ring, box, (float)(22 * unit), (float)width, theme->color[ROLE_INK]);
}
