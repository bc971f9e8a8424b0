#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_state.h"

/* What happens today, by room: a lane a room (upright: a column), hours along it, and a line where it is now. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "activities", NULL, "a table with times in starts and ends"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	KIT_WITHIN_SETTINGS,
	{"name", SETTING_TEXT, "title", NULL, "the column of what happens"},
	{"room", SETTING_TEXT, "room", NULL, "the column of the rooms"},
	{"empty", SETTING_WORDS_KEY, "nothing_today", NULL, "what is said where there is nothing today"},
	{"from", SETTING_INTEGER, "9", "0..23", "the first hour; earlier where something begins before"},
	{"to", SETTING_INTEGER, "21", "1..24", "the last hour; later where something ends after"},
	{"lanes", SETTING_INTEGER, "5", "1..8", "rooms a page"},
	{"turn", SETTING_INTEGER, "12", "0..600", "seconds a page stays; 0: one page a showing"},
	{0},
};

enum {
	ROOMS_MAX = 32,
	ITEMS_MAX = 200,
	DAY_MINUTES = 24 * 60,
	ROOM_WIDTH = 260,
	HOURS_WIDTH = 96,
	HEAD = 52,
	ROOM_HEAD = 96,
	LANE_MOST = 170,
	PAGER = 44,
	PAD = 12,
	JOINT = 4,
	NOW_LINE = 4,
	TIME_ROOM = 130,
	NAME_GOOD = 32,
	NAME_WRAPPED = 36,
	NAME_LEAST = 20,
	LINES_MAX = 5,
	NOW_CLEAR = 25,
	TIME_LINE = 40
};

struct item {
	size_t row;
	int room, from_minute, to_minute;
};

struct day {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	int name, room, starts, ends;
	struct item items[ITEMS_MAX];
	struct str rooms[ROOMS_MAX];
	size_t item_count, room_count, first_room, lanes;
	int from_minute, to_minute;
	struct rect field; /* where the items stand */
};

static bool read_columns(struct day *day)
{
	const struct table *table;

	if (!kit_rows_find(day->self, day->view, day->list, &day->rows) ||
		!kit_need(day->self, day->view, day->list, &day->rows, "name", &day->name) ||
		!kit_need(day->self, day->view, day->list, &day->rows, "room", &day->room))
		return false;
	table = day->rows.table;
	day->starts = table_find_column(table, STR("starts"));
	day->ends = table_find_column(table, STR("ends"));
	return day->starts != TABLE_NO_COLUMN && day->ends != TABLE_NO_COLUMN &&
	       table->columns[day->starts].type == COLUMN_TIME && table->columns[day->ends].type == COLUMN_TIME;
}

static int room_of(struct day *day, size_t row)
{
	struct str name = kit_cell(day->list, day->view, day->rows.table, row, day->room);

	for (size_t i = 0; i < day->room_count; i++)
		if (str_equal(day->rooms[i], name))
			return (int)i;
	if (day->room_count == ROOMS_MAX)
		return -1;
	day->rooms[day->room_count] = name;
	return (int)day->room_count++;
}

static int minute_of(const struct day *day, int64_t time_ms)
{
	struct civil at = civil_local(time_ms);
	int days = kit_days_from_today(day->view, time_ms);

	return days < 0 ? 0 : days > 0 ? DAY_MINUTES : at.hour * 60 + at.minute;
}

/* What touches today; what lasts over midnight is cut there. */
static void take_row(struct day *day, size_t row)
{
	const struct cell *starts = table_cell(day->rows.table, row, day->starts), *ends = table_cell(day->rows.table, row, day->ends);
	struct item item = {.row = row};

	if (!starts->present || !ends->present || day->item_count == ITEMS_MAX)
		return;
	item.from_minute = minute_of(day, starts->time_ms);
	item.to_minute = minute_of(day, ends->time_ms);
	if (item.from_minute >= item.to_minute || (item.room = room_of(day, row)) < 0)
		return;
	day->items[day->item_count++] = item;
	if (item.from_minute < day->from_minute)
		day->from_minute = item.from_minute / 60 * 60;
	if (item.to_minute > day->to_minute)
		day->to_minute = (item.to_minute + 59) / 60 * 60;
}

