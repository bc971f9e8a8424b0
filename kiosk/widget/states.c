#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_state.h"

/* How many rows are in which state, each with its shape: one strip, or one block for each group. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	KIT_WITHIN_SETTINGS,
	{"state", SETTING_TEXT, "state", NULL, "the column of the states, a choice"},
	{"order", SETTING_TEXT, "", NULL, "states in the order wanted; others are left out"},
	{"group", SETTING_TEXT, "", NULL, "a column, a choice, that makes the blocks"},
	{"across", SETTING_INTEGER, "0", "0..8", "states in a line; 0: all"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of a block's name; {n} is how many there are"},
	{"px", SETTING_INTEGER, "52", "36..104", "size of the figures"},
	{0},
};

enum { STATES_MAX = 8, GROUPS_MAX = 4, HEAD = 68, MARK = 40, GAP = 12, CELL_GAP = 20, GROUP_GAP = 60, LABEL_LEAST = 26 };

struct board {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	int state, group;
	const struct choice *states[STATES_MAX];
	size_t state_count;
};

static void add_state(struct board *board, const struct choice *choice)
{
	if (board->state_count < STATES_MAX)
		board->states[board->state_count++] = choice;
}

static void find_states(struct board *board)
{
	const struct column *column = &board->rows.table->columns[board->state];
	struct str order = widget_value(board->self, "order"), wanted;

	for (size_t i = 0; order.length == 0 && i < column->choice_count; i++)
		add_state(board, &column->choices[i]);
	while (str_next(&order, ',', &wanted))
		for (size_t i = 0; i < column->choice_count; i++)
			if (str_equal(column->choices[i].id, str_trim(wanted)))
				add_state(board, &column->choices[i]);
}

static bool read_board(struct board *board)
{
	if (!kit_rows_find(board->self, board->view, board->list, &board->rows) ||
		!kit_need(board->self, board->view, board->list, &board->rows, "state", &board->state) ||
		board->rows.table->columns[board->state].type != COLUMN_CHOICE)
		return false;
	board->group = kit_column(&board->rows, board->self, "group");
	if (board->group != TABLE_NO_COLUMN && board->rows.table->columns[board->group].type != COLUMN_CHOICE)
		board->group = TABLE_NO_COLUMN;
	kit_keep_within(board->self, board->view, &board->rows);
	find_states(board);
	return board->state_count > 0;
}

static size_t count_of(const struct board *board, const struct choice *group, const struct choice *state)
{
	size_t count = 0;

	for (size_t i = 0; i < board->rows.count; i++)
		count += (!group || table_cell_is(board->rows.table, board->rows.rows[i], board->group, group->id)) &&
			 (!state || table_cell_is(board->rows.table, board->rows.rows[i], board->state, state->id));
	return count;
}

static struct text_style label_style(const struct board *board)
{
	return kit_style(board->view, widget_integer(board->self, "px") > 44 ? 40 : 36, TEXT_REGULAR, ROLE_INK);
}

/* The room of a label in a cell, beside the widest figure. */
static int label_room(const struct board *board, int width, const struct text_style *figures)
{
	const struct view *view = board->view;
	struct str most = kit_number(board->list, (double)board->rows.count, 0);

	return width - kit_px(view, MARK + 2 * GAP + CELL_GAP) - text_measure(view->metrics, figures, 8 * width, most).width - 1;
}

/* One size for all of them, at which the longest fits. */
static void even_labels(const struct board *board, struct text_style *labels, int room)
{
	const struct view *view = board->view;
	int least = kit_px(view, LABEL_LEAST);

	for (size_t i = 0; i < board->state_count; i++) {
		struct str text = kit_label(view, &board->states[i]->label);

		labels->least_px = 0;
		while (labels->size_px > least && text_measure(view->metrics, labels, 8 * room, text).width > room)
			labels->size_px--;
	}
	labels->least_px = labels->size_px * 6 / 10;
}

