#ifndef KIOSK_WIDGET_MOTION_H
#define KIOSK_WIDGET_MOTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Figures, lengths and places on their way: a widget says where something is to be, and is told where it is now. One for each box
 * on the glass; it is forgotten when the page leaves. UI thread.
 */

enum {
	MOTION_KEYS_MAX = 96, /* further ones stand where they are to be */
	MOTION_MS = 600       /* from anywhere to anywhere; starts fast, arrives slowly */
};

struct motion_item {
	uint64_t key;
	double from, to;
	int64_t start_us;
	bool wanted; /* asked for since motion_begin */
};

/* Starts as all zero. */
struct motion {
	struct motion_item *items; /* owned; most boxes have none */
	size_t count, room;
	bool moving; /* something had not arrived at the last recording */
};

void motion_finish(struct motion *motion); /* forgets everything */

/* Before a box is recorded; motion_end forgets what was not asked for since. */
void motion_begin(struct motion *motion);
void motion_end(struct motion *motion);

/* Where the value of this key is at a time: it sets out from `first` when it is new, and from where it is whenever its
   target changes. motion NULL: at the target. */
double motion_value(struct motion *motion, uint64_t key, double first, double target, int64_t now_us);

/* How far along a way of 0..1 something is: fast at first (1 - (1 - t)^3). */
double motion_ease(double share);

#endif
