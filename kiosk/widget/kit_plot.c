#include "kiosk/widget/kit_plot.h"

#include <math.h>

#include "feed/base/arena.h"

enum {
	AXIS_PX = 32,
	NAME_PX = 32,
	NAME_LEAST_PX = 24,
	NAMES_HEIGHT = 52,
	NAMES_TALL = 88,
	AXIS_GAP = 16,
	HEAD_ROOM = 48,
	LINES = 4,
	NAME_GAP = 16
};

/* A step so that LINES of them at most reach over the range. */
static void set_range(struct kit_plot *plot, double least, double most)
{
	double step;

	if (!isfinite(most - least)) { /* figures beyond all measure have no scale */
		plot->low = least < 0 ? -1 : 0;
		plot->high = 1;
		return;
	}
	step = kit_round_up((most - least) / LINES);
	plot->low = floor(least / step + 1e-9) * step;
	plot->high = ceil(most / step - 1e-9) * step;
	if (plot->high <= plot->low)
		plot->high = plot->low + step;
}

static double step_of(const struct kit_plot *plot, double least, double most)
{
	double step = isfinite(most - least) ? kit_round_up((most - least) / LINES) : 0;

	return step > 0 && (plot->high - plot->low) / step < 2 * LINES ? step : (plot->high - plot->low) / LINES;
}

double kit_plot_y(const struct kit_plot *plot, double value)
{
	double share = (value - plot->low) / (plot->high - plot->low);

	share = share > 0 ? (share < 1 ? share : 1) : 0;
	return plot->box.y + plot->box.height - share * plot->box.height;
}

struct rect kit_plot_slot(const struct kit_plot *plot, size_t at)
{
	size_t place = plot->mirrored ? plot->count - 1 - at : at;
	int from = plot->box.x + (int)((double)plot->box.width * (double)place / (double)plot->count);
	int to = plot->box.x + (int)((double)plot->box.width * (double)(place + 1) / (double)plot->count);

	return (struct rect){from, plot->box.y, to - from, plot->box.height};
}

struct str kit_plot_figure(struct draw_list *list, const struct view *view, const struct kit_plot *plot, double value)
{
	int decimals = fabs(value * 100 - round(value * 100)) < 1e-9 ? 0 : plot->decimals;

	if (plot->share)
		return text_isolate_number(list->arena,
			str_format(list->arena, STR_FMT "%%", STR_ARG(kit_number(list, value * 100, decimals))));
	return kit_amount(list, view, value, plot->decimals, false);
}

static void draw_scale(struct draw_list *list, const struct view *view, const struct kit_plot *plot, struct rect axis,
	double step, const struct text_style *style)
{
	int thin = kit_px(view, 2), high = kit_px(view, 2 * AXIS_PX);

	for (int i = 0; i <= 2 * LINES && plot->low + i * step <= plot->high + step / 2; i++) {
		double value = plot->low + i * step;
		int y = (int)lround(kit_plot_y(plot, value));
		bool zero = fabs(value) < step / 1000;

		draw_fill(list, (struct rect){plot->box.x, y - thin / 2, plot->box.width, thin},
			view->theme->color[zero ? ROLE_LINE : ROLE_HAIR]);
		text_paragraph(list, view->metrics, style, (struct rect){axis.x, y - high / 2, axis.width, high},
			kit_plot_figure(list, view, plot, zero ? 0 : value));
	}
}

static bool are_things(const struct column *names)
{
	return names->type == COLUMN_AREA || names->type == COLUMN_LABEL || names->type == COLUMN_CHOICE;
}

