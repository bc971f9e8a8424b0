#ifndef KIOSK_THEME_SIGHT_H
#define KIOSK_THEME_SIGHT_H

#include "feed/base/fault.h"
#include "kiosk/draw/icons.h"
#include "kiosk/layout/theme.h"

/*
 * Whether what a theme tells apart can be told apart by everybody: the marks of the four tiers and the three kinds of
 * grids are painted small, with shape, dot and edge as on the wall, and each two of a set are compared as full colours,
 * in greyscale, and as people with deuteranopia and with protanopia see them. UI thread.
 */

enum sight { SIGHT_GREY, SIGHT_DEUTAN, SIGHT_PROTAN, SIGHT_COUNT };

/* How much of the smaller of two marks looks different, 0..1, for each way of seeing. Marks 0..3 are tiers, 4..6 kinds
 * of grids. */
enum { SIGHT_MARKS = 7, SIGHT_TIERS = 4 };
double theme_sight_apart(const struct theme *theme, const struct icons *icons, size_t a, size_t b, enum sight sight);

#define SIGHT_APART_LEAST 0.05

/* A fault for each two marks that somebody cannot tell apart; false where there was one. */
bool theme_sight_check(const struct theme *theme, const struct icons *icons, struct str file, struct faults *faults);

#endif
