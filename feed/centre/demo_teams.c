#include "feed/centre/demo_job.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/random.h"
#include "feed/centre/demo_sheet.h"

/* The service teams and how many volunteers were out on each of the last days. A team's name is a place or plant and
   what it does, so that it never looks like a person's. */

enum {
	TEAMS_SEED = 20184,
	DAYS_SEED = 20185,
	TEAMS = 2340,
	TEAM_VOLUNTEERS = 87 * DEMO_GRIDS, /* in all: 87 a grid, against the standard of 100 */
	DAYS = 30,
	DAY_VOLUNTEERS = 5190, /* on a usual working day */
	DAY_VOLUNTEERS_MIN = 5008,
	DAY_VOLUNTEERS_MAX = 5445
};

enum { TASK_KIND, TASK_LABEL };
enum { FEATURED_KIND, FEATURED_HOURS, FEATURED_LABEL, FEATURED_DEED = FEATURED_LABEL + LANGUAGE_COUNT };

struct team {
	struct label name, deed;
	struct str kind;
	uint32_t grid;   /* in the tree */
	double strength; /* its share of the volunteers */
	int hours;       /* a week; 0: by its strength */
	bool featured;
};

struct roster {
	const struct demo_job *job;
	struct demo_words tasks, featured;
	struct random random;
	struct team teams[TEAMS];
	uint32_t count;
};

/* Every usable name with every task, shuffled; one that would say the same word twice is left out. */
static uint32_t *name_pairs(struct roster *roster, uint32_t *count)
{
	const struct demo_words *names = roster->job->names;
	uint32_t tasks = (uint32_t)roster->tasks.row_count;
	uint32_t *pairs = arena_array(roster->job->arena, uint32_t, names->row_count * tasks);

	*count = 0;
	for (uint32_t i = 0; i < names->row_count; i++)
		for (uint32_t j = 0; demo_tree_name_fits_team(names, i) && j < tasks; j++) {
			struct str name = demo_tree_stem(names, i).text[LANGUAGE_ZH];
			struct str task = demo_words_cell(&roster->tasks, j, TASK_LABEL);

			if (str_find(task, name) == task.length)
				pairs[(*count)++] = i * tasks + j;
		}
	for (uint32_t i = *count; i > 1; i--) {
		uint32_t other = (uint32_t)random_below(&roster->random, i), kept = pairs[i - 1];

		pairs[i - 1] = pairs[other];
		pairs[other] = kept;
	}
	return pairs;
}

/* Well-known teams serve the first grids of the hall's own subdistrict and its neighbours. */
static void add_featured(struct roster *roster)
{
	for (uint32_t i = 0; i < roster->featured.row_count; i++)
		roster->teams[roster->count++] = (struct team){
			.name = demo_words_label(&roster->featured, i, FEATURED_LABEL),
			.deed = demo_words_label(&roster->featured, i, FEATURED_DEED),
			.kind = demo_words_cell(&roster->featured, i, FEATURED_KIND),
			.grid = demo_tree_area(roster->job->tree, DEMO_COMMUNITY, i)->first_child,
			.strength = 2,
			.hours = demo_words_integer(&roster->featured, i, FEATURED_HOURS),
			.featured = true,
		};
}

static void add_team(struct roster *roster, uint32_t pair, uint32_t grid)
{
	uint32_t tasks = (uint32_t)roster->tasks.row_count, task = pair % tasks;
	struct label pattern = demo_words_label(&roster->tasks, task, TASK_LABEL);
	struct label name = demo_tree_stem(roster->job->names, pair / tasks);

	roster->teams[roster->count++] = (struct team){
		.name = demo_words_fill(roster->job->arena, &pattern, &name),
		.kind = demo_words_cell(&roster->tasks, task, TASK_KIND),
		.grid = grid,
		.strength = exp(random_normal(&roster->random, 0, 0.45)),
	};
}

/* Each grid that is no blind spot gets a team first; the rest go anywhere but there. */
static bool fill_roster(struct roster *roster, struct error *error)
{
	const struct demo_tree *tree = roster->job->tree;
	uint32_t pair_count, used = 0;
	uint32_t *pairs = name_pairs(roster, &pair_count);

	if (roster->featured.row_count >= TEAMS || pair_count < TEAMS - roster->featured.row_count)
		return error_set(error, "names.csv and team_tasks.csv give %u names for %d teams", pair_count, TEAMS);
	add_featured(roster);
	for (uint32_t i = tree->first[DEMO_GRID]; i < tree->count && roster->count < TEAMS; i++)
		if (!tree->areas[i].blind)
			add_team(roster, pairs[used++], i);
	while (roster->count < TEAMS) {
		uint32_t grid = tree->first[DEMO_GRID] + (uint32_t)random_below(&roster->random, DEMO_GRIDS);

		if (!tree->areas[grid].blind)
			add_team(roster, pairs[used++], grid);
	}
	return true;
}

