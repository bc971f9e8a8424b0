#ifndef KIOSK_SCREEN_ID_H
#define KIOSK_SCREEN_ID_H

#include "feed/base/error.h"
#include "feed/base/random.h"
#include "feed/model/seen.h"

/* FOLDER/screen.id: which screen this is, for the count of those that showed an alert. Random, made once; no address, no name, and
   another than the one that ratings carry. */
bool screen_id_open(const char *folder, struct random *random, char id[SEEN_DEVICE_DIGITS + 1], struct error *error);

#endif
