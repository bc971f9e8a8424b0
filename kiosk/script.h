#ifndef KIOSK_SCRIPT_H
#define KIOSK_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/fault.h"
#include "feed/base/str.h"
#include "kiosk/draw/geometry.h"

struct arena;

/*
 * Touches to play, one a line, times in ms from the start, never going back:
 *     1500 tap 300 620        a finger down and up
 *     1600 swipe 300 620 900 620   a finger drawn from one place to another
 *     1700 key tab            a key: tab, left, right, up, down, enter, space, back, escape, r, p, + or -
 *     2000 wait               nothing; the time passes
 *     2500 picture FILE.png   the screen as it is then
 *     2500 text FILE          the same as draw list
 * Empty lines and # comments are fine.
 */

enum { SCRIPT_BYTES_MAX = 1024 * 1024, SCRIPT_STEPS_MAX = 100000, SCRIPT_MS_MAX = 7 * 24 * 3600 * 1000 };

enum script_act { SCRIPT_TAP, SCRIPT_SWIPE, SCRIPT_KEY, SCRIPT_WAIT, SCRIPT_PICTURE, SCRIPT_TEXT };

struct script_step {
	int64_t at_ms;
	enum script_act act;
	struct point at; /* of a tap, or where a swipe begins */
	struct point to; /* where it ends */
	int key;         /* as struct glass_event has it */
	struct str file; /* of a picture or a text; ends with a zero byte */
};

struct script {
	struct script_step *steps;
	size_t count;
};

bool script_parse(struct arena *arena, struct str file, struct str text, struct script *script, struct faults *faults);

#endif