static bool read_day(struct day *day)
{
	day->from_minute = widget_integer(day->self, "from") * 60;
	day->to_minute = widget_integer(day->self, "to") * 60;
	if (day->to_minute <= day->from_minute)
		day->to_minute = DAY_MINUTES;
	if (!read_columns(day))
		return false;
	kit_keep_within(day->self, day->view, &day->rows);
	for (size_t i = 0; i < day->rows.count; i++)
		take_row(day, day->rows.rows[i]);
	return true;
}

static int along(const struct day *day, int length, int minute)
{
	minute = minute < day->from_minute ? day->from_minute : minute > day->to_minute ? day->to_minute : minute;
	return (int)((int64_t)length * (minute - day->from_minute) / (day->to_minute - day->from_minute));
}

/* Hours run along the lanes: across the screen, or down an upright one. */
static struct rect place_of(const struct day *day, size_t lane, int from_minute, int to_minute)
{
	struct rect field = day->field, at;
	int lanes = (int)day->lanes;

	if (day->view->portrait) {
		at.y = field.y + along(day, field.height, from_minute);
		at.height = field.y + along(day, field.height, to_minute) - at.y;
		at.x = field.x + (int)lane * field.width / lanes;
		at.width = field.x + ((int)lane + 1) * field.width / lanes - at.x;
	} else {
		at.x = field.x + along(day, field.width, from_minute);
		at.width = field.x + along(day, field.width, to_minute) - at.x;
		at.y = field.y + (int)lane * field.height / lanes;
		at.height = field.y + ((int)lane + 1) * field.height / lanes - at.y;
	}
	return kit_place(day->view, field, at);
}

static void draw_hours(const struct day *day, int now_minute)
{
	const struct view *view = day->view;
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK3);

	style.align = ALIGN_CENTER;
	style = kit_digits(view, style);
	for (int minute = day->from_minute; minute <= day->to_minute; minute += 60) {
		struct rect tick = place_of(day, 0, minute, minute), label;
		struct str text = str_format(day->list->arena, "%d", minute / 60);

		if (view->portrait) {
			tick = (struct rect){day->field.x, tick.y, day->field.width, kit_px(view, 1)};
			label = (struct rect){view->mirrored ? day->field.x + day->field.width : day->field.x - kit_px(view, HOURS_WIDTH),
				tick.y - kit_px(view, 22), kit_px(view, HOURS_WIDTH), kit_px(view, 44)};
			text = str_format(day->list->arena, "%02d:00", minute / 60);
		} else {
			tick = (struct rect){tick.x, day->field.y, kit_px(view, 1), day->field.height};
			label = (struct rect){tick.x - kit_px(view, 40), day->field.y - kit_px(view, HEAD), kit_px(view, 80),
				kit_px(view, HEAD)};
		}
		draw_fill(day->list, tick, view->theme->color[ROLE_HAIR]);
		if (minute > now_minute - NOW_CLEAR && minute < now_minute + NOW_CLEAR)
			continue; /* the time stands there */
		text_paragraph(day->list, view->metrics, &style, label, text);
	}
}

static void draw_rooms(const struct day *day, struct rect box)
{
	const struct view *view = day->view;
	struct text_style style = kit_style(view, 40, TEXT_BOLD, ROLE_INK);

	for (size_t lane = 0; lane < day->lanes; lane++) {
		struct rect at = place_of(day, lane, day->from_minute, day->to_minute), line;

		if (view->portrait) {
			at = (struct rect){at.x + kit_px(view, 8), box.y, at.width - kit_px(view, 16), kit_px(view, ROOM_HEAD)};
			style.align = ALIGN_CENTER;
		} else {
			line = (struct rect){box.x, at.y, box.width, kit_px(view, 2)};
			draw_fill(day->list, line, view->theme->color[ROLE_HAIR]);
			at = kit_place(view, box, (struct rect){box.x, at.y, kit_px(view, ROOM_WIDTH - 24), at.height});
		}
		kit_text_fit(day->list, view, at, &style, day->rooms[day->first_room + lane]);
	}
}

