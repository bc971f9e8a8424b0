#include "feed/centre/demo_job.h"

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/random.h"
#include "feed/centre/demo_sheet.h"
#include "feed/centre/item_kind.h"

/* Work items, the three lists, calls for help and notices, around the day of the demo. */

enum {
	WORK_SEED = 20186,
	PROBLEMS_SOLVED = 37,
	PROBLEM_ROUND_DAYS = 24, /* between one round of solved problems and the one before */
	WHISTLES_PER_SUBDISTRICT = 3,
	WHISTLE_DAYS = 40,
	HOUR_MS = 3600 * 1000,
	MINUTE_MS = 60 * 1000,
	WORK_STARTS_MIN = 10 * 60, /* of the local day */
	WORK_MIN = 8 * 60,
	ANSWER_MIN = 2 * 24 * 60,
	SOLVE_MIN = 10 * 24 * 60
};

enum { ITEM_ID, ITEM_DONE, ITEM_DUE, ITEM_MEASURE };
enum { LIST_LIST, LIST_LEVEL, LIST_STATE, LIST_DUE, LIST_TITLE, LIST_REPLY = LIST_TITLE + LANGUAGE_COUNT };
enum { NOTICE_LEVEL, NOTICE_FROM, NOTICE_UNTIL, NOTICE_URGENT, NOTICE_TITLE, NOTICE_TEXT = NOTICE_TITLE + LANGUAGE_COUNT };

static void put_due_and_done(const struct demo_job *job, struct demo_sheet *sheet, struct str state, int64_t due)
{
	demo_sheet_date(sheet, job->today + due);
	if (str_equal(state, STR("done")))
		demo_sheet_date(sheet, job->today + due - 1);
	else
		demo_sheet_absent(sheet);
}

static bool is_workday(const struct demo_job *job, const struct demo_words *calendar, int64_t day)
{
	struct civil date = civil_utc(day * 24 * HOUR_MS);
	struct str name = str_format(job->arena, "%04d-%02d-%02d", date.year, date.month, date.day);

	for (size_t i = 0; i < calendar->row_count; i++)
		if (str_equal(demo_words_cell(calendar, i, 0), name))
			return str_equal(demo_words_cell(calendar, i, 1), STR("makeup"));
	return date.weekday >= 1 && date.weekday <= 5;
}

/* So many workdays from today on, or back. */
static int64_t workday(const struct demo_job *job, const struct demo_words *calendar, int count)
{
	int64_t day = job->today, step = count < 0 ? -1 : 1;

	for (int left = count < 0 ? -count : count; left > 0; left -= is_workday(job, calendar, day))
		day += step;
	return day;
}

/* All of the program's own kinds. Warnings are left to the centre (refill.c), as with any other. */
static bool write_items(const struct demo_job *job, struct error *error)
{
	struct demo_words words, calendar;
	struct item_kinds kinds;
	struct demo_sheet sheet;
	struct faults faults;

	faults_init(&faults, job->arena);
	if (!demo_words_read(job->arena, "items.csv", "id,done,due,measure", &words, error) ||
		!demo_words_read(job->arena, "calendar.csv", "date,type,name_zh,name_ug,name_kk,name_en", &calendar, error))
		return false;
	if (!item_kinds_read(job->arena, job->folder, &kinds, &faults) || kinds.count != words.row_count)
		return error_set(error, "items.csv has %zu kinds of work item, standard.items %zu", words.row_count, kinds.count);
	demo_sheet_begin(&sheet, job->arena, "id,area,title_*,state,due,done_on,warnings,measure");
	for (size_t i = 0; i < words.row_count; i++) {
		bool done = str_equal(demo_words_cell(&words, i, ITEM_DONE), STR("yes"));
		int64_t due = workday(job, &calendar, demo_words_integer(&words, i, ITEM_DUE));

		if (!str_equal(demo_words_cell(&words, i, ITEM_ID), kinds.items[i].id))
			return error_set(error, "items.csv: row %zu is not that of " STR_FMT, i + 1, STR_ARG(kinds.items[i].id));
		demo_sheet_text(&sheet, str_format(job->arena, "I%02zu", i + 1));
		demo_sheet_text(&sheet, job->tree->areas[0].id);
		demo_sheet_label(&sheet, &kinds.items[i].title);
		demo_sheet_text(&sheet, done ? STR("done") : STR("open"));
		demo_sheet_date(&sheet, due);
		if (done)
			demo_sheet_date(&sheet, due - 1);
		else
			demo_sheet_absent(&sheet);
		demo_sheet_integer(&sheet, 0);
		demo_sheet_text(&sheet, demo_words_cell(&words, i, ITEM_MEASURE));
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "items.csv", error);
}

