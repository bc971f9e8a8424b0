#include "feed/centre/demo_job.h"

#include "feed/base/random.h"
#include "feed/centre/demo_sheet.h"

/* What local organisations share with communities: agreements, money, sites and venues. */

enum {
	JOINT_SEED = 20188,
	AGREEMENTS = 1312,
	AGREEMENT_YEARS = 9, /* as long as there is grid work */
	SITES = 257,
	SITES_SHORT = 26, /* lack one of the six haves */
	SITE_HAVES = 6,
	VENUES_FREE = 1024,
	VENUES_LENT = 39,
	SPONSORS_YUAN = 5000000,
	FUNDING_YEARS = 5
};

enum { VENUE_KIND, VENUE_NAME, VENUE_DAYS = VENUE_NAME + LANGUAGE_COUNT, VENUE_OPENS, VENUE_CLOSES };

/* The place and the kind of thing: "{} Primary School" in the community Heping. */
static void put_place_name(struct demo_sheet *sheet, const struct demo_words *words, size_t row, size_t first_column,
	const struct demo_area *community)
{
	struct label pattern = demo_words_label(words, row, first_column);
	struct label name = demo_words_fill(sheet->arena, &pattern, &community->stem);

	demo_sheet_label(sheet, &name);
}

/* How often of so many times somebody came who comes as often as not. */
static int64_t times_there(struct random *random, int times, double diligence)
{
	int64_t there = 0;

	for (int i = 0; i < times; i++)
		there += random_unit(random) < diligence;
	return there;
}

/* Round after round over the communities, each time with the next kind of organisation, so that no name stands twice.
 */
static void put_agreement(const struct demo_job *job, struct demo_sheet *sheet, struct random *random,
	const struct demo_words *words, size_t index)
{
	const struct demo_area *community = demo_tree_area(job->tree, DEMO_COMMUNITY, index);
	double diligence = 0.45 + 0.5 * random_unit(random);
	int months = job->at.month;
	int64_t days = job->today - civil_day_number(job->at.year - AGREEMENT_YEARS + 1, 1, 1) + 1;

	demo_sheet_text(sheet, str_format(sheet->arena, "J%04zu", index + 1));
	demo_sheet_text(sheet, community->id);
	put_place_name(sheet, words, (index / DEMO_COMMUNITIES + index) % words->row_count, 0, community);
	demo_sheet_date(sheet, job->today - (int64_t)random_below(random, (uint64_t)days));
	demo_sheet_integer(sheet, times_there(random, months, diligence));
	demo_sheet_integer(sheet, times_there(random, months, diligence));
	demo_sheet_integer(sheet, times_there(random, months, diligence));
	demo_sheet_integer(sheet, times_there(random, (months + 2) / 3, diligence));
	demo_sheet_end_row(sheet);
}

static bool write_joint(const struct demo_job *job, struct error *error)
{
	struct random random = random_seeded(JOINT_SEED);
	struct demo_words words;
	struct demo_sheet sheet;

	if (!demo_words_read(job->arena, "organisations.csv", "zh,ug,kk,en", &words, error))
		return false;
	demo_sheet_begin(&sheet, job->arena, "id,area,organisation_*,signed_on,study,session,activity,subdistrict");
	for (size_t i = 0; i < AGREEMENTS; i++)
		put_agreement(job, &sheet, &random, &words, i);
	return demo_sheet_save(&sheet, job->folder, "joint.csv", error);
}

static void put_funding(struct demo_sheet *sheet, const char *source, int year, int64_t yuan)
{
	demo_sheet_text(sheet, str_format(sheet->arena, "F%02zu", sheet->rows + 1));
	demo_sheet_text(sheet, str_from(source));
	demo_sheet_integer(sheet, year);
	demo_sheet_integer(sheet, yuan);
	demo_sheet_text(sheet, STR("at_least"));
	demo_sheet_end_row(sheet);
}

