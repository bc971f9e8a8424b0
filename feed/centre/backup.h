#ifndef FEED_CENTRE_BACKUP_H
#define FEED_CENTRE_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/centre/record.h"

struct arena;
struct clock;

/*
 * A centre as one file, made while it serves, and a centre from one. After a restore the record is played, versions begin above
 * what anybody saw, and every screen is asked for its ratings again: they keep them for 30 days.
 */

enum { BACKUP_OLD_DAYS = 25 }; /* older than this and screens may no longer have what it lacks */

bool backup_make(struct arena *arena, const char *folder, const char *file, int64_t now_ms, struct error *error);

/* When the newest one was made; 0: never. */
int64_t backup_made_ms(struct arena *arena, const char *folder);

struct backup_restored {
	int64_t made_ms, since_ms;
	bool recorded; /* there was a record to play */
	struct record_replay replay;
};

/* record: a file in place of what the centre's settings name, or NULL. mirror: a folder with the feed that halls saw, or NULL. */
bool backup_restore(const char *file, const char *folder, const char *record, const char *mirror, const struct clock *clock,
	struct backup_restored *restored, struct error *error);

#endif