/* A line through all lanes, with the time on it where the hours stand. */
static void draw_now(const struct day *day, int now_minute)
{
	const struct view *view = day->view;
	struct text_style style = kit_style(view, 28, TEXT_BOLD, ROLE_ON_CINNABAR);
	struct rect at = place_of(day, 0, now_minute, now_minute), pill = {0, 0, kit_px(view, 92), kit_px(view, 44)};
	int half = kit_px(view, NOW_LINE) / 2;

	if (now_minute < day->from_minute || now_minute >= day->to_minute)
		return;
	if (view->portrait) {
		draw_fill(day->list, (struct rect){day->field.x, at.y - half, day->field.width, 2 * half},
			view->theme->color[ROLE_CINNABAR_FILL]);
		pill.x = view->mirrored ? day->field.x + day->field.width : day->field.x - pill.width;
		pill.y = at.y - pill.height / 2;
	} else {
		draw_fill(day->list, (struct rect){at.x - half, day->field.y - kit_px(view, 6), 2 * half, day->field.height + kit_px(view, 6)},
			view->theme->color[ROLE_CINNABAR_FILL]);
		pill.x = at.x - pill.width / 2;
		pill.y = day->field.y - kit_px(view, HEAD - 2);
	}
	draw_rounded(day->list, pill, (float)kit_px(view, 8), view->theme->color[ROLE_CINNABAR_FILL]);
	style.align = ALIGN_CENTER;
	style = kit_digits(view, style);
	text_paragraph(day->list, view->metrics, &style, pill, kit_clock(day->list, view->now_ms));
}

static void draw_ground(const struct day *day, struct rect at, bool now, bool past)
{
	const struct view *view = day->view;
	uint32_t ground = view->theme->color[now ? ROLE_ACCENT_SOFT : past ? ROLE_SURFACE : ROLE_SURFACE2];
	float radius = (float)kit_px(view, 8);

	draw_rounded(day->list, at, radius, ground);
	if (now)
		draw_frame(day->list, at, radius, (float)kit_px(view, 4), view->theme->color[ROLE_ACCENT]);
	else if (ground == view->theme->color[ROLE_BG] || past)
		draw_frame(day->list, at, radius, (float)kit_px(view, 2), view->theme->color[past ? ROLE_HAIR : ROLE_LINE]);
}

/* Whether each word stands whole on a line of its own; Chinese breaks between any two characters. */
static bool words_fit(const struct view *view, const struct text_style *style, int width, struct str text)
{
	struct str word;

	while (view->language != LANGUAGE_ZH && str_next(&text, ' ', &word))
		if (text_measure(view->metrics, style, 8 * width, word).width > width)
			return false;
	return true;
}

/* On one line while it stays easy to read, else on as many as stand in the box. false where even so it would be cut. */
static bool fit_name(const struct day *day, struct rect at, struct str name, struct text_style *style)
{
	const struct view *view = day->view;
	float factor = language_is_rtl(view->language) ? 1.4f : 1.25f;
	struct text_style lines = *style;

	style->least_px = kit_px(view, NAME_GOOD);
	if (!text_measure(view->metrics, style, at.width, name).cut)
		return true;
	lines.line_factor = factor;
	lines.least_px = 0;
	for (lines.size_px = kit_px(view, NAME_WRAPPED); lines.size_px > kit_px(view, NAME_LEAST); lines.size_px--) {
		struct text_size size;

		lines.lines_max = LINES_MAX;
		size = text_measure(view->metrics, &lines, at.width, name);
		if (!size.cut && size.height <= at.height && words_fit(view, &lines, at.width, name))
			break;
	}
	*style = lines;
	return lines.size_px > kit_px(view, NAME_LEAST);
}

static struct str span_of(const struct day *day, const struct item *item)
{
	const struct table *table = day->rows.table;

	return text_isolate_number(day->list->arena,
		str_format(day->list->arena, STR_FMT "\u2013" STR_FMT,
			STR_ARG(kit_clock(day->list, table_cell(table, item->row, day->starts)->time_ms)),
			STR_ARG(kit_clock(day->list, table_cell(table, item->row, day->ends)->time_ms))));
}

