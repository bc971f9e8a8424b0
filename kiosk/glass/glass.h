#ifndef KIOSK_GLASS_GLASS_H
#define KIOSK_GLASS_GLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/pixels/pixels.h"

/*
 * The only place that opens windows and reads fingers. Two bodies: a window, and plain memory for tests and --picture. A window
 * shows what was painted in one of two ways: by the processor (the window's surface, damaged rectangles only) or by a GPU
 * (SDL_Renderer, damaged rectangles sent to one texture). Both look the same. Coordinates are those of the picture as people
 * see it; the display's rotation ends here. UI thread, except glass_wake.
 */

struct glass;

enum glass_presenter {
	GLASS_AUTO, /* the GPU without X11 and Wayland (KMSDRM needs it) and for more than 2560x1440 pixels where it is a real one */
	GLASS_CPU,
	GLASS_GPU /* the processor where that fails */
};

struct glass_settings {
	int width, height; /* of the display before it is turned; 0: the display's own */
	bool windowed;
	enum quarter turn; /* how the picture lies on the display */
	enum glass_presenter presenter;
	bool patient;      /* without a display it is waited for, in glass_wait */
	const char *title;
};

enum { GLASS_DAMAGE_MAX = 64, GLASS_FRAME_US = 16667 /* where the display does not say */ };

bool glass_window_create(struct glass **glass, const struct glass_settings *settings, struct error *error);
/* width and height: of the display, before the turn. */
bool glass_memory_create(struct glass **glass, int width, int height, enum quarter turn, struct error *error);
void glass_destroy(struct glass *glass);

enum glass_event_kind {
	GLASS_NONE,    /* the timeout passed */
	GLASS_DOWN,    /* one finger or the left button; a second finger is ignored */
	GLASS_MOVE,
	GLASS_UP,
	GLASS_CANCEL,
	GLASS_KEY,     /* a key that the rating screens know; key is a character or one of 'L' 'R' 'U' 'D' arrows */
	GLASS_WOKEN,   /* glass_wake was called, or a signal came */
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

/* Where to paint: it holds the picture that was painted last (or is lost: GLASS_EXPOSED). Valid until the next wait. false where
   there is no display just now. */
bool glass_canvas(struct glass *glass, struct pixels *canvas);
void glass_present(struct glass *glass, const struct rect *damage, size_t count);

/* How one picture gives way to another. */
enum glass_passage_kind { GLASS_FADE, GLASS_PUSH, GLASS_ZOOM };

struct glass_passage {
	enum glass_passage_kind kind;
	bool from_left;   /* GLASS_PUSH: the coming picture enters from there */
	struct rect from; /* GLASS_ZOOM: the part of the old picture that the coming one grows out of */
};

/* Ahead of glass_passage_begin, once a frame, so that it has little to do: keeps a part more of what is shown. true: there is more. */
bool glass_passage_prepare(struct glass *glass);
/* Keeps what is shown now. What is painted from here on is the coming picture: the next glass_present says which part of the
   screen passes over; later ones change the coming picture, or the screen at once where nothing passes over. */
void glass_passage_begin(struct glass *glass, const struct glass_passage *passage);
/* Shows the passage this far, 0..1 and already eased (the first steps may show nothing new); at 1 it is over. Does nothing where none was begun. */
void glass_passage_step(struct glass *glass, double share);
bool glass_is_passing(const struct glass *glass);

/* The time between two frames of the display. */
int glass_frame_us(struct glass *glass);

struct glass_stats {
	uint64_t presents;          /* frames that were shown */
	uint64_t bytes;             /* of pixels that these handed over */
	const char *presenter;      /* "cpu", "gpu (NAME)", "memory" */
	size_t passage_bytes_most;  /* what a passage took beside the picture */
};
struct glass_stats glass_stats(const struct glass *glass);

#endif
