#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_state.h"

/* The next days in a strip: their dates, holidays and make-up workdays, and what is on. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "activities", NULL, "a table of the feed with dates or times"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	KIT_WITHIN_SETTINGS,
	{"date", SETTING_TEXT, "starts", NULL, "the column of the dates or times"},
	{"name", SETTING_TEXT, "title", NULL, "the column of what is on"},
	{"days", SETTING_INTEGER, "7", "3..14", "how many, from today on"},
	{"kinds", SETTING_TEXT, "days", NULL, "the table of holidays and make-up workdays"},
	{0},
};

enum {
	DAYS_MAX = 14,
	NAMES_MAX = 8,
	GAP = 12,
	PAD = 16,
	WEEKDAY_PX = 32,
	DATE_PX = 64,
	NAME_PX = 32,
	NAME_LINE = 88,
	NAME_SHORT = 56,
	MORE_LINE = 44,
	KIND_PX = 28,
	SIDE_DATE = 240,
	RADIUS = 8
};

struct strip {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	int date, name;
	const struct table *kinds;
};

static bool is_on_day(const struct table *table, size_t row, int column, const struct view *view, int day)
{
	const struct cell *cell = table_cell(table, row, column);
	enum column_type type = table->columns[column].type;

	return cell->present && (type == COLUMN_DATE || type == COLUMN_TIME) &&
	       kit_days_from_today(view, cell->time_ms) == day;
}

/* The kind and name of a day that is not what its weekday says; empty for others. */
static struct str kind_of(const struct strip *strip, int day, bool *holiday)
{
	int date = strip->kinds ? table_find_column(strip->kinds, STR("date")) : TABLE_NO_COLUMN;
	int type = strip->kinds ? table_find_column(strip->kinds, STR("type")) : TABLE_NO_COLUMN;
	int name = strip->kinds ? table_find_column(strip->kinds, STR("name")) : TABLE_NO_COLUMN;

	*holiday = false;
	if (date == TABLE_NO_COLUMN || type == TABLE_NO_COLUMN)
		return STR("");
	for (size_t row = 0; row < strip->kinds->row_count; row++) {
		struct str text;

		if (!is_on_day(strip->kinds, row, date, strip->view, day))
			continue;
		*holiday = table_cell_is(strip->kinds, row, type, STR("holiday"));
		text = name != TABLE_NO_COLUMN ? kit_cell(strip->list, strip->view, strip->kinds, row, name) : STR("");
		return text.length ? text : kit_cell(strip->list, strip->view, strip->kinds, row, type);
	}
	return STR("");
}

static struct civil day_of(const struct strip *strip, int day)
{
	struct civil noon = strip->view->local;

	noon.hour = 12;
	noon.minute = noon.second = 0;
	return civil_local(civil_from_local(noon) + (int64_t)day * 24 * 3600 * 1000);
}

static struct str weekday_of(const struct strip *strip, int day)
{
	struct civil date = day_of(strip, day);

	if (day == 0)
		return kit_word(strip->view, "axis_today");
	return kit_word(strip->view, str_format(strip->list->arena, "weekday_%d", date.weekday).bytes);
}

static void draw_names(const struct strip *strip, struct rect box, int day)
{
	const struct view *view = strip->view;
	struct text_style style = kit_style(view, NAME_PX, TEXT_REGULAR, ROLE_INK);
	int across = view->portrait ? 2 : 1, line = kit_px(view, view->portrait ? NAME_SHORT : NAME_LINE);
	int down = (box.height - kit_px(view, MORE_LINE)) / (line > 0 ? line : 1), room = down * across, shown = 0,
	    more = 0;
	struct rect field = box;

	room = room > NAMES_MAX ? NAMES_MAX : room;
	for (size_t i = 0; i < strip->rows.count; i++) {
		if (!is_on_day(strip->rows.table, strip->rows.rows[i], strip->date, view, day))
			continue;
		if (shown == room) {
			more++;
			continue;
		}
		if (shown % across == 0)
			field = rect_cut_top(&box, line);
		kit_text_fit(strip->list, view, kit_cut_start(view, &field, across == 1 ? field.width : box.width / 2),
			&style, kit_cell(strip->list, view, strip->rows.table, strip->rows.rows[i], strip->name));
		shown++;
	}
	if (more && box.height >= kit_px(view, NAME_PX)) {
		struct words_value n = {"n", kit_number(strip->list, more, 0), false};

		style.color = view->theme->color[ROLE_INK2];
		kit_text_fit(strip->list, view, box, &style, kit_words(strip->list, view, "and_more", &n, 1));
	}
}

