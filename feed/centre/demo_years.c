#include "feed/centre/demo_job.h"

#include "feed/base/arena.h"
#include "feed/centre/demo_sheet.h"

/* Nine years of grid work side by side, this year last: a table of the kind that a customer adds. */

enum { YEARS = 9 };

/* The newest are the figures of the other files. */
static const struct {
	int grids, teams, volunteers, solved;
	double coverage, satisfied;
} years[YEARS] = {
	{318, 96, 260, 6, 0.301, 0.812},
	{447, 188, 540, 9, 0.421, 0.826},
	{602, 371, 980, 13, 0.530, 0.841},
	{760, 655, 1620, 17, 0.664, 0.857},
	{884, 934, 2310, 20, 0.747, 0.868},
	{985, 1248, 3050, 24, 0.826, 0.880},
	{1090, 1602, 3840, 29, 0.894, 0.893},
	{1187, 2011, 4630, 33, 0.951, 0.902},
	{1263, 2340, 5000, 37, 0.983, 0.911},
};

bool demo_years_write(const struct demo_job *job, struct error *error)
{
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena,
		"year:text,grids:integer,teams:integer,volunteers:integer,solved:integer,coverage:share,satisfied:share");
	for (int i = 0; i < YEARS; i++) {
		demo_sheet_text(&sheet, str_format(job->arena, "%d", job->at.year - YEARS + 1 + i));
		demo_sheet_integer(&sheet, years[i].grids);
		demo_sheet_integer(&sheet, years[i].teams);
		demo_sheet_integer(&sheet, years[i].volunteers);
		demo_sheet_integer(&sheet, years[i].solved);
		demo_sheet_text(&sheet, str_format(job->arena, "%.1f%%", years[i].coverage * 100));
		demo_sheet_text(&sheet, str_format(job->arena, "%.1f%%", years[i].satisfied * 100));
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "years.csv", error);
}