struct kit_plot kit_plot_begin(struct draw_list *list, const struct view *view, struct rect box, double least,
	double most, size_t count, const struct column *column, const struct column *names)
{
	struct text_style style = kit_digits(view, kit_style(view, AXIS_PX, TEXT_REGULAR, ROLE_INK3));
	struct kit_plot plot = {.count = count ? count : 1,
		.mirrored = view->mirrored,
		.share = column->type == COLUMN_SHARE,
		.decimals = column->decimals,
		.all_names = are_things(names)};
	int width = 0;
	double step;
	struct rect axis;

	set_range(&plot, least, most);
	step = step_of(&plot, least, most);
	for (int i = 0; i <= 2 * LINES && plot.low + i * step <= plot.high + step / 2; i++) {
		double value = plot.low + i * step;
		int wide = text_measure(view->metrics, &style, 8 * box.width, kit_plot_figure(list, view, &plot, value))
				   .width +
			   1;

		width = wide > width ? wide : width;
	}
	plot.names = rect_cut_bottom(&box, kit_px(view, plot.all_names ? NAMES_TALL : NAMES_HEIGHT));
	rect_cut_top(&box, kit_px(view, HEAD_ROOM));
	axis = kit_cut_start(view, &box, width);
	kit_cut_start(view, &box, kit_px(view, AXIS_GAP));
	plot.box = box;
	style.align = ALIGN_END;
	draw_scale(list, view, &plot, axis, step, &style);
	return plot;
}

/* Every how many a name has room. */
static size_t stride_of(struct draw_list *list, const struct view *view, const struct kit_plot *plot,
	const struct kit_rows *rows, int column, struct text_style *style)
{
	int widest = 0;
	double slot = (double)plot->box.width / (double)plot->count;

	for (;;) {
		widest = 0;
		for (size_t i = 0; i < plot->count; i++) {
			struct str name = kit_series_place(list, view, rows, i, column);
			int wide = text_measure(view->metrics, style, 8 * plot->box.width, name).width + 1;

			widest = wide > widest ? wide : widest;
		}
		if (widest + kit_px(view, NAME_GAP) <= slot || style->size_px <= kit_px(view, NAME_LEAST_PX))
			break;
		style->size_px--;
	}
	return slot > 0 ? (size_t)((widest + kit_px(view, NAME_GAP)) / slot) + 1 : 1;
}

/* One size at which every word of the names fits its place; two lines do the rest. */
static void fit_words(struct draw_list *list, const struct view *view, const struct kit_plot *plot,
	const struct kit_rows *rows, int column, struct text_style *style)
{
	int least = kit_px(view, NAME_LEAST_PX) * 3 / 4,
	    room = plot->box.width / (int)plot->count - kit_px(view, NAME_GAP) / 2;

	for (size_t i = 0; i < plot->count; i++)
		while (style->size_px > least &&
			!kit_words_fit(view, style, room, kit_series_place(list, view, rows, i, column)))
			style->size_px--;
}

/* The outermost names do not stand over the edge of what they belong to. */
static struct rect keep_inside(const struct kit_plot *plot, struct rect line)
{
	int over = line.x + line.width - plot->names.x - plot->names.width;

	if (over > 0)
		line.x -= over;
	line.x = line.x < plot->names.x ? plot->names.x : line.x;
	return line;
}

void kit_plot_names(struct draw_list *list, const struct view *view, const struct kit_plot *plot,
	const struct kit_rows *rows, int column, size_t marked)
{
	struct text_style style = kit_style(view, NAME_PX, TEXT_REGULAR, ROLE_INK2);
	size_t stride = plot->all_names ? 1 : stride_of(list, view, plot, rows, column, &style);

	if (plot->all_names)
		fit_words(list, view, plot, rows, column, &style);

	style.align = ALIGN_CENTER;
	for (size_t i = 0; i < plot->count; i++) {
		struct text_style now = style;
		struct rect slot = kit_plot_slot(plot, i), line = plot->names;
		int extra = (int)((double)slot.width * (double)(stride - 1));

		if ((plot->count - 1 - i) % stride != 0)
			continue;
		line.x = slot.x - extra / 2;
		line.width = slot.width + extra;
		now.weight = i == marked ? TEXT_BOLD : TEXT_REGULAR;
		now.color = view->theme->color[i == marked ? ROLE_INK : ROLE_INK2];
		kit_text_fit(list, view, keep_inside(plot, line), &now,
			kit_series_place(list, view, rows, i, column));
	}
}
