#ifndef KIOSK_KIOSK_PARTS_H
#define KIOSK_KIOSK_PARTS_H

#include "kiosk/kiosk.h"

/* Between kiosk.c (what happens to the screen) and turn.c (what it shows); nothing else includes this. */

const struct survey *kiosk_survey(const struct kiosk *kiosk); /* or NULL */
uint32_t kiosk_area(const struct kiosk *kiosk);               /* the hall's own, the root where the feed lacks it, or AREA_NONE */

/* The one service that this screen is for is not in the survey: it asks nothing, rather than for another one. */
bool kiosk_asks_nothing(const struct kiosk *kiosk);

void kiosk_touch_screens(struct kiosk *kiosk); /* everything is recorded again */
void kiosk_set_visit(struct kiosk *kiosk, struct visit visit);
const char *kiosk_visit_screen(enum visit_place place); /* NULL while a rating is put away: the page stays as it is */

#endif
