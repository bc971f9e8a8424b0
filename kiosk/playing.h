#ifndef KIOSK_PLAYING_H
#define KIOSK_PLAYING_H

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "kiosk/layout/layout.h"

struct kiosk;

/*
 * Where the playlist stands, and what it leaves out: boards without data, and what the centre says about dates. UI thread.
 */

#define PLAYING_DAYS "days" /* the table of holidays and make-up workdays */

struct playing {
	struct arena arena; /* owned; the calendar's */
	struct layout_calendar calendar;
	bool skipped[LAYOUT_SCREENS_MAX]; /* of the layout that runs */
	struct layout_play play;
	int64_t played_ms; /* what `play` says was found for this time; meaningful where `played` */
	bool played;
};

/* After new data or a new layout. With --log it says which boards are left out now. */
void playing_look(struct kiosk *kiosk);

/* What is on, by the layout that runs. Where no board has anything to show: the headline, else the screen that waits. */
const struct layout_screen *playing_choose(struct kiosk *kiosk, int64_t now_ms, struct layout_now *showing);

/* For --check: boards of a playlist that have no data, at the places where the playlist names them. */
void playing_check(const struct kiosk *kiosk, struct faults *faults);

void playing_finish(struct playing *playing);

#endif
