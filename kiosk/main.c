#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/base/log.h"
#include "feed/sync/identity.h"
#include "kiosk/budget.h"
#include "kiosk/check.h"
#include "kiosk/headless.h"
#include "kiosk/live.h"
#include "kiosk/opening.h"
#include "kiosk/wear_file.h"

enum { LARGE_BYTES = 128 * 1024, MIB = 1024 * 1024 };

enum { EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_SYSTEM };

/* Everything of one run, in the order in which it starts. */
struct run {
	struct arena arena;
	struct faults faults;
	struct settings settings;
	struct script script;
	struct stage stage;
	struct identity_hall hall; /* what the centre said when this screen was enrolled */
	bool enrolled;
	struct worker *worker;
	const struct snapshot *first;
	struct kiosk kiosk;
	struct glass *glass;
};

static int refused(const struct run *run, int status)
{
	faults_print(&run->faults, stderr);
	return status;
}

static int no(const struct error *error)
{
	fprintf(stderr, "hallboard: %s\n", error->text);
	return EXIT_SYSTEM;
}

static bool read_script(struct run *run)
{
	struct str text, path = run->settings.script;

	if (path.length == 0)
		return true;
	if (file_read(&run->arena, path.bytes, SCRIPT_BYTES_MAX, &text, NULL))
		return script_parse(&run->arena, path, text, &run->script, &run->faults);
	faults_add(&run->faults, path, 0, 0, STR("no file that can be read"), STR("a script"));
	return false;
}

static struct str state_folder(struct run *run)
{
	const char *base = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (run->settings.state.length)
		return run->settings.state;
	if (base && base[0] == '/')
		return str_format(&run->arena, "%s/hallboard", base);
	return str_format(&run->arena, "%s/.local/state/hallboard", home && home[0] ? home : "/var/lib");
}

/* Without a key no feed is believed: the screen then runs on what its cache holds. */
static bool read_key(struct run *run, struct sign_public *key)
{
	struct str text, path = run->settings.key;
	struct error error;

	if (path.length == 0 && run->enrolled)
		return sign_public_parse(run->hall.key, key, &error) ||
		       (faults_add(&run->faults, STR("enrolment"), 0, 0, str_from(error.text), STR("the key of a centre: enrol this screen anew")), false);
	if (path.length == 0)
		error_set(&error, "no key");
	else if (file_read(&run->arena, path.bytes, SIGN_TEXT_BYTES_MAX, &text, &error) && sign_public_parse(text, key, &error))
		return true;
	faults_add(&run->faults, path.length ? path : STR("hallboard"), 0, 0, str_from(error.text),
		STR("--key FILE with the centre's public key (DIR/keys/centre.pub)"));
	return false;
}

static void wake_glass(void *glass)
{
	if (*(struct glass **)glass)
		glass_wake(*(struct glass **)glass);
}

/* A screen whose state folder cannot be written to still shows the feed: it then begins anew after each start. It takes no ratings,
   for these must be on disk. */
static bool open_in_memory(struct run *run, struct worker_settings *settings, struct error *error)
{
	struct str folder = str_format(&run->arena, "/dev/shm/hallboard-%u", (unsigned)getuid());

	if (run->settings.check || !file_make_folder(folder.bytes, NULL))
		return false;
	if (settings->ratings)
		log_fault("hallboard: ratings cannot be kept: %s", error->text);
	settings->closed = settings->ratings;
	settings->ratings = false;
	fprintf(stderr, "hallboard: %s: %s; what comes is kept in memory\n", settings->state_folder, error->text);
	settings->state_folder = folder.bytes;
	return worker_open(&run->worker, settings, &run->first, error);
}

static bool is_headless(const struct settings *settings)
{
	return settings->picture.length || settings->text.length || settings->check;
}

static bool is_http(struct str feed)
{
	return str_starts(feed, STR("http://")) || str_starts(feed, STR("https://"));
}

