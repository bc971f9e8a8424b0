#include "kiosk/widget/kit_state.h"

#include <math.h>

#include "feed/base/arena.h"

enum { DAY_HOURS = 24, HOURS_MOST = 48 };

static const struct kit_state states[] = {
	{"escalated", "st-over", ROLE_OVER, ROLE_OVER, true},
	{"overdue", "clock", ROLE_OVER, ROLE_OVER, true},
	{"late", "clock", ROLE_OVER, ROLE_OVER, true},
	{"warned", "st-warn", ROLE_WARN, ROLE_WARN, true},
	{"open", "st-normal", ROLE_AZURE, ROLE_INK2, false},
	{"due", "st-normal", ROLE_AZURE, ROLE_INK2, false},
	{"in_hand", "st-hand", ROLE_AZURE, ROLE_INK2, false},
	{"answered", "st-hand", ROLE_AZURE, ROLE_INK2, false},
	{"done", "st-done", ROLE_OKAY, ROLE_DONE, false},
	{"solved", "st-done", ROLE_OKAY, ROLE_DONE, false},
};

const struct kit_state *kit_state_find(struct str id)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (str_equal(id, str_from(states[i].id)))
			return &states[i];
	return NULL;
}

const struct kit_state *kit_state_of(const struct table *table, size_t row, int column)
{
	const struct cell *cell;

	if (column == TABLE_NO_COLUMN || table->columns[column].type != COLUMN_CHOICE)
		return NULL;
	cell = table_cell(table, row, column);
	return cell->present ? kit_state_find(cell->choice->id) : NULL;
}

struct str kit_duration(struct draw_list *list, const struct view *view, double hours)
{
	bool in_days = fabs(hours) >= HOURS_MOST;
	double value = in_days ? hours / DAY_HOURS : hours;
	struct words_value n = {"n", kit_number(list, value, fabs(value) < 10 ? 1 : 0), false};

	return kit_words(list, view, in_days ? "n_days" : "n_hours", &n, 1);
}

int kit_days_from_today(const struct view *view, int64_t date_ms)
{
	struct civil at = civil_local(date_ms);

	return (int)(civil_day_number(at.year, at.month, at.day) -
		     civil_day_number(view->local.year, view->local.month, view->local.day));
}

struct str kit_days_left(struct draw_list *list, const struct view *view, int64_t date_ms)
{
	int days = kit_days_from_today(view, date_ms);
	struct words_value n = {"n", kit_number(list, days < 0 ? -days : days, 0), false};

	return kit_words(list, view, days < 0 ? "days_over" : days ? "days_left" : "due_today", &n, 1);
}

int64_t kit_next_midnight(const struct view *view)
{
	struct civil day = view->local;
	int64_t noon_ms, next_ms;

	day.hour = 12;
	day.minute = day.second = 0;
	noon_ms = civil_from_local(day);
	day = civil_local(noon_ms + INT64_C(24) * 3600 * 1000);
	day.hour = day.minute = day.second = 0;
	next_ms = civil_from_local(day);
	return next_ms > view->now_ms ? next_ms : view->now_ms + 1;
}
