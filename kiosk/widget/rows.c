#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_text.h"

/* Rows of a table under a heading: a mark, a name, and up to two columns at the far side. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names"},
	{"value", SETTING_TEXT, "", NULL, "a column in bold at the far side"},
	{"value_words", SETTING_WORDS_KEY, "", NULL, "a word's key with {n} for the value"},
	{"more", SETTING_TEXT, "", NULL, "a quieter column after it"},
	{"mark", SETTING_CHOICE, "none", "none|kinds|numbers|blind", "what stands before each row"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key over the names; {n} is the sum of `value`"},
	{"title_bold", SETTING_FLAG, "no", NULL, "the title as large as a row"},
	{"note", SETTING_WORDS_KEY, "", NULL,
		"a word's key at the far side of the title; {n} rows in all, {top} shown"},
	{"value_title", SETTING_WORDS_KEY, "", NULL, "a word's key over the value"},
	{"more_title", SETTING_WORDS_KEY, "", NULL, "a word's key over the quieter column"},
	{"order", SETTING_TEXT, "", NULL, "values of the names' column in the order wanted; others are left out"},
	{"area", SETTING_TEXT, "area", NULL, "the column of the areas"},
	{"own", SETTING_CHOICE, "none", "none|own|community|subdistrict|county", "whose rows come first and are marked; they keep their numbers"},
	{"rows", SETTING_INTEGER, "4", "1..20", "how many"},
	{"empty", SETTING_WORDS_KEY, "no_data", NULL, "what is said where there is no row"},
	{"rule", SETTING_FLAG, "no", NULL, "a line over the heading"},
	{0},
};

enum { MORE_WIDTH = 150, VALUE_WIDTH = 150, MARK = 40 };

struct board {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	int name, value, more;
	size_t *table_order; /* the rows as they stood before the hall's own came first */
	size_t shown, own;
};

static void put_in_order(struct board *board, struct str order)
{
	size_t *rows = arena_array(board->list->arena, size_t, board->rows.count + 1), count = 0;
	struct str wanted;

	while (str_next(&order, ',', &wanted))
		for (size_t i = 0; i < board->rows.count; i++)
			if (count < board->rows.count &&
				table_cell_is(board->rows.table, board->rows.rows[i], board->name, str_trim(wanted)))
				rows[count++] = board->rows.rows[i];
	board->rows.rows = rows;
	board->rows.count = count;
}

static void put_own_first(struct board *board)
{
	board->table_order = board->rows.rows;
	board->own = kit_put_own_first(board->self, board->view, board->list, &board->rows);
}

/* Which number a row has on the map too: its place in the table's order. */
static size_t number_of(const struct board *board, size_t row)
{
	size_t at = 0;

	while (board->table_order[at] != row)
		at++;
	return at + 1;
}

static bool read_board(struct board *board)
{
	struct str order = widget_value(board->self, "order");

	if (!kit_rows_find(board->self, board->view, board->list, &board->rows) || board->rows.count == 0)
		return false;
	if (!kit_need(board->self, board->view, board->list, &board->rows, "name", &board->name))
		return false;
	board->value = kit_column(&board->rows, board->self, "value");
	board->more = kit_column(&board->rows, board->self, "more");
	if (order.length)
		put_in_order(board, order);
	put_own_first(board);
	board->shown = (size_t)widget_integer(board->self, "rows");
	board->shown = board->rows.count < board->shown ? board->rows.count : board->shown;
	return true;
}

static double sum_of(const struct board *board)
{
	double sum = 0, value;

	for (size_t i = 0; board->value != TABLE_NO_COLUMN && i < board->rows.count; i++)
		if (table_number(board->rows.table, board->rows.rows[i], board->value, &value))
			sum += value;
	return sum;
}

static struct str word(const struct board *board, const char *setting)
{
	struct str key = widget_value(board->self, setting);

	return key.length ? words_find(board->view->words, board->view->language, key) : key;
}

static struct rect mark_box(const struct board *board, struct rect *line)
{
	int side = kit_px(board->view, MARK);
	struct rect at = kit_cut_start(board->view, line, side);

	kit_cut_start(board->view, line, kit_px(board->view, 14));
	return (struct rect){at.x, at.y + (at.height - side) / 2, side, side};
}

