#ifndef KIOSK_KIOSK_H
#define KIOSK_KIOSK_H

#include "feed/base/clock.h"
#include "kiosk/glass/glass.h"
#include "kiosk/pixels/wear.h"
#include "kiosk/paint/paint.h"
#include "kiosk/playing.h"
#include "kiosk/screen/focus.h"
#include "kiosk/stage.h"
#include "kiosk/staff.h"
#include "kiosk/visit/enrol_page.h"
#include "kiosk/worker.h"

/*
 * The screen's one struct and its one turn: wait, take what came, update, paint what changed. UI thread. Times are arguments, so
 * that a window, a picture as of some day and a test run the same code.
 */

struct moment {
	int64_t wall_ms, steady_ms;
	int64_t frame_us; /* on the steady clock: when what is painted now will be seen; movement goes by it. 0: steady_ms */
};

struct kiosk {
	const struct settings *settings; /* borrowed; outlives us */
	struct stage *stage;             /* borrowed; outlives us */
	struct worker *worker;           /* borrowed; NULL: no feed */
	struct painter *painter;         /* owned */
	struct random random;
	struct tongues tongues; /* of the wall: at least one */
	enum language home;     /* the first of them: what a visit falls back to */
	bool words_told[LANGUAGE_COUNT]; /* which words each of them lacks */
	const char *state_folder; /* borrowed; where the last good layout of the centre is kept, or NULL */

	/* what the worker told */
	const struct snapshot *snapshot; /* our reference, or NULL */
	struct sync_state sync;
	bool settled;
	const struct snapshot *alerts; /* our reference, or NULL */
	struct watch_state watch;
	int64_t alerts_since_ms;       /* wall: when these came */

	/* what is on */
	struct playing playing;
	struct tongue tongue; /* that was shown last */
	struct faults *faults; /* --check: of the centre's layout; else NULL */
	uint64_t words_seen;   /* of the centre's words; 0: none */
	uint64_t layout_seen; /* of the centre's layout that was looked at last; 0: none */
	bool touch;
	struct visit visit;
	struct staff staff;
	struct visit_tally tally_seen, tally_told; /* what was counted; what of it was no test of staff's */
	struct task task;        /* what the centre asks for; number 0: nothing */
	int64_t task_over;       /* number of the one that was answered last */
	bool off;                /* the centre switched it off: black but for alerts */
	bool black;              /* so it is on the glass */
	bool enrolling;          /* this screen has no centre yet */
	struct enrol_page enrol; /* what it shows then */
	struct intent pressed;
	bool speaks[LANGUAGE_COUNT]; /* which languages can be read aloud */
	bool finger_down;
	struct point down_at;        /* where it came down */
	struct arena ring_arena;     /* owned; of the ring */
	struct draw_list ring;       /* round the target that the keys are on */
	struct focus chosen;         /* the area that a finger led a page to */
	uint32_t focus;              /* the area that the page shown last was about */
	struct rect focus_from;      /* where that area stood on the page before; empty: unknown */
	int64_t start_ms;         /* wall: when the screen was fixed by name, for paging */
	int64_t last_wall_ms;
	const struct stage_set *set; /* of the screen shown last */
	const struct layout_screen *shown;
	struct alert_showing alert;  /* what has taken the screen over; its alert lives in alerts */
	char told[ALERT_ID_BYTES_MAX + 1]; /* which alert was on the glass last, and the centre told of it */
	bool cut;                    /* this page came or goes with an alert: at once, without a passage */
	struct rect area;            /* of the whole screen */
	bool dark;                   /* there was no display at the last turn */
	bool still;                  /* nothing may be on its way: pictures, and where people asked for that */
	int64_t passage_us;          /* when the passage to this page began */
	int64_t changed_ms;          /* steady: when another page came or somebody touched the screen */
	struct point shift;          /* where the picture stands, against burning in */
	struct arena veil_arena;     /* owned; of the veil */
	bool veiled;                 /* there was one at the update before */
	struct arena mark_arena;     /* owned; of the mark */
	struct draw_list mark;       /* answers are tests now */
	bool marked;                 /* so it was at the update before */
	struct arena invite_arena;   /* owned; of the invitation */
	struct draw_list invite;     /* to touch a wall that also takes ratings */
	struct arena seam_arena;     /* owned; of the seam */
	struct draw_list seam;       /* between two languages */
	struct draw_list veil;       /* over a picture that has stood for hours */
	const struct draw_list *lists[2 * LAYOUT_BOXES_MAX + 6]; /* of the last update */
	size_t list_count;
	struct rect changed;         /* where the lists differ from what was painted last */
	const struct stage_set *shown_set;
	int64_t change_ms;           /* wall: when the playlist turns to another page; WIDGET_FOREVER: it does not */
	struct ahead {
		int64_t for_ms; /* the change that this is for */
		int row;        /* of cells, that comes next */
		bool painted;   /* the coming page is in the cache */
		bool done;      /* ... and the one that is shown is kept for the passage */
	} ahead;
	struct wear wear;            /* what the display has borne */
};

/* Without data as yet. */
bool kiosk_start(struct kiosk *kiosk, const struct settings *settings, struct stage *stage, struct moment now, struct error *error);
/* The worker (NULL: no feed) and the first snapshot (its reference is taken over; may be NULL). */
void kiosk_join(struct kiosk *kiosk, struct worker *worker, const struct snapshot *first, struct moment now);
void kiosk_stop(struct kiosk *kiosk);

/* Whether this screen takes ratings, as settings and layouts say (the outbox is opened for those). */
bool kiosk_takes_ratings(const struct settings *settings, const struct stage *stage);

void kiosk_take_news(struct kiosk *kiosk, struct moment now);
void kiosk_event(struct kiosk *kiosk, const struct glass_event *event, struct moment now);

/* Brings the draw lists to this moment; returns until when they stay right (wall clock, WIDGET_FOREVER). */
int64_t kiosk_update(struct kiosk *kiosk, int width, int height, struct moment now);

/* For --check: records a screen of the layout that runs, in one language of a tongue, and adds what its widgets did not find in the feed
   (NULL: does not). A list for each box; *unit: pixels per base pixel. */
const struct draw_list *const *kiosk_record(struct kiosk *kiosk, const struct layout_screen *screen, struct tongue tongue, bool second,
	struct moment now, struct faults *faults, double *unit);

/* The lists of the last update. */
const struct draw_list *const *kiosk_lists(const struct kiosk *kiosk, size_t *count);

/* What the centre asks for, once nobody is at the screen; after a turn. */
void kiosk_do_task(struct kiosk *kiosk, struct glass *glass, struct moment now);

/* What residents see now as a picture onto a USB stick, as staff asked for (kiosk->staff.wish). */
void kiosk_save_picture(struct kiosk *kiosk, struct glass *glass, struct moment now);

/* update, paint what changed, present. Returns until when nothing needs doing: now where something moves. */
int64_t kiosk_show(struct kiosk *kiosk, struct glass *glass, struct moment now);

#endif
