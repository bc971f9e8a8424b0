#ifndef KIOSK_WIDGET_RATING_H
#define KIOSK_WIDGET_RATING_H

#include "kiosk/widget/kit.h"

/* Shared by the widgets of the touch screen. Large text is 1.5 times; what then has no room shrinks back. */

/* base_px as in kit_style; may shrink to least_px base pixels where the box is too small, but never below what is read from where one
   stands at this glass. */
struct text_style rating_style(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role);
/* The same for what one must read to rate: questions, answers, and what leads from screen to screen. */
struct text_style rating_needed(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role);

/* The title of a screen, needed too. */
struct text_style rating_title(const struct view *view, int base_px, int least_px);

/* Makes the style smaller until all lines fit into a box of this size. */
void rating_fit(const struct view *view, struct text_style *style, int width, int height, struct str words);

/* text_paragraph, but all lines together are no higher than the box while they may shrink. */
void rating_text(struct draw_list *list, const struct view *view, const struct text_style *style, struct rect box, struct str words);

/* For words in several lines on a button: as near to each other as can be read. */
float rating_lines(const struct view *view, enum text_weight weight);

/* Between two things that are touched: base_px, and 3 mm at least. */
int rating_gap(const struct view *view, int base_px);

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

/* That a wall may be touched to rate, in the language or the two that it speaks: a band along its foot. */
int rating_invite_height(double unit);
void rating_draw_invite(struct draw_list *list, const struct view *view, struct rect box, struct tongue tongue);

/* The thank-you roundel: panes of an ice-crack window around a blossom. */
void rating_roundel(struct draw_list *list, const struct view *view, struct rect box);

#endif
