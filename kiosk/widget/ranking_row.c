#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* One community's row of a ranking board. */

enum { RANK_UPRIGHT = 84, TWO_LINES = 104 };

/* Widths in base pixels, as on the board of 1800; the parts take what is left. */
struct ranking_columns ranking_columns_of(const struct view *view, struct rect row)
{
	struct ranking_columns columns = {0};

	if (view->portrait) {
		columns.rank = kit_cut_start(view, &row, kit_px(view, RANK_UPRIGHT));
		columns.total = kit_cut_end(view, &row, kit_px(view, 120));
		columns.area = kit_cut_start(view, &row, kit_px(view, 290));
		columns.tier = kit_cut_start(view, &row, kit_px(view, 190));
		kit_cut_end(view, &row, kit_px(view, 16));
		columns.parts = row;
		return columns;
	}
	columns.rank = kit_cut_start(view, &row, kit_px(view, 104));
	columns.range = kit_cut_start(view, &row, kit_px(view, 136));
	columns.move = kit_cut_start(view, &row, kit_px(view, 112));
	columns.area = kit_cut_start(view, &row, kit_px(view, 286));
	columns.tier = kit_cut_start(view, &row, kit_px(view, language_is_rtl(view->language) ? 288 : 244));
	columns.answers = kit_cut_end(view, &row, kit_px(view, 160));
	columns.total = kit_cut_end(view, &row, kit_px(view, 128));
	kit_cut_end(view, &row, kit_px(view, 14));
	columns.parts = row;
	return columns;
}

bool ranking_is_own(const struct view *view, const struct ranking *ranking, size_t row)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	const struct cell *cell = table_cell(ranking->table, row, ranking->area);
	uint32_t area;

	if (!areas || view->area == AREA_NONE || !cell->present || ranking->table->columns[ranking->area].type != COLUMN_AREA)
		return false;
	area = areas_find(areas, cell->text);
	return area != AREA_NONE && areas_within(areas, view->area, area);
}

static void put(struct draw_list *list, const struct view *view, struct rect box, const struct text_style *style,
	struct str text)
{
	if (!rect_is_empty(box))
		text_paragraph(list, view->metrics, style, box, text);
}

static void draw_move(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	double move;

	if (rect_is_empty(box) || !table_number(ranking->table, row, ranking->move, &move))
		return;
	kit_icon_start(list, view, &box,
		move > 0   ? STR("move-up")
		: move < 0 ? STR("move-down")
			   : STR("move-same"),
		kit_px(view, 28), move > 0 ? ROLE_INK : ROLE_INK2, kit_px(view, 8));
	style = kit_digits(view, style);
	if (move != 0)
		text_paragraph(list, view->metrics, &style, box, kit_number(list, fabs(move), 0));
}

/* Between which ranks it may stand: "3–7"; nothing where it is sure. */
static void draw_range_of_rank(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);
	struct str best = kit_cell(list, view, ranking->table, row, ranking->rank_best);
	struct str worst = kit_cell(list, view, ranking->table, row, ranking->rank_worst);

	style = kit_digits(view, style);
	if (best.length && worst.length && !str_equal(best, worst))
		put(list, view, box, &style,
			str_format(list->arena, STR_FMT "\u2013" STR_FMT, STR_ARG(best), STR_ARG(worst)));
}

static bool is_state(const struct ranking *ranking, size_t row, const char *state)
{
	return table_cell_is(ranking->table, row, ranking->state, str_from(state));
}

/* The tag at the far side of the word, or under it where both do not fit. */
static void draw_tagged(
	struct draw_list *list, const struct view *view, struct rect box, struct str tier, struct str word)
{
	struct text_style bold = kit_style(view, 40, TEXT_BOLD, ROLE_INK),
			  tag = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	int gap = kit_px(view, 8), wide = 8 * view->screen.width;

	if (text_measure(view->metrics, &bold, wide, tier).width + gap +
			text_measure(view->metrics, &tag, wide, word).width + kit_px(view, 24) <=
		box.width) {
		kit_cut_end(view, &box, kit_tag(list, view, box, word, ROLE_LINE, true) + gap);
		text_paragraph(list, view->metrics, &bold, box, tier);
		return;
	}
	bold.size_px = kit_px(view, 32);
	text_paragraph(list, view->metrics, &bold, rect_cut_top(&box, box.height / 2), tier);
	tag.size_px = kit_px(view, 26);
	text_paragraph(list, view->metrics, &tag, box, word);
}

