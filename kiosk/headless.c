#include "kiosk/headless.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "feed/base/check.h"

static struct pixels pixels_of(struct glass *glass)
{
	struct pixels pixels;

	REQUIRE(glass_canvas(glass, &pixels));
	return pixels;
}

/* With all pictures on it, however long these take. */
static void show(struct kiosk *kiosk, struct glass *glass, struct moment now)
{
	kiosk_show(kiosk, glass, now);
	if (painter_settle(kiosk->painter))
		kiosk_show(kiosk, glass, now);
}

static bool picture(struct kiosk *kiosk, struct glass *glass, struct moment now, const char *path, struct error *error)
{
	show(kiosk, glass, now);
	return pixels_write(pixels_of(glass), path, error);
}

static bool write_text(struct kiosk *kiosk, const char *path, struct error *error)
{
	const struct draw_list *const *lists;
	size_t count;
	FILE *to = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");

	if (!to)
		return error_set(error, "cannot write %s: %s", path, strerror(errno));
	lists = kiosk_lists(kiosk, &count);
	for (size_t i = 0; i < count; i++)
		draw_dump(lists[i], to);
	if (ferror(to) | (to == stdout ? fflush(to) : fclose(to)))
		return error_set(error, "cannot write %s: %s", path, strerror(errno));
	return true;
}

/* The receipt of a rating comes on real time; the script's time stands still until it is there. */
static void await_receipt(struct kiosk *kiosk, struct moment now)
{
	for (int waited_ms = 0; kiosk->visit.place == VISIT_SAVING && waited_ms < HEADLESS_RECEIPT_MS; waited_ms++) {
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
		kiosk_take_news(kiosk, now);
	}
}

static void touch(struct kiosk *kiosk, struct glass *glass, struct point from, struct point to, struct moment now)
{
	struct glass_event down = {.kind = GLASS_DOWN, .at = from}, up = {.kind = GLASS_UP, .at = to};

	kiosk_event(kiosk, &down, now);
	kiosk_show(kiosk, glass, now);
	kiosk_event(kiosk, &up, now);
	await_receipt(kiosk, now);
}

static void press(struct kiosk *kiosk, int key, struct moment now)
{
	struct glass_event event = {.kind = GLASS_KEY, .key = key};

	kiosk_event(kiosk, &event, now);
	await_receipt(kiosk, now);
}

/* Time alone may change the screen more than once between two steps: each such moment is gone through. */
static void pass_time(struct kiosk *kiosk, struct glass *glass, struct moment from, struct moment to)
{
	int64_t due;

	while (kiosk->touch && (due = visit_due_ms(&kiosk->visit)) <= to.steady_ms) {
		struct moment then = {.wall_ms = from.wall_ms + (due - from.steady_ms), .steady_ms = due};

		kiosk_take_news(kiosk, then);
		kiosk_show(kiosk, glass, then);
		if (visit_due_ms(&kiosk->visit) <= due)
			break;
	}
	kiosk_take_news(kiosk, to);
	kiosk_show(kiosk, glass, to);
}

static bool play(struct kiosk *kiosk, struct glass *glass, const struct script *script, struct moment *now, struct error *error)
{
	struct moment start = *now;

	for (size_t i = 0; i < script->count; i++) {
		const struct script_step *step = &script->steps[i];
		struct moment then = {.wall_ms = start.wall_ms + step->at_ms, .steady_ms = start.steady_ms + step->at_ms};

		pass_time(kiosk, glass, *now, then);
		*now = then;
		if (step->act == SCRIPT_TAP)
			touch(kiosk, glass, step->at, step->at, then);
		if (step->act == SCRIPT_SWIPE)
			touch(kiosk, glass, step->at, step->to, then);
		if (step->act == SCRIPT_KEY)
			press(kiosk, step->key, then);
		if (step->act == SCRIPT_PICTURE && !picture(kiosk, glass, then, step->file.bytes, error))
			return false;
		if (step->act == SCRIPT_TEXT && !write_text(kiosk, step->file.bytes, error))
			return false;
	}
	return true;
}

static bool render(struct kiosk *kiosk, struct glass *glass, const struct script *script, struct moment now, struct error *error)
{
	const struct settings *settings = kiosk->settings;

	kiosk_show(kiosk, glass, now);
	if (!play(kiosk, glass, script, &now, error))
		return false;
	if (kiosk->worker && kiosk->touch && script->count)
		worker_settle(kiosk->worker, HEADLESS_SYNC_MS, true);
	kiosk_take_news(kiosk, now);
	show(kiosk, glass, now);
	if (settings->text.length && !write_text(kiosk, settings->text.bytes, error))
		return false;
	return settings->picture.length == 0 || pixels_write(pixels_of(glass), settings->picture.bytes, error);
}

/* After the feed was asked: its layout may have brought it. */
static bool has_screen(const struct kiosk *kiosk, struct error *error)
{
	struct arena arena;
	struct faults faults;
	bool has;

	arena_init(&arena);
	faults_init(&faults, &arena);
	has = stage_has(kiosk->stage, kiosk->settings->screen, &faults);
	if (!has)
		error_set(error, "screen: found " STR_FMT ", expected " STR_FMT, STR_ARG(faults.items[0].found), STR_ARG(faults.items[0].expected));
	arena_finish(&arena);
	return has;
}

bool headless_run(struct kiosk *kiosk, const struct script *script, struct moment start, struct error *error)
{
	const struct settings *settings = kiosk->settings;
	struct glass *glass;
	bool ok;

	if (!glass_memory_create(&glass, settings->width ? settings->width : HEADLESS_WIDTH,
		    settings->height ? settings->height : HEADLESS_HEIGHT, (enum quarter)settings->rotate, error))
		return false;
	if (kiosk->worker) {
		worker_start(kiosk->worker);
		worker_settle(kiosk->worker, HEADLESS_SYNC_MS, false);
		kiosk_take_news(kiosk, start);
	}
	if (!has_screen(kiosk, error)) {
		glass_destroy(glass);
		return false;
	}
	kiosk->still = true;
	if (kiosk->sync.fault.text[0] && !kiosk->snapshot)
		fprintf(stderr, "hallboard: nothing of the feed can be shown: %s\n", kiosk->sync.fault.text);
	ok = render(kiosk, glass, script, start, error);
	glass_destroy(glass);
	return ok;
}
