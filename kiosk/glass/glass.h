#ifndef KIOSK_GLASS_GLASS_H
#define KIOSK_GLASS_GLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "kiosk/draw/geometry.h"

/*
 * The only place that opens windows and reads fingers. Two bodies: an SDL window (its surface, damaged rectangles only) and
 * plain memory for tests and --picture. UI thread, except glass_wake.
 */

struct glass;

struct glass_settings {
	int width, height; /* 0: the display's */
	bool windowed;
	const char *title;
};

bool glass_window_create(struct glass **glass, const struct glass_settings *settings, struct error *error);
bool glass_memory_create(struct glass **glass, int width, int height, struct error *error);
void glass_destroy(struct glass *glass);

enum glass_event_kind {
	GLASS_NONE,    /* the timeout passed */
	GLASS_DOWN,    /* one finger or the left button; a second finger is ignored */
	GLASS_MOVE,
	GLASS_UP,
	GLASS_CANCEL,
	GLASS_KEY,     /* a key that the rating screens know; key is a character or one of 'L' 'R' 'U' 'D' arrows */
	GLASS_WOKEN,   /* glass_wake was called */
	GLASS_EXPOSED, /* the window's content was lost or its size changed */
	GLASS_QUIT     /* the session ends; only in a window of a desktop, never by a key */
};

struct glass_event {
	enum glass_event_kind kind;
	struct point at;
	int key;
};

/* Waits at most so long (-1: for ever; 0: polls). Motion events are folded into the newest. */
struct glass_event glass_wait(struct glass *glass, int timeout_ms);
void glass_wake(struct glass *glass); /* any thread */

/* XRGB8888; valid until the next wait. NULL rows where there is no surface just now. */
bool glass_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes);
void glass_present(struct glass *glass, const struct rect *damage, size_t count);

#endif
