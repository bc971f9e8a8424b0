#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_plot.h"

/* Upright bars: one figure a row, or several stacked; with its interval and against a target where the table has them.
 */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names under the bars"},
	KIT_SERIES_SETTING,
	{"low", SETTING_TEXT, "", NULL, "the column of the interval's lower end"},
	{"high", SETTING_TEXT, "", NULL, "the column of the interval's upper end"},
	{"target", SETTING_TEXT, "", NULL, "the column of the target, a line across"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; {n} is the number of bars"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title"},
	{"mark", SETTING_CHOICE, "none", "none|last|own",
		"which bar stands out: the last one, that of the hall's own area"},
	{"area", SETTING_TEXT, "area", NULL, "the column of the areas"},
	{"rows", SETTING_INTEGER, "24", "1..60", "how many at most, the last ones"},
	{"grow", SETTING_FLAG, "no", NULL, "bars grow when they come, and on when they change"},
	{0},
};

enum {
	LEGEND = 52,
	WIDE_MOST = 120,
	FIGURE_PX = 36,
	FIGURE_LEAST_PX = 24,
	WHISKER = 4,
	CAP = 24,
	TARGET_LINE = 3
};

struct columns {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	struct kit_series series;
	struct kit_plot plot;
	int name, low, high, target;
	size_t marked; /* rows.count: none */
	struct text_style figures;
};

static double sum_of(const struct columns *columns, size_t at)
{
	double sum = 0;

	for (size_t i = 0; i < columns->series.count; i++)
		sum += kit_series_value(&columns->rows, columns->rows.rows[at], &columns->series.items[i]);
	return sum;
}

static void widen(const struct columns *columns, size_t at, int column, double *least, double *most)
{
	double value;

	if (column == TABLE_NO_COLUMN || !table_number(columns->rows.table, columns->rows.rows[at], column, &value))
		return;
	*least = value < *least ? value : *least;
	*most = value > *most ? value : *most;
}

static void find_range(const struct columns *columns, double *least, double *most)
{
	*least = *most = 0;
	for (size_t i = 0; i < columns->rows.count; i++) {
		double sum = sum_of(columns, i);

		*least = sum < *least ? sum : *least;
		*most = sum > *most ? sum : *most;
		widen(columns, i, columns->low, least, most);
		widen(columns, i, columns->high, least, most);
		widen(columns, i, columns->target, least, most);
	}
}

/* The last so many rows. */
static void keep_last(struct columns *columns)
{
	size_t most = (size_t)widget_integer(columns->self, "rows");

	if (columns->rows.count <= most)
		return;
	columns->rows.rows += columns->rows.count - most;
	columns->rows.count = most;
}

static size_t find_marked(const struct columns *columns)
{
	struct str mark = widget_value(columns->self, "mark");
	int area = kit_column(&columns->rows, columns->self, "area");

	if (str_equal(mark, STR("last")))
		return columns->rows.count - 1;
	for (size_t i = 0; str_equal(mark, STR("own")) && area != TABLE_NO_COLUMN && i < columns->rows.count; i++) {
		const struct area *own = kit_area(columns->view, columns->view->area);

		if (own && table_cell_is(columns->rows.table, columns->rows.rows[i], area, own->id))
			return i;
	}
	return columns->rows.count;
}

static struct rect bar_of(const struct columns *columns, size_t at)
{
	struct rect slot = kit_plot_slot(&columns->plot, at);
	int width = slot.width * 64 / 100, most = kit_px(columns->view, WIDE_MOST);

	width = width > most ? most : width < 1 ? 1 : width;
	return (struct rect){slot.x + (slot.width - width) / 2, 0, width, 0};
}

static struct rect between(const struct columns *columns, struct rect bar, double a, double b)
{
	int ya = (int)lround(kit_plot_y(&columns->plot, a)), yb = (int)lround(kit_plot_y(&columns->plot, b));

	return (struct rect){bar.x, ya < yb ? ya : yb, bar.width, ya < yb ? yb - ya : ya - yb};
}

/* Stacked from zero, the first lowest. */
static void draw_bar(const struct columns *columns, size_t at)
{
	const struct view *view = columns->view;
	struct rect bar = bar_of(columns, at);
	double from = 0;

	for (size_t i = 0; i < columns->series.count; i++) {
		const struct kit_series_item *item = &columns->series.items[i];
		double value = kit_series_value(&columns->rows, columns->rows.rows[at], item);
		struct rect part;

		if (widget_flag(columns->self, "grow"))
			value = kit_moving(view, str_format(columns->list->arena, "%zu %zu", at, i), 0, value);
		part = between(columns, bar, from, from + value);
		if (columns->series.count == 1)
			draw_rounded(columns->list, part, (float)kit_px(view, 3),
				view->theme->color[at == columns->marked ? ROLE_RULE : ROLE_AZURE_FILL]);
		else
			draw_fill_ink(columns->list, part, theme_ink(view->theme, item->role, view->unit), 0);
		from += value;
	}
}

static void draw_whisker(const struct columns *columns, size_t at)
{
	const struct view *view = columns->view;
	struct rect bar = bar_of(columns, at), line;
	int thin = kit_px(view, WHISKER), cap = kit_px(view, CAP), middle = bar.x + bar.width / 2;
	uint32_t color = view->theme->color[ROLE_INK];
	double low, high;

	if (columns->low == TABLE_NO_COLUMN || columns->high == TABLE_NO_COLUMN ||
		!table_number(columns->rows.table, columns->rows.rows[at], columns->low, &low) ||
		!table_number(columns->rows.table, columns->rows.rows[at], columns->high, &high))
		return;
	line = between(columns, bar, low, high);
	draw_fill(columns->list, (struct rect){middle - thin / 2, line.y, thin, line.height}, color);
	draw_fill(columns->list, (struct rect){middle - cap / 2, line.y, cap, thin}, color);
	draw_fill(columns->list, (struct rect){middle - cap / 2, line.y + line.height - thin, cap, thin}, color);
}

