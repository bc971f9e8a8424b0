#ifndef KIOSK_WIDGET_ALERT_PARTS_H
#define KIOSK_WIDGET_ALERT_PARTS_H

#include "kiosk/widget/kit_text.h"

/* What the alert screen is made of; alert.c puts the parts together. Sizes are base pixels of view->unit, which alert.c fits to the
   box: an alert is whole on every screen. */

enum { ALERT_MARGIN = 60, ALERT_LINE = 4 };

/* Texts under each other, each in its own language, as large together as a box allows. */
struct alert_line {
	struct str text; /* empty: no line */
	enum language language;
	enum text_weight weight;
	int base_px, lines_max;
	int gap; /* above it, base pixels */
};

/* Sets them from the top of the box, in the middle of what is left where they are lower. Nothing is cut: they become smaller
   together until they fit. */
void alert_draw_lines(struct draw_list *list, const struct view *view, struct rect box, const struct alert_line *lines,
	size_t count, enum theme_role role);

/* A word of the program in one of the languages that are shown. */
struct str alert_say(const struct view *view, enum language language, const char *key);

/* Pictogram, severity and words in each of the languages; upright in two rows. */
void alert_draw_band(struct draw_list *list, const struct view *view, struct rect box, const enum language *languages, size_t count);
void alert_draw_high_band(
	struct draw_list *list, const struct view *view, struct rect box, const enum language *languages, size_t count);

/* An edge that says "drill" over and over. */
void alert_draw_drill_edge(
	struct draw_list *list, const struct view *view, struct rect box, const enum language *languages, size_t count);

/* Bands of warning along an edge. */
void alert_draw_bands(struct draw_list *list, const struct view *view, struct rect box);

/* The sign of the way out: somebody who runs there, and an arrow where it is known. Never turned round by a language. */
void alert_draw_exit(struct draw_list *list, const struct view *view, struct rect box);

/* A framed pictogram, for what nobody has to run from. */
void alert_draw_pictogram(struct draw_list *list, const struct view *view, struct rect box, enum alert_event event);

/* A disc with a check: it is over. */
void alert_draw_clear(struct draw_list *list, const struct view *view, struct rect box);

/* Four marks, as many of them full as the severity counts: minor one, extreme four. Returns their width. */
int alert_draw_severity(struct draw_list *list, struct rect box, bool from_right, enum alert_severity severity, uint32_t color);

struct str alert_icon(enum alert_event event);

#endif
