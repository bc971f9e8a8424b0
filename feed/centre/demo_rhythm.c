#include "feed/centre/demo_job.h"

#include "feed/base/random.h"
#include "feed/centre/demo_sheet.h"

/* The "five ones" of the prefecture and its counties and the "four ones" of its subdistricts, from January to now. */

enum { RHYTHM_SEED = 20187, MONTHS = 12 };

static const struct activity {
	const char *rhythm, *name;
	int months; /* how long its period is */
} activities[] = {
	{"five_ones", "study", 12},
	{"five_ones", "session", 6},
	{"five_ones", "meeting", 3},
	{"five_ones", "office", 1},
	{"five_ones", "review", 12},
	{"four_ones", "study", 1},
	{"four_ones", "session", 1},
	{"four_ones", "activity", 1},
	{"four_ones", "subdistrict", 3},
};

static const double forgotten = 0.03; /* share of past periods in which nothing happened */

static struct str period_name(struct arena *arena, int year, int first_month, int months)
{
	switch (months) {
	case 1:
		return str_format(arena, "%04d-%02d", year, first_month);
	case 3:
		return str_format(arena, "%04d-Q%d", year, (first_month + 2) / 3);
	case 6:
		return str_format(arena, "%04d-H%d", year, (first_month + 5) / 6);
	default:
		return str_format(arena, "%04d", year);
	}
}

/* The last day of the period that starts in this month. */
static int64_t last_day(int year, int first_month, int months)
{
	int next = first_month + months;

	return civil_day_number(year + (next > MONTHS), next > MONTHS ? next - MONTHS : next, 1) - 1;
}

static void put_period(const struct demo_job *job, struct demo_sheet *sheet, struct random *random,
	const struct activity *activity, struct str area, int month)
{
	int64_t first = civil_day_number(job->at.year, month, 1);
	int64_t last = last_day(job->at.year, month, activity->months);
	int64_t done_on = first + (int64_t)random_below(random, (uint64_t)(last - first + 1));
	bool missed = random_unit(random) < forgotten;

	demo_sheet_text(sheet, str_from(activity->rhythm));
	demo_sheet_text(sheet, str_from(activity->name));
	demo_sheet_text(sheet, area);
	demo_sheet_text(sheet, period_name(job->arena, job->at.year, month, activity->months));
	if (!missed && done_on <= job->today) {
		demo_sheet_text(sheet, STR("done"));
		demo_sheet_date(sheet, done_on);
	} else {
		demo_sheet_text(sheet, last < job->today ? STR("overdue") : STR("due"));
		demo_sheet_absent(sheet);
	}
	demo_sheet_end_row(sheet);
}

static void put_rhythm(
	const struct demo_job *job, struct demo_sheet *sheet, struct random *random, struct str rhythm, struct str area)
{
	for (size_t i = 0; i < sizeof(activities) / sizeof(*activities); i++)
		for (int month = 1; month <= job->at.month; month += activities[i].months)
			if (str_equal(str_from(activities[i].rhythm), rhythm))
				put_period(job, sheet, random, &activities[i], area, month);
}

bool demo_rhythm_write(const struct demo_job *job, struct error *error)
{
	const struct demo_tree *tree = job->tree;
	struct random random = random_seeded(RHYTHM_SEED);
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "rhythm,activity,area,period,state,done_on");
	for (uint32_t i = 0; i < tree->first[DEMO_SUBDISTRICT]; i++)
		put_rhythm(job, &sheet, &random, STR("five_ones"), tree->areas[i].id);
	for (uint32_t i = tree->first[DEMO_SUBDISTRICT]; i < tree->first[DEMO_COMMUNITY]; i++)
		put_rhythm(job, &sheet, &random, STR("four_ones"), tree->areas[i].id);
	return demo_sheet_save(&sheet, job->folder, "rhythms.csv", error);
}
