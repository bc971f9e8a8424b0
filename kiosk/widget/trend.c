#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"

/* A figure day by day against its target: what lies above is filled in one colour, what lies below in another. Time
   runs to the reading direction. The only chart without zero: it is read against the target, and both ends of its scale
   are labelled. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, oldest row first"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"date", SETTING_TEXT, "date", NULL, "the column of the days"},
	{"value", SETTING_TEXT, "value", NULL, "the column of the figures"},
	{"target", SETTING_TEXT, "target", NULL, "the column of the target"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; {n} is the number of days"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key; {n} is the number of days that met the target"},
	{0},
};

enum { DAYS_MAX = 400 };

struct trend {
	double value[DAYS_MAX];
	size_t count;
	double target, low, high; /* of the scale */
	int64_t first_ms;
	struct rect plot;
	bool mirrored;
};

static bool read_trend(const struct widget *self, const struct kit_rows *rows, int value, struct trend *trend)
{
	int target = kit_column(rows, self, "target"), date = kit_column(rows, self, "date");

	*trend = (struct trend){.low = INFINITY, .high = -INFINITY};
	for (size_t i = 0; i < rows->count && trend->count < DAYS_MAX; i++) {
		double number;

		if (!table_number(rows->table, rows->rows[i], value, &number))
			continue;
		if (trend->count == 0 && date != TABLE_NO_COLUMN && rows->table->columns[date].type == COLUMN_DATE)
			trend->first_ms = table_cell(rows->table, rows->rows[i], date)->time_ms;
		trend->value[trend->count++] = number;
		trend->low = fmin(trend->low, number);
		trend->high = fmax(trend->high, number);
		if (target != TABLE_NO_COLUMN)
			table_number(rows->table, rows->rows[i], target, &trend->target);
	}
	return trend->count >= 2;
}

/* 1, 2, 5 times a power of ten, no less than reach. */
static double round_step(double reach)
{
	double step = pow(10, floor(log10(fmax(reach, 1))));

	if (reach / step > 5)
		return step * 10;
	if (reach / step > 2)
		return step * 5;
	return reach / step > 1 ? step * 2 : step;
}

/* The scale's ends: a round step beyond the target on each side that has figures. */
static void set_scale(struct trend *trend)
{
	double step, least = trend->low, most = trend->high;

	if (trend->target <= 0)
		trend->target = (least + most) / 2;
	step = round_step(fmax(most - trend->target, trend->target - least));
	trend->low = least < trend->target ? trend->target - step : trend->target;
	trend->high = most > trend->target || least >= trend->target ? trend->target + step : trend->target;
}

static float x_at(const struct trend *trend, double day)
{
	double share = day / (double)(trend->count - 1);

	return (float)(trend->plot.x + (trend->mirrored ? 1 - share : share) * trend->plot.width);
}

static float y_at(const struct trend *trend, double value)
{
	return (float)(trend->plot.y + trend->plot.height -
		       (value - trend->low) / (trend->high - trend->low) * trend->plot.height);
}

static void add_quad(
	struct path_builder *builder, const struct trend *trend, double from, double a, double to, double b)
{
	path_move(builder, x_at(trend, from), y_at(trend, trend->target));
	path_line(builder, x_at(trend, from), y_at(trend, a));
	path_line(builder, x_at(trend, to), y_at(trend, b));
	path_line(builder, x_at(trend, to), y_at(trend, trend->target));
	path_close(builder);
}

/* Each day's piece goes to the path of its side; one that crosses the target is split there. */
static void add_areas(struct path_builder *above, struct path_builder *below, const struct trend *trend)
{
	for (size_t i = 0; i + 1 < trend->count; i++) {
		double a = trend->value[i], b = trend->value[i + 1], t = trend->target, day = (double)i;

		if ((a - t) * (b - t) < 0) {
			double cross = day + (t - a) / (b - a);

			add_quad(a > t ? above : below, trend, day, a, cross, t);
			add_quad(b > t ? above : below, trend, cross, t, day + 1, b);
		} else {
			add_quad(a + b > 2 * t ? above : below, trend, day, a, day + 1, b);
		}
	}
}

static uint32_t faded(uint32_t color, uint32_t alpha)
{
	return alpha << 24 | (color & 0xffffff);
}

static void draw_plot(const struct view *view, struct draw_list *list, const struct trend *trend)
{
	struct path_builder above = path_begin(list->arena), below = path_begin(list->arena),
			    line = path_begin(list->arena);
	const uint32_t *color = view->theme->color;
	int thin = kit_px(view, 2), y = (int)lroundf(y_at(trend, trend->target));
	struct path_builder dot = path_begin(list->arena), ring = path_begin(list->arena);
	float last_x = x_at(trend, (double)(trend->count - 1)), last_y = y_at(trend, trend->value[trend->count - 1]);

	draw_fill(list, (struct rect){trend->plot.x, trend->plot.y, trend->plot.width, thin}, color[ROLE_HAIR]);
	draw_fill(list, (struct rect){trend->plot.x, trend->plot.y + trend->plot.height, trend->plot.width, thin},
		color[ROLE_HAIR]);
	add_areas(&above, &below, trend);
	draw_path(list, path_seal(&below), TRANSFORM_NONE, faded(color[ROLE_AZURE_FILL], 0x47));
	draw_path(list, path_seal(&above), TRANSFORM_NONE, faded(color[ROLE_S3], 0xd9));
	draw_fill(
		list, (struct rect){trend->plot.x, y - thin / 2, trend->plot.width, kit_px(view, 3)}, color[ROLE_INK]);
	path_move(&line, x_at(trend, 0), y_at(trend, trend->value[0]));
	for (size_t i = 1; i < trend->count; i++)
		path_line(&line, x_at(trend, (double)i), y_at(trend, trend->value[i]));
	draw_stroke(list, path_seal(&line), TRANSFORM_NONE, (float)kit_px(view, 4), color[ROLE_AZURE]);
	path_circle(&ring, last_x, last_y, (float)kit_px(view, 13));
	path_circle(&dot, last_x, last_y, (float)kit_px(view, 9));
	draw_path(list, path_seal(&ring), TRANSFORM_NONE, color[ROLE_BG]);
	draw_path(list, path_seal(&dot), TRANSFORM_NONE, color[ROLE_INK]);
}