static void draw_head(const struct strip *strip, struct rect box, int day)
{
	const struct view *view = strip->view;
	bool holiday;
	struct str kind = kind_of(strip, day, &holiday);
	struct civil date = day_of(strip, day);
	bool rest = holiday || (kind.length == 0 && (date.weekday == 0 || date.weekday == 6));
	struct text_style weekday = kit_style(view, WEEKDAY_PX, day == 0 ? TEXT_BOLD : TEXT_REGULAR, ROLE_INK2);
	struct text_style number =
		kit_digits(view, kit_style(view, DATE_PX, TEXT_BOLD, rest ? ROLE_CINNABAR : ROLE_INK));
	struct text_style small = kit_style(view, KIND_PX, TEXT_REGULAR, holiday ? ROLE_CINNABAR : ROLE_INK2);

	kit_text_fit(strip->list, view, rect_cut_top(&box, kit_px(view, WEEKDAY_PX) * 3 / 2), &weekday,
		weekday_of(strip, day));
	text_paragraph(strip->list, view->metrics, &number, rect_cut_top(&box, kit_px(view, DATE_PX) * 5 / 4),
		kit_number(strip->list, date.day, 0));
	if (kind.length)
		kit_text_fit(strip->list, view, rect_cut_top(&box, kit_px(view, KIND_PX) * 3 / 2), &small, kind);
}

/* Side by side, or upright one below the other with the date at the reading side. */
static void draw_day(const struct strip *strip, struct rect box, int day)
{
	const struct view *view = strip->view;
	struct rect head;

	draw_rounded(strip->list, box, (float)kit_px(view, RADIUS),
		view->theme->color[day == 0 ? ROLE_SURFACE2 : ROLE_SURFACE]);
	if (day == 0)
		draw_fill(strip->list, (struct rect){box.x, box.y, box.width, kit_px(view, 6)},
			view->theme->color[ROLE_ACCENT]);
	box = rect_inset(box, kit_px(view, PAD));
	if (view->portrait) {
		head = kit_cut_start(view, &box, kit_px(view, SIDE_DATE));
		kit_cut_start(view, &box, kit_px(view, PAD));
	} else {
		head = rect_cut_top(&box, kit_px(view, WEEKDAY_PX * 3 / 2 + DATE_PX * 5 / 4 + KIND_PX * 3 / 2 + PAD));
	}
	draw_head(strip, head, day);
	draw_names(strip, box, day);
}

static int64_t calendar_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct strip strip = {.self = self, .view = view, .list = list};
	int days = widget_integer(self, "days"), gap = kit_px(view, GAP);

	if (!kit_rows_find(self, view, list, &strip.rows) ||
		!kit_need(self, view, list, &strip.rows, "date", &strip.date) ||
		!kit_need(self, view, list, &strip.rows, "name", &strip.name)) {
		kit_no_rows(list, view, box, &strip.rows);
		return WIDGET_FOREVER;
	}
	kit_keep_within(self, view, &strip.rows);
	strip.kinds = snapshot_table(view->snapshot, widget_value(self, "kinds"));
	for (int day = 0; day < days && day < DAYS_MAX; day++) {
		struct rect at = box;

		if (view->portrait) {
			at.y = box.y + day * (box.height + gap) / days;
			at.height = (box.height + gap) / days - gap;
		} else {
			at.x = box.x + day * (box.width + gap) / days;
			at.width = (box.width + gap) / days - gap;
		}
		draw_day(&strip, kit_place(view, box, at), day);
	}
	return kit_next_midnight(view);
}

const struct widget_class widget_calendar = {
	.name = "calendar",
	.help = "the next days in a strip: dates, holidays, what is on",
	.settings = settings,
	.draw = calendar_draw,
};
