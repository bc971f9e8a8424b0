#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "feed/base/civil.h"
#include "feed/base/log.h"
#include "kiosk/kiosk_parts.h"

/* What the staff door does to the screen: fingers that go to it, pages that it shows, pictures for a stick. */

enum { LOOK_EVERY_MS = 1000, NOTICE_EVERY_MS = 60 * 1000, NOTICE_MS = 15 * 1000, DAY_MS = 24 * 3600 * 1000 };

/* What the newest feed says about the time: a clock below it, or far beyond it, is not believed. */
bool kiosk_clock_trusted(const struct kiosk *kiosk, int64_t wall_ms)
{
	const struct head *head = kiosk->snapshot ? snapshot_head(kiosk->snapshot) : NULL;

	if (kiosk->settings->at_given) /* somebody says what time it is */
		return true;
	return head && wall_ms >= head->issued_ms - CLOCK_BEHIND_MS && wall_ms <= head->expires_ms + CLOCK_AHEAD_MS;
}

static int64_t day_of(int64_t wall_ms)
{
	struct civil local = civil_local(wall_ms);

	return civil_day_number(local.year, local.month, local.day);
}

static void check_code(struct kiosk *kiosk, struct moment now)
{
	const struct head *head = kiosk->snapshot ? snapshot_head(kiosk->snapshot) : NULL;
	struct staff *staff = &kiosk->staff;
	enum door_said said =
		staff_try(staff, staff->door.digits, day_of(now.wall_ms), day_of(head ? head->issued_ms : now.wall_ms), now.wall_ms);

	door_checked(&staff->door, said, now.steady_ms);
	log_line("hallboard: the staff door %s", said == SAID_NOTHING ? "is open" : "was given a code that is not right");
}

static void fulfil(struct kiosk *kiosk, enum door_wish wish, struct moment now)
{
	struct staff *staff = &kiosk->staff;

	switch (wish) {
	case WISH_CHECK:
		check_code(kiosk, now);
		break;
	case WISH_NOTICE:
		staff_put_notice(staff, staff->door.notice, staff->door.until, now.wall_ms);
		door_say(&staff->door, SAID_NOTICE_UP);
		break;
	case WISH_NOTICE_OFF:
		staff_put_notice(staff, LOCAL_NONE, UNTIL_HOUR, now.wall_ms);
		door_say(&staff->door, SAID_NOTICE_OFF);
		break;
	case WISH_RESTART:
	case WISH_PICTURE:
		staff->wish = wish;
		break;
	case WISH_NONE:
		break;
	}
}

/* The gesture is made of touches that mean nothing to residents: they are looked at beside everything else. */
static bool is_gesture(struct kiosk *kiosk, const struct glass_event *event, int64_t now_ms)
{
	struct door *door = &kiosk->staff.door;

	if (event->kind != GLASS_DOWN || !kiosk->area.width || !kiosk->area.height || !kiosk->staff.has_secret)
		return false;
	return door_corner(door, (double)event->at.x / kiosk->area.width, (double)event->at.y / kiosk->area.height, now_ms);
}

bool kiosk_staff_event(struct kiosk *kiosk, const struct glass_event *event, struct moment now)
{
	struct door *door = &kiosk->staff.door;
	struct intent under, wanted = kiosk->pressed;

	if (door->place == DOOR_SHUT) {
		if (!is_gesture(kiosk, event, now.steady_ms))
			return false;
		kiosk_put_visit_aside(kiosk, now.steady_ms);
		door_open(door, kiosk->home, now.steady_ms);
		kiosk_touch_screens(kiosk);
		return true;
	}
	if (event->kind == GLASS_KEY)
		return true; /* the door knows fingers alone */
	under = screen_intent(kiosk->set->screen, event->at);
	if (event->kind == GLASS_DOWN || event->kind == GLASS_MOVE)
		door_touched(door, (double)event->at.x / kiosk->area.width, (double)event->at.y / kiosk->area.height, now.steady_ms);
	if (event->kind == GLASS_DOWN)
		kiosk->pressed = under;
	else if (event->kind != GLASS_MOVE)
		kiosk->pressed = (struct intent){INTENT_NONE, 0};
	if (event->kind == GLASS_UP && wanted.kind == INTENT_STAFF && under.kind == INTENT_STAFF && wanted.argument == under.argument)
		fulfil(kiosk, door_step(door, wanted.argument, now.steady_ms), now);
	kiosk_touch_screens(kiosk);
	return true;
}

