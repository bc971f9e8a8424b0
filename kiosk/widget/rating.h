#ifndef KIOSK_WIDGET_RATING_H
#define KIOSK_WIDGET_RATING_H

#include "kiosk/widget/kit.h"

/* Shared by the widgets of the touch screen. Large text is 1.5 times; what then has no room shrinks back. */

/* base_px as in kit_style; may shrink to least_px base pixels where the box is too small. */
struct text_style rating_style(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role);

enum rating_look { LOOK_PLAIN, LOOK_CHOSEN, LOOK_INVERTED, LOOK_PRIMARY };

/* A button with its lip, pressed look and target. Returns the box for what stands on it. */
struct rect rating_button(struct draw_list *list, const struct view *view, struct rect box, enum rating_look look,
	struct intent intent, struct str name);

/* A picture in the style's colour and words beside it, in the middle of the box; icon may be empty. */
void rating_caption(struct draw_list *list, const struct view *view, struct rect box, struct str icon, int icon_px,
	enum theme_role tone, const struct text_style *style, struct str words);

/* So many solid stars of five. */
void rating_stars(struct draw_list *list, const struct view *view, struct rect box, int level, enum theme_role tone);

struct str rating_face(int level);               /* name of its icon */
enum theme_role rating_role(int level);
const struct survey *rating_survey(const struct view *view); /* NULL before the first data */
const struct service *rating_service(const struct view *view); /* the one that is rated, or NULL */

/* A pill that shrinks as time runs out: share 0..1 of it is left, from the reading side. */
void rating_bar(struct draw_list *list, const struct view *view, struct rect box, double share);

/* The code under which the reply to what was said is found, where the survey has topics and a reason was given. */
bool rating_shows_topic(const struct view *view);
void rating_topic(struct draw_list *list, const struct view *view, struct rect box);

/* How many ratings of the own community were published, and as of when; nothing where none were. */
void rating_results(struct draw_list *list, const struct view *view, struct rect box);

/* The thank-you roundel: panes of an ice-crack window around a blossom. */
void rating_roundel(struct draw_list *list, const struct view *view, struct rect box);

#endif
