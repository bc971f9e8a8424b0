#include "kiosk/screen/stamp.h"

#include "kiosk/widget/kit_data.h"
#include "kiosk/widget/kit_text.h"

enum { BAND = 48, BAND_GAP = 8, ROOM_HIGH = 280, ROOM_WIDE = 400, TITLE = 56, SENTENCE = 72 }; /* base pixels */

/* Single figures have none: their page says it. */
static bool has_room(const struct view *view, struct rect box)
{
	return box.height >= kit_px(view, ROOM_HIGH) && box.width >= kit_px(view, ROOM_WIDE);
}

static void draw_band(struct draw_list *list, const struct view *view, struct rect band, int64_t as_of_ms)
{
	struct words_value time = {"time", kit_date_time(list, view, as_of_ms), true};
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK);

	draw_rounded(list, band, (float)kit_px(view, 8), view->theme->color[ROLE_STALE_SOFT]);
	draw_fill(list, kit_cut_start(view, &band, kit_px(view, 8)), view->theme->color[ROLE_STALE]);
	kit_cut_start(view, &band, kit_px(view, 12));
	kit_cut_end(view, &band, kit_px(view, 12));
	kit_icon_start(list, view, &band, STR("clock"), kit_px(view, 32), ROLE_STALE, kit_px(view, 12));
	text_paragraph(list, view->metrics, &style, band, kit_words(list, view, "data_time", &time, 1));
}

/* Its title stays, so that one knows what is missing; but for one with figures in it. */
static void draw_hidden(const struct widget *widget, struct draw_list *list, const struct view *view, struct rect box)
{
	struct str title = words_find(view->words, view->language, kit_title_of(widget));

	if (title.length && str_find(title, STR("{")) == title.length && box.height >= kit_px(view, 2 * TITLE))
		kit_heading(list, view, &box, TITLE, title, STR(""));
	if (box.height >= kit_px(view, SENTENCE))
		kit_empty(list, view, box, "data_expired");
}

bool stamp_draw(const struct widget *widget, const struct view *view, struct rect *box, struct draw_list *list, int64_t *until_ms)
{
	int64_t as_of_ms;
	struct rect band;

	switch (kit_age_of(widget, view, &as_of_ms, until_ms)) {
	case KIT_HIDDEN:
		draw_hidden(widget, list, view, *box);
		return false;
	case KIT_OLD:
		if (view->stamp_ms || !has_room(view, *box))
			return true;
		band = rect_cut_bottom(box, kit_px(view, BAND));
		rect_cut_bottom(box, kit_px(view, BAND_GAP));
		draw_band(list, view, band, as_of_ms);
		break;
	case KIT_FRESH:
		break;
	}
	return true;
}

void stamp_count(struct stamp_sum *sum, const struct widget *widget, const struct view *view, struct rect box)
{
	int64_t as_of_ms;
	enum kit_age age = kit_age_of(widget, view, &as_of_ms, &sum->until_ms);

	if (rect_is_empty(box) || as_of_ms == 0)
		return;
	if (age == KIT_FRESH)
		sum->all_old = false;
	if (age != KIT_OLD)
		return;
	sum->crowded = sum->crowded || !has_room(view, box);
	sum->oldest_ms = sum->oldest_ms == 0 || as_of_ms < sum->oldest_ms ? as_of_ms : sum->oldest_ms;
}

int64_t stamp_of(const struct stamp_sum *sum)
{
	return sum->all_old || sum->crowded ? sum->oldest_ms : 0;
}