/* Two flows a year, and what sponsors gave in all, which is no yearly sum. */
static bool write_funding(const struct demo_job *job, struct error *error)
{
	static const int64_t public_budget[FUNDING_YEARS] = {38000000, 41000000, 44000000, 47000000, 50000000},
			     organisations[FUNDING_YEARS] = {9000000, 12000000, 15000000, 17500000, 20000000};
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "id,source,year,amount,qualifier");
	for (int i = 0; i < FUNDING_YEARS; i++) {
		int year = job->at.year - FUNDING_YEARS + 1 + i;

		put_funding(&sheet, "public_budget", year, public_budget[i]);
		put_funding(&sheet, "organisations", year, organisations[i]);
	}
	put_funding(&sheet, "sponsors", job->at.year, SPONSORS_YUAN);
	return demo_sheet_save(&sheet, job->folder, "funding.csv", error);
}

/* Evenly over all grids; every tenth site lacks one thing. */
static bool write_sites(const struct demo_job *job, struct error *error)
{
	struct random random = random_seeded(JOINT_SEED + 1);
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "area,facilities,sign,flag,reading,rules,function_room");
	for (size_t i = 0; i < SITES; i++) {
		bool lacks = i * SITES_SHORT / SITES != (i + 1) * SITES_SHORT / SITES;
		uint64_t missing = random_below(&random, SITE_HAVES);

		demo_sheet_text(&sheet, demo_tree_area(job->tree, DEMO_GRID, i * DEMO_GRIDS / SITES)->id);
		for (uint64_t have = 0; have < SITE_HAVES; have++)
			demo_sheet_flag(&sheet, !lacks || have != missing);
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "sites.csv", error);
}

static void put_venue(const struct demo_job *job, struct demo_sheet *sheet, const struct demo_words *words, size_t row,
	size_t community)
{
	demo_sheet_text(sheet, str_format(sheet->arena, "V%04zu", sheet->rows + 1));
	demo_sheet_text(sheet, demo_tree_area(job->tree, DEMO_COMMUNITY, community)->id);
	put_place_name(sheet, words, row, VENUE_NAME, demo_tree_area(job->tree, DEMO_COMMUNITY, community));
	demo_sheet_text(sheet, demo_words_cell(words, row, VENUE_KIND));
	demo_sheet_text(sheet, demo_words_cell(words, row, VENUE_DAYS));
	demo_sheet_text(sheet, demo_words_cell(words, row, VENUE_OPENS));
	demo_sheet_text(sheet, demo_words_cell(words, row, VENUE_CLOSES));
	demo_sheet_flag(sheet, true);
	demo_sheet_end_row(sheet);
}

/* The last kind of venue in the words is the lent one. */
static bool write_venues(const struct demo_job *job, struct error *error)
{
	struct demo_words words;
	struct demo_sheet sheet;
	size_t lent;

	if (!demo_words_read(job->arena, "venues.csv", "kind,zh,ug,kk,en,days,opens,closes", &words, error))
		return false;
	lent = words.row_count - 1;
	if (lent == 0 || !str_equal(demo_words_cell(&words, lent, VENUE_KIND), STR("lent")))
		return error_set(error, "venues.csv: expected kinds of venue and last the kind lent");
	demo_sheet_begin(&sheet, job->arena, "id,area,name_*,kind,days,opens,closes,free");
	for (size_t i = 0; i < VENUES_FREE; i++)
		put_venue(job, &sheet, &words, i / DEMO_COMMUNITIES % lent, i % DEMO_COMMUNITIES);
	for (size_t i = 0; i < VENUES_LENT; i++)
		put_venue(job, &sheet, &words, lent, i * DEMO_COMMUNITIES / VENUES_LENT);
	return demo_sheet_save(&sheet, job->folder, "venues.csv", error);
}

bool demo_joint_write(const struct demo_job *job, struct error *error)
{
	return write_joint(job, error) && write_funding(job, error) && write_sites(job, error) &&
	       write_venues(job, error);
}
