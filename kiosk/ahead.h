#ifndef KIOSK_AHEAD_H
#define KIOSK_AHEAD_H

#include "kiosk/kiosk.h"

/*
 * The coming page, before its time: seconds before a wall turns to it, it is recorded as it will be and painted into
 * the cache of finished cells, a row of them at a time and never when something else is due. Then what is shown is kept for the
 * passage, in parts too. The turn then copies. UI thread.
 */

/* One row of cells, where there is something to prepare. Returns when to be called again (wall); WIDGET_FOREVER: after
   the next turn of the screen. */
int64_t ahead_step(struct kiosk *kiosk, struct glass *glass, struct moment now);

#endif
