#ifndef TESTS_SUPPORT_VISITS_H
#define TESTS_SUPPORT_VISITS_H

#include "kiosk/kiosk.h"

/*
 * A touch screen in memory with the real layouts, themes, words and fonts, and each thing that a resident may see on
 * it. The survey is tests/data/survey_full.json; the time is 2018-10-25 09:30 in Shanghai.
 */

#define VISITS_NOW_MS INT64_C(1540431000000)

struct visit_scene {
	const char *name;
	enum visit_place place;
	int level;
	unsigned reasons;
	size_t further;
	bool topic, still_there, out_of_period, fixed;
};

extern const struct visit_scene visit_scenes[];
extern const size_t visit_scene_count;

/* A screen as it hangs in a hall. */
struct visit_glass {
	const char *name;
	int width, height, width_mm;
};

/* How somebody set it. */
struct visit_manner {
	enum language language;
	bool large, lower, contrast, paused;
	int focus; /* of the keys, from 1; 0: none are used */
};

struct visits {
	struct arena arena;
	struct settings settings;
	struct stage stage;
	struct kiosk kiosk;
	struct moment now;
};

/* theme: night, civic or contrast. Fails the test where something is amiss. */
void visits_open(struct visits *visits, const char *theme);
void visits_close(struct visits *visits);

/* Puts the scene on the screen as if somebody had come to it; nothing is drawn yet. */
void visits_set(struct visits *visits, const struct visit_scene *scene, const struct visit_glass *glass,
	const struct visit_manner *manner);
/* The same, recorded: the lists are those of kiosk_lists, and after the first, the ground, those of the screen's boxes in their
   order. */
void visits_show(struct visits *visits, const struct visit_scene *scene, const struct visit_glass *glass,
	const struct visit_manner *manner);

/* The same, painted into a larger picture at this place. */
void visits_paint(struct visits *visits, const struct visit_scene *scene, const struct visit_glass *glass,
	const struct visit_manner *manner, struct pixels to, struct point at);

#endif
