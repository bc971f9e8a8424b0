#include "kiosk/widget/kit_picture.h"

/* One photograph or drawing. */

static const struct widget_setting settings[] = {
	{"picture", SETTING_TEXT, NULL, NULL,
		"the name of one that the centre sent, or a file beside the layout such as hall.jpg"},
	{"fit", SETTING_CHOICE, "fill", "fill|fit", "fill the box and cut off what stands out, or show all of it"},
	{"caption", SETTING_WORDS_KEY, "", NULL, "a word's key under it; else what the centre says of it"},
	{"px", SETTING_INTEGER, "40", "20..80", "size of the caption"},
	{0},
};

static bool has_data(const struct widget *self, const struct view *view)
{
	return kit_pictures_any(self, view, "picture");
}

static int64_t picture_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct kit_picture pictures[KIT_PICTURES_MAX];
	size_t count = kit_pictures_find(self, view, list, "picture", pictures);
	struct rect room = kit_picture_caption_room(self, view, list, pictures, count ? 1 : 0, &box);

	kit_picture_stand_in(list, view, box);
	if (count == 0)
		return WIDGET_FOREVER;
	kit_picture_draw(self, view, list, box, &pictures[0], 1);
	kit_picture_caption_draw(self, view, list, room, &pictures[0]);
	return WIDGET_FOREVER;
}

const struct widget_class widget_picture = {
	.name = "picture",
	.help = "a picture, PNG, JPEG or WebP, from the centre or from a file beside the layout",
	.settings = settings,
	.has_data = has_data,
	.draw = picture_draw,
};
