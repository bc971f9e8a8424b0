#include "kiosk/widget/kit_board.h"

#include "feed/base/arena.h"

enum { TITLE = 52, PIP = 12, PIP_WIDE = 36, PIP_GAP = 10, EDGE = 8 };

size_t kit_turn(const struct view *view, int turn_s, size_t count, int64_t *until_ms)
{
	int64_t turn_ms = (int64_t)turn_s * 1000, dwell = view->showing.until_ms - view->showing.since_ms, step = 0, steps = 1;

	if (count < 2)
		return 0;
	if (turn_ms > 0 && dwell > turn_ms && view->now_ms >= view->showing.since_ms) {
		steps = dwell / turn_ms + (dwell % turn_ms > 0); /* a showing may have no end */
		step = (view->now_ms - view->showing.since_ms) / turn_ms;
		step = step < steps ? step : steps - 1;
		if (step + 1 < steps && view->showing.since_ms + (step + 1) * turn_ms < *until_ms)
			*until_ms = view->showing.since_ms + (step + 1) * turn_ms;
	}
	return (size_t)(((view->page % (int64_t)count) * steps + step) % (int64_t)count);
}

static void draw_pip(struct draw_list *list, const struct view *view, struct rect at, bool on)
{
	int side = kit_px(view, PIP);

	at = (struct rect){at.x, at.y + (at.height - side) / 2, at.width, side};
	if (on)
		draw_rounded(list, at, (float)side / 2, view->theme->color[ROLE_INK]);
	else
		draw_frame(list, at, (float)side / 2, (float)kit_px(view, 2), view->theme->color[ROLE_LINE]);
}

void kit_pager(struct draw_list *list, const struct view *view, struct rect *rest, size_t number, size_t count, size_t pips_most)
{
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);

	if (count < 2)
		return;
	kit_text_end(list, view, rest, &style,
		text_isolate_number(list->arena, str_format(list->arena, "%zu / %zu", number + 1, count)), kit_px(view, 20));
	for (size_t i = count; count <= pips_most && i-- > 0;) {
		draw_pip(list, view, kit_cut_end(view, rest, kit_px(view, i == number ? PIP_WIDE : PIP)), i == number);
		kit_cut_end(view, rest, kit_px(view, PIP_GAP));
	}
	kit_cut_end(view, rest, kit_px(view, PIP_GAP));
}

bool kit_is_within(const struct view *view, const struct table *table, size_t row, int column, struct str level)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	uint32_t own, area;

	if (!areas || view->area == AREA_NONE || column == TABLE_NO_COLUMN || table->columns[column].type != COLUMN_AREA ||
		!table_cell(table, row, column)->present)
		return false;
	own = str_equal(level, STR("own")) ? view->area : areas_up_to(areas, view->area, level);
	area = areas_find(areas, table_cell(table, row, column)->text);
	return own != AREA_NONE && area != AREA_NONE && areas_within(areas, area, own);
}

void kit_keep_within(const struct widget *self, const struct view *view, struct kit_rows *rows)
{
	struct str level = widget_value(self, "within");
	int column = kit_column(rows, self, "area");
	size_t kept = 0;

	if (str_equal(level, STR("all")) || column == TABLE_NO_COLUMN)
		return;
	for (size_t i = 0; i < rows->count; i++)
		if (kit_is_within(view, rows->table, rows->rows[i], column, level))
			rows->rows[kept++] = rows->rows[i];
	rows->count = kept;
}

size_t kit_put_own_first(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows)
{
	size_t *ordered = arena_array(list->arena, size_t, rows->count + 1), own = 0, count;
	struct str level = widget_value(self, "own");
	int area = kit_column(rows, self, "area");

	if (str_equal(level, STR("none")) || area == TABLE_NO_COLUMN)
		return 0;
	for (size_t i = 0; i < rows->count; i++)
		if (kit_is_within(view, rows->table, rows->rows[i], area, level))
			ordered[own++] = rows->rows[i];
	count = own;
	for (size_t i = 0; i < rows->count; i++)
		if (!kit_is_within(view, rows->table, rows->rows[i], area, level))
			ordered[count++] = rows->rows[i];
	rows->rows = ordered;
	return own;
}

void kit_nothing(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box, const struct kit_rows *rows)
{
	struct str title = words_find(view->words, view->language, widget_value(self, "title"));

	if (rows->named)
		return;
	if (str_find(title, STR("{")) == title.length) /* what it would count or name is not known */
		kit_heading(list, view, &box, TITLE, title, STR(""));
	kit_no_rows(list, view, box, rows);
}

void kit_raise(struct draw_list *list, const struct view *view, struct rect row, int margin_px)
{
	struct rect raised = {row.x - margin_px, row.y, row.width + 2 * margin_px, row.height};

	draw_fill(list, raised, view->theme->color[ROLE_SURFACE2]);
	draw_fill(list, kit_cut_start(view, &raised, kit_px(view, EDGE)), view->theme->color[ROLE_ACCENT]);
}
