#ifndef KIOSK_SCREEN_SCREEN_H
#define KIOSK_SCREEN_SCREEN_H

#include "kiosk/widget/widget.h"

/*
 * What is on the glass now: one page of widgets, each with its own draw list, recorded again only when its picture is no longer
 * right. UI thread.
 */

struct screen;

/* Binds every box of every screen of the layout. The layout and its arena outlive it. */
bool screen_create(struct screen **screen, const struct layout *layout, struct faults *faults);
void screen_destroy(struct screen *screen);

/* Records what changed. The view's members say which screen is on (view->layout_screen); its place (view->screen) may be moved by
   a few pixels. view->may_move: things may be seen on their way. Returns until when the whole picture stays right
   (view->now_ms scale): now where something moves. */
int64_t screen_update(struct screen *screen, const struct view *view);

/* Whether view->layout_screen has anything to show: where boxes of it are about tables, at least one of those has rows for it. */
bool screen_has_data(const struct screen *screen, const struct view *view);

/* After new data, language, theme or visit: everything is recorded again at the next update (equal lists paint nothing). */
void screen_touch_all(struct screen *screen);

/* After another focus or language of the view: the same, but what was recorded for them before is still right. */
void screen_turn_all(struct screen *screen);

/* Nothing of it is shown any more: lists are given back. */
void screen_rest(struct screen *screen);

/* What may look different since the update before; empty: nothing. */
struct rect screen_changed(const struct screen *screen);

/* In painting order; the first is the page's ground. Borrowed until the next update. */
const struct draw_list *const *screen_lists(const struct screen *screen, size_t *count);

/* Targets in the order in which they are read, numbered from 1; where something lies over all of them, those on it alone. */
size_t screen_target_count(const struct screen *screen);
const struct draw_command *screen_target(const struct screen *screen, size_t number); /* or NULL */
/* Where the page that is shown draws an area that a finger can choose; empty where it does not. */
struct rect screen_area_place(const struct screen *screen, uint32_t area);

/* The intent at a point; INTENT_NONE where there is no target. */
struct intent screen_intent(const struct screen *screen, struct point point);

#endif
