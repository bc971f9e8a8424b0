#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "tests/support/wall.h"

/*
 * Every widget of the wall as a draw list that somebody read, in Chinese and, mirrored, in Uyghur. ACCEPT=1 writes them
 * anew: read the difference before you commit it.
 */

static const struct scene {
	const char *name, *lines;
	struct rect box;
} scenes[] = {
	{"header", "widget = header\nscope = root counties communities\n", {60, 36, 1800, 108}},
	{"footer",
		"widget = footer\ntable = ranking\nperiod = period\nnote = flagged_note\nnote_sum = flagged\nlabel = "
		"page_ranking\n",
		{60, 1012, 1800, 40}},
	{"footer-pages", "widget = footer\nlabel = subdistrict\npages = subdistricts\n", {60, 1012, 1800, 40}},
	{"crumbs", "widget = crumbs\n", {60, 172, 1236, 56}},
	{"number",
		"widget = number\ntable = team_totals\nwhere = figure teams\nlabel = teams_count\nunit = unit_teams\n"
		"compare = compared_last_month\n",
		{60, 168, 372, 232}},
	{"number-target",
		"widget = number\ntable = team_totals\nwhere = figure volunteers_today\nlabel = volunteers_today\n"
		"unit = unit_people\ntarget = target\ntarget_words = target\nrule = yes\n",
		{440, 168, 392, 232}},
	{"number-bullet",
		"widget = number\ntable = team_totals\nwhere = figure grids_with_team\nlabel = grids_with_team\n"
		"of = target\ntarget = target\ntarget_words = target_teams_per_grid\ngoal = 1\nbullet = yes\n",
		{840, 168, 532, 232}},
	{"number-share",
		"widget = number\ntable = coverage\nwhere = area @root, kind all\nvalue = share\nlabel = "
		"coverage_rate\n"
		"px = 128\n",
		{1316, 172, 330, 256}},
	{"sentence", "widget = sentence\ntable = coverage\nwhere = area @root, kind all\nwords = grids_with_team_of\n",
		{1316, 376, 544, 52}},
	{"bars",
		"widget = bars\ntable = teams\nwhere = featured no\nvalues = hours_week\ntitle = top_hours_title\n"
		"note = top_hours_note\n",
		{60, 432, 600, 400}},
	{"trend",
		"widget = trend\ntable = volunteers_by_day\nvalue = volunteers\ntitle = trend_title\nnote = "
		"trend_days_met\n",
		{712, 432, 568, 400}},
	{"donut",
		"widget = donut\ntable = teams_by_kind\nname = kind\nvalue = teams\ntitle = kinds_title\nnote = "
		"kinds_note\n"
		"unit = unit_teams\n",
		{1332, 432, 528, 400}},
	{"featured", "widget = featured\ntitle = featured_week\n", {60, 860, 1800, 132}},
	{"rows-kinds",
		"widget = rows\ntable = coverage\nwhere = area @root\nname = kind\nvalue = grids\nmore = share\nmark = "
		"kinds\n"
		"order = location, unit, employer\ntitle = coverage_kind\nvalue_title = coverage_count\n"
		"more_title = coverage_share\nrows = 3\nrule = yes\n",
		{1316, 436, 544, 244}},
	{"rows-numbers",
		"widget = rows\ntable = blind_spots\nname = area\nvalue = blind\nvalue_words = blind_grids\nmark = "
		"numbers\n"
		"title = blind_count\ntitle_bold = yes\nnote = blind_list_note\n",
		{1316, 690, 544, 310}},
	{"ranking", "widget = ranking\n", {60, 222, 1800, 780}},
	{"ranking_key", "widget = ranking_key\n", {60, 160, 1800, 56}},
	{"table-lists",
		"widget = table\ntable = lists\ncolumns = state 9 shape, title:said_title 55 stated, body under, "
		"due:said_due 36 left end\n"
		"title = lists_title\nnote = n_entries\n",
		{40, 372, 800, 632}},
	{"table-venues",
		"widget = table\ntable = venues\ncolumns = name:venue_name 36 bold, area 16 quiet, x 15 hours, "
		"y:venue_now 24 open, free 9 "
		"says:free_of_charge\n",
		{40, 364, 1840, 640}},
	{"table-pages", "widget = table\ntable = lists\ncolumns = title 60, state 40 mark\nrows = 2\n",
		{40, 364, 900, 300}},
	{"table-empty",
		"widget = table\ntable = lists\nwhere = id none\ncolumns = title 60\ntitle = lists_title\nempty = "
		"lists_none\n",
		{40, 364, 900, 300}},
	{"states", "widget = states\ntable = lists\norder = overdue, open, in_hand, done\n", {60, 164, 1800, 80}},
	{"states-groups", "widget = states\ntable = lists\ngroup = list\nacross = 2\nnote = n_entries\npx = 44\n",
		{60, 164, 1800, 200}},
	{"open_now", "widget = open_now\nlabel = venues_open_all\nrule = yes\n", {60, 164, 560, 190}},
	{"notices", "widget = notices\ntitle = notices_title\n", {60, 168, 1800, 832}},
	{"timeline", "widget = timeline\nwithin = own\n", {60, 164, 1800, 832}},
	{"timeline-days", "widget = timeline\naxis = days\ndays = 5\nlanes = 3\n", {60, 164, 1800, 832}},
	{"timeline-dates", "widget = timeline\ntable = lists\nroom = list\nstarts = due\nends = none\naxis = days\n",
		{60, 164, 1800, 832}},
	{"standing", "widget = standing\ntitle = community_standing\n", {60, 164, 540, 404}},
	{"ranking-subdistricts",
		"widget = ranking\ntable = standings\nwhere = level subdistrict, span now\nby = pages\narea_title = "
		"ranking_level_subdistrict\n",
		{40, 222, 1840, 780}},
	{"ranking_key-subdistricts", "widget = ranking_key\ntable = standings\nwhere = level subdistrict, span now\n",
		{60, 160, 1800, 56}},
	{"figures", "widget = figures\n", {60, 168, 1800, 824}},
	{"text", "widget = text\nwords = totals_only\nweight = bold\nrole = accent\nalign = center\n",
		{60, 60, 900, 80}},
	{"clock", "widget = clock\n", {1720, 1008, 180, 72}},
	{"date", "widget = date\nyear = yes\n", {60, 292, 1160, 252}},
	{"date-small", "widget = date\npx = 48\nlunar = no\nterms = no\nalign = end\n", {60, 292, 700, 80}},
	{"countdown", "widget = countdown\nto = 2018-11-07\nlabel = next_activity\n", {60, 164, 560, 288}},
	{"countdown-table", "widget = countdown\ntable = activities\nname = title\nalign = center\n",
		{60, 164, 560, 288}},
	{"qr", "widget = qr\ntext = https://example.org/hall/{area}\ncaption = greeting_scan\n", {1300, 168, 560, 524}},
	{"text-accent", "widget = text\nwords = greeting_hello\npx = 84\nweight = title\n", {60, 168, 1160, 128}},
	{"ticker", "widget = ticker\n", {0, 1008, 1700, 72}},
	{"table-matrix",
		"widget = table\ntable = venues\ncolumns = name:venue_name 40 bold, area under above quiet, "
		"free:venue_charge 20 tile\n"
		"totals = sites_with\n",
		{40, 168, 900, 500}},
	{"columns",
		"widget = columns\ntable = volunteers_by_day\nname = date\nvalues = volunteers\ntitle = "
		"trend_title\nmark = last\ntarget = target\n",
		{60, 164, 568, 400}},
	{"columns-stacked",
		"widget = columns\ntable = coverage\nwhere = area @root, kind !all\nname = kind\n"
		"values = covered:coverage_with_team, blind:coverage_blind\n",
		{540, 164, 620, 330}},
	{"columns-interval",
		"widget = columns\ntable = ranking\nname = area\nvalues = score\nlow = low\nhigh = high\nmark = own\n",
		{60, 164, 900, 500}},
	{"lines", "widget = lines\ntable = volunteers_by_day\nname = date\nvalues = volunteers\narea = yes\n",
		{60, 164, 568, 400}},
	{"lines-two",
		"widget = lines\ntable = volunteers_by_day\nname = date\nvalues = volunteers:volunteers_today, "
		"target:coverage_target\nzero = no\n",
		{60, 164, 900, 400}},
	{"gauge",
		"widget = gauge\ntable = team_totals\nwhere = figure grids_with_team\nlabel = grids_with_team\nunit = "
		"unit_teams\n",
		{60, 164, 420, 330}},
	{"gauge-share", "widget = gauge\ntable = coverage\nwhere = area @root, kind all\nvalue = share\ngoal = 90\n",
		{60, 164, 420, 330}},
	{"bars-stacked",
		"widget = bars\ntable = coverage\nwhere = kind !all\nname = kind\nvalues = "
		"covered:coverage_with_team, blind:coverage_blind\nown = none\ntitle = coverage_by_kind\n",
		{60, 432, 880, 400}},
	{"bars-target",
		"widget = bars\ntable = teams\nvalues = pledges_kept\ntarget = pledges_made\ntitle = points_top\nnote = "
		"pledges_tick\nrows = 3\npages = 0\n",
		{60, 432, 880, 400}},
	{"bars-interval", "widget = bars\ntable = ranking\nname = area\nvalues = score\nlow = low\nhigh = high\ngoal = 80\n",
		{60, 432, 880, 400}},
	{"months",
		"widget = months\ntable = rhythm\nwhere = rhythm five_ones, area @root\ntitle = rhythm_five\nnote = "
		"rhythm_done_of\n",
		{60, 160, 880, 372}},
	{"months-all", "widget = months\ntable = rhythm\ntitle = rhythm_five_all\nnote = rhythm_done_of\n", {60, 552, 880, 448}},
	{"number-spark",
		"widget = number\ntable = team_totals\nwhere = figure teams\nlabel = teams_count\nunit = unit_teams\n"
		"spark = volunteers_by_day\nspark_value = volunteers\n",
		{60, 168, 560, 190}},
	{"calendar", "widget = calendar\nwithin = own\ndays = 5\n", {60, 168, 1800, 828}},
	{"number-plus",
		"widget = number\ntable = headline\nwhere = figure public_budget\nlabel = funding_sites\nplus = "
		"qualifier\namount = yes\n",
		{60, 168, 560, 200}},
	{"waiting", "widget = waiting\n", {0, 0, 1920, 1080}},
};

