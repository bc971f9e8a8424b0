#include <string.h>

#include "feed/base/arena.h"
#include "kiosk/widget/hours.h"
#include "kiosk/widget/sheet.h"

/* One cell of a sheet: its words, its mark, its second line. */

enum { MARK = 40, MARK_GAP = 12, MARK_UNDER = 30, ARROW = 44, UNDER_PX = 32, UPPER = 56 };

static bool wants_mark(const struct sheet_column *column)
{
	return column->kind == SHEET_MARK || column->kind == SHEET_SHAPE || column->kind == SHEET_OPEN ||
	       column->kind == SHEET_SPAN || column->says.length;
}

static struct str text_of(const struct sheet *sheet, size_t row, int column)
{
	const struct table *table = sheet->rows.table;

	return column == TABLE_NO_COLUMN || table->columns[column].type != COLUMN_TEXT || !table_cell(table, row, column)->present
		       ? STR("")
		       : table_cell(table, row, column)->text;
}

static bool hours_of(const struct sheet *sheet, size_t row, struct hours *hours)
{
	return hours_parse(text_of(sheet, row, sheet->days), text_of(sheet, row, sheet->opens),
		text_of(sheet, row, sheet->closes), hours);
}

bool sheet_time(const struct sheet *sheet, size_t row, int column, int64_t *time_ms)
{
	const struct table *table = sheet->rows.table;

	if (column == TABLE_NO_COLUMN || table->columns[column].type != COLUMN_TIME || !table_cell(table, row, column)->present)
		return false;
	*time_ms = table_cell(table, row, column)->time_ms;
	return true;
}

void sheet_changes_at(struct sheet *sheet, int64_t time_ms)
{
	if (time_ms < sheet->until_ms && time_ms > sheet->view->now_ms)
		sheet->until_ms = time_ms;
}

/* "until 21:00", "opens 09:00", "opens tomorrow 09:00", "opens Monday 09:00". */
static struct str open_words(struct sheet *sheet, size_t row)
{
	const struct view *view = sheet->view;
	struct words_value values[] = {{"time", STR(""), false}, {"weekday", STR(""), true}};
	struct hours hours;
	struct hours_now state;
	int days;

	if (!hours_of(sheet, row, &hours))
		return STR("");
	state = hours_at(&hours, view->now_ms);
	sheet_changes_at(sheet, state.until_ms);
	if (!state.changes_ms)
		return kit_word(view, state.open ? "open_always" : "open_closed");
	sheet_changes_at(sheet, kit_next_midnight(view)); /* tomorrow becomes today */
	days = kit_days_from_today(view, state.changes_ms);
	values[0].text = kit_clock(sheet->list, state.changes_ms);
	values[1].text = words_find(view->words, view->language,
		str_format(sheet->list->arena, "weekday_%d", civil_local(state.changes_ms).weekday));
	if (state.open)
		return kit_words(sheet->list, view, "open_until", values, 2);
	return kit_words(sheet->list, view, days == 0 ? "opens_at" : days == 1 ? "opens_tomorrow" : "opens_on", values, 2);
}

static struct str hours_words(const struct sheet *sheet, size_t row)
{
	struct str opens = text_of(sheet, row, sheet->opens), closes = text_of(sheet, row, sheet->closes);

	if (opens.length == 0 || closes.length == 0)
		return STR("");
	return text_isolate_number(
		sheet->list->arena, str_format(sheet->list->arena, STR_FMT "\u2013" STR_FMT, STR_ARG(opens), STR_ARG(closes)));
}

static struct str span_words(struct sheet *sheet, size_t row)
{
	int64_t starts_ms, ends_ms;

	if (!sheet_time(sheet, row, sheet->starts, &starts_ms) || !sheet_time(sheet, row, sheet->ends, &ends_ms))
		return STR("");
	sheet_changes_at(sheet, starts_ms);
	sheet_changes_at(sheet, ends_ms);
	return text_isolate_number(sheet->list->arena,
		str_format(sheet->list->arena, STR_FMT "\u2013" STR_FMT, STR_ARG(kit_clock(sheet->list, starts_ms)),
			STR_ARG(kit_clock(sheet->list, ends_ms))));
}

/* A date; a time with its date, and of today alone. */
static struct str brief_words(struct sheet *sheet, size_t row, int column)
{
	const struct table *table = sheet->rows.table;
	int64_t time_ms;
	struct str date;

	if (table->columns[column].type == COLUMN_DATE && table_cell(table, row, column)->present)
		return kit_date_brief(sheet->list, sheet->view, table_cell(table, row, column)->time_ms);
	if (!sheet_time(sheet, row, column, &time_ms))
		return STR("");
	sheet_changes_at(sheet, kit_next_midnight(sheet->view));
	if (kit_days_from_today(sheet->view, time_ms) == 0)
		return kit_clock(sheet->list, time_ms);
	date = kit_date_brief(sheet->list, sheet->view, time_ms);
	return str_format(sheet->list->arena, STR_FMT " " STR_FMT, STR_ARG(text_isolate_name(sheet->list->arena, date)),
		STR_ARG(text_isolate_number(sheet->list->arena, kit_clock(sheet->list, time_ms))));
}

