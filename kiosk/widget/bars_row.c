#include "kiosk/widget/bars.h"

#include <math.h>

#include "feed/base/arena.h"

enum { THICK = 26, ROUND = 3, GAP = 16, TICK = 4, TICK_BEYOND = 7, WHISKER = 4, CAP = 18 };

#define REACH 1e15 /* a figure beyond it is drawn no longer than this */

static double within_reach(double value)
{
	return isnan(value) ? 0 : fmax(-REACH, fmin(REACH, value));
}

static double value_of(const struct bars *bars, size_t at, size_t which)
{
	return within_reach(kit_series_value(&bars->rows, bars->rows.rows[at], &bars->series.items[which]));
}

double bars_above(const struct bars *bars, size_t at)
{
	double sum = 0;

	for (size_t i = 0; i < bars->series.count; i++)
		sum += fmax(0, value_of(bars, at, i));
	return sum;
}

double bars_below(const struct bars *bars, size_t at)
{
	double sum = 0;

	for (size_t i = 0; i < bars->series.count; i++)
		sum += fmin(0, value_of(bars, at, i));
	return sum;
}

double bars_target(const struct bars *bars, size_t at)
{
	int goal = widget_integer(bars->self, "goal");
	double target;

	if (bars->target != TABLE_NO_COLUMN &&
		table_number(bars->rows.table, bars->rows.rows[at], bars->target, &target))
		return within_reach(target);
	if (goal == 0)
		return NAN;
	return bars->rows.table->columns[bars->series.items[0].column].type == COLUMN_SHARE ? goal / 100.0 : goal;
}

bool bars_range(const struct bars *bars, size_t at, double *low, double *high)
{
	size_t row = bars->rows.rows[at];

	if (bars->low == TABLE_NO_COLUMN || bars->high == TABLE_NO_COLUMN ||
		!table_number(bars->rows.table, row, bars->low, low) ||
		!table_number(bars->rows.table, row, bars->high, high))
		return false;
	*low = within_reach(*low);
	*high = within_reach(*high);
	return *low <= *high;
}

struct str bars_name(const struct bars *bars, size_t at)
{
	return kit_series_place(bars->list, bars->view, &bars->rows, at, bars->name);
}

struct str bars_value(const struct bars *bars, size_t at)
{
	const struct column *column = &bars->rows.table->columns[bars->series.items[0].column];
	double sum = bars_above(bars, at) + bars_below(bars, at);
	bool there = false;

	for (size_t i = 0; i < bars->series.count; i++)
		there = there ||
			table_cell(bars->rows.table, bars->rows.rows[at], bars->series.items[i].column)->present;
	if (!there)
		return STR("–");
	if (column->type == COLUMN_SHARE)
		return str_format(
			bars->list->arena, STR_FMT "%%", STR_ARG(kit_number(bars->list, sum * 100, column->decimals)));
	return kit_amount(bars->list, bars->view, sum, column->decimals, false);
}

static int x_of(const struct bars *bars, struct rect room, double value)
{
	return room.x + (int)((value - bars->least) / (bars->most - bars->least) * room.width);
}

/* From one value to another, in a room that is mirrored as a whole. */
static struct rect piece_of(const struct bars *bars, struct rect room, double from, double to, int thick)
{
	int a = x_of(bars, room, fmin(from, to)), b = x_of(bars, room, fmax(from, to));

	return kit_place(bars->view, room, (struct rect){a, room.y + (room.height - thick) / 2, b - a, thick});
}

/* The hall's own bar stands out, or where the feed has none of it the first; none where the layout wants none. */
static enum theme_role role_of(const struct bars *bars, size_t at)
{
	if (str_equal(widget_value(bars->self, "own"), STR("none")))
		return ROLE_AZURE_FILL;
	return (bars->own ? at < bars->own : at == 0) ? ROLE_RULE : ROLE_AZURE_FILL;
}

static void draw_pieces(const struct bars *bars, struct rect room, size_t at)
{
	const struct view *view = bars->view;
	bool single = bars->series.count == 1;
	double above = 0, below = 0;

	for (size_t i = 0; i < bars->series.count; i++) {
		double value = value_of(bars, at, i), *from = value < 0 ? &below : &above, to = *from + value;
		struct rect piece;

		if (single && widget_flag(bars->self, "grow"))
			to = kit_moving(view, bars_name(bars, at), 0, to);
		piece = piece_of(bars, room, *from, to, kit_px(view, THICK));
		if (single)
			draw_rounded(
				bars->list, piece, (float)kit_px(view, ROUND), view->theme->color[role_of(bars, at)]);
		else
			draw_fill_ink(
				bars->list, piece, theme_ink(view->theme, bars->series.items[i].role, view->unit), 0);
		*from = to;
	}
}

static void draw_tick(const struct bars *bars, struct rect room, double target)
{
	const struct view *view = bars->view;
	int tick = kit_px(view, TICK), high = kit_px(view, THICK + 2 * TICK_BEYOND),
	    x = x_of(bars, room, target) - tick / 2;
	struct rect at = kit_place(view, room, (struct rect){x, room.y + (room.height - high) / 2, tick, high});

	draw_fill(bars->list, rect_inset(at, -kit_px(view, 2)), view->theme->color[ROLE_BG]);
	draw_fill(bars->list, at, view->theme->color[ROLE_INK]);
}

static void draw_whisker(const struct bars *bars, struct rect room, double low, double high)
{
	const struct view *view = bars->view;
	int thin = kit_px(view, WHISKER), cap = kit_px(view, CAP);
	struct rect line = piece_of(bars, room, low, high, thin);
	struct rect parts[] = {line, {line.x, room.y + (room.height - cap) / 2, thin, cap},
		{line.x + line.width - thin, room.y + (room.height - cap) / 2, thin, cap}};

	for (int pass = 0; pass < 2; pass++) /* its casing first, so that it shows on the bar */
		for (size_t i = 0; i < 3; i++)
			draw_fill(bars->list, pass ? parts[i] : rect_inset(parts[i], -kit_px(view, 2)),
				view->theme->color[pass ? ROLE_INK : ROLE_BG]);
}

void bars_draw_row(const struct bars *bars, struct rect box, size_t at)
{
	const struct view *view = bars->view;
	struct text_style value = kit_style(view, 40, TEXT_BOLD, ROLE_INK), name = bars->names;
	double low, high;

	if (at < bars->own) {
		kit_raise(bars->list, view, box, kit_px(view, BOARD_MARGIN));
		name.weight = TEXT_BOLD;
	}
	kit_text_fit(bars->list, view, kit_cut_start(view, &box, bars->names_width), &name, bars_name(bars, at));
	value.align = ALIGN_END;
	value = kit_digits(view, value);
	text_paragraph(
		bars->list, view->metrics, &value, kit_cut_end(view, &box, bars->values_width), bars_value(bars, at));
	kit_cut_start(view, &box, kit_px(view, GAP));
	kit_cut_end(view, &box, kit_px(view, GAP));
	draw_pieces(bars, box, at);
	if (bars->least < 0)
		draw_fill(bars->list,
			kit_place(view, box, (struct rect){x_of(bars, box, 0), box.y, kit_px(view, 2), box.height}),
			view->theme->color[ROLE_LINE]);
	if (!isnan(bars_target(bars, at)))
		draw_tick(bars, box, bars_target(bars, at));
	if (bars->series.count == 1 && bars_range(bars, at, &low, &high))
		draw_whisker(bars, box, low, high);
}
