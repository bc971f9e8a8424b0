#include "kiosk/live.h"

#include "feed/base/log.h"

enum { LIVE_WAIT_MS_MAX = 60 * 60 * 1000 };

struct live {
	struct kiosk *kiosk;
	struct glass *glass;
	const struct script *script;
	size_t step; /* the next of the script */
	int64_t offset_ms, start_ms;
};

static struct moment moment_now(const struct live *live)
{
	return (struct moment){
		clock_system.wall_ms(&clock_system) + live->offset_ms,
		clock_system.steady_ms(&clock_system),
	};
}

static int64_t script_due_ms(const struct live *live, struct moment now)
{
	if (live->step >= live->script->count)
		return LIVE_WAIT_MS_MAX;
	return live->start_ms + live->script->steps[live->step].at_ms - now.steady_ms;
}

static int wait_ms(const struct live *live, int64_t until_ms, struct moment now)
{
	int64_t wait = until_ms == WIDGET_FOREVER ? LIVE_WAIT_MS_MAX : until_ms - now.wall_ms;
	int64_t due = script_due_ms(live, now);

	if (due < wait)
		wait = due;
	if (wait < 0)
		return 0;
	return wait > LIVE_WAIT_MS_MAX ? LIVE_WAIT_MS_MAX : (int)wait;
}

static bool write_picture(const struct live *live, const char *path, struct error *error)
{
	struct pixels pixels;

	return glass_pixels(live->glass, &pixels.rows, &pixels.width, &pixels.height, &pixels.stride_bytes) &&
	       pixels_write_png(pixels, path, error);
}

static bool play_step(const struct live *live, const struct script_step *step, struct moment now, struct error *error)
{
	struct glass_event event = {.kind = GLASS_DOWN, .at = step->at};

	if (step->act == SCRIPT_PICTURE)
		return write_picture(live, step->file.bytes, error);
	if (step->act == SCRIPT_TAP) {
		kiosk_event(live->kiosk, &event, now);
		event.kind = GLASS_UP;
		kiosk_event(live->kiosk, &event, now);
	}
	return true;
}

static bool play_due(struct live *live, struct moment now, struct error *error)
{
	while (script_due_ms(live, now) <= 0 && live->step < live->script->count) {
		if (!play_step(live, &live->script->steps[live->step++], now, error))
			return false;
		kiosk_show(live->kiosk, live->glass, now);
	}
	return true;
}

bool live_run(struct kiosk *kiosk, struct glass *glass, const struct script *script, int64_t offset_ms, struct error *error)
{
	struct live live = {.kiosk = kiosk, .glass = glass, .script = script, .offset_ms = offset_ms};
	struct moment now = moment_now(&live);
	int64_t until_ms;

	kiosk_take_news(kiosk, now); /* what the cache knows */
	until_ms = kiosk_show(kiosk, glass, now);
	log_line("hallboard: first picture presented");
	live.start_ms = now.steady_ms;
	if (kiosk->worker)
		worker_start(kiosk->worker);
	for (;;) {
		struct glass_event event = glass_wait(glass, wait_ms(&live, until_ms, now));

		now = moment_now(&live);
		if (event.kind == GLASS_QUIT)
			return true;
		kiosk_take_news(kiosk, now);
		kiosk_event(kiosk, &event, now);
		if (!play_due(&live, now, error))
			return false;
		until_ms = kiosk_show(kiosk, glass, now);
	}
}
