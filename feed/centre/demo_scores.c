#include "feed/centre/demo_job.h"

#include "feed/centre/demo_quality.h"
#include "feed/centre/demo_quarter.h"
#include "feed/centre/demo_sheet.h"

/* Scores of the open quarter and of those before it. */

enum { QUARTERS = 3 };

static void put_score(struct demo_sheet *sheet, struct str period, struct str area, struct str part, double score)
{
	demo_sheet_text(sheet, period);
	demo_sheet_text(sheet, area);
	demo_sheet_text(sheet, part);
	demo_sheet_number(sheet, score);
	demo_sheet_end_row(sheet);
}

bool demo_scores_write(const struct demo_job *job, struct error *error)
{
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "period,area,part,score");
	for (int age = QUARTERS - 1; age >= 0; age--) {
		struct str period = demo_quarter_name(job->arena, demo_quarter_of(job->at_ms) - age);

		for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++) {
			struct demo_quality quality = demo_quality_of(i, age);
			struct str area = demo_tree_area(job->tree, DEMO_COMMUNITY, i)->id;

			put_score(&sheet, period, area, STR("system"), quality.system);
			put_score(&sheet, period, area, STR("subdistrict"), quality.subdistrict);
		}
	}
	return demo_sheet_save(&sheet, job->folder, "scores.csv", error);
}
