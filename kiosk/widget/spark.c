#include "kiosk/widget/spark.h"

#include <math.h>

#include "feed/base/arena.h"

enum { POINTS_MAX = 400, DOT = 8, LINE = 4 };

#define REACH 1e15

struct spark {
	double values[POINTS_MAX], low, high;
	size_t count;
	struct rect box;
	bool mirrored;
};

/* The newest ones, where there are too many. */
static bool read_spark(const struct kit_rows *rows, int column, struct spark *spark)
{
	size_t first = rows->count > POINTS_MAX ? rows->count - POINTS_MAX : 0;

	spark->low = INFINITY;
	spark->high = -INFINITY;
	for (size_t i = first; i < rows->count; i++) {
		double value;

		if (!table_number(rows->table, rows->rows[i], column, &value) || isnan(value))
			continue;
		value = fmax(-REACH, fmin(REACH, value));
		spark->values[spark->count++] = value;
		spark->low = fmin(spark->low, value);
		spark->high = fmax(spark->high, value);
	}
	return spark->count >= 2;
}

static float x_of(const struct spark *spark, size_t point)
{
	double share = (double)point / (double)(spark->count - 1);

	return (float)(spark->box.x + (spark->mirrored ? 1 - share : share) * spark->box.width);
}

static float y_of(const struct spark *spark, double value)
{
	double share = spark->high > spark->low ? (value - spark->low) / (spark->high - spark->low) : 0.5;

	return (float)(spark->box.y + (1 - share) * spark->box.height);
}

void spark_draw(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box)
{
	struct spark spark = {.mirrored = view->mirrored};
	struct path_builder line = path_begin(list->arena), dot = path_begin(list->arena);
	struct kit_rows rows;
	int column;

	spark.box = rect_inset(box, kit_px(view, DOT));
	if (widget_value(self, "spark").length == 0 || rect_is_empty(spark.box) ||
		!kit_rows_find_by(self, view, list, "spark", "spark_where", &rows) ||
		!kit_need(self, view, list, &rows, "spark_value", &column) || !read_spark(&rows, column, &spark))
		return;
	path_move(&line, x_of(&spark, 0), y_of(&spark, spark.values[0]));
	for (size_t i = 1; i < spark.count; i++)
		path_line(&line, x_of(&spark, i), y_of(&spark, spark.values[i]));
	draw_stroke(list, path_seal(&line), TRANSFORM_NONE, (float)kit_px(view, LINE), view->theme->color[ROLE_AZURE]);
	path_circle(&dot, x_of(&spark, spark.count - 1), y_of(&spark, spark.values[spark.count - 1]),
		(float)kit_px(view, DOT));
	draw_path(list, path_seal(&dot), TRANSFORM_NONE, view->theme->color[ROLE_INK]);
}
