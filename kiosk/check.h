#ifndef KIOSK_CHECK_H
#define KIOSK_CHECK_H

#include "kiosk/kiosk.h"

/* --check: what a technician wants to know before leaving the hall. Layout, words, theme and icons were read before (their faults
   are in *faults already); this adds words that no font shows, key, feed and area. One round of the feed, at most 5 s. */
void check_all(struct kiosk *kiosk, struct moment now, struct faults *faults);

#endif
