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

/* "mon-fri 18:00-22:00" */
void layout_read_when(struct layout_reader *reader, const struct ini_entry *entry, struct layout_schedule *schedule);

#endif