/* When it was done, else how much time is left. */
static struct str left_words(struct sheet *sheet, size_t row, int column)
{
	const struct table *table = sheet->rows.table;
	const struct kit_state *state = kit_state_of(table, row, sheet->state);
	bool is_done = state && (strcmp(state->id, "done") == 0 || strcmp(state->id, "solved") == 0);

	if (is_done)
		return sheet->done_on == TABLE_NO_COLUMN ? STR("")
							 : brief_words(sheet, row, sheet->done_on);
	if (table->columns[column].type != COLUMN_DATE || !table_cell(table, row, column)->present)
		return STR("");
	sheet_changes_at(sheet, kit_next_midnight(sheet->view));
	return kit_days_left(sheet->list, sheet->view, table_cell(table, row, column)->time_ms);
}

static struct str above_words(const struct sheet *sheet, size_t row, int column)
{
	const struct areas *areas = sheet->view->snapshot ? snapshot_areas(sheet->view->snapshot) : NULL;
	const struct table *table = sheet->rows.table;
	const struct area *area;

	if (!areas || table->columns[column].type != COLUMN_AREA || !table_cell(table, row, column)->present)
		return STR("");
	area = kit_area(sheet->view, areas_find(areas, table_cell(table, row, column)->text));
	area = area ? kit_area(sheet->view, area->parent) : NULL;
	return area ? kit_label(sheet->view, &area->name) : STR("");
}

static struct str plain_words(struct sheet *sheet, size_t row, const struct sheet_column *column)
{
	const struct column *kind = &sheet->rows.table->columns[column->column];
	const struct cell *cell = table_cell(sheet->rows.table, row, column->column);
	struct str text = STR("");

	if (cell->present && kind->type == COLUMN_FLAG)
		return cell->flag && column->says.length
			       ? words_find(sheet->view->words, sheet->view->language, column->says)
			       : STR("");
	if (cell->present)
		text = kit_cell(sheet->list, sheet->view, sheet->rows.table, row, column->column);
	if (text.length && kind->type == COLUMN_SHARE)
		text = str_format(sheet->list->arena, STR_FMT "%%", STR_ARG(text));
	if (kind->type == COLUMN_TIME)
		sheet_changes_at(sheet, kit_next_midnight(sheet->view)); /* a time of today becomes a date */
	return text;
}

struct str sheet_text(struct sheet *sheet, size_t row, const struct sheet_column *column)
{
	const struct table *table = sheet->rows.table;
	int64_t time_ms;
	double number;

	switch (column->kind) {
	case SHEET_ARROW:
	case SHEET_SHAPE:
	case SHEET_TILE:
		return STR("");
	case SHEET_HOURS:
		return hours_words(sheet, row);
	case SHEET_OPEN:
		return open_words(sheet, row);
	case SHEET_SPAN:
		return span_words(sheet, row);
	case SHEET_LEFT:
		return left_words(sheet, row, column->column);
	case SHEET_DURATION:
		return table_number(table, row, column->column, &number) ? kit_duration(sheet->list, sheet->view, number)
									 : STR("");
	case SHEET_BRIEF:
		return brief_words(sheet, row, column->column);
	case SHEET_CLOCK:
		return sheet_time(sheet, row, column->column, &time_ms) ? kit_clock(sheet->list, time_ms) : STR("");
	case SHEET_ABOVE:
		return above_words(sheet, row, column->column);
	case SHEET_MARK:
	case SHEET_PLAIN:
		break;
	}
	return plain_words(sheet, row, column);
}

static bool is_digits(const struct sheet *sheet, const struct sheet_column *column)
{
	enum column_type type;

	if (column->kind == SHEET_CLOCK || column->kind == SHEET_HOURS || column->kind == SHEET_SPAN)
		return true;
	if (column->kind != SHEET_PLAIN || column->column == TABLE_NO_COLUMN)
		return false;
	type = sheet->rows.table->columns[column->column].type;
	return type == COLUMN_INTEGER || type == COLUMN_NUMBER || type == COLUMN_SHARE || type == COLUMN_MONEY;
}

static struct text_style style_of(const struct sheet *sheet, const struct sheet_column *column)
{
	int px = column->under || (column->quiet && sheet->px > 36) ? (sheet->px > 40 ? 36 : UNDER_PX) : sheet->px;
	struct text_style style = kit_style(sheet->view, column->quiet && !column->under ? 36 : px,
		column->bold ? TEXT_BOLD : TEXT_REGULAR, column->quiet || column->under ? ROLE_INK2 : ROLE_INK);

	style.align = column->align;
	style.strong_color = sheet->view->theme->color[ROLE_INK];
	style.plain = true;
	return is_digits(sheet, column) ? kit_digits(sheet->view, style) : style;
}

static int mark_side(const struct sheet *sheet, const struct sheet_column *column)
{
	return kit_px(sheet->view, column->under ? MARK_UNDER : MARK);
}