/* Where it is and which group it belongs to, a screen knows from its centre; the settings may say another group. */
static void look_up_hall(struct run *run)
{
	struct error error;

	if (!is_http(run->settings.feed))
		return;
	run->enrolled = identity_hall_read(&run->arena, state_folder(run).bytes, &run->hall, &error);
	if (error.text[0])
		log_fault("hallboard: %s", error.text);
	if (!run->enrolled)
		return;
	run->settings.area = run->hall.area;
	if (run->settings.group.length == 0)
		run->settings.group = run->hall.group;
}

/* A screen that nobody gave a key waits for a code. Pictures and checks do not wait. */
static bool is_new(const struct run *run)
{
	const struct settings *settings = &run->settings;

	return is_http(settings->feed) && !run->enrolled && !is_headless(settings) &&
	       (settings->code.length || settings->enrol || settings->key.length == 0);
}

static bool open_worker(struct run *run, const struct cache_wish *first, struct error *error)
{
	struct str state = state_folder(run);
	struct worker_settings settings = {
		.feed = run->settings.feed.bytes,
		.proxy = run->settings.proxy.bytes,
		.ca = run->settings.ca.bytes,
		.state_folder = state.bytes,
		.sync = {.area = STR("all"), .upload_at_once = run->settings.upload_now, .splay = !is_headless(&run->settings)},
		.area = run->settings.area,
		.enrolled = run->enrolled,
		.enrolling = is_new(run),
		.code = run->settings.code,
		.heartbeat_s = is_headless(&run->settings) ? 0 : run->settings.heartbeat_s,
		.disk_bytes = (int64_t)run->settings.disk_mb * MIB,
		.ratings = kiosk_takes_ratings(&run->settings, &run->stage),
		.first = first,
		.wake_ui = wake_glass,
		.wake_self = &run->glass,
	};

	if (run->settings.feed.length == 0)
		return true;
	sign_start();
	if (!settings.enrolling && !read_key(run, &settings.sync.key)) {
		if (!run->settings.check)
			faults_print(&run->faults, stderr);
		return true;
	}
	if (file_make_folder(state.bytes, error) && worker_open(&run->worker, &settings, &run->first, error))
		return true;
	return open_in_memory(run, &settings, error);
}

/* A display that is only switched off, unplugged or not started yet is waited for; on a machine that can have none, one is told so. */
static bool has_display_hardware(void)
{
	return getenv("DISPLAY") || getenv("WAYLAND_DISPLAY") || access("/dev/dri/card0", F_OK) == 0 ||
	       access("/dev/dri/card1", F_OK) == 0;
}

static bool open_glass(struct run *run, struct error *error)
{
	struct glass_settings settings = {
		.width = run->settings.width,
		.height = run->settings.height,
		.windowed = run->settings.windowed,
		.turn = (enum quarter)run->settings.rotate,
		.presenter = (enum glass_presenter)run->settings.presenter,
		.patient = has_display_hardware(),
		.title = "Hallboard",
	};

	return glass_window_create(&run->glass, &settings, error);
}

/* The feed's last state is read on a thread of its own, while this one opens the window and the fonts. */
struct opening {
	struct run *run;
	struct opening_wish first;
	struct error error;
	bool ok;
};

static void *open_beside(void *self)
{
	struct opening *opening = self;

	opening->ok = open_worker(opening->run, &opening->first.wish, &opening->error);
	return NULL;
}

static void join(struct run *run, struct moment now)
{
	run->kiosk.state_folder = state_folder(run).bytes;
	run->kiosk.faults = run->settings.check ? &run->faults : NULL;
	kiosk_join(&run->kiosk, run->worker, run->first, now);
}

/* A screen that is asked for by name may still come with a layout of the centre: until then the playlist is on, which beats nothing.
   Without a feed the name is wrong. */
static bool may_show(struct run *run)
{
	if (stage_has(&run->stage, run->settings.screen, &run->faults))
		return true;
	if (run->worker)
		faults_print(&run->faults, stderr);
	return run->worker != NULL;
}

