#include "feed/base/arena.h"
#include "kiosk/widget/kit_series.h"
#include "kiosk/widget/spark.h"

/* One big figure with its unit and a line under it: a target, a comparison, or words. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"value", SETTING_TEXT, "value", NULL, "the column of the figure"},
	{"label", SETTING_WORDS_KEY, "", NULL, "a word's key above the figure"},
	{"unit", SETTING_WORDS_KEY, "", NULL, "a word's key after the figure"},
	{"of", SETTING_TEXT, "", NULL, "a column shown small after a slash"},
	{"plus", SETTING_TEXT, "", NULL, "a column that says at_least where the figure gets a plus"},
	{"amount", SETTING_FLAG, "no", NULL, "long figures are said short: 90 m, 9,000万"},
	{"target", SETTING_TEXT, "", NULL, "a column to compare with"},
	{"target_words", SETTING_WORDS_KEY, "", NULL, "a word's key with {n} for the target"},
	{"goal", SETTING_INTEGER, "0", "0..1000000", "what {n} says where it is not the target itself"},
	{"bullet", SETTING_FLAG, "no", NULL, "a bar with the target's tick"},
	{"compare", SETTING_WORDS_KEY, "", NULL, "a word's key before the difference to `previous`"},
	{"px", SETTING_INTEGER, "104", "40..200", "size of the figure"},
	{"line", SETTING_INTEGER, "0", "0..400",
		"height of the figure's line, so that figures of two sizes share a baseline; 0: by px"},
	{"rule", SETTING_CHOICE, "no", "no|yes|wide",
		"a line at the reading side; wide: only on a screen that is not upright"},
	{"roll", SETTING_FLAG, "no", NULL, "the figure counts up when it comes, and on when it changes"},
	{"align", SETTING_CHOICE, "start", "start|end", "which side it stands at"},
	SPARK_SETTINGS,
	{0},
};

enum { BULLET = 190, BULLET_SHORT = 100, LABEL_CLEAR = 14, SPARK = 200, SPARK_LEAST = 100, SPARK_GAP = 28 };

struct figure {
	const struct table *table;
	size_t row;
	double value, target, previous;
	bool has_target, has_previous;
};

static bool read_number(const struct figure *figure, int column, double *value)
{
	return column != TABLE_NO_COLUMN && table_number(figure->table, figure->row, column, value);
}

static bool read_figure(const struct widget *self, const struct view *view, struct draw_list *list,
	struct kit_rows *rows, struct figure *figure)
{
	int value;

	if (!kit_rows_find(self, view, list, rows) || rows->count == 0 ||
		!kit_need(self, view, list, rows, "value", &value))
		return false;
	*figure = (struct figure){.table = rows->table, .row = rows->rows[0]};
	figure->has_target = read_number(figure, kit_column(rows, self, "target"), &figure->target);
	figure->has_previous = read_number(figure, table_find_column(rows->table, STR("previous")), &figure->previous);
	return read_number(figure, value, &figure->value);
}

/* What stands small behind the figure; its style. With the figure it is one number where *joined: that is written from
   the left in every language. */
static struct str tail_of(const struct widget *self, const struct view *view, struct draw_list *list,
	const struct figure *figure, int px, struct text_style *style, bool *joined)
{
	int column = table_find_column(figure->table, widget_value(self, "value"));
	int of = table_find_column(figure->table, widget_value(self, "of"));
	struct str unit = widget_value(self, "unit");

	*joined = true;
	if (figure->table->columns[column].type == COLUMN_SHARE) {
		*style = kit_style(view, px / 2, TEXT_BOLD, ROLE_INK);
		return STR("%");
	}
	*style = kit_style(view, px > 90 ? 44 : 40, TEXT_REGULAR, ROLE_INK2);
	if (of != TABLE_NO_COLUMN)
		return text_isolate_number(
			list->arena, str_format(list->arena, "/ " STR_FMT,
					     STR_ARG(kit_cell(list, view, figure->table, figure->row, of))));
	*joined = false;
	return unit.length ? words_find(view->words, view->language, unit) : unit;
}

