#include "kiosk/widget/rating.h"

/* Thanks, only after the rating is on disk; or sorry. */

static struct rect roundel_box(const struct view *view, struct rect *box)
{
	int side = kit_px(view, view->portrait ? (view->small ? 280 : 320) : 480);
	struct rect at;

	if (view->portrait) {
		at = rect_cut_top(box, side);
		at.x += (at.width - side * 740 / 700) / 2;
	} else {
		at = rect_cut_right(box, kit_px(view, 560));
		at.x += kit_px(view, 30);
		at.y += kit_px(view, 30);
	}
	at.width = side * 740 / 700;
	at.height = side;
	return at;
}

/* The newest thing that was done in the own community, else anywhere. */
static bool find_done(const struct view *view, const struct table *replies, const struct label *parts[2])
{
	int title = table_find_column(replies, STR("title")), reply = table_find_column(replies, STR("reply"));
	int state = table_find_column(replies, STR("state")), area = table_find_column(replies, STR("area"));
	const struct area *own = kit_area(view, view->area);
	bool found = false;

	if (title == TABLE_NO_COLUMN || reply == TABLE_NO_COLUMN || state == TABLE_NO_COLUMN || area == TABLE_NO_COLUMN)
		return false;
	for (size_t row = 0; row < replies->row_count; row++) {
		const struct cell *said = table_cell(replies, row, title), *did = table_cell(replies, row, reply);
		const struct cell *now = table_cell(replies, row, state);
		bool here = own && str_equal(table_cell(replies, row, area)->text, own->id);

		if (!said->present || !did->present || !now->present || !str_equal(now->choice->id, STR("done")) || (found && !here))
			continue;
		parts[0] = said->label;
		parts[1] = did->label;
		found = true;
		if (here)
			break;
	}
	return found;
}

/* One thing that changed lately, so that an answer is seen to lead somewhere. */
static void draw_improvement(struct draw_list *list, const struct view *view, struct rect box)
{
	static const char *const keys[] = {"you_said", "we_did"};
	const struct table *replies = view->snapshot ? snapshot_table(view->snapshot, STR("replies")) : NULL;
	struct text_style quiet = rating_style(view, 36, 28, TEXT_REGULAR, ROLE_INK2), loud = rating_style(view, 40, 28, TEXT_BOLD, ROLE_INK);
	const struct label *parts[2];
	int row, head_width = 0;

	if (!replies || !find_done(view, replies, parts))
		return;
	draw_rounded(list, box, (float)kit_px(view, 20), view->theme->color[ROLE_HAIR]);
	draw_rounded(list, rect_inset(box, kit_px(view, 2)), (float)kit_px(view, 18), view->theme->color[ROLE_SURFACE]);
	box = rect_inset(box, kit_px(view, 24));
	row = box.height / 3;
	for (int i = 0; i < 2; i++) {
		int width = text_measure(view->metrics, &quiet, box.width / 2, kit_word(view, keys[i])).width;

		head_width = width > head_width ? width : head_width;
	}
	loud.lines_max = 2;
	rating_text(list, view, &quiet, rect_cut_top(&box, row), kit_word(view, "recent_improvements"));
	for (int i = 0; i < 2; i++) {
		struct rect line = rect_cut_top(&box, row), whole = line, head = rect_cut_left(&line, head_width + 1);

		rect_cut_left(&line, kit_px(view, 24));
		rating_text(list, view, &quiet, kit_place(view, whole, head), kit_word(view, keys[i]));
		rating_text(list, view, &loud, kit_place(view, whole, line), kit_label(view, parts[i]));
	}
}

static int64_t rating_thanks_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = rating_title(view, 104, 64), body = rating_style(view, 44, 32, TEXT_REGULAR, ROLE_INK2);
	struct rect whole = box, round = roundel_box(view, &box), at;

	(void)self;
	rating_roundel(list, view, view->portrait ? round : kit_place(view, whole, round));
	if (!view->portrait)
		rect_cut_right(&box, kit_px(view, 8));
	box = kit_place(view, whole, box);
	rect_cut_top(&box, kit_px(view, view->portrait ? 24 : 8));
	title.lines_max = 2;
	at = rect_cut_top(&box, kit_px(view, view->portrait ? (view->small ? 170 : 200) : view->small ? 104 : 130));
	rating_text(list, view, &title, at, kit_word(view, "thank_you"));
	rect_cut_top(&box, kit_px(view, 4));
	body.lines_max = 2;
	rating_text(list, view, &body, rect_cut_top(&box, kit_px(view, view->portrait ? 110 : 64)), kit_word(view, "recorded_anonymous"));
	if (!(view->small && rating_shows_topic(view))) /* which then takes the room */
		rating_text(list, view, &body, rect_cut_top(&box, kit_px(view, view->portrait ? 110 : 84)), kit_word(view, "thanks_what_next"));
	rect_cut_top(&box, kit_px(view, view->portrait ? 24 : 8));
	at = rect_cut_top(&box, kit_px(view, view->small && view->portrait ? 420 : view->portrait || (view->small && rating_shows_topic(view)) ? 300 : 224));
	if (rating_shows_topic(view))
		rating_topic(list, view, at);
	else
		draw_improvement(list, view, at);
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_thanks = {
	.name = "rating_thanks",
	.help = "thanks for a rating that was kept",
	.draw = rating_thanks_draw,
};

static int64_t rating_sorry_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = rating_title(view, 92, 56), body = rating_style(view, 52, 36, TEXT_REGULAR, ROLE_INK2);

	(void)self;
	title.lines_max = body.lines_max = 3;
	title.vertical = VERTICAL_BOTTOM;
	body.vertical = VERTICAL_TOP;
	rating_text(list, view, &title, rect_cut_top(&box, box.height / 2), kit_word(view, "sorry_title"));
	rect_cut_top(&box, kit_px(view, 24));
	rating_text(list, view, &body, box, kit_word(view, "sorry_body"));
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_sorry = {
	.name = "rating_sorry",
	.help = "a rating that could not be kept",
	.draw = rating_sorry_draw,
};
