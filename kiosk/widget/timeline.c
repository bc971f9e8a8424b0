#include "kiosk/widget/timeline.h"

#include "feed/base/arena.h"

/* What happens today by the hour, or in the coming days: a lane a room (upright: a column), and a line where it is now. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "activities", NULL, "a table with times or dates"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	KIT_WITHIN_SETTINGS,
	{"name", SETTING_TEXT, "title", NULL, "the column of what happens"},
	{"room", SETTING_TEXT, "room", NULL, "the column of the rooms"},
	{"starts", SETTING_TEXT, "starts", NULL, "the column of the times (by days: or dates) that things begin at"},
	{"ends", SETTING_TEXT, "ends", NULL, "the column of the times that they end at; by days it may be missing"},
	{"empty", SETTING_WORDS_KEY, "nothing_today", NULL, "what is said where there is nothing"},
	{"axis", SETTING_CHOICE, "hours", "hours|days", "today by the hour, or today and the days after"},
	{"from", SETTING_INTEGER, "9", "0..23", "the first hour; earlier where something begins before"},
	{"to", SETTING_INTEGER, "21", "1..24", "the last hour; later where something ends after"},
	{"days", SETTING_INTEGER, "7", "2..31", "how many days"},
	{"lanes", SETTING_INTEGER, "5", "1..8", "rooms a page"},
	{"turn", SETTING_INTEGER, "12", "0..600", "seconds a page stays; 0: one page a showing"},
	{0},
};

enum {
	ROOM_WIDTH = 260,
	HOURS_WIDTH = 96,
	HEAD = 52,
	ROOM_HEAD = 96,
	LANE_MOST = 170,
	LANE_OF_DAYS = 280,
	PAGER = 44,
	PAD = 12,
	PAD_LOW = 8,
	JOINT = 4,
	NOW_LINE = 4,
	NOW_CLEAR = 25,
	TIME_ROOM = 130,
	TIME_LINE = 40,
	LOW = 84,
	NAME_GOOD = 32,
	NAME_WRAPPED = 36,
	NAME_LEAST = 20,
	LINES_MAX = 5,
	MINUTE_MS = 60000
};

static int now_minute(const struct timeline *timeline)
{
	return timeline->view->local.hour * 60 + timeline->view->local.minute;
}

/* An hour, or a day by its date. */
static struct str tick_words(const struct timeline *timeline, int minute)
{
	const struct view *view = timeline->view;
	struct civil noon = {view->local.year, view->local.month, view->local.day, 12, 0, 0, 0};

	if (!timeline->by_days)
		return str_format(timeline->list->arena, view->portrait ? "%02d:00" : "%d", minute / 60);
	if (minute == 0)
		return kit_word(view, "today");
	return kit_date_brief(timeline->list, view, civil_from_local(noon) + (int64_t)minute * MINUTE_MS);
}

/* Beside an hour's line; in the middle of a day. */
static struct rect tick_box(const struct timeline *timeline, struct rect tick, struct rect day)
{
	const struct view *view = timeline->view;
	struct rect field = timeline->field;
	int side = view->mirrored ? field.x + field.width : field.x - kit_px(view, HOURS_WIDTH);

	if (view->portrait && timeline->by_days)
		return (struct rect){side, day.y, kit_px(view, HOURS_WIDTH), day.height};
	if (view->portrait)
		return (struct rect){side, tick.y - kit_px(view, 22), kit_px(view, HOURS_WIDTH), kit_px(view, 44)};
	if (timeline->by_days)
		return (struct rect){day.x, field.y - kit_px(view, HEAD), day.width, kit_px(view, HEAD)};
	return (struct rect){tick.x - kit_px(view, 40), field.y - kit_px(view, HEAD), kit_px(view, 80), kit_px(view, HEAD)};
}

