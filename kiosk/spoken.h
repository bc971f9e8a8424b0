#ifndef KIOSK_SPOKEN_H
#define KIOSK_SPOKEN_H

#include "kiosk/kiosk.h"

struct voice;

/* What a screen says where it is read aloud. UI thread; the voice speaks on its own. */

/* What was said last. */
struct spoken {
	struct visit visit;
};

/* After each turn: says what is new on the screen, or falls silent. An answer is confirmed by a tone; only into a
 * headset it is said. */
void spoken_follow(struct spoken *spoken, const struct kiosk *kiosk, struct voice *voice);

#endif
