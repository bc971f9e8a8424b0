#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* A band that appears when the connection is lost or the data is past its date. Figures stay as they are. */

static struct str elapsed(struct draw_list *list, const struct view *view, int64_t since_ms)
{
	int64_t minutes = (view->now_ms - since_ms) / 60000;
	struct words_value values[] = {
		{"d", str_format(list->arena, "%lld", (long long)(minutes / 1440)), false},
		{"h", str_format(list->arena, "%lld", (long long)(minutes / 60 % 24)), false},
		{"m", str_format(list->arena, "%lld", (long long)(minutes % 60)), false},
	};

	if (minutes >= 1440)
		return kit_words(list, view, "elapsed_days", values, 3);
	return kit_words(list, view, minutes >= 60 ? "elapsed_hours" : "elapsed_minutes", values, 3);
}

static int64_t freshness_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct words_value time = {"time", STR(""), true};
	struct text_style loud = kit_style(view, 40, TEXT_BOLD, ROLE_INK), quiet = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	int64_t since_ms = kit_data_ms(view);
	struct rect edge;

	(void)self;
	if (!kit_is_stale(view))
		return view->freshness.failing_since_ms ? view->now_ms + 5000 : WIDGET_FOREVER;
	time.text = kit_date_time(list, view, since_ms);
	draw_rounded(list, box, (float)kit_px(view, 12), view->theme->color[ROLE_STALE_SOFT]);
	edge = kit_cut_start(view, &box, kit_px(view, 12));
	draw_fill(list, edge, view->theme->color[ROLE_STALE]);
	kit_cut_start(view, &box, kit_px(view, 16));
	kit_cut_end(view, &box, kit_px(view, 28));
	kit_icon_start(list, view, &box, STR("offline"), kit_px(view, 48), ROLE_STALE, kit_px(view, 20));
	if (!view->portrait) {
		struct rect far = kit_cut_end(view, &box, box.width * 45 / 100);

		kit_text_end(list, view, &far, &quiet, kit_word(view, "reconnecting"), kit_px(view, 36));
		kit_text_end(list, view, &far, &quiet, elapsed(list, view, since_ms), 0);
	}
	text_paragraph(list, view->metrics, &loud, box,
		view->freshness.failing_since_ms ? kit_words(list, view, "offline_band", &time, 1) : kit_word(view, "data_expired"));
	return view->now_ms + 60000;
}

const struct widget_class widget_freshness = {
	.name = "freshness",
	.help = "a band while the data on the screen is old",
	.draw = freshness_draw,
};