void sheet_even(struct sheet *sheet, struct rect row, const size_t *rows, size_t count)
{
	int width = row.width;

	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *column = &sheet->columns[i];
		int room;

		if (!column->under)
			width = sheet_place(sheet, row, i).width;
		room = width - (wants_mark(column) ? mark_side(sheet, column) + kit_px(sheet->view, MARK_GAP) : 0);
		sheet->styles[i] = style_of(sheet, column);
		for (size_t at = 0; at < count; at++)
			kit_even(sheet->view, &sheet->styles[i], room, sheet_text(sheet, rows[at], column));
	}
}

/* Over, on now, or to come. */
static bool mark_of_span(const struct sheet *sheet, size_t row, struct str *icon, enum theme_role *role)
{
	int64_t starts_ms, ends_ms, now_ms = sheet->view->now_ms;
	bool on;

	if (!sheet_time(sheet, row, sheet->starts, &starts_ms) || !sheet_time(sheet, row, sheet->ends, &ends_ms))
		return false;
	on = starts_ms <= now_ms && now_ms < ends_ms;
	*icon = on ? STR("tier-2") : now_ms < starts_ms ? STR("st-normal") : STR("st-done");
	*role = on ? ROLE_OKAY : now_ms < starts_ms ? ROLE_LINE : ROLE_DONE;
	return true;
}

/* The shape of a state, of an hours, of a flag; returns whether there is one. */
static bool mark_of(struct sheet *sheet, size_t row, const struct sheet_column *column, struct str *icon, enum theme_role *role)
{
	const struct kit_state *state;
	struct hours hours;
	double flag;

	if (column->kind == SHEET_SPAN)
		return mark_of_span(sheet, row, icon, role);
	if (column->kind == SHEET_OPEN && hours_of(sheet, row, &hours)) {
		bool open = hours_at(&hours, sheet->view->now_ms).open;

		*icon = open ? STR("tier-2") : STR("st-normal");
		*role = open ? ROLE_OKAY : ROLE_LINE;
		return true;
	}
	state = kit_state_of(sheet->rows.table, row, column->column);
	if (state) {
		*icon = str_from(state->icon);
		*role = state->role;
		return column->kind != SHEET_OPEN;
	}
	*icon = STR("check");
	*role = ROLE_OKAY;
	return column->says.length && column->column != TABLE_NO_COLUMN &&
	       table_number(sheet->rows.table, row, column->column, &flag) && flag != 0;
}

static void style_by_state(const struct sheet *sheet, size_t row, const struct sheet_column *column, struct text_style *style)
{
	const struct kit_state *state = kit_state_of(sheet->rows.table, row, sheet->state);

	if (!state)
		return;
	if (column->kind == SHEET_MARK || column->kind == SHEET_LEFT)
		style->color = sheet->view->theme->color[state->ink];
	if (column->stated && state->ink == ROLE_DONE)
		style->color = sheet->view->theme->color[ROLE_DONE];
	if (state->urgent && (column->stated || column->kind == SHEET_MARK || column->kind == SHEET_LEFT))
		style->weight = TEXT_BOLD;
}

static void draw_line(struct sheet *sheet, struct rect box, size_t row, size_t at)
{
	const struct sheet_column *column = &sheet->columns[at];
	struct text_style style = sheet->styles[at];
	struct str text = sheet_text(sheet, row, column), icon = STR("");
	int side = mark_side(sheet, column);
	enum theme_role role;

	if (column->kind == SHEET_TILE) {
		sheet_draw_tile(sheet, box, row, column);
		return;
	}
	if (column->kind == SHEET_ARROW) {
		kit_icon_start(sheet->list, sheet->view, &box, STR("arrow"), kit_px(sheet->view, ARROW), ROLE_LINE, 0);
		return;
	}
	if (wants_mark(column) && mark_of(sheet, row, column, &icon, &role))
		kit_icon_start(sheet->list, sheet->view, &box, icon, side, role, kit_px(sheet->view, MARK_GAP));
	if (str_equal(icon, STR("tier-2"))) /* now */
		style.weight = TEXT_BOLD;
	style_by_state(sheet, row, column, &style);
	if (text.length)
		kit_text_fit(sheet->list, sheet->view, box, &style, text);
}

/* What has nothing to say under it stands in the middle of its row. */
static bool has_second_line(const struct sheet *sheet, size_t row, size_t column)
{
	const struct sheet_column *under = &sheet->columns[column + 1 < SHEET_COLUMNS_MAX ? column + 1 : column];

	if (column + 1 >= sheet->column_count || !under->under)
		return false;
	return under->kind != SHEET_PLAIN || under->column == TABLE_NO_COLUMN ||
	       table_cell(sheet->rows.table, row, under->column)->present;
}

void sheet_draw_cell(struct sheet *sheet, struct rect box, size_t row, size_t column)
{
	struct rect upper;

	if (!has_second_line(sheet, row, column)) {
		draw_line(sheet, box, row, column);
		return;
	}
	rect_cut_top(&box, box.height * 6 / 100);
	rect_cut_bottom(&box, box.height * 6 / 100);
	upper = rect_cut_top(&box, box.height * UPPER / 100);
	draw_line(sheet, upper, row, column);
	draw_line(sheet, box, row, column + 1);
}
