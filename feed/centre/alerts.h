#ifndef FEED_CENTRE_ALERTS_H
#define FEED_CENTRE_ALERTS_H

#include "feed/centre/alert_template.h"
#include "feed/model/seen.h"

struct centre;

/* The alerts of a centre: raised from templates, cleared, and never forgotten. While the centre is locked. */

enum {
	ALERT_ACTIVE_MAX = ALERTS_MAX / 2, /* at a time; the other half of a document is for "all clear" */
	ALERT_RAISED_ID_BYTES_MAX = ALERT_ID_BYTES_MAX - 8, /* room for ".clear" */
	ALERT_SCREENS_MAX = 100000, /* that tell of one alert */
	ALERT_CLEAR_MS = 5 * 60 * 1000 /* how long "all clear" is shown unless told otherwise */
};

struct alert_wish {
	const struct alert_template *template;
	struct str id;    /* empty: made from template and time */
	struct str areas; /* ids with commas between them, or all */
	enum alert_severity severity;
	bool drill;
	int64_t expires_ms;
};

enum alert_outcome { ALERT_DONE, ALERT_REFUSED, ALERT_FAILED };

/* *id is what it is called from now on; in the arena. */
enum alert_outcome alerts_raise(struct centre *centre, struct arena *arena, const struct alert_wish *wish, struct str *id,
	struct error *error);
enum alert_outcome alerts_clear(struct centre *centre, struct str id, int64_t shown_ms, struct error *error);

/* What halls are to show at this time: raised and not over, then "all clear", the newest first. */
bool alerts_current(struct centre *centre, struct arena *arena, struct alerts *alerts, struct error *error);

/* When that changes by time alone; INT64_MAX: never. */
bool alerts_next_change(struct centre *centre, int64_t *change_ms, struct error *error);

/* A line for each, the newest first. */
bool alerts_list(struct centre *centre, FILE *out, struct error *error);

/* A screen told that it showed some; what is unknown is passed over, what is known already changes nothing. */
bool alerts_note_seen(struct centre *centre, const struct seen_batch *batch, struct error *error);

#endif
