#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/check.h"
#include "feed/sync/schedule.h"

/*
 * A hundred thousand screens in simulated time, each asking when the real schedule says: a steady hour, a centre that is away for ten
 * minutes, and a power cut after which all start at once. Prints questions a second as a table and a plot, relative to a steady minute;
 * beside them what a fixed retry after 5 s would do. SCREENS and SEED from the environment.
 */

enum {
	POLL_S = 60,
	AWAY_S = 900,       /* the centre goes, */
	BACK_S = 1500,      /* and comes back */
	CUT_S = 2700,       /* power is cut; boxes need 20 to 25 s to start */
	BOOT_S = 20,
	BOOT_SPREAD_MS = 5000,
	END_S = 3300,
	WINDOW_S = 5,       /* peaks are those of so many seconds */
	TENTHS_MAX = 64,
	PLOT_STEP_S = 60,
	FIXED_RETRY_MS = 5000
};

struct screen {
	int64_t phase_ms, due_ms;
	int failures;
	bool booted;
};

struct herd {
	struct random random;
	struct screen *screens;
	size_t count;
	bool fixed; /* every 5 s again, from the start without a phase: what is not wanted */
	uint32_t asked[END_S];
	uint32_t back[END_S]; /* first good answers after the outage, by second */
};

static size_t from_environment(const char *name, size_t otherwise)
{
	return getenv(name) ? strtoul(getenv(name), NULL, 10) : otherwise;
}

static void start_all(struct herd *herd)
{
	for (size_t i = 0; i < herd->count; i++) {
		struct screen *screen = &herd->screens[i];

		screen->phase_ms = (int64_t)random_below(&herd->random, 3600 * 1000);
		screen->due_ms = schedule_poll_ms(screen->phase_ms, POLL_S, 0);
	}
}

static void cut_power(struct herd *herd, struct screen *screen)
{
	int64_t start = CUT_S * INT64_C(1000) + BOOT_S * 1000 + (int64_t)random_below(&herd->random, BOOT_SPREAD_MS);

	*screen = (struct screen){.phase_ms = (int64_t)random_below(&herd->random, 3600 * 1000), .booted = true};
	screen->due_ms = herd->fixed ? start : start + schedule_start_ms(screen->phase_ms, POLL_S, start);
}

static void ask(struct herd *herd, struct screen *screen, int64_t now_ms)
{
	int64_t second = now_ms / 1000;

	herd->asked[second]++;
	if (second >= AWAY_S && second < BACK_S) {
		screen->due_ms = now_ms + (herd->fixed ? FIXED_RETRY_MS : schedule_backoff_ms(&herd->random, screen->failures, POLL_S, 0));
		screen->failures++;
		return;
	}
	if (screen->failures)
		herd->back[second]++;
	screen->failures = 0;
	screen->due_ms = now_ms + (herd->fixed ? POLL_S * 1000 : schedule_poll_ms(screen->phase_ms, POLL_S, now_ms));
}

/* Screens do not know of each other, so each is run to its end by itself. */
static void run(struct herd *herd)
{
	start_all(herd);
	for (size_t i = 0; i < herd->count; i++) {
		struct screen *screen = &herd->screens[i];

		while (screen->due_ms < END_S * INT64_C(1000)) {
			if (!screen->booted && screen->due_ms >= CUT_S * INT64_C(1000)) {
				cut_power(herd, screen);
				continue;
			}
			ask(herd, screen, screen->due_ms);
		}
	}
}

static double rate(const struct herd *herd, int from_s, int to_s)
{
	double sum = 0;

	for (int s = from_s; s < to_s; s++)
		sum += herd->asked[s];
	return sum / (to_s - from_s);
}

static double peak(const struct herd *herd, int from_s, int to_s)
{
	double steady = rate(herd, 300, AWAY_S), most = 0;

	for (int s = from_s; s + WINDOW_S <= to_s; s++)
		if (rate(herd, s, s + WINDOW_S) > most)
			most = rate(herd, s, s + WINDOW_S);
	return most / steady;
}

static int back_s(const struct herd *herd, double share)
{
	double all = 0, sum = 0;
	int s = BACK_S;

	for (int i = BACK_S; i < END_S; i++)
		all += herd->back[i];
	while (s < END_S && (sum += herd->back[s]) < share * all)
		s++;
	return s + 1 - BACK_S;
}

static void print_plot(const struct herd *herd, const struct herd *fixed)
{
	double steady = rate(herd, 300, AWAY_S);

	printf("  from s   questions a second, each * a tenth of the steady rate (|: fixed retry after 5 s)\n");
	for (int s = AWAY_S - 4 * PLOT_STEP_S; s + PLOT_STEP_S <= END_S; s += PLOT_STEP_S) {
		int tenths = (int)(10 * rate(herd, s, s + PLOT_STEP_S) / steady + 0.5), other = (int)(10 * rate(fixed, s, s + PLOT_STEP_S) / steady);
		char line[TENTHS_MAX + 2];

		memset(line, ' ', TENTHS_MAX);
		memset(line, '*', (size_t)(tenths < TENTHS_MAX ? tenths : TENTHS_MAX));
		line[TENTHS_MAX] = '\0';
		line[other < TENTHS_MAX ? other : TENTHS_MAX - 1] = '|';
		printf("  %6d   %s%s\n", s, line,
			s <= AWAY_S && AWAY_S < s + PLOT_STEP_S ? "  away" : s <= BACK_S && BACK_S < s + PLOT_STEP_S ? "  back" :
			s <= CUT_S && CUT_S < s + PLOT_STEP_S ? "  power cut" : "");
	}
}

static void many_screens_are_no_herd(void **state)
{
	size_t count = from_environment("SCREENS", 100000);
	uint64_t seed = from_environment("SEED", 1);
	struct herd *herd = calloc(1, sizeof(*herd)), *fixed = calloc(1, sizeof(*fixed));

	(void)state;
	REQUIRE(herd && fixed && (herd->screens = calloc(count, sizeof(*herd->screens))) && (fixed->screens = calloc(count, sizeof(*fixed->screens))));
	herd->count = fixed->count = count;
	fixed->fixed = true;
	herd->random = random_seeded(seed);
	fixed->random = random_seeded(seed);
	run(herd);
	run(fixed);
	printf("  %zu screens, %.0f questions a second while all is well, seed %llu\n", count, rate(herd, 300, AWAY_S), (unsigned long long)seed);
	printf("  peak of %d s against that     ours   fixed 5 s\n", WINDOW_S);
	printf("  while the centre is away     %5.2f   %5.2f\n", peak(herd, AWAY_S, BACK_S), peak(fixed, AWAY_S, BACK_S));
	printf("  after it came back           %5.2f   %5.2f\n", peak(herd, BACK_S, CUT_S), peak(fixed, BACK_S, CUT_S));
	printf("  after a power cut            %5.2f   %5.2f\n", peak(herd, CUT_S, END_S), peak(fixed, CUT_S, END_S));
	printf("  99 %% are back after           %3d s   %3d s\n", back_s(herd, 0.99), back_s(fixed, 0.99));
	print_plot(herd, fixed);
	assert_true(peak(herd, BACK_S, CUT_S) <= 1.3);
	assert_true(peak(herd, CUT_S, END_S) <= 2.5); /* all within half a period */
	assert_true(back_s(herd, 0.99) <= 300);
	assert_true(peak(fixed, BACK_S, CUT_S) > 10); /* else the simulation sees nothing */
	free(herd->screens);
	free(fixed->screens);
	free(herd);
	free(fixed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(many_screens_are_no_herd)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
