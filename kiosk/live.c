#include "kiosk/live.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "feed/base/log.h"
#include "kiosk/pulse.h"
#include "kiosk/spoken.h"
#include "kiosk/stats.h"
#include "kiosk/voice.h"
#include "kiosk/wear_file.h"

#define WEAR_SAVE_US INT64_C(3600000000)

enum {
	LIVE_WAIT_MS_MAX = 60 * 60 * 1000,
	REST_US = 5 * 1000 * 1000,
	STATS_LINE_US = 60 * 1000 * 1000,
	REST_WAIT_MS = 2000,
	MS_PER_S = 1000,
	US_PER_MS = 1000,
	NS_PER_US = 1000
};

struct live {
	struct kiosk *kiosk;
	struct glass *glass;
	const struct script *script;
	const char *state_folder; /* borrowed; may be NULL */
	int64_t saved_us;         /* the wear */
	int64_t rested_us;        /* the painter */
	size_t step; /* the next of the script */
	int64_t offset_ms, start_ms;
	int64_t pulse_ms;                         /* steady: when the worker was told how it is here */
	const struct layout_screen *pulse_screen; /* ... and what was on; only compared */
	enum visit_place pulse_place;
	bool pulse_dark;
	int64_t tick_us; /* while something moves: the display's frame that was made last; else 0 */
	struct stats stats, touches; /* of these: from a touch that was read to the frame that answers it */
	struct voice *voice; /* owned; NULL: nothing is read aloud */
	struct spoken spoken;
};

static atomic_bool asked_to_end;

static int64_t steady_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * MS_PER_S * US_PER_MS + now.tv_nsec / NS_PER_US;
}

static struct moment moment_now(const struct live *live)
{
	int64_t us = steady_us();