/* Short where that is wanted, and with the plus of at_least. */
static struct str number_of(const struct widget *self, const struct view *view, struct draw_list *list, const struct figure *figure,
	int column)
{
	int plus = table_find_column(figure->table, widget_value(self, "plus"));
	bool at_least = plus != TABLE_NO_COLUMN && table_cell_is(figure->table, figure->row, plus, STR("at_least"));
	struct str number = kit_cell(list, view, figure->table, figure->row, column);

	if (widget_flag(self, "amount"))
		return kit_amount(list, view, figure->value, figure->table->columns[column].decimals, at_least);
	if (!at_least)
		return number;
	return text_isolate_number(list->arena, str_format(list->arena, STR_FMT "+", STR_ARG(number)));
}

/* The figure as it is now, on its way up. */
static struct str rolled(const struct view *view, struct draw_list *list, const struct figure *figure, int column)
{
	const struct column *kind = &figure->table->columns[column];
	double now = kit_moving(view, STR("figure"), 0, figure->value);

	return kit_number(list, kind->type == COLUMN_SHARE ? now * 100 : now, kind->decimals);
}

/* The figure and what follows it stand on one baseline. Returns how wide they are. */
static int draw_value(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct figure *figure)
{
	int column = table_find_column(figure->table, widget_value(self, "value")), px = widget_integer(self, "px");
	int baseline = box.y + box.height * 86 / 100, gap = kit_px(view, px / 12), width, tail_width;
	struct text_style big, small;
	struct str number = number_of(self, view, list, figure, column), tail;
	struct view way = *view;
	bool joined;

	for (int least = px * 7 / 10;; px -= 2) { /* both smaller until they fit */
		big = kit_style(view, px, TEXT_BOLD, ROLE_INK);
		big.spacing_em = -0.02f;
		tail = tail_of(self, view, list, figure, px, &small, &joined);
		width = text_measure(view->metrics, &big, 8 * box.width, number).width + 1;
		tail_width = tail.length ? text_measure(view->metrics, &small, 8 * box.width, tail).width + 1 : 0;
		if (width + gap + tail_width <= box.width || px <= least)
			break;
	}
	if (widget_flag(self, "roll"))
		number = rolled(view, list, figure, column);
	if (str_equal(widget_value(self, "align"), STR("end")))
		kit_cut_start(view, &box, box.width - width);
	if (joined && view->mirrored) {
		box = kit_cut_start(view, &box, width + gap + tail_width);
		way.mirrored = false;
		big.language = small.language = LANGUAGE_EN;
	}
	kit_text_on(list, &way, &box, &big, number, baseline, gap);
	if (tail.length)
		kit_text_on(list, &way, &box, &small, tail, baseline, 0);
	return width + (tail.length ? gap + tail_width : 0);
}

/* A bar from zero; the tick is the target, the bar's end a little beyond it. */
static void draw_bullet(
	const struct view *view, struct draw_list *list, struct rect *rest, const struct figure *figure, int width)
{
	int high = kit_px(view, 12), tick = kit_px(view, 4);
	struct rect at = kit_cut_start(view, rest, width), bar = {at.x, at.y + (at.height - high) / 2, width, high},
		    part = bar;
	double share = figure->target > 0 ? figure->value / figure->target : 0;

	part.width = (int)((width - tick) * (share > 1 ? 1 : share));
	draw_rounded(list, bar, (float)kit_px(view, 2), view->theme->color[ROLE_S_NONE]);
	draw_rounded(list, kit_place(view, bar, part), (float)kit_px(view, 2), view->theme->color[ROLE_RULE]);
	part = (struct rect){bar.x + width - tick, at.y + (at.height - kit_px(view, 28)) / 2, tick, kit_px(view, 28)};
	draw_fill(list, kit_place(view, bar, part), view->theme->color[ROLE_INK]);
	kit_cut_start(view, rest, kit_px(view, 12));
}

