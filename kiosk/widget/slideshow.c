#include "kiosk/widget/kit_picture.h"

/* Several pictures in turn, one fading into the next. Which one is on comes from the time alone, so that walls beside
 * each other agree. */

enum { AHEAD_MS = 3000 /* the next one is decoded by the time that it comes */ };

static const struct widget_setting settings[] = {
	{"pictures", SETTING_TEXT, NULL, NULL,
		"names with commas, as in picture; START* is each one of the centre that begins so"},
	{"seconds", SETTING_INTEGER, "10", "3..600", "how long each one stays"},
	{"fade_ms", SETTING_INTEGER, "600", "0..2000", "how long one takes to fade into the next"},
	{"fit", SETTING_CHOICE, "fill", "fill|fit", "fill the box and cut off what stands out, or show all of it"},
	{"caption", SETTING_WORDS_KEY, "", NULL, "a word's key under all of them; else what the centre says of each"},
	{"px", SETTING_INTEGER, "40", "20..80", "size of the caption"},
	{0},
};

static bool has_data(const struct widget *self, const struct view *view)
{
	return kit_pictures_any(self, view, "pictures");
}

/* What is on at a moment. */
struct turn {
	size_t now, next;
	int64_t into_ms, stays_ms, fade_ms;
};

static struct turn turn_of(const struct widget *self, const struct view *view, size_t count)
{
	int64_t stays_ms = widget_integer(self, "seconds") * INT64_C(1000), round = view->now_ms / stays_ms;
	struct turn turn = {
		.now = (size_t)(round % (int64_t)count),
		.next = (size_t)((round + 1) % (int64_t)count),
		.into_ms = view->now_ms % stays_ms,
		.stays_ms = stays_ms,
		.fade_ms = view->still ? 0 : widget_integer(self, "fade_ms"),
	};

	return turn;
}

/* The last part of its time fades it into the next one; before that the next one is made ready. */
static int64_t draw_turn(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list,
	const struct kit_picture *pictures, struct turn turn)
{
	int64_t fades_ms = turn.stays_ms - turn.fade_ms, ready_ms = fades_ms - AHEAD_MS,
		start_ms = view->now_ms - turn.into_ms;

	kit_picture_draw(self, view, list, box, &pictures[turn.now], 1);
	if (turn.into_ms < ready_ms)
		return start_ms + ready_ms;
	if (turn.into_ms < fades_ms || turn.fade_ms == 0) {
		kit_picture_draw(self, view, list, box, &pictures[turn.next], 0);
		return start_ms + fades_ms;
	}
	kit_picture_draw(
		self, view, list, box, &pictures[turn.next], (double)(turn.into_ms - fades_ms) / (double)turn.fade_ms);
	return view->now_ms;
}

static int64_t slideshow_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct kit_picture pictures[KIT_PICTURES_MAX];
	size_t count = kit_pictures_find(self, view, list, "pictures", pictures);
	struct rect room = kit_picture_caption_room(self, view, list, pictures, count, &box);
	struct turn turn;

	kit_picture_stand_in(list, view, box);
	if (count == 0)
		return WIDGET_FOREVER;
	turn = turn_of(self, view, count);
	kit_picture_caption_draw(self, view, list, room, &pictures[turn.now]);
	if (count > 1)
		return draw_turn(self, view, box, list, pictures, turn);
	kit_picture_draw(self, view, list, box, &pictures[0], 1);
	return WIDGET_FOREVER;
}

const struct widget_class widget_slideshow = {
	.name = "slideshow",
	.help = "pictures in turn, one fading into the next",
	.settings = settings,
	.has_data = has_data,
	.draw = slideshow_draw,
};