/* A pane of the lattice: five corners, in the kind's ink; employer panes have their dot. */
static void draw_pane(const struct board *board, struct rect at, enum theme_role role, bool dot)
{
	static const float corners[][2] = {{14, 22}, {48, 8}, {84, 16}, {90, 60}, {62, 88}, {18, 78}};
	struct path_builder builder = path_begin(board->list->arena), middle = path_begin(board->list->arena);
	float scale = (float)at.width / 96;
	struct transform transform = {scale, scale, (float)at.x, (float)at.y};
	const struct theme_pattern *pattern = &board->view->theme->pattern[role];
	const struct path *pane;

	for (size_t i = 0; i < 6; i++)
		(i ? path_line : path_move)(&builder, corners[i][0], corners[i][1]);
	path_close(&builder);
	pane = path_seal(&builder);
	draw_path_ink(board->list, pane, transform, theme_ink(board->view->theme, role, board->view->unit));
	if (pattern->kind == THEME_EDGE)
		draw_stroke(board->list, pane, transform, (float)(1.4 * pattern->edge_width * board->view->unit),
			board->view->theme->color[pattern->edge_role]);
	if (!dot)
		return;
	path_circle(&middle, 51, 48, 12);
	draw_path(board->list, path_seal(&middle), transform, board->view->theme->color[ROLE_KDOT]);
}

static void draw_blind(const struct board *board, struct rect at)
{
	static const float corners[][2] = {{14, 22}, {48, 8}, {84, 16}, {90, 60}, {62, 88}, {18, 78}};
	struct path_builder builder = path_begin(board->list->arena);
	float scale = (float)at.width / 96;
	struct transform transform = {scale, scale, (float)at.x, (float)at.y};
	struct ink bands = {board->view->theme->color[ROLE_BLIND_HATCH], INK_HATCH, (float)(8 * board->view->unit),
		(float)(3.8 * board->view->unit)};
	const struct path *pane;

	for (size_t i = 0; i < 6; i++)
		(i ? path_line : path_move)(&builder, corners[i][0], corners[i][1]);
	path_close(&builder);
	pane = path_seal(&builder);
	draw_path(board->list, pane, transform, board->view->theme->color[ROLE_BLIND_GROUND]);
	draw_path_ink(board->list, pane, transform, bands);
	draw_stroke(board->list, pane, transform, (float)kit_px(board->view, 3),
		board->view->theme->color[ROLE_BLIND_EDGE]);
}

static void draw_number(const struct board *board, struct rect at, size_t number)
{
	struct text_style style = kit_style(board->view, 28, TEXT_BOLD, ROLE_ON_PIN);

	draw_rounded(board->list, at, (float)at.width / 2, board->view->theme->color[ROLE_PIN]);
	style.align = ALIGN_CENTER;
	style.least_px = style.size_px / 2;
	text_paragraph(board->list, board->view->metrics, &style, at, str_format(board->list->arena, "%zu", number));
}

static void draw_mark(const struct board *board, struct rect *line, size_t row, size_t number)
{
	static const char *const kinds[] = {"location", "unit", "employer"};
	struct str mark = widget_value(board->self, "mark");

	if (str_equal(mark, STR("numbers")))
		draw_number(board, mark_box(board, line), number);
	if (!str_equal(mark, STR("kinds")))
		return;
	for (int i = 0; i < 3; i++)
		if (table_cell_is(board->rows.table, row, board->name, str_from(kinds[i])))
			draw_pane(board, mark_box(board, line), (enum theme_role)(ROLE_K1 + i), i == 2);
}

static struct str with_sign(const struct board *board, size_t row, int column)
{
	struct str text = kit_cell(board->list, board->view, board->rows.table, row, column);

	if (board->rows.table->columns[column].type == COLUMN_SHARE && text.length)
		return text_isolate_number(
			board->list->arena, str_format(board->list->arena, STR_FMT "%%", STR_ARG(text)));
	return text;
}

