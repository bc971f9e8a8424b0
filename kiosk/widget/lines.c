#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_plot.h"

/* One or several figures over the rows of a table as lines, the area under them filled where one is asked for. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names under the plot"},
	KIT_SERIES_SETTING,
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; {n} is the number of rows"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title"},
	{"area", SETTING_FLAG, "no", NULL, "the area under a line is filled"},
	{"zero", SETTING_FLAG, "yes", NULL, "the scale begins at zero"},
	{"rows", SETTING_INTEGER, "40", "2..60", "how many at most, the last ones"},
	{0},
};

enum { LEGEND = 52, LINE = 5, DOT = 8, RING = 12, END_PX = 40, END_GAP = 20, AREA_ALPHA = 0x47 };

struct lines {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	struct kit_series series;
	struct kit_plot plot;
	int name;
};

static bool value_of(const struct lines *lines, size_t at, size_t series, double *value)
{
	return table_number(lines->rows.table, lines->rows.rows[at], lines->series.items[series].column, value);
}

static void find_range(const struct lines *lines, double *least, double *most)
{
	bool any = false;
	double value;

	*least = *most = 0;
	for (size_t i = 0; i < lines->rows.count; i++)
		for (size_t s = 0; s < lines->series.count; s++)
			if (value_of(lines, i, s, &value)) {
				*least = !any || value < *least ? value : *least;
				*most = !any || value > *most ? value : *most;
				any = true;
			}
	if (widget_flag(lines->self, "zero")) {
		*least = *least > 0 ? 0 : *least;
		*most = *most < 0 ? 0 : *most;
	}
}

static struct path_point point_of(const struct lines *lines, size_t at, double value)
{
	struct rect slot = kit_plot_slot(&lines->plot, at);

	return (struct path_point){(float)slot.x + (float)slot.width / 2, (float)kit_plot_y(&lines->plot, value)};
}

/* A missing figure breaks the line: nothing is drawn over what is not known. */
static void add_line(const struct lines *lines, size_t series, struct path_builder *line, struct path_builder *area)
{
	float base = (float)kit_plot_y(&lines->plot, lines->plot.low > 0 ? lines->plot.low : 0);
	struct path_point from = {0};
	bool open = false;
	double value;

	for (size_t i = 0; i < lines->rows.count; i++) {
		struct path_point to;

		if (!value_of(lines, i, series, &value)) {
			open = false;
			continue;
		}
		to = point_of(lines, i, value);
		if (!open) {
			path_move(line, to.x, to.y);
		} else {
			path_line(line, to.x, to.y);
			path_move(area, from.x, base);
			path_line(area, from.x, from.y);
			path_line(area, to.x, to.y);
			path_line(area, to.x, base);
			path_close(area);
		}
		open = true;
		from = to;
	}
}

/* Series are told apart by the shape of their points too: a disc, a square, a triangle, a diamond, then the same
 * hollow. */
static void add_mark(struct path_builder *builder, struct path_point at, float size, size_t series)
{
	switch (series % 4) {
	case 0:
		path_circle(builder, at.x, at.y, size);
		break;
	case 1:
		path_rounded(builder, at.x - size, at.y - size, 2 * size, 2 * size, 0);
		break;
	case 2:
		path_move(builder, at.x, at.y - 1.2f * size);
		path_line(builder, at.x + 1.2f * size, at.y + size);
		path_line(builder, at.x - 1.2f * size, at.y + size);
		path_close(builder);
		break;
	default:
		path_move(builder, at.x, at.y - 1.35f * size);
		path_line(builder, at.x + 1.35f * size, at.y);
		path_line(builder, at.x, at.y + 1.35f * size);
		path_line(builder, at.x - 1.35f * size, at.y);
		path_close(builder);
	}
}

static uint32_t color_of(const struct lines *lines, size_t series)
{
	return lines->view->theme->color[lines->series.count == 1 ? ROLE_AZURE : lines->series.items[series].role];
}

