#ifndef KIOSK_WIDGET_STAFF_H
#define KIOSK_WIDGET_STAFF_H

#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/rating.h"

/* The pages behind the staff door, each in a file of its own; staff.c frames them. */

struct str staff_word(const struct view *view, const char *key);

/* A button that asks the door for something. */
void staff_button(struct draw_list *list, const struct view *view, struct rect box, enum rating_look look, const char *key,
	enum door_act act, int number);

/* The four languages; what each asks for is the first one's argument and its place. */
void staff_draw_languages(struct draw_list *list, const struct view *view, struct rect box, struct intent first);

void staff_draw_code(struct draw_list *list, const struct view *view, struct rect box);
void staff_draw_menu(struct draw_list *list, const struct view *view, struct rect box);
void staff_draw_status(struct draw_list *list, const struct view *view, struct rect box);
void staff_draw_notices(struct draw_list *list, const struct view *view, struct rect box);
void staff_draw_touch(struct draw_list *list, const struct view *view); /* both fill the screen */
void staff_draw_color(struct draw_list *list, const struct view *view);

/* "Test: answers do not count", over whatever is on. */
void staff_draw_mark(struct draw_list *list, const struct view *view);

#endif