static void put_team(struct demo_sheet *sheet, struct roster *roster, uint32_t index, int64_t volunteers)
{
	const struct team *team = &roster->teams[index];
	struct random *random = &roster->random;
	double busy = exp(random_normal(random, log(1.7), 0.5));
	int64_t hours = team->hours ? team->hours : (int64_t)round((double)volunteers * busy) + 2;
	int64_t made = volunteers + (int64_t)random_below(random, (uint64_t)volunteers + 1);
	int64_t kept = (int64_t)round((double)made * (0.86 + 0.13 * random_unit(random)));

	demo_sheet_text(sheet, str_format(sheet->arena, "T%04u", index + 1));
	demo_sheet_text(sheet, roster->job->tree->areas[team->grid].id);
	demo_sheet_text(sheet, team->kind);
	demo_sheet_label(sheet, &team->name);
	demo_sheet_integer(sheet, volunteers);
	demo_sheet_integer(sheet, hours);
	demo_sheet_integer(sheet, hours * 10 + kept * 2 + (int64_t)random_below(random, 50));
	demo_sheet_integer(sheet, made);
	demo_sheet_integer(sheet, kept);
	demo_sheet_flag(sheet, team->featured);
	demo_sheet_label(sheet, &team->deed);
	demo_sheet_end_row(sheet);
}

/* Volunteers by strength; rounding the running sum makes the total exact. */
static void put_teams(struct demo_sheet *sheet, struct roster *roster)
{
	double sum = 0, so_far = 0;
	int64_t given = 0;

	for (uint32_t i = 0; i < TEAMS; i++)
		sum += roster->teams[i].strength;
	for (uint32_t i = 0; i < TEAMS; i++) {
		int64_t upto;

		so_far += roster->teams[i].strength;
		upto = i + 1 == TEAMS ? TEAM_VOLUNTEERS : (int64_t)round(so_far / sum * TEAM_VOLUNTEERS);
		put_team(sheet, roster, i, upto - given);
		given = upto;
	}
}

static bool write_teams(const struct demo_job *job, struct error *error)
{
	struct roster *roster = arena_new(job->arena, struct roster);
	struct demo_sheet sheet;

	roster->job = job;
	roster->random = random_seeded(TEAMS_SEED);
	if (!demo_words_read(job->arena, "team_tasks.csv", "kind,zh,ug,kk,en", &roster->tasks, error) ||
		!demo_words_read(job->arena, "team_featured.csv",
			"kind,hours,zh,ug,kk,en,deed_zh,deed_ug,deed_kk,deed_en", &roster->featured, error) ||
		!fill_roster(roster, error))
		return false;
	demo_sheet_begin(&sheet, job->arena,
		"id,area,kind,name_*,volunteers,hours_week,points,pledges_made,pledges_kept,featured,deed_*");
	put_teams(&sheet, roster);
	return demo_sheet_save(&sheet, job->folder, "teams.csv", error);
}

/* By the date alone, so that a day keeps its number when the demo is made again later. 1970-01-01 was a Thursday. */
static int64_t volunteers_on(int64_t day)
{
	static const double by_weekday[7] = {130, -120, -95, -60, -20, 60, 175};
	struct random random = random_seeded(DAYS_SEED + (uint64_t)day);
	double volunteers = DAY_VOLUNTEERS + by_weekday[(day + 4) % 7] + random_normal(&random, 0, 38);

	return (int64_t)fmin(fmax(round(volunteers), DAY_VOLUNTEERS_MIN), DAY_VOLUNTEERS_MAX);
}

static bool write_days(const struct demo_job *job, struct error *error)
{
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "date,area,volunteers");
	for (int64_t day = job->today - DAYS + 1; day <= job->today; day++) {
		demo_sheet_date(&sheet, day);
		demo_sheet_text(&sheet, job->tree->areas[0].id);
		demo_sheet_integer(&sheet, volunteers_on(day));
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "days.csv", error);
}

bool demo_teams_write(const struct demo_job *job, struct error *error)
{
	return write_teams(job, error) && write_days(job, error);
}
