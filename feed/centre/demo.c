#include "feed/centre/demo.h"

#include <limits.h>
#include <stdio.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/centre/demo_job.h"
#include "feed/centre/demo_sheet.h"

/* Looked at and found fair: no county is torn apart, and the subdistrict of the demo hall has ten communities. */
enum { COUNTRY_SEED = 81 };

/* The reference customer's figures stand in the words as they are. */
static bool write_headline(const struct demo_job *job, struct error *error)
{
	static const char header[] = "figure,group,sequence,value,qualifier,unit_zh,unit_ug,unit_kk,unit_en,"
				     "title_zh,title_ug,title_kk,title_en";
	struct demo_words words;
	struct demo_sheet sheet;

	if (!demo_words_read(job->arena, "headline.csv", header, &words, error))
		return false;
	demo_sheet_begin(&sheet, job->arena, header);
	for (size_t i = 0; i < words.row_count; i++) {
		for (size_t j = 0; j < words.column_count; j++)
			demo_sheet_text(&sheet, demo_words_cell(&words, i, j));
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "headline.csv", error);
}

/* The public holidays of some years as the State Council set them. */
static bool write_calendar(const struct demo_job *job, struct error *error)
{
	struct str bytes;

	return demo_words_file(job->arena, "calendar.csv", &bytes, error) &&
	       demo_sheet_save_bytes(bytes, job->folder, "calendar.csv", error);
}

static bool write_survey(const struct demo_job *job, struct error *error)
{
	struct str bytes;

	return demo_words_file(job->arena, "survey.json", &bytes, error) &&
	       demo_sheet_save_bytes(bytes, job->folder, "survey.json", error);
}

static bool write_all(const struct demo_job *job, struct error *error)
{
	return demo_map_write(job, error) && demo_teams_write(job, error) && demo_scores_write(job, error) &&
	       demo_work_write(job, error) && demo_rhythm_write(job, error) && demo_joint_write(job, error) &&
	       demo_activities_write(job, error) && demo_years_write(job, error) && write_headline(job, error) && write_calendar(job, error) && write_survey(job, error);
}

static bool write_country(struct arena *arena, const char *folder, int64_t at_ms, struct error *error)
{
	struct demo_words names;
	struct demo_country country;
	struct demo_tree tree;
	struct demo_job job = {.arena = arena, .folder = folder, .tree = &tree, .names = &names, .at_ms = at_ms};

	job.at = civil_local(at_ms);
	job.today = civil_day_number(job.at.year, job.at.month, job.at.day);
	if (!demo_tree_read_names(arena, &names, error) || !demo_country_make(arena, COUNTRY_SEED, &country, error) ||
		!demo_tree_grow(arena, &country, &names, &tree, error))
		return false;
	REQUIRE(str_equal(demo_tree_area(&tree, DEMO_COMMUNITY, 0)->id, STR(DEMO_HALL)));
	return write_all(&job, error);
}

bool demo_write(const char *folder, int64_t at_ms, struct error *error)
{
	char demo_folder[PATH_MAX];
	struct arena arena;
	bool ok;

	if (snprintf(demo_folder, sizeof(demo_folder), "%s/demo", folder) >= (int)sizeof(demo_folder))
		return error_set(error, "cannot write %s/demo: the path is too long", folder);
	if (!file_make_folder(demo_folder, error))
		return false;
	arena_init(&arena);
	ok = write_country(&arena, demo_folder, at_ms, error);
	arena_finish(&arena);
	return ok;
}
