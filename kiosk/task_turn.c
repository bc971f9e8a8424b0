#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "kiosk/kiosk_parts.h"

/* What the centre asks of this screen, as far as it is about the glass. Nothing of it happens while somebody is at the screen. */

enum { LOOK_AGAIN_MS = 500 };

#define OFF_FILE "off" /* in the state folder, while the screen is switched off */

static struct str path_of(struct arena *arena, const struct kiosk *kiosk)
{
	return str_format(arena, "%s/" OFF_FILE, kiosk->state_folder);
}

void kiosk_start_tasks(struct kiosk *kiosk)
{
	struct arena arena;

	if (!kiosk->state_folder)
		return;
	arena_init(&arena);
	kiosk->off = file_exists(path_of(&arena, kiosk).bytes);
	arena_finish(&arena);
}

void kiosk_take_task(struct kiosk *kiosk, const struct task *task)
{
	kiosk->task = task->number == kiosk->task_over ? (struct task){0} : *task;
}

bool kiosk_is_black(const struct kiosk *kiosk)
{
	return kiosk->off && !kiosk->alert.alert && kiosk->staff.door.place == DOOR_SHUT && !kiosk_shows_enrol(kiosk);
}

/* Neither a visit, nor what one left on the glass, nor staff. */
static bool is_left_alone(const struct kiosk *kiosk)
{
	const struct visit *visit = &kiosk->visit;

	if (kiosk->staff.door.place != DOOR_SHUT)
		return false;
	return !kiosk->touch || (visit->place == VISIT_ATTRACT && !visit->awake && visit->language == kiosk->home && !visit->large &&
					!visit->contrast && !visit->lower && !visit->aloud && visit->focus == 0);
}

int64_t kiosk_task_until(const struct kiosk *kiosk, struct moment now)
{
	int64_t left_ms = kiosk->task.until_ms - now.steady_ms;

	if (kiosk->task.number == 0)
		return WIDGET_FOREVER;
	return now.wall_ms + (left_ms < LOOK_AGAIN_MS ? left_ms > 0 ? left_ms : 0 : LOOK_AGAIN_MS);
}

static void answer(struct kiosk *kiosk, bool done, const char *reason, struct str file)
{
	struct action_result result = {.number = kiosk->task.number, .done = done, .reason = str_from(reason), .file = file};

	if (!worker_put_action(kiosk->worker, &result))
		return; /* the next turn says it again */
	kiosk->task_over = kiosk->task.number;
	kiosk->task = (struct task){0};
}

/* As it is on the glass now. */
static void send_picture(struct kiosk *kiosk, struct glass *glass)
{
	char *bytes = malloc(ACTION_FILE_BYTES_MAX);
	struct pixels pixels;
	size_t length = 0;

	REQUIRE(bytes);
	if (!glass_canvas(glass, &pixels))
		answer(kiosk, false, "there is no display just now", STR(""));
	else if ((length = pixels_png(pixels, bytes, ACTION_FILE_BYTES_MAX)) == 0)
		answer(kiosk, false, "the picture could not be made", STR(""));
	else
		answer(kiosk, true, "", (struct str){bytes, length});
	free(bytes);
}

/* Kept, so that a power cut does not switch it on again. */
static void switch_screen(struct kiosk *kiosk, bool off)
{
	struct error error = {""};
	struct arena arena;
	bool kept;

	arena_init(&arena);
	kept = kiosk->state_folder && (off ? file_replace(path_of(&arena, kiosk).bytes, STR(""), 0600, &error)
					   : unlink(path_of(&arena, kiosk).bytes) == 0 || !file_exists(path_of(&arena, kiosk).bytes));
	arena_finish(&arena);
	if (kept) {
		kiosk->off = off;
		kiosk_touch_screens(kiosk);
	}
	answer(kiosk, kept, kept ? "" : "the screen's disk does not keep it", STR(""));
}

static void take_secret(struct kiosk *kiosk)
{
	if (kiosk->staff.secret_set)
		answer(kiosk, false, "its settings name a secret of their own (staff_key)", STR(""));
	else if (staff_read_sent(&kiosk->staff))
		answer(kiosk, true, "", STR(""));
	else
		answer(kiosk, false, "the secret cannot be read back", STR(""));
}

void kiosk_do_task(struct kiosk *kiosk, struct glass *glass, struct moment now)
{
	if (kiosk->task.number == 0)
		return;
	if (now.steady_ms >= kiosk->task.until_ms) {
		answer(kiosk, false, "somebody was at the screen until it expired", STR(""));
		return;
	}
	if (!is_left_alone(kiosk))
		return;
	switch (kiosk->task.kind) {
	case ACTION_RESTART:
		kiosk->staff.wish = WISH_RESTART; /* that it is done is said after it */
		break;
	case ACTION_SCREENSHOT:
		if (!glass_is_passing(glass))
			send_picture(kiosk, glass);
		break;
	case ACTION_SCREEN_ON:
	case ACTION_SCREEN_OFF:
		switch_screen(kiosk, kiosk->task.kind == ACTION_SCREEN_OFF);
		break;
	case ACTION_STAFF_CODE:
		take_secret(kiosk);
		break;
	default:
		answer(kiosk, false, "this version does not know how", STR(""));
		break;
	}
}