struct lists {
	const struct demo_job *job;
	struct demo_words words, departments;
	struct random random;
	struct demo_sheet sheet;
};

static struct str some_area(const struct demo_job *job, struct random *random, struct str level)
{
	size_t any = (size_t)random_below(random, DEMO_COMMUNITIES);

	if (str_equal(level, STR("hall")))
		return demo_tree_area(job->tree, DEMO_COMMUNITY, 0)->id;
	if (str_equal(level, STR("community")))
		return demo_tree_area(job->tree, DEMO_COMMUNITY, any)->id;
	return job->tree->areas[0].id;
}

static void put_list_row(struct lists *lists, size_t row, int days_earlier)
{
	struct demo_sheet *sheet = &lists->sheet;
	struct label title = demo_words_label(&lists->words, row, LIST_TITLE);
	size_t department = (size_t)random_below(&lists->random, lists->departments.row_count);
	struct label body = demo_words_label(&lists->departments, department, 0);
	struct label reply = demo_words_label(&lists->words, row, LIST_REPLY);
	struct str state = demo_words_cell(&lists->words, row, LIST_STATE);
	struct str level = days_earlier ? STR("community") : demo_words_cell(&lists->words, row, LIST_LEVEL);

	demo_sheet_text(sheet, str_format(sheet->arena, "L%03zu", sheet->rows + 1));
	demo_sheet_text(sheet, demo_words_cell(&lists->words, row, LIST_LIST));
	demo_sheet_text(sheet, some_area(lists->job, &lists->random, level));
	demo_sheet_label(sheet, &title);
	demo_sheet_label(sheet, &body);
	demo_sheet_text(sheet, state);
	put_due_and_done(lists->job, sheet, state, demo_words_integer(&lists->words, row, LIST_DUE) - days_earlier);
	demo_sheet_label(sheet, &reply);
	demo_sheet_end_row(sheet);
}

static bool is_solved_problem(const struct lists *lists, size_t row)
{
	return str_equal(demo_words_cell(&lists->words, row, LIST_LIST), STR("problem")) &&
	       str_equal(demo_words_cell(&lists->words, row, LIST_STATE), STR("done"));
}

/* Solved problems come round again, each time earlier, until their number is reached. */
static bool put_lists(struct lists *lists, struct error *error)
{
	int solved = 0, earlier = PROBLEM_ROUND_DAYS;

	for (size_t i = 0; i < lists->words.row_count; i++) {
		put_list_row(lists, i, 0);
		solved += is_solved_problem(lists, i);
	}
	if (solved == 0 || solved > PROBLEMS_SOLVED)
		return error_set(error, "lists.csv has %d solved problems, expected 1 to %d", solved, PROBLEMS_SOLVED);
	for (; solved < PROBLEMS_SOLVED; earlier += PROBLEM_ROUND_DAYS)
		for (size_t i = 0; i < lists->words.row_count && solved < PROBLEMS_SOLVED; i++)
			if (is_solved_problem(lists, i)) {
				put_list_row(lists, i, earlier);
				solved++;
			}
	return true;
}

static bool write_lists(const struct demo_job *job, struct error *error)
{
	struct lists lists = {.job = job, .random = random_seeded(WORK_SEED)};

	if (!demo_words_read(job->arena, "lists.csv", "list,level,state,due,zh,ug,kk,en,reply_zh,reply_ug,reply_kk,reply_en", &lists.words, error) ||
		!demo_words_read(job->arena, "departments.csv", "zh,ug,kk,en", &lists.departments, error))
		return false;
	demo_sheet_begin(&lists.sheet, job->arena, "id,list,area,title_*,body_*,state,due,done_on,reply_*");
	return put_lists(&lists, error) && demo_sheet_save(&lists.sheet, job->folder, "lists.csv", error);
}

static void put_time(struct demo_sheet *sheet, int64_t time_ms, int64_t at_ms)
{
	if (time_ms > at_ms)
		demo_sheet_absent(sheet);
	else
		demo_sheet_time(sheet, time_ms);
}

static int64_t local_midnight(const struct demo_job *job, int64_t days)
{
	return civil_from_local(civil_utc((job->today + days) * 24 * HOUR_MS));
}

/* In working hours, more often of late; never after now. */
static int64_t raised_ms(const struct demo_job *job, struct random *random)
{
	double ago = random_unit(random);
	int64_t day = -(int64_t)(ago * ago * WHISTLE_DAYS);
	int64_t minutes = WORK_STARTS_MIN + (int64_t)random_below(random, WORK_MIN);
	int64_t time_ms = local_midnight(job, day) + minutes * MINUTE_MS;

	return time_ms <= job->at_ms ? time_ms : local_midnight(job, day - 1) + minutes * MINUTE_MS;
}

