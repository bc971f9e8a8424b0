#include "feed/base/arena.h"
#include "kiosk/widget/kit_notices.h"

/* A text that runs through, for a customer who asks for one. */

static const struct widget_setting settings[] = {
	{"px", SETTING_INTEGER, "40", "20..120", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"speed", SETTING_INTEGER, "120", "20..400", "base pixels a second"},
	{0},
};

enum { TICKER_BYTES_MAX = 4000, STILL_MS = 8000, WIDEST_PX = 1 << 20 };

static struct str words_of(const struct view *view, struct draw_list *list, const struct notice *notice)
{
	return str_format(list->arena, STR_FMT "  " STR_FMT, STR_ARG(kit_label(view, &notice->title)),
		STR_ARG(kit_label(view, &notice->text)));
}

/* One after the other. */
static struct str all_words(
	const struct view *view, struct draw_list *list, const struct notice *const *notices, size_t count)
{
	struct str text = STR("");

	for (size_t i = 0; i < count && text.length < TICKER_BYTES_MAX; i++)
		text = str_format(list->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "        " : "",
			STR_ARG(words_of(view, list, notices[i])));
	return text;
}

/* Where nothing may move, one notice at a time. Returns until when. */
static int64_t draw_still(const struct view *view, struct draw_list *list, struct rect box, const struct text_style *style,
	const struct notice *const *notices, size_t count)
{
	int64_t turn = view->now_ms / STILL_MS;

	text_paragraph(list, view->metrics, style, box, words_of(view, list, notices[(size_t)turn % count]));
	return count > 1 ? (turn + 1) * STILL_MS : WIDGET_FOREVER;
}

/* Where it stands comes from the clock alone, so that a frame that is left out costs no judder. Without notices it
 * rests. */
static int64_t ticker_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	bool bold = str_equal(widget_value(self, "weight"), STR("bold"));
	struct text_style style =
		kit_style(view, widget_integer(self, "px"), bold ? TEXT_BOLD : TEXT_REGULAR, widget_role(self, "role"));
	struct draw_list *runs = arena_new(list->arena, struct draw_list);
	double speed = widget_integer(self, "speed") * view->unit;
	const struct notice *notices[KIT_NOTICES_MAX];
	int64_t until_ms = WIDGET_FOREVER, turn_ms;
	size_t count = kit_notices_now(view, notices, &until_ms);
	struct rect line = {0, box.y, 0, box.height};
	uint32_t ground = view->theme->color[ROLE_SUNK];
	struct str text;

	draw_fill(list, box, ground);
	if (count == 0)
		return until_ms;
	if (view->still) {
		turn_ms = draw_still(view, list, box, &style, notices, count);
		return turn_ms < until_ms ? turn_ms : until_ms;
	}
	text = all_words(view, list, notices, count);
	style.least_px = 0;
	style.plain = true;
	line.width = text_measure(view->metrics, &style, WIDEST_PX, text).width + 1;
	draw_begin(runs, list->arena, line);
	text_paragraph(runs, view->metrics, &style, line, text);
	if (view->mirrored)
		draw_moving(list, runs, box, ground, box.x - line.width, speed, box.width + line.width, view->frame_us);
	else
		draw_moving(list, runs, box, ground, box.x + box.width, -speed, box.width + line.width, view->frame_us);
	return until_ms;
}

const struct widget_class widget_ticker = {
	.name = "ticker",
	.help = "the notices of now, running through",
	.settings = settings,
	.draw = ticker_draw,
};
