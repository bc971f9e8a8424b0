#ifndef KIOSK_KIOSK_PARTS_H
#define KIOSK_KIOSK_PARTS_H

#include "kiosk/kiosk.h"

/* Between kiosk.c (what happens to the screen), turn.c (what it shows) and their helpers in this folder; nothing else includes this. */

const struct survey *kiosk_survey(const struct kiosk *kiosk); /* or NULL */
uint32_t kiosk_area(const struct kiosk *kiosk);               /* the hall's own, the root where the feed lacks it, or AREA_NONE */

/* The one service that this screen is for is not in the survey: it asks nothing, rather than for another one. */
bool kiosk_asks_nothing(const struct kiosk *kiosk);

/* What residents do (resident.c). */
bool kiosk_is_wall(const struct kiosk *kiosk); /* nobody is at the screen and it shows the playlist */
/* The band at the foot of a wall that says that it may be touched; empty where there is none. */
struct rect kiosk_invite_at(const struct kiosk *kiosk);
bool kiosk_is_closed(const struct kiosk *kiosk, struct moment now); /* no period or no service that this screen asks about is open */
struct intent kiosk_focused(const struct kiosk *kiosk); /* what the keys are on; INTENT_NONE where none are used */
void kiosk_draw_ring(struct kiosk *kiosk, const struct theme *theme, double unit); /* round what the keys are on */

/* What an alert does to the screen (takeover.c). */
void kiosk_take_alerts(struct kiosk *kiosk, const struct news *news, struct moment now); /* takes over the news' reference */
void kiosk_update_alert(struct kiosk *kiosk, struct moment now);                        /* what is on at this moment */
void kiosk_tell_shown(struct kiosk *kiosk, struct moment now);                          /* what is on the glass now */

/* The clocks of a hall and its centre may differ by so much before one is not believed. */
enum { CLOCK_BEHIND_MS = 10 * 60 * 1000 };
#define CLOCK_AHEAD_MS INT64_C(34560000000) /* 400 days after what was published last should have been made anew */

/* The staff door (staff_turn.c). */
bool kiosk_staff_event(struct kiosk *kiosk, const struct glass_event *event, struct moment now); /* true: nobody else wants it */
int64_t kiosk_update_staff(struct kiosk *kiosk, struct moment now); /* until when it stays so */
const char *kiosk_staff_screen(const struct kiosk *kiosk, int64_t wall_ms); /* what it shows; NULL: nothing */
bool kiosk_clock_trusted(const struct kiosk *kiosk, int64_t wall_ms);

/* What the centre asks for (task_turn.c). */
void kiosk_take_task(struct kiosk *kiosk, const struct task *task);
int64_t kiosk_task_until(const struct kiosk *kiosk, struct moment now); /* wall; WIDGET_FOREVER */
void kiosk_start_tasks(struct kiosk *kiosk); /* reads whether it was switched off */
bool kiosk_is_black(const struct kiosk *kiosk);

/* The first start (enrol_turn.c). */
bool kiosk_enrol_event(struct kiosk *kiosk, const struct glass_event *event); /* true: nobody else wants it */
void kiosk_update_enrol(struct kiosk *kiosk);
bool kiosk_shows_enrol(const struct kiosk *kiosk);

void kiosk_put_visit_aside(struct kiosk *kiosk, int64_t now_ms); /* a visit ends where it is, and nothing of it is recorded */
void kiosk_touch_screens(struct kiosk *kiosk); /* everything is recorded again */
void kiosk_set_visit(struct kiosk *kiosk, struct visit visit);
const char *kiosk_visit_screen(enum visit_place place); /* NULL while a rating is put away: the page stays as it is */

/* The area that a page is about: what a finger chose, what the settings say, else the tour's; 0 where it is about all. *until_ms falls to
   when that changes. */
uint32_t kiosk_focus_at(const struct kiosk *kiosk, struct moment now, const struct layout_screen *screen,
	const struct layout_now *showing, int64_t *until_ms);

#endif