static void draw_goal(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct figure *figure)
{
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2), full = style;
	int goal = widget_integer(self, "goal"), room = box.width - kit_px(view, BULLET);
	struct words_value n = {"n", kit_number(list, goal ? goal : figure->target, 0), false};
	bool bullet = widget_flag(self, "bullet"), reached = !bullet && figure->value >= figure->target;
	struct str key = reached ? STR("target_reached") : widget_value(self, "target_words");
	struct str words = words_format(list->arena, view->words, view->language, key, &n, 1);

	style.strong_color = view->theme->color[ROLE_INK];
	full.least_px = 0;
	if (bullet)
		draw_bullet(view, list, &box, figure,
			kit_px(view, text_measure(view->metrics, &full, 4 * box.width, words).width < room
					     ? BULLET
					     : BULLET_SHORT));
	if (reached)
		kit_icon_start(list, view, &box, STR("st-done"), kit_px(view, 32), ROLE_OKAY, kit_px(view, 12));
	kit_text_fit(list, view, box, &style, words);
}

static void draw_compare(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct figure *figure)
{
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2),
			  bold = kit_style(view, 32, TEXT_BOLD, ROLE_INK2);
	double change = figure->value - figure->previous;
	struct str icon = change > 0 ? STR("move-up") : change < 0 ? STR("move-down") : STR("move-same");

	kit_text_start(list, view, &box, &style, words_find(view->words, view->language, widget_value(self, "compare")),
		kit_px(view, 12));
	kit_icon_start(list, view, &box, icon, kit_px(view, 24), ROLE_INK2, kit_px(view, 12));
	kit_text_start(list, view, &box, &bold, kit_number(list, change < 0 ? -change : change, 0), 0);
}

/* Clear of what stands beside it. */
static void draw_label(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box)
{
	struct text_style style = kit_style(view, 40, TEXT_REGULAR, ROLE_INK2);

	if (str_equal(widget_value(self, "align"), STR("end"))) {
		style.align = ALIGN_END;
		kit_cut_start(view, &box, kit_px(view, LABEL_CLEAR));
	} else {
		kit_cut_end(view, &box, kit_px(view, LABEL_CLEAR));
	}
	kit_text_fit(list, view, box, &style, words_find(view->words, view->language, widget_value(self, "label")));
}

/* In what the figure leaves of its line, up to so much. */
static void draw_spark(const struct widget *self, const struct view *view, struct draw_list *list, struct rect line, int used)
{
	kit_cut_start(view, &line, used + kit_px(view, SPARK_GAP));
	if (line.width >= kit_px(view, SPARK_LEAST))
		spark_draw(self, view, list, kit_cut_start(view, &line, kit_px(view, SPARK)));
}

static int64_t number_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int px = widget_integer(self, "px"), line = widget_integer(self, "line");
	struct str rule = widget_value(self, "rule");
	struct figure figure;
	struct kit_rows rows;
	struct rect value;

	if (str_equal(rule, STR("yes")) || (str_equal(rule, STR("wide")) && !view->portrait)) {
		draw_fill(list, kit_cut_start(view, &box, kit_px(view, 2)), view->theme->color[ROLE_HAIR]);
		kit_cut_start(view, &box, kit_px(view, 34));
	}
	draw_label(self, view, list, rect_cut_top(&box, kit_px(view, 52)));
	if (!read_figure(self, view, list, &rows, &figure)) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	value = rect_cut_top(&box, kit_px(view, line ? line : px * 112 / 100));
	draw_spark(self, view, list, value, draw_value(self, view, list, value, &figure));
	rect_cut_top(&box, kit_px(view, 8));
	box = rect_cut_top(&box, kit_px(view, 48));
	if (figure.has_target)
		draw_goal(self, view, list, box, &figure);
	else if (widget_value(self, "compare").length && figure.has_previous)
		draw_compare(self, view, list, box, &figure);
	return WIDGET_FOREVER;
}

const struct widget_class widget_number = {
	.name = "number",
	.help = "one big figure with unit, target or comparison",
	.settings = settings,
	.draw = number_draw,
};