static void draw_tick(const struct timeline *timeline, const struct text_style *style, int minute, int step)
{
	const struct view *view = timeline->view;
	struct rect field = timeline->field, tick = timeline_place(timeline, 0, minute, minute);

	if (view->portrait)
		tick = (struct rect){field.x, tick.y, field.width, kit_px(view, 1)};
	else
		tick = (struct rect){tick.x, field.y, kit_px(view, 1), field.height};
	draw_fill(timeline->list, tick, view->theme->color[ROLE_HAIR]);
	if (timeline->by_days ? minute == timeline->to_minute
			      : minute > now_minute(timeline) - NOW_CLEAR && minute < now_minute(timeline) + NOW_CLEAR)
		return; /* no day begins here; the time stands there */
	text_paragraph(timeline->list, view->metrics, style,
		tick_box(timeline, tick, timeline_place(timeline, 0, minute, minute + step)), tick_words(timeline, minute));
}

static void draw_ticks(const struct timeline *timeline)
{
	struct text_style style = kit_style(timeline->view, 28, TEXT_REGULAR, ROLE_INK3);
	int step = timeline->by_days ? DAY_MINUTES : 60;

	style.align = ALIGN_CENTER;
	if (!timeline->by_days)
		style = kit_digits(timeline->view, style);
	for (int minute = timeline->from_minute; minute <= timeline->to_minute; minute += step)
		draw_tick(timeline, &style, minute, step);
}

static void draw_rooms(const struct timeline *timeline, struct rect box)
{
	const struct view *view = timeline->view;
	struct text_style style = kit_style(view, 40, TEXT_BOLD, ROLE_INK);

	for (size_t lane = 0; lane < timeline->lanes; lane++) {
		struct rect at = timeline_place(timeline, lane, timeline->from_minute, timeline->to_minute), line;

		if (view->portrait) {
			at = (struct rect){at.x + kit_px(view, 8), box.y, at.width - kit_px(view, 16), kit_px(view, ROOM_HEAD)};
			style.align = ALIGN_CENTER;
		} else {
			line = (struct rect){box.x, at.y, box.width, kit_px(view, 2)};
			draw_fill(timeline->list, line, view->theme->color[ROLE_HAIR]);
			at = kit_place(view, box, (struct rect){box.x, at.y, kit_px(view, ROOM_WIDTH - 24), at.height});
		}
		kit_text_fit(timeline->list, view, at, &style, timeline->rooms[timeline->first_room + lane]);
	}
}

/* A line through all lanes, with the time on it where the hours stand. */
static void draw_now(const struct timeline *timeline)
{
	const struct view *view = timeline->view;
	struct text_style style = kit_style(view, 28, TEXT_BOLD, ROLE_ON_CINNABAR);
	struct rect field = timeline->field, at = timeline_place(timeline, 0, now_minute(timeline), now_minute(timeline)),
		    pill = {0, 0, kit_px(view, 92), kit_px(view, 44)};
	uint32_t color = view->theme->color[ROLE_CINNABAR_FILL];
	int half = kit_px(view, NOW_LINE) / 2;

	if (view->portrait) {
		draw_fill(timeline->list, (struct rect){field.x, at.y - half, field.width, 2 * half}, color);
		pill.x = view->mirrored ? field.x + field.width : field.x - pill.width;
		pill.y = at.y - pill.height / 2;
	} else {
		draw_fill(timeline->list, (struct rect){at.x - half, field.y - kit_px(view, 6), 2 * half, field.height + kit_px(view, 6)},
			color);
		pill.x = at.x - pill.width / 2;
		pill.y = field.y - kit_px(view, HEAD - 2);
	}
	draw_rounded(timeline->list, pill, (float)kit_px(view, 8), color);
	style.align = ALIGN_CENTER;
	style = kit_digits(view, style);
	text_paragraph(timeline->list, view->metrics, &style, pill, kit_clock(timeline->list, view->now_ms));
}

