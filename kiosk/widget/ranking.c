#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* The ranking board: one subdistrict a page, the hall's own community first and marked. Rows share the height. */

enum { HEAD = 48, ROW_MOST = 71, ROW_UPRIGHT_MOST = 140, ROWS_MAX = 32, MARGIN = 20 };

static const struct widget_setting settings[] = {
	{"rows", SETTING_INTEGER, "11", "1..20", "how many at most"},
	{"by", SETTING_CHOICE, "subdistrict", "subdistrict|all", "one subdistrict a page, or the first of all"},
	{0},
};

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

static void draw_heads(struct draw_list *list, const struct view *view, const struct ranking_columns *columns)
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

/* The hall's own community: a raised row with an edge at the reading side, in the margin that the board keeps for it.
 */
static void draw_own(struct draw_list *list, const struct view *view, struct rect row)
{
	int margin = kit_px(view, MARGIN);
	struct rect raised = {row.x - margin, row.y, row.width + 2 * margin, row.height};

	draw_fill(list, raised, view->theme->color[ROLE_SURFACE2]);
	draw_fill(list, kit_cut_start(view, &raised, kit_px(view, 8)), view->theme->color[ROLE_ACCENT]);
}

/* Own community first, then as the table has them (by rank). */
static size_t choose_rows(
	const struct widget *self, const struct view *view, const struct ranking *ranking, size_t rows[ROWS_MAX])
{
	const struct area *page = str_equal(widget_value(self, "by"), STR("all")) ? NULL : kit_page_of(view).area;
	size_t most = (size_t)widget_integer(self, "rows"), count = 0;

	for (size_t row = 0; row < ranking->table->row_count && count < most; row++)
		if (ranking_is_own(view, ranking, row))
			rows[count++] = row;
	for (size_t row = 0; row < ranking->table->row_count && count < most; row++)
		if (!ranking_is_own(view, ranking, row) &&
			(!page || table_cell_is(ranking->table, row, ranking->subdistrict, page->id)))
			rows[count++] = row;
	return count;
}

/* What a drawing has chosen. */
struct board {
	struct ranking ranking;
	size_t rows[ROWS_MAX], count;
};

/* A row that changes places goes there. */
static int place_of(const struct view *view, struct draw_list *list, const struct board *board, size_t row, int y)
{
	struct str area = kit_cell(list, view, board->ranking.table, board->rows[row], board->ranking.area);

	return (int)lround(kit_moving(view, area, y, y));
}

static void draw_rows(
	struct draw_list *list, const struct view *view, struct rect box, const struct board *board, int height)
{
	struct text_style names = kit_style(view, view->portrait ? 40 : 44, TEXT_REGULAR, ROLE_INK);
	int width = ranking_columns_of(view, box).area.width - kit_px(view, 12);

	for (size_t i = 0; i < board->count; i++)
		kit_even(view, &names, width,
			kit_cell(list, view, board->ranking.table, board->rows[i], board->ranking.area));
	for (size_t i = 0; i < board->count; i++) {
		struct rect row = rect_cut_top(&box, height);

		row.y = place_of(view, list, board, i, row.y);
		if (ranking_is_own(view, &board->ranking, board->rows[i]))
			draw_own(list, view, row);
		draw_fill(list, (struct rect){row.x, row.y, row.width, kit_px(view, 2)}, view->theme->color[ROLE_HAIR]);
		ranking_draw_row(list, view, row, &board->ranking, board->rows[i], &names);
	}
}

static int64_t ranking_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct board board;
	struct ranking_columns heads;
	struct rect head;
	int height, most = kit_px(view, view->portrait ? ROW_UPRIGHT_MOST : ROW_MOST);

	if (!ranking_read(view, list, &board.ranking)) {
		if (!board.ranking.table)
			kit_empty(list, view, box, "no_data");
		return WIDGET_FOREVER;
	}
	board.count = choose_rows(self, view, &board.ranking, board.rows);
	if (board.count == 0) {
		kit_empty(list, view, box, "no_data");
		return WIDGET_FOREVER;
	}
	box.x += kit_px(view, MARGIN);
	box.width -= 2 * kit_px(view, MARGIN);
	head = rect_cut_top(&box, kit_px(view, HEAD));
	heads = ranking_columns_of(view, head);
	draw_heads(list, view, &heads);
	height = box.height / (int)board.count < most ? box.height / (int)board.count : most;
	box.height = height * (int)board.count;
	if (!view->portrait)
		ranking_draw_axis(list, view, ranking_columns_of(view, box).parts, heads.parts, &board.ranking);
	draw_rows(list, view, box, &board, height);
	return WIDGET_FOREVER;
}

const struct widget_class widget_ranking = {
	.name = "ranking",
	.help = "communities by score, with its parts and its range",
	.settings = settings,
	.reads = "ranking",
	.draw = ranking_draw,
};
