#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/hours.h"

/* How many places are open at this moment, of how many. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "venues", NULL, "a table with days, opens and closes"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	KIT_WITHIN_SETTINGS,
	{"label", SETTING_WORDS_KEY, "", NULL, "a word's key above the figure"},
	{"px", SETTING_INTEGER, "104", "40..200", "size of the figure"},
	{"rule", SETTING_CHOICE, "no", "no|yes|wide",
		"a line at the reading side; wide: only on a screen that is not upright"},
	{0},
};

static struct str text_at(const struct kit_rows *rows, size_t row, const char *name)
{
	int column = table_find_column(rows->table, str_from(name));

	if (column == TABLE_NO_COLUMN || rows->table->columns[column].type != COLUMN_TEXT ||
		!table_cell(rows->table, row, column)->present)
		return STR("");
	return table_cell(rows->table, row, column)->text;
}

static size_t count_open(const struct view *view, const struct kit_rows *rows, int64_t *until_ms)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		struct hours hours;
		struct hours_now state;

		if (!hours_parse(text_at(rows, rows->rows[i], "days"), text_at(rows, rows->rows[i], "opens"),
			    text_at(rows, rows->rows[i], "closes"), &hours))
			continue;
		state = hours_at(&hours, view->now_ms);
		count += state.open;
		if (state.until_ms < *until_ms && state.until_ms > view->now_ms)
			*until_ms = state.until_ms;
	}
	return count;
}

static void draw_figure(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box, size_t open,
	size_t count)
{
	int px = widget_integer(self, "px");
	struct text_style big = kit_style(view, px, TEXT_BOLD, ROLE_INK),
			  small = kit_style(view, px > 90 ? 44 : 40, TEXT_REGULAR, ROLE_INK2);
	struct text_style label = kit_style(view, 40, TEXT_REGULAR, ROLE_INK2);
	struct rect head = rect_cut_top(&box, kit_px(view, 52));
	struct view way = *view;
	int baseline = box.y + kit_px(view, px * 112 / 100) * 86 / 100;
	struct str of = str_format(list->arena, "/ " STR_FMT, STR_ARG(kit_number(list, (double)count, 0)));
	struct str figure = kit_number(list, (double)open, 0);

	kit_text_fit(list, view, head, &label, words_find(view->words, view->language, widget_value(self, "label")));
	big.spacing_em = -0.02f;
	if (view->mirrored) { /* one number, written from the left in every language */
		box = kit_cut_start(view, &box,
			text_measure(view->metrics, &big, 8 * box.width, figure).width + kit_px(view, px / 12) + 2 +
				text_measure(view->metrics, &small, 8 * box.width, of).width);
		way.mirrored = false;
		big.language = small.language = LANGUAGE_EN;
	}
	kit_text_on(list, &way, &box, &big, figure, baseline, kit_px(view, px / 12));
	kit_text_on(list, &way, &box, &small, of, baseline, 0);
}

static int64_t open_now_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct str rule = widget_value(self, "rule");
	int64_t until_ms = WIDGET_FOREVER;
	struct kit_rows rows;
	size_t open;

	if (str_equal(rule, STR("yes")) || (str_equal(rule, STR("wide")) && !view->portrait)) {
		draw_fill(list, kit_cut_start(view, &box, kit_px(view, 2)), view->theme->color[ROLE_HAIR]);
		kit_cut_start(view, &box, kit_px(view, 34));
	}
	if (!kit_rows_find(self, view, list, &rows)) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	kit_keep_within(self, view, &rows);
	open = count_open(view, &rows, &until_ms);
	if (rows.count)
		draw_figure(self, view, list, box, open, rows.count);
	else
		kit_no_rows(list, view, box, &rows);
	return until_ms;
}

const struct widget_class widget_open_now = {
	.name = "open_now",
	.help = "how many places are open at this moment",
	.settings = settings,
	.draw = open_now_draw,
};
