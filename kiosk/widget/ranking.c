#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/ranking.h"

/* The ranking board: one subdistrict a page, the hall's own community first and marked. Rows share the height. */

enum { HEAD = 48, ROW_MOST = 88, ROW_UPRIGHT_MOST = 140, ROWS_MAX = 32, MARGIN = BOARD_MARGIN };

static const struct widget_setting settings[] = {
	{"rows", SETTING_INTEGER, "11", "1..20", "how many at most"},
	{"by", SETTING_CHOICE, "subdistrict", "subdistrict|all|pages",
		"one subdistrict a page, the first of all, or all of them page by page"},
	{"table", SETTING_TEXT, "ranking", NULL, "ranking, or standings for other levels and periods"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: level subdistrict, span year, category town"},
	{"rank", SETTING_TEXT, "rank", NULL, "the column of the ranks: rank or category_rank"},
	{"area_title", SETTING_WORDS_KEY, "ranking_area", NULL, "a word's key over the areas"},
	{"turn", SETTING_INTEGER, "12", "0..600", "seconds a page of `by = pages` stays; 0: one page a showing"},
	{0},
};

/* The heads of the columns, all of one size. */
struct heads {
	struct draw_list *list;
	const struct view *view;
	struct text_style style;
};

/* Clear of the column beside it. */
static struct rect head_box(const struct view *view, struct rect box, bool at_end)
{
	if (at_end)
		kit_cut_start(view, &box, kit_px(view, 10));
	else
		kit_cut_end(view, &box, kit_px(view, 10));
	return box;
}

static void put_head(const struct heads *heads, struct rect box, bool at_end, const char *key)
{
	struct text_style style = heads->style;

	if (rect_is_empty(box))
		return;
	style.align = at_end ? ALIGN_END : ALIGN_START;
	kit_text_fit(heads->list, heads->view, head_box(heads->view, box, at_end), &style, kit_word(heads->view, key));
}

static void draw_heads(struct draw_list *list, const struct view *view, const struct ranking_columns *columns,
	const char *area_title)
{
	const struct {
		struct rect box;
		bool at_end;
		const char *key;
	} all[] = {
		{columns->rank, false, "ranking_rank"},
		{columns->range, false, "ranking_rank_between"},
		{columns->move, false, "ranking_move"},
		{columns->area, false, area_title},
		{columns->tier, false, "ranking_tier"},
		{columns->total, true, "ranking_total"},
		{columns->answers, true, "ranking_answers"},
	};
	struct heads heads = {list, view, kit_style(view, 28, TEXT_REGULAR, ROLE_INK3)};
	struct rect parts = columns->parts;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (!rect_is_empty(all[i].box))
			kit_even(view, &heads.style, head_box(view, all[i].box, all[i].at_end).width, kit_word(view, all[i].key));
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		put_head(&heads, all[i].box, all[i].at_end, all[i].key);
	if (!view->portrait) { /* the marks of the thresholds stand in the other half */
		kit_cut_end(view, &parts, parts.width * 55 / 100);
		put_head(&heads, parts, false, "ranking_parts");
	}
}

/* What a drawing has chosen. */
struct board {
	struct ranking ranking;
	struct kit_rows rows; /* that pass the setting `where` */
	size_t shown[ROWS_MAX], count;
	size_t page, pages; /* of `by = pages` */
};

static void choose(struct board *board, size_t row, size_t most)
{
	if (board->count < most)
		board->shown[board->count++] = row;
}

/* Own community first, then as the table has them (by rank). */
static void choose_rows(const struct widget *self, const struct view *view, struct board *board)
{
	const struct area *page = str_equal(widget_value(self, "by"), STR("all")) ? NULL : kit_page_of(view).area;
	size_t most = (size_t)widget_integer(self, "rows");
	const struct ranking *ranking = &board->ranking;

	for (size_t i = 0; i < board->rows.count; i++)
		if (ranking_is_own(view, ranking, board->rows.rows[i]))
			choose(board, board->rows.rows[i], most);
	for (size_t i = 0; i < board->rows.count; i++)
		if (!ranking_is_own(view, ranking, board->rows.rows[i]) &&
			(!page || table_cell_is(ranking->table, board->rows.rows[i], ranking->subdistrict, page->id)))
			choose(board, board->rows.rows[i], most);
}

/* The hall's own is the first row of the first page; every other row stands on one page. */
static void choose_page(const struct widget *self, const struct view *view, struct board *board, int64_t *until_ms)
{
	size_t most = (size_t)widget_integer(self, "rows"), at = 0;

	board->pages = (board->rows.count + most - 1) / most;
	board->page = kit_turn(view, widget_integer(self, "turn"), board->pages, until_ms);
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < board->rows.count; i++)
			if (ranking_is_own(view, &board->ranking, board->rows.rows[i]) == (own == 1) && at++ / most == board->page)
				choose(board, board->rows.rows[i], most);
}