static void draw_marks(const struct lines *lines, size_t series)
{
	struct path_builder rings = path_begin(lines->list->arena), marks = path_begin(lines->list->arena);
	bool any = false;
	double value;

	for (size_t i = 0; i < lines->rows.count; i++)
		if (value_of(lines, i, series, &value)) {
			struct path_point at = point_of(lines, i, value);

			add_mark(&rings, at, (float)kit_px(lines->view, RING), series);
			add_mark(&marks, at, (float)kit_px(lines->view, DOT), series);
			any = true;
		}
	if (!any)
		return;
	draw_path(lines->list, path_seal(&rings), TRANSFORM_NONE, lines->view->theme->color[ROLE_BG]);
	draw_path(lines->list, path_seal(&marks), TRANSFORM_NONE, color_of(lines, series));
}

static void draw_series(const struct lines *lines, size_t series)
{
	struct path_builder line = path_begin(lines->list->arena), area = path_begin(lines->list->arena);

	add_line(lines, series, &line, &area);
	if (widget_flag(lines->self, "area") && area.point_count)
		draw_path(lines->list, path_seal(&area), TRANSFORM_NONE,
			(uint32_t)AREA_ALPHA << 24 | (color_of(lines, series) & 0xffffff));
	if (line.point_count > 1)
		draw_stroke(lines->list, path_seal(&line), TRANSFORM_NONE, (float)kit_px(lines->view, LINE),
			color_of(lines, series));
	draw_marks(lines, series);
}

/* The newest figure of a single line stands over its last point. */
static void draw_newest(const struct lines *lines)
{
	const struct view *view = lines->view;
	struct text_style style = kit_digits(view, kit_style(view, END_PX, TEXT_BOLD, ROLE_INK));
	struct rect slot = kit_plot_slot(&lines->plot, lines->rows.count - 1);
	int width = kit_px(view, 240), height = kit_px(view, 56), x, y;
	struct path_point at;
	double value;

	if (lines->series.count != 1 || !value_of(lines, lines->rows.count - 1, 0, &value))
		return;
	at = point_of(lines, lines->rows.count - 1, value);
	y = (int)at.y - height - kit_px(view, RING);
	x = view->mirrored ? slot.x : slot.x + slot.width - width;
	style.align = ALIGN_END;
	text_paragraph(lines->list, view->metrics, &style, (struct rect){x, y, width, height},
		kit_plot_figure(lines->list, view, &lines->plot, value));
}

static bool read_lines(struct lines *lines)
{
	size_t most = (size_t)widget_integer(lines->self, "rows");

	if (!kit_rows_find(lines->self, lines->view, lines->list, &lines->rows) || lines->rows.count == 0 ||
		!kit_need(lines->self, lines->view, lines->list, &lines->rows, "name", &lines->name) ||
		!kit_series_read(lines->self, lines->view, lines->list, &lines->rows, &lines->series))
		return false;
	if (lines->rows.count > most) {
		lines->rows.rows += lines->rows.count - most;
		lines->rows.count = most;
	}
	return true;
}

static int64_t lines_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct lines lines = {.self = self, .view = view, .list = list};
	double least, most;

	if (!read_lines(&lines)) {
		kit_nothing(self, view, list, box, &lines.rows);
		return WIDGET_FOREVER;
	}
	if (widget_value(self, "title").length)
		kit_series_title(self, view, list, &box, &lines.rows);
	if (lines.series.count > 1)
		kit_series_legend(list, view, rect_cut_top(&box, kit_px(view, LEGEND)), &lines.rows, &lines.series);
	find_range(&lines, &least, &most);
	lines.plot = kit_plot_begin(list, view, box, least, most, lines.rows.count,
		&lines.rows.table->columns[lines.series.items[0].column], &lines.rows.table->columns[lines.name]);
	for (size_t i = 0; i < lines.series.count; i++)
		draw_series(&lines, i);
	draw_newest(&lines);
	kit_plot_names(list, view, &lines.plot, &lines.rows, lines.name, lines.rows.count - 1);
	return WIDGET_FOREVER;
}

const struct widget_class widget_lines = {
	.name = "lines",
	.help = "one or several figures over the rows of a table, as lines or areas",
	.settings = settings,
	.draw = lines_draw,
};
