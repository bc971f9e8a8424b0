#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/file.h"
#include "kiosk/paint/paint.h"
#include "tests/support/pictures.h"
#include "tests/support/visits.h"

/*
 * Each thing that a resident may see, in four languages on one sheet, wide and upright, beside sheets that somebody looked at
 * (tests/golden/visit). ACCEPT=1 writes them anew: look at each before you commit it.
 */

enum { LONG = 960, SHORT = 540, SCALE = 2 /* a sheet's pixels to those that are painted */ };

static const struct sheet {
	const char *name, *scene, *theme;
	struct visit_manner manner;
	bool wide_only;
} sheets[] = {
	{"welcome", "welcome", "civic", {0}, false},
	{"service", "service", "civic", {0}, false},
	{"question", "question", "civic", {0}, false},
	{"question-large", "question", "civic", {.large = true}, false},
	{"question-lower", "question", "civic", {.lower = true}, false},
	{"question-contrast", "question", "civic", {.contrast = true}, true},
	{"question-night", "question", "night", {0}, true},
	{"question-focus", "question", "civic", {.focus = 3}, true},
	{"question-paused", "question", "civic", {.paused = true}, true},
	{"reasons", "reasons", "civic", {0}, false},
	{"reasons-large", "reasons-chosen", "civic", {.large = true}, false},
	{"reasons-lower", "reasons-chosen", "civic", {.lower = true}, false},
	{"reasons-chosen", "reasons-chosen", "civic", {0}, false},
	{"further-choice", "further-choice", "civic", {0}, false},
	{"further-stars", "further-stars", "civic", {0}, false},
	{"further-levels", "further-levels", "civic", {0}, false},
	{"thanks", "thanks", "civic", {0}, false},
	{"thanks-topic", "thanks-topic", "civic", {0}, false},
	{"sorry", "sorry", "civic", {0}, false},
	{"closed", "closed", "civic", {0}, false},
	{"calm", "calm", "civic", {0}, false},
	{"still-there", "still-there", "civic", {0}, false},
};

enum { SHEETS = sizeof(sheets) / sizeof(sheets[0]) };

/* 21.5 inches. */
static const struct visit_glass glasses[] = {
	{"wide", LONG, SHORT, 476},
	{"upright", SHORT, LONG, 268},
};

static const struct visit_scene *scene_of(const struct sheet *sheet)
{
	for (size_t i = 0; i < visit_scene_count; i++)
		if (strcmp(visit_scenes[i].name, sheet->scene) == 0)
			return &visit_scenes[i];
	fail_msg("no scene %s", sheet->scene);
	return NULL;
}

static struct pixels make_pixels(int width, int height)
{
	struct pixels pixels = {calloc((size_t)width * height, sizeof(uint32_t)), width, height, width * (int)sizeof(uint32_t)};

	assert_non_null(pixels.rows);
	return pixels;
}

/* Letters keep the sizes that they have on a larger screen. */
static struct pixels scaled_down(struct pixels from)
{
	struct pixels to = make_pixels(from.width / SCALE, from.height / SCALE);

	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++) {
			uint32_t sum[3] = {0}, color = 0;

			for (int i = 0; i < SCALE * SCALE; i++)
				for (int c = 0; c < 3; c++)
					sum[c] += *pixels_at(from, x * SCALE + i % SCALE, y * SCALE + i / SCALE) >> 8 * c & 0xff;
			for (int c = 0; c < 3; c++)
				color |= (sum[c] / (SCALE * SCALE) & 0xf8) << 8 * c; /* coarser colours make smaller files */
			*pixels_at(to, x, y) = color;
		}
	return to;
}

/* Two by two where they are wide, else side by side. */
static void paint_sheet(struct visits *visits, const struct sheet *sheet, const struct visit_glass *glass, const char *file)
{
	int columns = glass->width > glass->height ? 2 : LANGUAGE_COUNT, rows = LANGUAGE_COUNT / columns;
	struct pixels to = make_pixels(columns * glass->width, rows * glass->height), small;
	struct error error;

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct visit_manner manner = sheet->manner;

		manner.language = (enum language)language;
		visits_paint(visits, scene_of(sheet), glass, &manner, to,
			(struct point){language % columns * glass->width, language / columns * glass->height});
	}
	small = scaled_down(to);
	if (!pixels_write_png(small, file, &error))
		fail_msg("%s", error.text);
	free(to.rows);
	free(small.rows);
}

static int look_at(struct visits *visits, const struct sheet *sheet, const struct visit_glass *glass)
{
	char golden[128], made[128];
	double apart;

	snprintf(golden, sizeof(golden), "tests/golden/visit/%s-%s.png", sheet->name, glass->name);
	snprintf(made, sizeof(made), "build/test-pictures/visit-%s-%s.png", sheet->name, glass->name);
	paint_sheet(visits, sheet, glass, getenv("ACCEPT") ? golden : made);
	if (getenv("ACCEPT"))
		return 0;
	apart = pictures_apart(golden, made);
	if (apart < 0)
		printf("%s or %s cannot be read; ACCEPT=1 makes it, then look at it\n", golden, made);
	else if (apart > PICTURES_APART_MOST)
		printf("%.3f %% of %s differ from %s, expected at most %.3f %%\n", apart * 100, made, golden, PICTURES_APART_MOST * 100);
	return apart < 0 || apart > PICTURES_APART_MOST;
}

static void every_state_looks_as_it_was_accepted(void **state)
{
	static const char *const themes[] = {"civic", "night"};
	int faults = 0;

	(void)state;
	for (size_t theme = 0; theme < sizeof(themes) / sizeof(themes[0]); theme++) {
		struct visits visits;

		visits_open(&visits, themes[theme]);
		for (size_t i = 0; i < SHEETS; i++)
			for (size_t glass = 0; strcmp(sheets[i].theme, themes[theme]) == 0 && glass < (sheets[i].wide_only ? 1 : 2); glass++)
				faults += look_at(&visits, &sheets[i], &glasses[glass]);
		visits_close(&visits);
	}
	if (faults)
		fail_msg("%d sheets look otherwise", faults);
}

static int setup(void **state)
{
	struct error error;

	(void)state;
	return file_make_folder("build/test-pictures", &error) && file_make_folder("tests/golden/visit", &error) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_state_looks_as_it_was_accepted)};

	return cmocka_run_group_tests_name("visit_pictures", tests, setup, NULL);
}
