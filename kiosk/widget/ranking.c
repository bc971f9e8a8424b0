#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* The ranking board: one subdistrict a page, the hall's own community first and marked. Rows share the height. */

enum { HEAD = 48, ROW_MOST = 71, ROW_LEAST = 50, ROWS_MAX = 64, FEW_ANSWERS = 30, MARGIN = 20 };

static const struct widget_setting settings[] = {
	{"rows", SETTING_INTEGER, "11", "1..20", "how many at most"},
	{"by", SETTING_CHOICE, "subdistrict", "subdistrict|all", "one subdistrict a page, or the first of all"},
	{0},
};

/* Widths in base pixels, as on the board of 1800; the parts take what is left. */
struct columns {
	struct rect rank, range, move, area, tier, parts, total, answers;
};

static struct columns columns_of(const struct view *view, struct rect row)
{
	struct columns columns = {0};

	if (view->portrait) {
		columns.rank = kit_cut_start(view, &row, kit_px(view, 84));
		columns.total = kit_cut_end(view, &row, kit_px(view, 120));
		columns.area = kit_cut_start(view, &row, kit_px(view, 264));
		columns.tier = kit_cut_start(view, &row, kit_px(view, 176));
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

static void put(struct draw_list *list, const struct view *view, struct rect box, const struct text_style *style, struct str text)
{
	if (!rect_is_empty(box))
		text_paragraph(list, view->metrics, style, box, text);
}

/* Keeps clear of the column beside it. */
static void put_head(struct draw_list *list, const struct view *view, struct rect box, bool at_end, const char *key)
{
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK3);

	if (rect_is_empty(box))
		return;
	if (at_end)
		kit_cut_start(view, &box, kit_px(view, 10));
	else
		kit_cut_end(view, &box, kit_px(view, 10));
	style.align = at_end ? ALIGN_END : ALIGN_START;
	text_paragraph(list, view->metrics, &style, box, kit_word(view, key));
}

static void draw_heads(struct draw_list *list, const struct view *view, const struct columns *columns)
{
	struct rect parts = columns->parts;

	put_head(list, view, columns->rank, false, "ranking_rank");
	put_head(list, view, columns->range, false, "ranking_rank_between");
	put_head(list, view, columns->move, false, "ranking_move");
	put_head(list, view, columns->area, false, "ranking_area");
	put_head(list, view, columns->tier, false, "ranking_tier");
	if (!view->portrait) { /* the marks of the thresholds stand in the other half */
		kit_cut_end(view, &parts, parts.width * 55 / 100);
		put_head(list, view, parts, false, "ranking_parts");
	}
	put_head(list, view, columns->total, true, "ranking_total");
	put_head(list, view, columns->answers, true, "ranking_answers");
}

static void draw_move(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	double move;

	if (rect_is_empty(box) || !table_number(ranking->table, row, ranking->move, &move))
		return;
	kit_icon_start(list, view, &box, move > 0 ? STR("move-up") : move < 0 ? STR("move-down") : STR("move-same"), kit_px(view, 28),
		move > 0 ? ROLE_INK : ROLE_INK2, kit_px(view, 8));
	style = kit_digits(view, style);
	if (move != 0)
		text_paragraph(list, view->metrics, &style, box, kit_number(list, fabs(move), 0));
}

/* Between which ranks it may stand: "3–7"; nothing where it is sure. */
static void draw_range_of_rank(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking,
	size_t row)
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
static void draw_provisional(struct draw_list *list, const struct view *view, struct rect box, struct str tier)
{
	struct text_style bold = kit_style(view, 40, TEXT_BOLD, ROLE_INK), tag = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct str word = kit_word(view, "provisional");
	int gap = kit_px(view, 8), wide = 8 * view->screen.width;

	if (text_measure(view->metrics, &bold, wide, tier).width + gap + text_measure(view->metrics, &tag, wide, word).width +
			kit_px(view, 24) <= box.width) {
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
static void draw_tier(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	int tier = ranking_tier(ranking, row);
	struct text_style bold = kit_style(view, 40, TEXT_BOLD, ROLE_INK), quiet = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);

	kit_cut_end(view, &box, kit_px(view, 8));
	if (tier < 0) {
		quiet.lines_max = 2;
		text_paragraph(list, view->metrics, &quiet, box,
			kit_word(view, is_state(ranking, row, "incomplete") ? "state_incomplete" : "state_insufficient"));
		return;
	}
	kit_icon_start(list, view, &box, ranking_tier_icon(tier), kit_px(view, view->portrait ? 36 : 44), ranking_tier_role(tier), kit_px(view, 14));
	if (is_state(ranking, row, "provisional"))
		draw_provisional(list, view, box, kit_cell(list, view, ranking->table, row, ranking->tier));
	else
		text_paragraph(list, view->metrics, &bold, box, kit_cell(list, view, ranking->table, row, ranking->tier));
}

static void draw_answers(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
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

static bool is_own(const struct view *view, const struct ranking *ranking, size_t row)
{
	const struct area *own = kit_area(view, view->area);

	return own && table_cell_is(ranking->table, row, ranking->area, own->id);
}

/* The hall's own community: a raised row with an edge at the reading side, in the margin that the board keeps for it. */
static void draw_own(struct draw_list *list, const struct view *view, struct rect row)
{
	int margin = kit_px(view, MARGIN);
	struct rect raised = {row.x - margin, row.y, row.width + 2 * margin, row.height};

	draw_fill(list, raised, view->theme->color[ROLE_SURFACE2]);
	draw_fill(list, kit_cut_start(view, &raised, kit_px(view, 8)), view->theme->color[ROLE_ACCENT]);
}

/* The hall's own one in bold, and so called where the column has room for it. */
static void draw_area(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row,
	struct text_style style)
{
	struct text_style tag = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct str own = kit_word(view, "this_community");

	kit_cut_end(view, &box, kit_px(view, 12));
	if (is_own(view, ranking, row)) {
		style.weight = TEXT_BOLD;
		if (text_measure(view->metrics, &tag, 2 * box.width, own).width < box.width * 35 / 100)
			kit_cut_end(view, &box, kit_tag(list, view, box, own, ROLE_ACCENT, true) + kit_px(view, 8));
	}
	if (!rect_is_empty(box))
		kit_text_fit(list, view, box, &style, kit_cell(list, view, ranking->table, row, ranking->area));
}

static void draw_row(struct draw_list *list, const struct view *view, struct rect row_box, const struct ranking *ranking, size_t row,
	const struct text_style *names)
{
	struct text_style rank = kit_style(view, view->portrait ? 40 : 48, TEXT_BOLD, ROLE_INK), total = kit_style(view, 52, TEXT_BOLD, ROLE_INK);
	struct columns columns = columns_of(view, row_box);

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
}

/* Own community first, then as the table has them (by rank). */
static size_t choose_rows(const struct widget *self, const struct view *view, const struct ranking *ranking, size_t rows[ROWS_MAX])
{
	const struct area *page = str_equal(widget_value(self, "by"), STR("all")) ? NULL : kit_page_of(view).area;
	size_t most = (size_t)widget_integer(self, "rows"), count = 0;

	for (size_t row = 0; row < ranking->table->row_count; row++)
		if (is_own(view, ranking, row))
			rows[count++] = row;
	for (size_t row = 0; row < ranking->table->row_count && count < most; row++)
		if (!is_own(view, ranking, row) && (!page || table_cell_is(ranking->table, row, ranking->subdistrict, page->id)))
			rows[count++] = row;
	return count;
}

static int64_t ranking_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style names = kit_style(view, view->portrait ? 40 : 44, TEXT_REGULAR, ROLE_INK);
	struct ranking ranking;
	size_t rows[ROWS_MAX], count;
	struct columns heads;
	struct rect head;
	int height;

	if (!ranking_read(view, &ranking) || (count = choose_rows(self, view, &ranking, rows)) == 0) {
		kit_empty(list, view, box, "no_data");
		return WIDGET_FOREVER;
	}
	box.x += kit_px(view, MARGIN);
	box.width -= 2 * kit_px(view, MARGIN);
	head = rect_cut_top(&box, kit_px(view, HEAD));
	heads = columns_of(view, head);
	draw_heads(list, view, &heads);
	height = box.height / (int)count;
	height = height > kit_px(view, ROW_MOST) ? kit_px(view, ROW_MOST) : height;
	if (!view->portrait)
		ranking_draw_axis(list, view, columns_of(view, (struct rect){box.x, box.y, box.width, height * (int)count}).parts, heads.parts, &ranking);
	for (size_t i = 0; i < count; i++)
		kit_even(view, &names, heads.area.width - kit_px(view, 12), kit_cell(list, view, ranking.table, rows[i], ranking.area));
	for (size_t i = 0; i < count; i++) {
		struct rect row = rect_cut_top(&box, height);

		if (is_own(view, &ranking, rows[i]))
			draw_own(list, view, row);
		draw_fill(list, (struct rect){row.x, row.y, row.width, kit_px(view, 2)}, view->theme->color[ROLE_HAIR]);
		draw_row(list, view, row, &ranking, rows[i], &names);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_ranking = {
	.name = "ranking",
	.help = "communities by score, with its parts and its range",
	.settings = settings,
	.draw = ranking_draw,
};
