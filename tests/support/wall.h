#ifndef TESTS_SUPPORT_WALL_H
#define TESTS_SUPPORT_WALL_H

#include "kiosk/widget/widget.h"

/*
 * A wall for one widget at a time: the small feed of tests/data/wall, the real themes, icons and words, and fonts of
 * test_metrics. Chinese, night, 1920x1080, 2018-10-25 09:30 in Shanghai, in the hall of community c3.
 */

struct wall {
	struct arena arena;
	struct theme theme;
	struct icons icons;
	struct words words;
	struct layout layout;
	const struct snapshot *snapshot;
	struct view view; /* a test may change it between two drawings */
	struct draw_list list;
	int64_t until_ms; /* of the last drawing */
};

#define WALL_NOW_MS INT64_C(1540431000000)

int wall_open(void **state); /* cmocka's set-up and tear-down */
int wall_close(void **state);

void wall_speak(struct wall *wall, enum language language);

/* The feed with one document's text in place of its file; NULL: without it. */
void wall_feed(struct wall *wall, const char *document, const char *text);

/* Draws a widget with these lines of a layout ("widget = clock\npx = 40\n"); faults in them fail the test. */
void wall_draw(struct wall *wall, const char *lines, struct rect box);

/* Whether a text that was drawn holds these words. */
bool wall_says(const struct wall *wall, const char *words);
/* The first text that holds these words; fails the test where there is none. */
const struct draw_command *wall_text(const struct wall *wall, const char *words);
/* How many commands have this colour. */
size_t wall_count(const struct wall *wall, enum draw_kind kind, enum theme_role role);

/* The list as text against tests/golden/widget/NAME.txt; ACCEPT=1 writes it. */
void wall_accept(struct wall *wall, const char *name);

#endif