static struct str figure_of(const struct columns *columns, size_t at)
{
	return kit_plot_figure(columns->list, columns->view, &columns->plot, sum_of(columns, at));
}

/* One size for all figures over the bars; 0 where they have no room. */
static void fit_figures(struct columns *columns)
{
	const struct view *view = columns->view;
	int least = kit_px(view, FIGURE_LEAST_PX);

	columns->figures = kit_digits(view, kit_style(view, FIGURE_PX, TEXT_BOLD, ROLE_INK));
	columns->figures.align = ALIGN_CENTER;
	for (size_t i = 0; i < columns->rows.count; i++) {
		int room = kit_plot_slot(&columns->plot, i).width - kit_px(view, 6);

		while (columns->figures.size_px >= least && text_measure(view->metrics, &columns->figures,
								    8 * columns->plot.box.width, figure_of(columns, i))
									    .width > room)
			columns->figures.size_px--;
	}
	if (columns->figures.size_px < least)
		columns->figures.size_px = 0;
}

/* Room for a figure beyond its bar, but not beyond the plot. */
static struct rect wide_slot(const struct columns *columns, struct rect slot)
{
	int width = kit_px(columns->view, WIDE_MOST), from = slot.x + (slot.width - width) / 2;
	const struct rect *box = &columns->plot.box;

	width = width < slot.width ? slot.width : width;
	from = from + width > box->x + box->width ? box->x + box->width - width : from;
	return (struct rect){from < box->x ? box->x : from, slot.y, width, slot.height};
}

/* Over the bar, or over its interval. Where there is no room for all, the marked one alone is said. */
static void draw_figure(const struct columns *columns, size_t at)
{
	const struct view *view = columns->view;
	struct text_style style = columns->figures;
	struct rect slot = kit_plot_slot(&columns->plot, at);
	double top = fmax(sum_of(columns, at), 0), high;
	int height = kit_px(view, FIGURE_PX) * 4 / 3;

	if (style.size_px == 0) {
		if (at != columns->marked)
			return;
		style.size_px = kit_px(view, FIGURE_PX);
		slot = wide_slot(columns, slot);
	}
	if (columns->high != TABLE_NO_COLUMN &&
		table_number(columns->rows.table, columns->rows.rows[at], columns->high, &high) && high > top)
		top = high;
	text_paragraph(columns->list, view->metrics, &style,
		(struct rect){slot.x, (int)lround(kit_plot_y(&columns->plot, top)) - height, slot.width, height},
		figure_of(columns, at));
}

static void draw_target_line(const struct columns *columns)
{
	const struct view *view = columns->view;
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);
	struct words_value n = {"n", STR(""), false};
	double target;
	int y, high = kit_px(view, 44);

	if (columns->target == TABLE_NO_COLUMN ||
		!table_number(
			columns->rows.table, columns->rows.rows[columns->rows.count - 1], columns->target, &target))
		return;
	y = (int)lround(kit_plot_y(&columns->plot, target));
	draw_fill(columns->list,
		(struct rect){columns->plot.box.x, y, columns->plot.box.width, kit_px(view, TARGET_LINE)},
		view->theme->color[ROLE_INK]);
	n.text = kit_plot_figure(columns->list, view, &columns->plot, target);
	text_paragraph(columns->list, view->metrics, &style,
		(struct rect){columns->plot.box.x, y - high, columns->plot.box.width, high},
		kit_words(columns->list, view, "target", &n, 1));
}

static bool read_columns(struct columns *columns)
{
	if (!kit_rows_find(columns->self, columns->view, columns->list, &columns->rows) || columns->rows.count == 0 ||
		!kit_need(columns->self, columns->view, columns->list, &columns->rows, "name", &columns->name) ||
		!kit_series_read(columns->self, columns->view, columns->list, &columns->rows, &columns->series))
		return false;
	columns->low = kit_column(&columns->rows, columns->self, "low");
	columns->high = kit_column(&columns->rows, columns->self, "high");
	columns->target = kit_column(&columns->rows, columns->self, "target");
	keep_last(columns);
	columns->marked = find_marked(columns);
	return true;
}

static int64_t columns_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct columns columns = {.self = self, .view = view, .list = list};
	double least, most;

	if (!read_columns(&columns)) {
		kit_nothing(self, view, list, box, &columns.rows);
		return WIDGET_FOREVER;
	}
	if (widget_value(self, "title").length)
		kit_series_title(self, view, list, &box, &columns.rows);
	if (columns.series.count > 1)
		kit_series_legend(list, view, rect_cut_top(&box, kit_px(view, LEGEND)), &columns.rows, &columns.series);
	find_range(&columns, &least, &most);
	columns.plot = kit_plot_begin(list, view, box, least, most, columns.rows.count,
		&columns.rows.table->columns[columns.series.items[0].column],
		&columns.rows.table->columns[columns.name]);
	fit_figures(&columns);
	for (size_t i = 0; i < columns.rows.count; i++) {
		draw_bar(&columns, i);
		draw_whisker(&columns, i);
		draw_figure(&columns, i);
	}
	draw_target_line(&columns);
	kit_plot_names(list, view, &columns.plot, &columns.rows, columns.name, columns.marked);
	return WIDGET_FOREVER;
}

const struct widget_class widget_columns = {
	.name = "columns",
	.help = "the rows of a table as upright bars: alone, stacked, with an interval, against a target",
	.settings = settings,
	.draw = columns_draw,
};
