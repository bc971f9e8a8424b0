#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* The bars of a ranking: parts, range, thresholds. */

enum { BAR_HEIGHT = 30, PARTS = 3 };

static bool find_columns(const struct view *view, struct draw_list *list, struct ranking *ranking)
{
	static const char *const names[] = {"area", "subdistrict", "rank", "rank_best", "rank_worst", "move", "tier",
		"state", "system", "subdistrict_part", "residents", "score", "low", "high", "answers"};
	int *const columns[] = {&ranking->area, &ranking->subdistrict, &ranking->rank, &ranking->rank_best,
		&ranking->rank_worst, &ranking->move, &ranking->tier, &ranking->state, &ranking->parts[0],
		&ranking->parts[1], &ranking->parts[2], &ranking->score, &ranking->low, &ranking->high,
		&ranking->answers};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		*columns[i] = table_find_column(ranking->table, str_from(names[i]));
		if (*columns[i] != TABLE_NO_COLUMN)
			continue;
		kit_missing(view, list, ranking->table->name, str_from(names[i]));
		return false;
	}
	return true;
}

static void read_column(
	const struct view *view, const char *table_name, const char *column, double *values, size_t count)
{
	const struct table *table = snapshot_table(view->snapshot, str_from(table_name));
	int at = table ? table_find_column(table, str_from(column)) : TABLE_NO_COLUMN;

	for (size_t i = 0; at != TABLE_NO_COLUMN && i < count && i < table->row_count; i++)
		table_number(table, i, at, &values[i]);
}

bool ranking_read(const struct view *view, struct draw_list *list, const struct table *table, struct ranking *ranking)
{
	*ranking = (struct ranking){.table = table};
	if (!table || !find_columns(view, list, ranking))
		return false;
	read_column(view, "ranking_tiers", "threshold", ranking->thresholds, 3);
	read_column(view, "ranking_weights", "weight", ranking->weights, 3);
	return true;
}

int ranking_tier(const struct ranking *ranking, size_t row)
{
	static const char *const ids[] = {"excellent", "good", "average", "poor"};

	for (int i = 0; i < 4; i++)
		if (table_cell_is(ranking->table, row, ranking->tier, str_from(ids[i])))
			return i;
	return -1;
}

struct str ranking_tier_icon(int tier)
{
	static const char *const names[] = {"tier-1", "tier-2", "tier-3", "tier-4"};

	return tier < 0 ? STR("") : str_from(names[tier]);
}

enum theme_role ranking_tier_role(int tier)
{
	return tier < 0 ? ROLE_INK3 : (enum theme_role)(ROLE_T1 + tier);
}

static double number_at(const struct ranking *ranking, size_t row, int column)
{
	double value = 0;

	table_number(ranking->table, row, column, &value);
	return value;
}

static struct rect span(const struct view *view, struct rect box, double from, double to)
{
	int left = (int)lround(box.width * fmin(fmax(from, 0), 100) / 100),
	    right = (int)lround(box.width * fmin(fmax(to, 0), 100) / 100);

	return kit_place(view, box, (struct rect){box.x + left, box.y, right - left, box.height});
}

/* Few answers: bands instead of a full bar, so that one sees that it may still move. */
static void draw_few(struct draw_list *list, const struct view *view, struct rect at, uint32_t color)
{
	struct ink bands = {color, INK_HATCH, (float)(10 * view->unit), (float)(5 * view->unit)};

	draw_fill_ink(list, at, bands, 0);
	draw_frame(list, at, 0, (float)kit_px(view, 2), color);
}

/* An H lying on its side, first wider in the ground's colour so that it stands off the bar. */
static void draw_range(struct draw_list *list, const struct view *view, struct rect box, double low, double high)
{
	struct rect at = span(view, box, low, high);
	int half = kit_px(view, 11), cap = kit_px(view, 4), y = box.y + box.height / 2, case_px = kit_px(view, 3);
	struct rect pieces[3] = {
		{at.x - cap / 2, y - half, cap, 2 * half},
		{at.x + at.width - cap / 2, y - half, cap, 2 * half},
		{at.x, y - cap / 2, at.width, cap},
	};

	for (int i = 0; i < 3; i++)
		draw_rounded(list, rect_inset(pieces[i], -case_px), (float)case_px, view->theme->color[ROLE_BG]);
	for (int i = 0; i < 3; i++)
		draw_fill(list, pieces[i], view->theme->color[ROLE_INK]);
}

void ranking_draw_parts(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	int high = kit_px(view, BAR_HEIGHT), joint = kit_px(view, 2);
	struct rect bar = {box.x, box.y + (box.height - high) / 2, box.width, high};
	bool few = number_at(ranking, row, ranking->answers) < FEW_ANSWERS;
	double from = 0;

	for (int i = 0; i < PARTS; i++) {
		double points = number_at(ranking, row, ranking->parts[i]);
		struct rect at = span(view, bar, from, from + points);

		from += points;
		if (at.width <= joint)
			continue;
		at.width -= joint;
		at.x += view->mirrored ? joint : 0;
		if (i == PARTS - 1 && few)
			draw_few(list, view, at, view->theme->color[ROLE_S3]);
		else
			draw_fill(list, at, view->theme->color[ROLE_S1 + i]);
	}
	if (table_cell(ranking->table, row, ranking->low)->present &&
		table_cell(ranking->table, row, ranking->high)->present)
		draw_range(
			list, view, box, number_at(ranking, row, ranking->low), number_at(ranking, row, ranking->high));
}

void ranking_draw_axis(struct draw_list *list, const struct view *view, struct rect box, struct rect head,
	const struct ranking *ranking)
{
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK3);
	int side = kit_px(view, 22), gap = kit_px(view, 2);

	for (int i = 0; i < 3; i++) {
		struct rect tick = span(view, box, ranking->thresholds[i], ranking->thresholds[i]), mark;
		struct str number = kit_number(list, ranking->thresholds[i], 0);
		int width = text_measure(view->metrics, &style, head.width, number).width + 1;

		draw_fill(list, (struct rect){tick.x - kit_px(view, 1), box.y, kit_px(view, 2), box.height},
			view->theme->color[ROLE_HAIR]);
		mark = (struct rect){tick.x - (side + gap + width) / 2, head.y + (head.height - side) / 2, side, side};
		kit_icon(list, view, ranking_tier_icon(i), mark, ranking_tier_role(i), ROLE_BG);
		text_paragraph(list, view->metrics, &style,
			(struct rect){mark.x + side + gap, head.y, width, head.height}, number);
	}
}
