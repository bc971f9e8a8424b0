#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/civil.h"
#include "feed/centre/derive.h"
#include "feed/centre/derive_spec.h"
#include "tests/support/centre_fixture.h"

static struct centre_fixture fixture;

static void must_import(const char *kind, const char *text)
{
	assert_string_equal(centre_fixture_import(&fixture, kind, text), "");
}

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	return 0;
}

static int begin_empty(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static struct table must_derive(const char *name)
{
	struct error error = {""};
	struct table table;

	if (!derive_table(&fixture.centre, &fixture.arena, str_from(name), &table, &error))
		fail_msg("%s", error.text);
	return table;
}

static struct str cell_text(const struct column *column, const struct cell *cell)
{
	struct arena *arena = &fixture.arena;

	if (!cell->present)
		return STR("-");
	switch (column->type) {
	case COLUMN_TEXT:
	case COLUMN_AREA:
		return cell->text;
	case COLUMN_LABEL:
		return cell->label->text[LANGUAGE_ZH];
	case COLUMN_CHOICE:
		return cell->choice->id;
	case COLUMN_INTEGER:
		return str_format(arena, "%lld", (long long)cell->integer);
	case COLUMN_FLAG:
		return cell->flag ? STR("yes") : STR("no");
	case COLUMN_DATE:
	case COLUMN_TIME:
		return civil_format_utc(arena, cell->time_ms);
	default:
		return str_format(arena, "%.4g", cell->number);
	}
}

/* Rows as text: cells with a blank between them, a line each. */
static void assert_table(const char *name, const char *expected)
{
	struct table table = must_derive(name);
	struct str text = STR("");

	for (size_t row = 0; row < table.row_count; row++) {
		for (size_t i = 0; i < table.column_count; i++)
			text = str_format(&fixture.arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? " " : "",
				STR_ARG(cell_text(&table.columns[i], table_cell(&table, row, (int)i))));
		text = str_format(&fixture.arena, STR_FMT "\n", STR_ARG(text));
	}
	assert_string_equal(str_copy(&fixture.arena, text).bytes, expected);
}

/* Each SQL file of the folder answers with the columns that it tells of, and has its words. */
static void every_table_derives_from_nothing(void **state)
{
	(void)state;
	assert_true(derive_table_count() >= 20);
	for (size_t i = 0; i < derive_table_count(); i++) {
		struct str name = derive_table_name(i);
		struct table table = must_derive(str_copy(&fixture.arena, name).bytes);

		assert_true(str_equal(table.name, name));
		assert_true(table.as_of_ms == 0);
		assert_true(table.source.text[LANGUAGE_ZH].length > 0);
		assert_true(table.title.text[LANGUAGE_ZH].length > 0 && table.title.text[LANGUAGE_EN].length > 0);
		for (size_t at = 0; at < table.column_count; at++) {
			const struct column *column = &table.columns[at];

			assert_true(column->title.text[LANGUAGE_ZH].length > 0 &&
				    column->title.text[LANGUAGE_EN].length > 0);
			assert_int_equal(column->type == COLUMN_CHOICE, column->choice_count > 0);
		}
	}
	assert_true(derive_table_name(derive_table_count()).length == 0);
}

static void tells_an_unknown_table(void **state)
{
	struct error error;
	struct table table;

	(void)state;
	assert_false(derive_table(&fixture.centre, &fixture.arena, STR("persons"), &table, &error));
	assert_string_equal(error.text, "there is no table \"persons\"");
	assert_false(derive_table(&fixture.centre, &fixture.arena, STR("schema"), &table, &error));
}

static void reads_heads_of_tables(void **state)
{
	struct table table = {0};
	struct derive_spec spec = {.table = &table};
	struct error error;

	(void)state;
	assert_true(derive_spec_read(&fixture.arena, "t",
		"-- title_zh: 题\n-- source_en: us\n-- as_of: teams, areas\n-- column: a number 2 | 甲 | | | A\n"
		"-- column: b choice | 乙\n-- choice: b x | 丙 | ئا | ا | X\n-- now the query: choice\nSELECT 1\n",
		&spec, &error));
	assert_int_equal(table.column_count, 2);
	assert_int_equal(table.columns[0].decimals, 2);
	assert_string_equal(table.columns[0].title.text[LANGUAGE_EN].bytes, "A");
	assert_string_equal(table.columns[1].choices[0].label.text[LANGUAGE_UG].bytes, "ئا");
	assert_int_equal(spec.source_count, 2);
	assert_string_equal(table.source.text[LANGUAGE_EN].bytes, "us");
	table = (struct table){0};
	spec = (struct derive_spec){.table = &table};
	assert_false(derive_spec_read(&fixture.arena, "t", "-- title_zh: 题\n-- column: a nmber\n", &spec, &error));
	assert_string_equal(error.text, "t.sql:2: found a column or choice that cannot be read");
	table = (struct table){0};
	spec = (struct derive_spec){.table = &table};
	assert_false(derive_spec_read(&fixture.arena, "t", "-- title_zh: 题\nSELECT 1\n", &spec, &error));
	assert_string_equal(
		error.text, "t.sql:2: found the end of its head, expected title_zh, as_of and columns before");
}

static const char teams[] =
	"id,area,kind,name_zh,volunteers,hours_week,points,pledges_made,pledges_kept,featured,deed_zh\n"
	"T1,G1,family,一队,100,30,5,4,3,,\n"
	"T2,G1,safety,二队,50,40,6,2,2,no,\n"
	"T3,G3,family,三队,90,,,,,yes,扫雪\n"
	"T4,K3,culture,四队,10,1,,,,,\n";

static void counts_coverage_by_area_and_kind(void **state)
{
	(void)state;
	must_import("teams", teams);
	must_import("activities", "id,area,room_zh,title_zh,starts,ends\nA1,K1,厅,操,2018-10-25T09:00:00+08:00,2018-10-25T10:00:00+08:00\n");
	must_import("headline", "figure,group,sequence,value,qualifier,unit_zh,title_zh\nbranches,coverage,1,501,exact,"
				"个,网格党支部\n");
	assert_table("coverage", "C county all 5 2 3 0.4 -\n"
				 "C county employer 1 1 0 1 -\n"
				 "C county location 2 1 1 0.5 -\n"
				 "C county unit 2 0 2 0 -\n"
				 "G1 grid location 1 1 0 1 -\n"
				 "G2 grid unit 1 0 1 0 -\n"
				 "G3 grid employer 1 1 0 1 -\n"
				 "G4 grid location 1 0 1 0 -\n"
				 "G5 grid unit 1 0 1 0 -\n"
				 "K1 community all 2 1 1 0.5 -\n"
				 "K1 community employer 0 0 0 - -\n"
				 "K1 community location 1 1 0 1 -\n"
				 "K1 community unit 1 0 1 0 -\n"
				 "K2 community all 2 1 1 0.5 -\n"
				 "K2 community employer 1 1 0 1 -\n"
				 "K2 community location 1 0 1 0 -\n"
				 "K2 community unit 0 0 0 - -\n"
				 "K3 community all 1 0 1 0 -\n"
				 "K3 community employer 0 0 0 - -\n"
				 "K3 community location 0 0 0 - -\n"
				 "K3 community unit 1 0 1 0 -\n"
				 "P prefecture all 5 2 3 0.4 501\n"
				 "P prefecture employer 1 1 0 1 -\n"
				 "P prefecture location 2 1 1 0.5 -\n"
				 "P prefecture unit 2 0 2 0 -\n"
				 "S1 subdistrict all 4 2 2 0.5 -\n"
				 "S1 subdistrict employer 1 1 0 1 -\n"
				 "S1 subdistrict location 2 1 1 0.5 -\n"
				 "S1 subdistrict unit 1 0 1 0 -\n"
				 "S2 subdistrict all 1 0 1 0 -\n"
				 "S2 subdistrict employer 0 0 0 - -\n"
				 "S2 subdistrict location 0 0 0 - -\n"
				 "S2 subdistrict unit 1 0 1 0 -\n");
	assert_table("coverage_by_level", "county 1 0 0\nsubdistrict 2 0 0\ncommunity 3 0 0\ngrid 5 2 0.4\n");
	assert_table("coverage_by_kind", "C county 2 2 1 5 2 3 0.4\n"
					 "K1 community 1 1 0 2 1 1 0.5\n"
					 "K2 community 1 0 1 2 1 1 0.5\n"
					 "K3 community 0 1 0 1 0 1 0\n"
					 "P prefecture 2 2 1 5 2 3 0.4\n"
					 "S1 subdistrict 2 1 1 4 2 2 0.5\n"
					 "S2 subdistrict 0 1 0 1 0 1 0\n");
	assert_table("blind_spots", "K1 1 1\nK2 1 2\nK3 1 3\n");
	assert_true(must_derive("coverage").as_of_ms == FIXTURE_NOW_MS);
}

static void tells_findings(void **state)
{
	(void)state;
	assert_table("coverage_findings", "P no_map - - - -\n");
	must_import("map", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"G1\","
			   "\"properties\":{},\"geometry\":"
			   "{\"type\":\"Polygon\",\"coordinates\":[[[87,44],[87.1,44],[87,44.1],[87,44]]]}}]}");
	assert_table("coverage_findings", "G2 no_shape - - - -\nG3 no_shape - - - -\nG4 no_shape - - - -\nG5 no_shape - - - -\n");
	must_import("areas", "id,parent,level,kind,name_zh\nP,,prefecture,,州\nK,P,community,,空\nG1,P,grid,unit,格\n");
	assert_table("coverage_findings", "K no_grid - - - -\n");
}

static void counts_teams(void **state)
{
	(void)state;
	must_import("teams", teams);
	must_import("days",
		"date,area,volunteers\n2018-10-23,P,5200\n2018-10-24,P,4990\n2018-10-25,K1,3000\n2018-10-25,K2,2050\n");
	assert_table("teams", "1 T2 二队 G1 safety 50 40 6 2 2 no -\n"
			      "2 T1 一队 G1 family 100 30 5 4 3 no -\n"
			      "3 T4 四队 K3 culture 10 1 - - - no -\n"
			      "4 T3 三队 G3 family 90 - - - - yes 扫雪\n");
	assert_table("teams_by_points", "1 T2 二队 G1 safety 50 40 6 2 2 1 no -\n"
					"2 T1 一队 G1 family 100 30 5 4 3 0.75 no -\n"
					"3 T4 四队 K3 culture 10 1 - - - - no -\n"
					"4 T3 三队 G3 family 90 - - - - - yes 扫雪\n");
	assert_table("teams_by_area", "C county 4 250 71 5 2 0.4 50 11 6 5\n"
				      "K1 community 2 150 70 2 1 0.5 75 11 6 5\n"
				      "K2 community 1 90 0 2 1 0.5 45 0 0 0\n"
				      "K3 community 1 10 1 1 0 0 10 0 0 0\n"
				      "P prefecture 4 250 71 5 2 0.4 50 11 6 5\n"
				      "S1 subdistrict 3 240 70 4 2 0.5 60 11 6 5\n"
				      "S2 subdistrict 1 10 1 1 0 0 10 0 0 0\n");
	assert_table("teams_by_kind", "family 2 0.5\nculture 1 0.25\nsafety 1 0.25\n");
	assert_table("volunteers_by_day", "2018-10-22T16:00:00Z 5200 5000\n"
					  "2018-10-23T16:00:00Z 4990 5000\n"
					  "2018-10-24T16:00:00Z 5050 5000\n");
	assert_table("team_totals", "teams 4 - -\n"
				    "volunteers_today 5050 5000 4990\n"
				    "grids_with_team 2 5 -\n"
				    "grids 5 - -\n"
				    "volunteers_per_grid 50 100 -\n"
				    "days_on_target 2 3 -\n"
				    "volunteers 250 - -\n"
				    "hours_week 71 - -\n"
				    "points 11 - -\n"
				    "pledges_kept 5 6 -\n");
}

static void shows_fifty_teams_and_the_featured(void **state)
{
	struct str text = STR("id,area,kind,name_zh,hours_week,featured\n");
	struct table table;

	(void)state;
	for (int i = 1; i <= 60; i++)
		text = str_format(&fixture.arena, STR_FMT "T%02d,G1,family,队,%d,%s\n", STR_ARG(text), i, 100 - i,
			i == 58 ? "yes" : "");
	must_import("teams", text.bytes);
	table = must_derive("teams");
	assert_int_equal(table.row_count, 51);
	assert_int_equal(table_cell(&table, 50, 0)->integer, 58);
}

static void run(const char *sql)
{
	struct error error;

	if (!store_run(fixture.centre.store, sql, &error))
		fail_msg("%s", error.text);
}

/* K2 has nine answers only: nothing in the feed may tell its residents' part. */
static void withholds_what_few_residents_said(void **state)
{
	(void)state;
	must_import("scores", "period,area,part,score\n2018-Q2,K1,system,90\n2018-Q3,K1,system,90\n2018-Q3,K2,system,"
			      "80\n2018-Q3,K3,system,70\n");
	run("INSERT INTO ranking (period, area, system, subdistrict_part, residents, score, low, high, rank, rank_best, rank_worst, "
	    "tier, state, answers, flagged, previous_rank) VALUES"
	    "('2018-Q2','K1',36,27,27,90,88,92,1,1,1,'excellent','firm',40,0,NULL),"
	    "('2018-Q3','K1',36,27,27.512,90.512,88,92,2,1,2,'excellent','provisional',12,1,1),"
	    "('2018-Q3','K2',40,30,30,100,99,101,1,1,2,'excellent','insufficient',9,2,2),"
	    "('2018-Q3','K3',28,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'incomplete',0,0,NULL)");
	run("INSERT INTO residents (period, area, service, answers, flagged, mean, satisfied) VALUES ('2018-Q3','K1','',12,1,91.7,11), ('2018-Q3','K1','haircut',10,0,90,9),"
	    "('2018-Q3','K1','repair',9,0,80,6), ('2018-Q2','K1','repair',20,0,80,NULL)");
	run("INSERT INTO source_time VALUES ('ranking', 77)");
	assert_table("ranking", "K1 S1 2 1 2 -1 excellent provisional 36 27 27.5 90.5 88 92 12 1 2018-Q3 - no\n"
				"K2 S1 - - - - - insufficient 40 30 - - - - - - 2018-Q3 - no\n"
				"K3 S2 - - - - - incomplete 28 - - - - - - - 2018-Q3 - no\n");
	assert_table("ranking_tiers", "excellent 90 1\ngood 80 0\naverage 60 0\npoor 0 0\n");
	assert_table("ranking_weights", "system 40\nsubdistrict 30\nresidents 30\n");
	/* The name comes from the survey, which is not there. The root sums up what is told. */
	assert_table("ratings_by_service", "all 全部服务 P 12 0.9167 91.7\nhaircut - P 10 0.9 90\nall 全部服务 K1 12 0.9167 91.7\nhaircut - K1 10 0.9 90\n");
	assert_table("standings",
		"now community subdistrict K1 S1 1 1 1 1 0 excellent provisional 36 27 27.5 90.5 88.5 92.5 12 1 1 2018-Q3 - no\n"
		"now community subdistrict K2 S1 - - - - - - insufficient - - - - - - - - 1 2018-Q3 - no\n"
		"now community town K3 S2 - - - - - - incomplete - - - - - - - - 1 2018-Q3 - no\n"
		"now subdistrict subdistrict S1 S1 1 1 1 1 0 excellent provisional 36 27 27.5 90.5 88.5 92.5 12 1 1 2018-Q3 - no\n"
		"now subdistrict town S2 S2 - - - - - - incomplete - - - - - - - - 0 2018-Q3 - no\n"
		"now county city C - 1 1 1 1 0 excellent provisional 36 27 27.5 90.5 88.5 92.5 12 1 1 2018-Q3 - no\n"
		"last community subdistrict K1 S1 1 1 1 1 - excellent provisional 36 27 27 90 88 92 40 0 1 2018-Q2 - no\n"
		"last subdistrict subdistrict S1 S1 1 1 1 1 - excellent provisional 36 27 27 90 88 92 40 0 1 2018-Q2 - no\n"
		"last county city C - 1 1 1 1 - excellent provisional 36 27 27 90 88 92 40 0 1 2018-Q2 - no\n"
		"year community subdistrict K1 S1 1 1 1 1 - excellent provisional 36 27 27.3 90.3 88.8 91.7 52 1 1 2018 - no\n"
		"year community subdistrict K2 S1 - - - - - - insufficient - - - - - - - - 1 2018 - no\n"
		"year community town K3 S2 - - - - - - incomplete - - - - - - - - 1 2018 - no\n"
		"year subdistrict subdistrict S1 S1 1 1 1 1 - excellent provisional 36 27 27.3 90.3 88.8 91.7 52 1 1 2018 - no\n"
		"year subdistrict town S2 S2 - - - - - - incomplete - - - - - - - - 0 2018 - no\n"
		"year county city C - 1 1 1 1 - excellent provisional 36 27 27.3 90.3 88.8 91.7 52 1 1 2018 - no\n");
	assert_true(must_derive("ranking").as_of_ms == 77);
	fixture.centre.settings.publish_min = 9;
	assert_table("ratings_by_service", "all 全部服务 P 12 0.9167 91.7\nhaircut - P 10 0.9 90\nrepair - P 9 0.6667 80\n"
					   "all 全部服务 K1 12 0.9167 91.7\nhaircut - K1 10 0.9 90\nrepair - K1 9 0.6667 80\n");
}

static void publishes_the_other_kinds(void **state)
{
	(void)state;
	must_import("items", "id,area,title_zh,state,due,done_on,warnings\nI1,P,一,late,2018-10-01,,2\nI2,P,二,escalated,2018-10-01,,1\n"
			     "I3,P,三,escalated,2018-10-02,,2\nI4,P,四,open,2018-11-01,,\nI5,P,五,open,2018-10-30,,1\nI6,P,六,done,,2018-10-01,2\n");
	must_import("lists", "id,list,area,title_zh,body_zh,state,due,done_on\nL1,problem,K1,灯,局,in_hand,2018-11-01,"
			     "\nL2,task,K1,会,,done,,\n");
	must_import("whistles", "id,area,department_zh,title_zh,raised_at,answered_at,solved_at\n"
				"W1,S1,局,一,2018-10-25T09:00:00+08:00,2018-10-25T10:30:00+08:00,\n");
	must_import("whistle_ratings", "id,rating\nW1,4\n");
	must_import("rhythms", "rhythm,activity,area,period,state,done_on\nfive_ones,session,P,2018-H2,due,\n"
			       "four_ones,activity,K1,2018-10,done,2018-10-12\n");
	must_import("joint",
		"id,area,organisation_zh,signed_on,study,session,activity,subdistrict\nJ1,K1,厂,2018-03-01,1,2,3,4\n");
	must_import("funding", "id,source,year,amount,qualifier\nF1,sponsors,2018,5000000,at_least\n");
	must_import("sites", "area,facilities,sign,flag,reading,rules,function_room\nG1,yes,yes,yes,yes,no,yes\nG2,yes,"
			     "yes,yes,yes,yes,yes\n");
	must_import("venues", "id,area,name_zh,kind,days,opens,closes,free\nV1,K1,室,hall,mon-sun,09:00,21:00,yes\n");
	must_import("activities", "id,area,room_zh,title_zh,starts,ends\nA1,K1,厅,操,2018-10-25T09:00:00+08:00,2018-10-25T10:00:00+08:00\n");
	must_import("headline", "figure,group,sequence,value,qualifier,unit_zh,title_zh\nb,smart,2,16,exact,张,表格\na,"
				"pooling,1,13000,at_least,,商户\n");
	/* Escalated after two warnings and not before; the most urgent first. */
	assert_table("work_items", "P I3 三 escalated 2018-10-01T16:00:00Z - 2 -\nP I1 一 late 2018-09-30T16:00:00Z - 2 -\n"
				   "P I2 二 late 2018-09-30T16:00:00Z - 1 -\nP I5 五 warned 2018-10-29T16:00:00Z - 1 -\n"
				   "P I4 四 open 2018-10-31T16:00:00Z - 0 -\nP I6 六 done - 2018-09-30T16:00:00Z 2 -\n");
	assert_table("whistle_totals",
		"calls P 1 1\nopen P 0 1\nanswered P 1 1\nsolved P 0 1\nhours_to_answer P 1.5 1\nhours_to_solve P - 1\nanswered_in_day P 100 1\nanswered_in_time P 100 1\nrating P 75 1\n"
		"calls S1 1 1\nopen S1 0 1\nanswered S1 1 1\nsolved S1 0 1\nhours_to_answer S1 1.5 1\nhours_to_solve S1 - 1\nanswered_in_day S1 100 1\nanswered_in_time S1 100 1\nrating S1 75 1\n");
	assert_table("lists", "K1 L1 problem 灯 局 in_hand 2018-10-31T16:00:00Z -\nK1 L2 task 会 - done - -\n");
	assert_table("replies", "K1 L1 灯 - 局 in_hand 2018-10-31T16:00:00Z -\n");
	assert_table("whistles", "S1 W1 局 一 2018-10-25T01:00:00Z 2018-10-25T02:30:00Z - answered 1.5 2018-10-25T16:00:00Z yes 4\n");
	assert_table("departments", "P 局 1 1 100 1.5 1 75\n");
	assert_table("rhythm",
		"P five_ones session 2018-H2 due -\nK1 four_ones activity 2018-10 done 2018-10-11T16:00:00Z\n");
	assert_table("activities", "K1 厅 操 2018-10-25T01:00:00Z 2018-10-25T02:00:00Z\n");
	assert_table("joint_building", "K1 J1 厂 2018-02-28T16:00:00Z\n");
	assert_table("participation", "K1 厂 1 2 3 4 10 1\n");
	assert_table("joint_by_year", "2018 1 1\n");
	assert_table("funding", "sponsors 2018 5e+06 at_least\n");
	assert_table("funding_by_year", ""); /* what sponsors gave in all is no yearly sum */
	assert_table("site_totals", "facilities 2 2 0\nsign 2 2 0\nflag 2 2 0\nreading 2 2 0\nrules 1 2 1\nfunction_room 2 2 0\n"
				    "standard 1 2 1\n");
	assert_table("venues", "K1 室 hall mon-sun 09:00 21:00 yes\n");
	assert_table("sites", "G1 yes yes yes yes no yes no\nG2 yes yes yes yes yes yes yes\n");
	assert_table("headline", "a pooling 1 商户 1.3e+04 - at_least\nb smart 2 表格 16 张 exact\n");
}

static void derives_the_tree(void **state)
{
	struct error error;
	struct areas areas;

	(void)state;
	assert_true(derive_areas(&fixture.centre, &fixture.arena, &areas, &error));
	assert_int_equal(areas.count, 12);
	assert_true(str_equal(areas.items[0].id, STR("P")));
	assert_true(str_equal(areas.items[0].name.text[LANGUAGE_EN], STR("Prefecture")));
	assert_int_equal(areas.items[areas_find(&areas, STR("G5"))].depth, 4);
}

static void says_when_there_are_no_areas(void **state)
{
	struct error error;
	struct areas areas;

	(void)state;
	assert_false(derive_areas(&fixture.centre, &fixture.arena, &areas, &error));
	assert_string_equal(error.text, "the centre has no areas yet: import them first");
}

static void derives_the_map_as_it_came(void **state)
{
	struct error error;
	struct map map;

	(void)state;
	assert_true(derive_map(&fixture.centre, &fixture.arena, &map, &error));
	assert_int_equal(map.shape_count, 0);
	must_import("map", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"G1\","
			   "\"properties\":{},\"geometry\":"
			   "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[87,44],[87.5,44],[87.5,44.5],[87,44]],"
			   "[[87.3016666,44.1],[87.4,44.2],[87.4,44.1],[87.3016666,44.1]]],[[[-88.1234567,44],[-88,44],"
			   "[-88,45],[-88.1234567,44]]]]}}]}");
	assert_true(derive_map(&fixture.centre, &fixture.arena, &map, &error));
	assert_int_equal(map.shape_count, 2);
	assert_true(str_equal(map.shapes[0].area, STR("G1")));
	assert_int_equal(map.shapes[0].ring_count, 3);
	assert_int_equal(map.shapes[0].rings[0].count, 3);
	assert_true(map.shapes[0].rings[1].points[0].longitude == 87.3016666);
	assert_true(map.shapes[0].rings[2].points[0].longitude == -88.1234567);
	assert_true(map.south_west.longitude == -88.1234567 && map.south_west.latitude == 44);
	assert_true(map.north_east.longitude == 87.5 && map.north_east.latitude == 45);
	run("UPDATE shapes SET rings = x'0100000002000000'");
	assert_false(derive_map(&fixture.centre, &fixture.arena, &map, &error));
	assert_string_equal(error.text, "the stored shape of area G1 is damaged: import the map again");
}

static void derives_survey_and_notices(void **state)
{
	struct notices notices;
	struct survey survey;
	struct error error;
	bool present;

	(void)state;
	assert_true(derive_survey(&fixture.centre, &fixture.arena, &survey, &present, &error));
	assert_false(present);
	must_import("survey",
		"{\"survey\":\"service\",\"services\":[{\"id\":\"haircut\",\"name\":{\"zh\":\"理发\"},\"team\":{\"zh\":"
		"\"一队\"}}],"
		"\"question\":{\"id\":\"satisfied\",\"version\":1,\"text\":{\"zh\":\"满意吗?\"}},"
		"\"levels\":[{\"level\":5,\"label\":{\"zh\":\"五\"}},{\"level\":4,\"label\":{\"zh\":\"四\"}},{"
		"\"level\":3,\"label\":"
		"{\"zh\":\"三\"}},{\"level\":2,\"label\":{\"zh\":\"二\"}},{\"level\":1,\"label\":{\"zh\":\"一\"}}],"
		"\"reasons_up_to\":2,\"reasons\":[{\"id\":\"wait\",\"icon\":\"r-wait\",\"label\":{\"zh\":\"等\"}}]}");
	assert_true(derive_survey(&fixture.centre, &fixture.arena, &survey, &present, &error));
	assert_true(present);
	assert_true(str_equal(survey.services[0].team.text[LANGUAGE_ZH], STR("一队")));
	assert_true(str_equal(survey.levels[5].text[LANGUAGE_ZH], STR("五")));
	assert_true(str_equal(survey.reasons[0].icon, STR("r-wait")));
	assert_int_equal(survey.reasons_up_to, 2);
	must_import("notices", "id,area,title_zh,text_zh,from,until\nN1,P,停水,明日停水,2018-10-25T09:00:00+08:00,2018-"
			       "10-26T09:00:00+08:00\n");
	assert_true(derive_notices(&fixture.centre, &fixture.arena, &notices, &error));
	assert_int_equal(notices.count, 1);
	assert_true(notices.items[0].from_ms == FIXTURE_NOW_MS);
	assert_true(str_equal(notices.items[0].text.text[LANGUAGE_ZH], STR("明日停水")));
}

static char manual[65536];

/* Before the first test changes the folder. */
static int read_manual(void **state)
{
	FILE *file = fopen("docs/hallboard-feed.7", "r");

	(void)state;
	assert_non_null(file);
	assert_in_range(fread(manual, 1, sizeof(manual) - 1, file), 1, sizeof(manual) - 2);
	fclose(file);
	return 0;
}

/* The public contract: each table has its part, and each of its columns a line there with its type and choices. */
static void the_manual_tells_every_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < derive_table_count(); i++) {
		struct table table = must_derive(str_copy(&fixture.arena, derive_table_name(i)).bytes);
		struct str part = str_format(&fixture.arena, "\n.SS " STR_FMT "\n", STR_ARG(table.name));
		const char *at = strstr(manual, part.bytes);

		if (!at)
			fail_msg("no part on %s", table.name.bytes);
		for (size_t j = 0; j < table.column_count; j++) {
			const struct column *column = &table.columns[j];
			struct str line = str_format(&fixture.arena, "\n" STR_FMT "\t" STR_FMT, STR_ARG(column->name),
				STR_ARG(column_type_name(column->type)));

			for (size_t c = 0; c < column->choice_count; c++)
				line = str_format(&fixture.arena, STR_FMT "%s" STR_FMT, STR_ARG(line), c ? ", " : ": ",
					STR_ARG(column->choices[c].id));
			line = str_format(&fixture.arena, STR_FMT "\n", STR_ARG(line));
			at = strstr(at, line.bytes);
			if (!at)
				fail_msg("no line%s of %s, or out of order", line.bytes, table.name.bytes);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_table_derives_from_nothing, begin_empty, finish),
		cmocka_unit_test_setup_teardown(tells_an_unknown_table, begin_empty, finish),
		cmocka_unit_test_setup_teardown(reads_heads_of_tables, begin_empty, finish),
		cmocka_unit_test_setup_teardown(counts_coverage_by_area_and_kind, begin, finish),
		cmocka_unit_test_setup_teardown(tells_findings, begin, finish),
		cmocka_unit_test_setup_teardown(counts_teams, begin, finish),
		cmocka_unit_test_setup_teardown(shows_fifty_teams_and_the_featured, begin, finish),
		cmocka_unit_test_setup_teardown(withholds_what_few_residents_said, begin, finish),
		cmocka_unit_test_setup_teardown(publishes_the_other_kinds, begin, finish),
		cmocka_unit_test_setup_teardown(derives_the_tree, begin, finish),
		cmocka_unit_test_setup_teardown(says_when_there_are_no_areas, begin_empty, finish),
		cmocka_unit_test_setup_teardown(derives_the_map_as_it_came, begin, finish),
		cmocka_unit_test_setup_teardown(derives_survey_and_notices, begin, finish),
		cmocka_unit_test_setup_teardown(the_manual_tells_every_column, begin_empty, finish),
	};

	return cmocka_run_group_tests(tests, read_manual, NULL);
}