enum { SCENES = sizeof(scenes) / sizeof(scenes[0]) };

static void accept_all(struct wall *wall, enum language language)
{
	wall_speak(wall, language);
	wall->view.steady_ms = 7000; /* the ticker is half way */
	for (size_t i = 0; i < SCENES; i++) {
		wall_draw(wall, scenes[i].lines, scenes[i].box);
		wall_accept(
			wall, str_format(&wall->arena, "%s-" STR_FMT, scenes[i].name, STR_ARG(language_code(language)))
				      .bytes);
	}
}

static void in_chinese(void **state)
{
	accept_all(*state, LANGUAGE_ZH);
}

static void in_uyghur(void **state)
{
	accept_all(*state, LANGUAGE_UG);
}

static void with_old_data(void **state)
{
	struct wall *wall = *state;

	wall->view.freshness = (struct freshness){
		.contact_ms = WALL_NOW_MS - 75 * 60000, .failing_since_ms = WALL_NOW_MS - 74 * 60000};
	wall_draw(wall, "widget = freshness\n", (struct rect){60, 160, 1800, 76});
	wall_accept(wall, "freshness-zh");
	wall_draw(wall, "widget = header\n", (struct rect){60, 36, 1800, 108});
	wall_accept(wall, "header-old-zh");
	wall_speak(wall, LANGUAGE_UG);
	wall_draw(wall, "widget = freshness\n", (struct rect){60, 160, 1800, 76});
	wall_accept(wall, "freshness-ug");
}

static void upright(void **state)
{
	struct wall *wall = *state;

	wall->view.portrait = true;
	wall->view.screen = (struct rect){0, 0, 1080, 1920};
	wall_draw(wall, "widget = ranking\n", (struct rect){36, 292, 1008, 1456});
	wall_accept(wall, "ranking-upright-zh");
	wall_draw(wall, "widget = header\nscope = page page_communities\n", (struct rect){56, 52, 968, 164});
	wall_accept(wall, "header-upright-zh");
	wall_draw(wall, "widget = footer\ntable = ranking\nnote = map_disclaimer\n", (struct rect){56, 1820, 968, 88});
	wall_accept(wall, "footer-upright-zh");
	wall_draw(wall, "widget = timeline\nwithin = own\n", (struct rect){56, 236, 968, 1500});
	wall_accept(wall, "timeline-upright-zh");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(in_chinese, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(in_uyghur, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(with_old_data, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(upright, wall_open, wall_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