static void draw_ground(const struct timeline *timeline, struct rect at, bool now, bool past)
{
	const struct view *view = timeline->view;
	uint32_t ground = view->theme->color[now ? ROLE_ACCENT_SOFT : past ? ROLE_SURFACE : ROLE_SURFACE2];
	float radius = (float)kit_px(view, 8);

	draw_rounded(timeline->list, at, radius, ground);
	if (now)
		draw_frame(timeline->list, at, radius, (float)kit_px(view, 4), view->theme->color[ROLE_ACCENT]);
	else if (ground == view->theme->color[ROLE_BG] || past)
		draw_frame(timeline->list, at, radius, (float)kit_px(view, 2), view->theme->color[past ? ROLE_HAIR : ROLE_LINE]);
}

/* On one line while it stays easy to read, else on as many as stand in the box. false where even so it would be cut. */
static bool fit_name(const struct timeline *timeline, struct rect at, struct str name, struct text_style *style)
{
	const struct view *view = timeline->view;
	struct text_style lines = *style;

	style->least_px = kit_px(view, NAME_GOOD);
	if (!text_measure(view->metrics, style, at.width, name).cut)
		return true;
	lines.line_factor = language_is_rtl(view->language) ? 1.4f : 1.25f;
	lines.least_px = 0;
	lines.lines_max = LINES_MAX;
	for (lines.size_px = kit_px(view, NAME_WRAPPED); lines.size_px > kit_px(view, NAME_LEAST); lines.size_px--) {
		struct text_size size = text_measure(view->metrics, &lines, at.width, name);

		if (!size.cut && size.height <= at.height && kit_words_fit(view, &lines, at.width, name))
			break;
	}
	*style = lines;
	return lines.size_px > kit_px(view, NAME_LEAST);
}

/* A low box has time and name on one line, or the name alone where both are too much. */
static void draw_low(const struct timeline *timeline, struct rect at, const struct timeline_item *item,
	const struct text_style *time, const struct text_style *name, struct str text)
{
	struct text_style fitted = *name;
	struct str span = timeline_span(timeline, item);
	struct rect beside = at;
	struct draw_list tried;

	draw_begin(&tried, timeline->list->arena, at);
	fitted.size_px = kit_px(timeline->view, NAME_GOOD);
	kit_text_start(&tried, timeline->view, &beside, time, span, kit_px(timeline->view, PAD));
	if (span.length && !text_measure(timeline->view->metrics, &fitted, beside.width, text).cut)
		kit_text_start(timeline->list, timeline->view, &at, time, span, kit_px(timeline->view, PAD));
	kit_text_fit(timeline->list, timeline->view, at, &fitted, text);
}

static void draw_words(const struct timeline *timeline, struct rect at, const struct timeline_item *item, bool now, bool past)
{
	const struct view *view = timeline->view;
	struct text_style time = kit_style(view, 28, TEXT_REGULAR, past ? ROLE_INK3 : ROLE_INK2),
			  name = kit_style(view, 40, now ? TEXT_BOLD : TEXT_REGULAR, past ? ROLE_INK3 : ROLE_INK), fitted;
	struct str text = kit_cell(timeline->list, view, timeline->rows.table, item->row, timeline->name),
		   span = timeline_span(timeline, item);
	struct rect below = at;

	name.plain = true;
	if (at.height < kit_px(view, LOW)) {
		draw_low(timeline, at, item, &time, &name, text);
		return;
	}
	fitted = name;
	rect_cut_top(&below, kit_px(view, TIME_LINE));
	if (span.length && at.width >= kit_px(view, TIME_ROOM) && fit_name(timeline, below, text, &fitted)) {
		text_paragraph(timeline->list, view->metrics, &time, rect_cut_top(&at, kit_px(view, TIME_LINE)), span);
	} else { /* the hours beside it say when */
		fitted = name;
		fit_name(timeline, at, text, &fitted);
	}
	text_paragraph(timeline->list, view->metrics, &fitted, at, text);
}

