#ifndef KIOSK_KAZAKH_H
#define KIOSK_KAZAKH_H

#include "feed/base/str.h"

struct arena;

/* Kazakh in Arabic script as its Cyrillic twin, which voices know. A word is soft where it has a hamza or one of the
 * letters e, k, g. */
struct str kazakh_cyrillic(struct arena *arena, struct str text);

#endif
