#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* The time of day, drawn once a minute. */

static const struct widget_setting settings[] = {
	{"px", SETTING_INTEGER, "64", "20..400", "size"},
	{"weight", SETTING_CHOICE, "bold", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{"seconds", SETTING_FLAG, "no", NULL, "with seconds"},
	{0},
};

static int64_t clock_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style style = kit_style_of(self, view);
	bool seconds = widget_flag(self, "seconds");
	struct str time = str_format(list->arena, "%02d:%02d", view->local.hour, view->local.minute);
	int64_t step_ms = seconds ? 1000 : 60000;

	if (seconds)
		time = str_format(list->arena, STR_FMT ":%02d", STR_ARG(time), view->local.second);
	style.spacing_em = 0.002f; /* digit by digit: the picture of a whole time would never be used again */
	text_paragraph(list, view->metrics, &style, box, time);
	return view->now_ms - view->now_ms % step_ms + step_ms;
}

const struct widget_class widget_clock = {
	.name = "clock",
	.help = "the time of day, drawn once a minute or once a second",
	.settings = settings,
	.draw = clock_draw,
};