static void draw_item(const struct timeline *timeline, const struct timeline_item *item)
{
	const struct view *view = timeline->view;
	int minute = now_minute(timeline), pad = kit_px(view, PAD), low = kit_px(view, PAD_LOW);
	bool now = !timeline->by_days && item->from_minute <= minute && minute < item->to_minute, past = item->to_minute <= minute;
	struct rect at = rect_inset(timeline_place_item(timeline, item), kit_px(view, JOINT));

	if (rect_is_empty(at))
		return;
	draw_ground(timeline, at, now, past);
	at = (struct rect){at.x + pad, at.y + low / 2, at.width - 2 * pad, at.height - low};
	if (!rect_is_empty(at))
		draw_words(timeline, at, item, now, past);
}

/* The field is what hours and rooms leave, with room for half an hour's label at its far end. */
static void lay_out(struct timeline *timeline, struct rect box)
{
	const struct view *view = timeline->view;
	struct rect field = box;
	int most;

	if (view->portrait) {
		rect_cut_top(&field, kit_px(view, ROOM_HEAD + 24));
		rect_cut_bottom(&field, kit_px(view, 22));
		kit_cut_start(view, &field, kit_px(view, HOURS_WIDTH));
	} else {
		rect_cut_top(&field, kit_px(view, HEAD));
		kit_cut_start(view, &field, kit_px(view, ROOM_WIDTH));
		kit_cut_end(view, &field, kit_px(view, 24));
		most = (int)timeline->lanes * kit_px(view, timeline->by_days ? LANE_OF_DAYS : LANE_MOST);
		field.height = field.height < most ? field.height : most;
	}
	timeline->field = field;
}

static bool is_shown(const struct timeline *timeline, const struct timeline_item *item)
{
	size_t room = (size_t)item->room;

	return room >= timeline->first_room && room < timeline->first_room + timeline->lanes;
}

static void draw_board(struct timeline *timeline, struct rect box, int64_t *until_ms)
{
	size_t most = (size_t)widget_integer(timeline->self, "lanes"), pages = (timeline->room_count + most - 1) / most, page, left;
	struct rect pager = {0};

	if (pages > 1)
		pager = rect_cut_bottom(&box, kit_px(timeline->view, PAGER));
	page = kit_turn(timeline->view, widget_integer(timeline->self, "turn"), pages, until_ms);
	timeline->first_room = page * most;
	left = timeline->room_count - timeline->first_room;
	timeline->lanes = left < most ? left : most;
	lay_out(timeline, box);
	draw_ticks(timeline);
	draw_rooms(timeline, box);
	if (!timeline->by_days && now_minute(timeline) >= timeline->from_minute && now_minute(timeline) < timeline->to_minute)
		draw_now(timeline); /* behind what is on, whose words it must not cross */
	for (size_t i = 0; i < timeline->item_count; i++)
		if (is_shown(timeline, &timeline->items[i]))
			draw_item(timeline, &timeline->items[i]);
	kit_pager(timeline->list, timeline->view, &pager, page, pages, BOARD_PIPS);
}

static int64_t timeline_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct timeline *timeline = arena_new(list->arena, struct timeline);
	int64_t until_ms = kit_next_midnight(view);
	int64_t minute_ms = view->now_ms + (60 - view->local.second) * INT64_C(1000) - view->now_ms % 1000;

	*timeline = (struct timeline){.self = self, .view = view, .list = list};
	if (!timeline_read(timeline)) {
		kit_no_rows(list, view, box, &timeline->rows);
		return WIDGET_FOREVER;
	}
	if (timeline->item_count == 0) {
		kit_empty(list, view, box, str_copy(list->arena, widget_value(self, "empty")).bytes);
		return until_ms;
	}
	if (!timeline->by_days && minute_ms < until_ms)
		until_ms = minute_ms;
	draw_board(timeline, box, &until_ms);
	return until_ms;
}

const struct widget_class widget_timeline = {
	.name = "timeline",
	.help = "what happens by room and hour with a line where it is now, or by room and day",
	.settings = settings,
	.draw = timeline_draw,
};
