#include "feed/model/survey.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum { DAYS_A_WEEK = 7, EVERY_DAY = 0x7f };

static const char *const day_names[DAYS_A_WEEK] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

static int find_day(struct str name)
{
	for (int day = 0; day < DAYS_A_WEEK; day++)
		if (str_equal(name, str_from(day_names[day])))
			return day;
	return -1;
}

/* "mon-fri,sun": ranges run forward through the week's end. */
static bool parse_days(struct str text, unsigned *weekdays)
{
	struct str part;

	*weekdays = 0;
	while (str_next(&text, ',', &part)) {
		size_t dash = str_find(part, STR("-"));
		int from = find_day(str_part(part, 0, dash));
		int until = dash < part.length ? find_day(str_part(part, dash + 1, part.length)) : from;

		if (from < 0 || until < 0)
			return false;
		for (int day = from;; day = (day + 1) % DAYS_A_WEEK) {
			*weekdays |= 1u << day;
			if (day == until)
				break;
		}
	}
	return *weekdays != 0;
}

static bool parse_minute(struct str text, int *minute)
{
	int64_t hour, rest;

	if (text.length != 5 || text.bytes[2] != ':' || !str_integer(str_part(text, 0, 2), &hour) ||
		!str_integer(str_part(text, 3, 5), &rest) || hour < 0 || rest < 0 || rest > 59)
		return false;
	*minute = (int)(hour * 60 + rest);
	return *minute <= SURVEY_DAY_MINUTES;
}

bool survey_hours_parse(struct str text, struct survey_hours *hours)
{
	size_t blank = str_find(text, STR(" "));
	struct str window = blank < text.length ? str_part(text, blank + 1, text.length) : text;
	size_t dash = str_find(window, STR("-"));

	*hours = (struct survey_hours){.weekdays = EVERY_DAY};
	if (blank < text.length && !parse_days(str_part(text, 0, blank), &hours->weekdays))
		return false;
	return parse_minute(str_part(window, 0, dash), &hours->from_minute) &&
	       parse_minute(str_part(window, dash + 1, window.length), &hours->until_minute) &&
	       hours->from_minute < SURVEY_DAY_MINUTES && hours->from_minute != hours->until_minute;
}

struct str survey_hours_text(struct arena *arena, const struct survey_hours *hours)
{
	struct str days = STR("");

	for (int day = 0; day < DAYS_A_WEEK && hours->weekdays != EVERY_DAY; day++)
		if (hours->weekdays >> day & 1)
			days = str_format(arena, STR_FMT "%s%s", STR_ARG(days), days.length ? "," : "", day_names[day]);
	return str_format(arena, STR_FMT "%s%02d:%02d-%02d:%02d", STR_ARG(days), days.length ? " " : "",
		hours->from_minute / 60, hours->from_minute % 60, hours->until_minute / 60, hours->until_minute % 60);
}

bool survey_is_active(const struct survey *survey, int64_t now_ms, int64_t *until_ms)
{
	*until_ms = INT64_MAX;
	for (size_t i = 0; i < survey->period_count; i++) {
		const struct survey_period *period = &survey->periods[i];

		if (period->from_ms <= now_ms && now_ms < period->until_ms) {
			*until_ms = period->until_ms;
			return true;
		}
		if (period->from_ms > now_ms && period->from_ms < *until_ms)
			*until_ms = period->from_ms;
	}
	return survey->period_count == 0;
}

static bool is_open(const struct survey_hours *hours, struct civil local)
{
	int minute = local.hour * 60 + local.minute, yesterday = (local.weekday + DAYS_A_WEEK - 1) % DAYS_A_WEEK;
	bool today = hours->weekdays >> local.weekday & 1;

	if (hours->from_minute < hours->until_minute)
		return today && minute >= hours->from_minute && minute < hours->until_minute;
	return (today && minute >= hours->from_minute) ||
	       ((hours->weekdays >> yesterday & 1) && minute < hours->until_minute);
}

uint32_t survey_open_services(const struct survey *survey, struct civil local)
{
	uint32_t open = 0;

	for (size_t i = 0; i < survey->service_count; i++) {
		const struct service *service = &survey->services[i];
		bool now = service->hours_count == 0;

		for (size_t k = 0; k < service->hours_count && !now; k++)
			now = is_open(&service->hours[k], local);
		open |= (uint32_t)now << i;
	}
	return open;
}

int further_answers(const struct further *further)
{
	switch (further->kind) {
	case FURTHER_CHOICE:
		return (int)further->choice_count;
	case FURTHER_STARS:
		return further->stars;
	case FURTHER_LEVELS:
		break;
	}
	return LEVEL_BEST;
}

struct str further_answer_id(const struct further *further, int answer)
{
	static const char *const digits[SURVEY_STARS_MOST] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};

	REQUIRE(answer >= 1 && answer <= further_answers(further));
	return further->kind == FURTHER_CHOICE ? further->choices[answer - 1].id : str_from(digits[answer - 1]);
}