static void draw_item(const struct day *day, const struct item *item, int now_minute)
{
	const struct view *view = day->view;
	bool now = item->from_minute <= now_minute && now_minute < item->to_minute, past = item->to_minute <= now_minute;
	struct text_style time = kit_style(view, 28, TEXT_REGULAR, past ? ROLE_INK3 : ROLE_INK2),
			  name = kit_style(view, 40, now ? TEXT_BOLD : TEXT_REGULAR, past ? ROLE_INK3 : ROLE_INK);
	struct rect at = place_of(day, (size_t)item->room - day->first_room, item->from_minute, item->to_minute);
	struct str text = kit_cell(day->list, view, day->rows.table, item->row, day->name);
	int pad = kit_px(view, PAD), joint = kit_px(view, JOINT);
	struct text_style fitted;
	struct rect below;

	at = rect_inset(at, joint);
	if (rect_is_empty(at))
		return;
	draw_ground(day, at, now, past);
	at = (struct rect){at.x + pad, at.y + pad / 2, at.width - 2 * pad, at.height - pad};
	if (rect_is_empty(at))
		return;
	name.plain = true;
	fitted = name;
	below = at;
	rect_cut_top(&below, kit_px(view, TIME_LINE));
	if (at.width >= kit_px(view, TIME_ROOM) && fit_name(day, below, text, &fitted)) {
		text_paragraph(day->list, view->metrics, &time, rect_cut_top(&at, kit_px(view, TIME_LINE)), span_of(day, item));
	} else { /* the hours beside it say when */
		fitted = name;
		fit_name(day, at, text, &fitted);
	}
	text_paragraph(day->list, view->metrics, &fitted, at, text);
}

/* The field is what hours and rooms leave, with half an hour's label free at its far end. */
static void lay_out(struct day *day, struct rect box)
{
	const struct view *view = day->view;
	struct rect field = box;

	if (view->portrait) {
		rect_cut_top(&field, kit_px(view, ROOM_HEAD + 24));
		rect_cut_bottom(&field, kit_px(view, 22));
		kit_cut_start(view, &field, kit_px(view, HOURS_WIDTH));
	} else {
		rect_cut_top(&field, kit_px(view, HEAD));
		kit_cut_start(view, &field, kit_px(view, ROOM_WIDTH));
		kit_cut_end(view, &field, kit_px(view, 24));
		if (field.height > (int)day->lanes * kit_px(view, LANE_MOST))
			field.height = (int)day->lanes * kit_px(view, LANE_MOST);
	}
	day->field = field;
}

static void draw_day(struct day *day, struct rect box, int64_t *until_ms)
{
	size_t most = (size_t)widget_integer(day->self, "lanes"), pages = (day->room_count + most - 1) / most, page;
	int now_minute = day->view->local.hour * 60 + day->view->local.minute;
	struct rect pager = {0};

	if (pages > 1)
		pager = rect_cut_bottom(&box, kit_px(day->view, PAGER));
	page = kit_turn(day->view, widget_integer(day->self, "turn"), pages, until_ms);
	day->first_room = page * most;
	day->lanes = day->room_count - day->first_room < most ? day->room_count - day->first_room : most;
	lay_out(day, box);
	draw_hours(day, now_minute);
	draw_rooms(day, box);
	draw_now(day, now_minute); /* behind what is on, whose words it must not cross */
	for (size_t i = 0; i < day->item_count; i++)
		if ((size_t)day->items[i].room >= day->first_room && (size_t)day->items[i].room < day->first_room + day->lanes)
			draw_item(day, &day->items[i], now_minute);
	kit_pager(day->list, day->view, &pager, page, pages, BOARD_PIPS);
}

static int64_t timeline_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct day day = {.self = self, .view = view, .list = list};
	int64_t until_ms = kit_next_midnight(view);
	int64_t minute_ms = view->now_ms + (60 - view->local.second) * INT64_C(1000) - view->now_ms % 1000;

	if (!read_day(&day)) {
		kit_no_rows(list, view, box, &day.rows);
		return WIDGET_FOREVER;
	}
	if (day.item_count == 0) {
		kit_empty(list, view, box, str_copy(list->arena, widget_value(self, "empty")).bytes);
		return until_ms;
	}
	until_ms = minute_ms < until_ms ? minute_ms : until_ms;
	draw_day(&day, box, &until_ms);
	return until_ms;
}

const struct widget_class widget_timeline = {
	.name = "timeline",
	.help = "what happens today, by room and hour, with a line where it is now",
	.settings = settings,
	.draw = timeline_draw,
};
