#ifndef KIOSK_WIDGET_KIT_PICTURE_H
#define KIOSK_WIDGET_KIT_PICTURE_H

#include "kiosk/widget/kit.h"

/*
 * Pictures by name. A name without a dot is one that the centre sent (for this screen's group, else for all); one with
 * a dot is a file beside the layout that asks for it, never above it. Texts live in the list's arena.
 */

enum { KIT_PICTURES_MAX = 60, KIT_PICTURE_NAME_BYTES_MAX = 200 };

struct kit_picture {
	struct str name;
	struct str path; /* empty: there is no such picture, and a calm stand-in is shown */
};

/* What a setting asks for: NAME, NAME, and for pictures of the centre also START*, which is each one that begins so.
   Names of the centre that it does not send are left out where several are asked for. Returns how many. For --check,
   what is missing is told. */
size_t kit_pictures_find(const struct widget *self, const struct view *view, struct draw_list *list,
	const char *setting, struct kit_picture pictures[KIT_PICTURES_MAX]);

/* Whether any is there; a view without a folder is answered by what the feed names. */
bool kit_pictures_any(const struct widget *self, const struct view *view, const char *setting);

/* The stand-in that shows while a picture is not there. */
void kit_picture_stand_in(struct draw_list *list, const struct view *view, struct rect box);

/* A picture in its box over the stand-in; opacity 0..1. `fit` is the setting of that name. */
void kit_picture_draw(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct kit_picture *picture, double opacity);

/* What is said under it: the word of the setting `caption`, else what the table `media` of the feed says of this name;
 * may be empty. */
struct str kit_picture_caption(
	const struct widget *self, const struct view *view, struct draw_list *list, const struct kit_picture *picture);

/* Cuts the room for captions off the box where any picture has one. */
struct rect kit_picture_caption_room(const struct widget *self, const struct view *view, struct draw_list *list,
	const struct kit_picture *pictures, size_t count, struct rect *box);
void kit_picture_caption_draw(const struct widget *self, const struct view *view, struct draw_list *list,
	struct rect room, const struct kit_picture *picture);

#endif
