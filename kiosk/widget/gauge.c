#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* One figure against its target on half a ring: how far it is, where the target lies. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "the row that counts: COLUMN VALUE, COLUMN VALUE"},
	{"value", SETTING_TEXT, "value", NULL, "the column of the figure"},
	{"target", SETTING_TEXT, "target", NULL, "the column of the target"},
	{"goal", SETTING_INTEGER, "0", "0..1000000", "the target where the table has none; of a share in per cent"},
	{"label", SETTING_WORDS_KEY, "", NULL, "a word's key over the ring"},
	{"unit", SETTING_WORDS_KEY, "", NULL, "a word's key after the figure"},
	{"target_words", SETTING_WORDS_KEY, "target", NULL, "a word's key with {n} for the target"},
	{0},
};

enum {
	LABEL = 60,
	WORDS = 56,
	THICK = 44,
	TICK = 6,
	TICK_OUT = 10,
	FIGURE_MOST = 104,
	FIGURE_LEAST = 40,
	UNIT_PX = 40,
	EDGE = 2
};

#define HALF_TURN 3.14159265358979
#define BEYOND 1.25 /* the ring ends so far beyond the target, so that more than it can be seen */

struct gauge {
	const struct table *table;
	double value, target, end;
	bool share;
	int column;
	size_t row;
};

static bool read_gauge(const struct widget *self, const struct view *view, struct draw_list *list,
	struct kit_rows *rows, struct gauge *gauge)
{
	int target;

	*gauge = (struct gauge){0};
	if (!kit_rows_find(self, view, list, rows) || rows->count == 0 ||
		!kit_need(self, view, list, rows, "value", &gauge->column))
		return false;
	gauge->table = rows->table;
	gauge->row = rows->rows[0];
	gauge->share = rows->table->columns[gauge->column].type == COLUMN_SHARE;
	if (!table_number(rows->table, gauge->row, gauge->column, &gauge->value))
		return false;
	target = kit_column(rows, self, "target");
	if (widget_integer(self, "goal") > 0)
		gauge->target = widget_integer(self, "goal") / (gauge->share ? 100.0 : 1.0);
	else if (target == TABLE_NO_COLUMN || !table_number(rows->table, gauge->row, target, &gauge->target))
		gauge->target = 0;
	gauge->end = gauge->share ? 1 : gauge->target > 0 ? gauge->target * BEYOND : gauge->value;
	if (gauge->value > gauge->end)
		gauge->end = gauge->value;
	return true;
}

/* 0 at the reading side, 1 at the far one. */
static float angle_of(const struct view *view, const struct gauge *gauge, double value)
{
	double share = gauge->end > 0 ? value / gauge->end : 0;

	share = share < 0 ? 0 : share > 1 ? 1 : share;
	return (float)(HALF_TURN + HALF_TURN * (view->mirrored ? 1 - share : share));
}

static void draw_slice(struct draw_list *list, const struct view *view, struct path_point middle, float outer,
	float from, float to, enum theme_role role)
{
	struct path_builder builder = path_begin(list->arena);

	path_ring_slice(&builder, middle.x, middle.y, outer - (float)kit_px(view, THICK), outer, fminf(from, to),
		fmaxf(from, to));
	draw_path(list, path_seal(&builder), TRANSFORM_NONE, view->theme->color[role]);
}

static void draw_tick(
	struct draw_list *list, const struct view *view, struct path_point middle, float outer, float angle)
{
	struct path_builder builder = path_begin(list->arena);
	float out = outer + (float)kit_px(view, TICK_OUT), in = outer - (float)kit_px(view, THICK + TICK_OUT);

	path_move(&builder, middle.x + out * cosf(angle), middle.y + out * sinf(angle));
	path_line(&builder, middle.x + in * cosf(angle), middle.y + in * sinf(angle));
	draw_stroke(list, path_seal(&builder), TRANSFORM_NONE, (float)kit_px(view, TICK), view->theme->color[ROLE_INK]);
}

static void draw_edge(struct draw_list *list, const struct view *view, struct path_point middle, float outer)
{
	struct path_builder builder = path_begin(list->arena);

	path_ring_slice(&builder, middle.x, middle.y, outer - (float)kit_px(view, THICK), outer, (float)HALF_TURN,
		(float)(2 * HALF_TURN));
	draw_stroke(list, path_seal(&builder), TRANSFORM_NONE, (float)kit_px(view, EDGE), view->theme->color[ROLE_LINE]);
}

