#include "feed/centre/import_kind.h"

#include "feed/centre/import.h"
#include "feed/model/notice.h"
#include "feed/model/table.h"

enum {
	VOLUNTEERS_MAX = 10000000,
	HOURS_MAX = 10000000,
	POINTS_MAX = 1000000000,
	COUNT_MAX = 1000000,
	YEAR_MIN = 1949,
	YEAR_MAX = 2199
};

#define ID(name_) .name = name_, .type = IMPORT_ID, .required = true
#define LABEL(name_) .name = name_, .type = IMPORT_LABEL, .required = true
#define LABEL_MAYBE(name_) .name = name_, .type = IMPORT_LABEL
#define CHOICE(name_, words_) .name = name_, .type = IMPORT_CHOICE, .required = true, .words = words_
#define AREA(words_) .name = "area", .type = IMPORT_AREA, .required = true, .words = words_
#define COUNT(name_, most) .name = name_, .type = IMPORT_INTEGER, .high = most
#define COUNT_ALWAYS(name_, most) .name = name_, .type = IMPORT_INTEGER, .required = true, .high = most
#define FLAG(name_) .name = name_, .type = IMPORT_FLAG
#define FLAG_ALWAYS(name_) .name = name_, .type = IMPORT_FLAG, .required = true
#define DATE(name_) .name = name_, .type = IMPORT_DATE
#define TIME(name_) .name = name_, .type = IMPORT_TIME
#define TIME_ALWAYS(name_) .name = name_, .type = IMPORT_TIME, .required = true
#define PERIOD .name = "period", .type = IMPORT_PERIOD, .required = true

#define TEAM_KINDS "safety|family|environment|elderly|culture|policy"
#define AREA_KINDS "county|city|subdistrict|town|location|unit|employer"