static void put_label(const struct view *view, struct draw_list *list, struct rect column, float y,
	const struct text_style *style, struct str text)
{
	int high = style->size_px * 3 / 2;

	text_paragraph(list, view->metrics, style,
		(struct rect){column.x, (int)lroundf(y) - high / 2, column.width, high}, text);
}

/* Labels of the scale beside the plot; the last figure keeps clear of the target's words. */
static void draw_scale(const struct view *view, struct draw_list *list, const struct trend *trend, struct rect column)
{
	struct text_style tick = kit_style(view, 28, TEXT_REGULAR, ROLE_INK3),
			  aim = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct text_style last = kit_style(view, 44, TEXT_BOLD, ROLE_INK);
	struct words_value n = {"n", kit_number(list, trend->target, 0), false};
	float target_y = y_at(trend, trend->target), last_y = y_at(trend, trend->value[trend->count - 1]),
	      gap = (float)kit_px(view, 44);
	struct str newest = kit_number(list, trend->value[trend->count - 1], 0);
	bool above = last_y <= target_y;

	tick = kit_digits(view, tick);
	last = kit_digits(view, last);
	if (trend->high > trend->target)
		put_label(view, list, column, (float)trend->plot.y, &tick, kit_number(list, trend->high, 0));
	if (trend->low < trend->target)
		put_label(view, list, column, (float)(trend->plot.y + trend->plot.height), &tick,
			kit_number(list, trend->low, 0));
	if (trend->low >= trend->target) { /* the line is the floor: nothing stands under it */
		put_label(view, list, column, target_y, &aim, kit_words(list, view, "target", &n, 1));
		put_label(view, list, column, fminf(last_y, target_y - gap), &last, newest);
		return;
	}
	if (fabsf(last_y - target_y) < gap)
		last_y = target_y + (above ? -gap / 2 : gap / 2);
	put_label(view, list, column, last_y, &last, newest);
	put_label(view, list, column, target_y + (above ? gap / 2 + 2 : -gap / 2 - 2), &aim,
		kit_words(list, view, "target", &n, 1));
}

static void draw_title(const struct widget *self, const struct view *view, struct draw_list *list, struct rect *panel,
	const struct trend *trend)
{
	struct str title = widget_value(self, "title"), note = widget_value(self, "note");
	struct words_value days = {"n", kit_number(list, (double)trend->count, 0), false}, met = {"n", STR(""), false};
	int count = 0;

	for (size_t i = 0; i < trend->count; i++)
		count += trend->value[i] >= trend->target;
	met.text = kit_number(list, count, 0);
	kit_heading(list, view, panel, 52, words_format(list->arena, view->words, view->language, title, &days, 1),
		words_format(list->arena, view->words, view->language, note, &met, 1));
}

static void draw_days(const struct view *view, struct draw_list *list, struct rect box, const struct trend *trend)
{
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK3);

	if (trend->first_ms)
		kit_text_start(list, view, &box, &style, kit_date(list, view, trend->first_ms), 0);
	kit_text_end(list, view, &box, &style, kit_word(view, "axis_today"), 0);
}

enum { SCALE_WIDTH = 168, SCALE_GAP = 20 };

static int64_t trend_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct rect foot, column;
	struct trend trend;
	struct kit_rows rows;
	int value;

	if (!kit_rows_find(self, view, list, &rows) || !kit_need(self, view, list, &rows, "value", &value) ||
		!read_trend(self, &rows, value, &trend)) {
		kit_nothing(self, view, list, box, &rows);
		return WIDGET_FOREVER;
	}
	set_scale(&trend);
	draw_title(self, view, list, &box, &trend);
	foot = rect_cut_bottom(&box, kit_px(view, 48));
	column = kit_cut_end(view, &box, kit_px(view, SCALE_WIDTH));
	kit_cut_end(view, &foot, kit_px(view, SCALE_WIDTH));
	kit_cut_end(view, &box, kit_px(view, SCALE_GAP));
	rect_cut_top(&box, kit_px(view, 26));
	rect_cut_bottom(&box, kit_px(view, 16));
	trend.plot = box;
	trend.mirrored = view->mirrored;
	draw_plot(view, list, &trend);
	draw_scale(view, list, &trend, column);
	draw_days(view, list, foot, &trend);
	return WIDGET_FOREVER;
}

const struct widget_class widget_trend = {
	.name = "trend",
	.help = "a figure day by day against its target",
	.settings = settings,
	.draw = trend_draw,
};
