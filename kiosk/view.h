#ifndef KIOSK_VIEW_H
#define KIOSK_VIEW_H

#include "kiosk/kiosk.h"

/* What the widgets of the screen may know at a moment; nothing but turn.c asks for it. */

/* One language's part of the screen: all of it, or half where two stand side by side. */
struct view_part {
	struct rect at;
	enum language language;
};

struct view_part view_whole(const struct kiosk *kiosk, enum language language);

/* The first language is where it is read from: left, or right where its script runs from there; upright it is on top. */
struct view_part view_half(const struct kiosk *kiosk, struct tongue tongue, bool second);

struct view view_of(const struct kiosk *kiosk, struct moment now, struct layout_now showing, const struct layout_screen *screen,
	struct view_part part);

const struct theme *view_theme(const struct kiosk *kiosk);

int64_t moment_frame_us(struct moment now);

#endif
