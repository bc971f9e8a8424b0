#include "feed/base/arena.h"
#include "kiosk/widget/timeline.h"

/* What stands on a timeline, and where. */

static bool is_time(const struct timeline *timeline, int column)
{
	const struct column *columns = timeline->rows.table->columns;

	return column != TABLE_NO_COLUMN &&
	       (columns[column].type == COLUMN_TIME || (timeline->by_days && columns[column].type == COLUMN_DATE));
}

static bool read_columns(struct timeline *timeline)
{
	if (!kit_rows_find(timeline->self, timeline->view, timeline->list, &timeline->rows) ||
		!kit_need(timeline->self, timeline->view, timeline->list, &timeline->rows, "name", &timeline->name) ||
		!kit_need(timeline->self, timeline->view, timeline->list, &timeline->rows, "room", &timeline->room) ||
		!kit_need(timeline->self, timeline->view, timeline->list, &timeline->rows, "starts", &timeline->starts))
		return false;
	timeline->ends = kit_column(&timeline->rows, timeline->self, "ends");
	return is_time(timeline, timeline->starts) && (timeline->by_days || is_time(timeline, timeline->ends));
}

static int room_of(struct timeline *timeline, size_t row)
{
	struct str name = kit_cell(timeline->list, timeline->view, timeline->rows.table, row, timeline->room);

	for (size_t i = 0; i < timeline->room_count; i++)
		if (str_equal(timeline->rooms[i], name))
			return (int)i;
	if (timeline->room_count == TIMELINE_ROOMS_MAX)
		return -1;
	timeline->rooms[timeline->room_count] = name;
	return (int)timeline->room_count++;
}

/* Far away is cut to what is shown, so that sums stay small. */
static int minute_of(const struct timeline *timeline, int64_t time_ms)
{
	struct civil at = civil_local(time_ms);
	int days = kit_days_from_today(timeline->view, time_ms);

	if (days < 0)
		return 0;
	if (days >= timeline->to_minute / DAY_MINUTES)
		return timeline->to_minute;
	return days * DAY_MINUTES + at.hour * 60 + at.minute;
}

static bool read_span(const struct timeline *timeline, size_t row, struct timeline_item *item)
{
	const struct cell *starts = table_cell(timeline->rows.table, row, timeline->starts), *ends = NULL;
	int64_t last_ms;

	if (is_time(timeline, timeline->ends))
		ends = table_cell(timeline->rows.table, row, timeline->ends);
	if (!starts->present || (!timeline->by_days && (!ends || !ends->present)))
		return false;
	last_ms = ends && ends->present ? ends->time_ms : starts->time_ms;
	if (kit_days_from_today(timeline->view, last_ms) < 0)
		return false;
	item->from_minute = minute_of(timeline, starts->time_ms);
	item->to_minute = minute_of(timeline, last_ms);
	if (timeline->by_days) {
		item->from_minute = item->from_minute / DAY_MINUTES * DAY_MINUTES;
		item->to_minute = item->to_minute < timeline->to_minute ? (item->to_minute / DAY_MINUTES + 1) * DAY_MINUTES
									 : timeline->to_minute;
	}
	return item->from_minute < item->to_minute;
}

/* The first slot of the room that is free at its time; the last one takes what is too much. */
static int slot_of(const struct timeline *timeline, const struct timeline_item *item)
{
	for (int slot = 0; slot + 1 < TIMELINE_SLOTS_MAX; slot++) {
		bool is_free = true;

		for (size_t i = 0; i < timeline->item_count && is_free; i++) {
			const struct timeline_item *other = &timeline->items[i];

			is_free = other->room != item->room || other->slot != slot || other->to_minute <= item->from_minute ||
				  other->from_minute >= item->to_minute;
		}
		if (is_free)
			return slot;
	}
	return TIMELINE_SLOTS_MAX - 1;
}

static void widen_hours(struct timeline *timeline, const struct timeline_item *item)
{
	if (item->from_minute < timeline->from_minute)
		timeline->from_minute = item->from_minute / 60 * 60;
	if (item->to_minute > timeline->to_minute)
		timeline->to_minute = (item->to_minute + 59) / 60 * 60;
}