static void look(struct kiosk *kiosk, int64_t wall_ms)
{
	struct staff_view *view = &kiosk->staff.view;
	struct statvfs disk;

	view->has_feed = kiosk->settings->feed.length > 0;
	view->takes_ratings = kiosk->touch;
	view->clock_trusted = kiosk_clock_trusted(kiosk, wall_ms);
	view->waiting_ratings = kiosk->sync.waiting_ratings;
	if (kiosk->state_folder && statvfs(kiosk->state_folder, &disk) == 0) {
		view->free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
		view->total_bytes = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize;
	}
	view->error_count = log_recent(view->errors[0], STAFF_ERROR_BYTES, STAFF_ERRORS_MAX);
	if (kiosk->sync.fault.text[0] && view->error_count < STAFF_ERRORS_MAX)
		snprintf(view->errors[view->error_count++], STAFF_ERROR_BYTES, "%.*s", STAFF_ERROR_BYTES - 1, kiosk->sync.fault.text);
}

/* What the worker judges ratings by. */
static void tell_hall(struct kiosk *kiosk, struct moment now)
{
	const struct survey *survey = kiosk_survey(kiosk);
	struct civil local = civil_local(now.wall_ms);
	struct hall hall = {
		.event = survey && survey->event,
		.testing = kiosk->staff.door.testing_until_ms != 0,
		.closed = staff_hall_is_closed(&kiosk->staff, local),
		.clock_trusted = kiosk_clock_trusted(kiosk, now.wall_ms),
		.local_hour = local.hour,
	};

	if (kiosk->worker && kiosk->touch)
		worker_tell_hall(kiosk->worker, &hall);
}

int64_t kiosk_update_staff(struct kiosk *kiosk, struct moment now)
{
	struct staff *staff = &kiosk->staff;
	enum door_place before = staff->door.place;
	bool testing = staff->door.testing_until_ms != 0;
	enum local_notice_kind notice = staff->view.notice.kind;
	bool closed = staff->view.ratings_closed;
	int64_t until_ms = staff_tick(staff, now.wall_ms), due_ms;

	tell_hall(kiosk, now);
	staff->view.ratings_closed = kiosk->worker && worker_ratings_closed(kiosk->worker);
	door_tick(&staff->door, now.steady_ms);
	if (staff->door.place != before || notice != staff->view.notice.kind || closed != staff->view.ratings_closed || testing != (staff->door.testing_until_ms != 0))
		kiosk_touch_screens(kiosk);
	if (staff->door.place != DOOR_SHUT && (now.wall_ms - staff->looked_ms >= LOOK_EVERY_MS || now.wall_ms < staff->looked_ms)) {
		staff->looked_ms = now.wall_ms;
		look(kiosk, now.wall_ms);
	}
	due_ms = door_due_ms(&staff->door);
	if (due_ms != INT64_MAX && now.wall_ms + (due_ms - now.steady_ms) < until_ms)
		until_ms = now.wall_ms + (due_ms - now.steady_ms);
	if (staff->view.notice.kind != LOCAL_NONE && kiosk_is_wall(kiosk)) { /* it comes and goes among the boards */
		int64_t into_ms = now.wall_ms % NOTICE_EVERY_MS, next_ms = into_ms < NOTICE_MS ? NOTICE_MS : NOTICE_EVERY_MS;

		if (now.wall_ms - into_ms + next_ms < until_ms)
			until_ms = now.wall_ms - into_ms + next_ms;
	}
	return until_ms;
}

const char *kiosk_staff_screen(const struct kiosk *kiosk, int64_t wall_ms)
{
	const struct staff *staff = &kiosk->staff;

	if (staff->door.place != DOOR_SHUT && !staff->hidden)
		return "staff";
	if (staff->view.notice.kind != LOCAL_NONE && (!kiosk_is_wall(kiosk) || wall_ms % NOTICE_EVERY_MS < NOTICE_MS))
		return "local";
	/* Who was just told that a rating is not kept reads it to the end. */
	return !kiosk_is_wall(kiosk) && staff->view.ratings_closed && kiosk->visit.place != VISIT_SORRY && kiosk->visit.place != VISIT_SAVING ? "local" : NULL;
}

/* What residents see, once more, and onto the stick. */
void kiosk_save_picture(struct kiosk *kiosk, struct glass *glass, struct moment now)
{
	struct staff *staff = &kiosk->staff;
	struct civil local = civil_local(now.wall_ms);
	enum door_said said = SAID_NO_STICK;
	char folder[512], path[600];
	struct pixels pixels;
	struct error error;

	staff->wish = WISH_NONE;
	if (staff_find_stick(staff, folder, sizeof(folder))) {
		snprintf(path, sizeof(path), "%s/hallboard-%04d%02d%02d-%02d%02d%02d.png", folder, local.year, local.month, local.day, local.hour,
			local.minute, local.second);
		staff->hidden = true;
		kiosk_touch_screens(kiosk);
		kiosk_show(kiosk, glass, now);
		said = glass_canvas(glass, &pixels) && pixels_write_png(pixels, path, &error) ? SAID_PICTURE : SAID_NOT_WRITTEN;
		staff->hidden = false;
	}
	door_say(&staff->door, said);
	kiosk_touch_screens(kiosk);
	kiosk_show(kiosk, glass, now);
}