	return (struct moment){
		.wall_ms = clock_system.wall_ms(&clock_system) + live->offset_ms,
		.steady_ms = us / US_PER_MS,
		.frame_us = us,
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

/*
 * While something moves: waits for the display's next frame. Frames stand on a lattice of time from the first one on; what is
 * late is left out and never made up for, and where things stand comes from the frame's own time.
 */
static struct glass_event wait_for_frame(struct live *live, struct moment *now)
{
	int64_t period_us = glass_frame_us(live->glass), us = steady_us(), passed;
	struct glass_event event;

	if (live->tick_us == 0)
		live->tick_us = us;
	passed = (us - live->tick_us) / period_us;
	live->stats.late += (uint64_t)passed;
	live->tick_us += (passed + 1) * period_us;
	/* Half a millisecond early or late is not seen, for things stand where they belong at the frame's own time. */
	event = glass_wait(live->glass, (int)((live->tick_us - us + US_PER_MS / 2) / US_PER_MS));
	if (event.kind == GLASS_NONE) {
		*now = moment_now(live);
		now->frame_us = live->tick_us;
	} else { /* a frame beside the lattice, because somebody touched the screen or news came */
		*now = moment_now(live);
		live->tick_us -= period_us;
		while (live->tick_us + period_us < now->frame_us)
			live->tick_us += period_us;
	}
	return event;
}

static struct glass_event wait_for_anything(struct live *live, int64_t until_ms, struct moment *now)
{
	struct glass_event event;

	if (until_ms <= now->wall_ms && script_due_ms(live, *now) > 0)
		return wait_for_frame(live, now);
	live->tick_us = 0;
	if (wait_ms(live, until_ms, *now) >= REST_WAIT_MS) {
		painter_rest(live->kiosk->painter);
		painter_rest(live->kiosk->painter); /* what this turn needed too: it is over for a while */
	}
	event = glass_wait(live->glass, wait_ms(live, until_ms, *now));
	*now = moment_now(live);
	return event;
}

static bool write_picture(const struct live *live, const char *path, struct error *error)
{
	struct pixels pixels;

	if (!glass_canvas(live->glass, &pixels))
		return error_set(error, "cannot write the picture %s: there is no display just now", path);
	return pixels_write(pixels, path, error);
}

/* One frame, and what it took. */
static int64_t show(struct live *live, struct moment now)
{
	uint64_t presents = glass_stats(live->glass).presents;
	int64_t begun_us = steady_us(), until_ms = kiosk_show(live->kiosk, live->glass, now);

	if (glass_stats(live->glass).presents > presents)
		stats_add_frame(&live->stats, steady_us() - begun_us);
	if (live->voice)
		spoken_follow(&live->spoken, live->kiosk, live->voice);
	return until_ms;
}

static bool play_step(struct live *live, const struct script_step *step, struct moment now, struct error *error)
{
	struct glass_event event = {.kind = GLASS_DOWN, .at = step->at};
	int64_t begun_us = steady_us();

	if (step->act == SCRIPT_PICTURE)
		return write_picture(live, step->file.bytes, error);
	if (step->act == SCRIPT_TAP) {
		kiosk_event(live->kiosk, &event, now);
		show(live, now);
		stats_add_frame(&live->touches, steady_us() - begun_us);
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
		show(live, now);
	}
	return true;
}

static void print_stats(struct live *live)
{
	struct paint_stats paint = painter_stats(live->kiosk->painter);
	struct glass_stats glass = glass_stats(live->glass);

	if (!live->kiosk->settings->stats)
		return;
	stats_print(&live->stats, &paint, &glass, steady_us(), stdout);
	if (live->touches.frames)
		stats_print_touches(&live->touches, stdout);
}

/* The worker's part of it is the heartbeat. */
static void put_pulse(struct live *live, struct moment now)
{
	const struct kiosk *kiosk = live->kiosk;
	struct pulse pulse;

	if (!kiosk->worker || (kiosk->shown == live->pulse_screen && kiosk->visit.place == live->pulse_place &&
				      kiosk->dark == live->pulse_dark && now.steady_ms - live->pulse_ms < PULSE_EVERY_MS))
		return;
	live->pulse_ms = now.steady_ms;
	live->pulse_screen = kiosk->shown;
	live->pulse_place = kiosk->visit.place;
	live->pulse_dark = kiosk->dark;
	pulse_take(&pulse, kiosk, &live->stats, live->glass, steady_us());
	worker_put_pulse(kiosk->worker, &pulse);
}

static void save_wear(struct live *live, int64_t now_us)
{
	live->saved_us = now_us;
	if (live->state_folder)
		wear_file_save(&live->kiosk->wear, live->state_folder, now_us);
}

static bool loop(struct live *live, int64_t until_ms, struct moment now, struct error *error)
{
	while (!asked_to_end) {
		struct glass_event event = wait_for_anything(live, until_ms, &now);

		live->stats.wakeups++;
		if (event.kind == GLASS_QUIT)
			return true;
		kiosk_take_news(live->kiosk, now);
		kiosk_event(live->kiosk, &event, now);
		if (!play_due(live, now, error))
			return false;
		until_ms = show(live, now);
		put_pulse(live, now);
		kiosk_do_task(live->kiosk, live->glass, now);
		if (live->kiosk->staff.wish == WISH_PICTURE)
			kiosk_save_picture(live->kiosk, live->glass, now);
		if (live->kiosk->staff.wish == WISH_RESTART)
			return true;
		if (now.frame_us - live->saved_us >= WEAR_SAVE_US)
			save_wear(live, now.frame_us);
		if (now.frame_us - live->rested_us >= REST_US) {
			live->rested_us = now.frame_us;
			painter_rest(live->kiosk->painter);
		}
		if (steady_us() - live->stats.line_us >= STATS_LINE_US)
			print_stats(live);
	}
	return true;
}

static void wake(void *glass)
{
	glass_wake(glass);
}

static void end_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
}

void live_hold_signals(void)
{
	sigset_t signals;

	end_signals(&signals);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

/* SDL waits on through signals, so that they are taken by a thread of their own: a service that is stopped ends like one whose
   window is closed. */
static void *await_signal(void *glass)
{
	sigset_t signals;
	int number;

	end_signals(&signals);
	if (sigwait(&signals, &number) == 0) {
		atomic_store(&asked_to_end, true);
		glass_wake(glass);
	}
	return NULL;
}

/* A touch screen speaks the languages that there is a voice or a clip for. */
static void find_voice(struct live *live)
{
	struct kiosk *kiosk = live->kiosk;
	char clips[4096];
	bool any = false;

	if (!kiosk->touch || kiosk->settings->speech == SPEECH_OFF)
		return;
	snprintf(clips, sizeof(clips), STR_FMT "/assets/speech", STR_ARG(kiosk->stage->root));
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		kiosk->speaks[language] = voice_speaks(clips, (enum language)language);
		any = any || kiosk->speaks[language];
	}
	live->voice = any ? voice_start(clips) : NULL;
}

bool live_run(struct kiosk *kiosk, struct glass *glass, const struct script *script, const char *state_folder, int64_t offset_ms,
	struct error *error)
{
	struct live live = {
		.kiosk = kiosk, .glass = glass, .script = script, .state_folder = state_folder, .offset_ms = offset_ms};
	struct moment now = moment_now(&live);
	pthread_t signals;
	int64_t until_ms;
	bool ok, listens = pthread_create(&signals, NULL, await_signal, glass) == 0;

	find_voice(&live);
	painter_on_picture(kiosk->painter, wake, glass);
	stats_start(&live.stats, now.frame_us);
	live.saved_us = now.frame_us;
	kiosk_take_news(kiosk, now); /* what the cache knows */
	until_ms = show(&live, now);
	if (live.stats.frames)
		log_line("hallboard: first picture presented");
	live.start_ms = now.steady_ms;
	put_pulse(&live, now);
	if (kiosk->worker)
		worker_start(kiosk->worker);
	ok = loop(&live, until_ms, now, error);
	if (listens) {
		pthread_cancel(signals); /* sigwait is where it may end */
		pthread_join(signals, NULL);
	}
	painter_on_picture(kiosk->painter, NULL, NULL);
	voice_stop(live.voice);
	save_wear(&live, steady_us());
	print_stats(&live);
	return ok;
}