static void take_row(struct timeline *timeline, size_t row)
{
	struct timeline_item item = {.row = row};

	if (timeline->item_count == TIMELINE_ITEMS_MAX || !read_span(timeline, row, &item) ||
		(item.room = room_of(timeline, row)) < 0)
		return;
	item.slot = slot_of(timeline, &item);
	if (item.slot >= timeline->slots[item.room])
		timeline->slots[item.room] = item.slot + 1;
	timeline->items[timeline->item_count++] = item;
}

/* What lasts over midnight is cut there. */
bool timeline_read(struct timeline *timeline)
{
	int from = widget_integer(timeline->self, "from") * 60, to = widget_integer(timeline->self, "to") * 60;

	timeline->by_days = str_equal(widget_value(timeline->self, "axis"), STR("days"));
	timeline->to_minute = timeline->by_days ? widget_integer(timeline->self, "days") * DAY_MINUTES : DAY_MINUTES;
	if (!read_columns(timeline))
		return false;
	kit_keep_within(timeline->self, timeline->view, &timeline->rows);
	for (size_t i = 0; i < timeline->rows.count; i++)
		take_row(timeline, timeline->rows.rows[i]);
	if (timeline->by_days)
		return true;
	timeline->from_minute = from;
	timeline->to_minute = to > from ? to : DAY_MINUTES;
	for (size_t i = 0; i < timeline->item_count; i++)
		widen_hours(timeline, &timeline->items[i]);
	return true;
}

static int along(const struct timeline *timeline, int length, int minute)
{
	minute = minute < timeline->from_minute ? timeline->from_minute : minute > timeline->to_minute ? timeline->to_minute : minute;
	return (int)((int64_t)length * (minute - timeline->from_minute) / (timeline->to_minute - timeline->from_minute));
}

/* Time runs along the lanes: across the screen, or down an upright one. */
struct rect timeline_place(const struct timeline *timeline, size_t lane, int from_minute, int to_minute)
{
	struct rect field = timeline->field, at;
	int lanes = (int)timeline->lanes;

	if (timeline->view->portrait) {
		at.y = field.y + along(timeline, field.height, from_minute);
		at.height = field.y + along(timeline, field.height, to_minute) - at.y;
		at.x = field.x + (int)lane * field.width / lanes;
		at.width = field.x + ((int)lane + 1) * field.width / lanes - at.x;
	} else {
		at.x = field.x + along(timeline, field.width, from_minute);
		at.width = field.x + along(timeline, field.width, to_minute) - at.x;
		at.y = field.y + (int)lane * field.height / lanes;
		at.height = field.y + ((int)lane + 1) * field.height / lanes - at.y;
	}
	return kit_place(timeline->view, field, at);
}

/* In a day's column upright, slots stand under each other as well. */
struct rect timeline_place_item(const struct timeline *timeline, const struct timeline_item *item)
{
	size_t number = (size_t)item->room - timeline->first_room;
	struct rect lane = timeline_place(timeline, number, item->from_minute, item->to_minute), at = lane;
	int slots = timeline->slots[item->room];

	if (timeline->view->portrait && !timeline->by_days) {
		at.x = lane.x + item->slot * lane.width / slots;
		at.width = lane.x + (item->slot + 1) * lane.width / slots - at.x;
	} else {
		at.y = lane.y + item->slot * lane.height / slots;
		at.height = lane.y + (item->slot + 1) * lane.height / slots - at.y;
	}
	return at;
}

struct str timeline_span(const struct timeline *timeline, const struct timeline_item *item)
{
	const struct table *table = timeline->rows.table;
	struct str starts;

	if (table->columns[timeline->starts].type != COLUMN_TIME)
		return STR("");
	starts = kit_clock(timeline->list, table_cell(table, item->row, timeline->starts)->time_ms);
	if (timeline->by_days)
		return starts;
	return text_isolate_number(timeline->list->arena,
		str_format(timeline->list->arena, STR_FMT "\u2013" STR_FMT, STR_ARG(starts),
			STR_ARG(kit_clock(timeline->list, table_cell(table, item->row, timeline->ends)->time_ms))));
}
