#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* A text that runs through, for a customer who asks for one. */

static const struct widget_setting settings[] = {
	{"px", SETTING_INTEGER, "40", "20..120", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"speed", SETTING_INTEGER, "120", "20..400", "base pixels a second"},
	{0},
};

enum { FRAME_MS = 16, TICKER_BYTES_MAX = 4000, WIDEST_PX = 1 << 20 };

/* A notice is for its area and all below. */
static bool is_meant(const struct view *view, const struct notice *notice)
{
	const struct areas *areas = snapshot_areas(view->snapshot);
	uint32_t area = areas ? areas_find(areas, notice->area) : AREA_NONE;

	return area != AREA_NONE && view->area != AREA_NONE && areas_within(areas, view->area, area);
}

/* The notices that are on now, one after the other; *until_ms falls to the next moment when these change. */
static struct str gather(const struct view *view, struct draw_list *list, int64_t *until_ms)
{
	const struct notices *notices = view->snapshot ? snapshot_notices(view->snapshot) : NULL;
	struct str text = STR("");

	for (size_t i = 0; notices && i < notices->count && text.length < TICKER_BYTES_MAX; i++) {
		const struct notice *notice = &notices->items[i];

		if (!is_meant(view, notice) || view->now_ms >= notice->until_ms)
			continue;
		if (view->now_ms < notice->from_ms) {
			*until_ms = notice->from_ms < *until_ms ? notice->from_ms : *until_ms;
			continue;
		}
		text = str_format(list->arena, STR_FMT "%s" STR_FMT "  " STR_FMT, STR_ARG(text),
			text.length ? "      " : "", STR_ARG(kit_label(view, &notice->title)),
			STR_ARG(kit_label(view, &notice->text)));
	}
	return text;
}

/* Where it stands comes from the clock alone, so that a frame that is left out costs no judder. Without notices it
 * rests. */
static int64_t ticker_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	bool bold = str_equal(widget_value(self, "weight"), STR("bold"));
	struct text_style style =
		kit_style(view, widget_integer(self, "px"), bold ? TEXT_BOLD : TEXT_REGULAR, widget_role(self, "role"));
	int64_t until_ms = WIDGET_FOREVER;
	struct str text = gather(view, list, &until_ms);
	int width, shift;

	draw_fill(list, box, view->theme->color[ROLE_SUNK]);
	if (text.length == 0)
		return until_ms;
	style.least_px = 0;
	style.plain = true;
	width = text_measure(view->metrics, &style, WIDEST_PX, text).width + 1;
	shift = (int)fmod(
		(double)view->steady_ms * widget_integer(self, "speed") * view->unit / 1000, width + box.width);
	box.x = view->mirrored ? box.x - width + shift : box.x + box.width - shift;
	box.width = width;
	text_paragraph(list, view->metrics, &style, box, text);
	return view->now_ms + FRAME_MS;
}

const struct widget_class widget_ticker = {
	.name = "ticker",
	.help = "the notices of now, running through",
	.settings = settings,
	.draw = ticker_draw,
};
