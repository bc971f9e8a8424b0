#ifndef KIOSK_STAFF_H
#define KIOSK_STAFF_H

#include "feed/base/civil.h"
#include "feed/model/survey.h"
#include "kiosk/draw/draw.h"
#include "kiosk/settings.h"
#include "kiosk/visit/door.h"

struct kiosk;

/*
 * The staff door of this screen: its secret, which codes were used, how long it is locked, and the notice that staff put up. The last
 * three are kept in STATE/staff, so that pulling the plug opens nothing. UI thread.
 */

enum { STAFF_SECRET_SIZE = 32 };

struct staff {
	struct door door;
	struct staff_view view;
	bool has_secret; /* without one the door stays shut */
	bool secret_set; /* by the settings */
	uint8_t secret[STAFF_SECRET_SIZE];
	const char *state_folder, *usb; /* borrowed; the first may be NULL */
	int wrong;         /* codes in a row */
	int64_t used_day;  /* of the code that opened it last */
	int used_number;
	int64_t looked_ms; /* wall: when the view was filled */
	struct survey_hours hours[SURVEY_HOURS_MAX]; /* of the hall */
	size_t hours_count;                          /* 0: always */
	enum door_wish wish; /* for the loop: WISH_RESTART or WISH_PICTURE */
	bool hidden;       /* a picture of what residents see is being made */
};

/* Reads the secret and what was kept. A secret that cannot be read is told and leaves the door shut. */
void staff_start(struct staff *staff, const struct settings *settings, const char *state_folder, int64_t wall_ms);

/* What a code is worth. today, other: days since 1970, by the clock and by the newest feed. */
enum door_said staff_try(struct staff *staff, const char *code, int64_t today, int64_t other, int64_t wall_ms);

void staff_put_notice(struct staff *staff, enum local_notice_kind kind, enum door_until until, int64_t wall_ms);
/* Forgets a notice whose time is over; until when the rest stays as it is. */
int64_t staff_tick(struct staff *staff, int64_t wall_ms);

/* The secret that the centre sent; one that the settings name goes before it. false: there is none. */
bool staff_read_sent(struct staff *staff);

bool staff_hall_is_closed(const struct staff *staff, struct civil local);

/* The newest mounted stick under the folder of the settings: where a picture goes. false: there is none. */
bool staff_find_stick(const struct staff *staff, char *folder, size_t size);

#endif
