#ifndef KIOSK_LAYOUT_LAYOUT_READ_H
#define KIOSK_LAYOUT_LAYOUT_READ_H

#include "kiosk/layout/layout.h"

/* Between the files that read a layout; nothing outside kiosk/layout/ includes this. */

struct layout_reader {
	struct arena *arena;
	struct str file; /* the one that is being read */
	struct layout *layout;
	struct faults *faults;
	bool ok;
};

void layout_refuse(struct layout_reader *reader, const struct ini_entry *entry, const char *expected);

bool layout_read_place(struct layout_reader *reader, const struct ini_entry *entry, struct place *place);

/* "coverage 20s, teams 15s": screens must be known already. */
void layout_read_playlist(struct layout_reader *reader, const struct ini_entry *entry, struct layout_playlist *playlist);

/* when, days and priority of a [schedule.NAME]; false where it is another key. */
bool layout_read_window(struct layout_reader *reader, const struct ini_entry *entry, struct layout_schedule *schedule);

/* "volunteers_by_day = 2d 14d" */
void layout_read_ages(struct layout_reader *reader, const struct ini_entry *entry);

/* Which list a time belongs to. */
struct layout_window {
	const struct layout_schedule *schedule; /* NULL: the layout's own */
	int64_t since_ms;                       /* 0 for the layout's own */
	int64_t until_ms;                       /* nothing changes before */
};

struct layout_window layout_window_at(const struct layout *layout, const struct layout_calendar *calendar, int64_t now_ms);

#endif