static int show(struct run *run, struct moment now, int64_t offset_ms, struct error *error)
{
	struct opening opening = {.run = run, .first = opening_wish(&run->stage, &run->settings, state_folder(run).bytes, now)};
	pthread_t thread;
	bool started, beside;

	live_hold_signals(); /* in the threads that follow too */
	beside = pthread_create(&thread, NULL, open_beside, &opening) == 0;
	started = kiosk_start(&run->kiosk, &run->settings, &run->stage, now, error) && open_glass(run, error);
	if (started)
		painter_warm(run->kiosk.painter);
	if (beside)
		pthread_join(thread, NULL);
	else
		open_beside(&opening);
	if (!started || !opening.ok) {
		snapshot_unref(run->first);
		return no(started ? &opening.error : error);
	}
	join(run, now);
	if (!may_show(run))
		return refused(run, EXIT_REFUSED);
	wear_file_load(&run->kiosk.wear, state_folder(run).bytes);
	staff_start(&run->kiosk.staff, &run->settings, run->kiosk.state_folder, now.wall_ms);
	return live_run(&run->kiosk, run->glass, &run->script, state_folder(run).bytes, offset_ms, error) ? EXIT_OK : no(error);
}

static int perform(struct run *run, struct error *error)
{
	struct moment now = {.wall_ms = clock_system.wall_ms(&clock_system), .steady_ms = clock_system.steady_ms(&clock_system)};
	int64_t offset_ms = run->settings.at_given ? run->settings.at_ms - now.wall_ms : 0;

	now.wall_ms += offset_ms;
	if (!is_headless(&run->settings))
		return show(run, now, offset_ms, error);
	if (!open_worker(run, NULL, error) ||
	    !kiosk_start(&run->kiosk, &run->settings, &run->stage, now, error)) {
		snapshot_unref(run->first);
		return no(error);
	}
	join(run, now);
	wear_file_load(&run->kiosk.wear, state_folder(run).bytes);
	staff_start(&run->kiosk.staff, &run->settings, run->kiosk.state_folder, now.wall_ms);
	if (run->settings.check) {
		check_all(&run->kiosk, now, &run->faults);
		if (run->faults.total == 0)
			puts("all is well: layout, words, theme, fonts, key and feed");
		return refused(run, run->faults.total ? EXIT_REFUSED : EXIT_OK);
	}
	return headless_run(&run->kiosk, &run->script, now, error) ? EXIT_OK : no(error);
}

static int start(struct run *run, int count, char **words)
{
	struct error error = {""};
	bool usage;

	if (!settings_read(&run->arena, count, words, &run->settings, &run->faults, &usage))
		return refused(run, usage ? EXIT_USAGE : EXIT_REFUSED);
	if (run->settings.help || run->settings.version) {
		if (run->settings.help)
			settings_help(stdout);
		else
			puts("hallboard " HALLBOARD_VERSION);
		return EXIT_OK;
	}
	if (run->settings.budget) {
		budget_print(&run->settings, stdout);
		return EXIT_OK;
	}
	log_enable(run->settings.log);
	if (!civil_zone_set(run->settings.timezone.bytes)) {
		faults_add(&run->faults, STR("timezone"), 0, 0, run->settings.timezone, STR("a zone such as Asia/Shanghai"));
		return refused(run, EXIT_USAGE);
	}
	look_up_hall(run);
	if (!read_script(run) || !stage_open(&run->stage, &run->settings, &run->faults))
		return refused(run, EXIT_REFUSED);
	return perform(run, &error);
}

int main(int count, char **words)
{
	struct run run = {0};
	bool again;
	int status;

	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES); /* large blocks go back to the system when they are freed */
	mallopt(M_TRIM_THRESHOLD, LARGE_BYTES);
	mallopt(M_ARENA_MAX, 1);
	faults_init(&run.faults, &run.arena);
	status = start(&run, count, words);
	again = run.kiosk.staff.wish == WISH_RESTART;
	worker_stop(run.worker);
	kiosk_stop(&run.kiosk);
	glass_destroy(run.glass);
	stage_close(&run.stage);
	arena_finish(&run.arena);
	if (again) /* staff asked for it: the same program with the same words */
		execv("/proc/self/exe", words);
	return status;
}
