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

enum { MINUTE_MS = 60000, SOON_MS = 5000 };

/* What is said at the far side: only whole, and only where the first sentence leaves room for it. */
static void draw_far(struct draw_list *list, const struct view *view, struct rect *box, int needed, struct str text)
{
	struct text_style quiet = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	int gap = kit_px(view, 36);

	if (needed + gap + text_measure(view->metrics, &quiet, 8 * view->screen.width, text).width < box->width)
		kit_text_end(list, view, box, &quiet, text, gap);
}

static int64_t draw_nothing(const struct view *view)
{
	int64_t expires_ms = view->snapshot ? snapshot_head(view->snapshot)->expires_ms : 0;

	if (view->freshness.failing_since_ms || view->freshness.alerts_failing_since_ms)
		return view->now_ms + SOON_MS;
	return expires_ms > view->now_ms ? expires_ms : WIDGET_FOREVER;
}

static int64_t freshness_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct words_value time = {"time", STR(""), true};
	struct text_style loud = kit_style(view, 40, TEXT_BOLD, ROLE_INK);
	int64_t since_ms = kit_is_stale(view) ? kit_data_ms(view) : view->freshness.alerts_failing_since_ms;
	struct str sentence;
	int needed;

	(void)self;
	if (!kit_needs_band(view))
		return draw_nothing(view);
	time.text = kit_date_time(list, view, since_ms);
	sentence = !kit_is_stale(view)		    ? kit_words(list, view, "alerts_unseen", &time, 1)
		   : view->freshness.failing_since_ms ? kit_words(list, view, "offline_band", &time, 1)
						      : kit_word(view, "data_expired");
	draw_rounded(list, box, (float)kit_px(view, 12), view->theme->color[ROLE_STALE_SOFT]);
	draw_fill(list, kit_cut_start(view, &box, kit_px(view, 12)), view->theme->color[ROLE_STALE]);
	kit_cut_start(view, &box, kit_px(view, 16));
	kit_cut_end(view, &box, kit_px(view, 28));
	kit_icon_start(list, view, &box, STR("offline"), kit_px(view, 48), ROLE_STALE, kit_px(view, 20));
	needed = text_measure(view->metrics, &loud, 8 * view->screen.width, sentence).width;
	if (view->freshness.failing_since_ms)
		draw_far(list, view, &box, needed + kit_px(view, 420), kit_word(view, "reconnecting"));
	draw_far(list, view, &box, needed, elapsed(list, view, since_ms));
	text_paragraph(list, view->metrics, &loud, box, sentence);
	return view->now_ms + MINUTE_MS;
}

const struct widget_class widget_freshness = {
	.name = "freshness",
	.help = "a band while the data on the screen is old",
	.tells_contact = true,
	.draw = freshness_draw,
};