static const struct import_kind kinds[] = {
	{
		.name = "areas",
		.headers = {{ID("id")}, {.name = "parent", .type = IMPORT_ID}, {CHOICE("level", IMPORT_LEVELS)},
			{.name = "kind", .type = IMPORT_CHOICE, .words = AREA_KINDS}, {LABEL("name")}},
		.key = {"id"},
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "teams",
		.headers = {{ID("id")}, {AREA("grid|community")}, {CHOICE("kind", TEAM_KINDS)},
			{LABEL("name"), .reviewed = true}, {COUNT("volunteers", VOLUNTEERS_MAX)}, {COUNT("hours_week", HOURS_MAX)},
			{COUNT("points", POINTS_MAX)}, {COUNT("pledges_made", COUNT_MAX)},
			{COUNT("pledges_kept", COUNT_MAX)}, {FLAG("featured")}, {LABEL_MAYBE("deed")}},
		.orders = {{"pledges_kept", "pledges_made", false}},
		.key = {"id"},
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "days",
		.headers = {{.name = "date", .type = IMPORT_DATE, .required = true}, {AREA(NULL)},
			{COUNT_ALWAYS("volunteers", VOLUNTEERS_MAX)}},
		.key = {"date", "area"},
		.replaces = "date",
		.historic = true,
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "calendar",
		.headers = {{.name = "date", .type = IMPORT_DATE, .required = true}, {CHOICE("type", "holiday|makeup")},
			{LABEL_MAYBE("name")}},
		.key = {"date"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "scores",
		.headers = {{PERIOD}, {AREA("community")}, {CHOICE("part", "system|subdistrict")},
			{.name = "score", .type = IMPORT_NUMBER, .required = true, .high = 100}},
		.key = {"period", "area", "part"},
		.replaces = "period",
		.historic = true,
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "marks",
		.headers = {{PERIOD}, {AREA("community")}, {ID("category")},
			{.name = "score", .type = IMPORT_NUMBER, .required = true, .high = 100}},
		.key = {"period", "area", "category"},
		.replaces = "period",
		.historic = true,
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "points",
		.headers = {{ID("id")}, {PERIOD}, {AREA("community")},
			{.name = "points", .type = IMPORT_NUMBER, .required = true, .low = -100, .high = 100}, {LABEL("reason")}},
		.key = {"id"},
		.replaces = "period",
		.historic = true,
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "vetoes",
		.headers = {{ID("id")}, {PERIOD}, {AREA("community")}, {CHOICE("state", "in_force|lifted")}, {LABEL("reason")}},
		.key = {"id"},
		.replaces = "period",
		.historic = true,
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "screens",
		.headers = {{.name = "date", .type = IMPORT_DATE, .required = true}, {AREA(NULL)},
			{COUNT_ALWAYS("open_hours", 24)}, {COUNT_ALWAYS("working_hours", 24)}},
		.orders = {{"working_hours", "open_hours", false}},
		.key = {"date", "area"},
		.replaces = "date",
		.historic = true,
		.rows_max = IMPORT_ROWS_MAX,
	},
	{
		.name = "items",
		.headers = {{ID("id")}, {AREA(NULL)}, {LABEL("title")}, {CHOICE("state", "open|done|late|escalated")},
			{DATE("due")}, {DATE("done_on")}, {COUNT("warnings", COUNT_MAX)},
			{.name = "measure", .type = IMPORT_CHOICE, .words = "notice|slip|veto"}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "lists",
		.headers = {{ID("id")}, {CHOICE("list", "responsibility|problem|task")}, {AREA(NULL)}, {LABEL("title")},
			{LABEL_MAYBE("body")}, {CHOICE("state", "open|in_hand|done|overdue")}, {DATE("due")},
			{DATE("done_on")}, {LABEL_MAYBE("reply")}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "whistles",
		.headers = {{ID("id")}, {AREA(NULL)}, {LABEL("department")}, {LABEL("title")},
			{TIME_ALWAYS("raised_at")}, {TIME("answered_at")}, {TIME("solved_at")}},
		.orders = {{"raised_at", "answered_at", false}, {"answered_at", "solved_at", false},
			{"raised_at", "solved_at", false}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "whistle_ratings",
		.headers = {{ID("id")}, {.name = "rating", .type = IMPORT_INTEGER, .required = true, .low = 1, .high = 5}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "rhythms",
		.headers = {{CHOICE("rhythm", "five_ones|four_ones")},
			{CHOICE("activity", "study|session|meeting|office|review|activity|subdistrict")}, {AREA(NULL)},
			{PERIOD}, {CHOICE("state", "done|due|overdue")}, {DATE("done_on")}},
		.key = {"rhythm", "activity", "area", "period"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "joint",
		.headers = {{ID("id")}, {AREA(NULL)}, {LABEL("organisation")}, {DATE("signed_on")},
			{COUNT("study", COUNT_MAX)}, {COUNT("session", COUNT_MAX)}, {COUNT("activity", COUNT_MAX)},
			{COUNT("subdistrict", COUNT_MAX)}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "funding",
		.headers = {{ID("id")}, {CHOICE("source", "public_budget|organisations|sponsors")},
			{.name = "year", .type = IMPORT_INTEGER, .required = true, .low = YEAR_MIN, .high = YEAR_MAX},
			{.name = "amount", .type = IMPORT_NUMBER, .required = true, .high = 1e13},
			{CHOICE("qualifier", "exact|at_least")}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "sites",
		.headers = {{AREA("grid")}, {FLAG_ALWAYS("facilities")}, {FLAG_ALWAYS("sign")}, {FLAG_ALWAYS("flag")},
			{FLAG_ALWAYS("reading")}, {FLAG_ALWAYS("rules")}, {FLAG_ALWAYS("function_room")}},
		.key = {"area"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "venues",
		.headers = {{ID("id")}, {AREA(NULL)}, {LABEL("name")}, {ID("kind")},
			{.name = "days", .type = IMPORT_WEEKDAYS}, {.name = "opens", .type = IMPORT_HOUR},
			{.name = "closes", .type = IMPORT_HOUR}, {FLAG("free")},
			{.name = "phone", .type = IMPORT_PHONE}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "activities",
		.headers = {{ID("id")}, {AREA(NULL)}, {LABEL("room")}, {LABEL("title")}, {TIME_ALWAYS("starts")},
			{TIME_ALWAYS("ends")}},
		.orders = {{"starts", "ends", true}},
		.key = {"id"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "headline",
		.headers = {{ID("figure")}, {CHOICE("group", "pooling|volunteer|smart|coverage")},
			{COUNT_ALWAYS("sequence", COUNT_MAX)},
			{.name = "value", .type = IMPORT_NUMBER, .required = true, .low = -1e15, .high = 1e15},
			{CHOICE("qualifier", "exact|at_least")}, {LABEL_MAYBE("unit")}, {LABEL("title")}},
		.key = {"figure"},
		.rows_max = TABLE_ROWS_MAX,
	},
	{
		.name = "notices",
		.headers = {{ID("id")}, {AREA(NULL)}, {LABEL("title")}, {LABEL_MAYBE("text")}, {TIME_ALWAYS("from")},
			{TIME_ALWAYS("until")}, {FLAG("urgent")}},
		.orders = {{"from", "until", true}},
		.key = {"id"},
		.rows_max = NOTICES_MAX,
	},
};

enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

const struct import_kind *import_kind_find(struct str name)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (str_equal(str_from(kinds[i].name), name))
			return &kinds[i];
	return NULL;
}

const struct import_kind *import_kind_at(size_t index)
{
	return index < KIND_COUNT ? &kinds[index] : NULL;
}

size_t import_header_count(const struct import_kind *kind)
{
	size_t count = 0;

	while (count < IMPORT_HEADERS_MAX && kind->headers[count].name)
		count++;
	return count;
}

int import_word_find(const char *words, struct str word)
{
	struct str rest = str_from(words), piece;

	for (int place = 0; str_next(&rest, '|', &piece); place++)
		if (str_equal(piece, word))
			return place;
	return -1;
}
