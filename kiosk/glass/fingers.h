#ifndef KIOSK_GLASS_FINGERS_H
#define KIOSK_GLASS_FINGERS_H

#include <SDL.h>

#include "kiosk/glass/glass.h"

/* SDL's events of fingers, the left button and keys as ours. One finger at a time: others are not there. */

struct fingers {
	bool down;
	SDL_FingerID finger; /* which one; of the button when it is FINGER_IS_BUTTON */
};

#define FINGER_IS_BUTTON ((SDL_FingerID)-1)

void fingers_init(struct fingers *fingers);

/* GLASS_NONE for what is none of these. width and height of the window: fingers are told in parts of it. */
struct glass_event fingers_translate(struct fingers *fingers, const SDL_Event *event, int width, int height);

#endif
