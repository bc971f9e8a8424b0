#ifndef KIOSK_HEADLESS_H
#define KIOSK_HEADLESS_H

#include "kiosk/kiosk.h"
#include "kiosk/script.h"

/*
 * --picture and --text: one round of the feed (at most 5 s), the script if there is one, the screen as of --at, and out. Needs
 * no display. Time is what --at and the script say; only the network runs on real time.
 */

enum { HEADLESS_SYNC_MS = 5000, HEADLESS_RECEIPT_MS = 3000, HEADLESS_WIDTH = 1920, HEADLESS_HEIGHT = 1080 };

bool headless_run(struct kiosk *kiosk, const struct script *script, struct moment start, struct error *error);

#endif