static struct str figure_text(struct draw_list *list, const struct gauge *gauge, double value)
{
	struct str number =
		kit_number(list, gauge->share ? value * 100 : value, gauge->table->columns[gauge->column].decimals);

	return gauge->share ? text_isolate_number(list->arena, str_format(list->arena, STR_FMT "%%", STR_ARG(number)))
			    : number;
}

/* As large as the ring's inside allows; its unit under it. */
static void draw_figure(const struct widget *self, const struct view *view, struct draw_list *list,
	struct path_point middle, float outer, const struct gauge *gauge)
{
	float radius = outer - (float)kit_px(view, THICK);
	int inside = (int)(2 * radius * 0.78f), px = FIGURE_MOST;
	struct str number = figure_text(list, gauge, gauge->value), unit = widget_value(self, "unit");
	int below = unit.length ? kit_px(view, UNIT_PX) * 4 / 3 : 0, high = (int)radius - below; /* under the ring's top */
	struct text_style bold, small = kit_style(view, UNIT_PX, TEXT_REGULAR, ROLE_INK2);
	struct rect line;

	for (;; px -= 4) {
		bold = kit_digits(view, kit_style(view, px, TEXT_BOLD, ROLE_INK));
		if (px <= FIGURE_LEAST || (text_measure(view->metrics, &bold, 8 * inside, number).width <= inside &&
						  kit_px(view, px) * 9 / 8 <= high))
			break;
	}
	bold.align = small.align = ALIGN_CENTER;
	line = (struct rect){
		(int)middle.x - inside / 2, (int)middle.y - kit_px(view, px) * 5 / 4, inside, kit_px(view, px) * 5 / 4};
	if (unit.length) {
		struct rect under;

		line.y -= below;
		under = (struct rect){line.x, line.y + line.height, line.width, below};
		text_paragraph(list, view->metrics, &small, under, words_find(view->words, view->language, unit));
	}
	text_paragraph(list, view->metrics, &bold, line, number);
}

static void draw_words(const struct widget *self, const struct view *view, struct draw_list *list, struct rect line,
	const struct gauge *gauge)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	struct words_value n = {"n", figure_text(list, gauge, gauge->target), false};
	bool met = gauge->value >= gauge->target;
	struct str words =
		words_format(list->arena, view->words, view->language, widget_value(self, "target_words"), &n, 1);
	int width, icon = met ? kit_px(view, 44) : 0;

	if (gauge->target <= 0)
		return;
	width = text_measure(view->metrics, &style, 8 * line.width, words).width + 1 + icon;
	if (width < line.width) {
		line.x += (line.width - width) / 2;
		line.width = width;
	}
	if (met)
		kit_icon_start(list, view, &line, STR("st-done"), kit_px(view, 32), ROLE_OKAY, kit_px(view, 12));
	kit_text_fit(list, view, line, &style, words);
}

static int64_t gauge_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct str label = widget_value(self, "label");
	struct kit_rows rows;
	struct gauge gauge;
	struct rect words;
	struct path_point middle;
	float outer;

	if (label.length) {
		struct text_style style = kit_style(view, 40, TEXT_REGULAR, ROLE_INK2);

		style.align = ALIGN_CENTER;
		kit_text_fit(list, view, rect_cut_top(&box, kit_px(view, LABEL)), &style,
			words_find(view->words, view->language, label));
	}
	if (!read_gauge(self, view, list, &rows, &gauge)) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	words = rect_cut_bottom(&box, kit_px(view, WORDS));
	rect_cut_top(&box, kit_px(view, TICK_OUT));
	outer = fminf((float)box.width / 2 - (float)kit_px(view, TICK_OUT), (float)box.height);
	middle = (struct path_point){
		(float)box.x + (float)box.width / 2, (float)box.y + ((float)box.height + outer) / 2};
	draw_slice(list, view, middle, outer, (float)HALF_TURN, (float)(2 * HALF_TURN), ROLE_S_NONE);
	draw_edge(list, view, middle, outer); /* where the empty track has the page's colour */
	if (gauge.value > 0)
		draw_slice(list, view, middle, outer, angle_of(view, &gauge, 0), angle_of(view, &gauge, gauge.value),
			ROLE_RULE);
	if (gauge.target > 0)
		draw_tick(list, view, middle, outer, angle_of(view, &gauge, gauge.target));
	draw_figure(self, view, list, middle, outer, &gauge);
	draw_words(self, view, list, words, &gauge);
	return WIDGET_FOREVER;
}

const struct widget_class widget_gauge = {
	.name = "gauge",
	.help = "a figure against its target on half a ring",
	.settings = settings,
	.draw = gauge_draw,
};
