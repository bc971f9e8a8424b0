#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "feed/base/civil.h"
#include "feed/base/log.h"
#include "kiosk/kiosk.h"

/*
 * Ten thousand page changes in one process, as fast as they go: soak --feed ... (hallboard's own words). The screen's real turn on
 * memory instead of a window, on a clock that is told. Prints `soak NAME VALUE UNIT`: what the heap holds and what memory is the
 * process's own (PSS moves with who else runs), at most during the second tenth of the changes and during the last one.
 * SOAK_CHANGES=N: so many; below 400 the cache is still filling.
 */

enum { CHANGES = 10000, TENTHS = 10, FRAME_MS = 100, FADE_EACH = 10 /* the others are cut, for time's sake */ };

static size_t held_kib(void)
{
	struct mallinfo2 info = mallinfo2();

	return (info.uordblks + info.hblkhd) / 1024;
}

static size_t own_kib(void)
{
	FILE *smaps = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	size_t kib = 0;

	while (smaps && fgets(line, sizeof(line), smaps))
		if (sscanf(line, "Anonymous: %zu", &kib) == 1)
			break;
	if (smaps)
		fclose(smaps);
	return kib;
}

static size_t most(size_t a, size_t b)
{
	return a > b ? a : b;
}

static int changes_asked(void)
{
	const char *asked = getenv("SOAK_CHANGES");
	int count = asked ? atoi(asked) : CHANGES;

	return count > TENTHS ? count : TENTHS;
}

/* From one page to the next, by frames: the time of the next page is what the turn itself asks for. */
static void turn_page(struct kiosk *kiosk, struct glass *glass, struct moment *now)
{
	const struct layout_screen *before = kiosk->shown;

	while (kiosk->shown == before || glass_is_passing(glass)) {
		int64_t until_ms = kiosk_show(kiosk, glass, *now), step = until_ms - now->wall_ms;

		step = step < FRAME_MS ? FRAME_MS : step;
		now->wall_ms += step;
		now->steady_ms += step;
		now->frame_us = now->steady_ms * 1000;
	}
}

static int fail(const char *why)
{
	fprintf(stderr, "soak: %s\n", why);
	return 3;
}

int main(int count, char **words)
{
	struct worker_settings worker_settings = {.offline = true, .sync.area = STR("all")};
	struct moment now = {clock_system.wall_ms(&clock_system), 1000, 0};
	const struct snapshot *first = NULL;
	struct worker *worker;
	struct settings settings;
	struct stage stage;
	struct faults faults;
	struct kiosk kiosk;
	struct glass *glass;
	struct arena arena;
	struct error error;
	size_t held[TENTHS] = {0}, own[TENTHS] = {0};
	int changes = changes_asked();
	bool usage;

	arena_init(&arena);
	faults_init(&faults, &arena);
	if (!settings_read(&arena, count, words, &settings, &faults, &usage) || !stage_open(&stage, &settings, &faults)) {
		faults_print(&faults, stderr);
		return 1;
	}
	civil_zone_set(settings.timezone.bytes);
	worker_settings.feed = settings.feed.bytes;
	worker_settings.state_folder = settings.state.bytes;
	if (!worker_open(&worker, &worker_settings, &first, &error) || !first)
		return fail("the state folder holds no feed: let hallboard fill it first");
	if (!kiosk_start(&kiosk, &settings, &stage, now, &error) ||
		!glass_memory_create(&glass, 1920, 1080, QUARTER_0, &error))
		return fail(error.text);
	kiosk_join(&kiosk, worker, first, now);
	for (int change = 0; change < changes; change++) {
		int tenth = change * TENTHS / changes;

		kiosk.still = change % FADE_EACH != 0;
		turn_page(&kiosk, glass, &now);
		held[tenth] = most(held[tenth], held_kib());
		own[tenth] = most(own[tenth], own_kib());
	}
	printf("soak changes %d 1\nsoak held_warm %zu KiB\nsoak held_at_end %zu KiB\nsoak own_warm %zu KiB\nsoak own_at_end %zu KiB\n", changes,
		held[1], held[TENTHS - 1], own[1], own[TENTHS - 1]);
	glass_destroy(glass);
	worker_stop(worker);
	kiosk_stop(&kiosk);
	stage_close(&stage);
	arena_finish(&arena);
	return 0;
}
