#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_notices.h"
#include "kiosk/widget/kit_state.h"

/* The notices for this hall, urgent ones first: what, since when, for whom, until when. They go by themselves. */

static const struct widget_setting settings[] = {
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key over the notices"},
	{"text", SETTING_FLAG, "yes", NULL, "with the text under the title"},
	{"side", SETTING_FLAG, "yes", NULL, "with the area and the last day at the far side"},
	{"rows", SETTING_INTEGER, "0", "0..20", "how many a page; 0: as many as have room"},
	{"turn", SETTING_INTEGER, "15", "0..600", "seconds a page stays; 0: one page a showing"},
	{"px", SETTING_INTEGER, "48", "32..64", "size of the titles"},
	{0},
};

enum {
	TITLE = 64,
	PAGER = 44,
	ROW_TEXT = 152,
	ROW_PLAIN = 72,
	ROW_MOST = 216,
	ROW_RTL = 112,
	MARK = 48,
	MARK_GAP = 20,
	SIDE = 380,
	GAP = 24,
	UPPER = 42,
	LEAST_OF_LINE = 85
};

struct board {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	const struct notice *notices[KIT_NOTICES_MAX];
	size_t count;
};

/* The last day that it is shown on. */
static struct str until_words(const struct board *board, const struct notice *notice)
{
	struct words_value date = {"date", kit_date_brief(board->list, board->view, notice->until_ms - 1), true};

	return kit_words(board->list, board->view, "notice_until", &date, 1);
}

static void draw_side(const struct board *board, struct rect box, const struct notice *notice)
{
	struct text_style style = kit_style(board->view, 36, TEXT_REGULAR, ROLE_INK2);

	style.align = ALIGN_END;
	kit_even(board->view, &style, box.width, kit_area_name(board->view, notice->area));
	kit_text_fit(board->list, board->view, rect_cut_top(&box, box.height / 2), &style,
		kit_area_name(board->view, notice->area));
	kit_text_fit(board->list, board->view, box, &style, until_words(board, notice));
}

static void draw_words(const struct board *board, struct rect box, const struct notice *notice)
{
	const struct view *view = board->view;
	struct text_style title = kit_style(view, widget_integer(board->self, "px"), TEXT_BOLD, ROLE_INK),
			  text = kit_style(view, widget_integer(board->self, "px") > 44 ? 40 : 36, TEXT_REGULAR, ROLE_INK2);
	struct str words = kit_label(view, &notice->text);

	if (!widget_flag(board->self, "text") || words.length == 0) {
		kit_text_fit(board->list, view, box, &title, kit_label(view, &notice->title));
		return;
	}
	text.least_px = text.size_px * LEAST_OF_LINE / 100; /* rather two lines than a small one */
	rect_cut_top(&box, box.height * 5 / 100);
	rect_cut_bottom(&box, box.height * 5 / 100);
	kit_text_fit(board->list, view, rect_cut_top(&box, box.height * UPPER / 100), &title, kit_label(view, &notice->title));
	kit_text_fit(board->list, view, box, &text, words);
}

static void draw_notice(const struct board *board, struct rect row, const struct notice *notice)
{
	const struct view *view = board->view;
	const struct kit_state *urgent = kit_state_find(STR("warned"));
	struct rect mark, side;

	draw_fill(board->list, (struct rect){row.x, row.y, row.width, kit_px(view, 2)}, view->theme->color[ROLE_HAIR]);
	mark = kit_cut_start(view, &row, kit_px(view, MARK));
	kit_cut_start(view, &row, kit_px(view, MARK_GAP));
	if (notice->urgent)
		kit_icon_start(board->list, view, &mark, str_from(urgent->icon), mark.width, urgent->role, 0);
	else
		kit_icon_start(board->list, view, &mark, STR("r-read"), mark.width, ROLE_AZURE, 0);
	if (widget_flag(board->self, "side")) {
		side = kit_cut_end(view, &row, kit_px(view, SIDE));
		kit_cut_end(view, &row, kit_px(view, GAP));
		rect_cut_top(&side, side.height * 7 / 100);
		rect_cut_bottom(&side, side.height * 7 / 100);
		draw_side(board, side, notice);
	}
	draw_words(board, row, notice);
}

static int least_height(const struct board *board)
{
	int height = widget_flag(board->self, "text") ? ROW_TEXT : ROW_PLAIN;

	height = height * widget_integer(board->self, "px") / 48;
	return kit_px(board->view, language_is_rtl(board->view->language) ? height * ROW_RTL / 100 : height);
}

static size_t rows_in(const struct board *board, int height)
{
	int rows = height / least_height(board), most = widget_integer(board->self, "rows");

	rows = rows < 1 ? 1 : rows;
	return (size_t)(most && most < rows ? most : rows);
}

static int64_t draw_board(struct board *board, struct rect box, int64_t until_ms)
{
	size_t down = rows_in(board, box.height), pages, page;
	struct rect pager = {0};
	int height;

	if (board->count > down) {
		pager = rect_cut_bottom(&box, kit_px(board->view, PAGER));
		down = rows_in(board, box.height);
	}
	pages = (board->count + down - 1) / down;
	page = kit_turn(board->view, widget_integer(board->self, "turn"), pages, &until_ms);
	height = box.height / (int)down < kit_px(board->view, ROW_MOST) ? box.height / (int)down : kit_px(board->view, ROW_MOST);
	for (size_t i = 0; i < down && page * down + i < board->count; i++)
		draw_notice(board, rect_cut_top(&box, height), board->notices[page * down + i]);
	kit_pager(board->list, board->view, &pager, page, pages, BOARD_PIPS);
	return until_ms;
}

static int64_t notices_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct board board = {.self = self, .view = view, .list = list};
	struct str title = widget_value(self, "title");
	int64_t until_ms = WIDGET_FOREVER;

	board.count = kit_notices_now(view, board.notices, &until_ms);
	if (title.length)
		kit_heading(list, view, &box, TITLE, words_find(view->words, view->language, title),
			STR(""));
	if (board.count == 0) {
		kit_empty(list, view, box, "no_notices");
		return until_ms;
	}
	return draw_board(&board, box, until_ms);
}

const struct widget_class widget_notices = {
	.name = "notices",
	.help = "the notices for this hall, urgent ones first, each until its last day",
	.settings = settings,
	.draw = notices_draw,
};