/* Tier by shape and word; what is not firm is said in words. */
static void draw_tier(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	int tier = ranking_tier(ranking, row);
	struct text_style bold = kit_style(view, 40, TEXT_BOLD, ROLE_INK),
			  quiet = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);

	kit_cut_end(view, &box, kit_px(view, 8));
	if (tier < 0) {
		quiet.least_px = kit_px(view, 24);
		kit_text_fit(list, view, box, &quiet,
			kit_word(view,
				is_state(ranking, row, "review")       ? "state_review"
				: is_state(ranking, row, "incomplete") ? "state_incomplete"
								       : "state_insufficient"));
		return;
	}
	kit_icon_start(list, view, &box, ranking_tier_icon(tier), kit_px(view, view->portrait ? 36 : 44),
		ranking_tier_role(tier), kit_px(view, 14));
	if (is_state(ranking, row, "provisional") || is_state(ranking, row, "review"))
		draw_tagged(list, view, box, kit_cell(list, view, ranking->table, row, ranking->tier),
			kit_word(view, is_state(ranking, row, "review") ? "state_review" : "provisional"));
	else
		text_paragraph(
			list, view->metrics, &bold, box, kit_cell(list, view, ranking->table, row, ranking->tier));
}

static void draw_answers(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	struct words_value n = {"n", kit_cell(list, view, ranking->table, row, ranking->answers), false};
	double answers;

	style.align = ALIGN_END;
	style.strong_color = view->theme->color[ROLE_INK];
	if (!table_number(ranking->table, row, ranking->answers, &answers))
		return;
	if (answers >= FEW_ANSWERS)
		style = kit_digits(view, style);
	put(list, view, box, &style, answers < FEW_ANSWERS ? kit_words(list, view, "ranking_few", &n, 1) : n.text);
}

/* The hall's own one in bold, and so called where the column has room for it. */
static void draw_area(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking,
	size_t row, struct text_style style)
{
	struct text_style tag = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct str own = kit_word(view, "this_community");

	kit_cut_end(view, &box, kit_px(view, 12));
	if (ranking_is_own(view, ranking, row)) {
		bool itself = kit_area(view, view->area) && table_cell_is(ranking->table, row, ranking->area, kit_area(view, view->area)->id);

		style.weight = TEXT_BOLD;
		if (itself && text_measure(view->metrics, &tag, 2 * box.width, own).width < box.width * 35 / 100)
			kit_cut_end(view, &box, kit_tag(list, view, box, own, ROLE_ACCENT, true) + kit_px(view, 8));
	}
	if (!rect_is_empty(box))
		kit_text_fit(list, view, box, &style, kit_cell(list, view, ranking->table, row, ranking->area));
}

/* Upright there is no room for all columns: what they would say stands under the name. */
static void draw_detail(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);
	struct str best = kit_cell(list, view, ranking->table, row, ranking->rank_best);
	struct str worst = kit_cell(list, view, ranking->table, row, ranking->rank_worst);
	struct words_value range = {
		"range", str_format(list->arena, STR_FMT "\u2013" STR_FMT, STR_ARG(best), STR_ARG(worst)), false};
	struct words_value n = {"n", kit_cell(list, view, ranking->table, row, ranking->answers), false};
	struct rect move;

	style.vertical = VERTICAL_TOP;
	kit_cut_start(view, &box, kit_px(view, RANK_UPRIGHT));
	move = kit_cut_start(view, &box, kit_px(view, 100));
	move.height = kit_px(view, 44);
	draw_move(list, view, move, ranking, row);
	if (best.length && worst.length)
		kit_text_start(list, view, &box, &style, kit_words(list, view, "ranking_rank_range", &range, 1),
			kit_px(view, 40));
	if (n.text.length)
		kit_text_start(list, view, &box, &style, kit_words(list, view, "n_ratings", &n, 1), 0);
}

void ranking_draw_row(struct draw_list *list, const struct view *view, struct rect row_box,
	const struct ranking *ranking, size_t row, const struct text_style *names)
{
	struct text_style rank = kit_style(view, view->portrait ? 40 : 48, TEXT_BOLD, ROLE_INK),
			  total = kit_style(view, 52, TEXT_BOLD, ROLE_INK);
	struct ranking_columns columns;
	struct rect detail = {0};

	if (view->portrait && row_box.height >= kit_px(view, TWO_LINES))
		detail = rect_cut_bottom(&row_box, row_box.height * 42 / 100);
	columns = ranking_columns_of(view, row_box);
	total.align = ALIGN_END;
	total = kit_digits(view, total);
	rank = kit_digits(view, rank);
	put(list, view, columns.rank, &rank, kit_cell(list, view, ranking->table, row, ranking->rank));
	draw_range_of_rank(list, view, columns.range, ranking, row);
	draw_move(list, view, columns.move, ranking, row);
	draw_area(list, view, columns.area, ranking, row, *names);
	draw_tier(list, view, columns.tier, ranking, row);
	ranking_draw_parts(list, view, columns.parts, ranking, row);
	put(list, view, columns.total, &total, kit_cell(list, view, ranking->table, row, ranking->score));
	draw_answers(list, view, columns.answers, ranking, row);
	if (!rect_is_empty(detail))
		draw_detail(list, view, detail, ranking, row);
}