/* A row that changes places goes there. */
static int place_of(const struct view *view, struct draw_list *list, const struct board *board, size_t row, int y)
{
	struct str area = kit_cell(list, view, board->ranking.table, board->shown[row], board->ranking.area);

	return (int)lround(kit_moving(view, area, y, y));
}

static void draw_rows(
	struct draw_list *list, const struct view *view, struct rect box, const struct board *board, int height)
{
	struct text_style names = kit_style(view, view->portrait ? 40 : 44, TEXT_REGULAR, ROLE_INK);
	int width = ranking_columns_of(view, box).area.width - kit_px(view, 12);

	for (size_t i = 0; i < board->count; i++)
		kit_even(view, &names, width,
			kit_cell(list, view, board->ranking.table, board->shown[i], board->ranking.area));
	for (size_t i = 0; i < board->count; i++) {
		struct rect row = rect_cut_top(&box, height);

		row.y = place_of(view, list, board, i, row.y);
		if (ranking_is_own(view, &board->ranking, board->shown[i]))
			kit_raise(list, view, row, kit_px(view, MARGIN));
		draw_fill(list, (struct rect){row.x, row.y, row.width, kit_px(view, 2)}, view->theme->color[ROLE_HAIR]);
		ranking_draw_row(list, view, row, &board->ranking, board->shown[i], &names);
	}
}

static bool read_board(const struct widget *self, const struct view *view, struct draw_list *list, struct board *board)
{
	int rank;

	if (!kit_rows_find(self, view, list, &board->rows) || !ranking_read(view, list, board->rows.table, &board->ranking) ||
		!kit_need(self, view, list, &board->rows, "rank", &rank))
		return false;
	board->ranking.rank = rank;
	return true;
}

static void draw_board(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct board *board)
{
	int most = kit_px(view, view->portrait ? ROW_UPRIGHT_MOST : ROW_MOST), height;
	struct rect head = rect_cut_top(&box, kit_px(view, HEAD)), pager = {0};
	struct ranking_columns heads = ranking_columns_of(view, head);

	if (board->pages > 1)
		pager = rect_cut_bottom(&box, kit_px(view, HEAD));
	draw_heads(list, view, &heads, str_copy(list->arena, widget_value(self, "area_title")).bytes);
	height = box.height / (int)board->count < most ? box.height / (int)board->count : most;
	box.height = height * (int)board->count;
	if (!view->portrait)
		ranking_draw_axis(list, view, ranking_columns_of(view, box).parts, heads.parts, &board->ranking);
	draw_rows(list, view, box, board, height);
	kit_pager(list, view, &pager, board->page, board->pages, BOARD_PIPS);
}

static int64_t ranking_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int64_t until_ms = WIDGET_FOREVER;
	struct board board = {0};

	if (!read_board(self, view, list, &board)) {
		if (!board.rows.table)
			kit_empty(list, view, box, "no_data");
		return until_ms;
	}
	if (str_equal(widget_value(self, "by"), STR("pages")))
		choose_page(self, view, &board, &until_ms);
	else
		choose_rows(self, view, &board);
	if (board.count == 0) {
		kit_empty(list, view, box, "no_data");
		return until_ms;
	}
	box.x += kit_px(view, MARGIN);
	box.width -= 2 * kit_px(view, MARGIN);
	draw_board(self, view, list, box, &board);
	return until_ms;
}

const struct widget_class widget_ranking = {
	.name = "ranking",
	.help = "communities by score, with its parts and its range",
	.settings = settings,
	.reads = "ranking",
	.draw = ranking_draw,
};