static void draw_row(const struct board *board, struct rect line, size_t at)
{
	const struct view *view = board->view;
	struct text_style name = kit_style(view, 40, TEXT_REGULAR, ROLE_INK),
			  bold = kit_style(view, 44, TEXT_BOLD, ROLE_INK);
	struct text_style quiet = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2), digits;
	struct str key = widget_value(board->self, "value_words");
	size_t row = board->rows.rows[at];

	bold.align = quiet.align = ALIGN_END;
	bold = kit_digits(view, bold);
	digits = kit_digits(view, quiet);
	if (at < board->own) {
		kit_raise(board->list, view, line, kit_px(view, BOARD_MARGIN));
		name.weight = TEXT_BOLD;
	}
	draw_mark(board, &line, row, number_of(board, row));
	if (board->more != TABLE_NO_COLUMN)
		text_paragraph(board->list, view->metrics, &digits, kit_cut_end(view, &line, kit_px(view, MORE_WIDTH)),
			with_sign(board, row, board->more));
	if (board->value != TABLE_NO_COLUMN && key.length) {
		struct words_value n = {"n", with_sign(board, row, board->value), false};

		quiet.strong_color = view->theme->color[ROLE_INK];
		kit_text_end(board->list, view, &line, &quiet,
			words_format(board->list->arena, view->words, view->language, key, &n, 1), kit_px(view, 12));
	} else if (board->value != TABLE_NO_COLUMN) {
		text_paragraph(board->list, view->metrics, &bold, kit_cut_end(view, &line, kit_px(view, VALUE_WIDTH)),
			with_sign(board, row, board->value));
	}
	kit_text_fit(board->list, view, line, &name, kit_cell(board->list, view, board->rows.table, row, board->name));
}

static void put_head(const struct board *board, const struct text_style *style, struct rect box, struct str text)
{
	kit_cut_start(board->view, &box, kit_px(board->view, 14)); /* clear of the column before */
	kit_text_fit(board->list, board->view, box, style, text);
}

/* "10 in all, first 4": said only where rows are left out. */
static bool is_cut_note(const struct view *view, struct str key)
{
	struct str words = words_find(view->words, view->language, key);

	return str_find(words, STR("{top}")) < words.length;
}

static void draw_heading(const struct board *board, struct rect line)
{
	const struct view *view = board->view;
	bool bold = widget_flag(board->self, "title_bold");
	struct text_style title =
		kit_style(view, bold ? 40 : 36, bold ? TEXT_BOLD : TEXT_REGULAR, bold ? ROLE_INK : ROLE_INK2);
	struct text_style quiet = kit_style(view, bold ? 32 : 36, TEXT_REGULAR, ROLE_INK2);
	struct words_value values[] = {
		{"n", kit_number(board->list, sum_of(board), 0), false},
		{"top", kit_number(board->list, (double)board->shown, 0), false},
	};
	struct str key = widget_value(board->self, "note");

	if (str_equal(widget_value(board->self, "mark"), STR("numbers")) && bold)
		draw_blind(board, mark_box(board, &line));
	quiet.align = ALIGN_END;
	if (board->more != TABLE_NO_COLUMN)
		put_head(board, &quiet, kit_cut_end(view, &line, kit_px(view, MORE_WIDTH)), word(board, "more_title"));
	if (board->value != TABLE_NO_COLUMN && word(board, "value_title").length)
		put_head(
			board, &quiet, kit_cut_end(view, &line, kit_px(view, VALUE_WIDTH)), word(board, "value_title"));
	kit_text_start(board->list, view, &line, &title,
		words_format(
			board->list->arena, view->words, view->language, widget_value(board->self, "title"), values, 2),
		kit_px(view, 20));
	values[0].text = kit_number(board->list, (double)board->rows.count, 0);
	if (key.length && !(is_cut_note(view, key) && (int)board->rows.count <= widget_integer(board->self, "rows")))
		kit_text_fit(board->list, view, line, &quiet,
			words_format(board->list->arena, view->words, view->language, key, values, 2));
}

static int64_t rows_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct board board = {.self = self, .view = view, .list = list};
	int height;

	if (widget_flag(self, "rule")) {
		draw_fill(list, rect_cut_top(&box, kit_px(view, 2)), view->theme->color[ROLE_HAIR]);
		rect_cut_top(&box, kit_px(view, 8));
	}
	if (!read_board(&board)) {
		if (board.rows.table && !board.rows.named)
			kit_empty(list, view, box, str_copy(list->arena, widget_value(self, "empty")).bytes);
		else
			kit_no_rows(list, view, box, &board.rows);
		return WIDGET_FOREVER;
	}
	height = box.height / (widget_integer(self, "rows") + 1);
	height = height > kit_px(view, view->portrait ? 76 : 60) ? kit_px(view, view->portrait ? 76 : 60) : height;
	if (widget_value(self, "title").length)
		draw_heading(&board, rect_cut_top(&box, height));
	for (size_t i = 0; i < board.shown; i++)
		draw_row(&board, rect_cut_top(&box, height), i);
	return WIDGET_FOREVER;
}

const struct widget_class widget_rows = {
	.name = "rows",
	.help = "rows of a table with names and figures",
	.settings = settings,
	.draw = rows_draw,
};