static void draw_cell(const struct board *board, struct rect cell, const struct choice *group, const struct choice *state,
	const struct text_style *labels)
{
	const struct view *view = board->view;
	const struct kit_state *shape = kit_state_find(state->id);
	struct text_style bold = kit_style(view, widget_integer(board->self, "px"), TEXT_BOLD, ROLE_INK);
	int width, room = label_room(board, cell.width, &bold);
	struct rect label;

	kit_cut_end(view, &cell, kit_px(view, CELL_GAP));
	if (shape)
		kit_icon_start(board->list, view, &cell, str_from(shape->icon), kit_px(view, MARK), shape->role, kit_px(view, GAP));
	width = text_measure(view->metrics, labels, 8 * cell.width, kit_label(view, &state->label)).width + 1;
	width = width < room ? width : room;
	label = kit_cut_start(view, &cell, width);
	kit_text_fit(board->list, view, label, labels, kit_label(view, &state->label));
	kit_cut_start(view, &cell, kit_px(view, GAP));
	bold = kit_digits(view, bold);
	text_paragraph(board->list, view->metrics, &bold, cell, kit_number(board->list, (double)count_of(board, group, state), 0));
}

/* Upright a block has the whole width, and a strip of more than four has not. */
static size_t across_of(const struct board *board)
{
	size_t across = (size_t)widget_integer(board->self, "across");

	if (across == 0 || across > board->state_count)
		across = board->state_count;
	if (!board->view->portrait)
		return across;
	if (board->group != TABLE_NO_COLUMN)
		return across;
	return across > 3 ? (across + 1) / 2 : across;
}

static void draw_states(const struct board *board, struct rect box, const struct choice *group)
{
	size_t across = across_of(board), down;
	struct text_style labels = label_style(board),
			  figures = kit_style(board->view, widget_integer(board->self, "px"), TEXT_BOLD, ROLE_INK);

	down = (board->state_count + across - 1) / across;
	even_labels(board, &labels, label_room(board, box.width / (int)across, &figures));
	for (size_t i = 0; i < board->state_count; i++) {
		struct rect cell = {box.x + (int)(i % across) * box.width / (int)across,
			box.y + (int)(i / across) * box.height / (int)down, box.width / (int)across, box.height / (int)down};

		draw_cell(board, kit_place(board->view, box, cell), group, board->states[i], &labels);
	}
}

static void draw_group(const struct board *board, struct rect box, const struct choice *group)
{
	const struct view *view = board->view;
	struct text_style title = kit_style(view, 44, TEXT_TITLE, ROLE_INK), quiet = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	struct words_value n = {"n", kit_number(board->list, (double)count_of(board, group, NULL), 0), false};
	struct rect head = rect_cut_top(&box, kit_px(view, HEAD));
	struct str note = widget_value(board->self, "note");

	if (note.length)
		kit_text_end(board->list, view, &head, &quiet,
			words_format(board->list->arena, view->words, view->language, note, &n, 1), kit_px(view, GAP));
	kit_text_fit(board->list, view, head, &title, kit_label(view, &group->label));
	draw_states(board, box, group);
}

static int64_t states_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct board board = {.self = self, .view = view, .list = list};
	int gap = kit_px(view, GROUP_GAP);
	const struct column *groups;
	size_t count;

	if (!read_board(&board)) {
		kit_no_rows(list, view, box, &board.rows);
		return WIDGET_FOREVER;
	}
	if (board.group == TABLE_NO_COLUMN) {
		draw_states(&board, box, NULL);
		return WIDGET_FOREVER;
	}
	groups = &board.rows.table->columns[board.group];
	count = groups->choice_count < GROUPS_MAX ? groups->choice_count : GROUPS_MAX;
	for (size_t i = 0; i < count; i++) {
		struct rect at = box;

		if (view->portrait) {
			at.y = box.y + (int)i * box.height / (int)count;
			at.height = box.height / (int)count;
		} else {
			at.x = box.x + (int)i * (box.width + gap) / (int)count;
			at.width = (box.width + gap) / (int)count - gap;
		}
		draw_group(&board, kit_place(view, box, at), &groups->choices[i]);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_states = {
	.name = "states",
	.help = "how many are open, in hand, done, overdue, by shape and figure",
	.settings = settings,
	.draw = states_draw,
};