/* Answered within two days, solved within some more. */
static void put_whistle(const struct demo_job *job, struct demo_sheet *sheet, struct random *random,
	const struct demo_words *titles, const struct demo_words *departments, size_t subdistrict)
{
	struct label department =
		demo_words_label(departments, (size_t)random_below(random, departments->row_count), 0);
	struct label title = demo_words_label(titles, (size_t)random_below(random, titles->row_count), 0);
	int64_t raised = raised_ms(job, random);
	int64_t answered = raised + (20 + (int64_t)random_below(random, ANSWER_MIN)) * MINUTE_MS;
	int64_t solved = answered + (60 + (int64_t)random_below(random, SOLVE_MIN)) * MINUTE_MS;

	demo_sheet_text(sheet, str_format(sheet->arena, "W%03zu", sheet->rows + 1));
	demo_sheet_text(sheet, demo_tree_area(job->tree, DEMO_SUBDISTRICT, subdistrict)->id);
	demo_sheet_label(sheet, &department);
	demo_sheet_label(sheet, &title);
	demo_sheet_time(sheet, raised);
	put_time(sheet, answered, job->at_ms);
	put_time(sheet, solved, job->at_ms);
	demo_sheet_end_row(sheet);
}

/* One of each call: it counts once the call is answered. */
static bool write_whistle_ratings(const struct demo_job *job, size_t count, struct error *error)
{
	struct random random = random_seeded(WORK_SEED + 2);
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "id,rating");
	for (size_t i = 0; i < count; i++) {
		demo_sheet_text(&sheet, str_format(sheet.arena, "W%03zu", i + 1));
		demo_sheet_integer(&sheet, 5 - (int64_t)random_below(&random, 3));
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "whistle_ratings.csv", error);
}

static bool write_whistles(const struct demo_job *job, struct error *error)
{
	struct random random = random_seeded(WORK_SEED + 1);
	struct demo_words titles, departments;
	struct demo_sheet sheet;

	if (!demo_words_read(job->arena, "whistles.csv", "zh,ug,kk,en", &titles, error) ||
		!demo_words_read(job->arena, "departments.csv", "zh,ug,kk,en", &departments, error))
		return false;
	demo_sheet_begin(&sheet, job->arena, "id,area,department_*,title_*,raised_at,answered_at,solved_at");
	for (size_t i = 0; i < WHISTLES_PER_SUBDISTRICT * (size_t)demo_tree_size(job->tree, DEMO_SUBDISTRICT); i++)
		put_whistle(job, &sheet, &random, &titles, &departments, i);
	return demo_sheet_save(&sheet, job->folder, "whistles.csv", error) && write_whistle_ratings(job, sheet.rows, error);
}

/* The demo hall's own area of that level: the first of each. */
static struct str hall_area(const struct demo_job *job, struct str level)
{
	for (enum demo_level i = DEMO_PREFECTURE; i < DEMO_COMMUNITY; i++)
		if (str_equal(job->tree->areas[job->tree->first[i]].level, level))
			return job->tree->areas[job->tree->first[i]].id;
	return job->tree->areas[job->tree->first[DEMO_COMMUNITY]].id;
}

static bool write_notices(const struct demo_job *job, struct error *error)
{
	struct demo_words words;
	struct demo_sheet sheet;

	if (!demo_words_read(job->arena, "notices.csv",
		    "level,from,until,urgent,title_zh,title_ug,title_kk,title_en,text_zh,text_ug,text_kk,text_en", &words,
		    error))
		return false;
	demo_sheet_begin(&sheet, job->arena, "id,area,title_*,text_*,from,until,urgent");
	for (size_t i = 0; i < words.row_count; i++) {
		struct label title = demo_words_label(&words, i, NOTICE_TITLE);
		struct label text = demo_words_label(&words, i, NOTICE_TEXT);

		demo_sheet_text(&sheet, str_format(job->arena, "N%02zu", i + 1));
		demo_sheet_text(&sheet, hall_area(job, demo_words_cell(&words, i, NOTICE_LEVEL)));
		demo_sheet_label(&sheet, &title);
		demo_sheet_label(&sheet, &text);
		demo_sheet_time(&sheet, local_midnight(job, demo_words_integer(&words, i, NOTICE_FROM)));
		demo_sheet_time(&sheet, local_midnight(job, demo_words_integer(&words, i, NOTICE_UNTIL)));
		demo_sheet_text(&sheet, demo_words_cell(&words, i, NOTICE_URGENT));
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "notices.csv", error);
}

bool demo_work_write(const struct demo_job *job, struct error *error)
{
	return write_items(job, error) && write_lists(job, error) && write_whistles(job, error) &&
	       write_notices(job, error);
}
