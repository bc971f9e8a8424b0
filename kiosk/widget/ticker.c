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

enum { FRAME_MS = 16, TICKER_BYTES_MAX = 4000 };

/* The notices that are on now, one after the other. */
static struct str ticker_text(const struct view *view, struct draw_list *list)
{
	const struct notices *notices = view->snapshot ? snapshot_notices(view->snapshot) : NULL;
	struct str text = STR("");

	for (size_t i = 0; notices && i < notices->count && text.length < TICKER_BYTES_MAX; i++) {
		const struct notice *notice = &notices->items[i];

		if (view->now_ms < notice->from_ms || view->now_ms >= notice->until_ms)
			continue;
		text = str_format(list->arena, STR_FMT "%s" STR_FMT "  " STR_FMT, STR_ARG(text), text.length ? "      " : "",
			STR_ARG(kit_label(view, &notice->title)), STR_ARG(kit_label(view, &notice->text)));
	}
	return text.length ? text : kit_word(view, "no_data");
}

/* Where it stands comes from the clock alone, so that a frame that is left out costs no judder. */
static int64_t ticker_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	bool bold = str_equal(widget_value(self, "weight"), STR("bold"));
	struct text_style style = kit_style(view, widget_integer(self, "px"), bold ? TEXT_BOLD : TEXT_REGULAR, widget_role(self, "role"));
	struct str text = ticker_text(view, list);
	int width, way, shift;
	double speed = widget_integer(self, "speed") * view->unit;

	style.least_px = 0;
	style.plain = true;
	width = text_measure(view->metrics, &style, 1 << 20, text).width + 1;
	way = width + box.width;
	shift = (int)((int64_t)((double)view->steady_ms * speed / 1000) % way);
	draw_fill(list, box, view->theme->color[ROLE_SUNK]);
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
