#ifndef KIOSK_LAYOUT_THEME_H
#define KIOSK_LAYOUT_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"
#include "kiosk/draw/draw.h"
#include "kiosk/layout/theme_roles.h"

struct arena;
struct faults;

/*
 * assets/themes/NAME.theme -> colours and patterns by role. A plain value, constant once read; its name lives in the
 * arena. A theme that nobody could read is refused: text stands 7:1 on what is under it, marks 3:1 (WCAG 2.2). Any
 * thread.
 */

enum theme_role {
#define THEME_ROLE(constant, name) ROLE_##constant,
	THEME_ROLES(THEME_ROLE)
#undef THEME_ROLE
	ROLE_COUNT
};

/* How a role is told apart where hue must not carry it. */
enum theme_pattern_kind {
	THEME_PLAIN,
	THEME_HATCH, /* bands at 45 degrees in the role's colour, on ROLE_BG */
	THEME_DOTS,  /* squares in the role's colour, on ROLE_BG */
	THEME_EDGE   /* the role's colour with an edge of another */
};

/* Sizes in base pixels (kit_px and draw scale them). */
struct theme_pattern {
	enum theme_pattern_kind kind;
	float pitch, band;         /* hatch and dots; band is the side of a dot */
	float edge_width;          /* edge */
	enum theme_role edge_role; /* edge */
};

struct theme {
	struct str name;
	bool serif_titles;
	uint32_t color[ROLE_COUNT]; /* 0xAARRGGBB, all opaque */
	struct theme_pattern pattern[ROLE_COUNT];
};

/* Unknown, missing and unreadable entries and pairs without contrast are faults that name what would be understood. */
bool theme_load(struct arena *arena, const char *path, struct theme *theme, struct faults *faults);
bool theme_parse(struct arena *arena, struct str file, struct str text, struct theme *theme, struct faults *faults);

struct str theme_role_name(enum theme_role role);
bool theme_role_find(struct str name, enum theme_role *role);

/* How a role is filled: solid, or its bands or dots at this many pixels per base pixel (on ROLE_BG, filled before). */
struct ink theme_ink(const struct theme *theme, enum theme_role role, double unit);

/* WCAG 2.2 contrast ratio of two opaque colours, 1..21. */
double theme_contrast(uint32_t foreground, uint32_t background);

#endif
