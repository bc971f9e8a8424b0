#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/centre/explain.h"
#include "feed/centre/explain_page.h"
#include "feed/centre/judgement.h"
#include "feed/centre/score.h"
#include "tests/support/centre_fixture.h"

/* From a scoring to a frozen ranking: what explains it, who objects, what is corrected later. */

#define DAY_MS (INT64_C(24) * 3600 * 1000)

static struct centre_fixture fixture;
static int tokens;

static void import(const char *kind, const char *text)
{
	assert_string_equal(centre_fixture_import(&fixture, kind, text), "");
}

static void rate(const char *area, const char *day, int level, int count, int doubts)
{
	struct error error;

	assert_true(store_begin(fixture.centre.store, &error));
	for (int i = 0; i < count; i++)
		centre_fixture_query(&fixture, str_format(&fixture.arena,
						       "INSERT INTO ratings (token, device, area, service, question, "
						       "version, hour, level, reasons, doubts) "
						       "VALUES ('%032d', 'd', '%s', 'counter', 'satisfied', 1, "
						       "strftime('%%s', '%s') / 3600 + 4, %d, '', %d)",
						       ++tokens, area, day, level, doubts)
						       .bytes);
	assert_true(store_commit(fixture.centre.store, &error));
}

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	fixture.centre.settings.rules.veto_points = 5;
	import("scores",
		"period,area,part,score\n2018-Q3,K2,system,80\n2018-Q3,K3,system,70\n2018-Q3,K3,subdistrict,70\n");
	import("items", "id,area,title_zh,state,due,done_on,warnings\n"
			"I1,K1,准时,done,2018-07-10,2018-07-09,\nI2,G1,迟办,done,2018-08-10,2018-08-12,1\n"
			"I3,K1,超期,late,2018-09-01,,2\nI4,K1,下期,open,2018-12-01,,\n");
	import("points", "id,period,area,points,reason_zh\nP1,2018-Q3,K1,4.5,表扬\n");
	import("vetoes",
		"id,period,area,state,reason_zh\nV1,2018-Q3,K2,in_force,重大事故\nV2,2018-Q3,K3,lifted,误报\n");
	import("marks", "period,area,category,score\n2018-Q3,K1,party,90\n2018-Q3,K1,safety,70\n2018-Q3,K2,party,100\n"
			"2018-Q3,K2,safety,80\n");
	import("screens", "date,area,open_hours,working_hours\n2018-07-01,K1,10,7\n2018-07-02,G1,10,10\n");
	rate("K1", "2018-07-01", 5, 40, 0);
	rate("K1", "2018-07-01", 1, 12, 2);
	rate("K2", "2018-07-01", 4, 40, 0);
	rate("K3", "2018-07-01", 3, 40, 0);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static struct period find(const char *name)
{
	struct period period;
	struct error error;

	if (period_find(fixture.centre.store, &fixture.arena, str_from(name), &period, &error) != PERIOD_FOUND)
		fail_msg("%s", error.text);
	return period;
}

static void must_score(void)
{
	struct error error = {""};

	if (!score_run(&fixture.centre, STR("2018-Q3"), &error))
		fail_msg("%s", error.text);
}

static struct explaining explaining;

static struct explanation explain(const char *area)
{
	struct explanation explanation;
	struct period period = find("2018-Q3");
	struct error error;

	if (!explain_begin(&explaining, &fixture.centre, &fixture.arena, &period, &error) ||
		!explain_area(&explaining, str_from(area), &explanation))
		fail_msg("%s", error.text);
	return explanation;
}

static const struct explain_row *row_of(const struct explanation *explanation, enum explain_kind kind, const char *id)
{
	for (size_t i = 0; i < explanation->count; i++)
		if (explanation->rows[i].kind == kind && (!id || str_equal(explanation->rows[i].id, str_from(id))))
			return &explanation->rows[i];
	fail_msg("no row of %s %s", explain_word(kind), id ? id : "");
	return NULL;
}

static void assert_near(double found, double expected)
{
	if (!(fabs(found - expected) < 1e-9))
		fail_msg("found %.15g, expected %.15g", found, expected);
}

static void assert_rows(const char *sql, const char *expected)
{
	assert_string_equal(centre_fixture_query(&fixture, sql), expected);
}

/* As an officer would check it on paper. */
static void every_term_has_its_source(void **state)
{
	struct explanation page;

	(void)state;
	must_score();
	page = explain("K1");
	/* 100 in time, 60 late less a warning, 0 overdue (two warnings take nothing below 0); 4.5 by a rule. */
	assert_near(row_of(&page, EXPLAIN_ITEM, "I1")->value, 100);
	assert_near(row_of(&page, EXPLAIN_ITEM, "I2")->value, 50);
	assert_near(row_of(&page, EXPLAIN_ITEM, "I3")->value, 0);
	assert_near(row_of(&page, EXPLAIN_POINTS, "P1")->value, 4.5);
	assert_near(row_of(&page, EXPLAIN_SYSTEM, NULL)->value, 54.5);
	assert_near(row_of(&page, EXPLAIN_SYSTEM, NULL)->points, 21.8);
	/* 80 among 80 and 90 in S1, 70 in S2: all have 80 in the mean. */
	assert_near(row_of(&page, EXPLAIN_MARK, "party")->value, 90);
	assert_near(row_of(&page, EXPLAIN_GIVEN, NULL)->value, 80);
	assert_near(row_of(&page, EXPLAIN_NEIGHBOURS, "S1")->value, 85);
	assert_near(row_of(&page, EXPLAIN_ALL_MARKS, NULL)->value, 80);
	assert_near(row_of(&page, EXPLAIN_SUBDISTRICT, NULL)->value, 75);
	/* All answers of a hall are equal, so means are sure and stay. */
	assert_near(row_of(&page, EXPLAIN_RESIDENTS, NULL)->value, 100);
	assert_near(row_of(&page, EXPLAIN_LEVEL, "5")->value, 40);
	assert_near(row_of(&page, EXPLAIN_FLAGGED, NULL)->value, 12);
	assert_near(row_of(&page, EXPLAIN_WITH_FLAGGED, NULL)->value, 40 * 100.0 / 52);
	assert_near(row_of(&page, EXPLAIN_WITH_FLAGGED, NULL)->points, 21.8 + 22.5 + 30 * 40.0 / 52);
	assert_near(row_of(&page, EXPLAIN_DARK, NULL)->value, 3);
	assert_near(row_of(&page, EXPLAIN_TOTAL, NULL)->points, 21.8 + 22.5 + 30);
	page = explain("K2");
	assert_near(row_of(&page, EXPLAIN_VETO, "")->points, -5);
	assert_true(str_equal(row_of(&page, EXPLAIN_VETO, "V1")->label.text[LANGUAGE_ZH], STR("重大事故")));
	assert_near(row_of(&page, EXPLAIN_TOTAL, NULL)->points, 32 + 25.5 + 22.5 - 5);
}

static const char *print(const char *area, const char *other)
{
	struct explanation one = explain(area), two;
	struct error error;
	size_t length;
	char *printed;
	FILE *memory = open_memstream(&printed, &length);
	const char *copy;

	if (other)
		two = explain(other);
	assert_true(explain_print(&explaining, &one, other ? &two : NULL, LANGUAGE_EN, memory, &error));
	fclose(memory);
	copy = str_copy(&fixture.arena, (struct str){printed, length}).bytes;
	free(printed);
	return copy;
}

static void freeze(void)
{
	struct period period = find("2018-Q3");
	struct error error = {""};

	if (!judgement_notice(&fixture.centre, &period, 5, &error))
		fail_msg("%s", error.text);
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + 6 * DAY_MS);
	period = find("2018-Q3");
	if (!judgement_freeze(&fixture.centre, &period, &error))
		fail_msg("%s", error.text);
}

static const char *ranking(void)
{
	return centre_fixture_query(&fixture, "SELECT * FROM ranking WHERE period = '2018-Q3' ORDER BY area");
}

/* Sources, rules, ratings and the tree move on; page and ranking do not. What they would say is a correction, once a
 * reckoning. */
static void a_frozen_period_never_changes(void **state)
{
	const char *page, *rows, *residents, *told = "SELECT * FROM residents, residents_spread ORDER BY area, service";
	struct error error;
	struct period period;
	int64_t changes;

	(void)state;
	must_score();
	freeze();
	page = print("K1", NULL);
	rows = ranking();
	residents = centre_fixture_query(&fixture, told);
	import("points", "id,period,area,points,reason_zh\nP1,2018-Q3,K1,10,更正\n");
	rate("K1", "2018-09-30", 1, 60, 0);
	fixture.centre.settings.rules.weight_system = 90;
	assert_false(score_run(&fixture.centre, STR("2018-Q3"), &error));
	assert_string_equal(print("K1", NULL), page);
	assert_string_equal(ranking(), rows);
	period = find("2018-Q3");
	assert_true(judgement_correct(&fixture.centre, &period, STR("迟到的数据"), &changes, &error));
	assert_int_equal(changes, 3); /* all are drawn towards another mean */
	assert_string_equal(ranking(), rows);
	assert_string_equal(centre_fixture_query(&fixture, told), residents);
	assert_rows("SELECT area, round(score_before, 2), rank_before, rank_after, reason FROM corrections WHERE area "
		    "= 'K1'",
		"K1|74.3|2|3|迟到的数据\n");
	assert_non_null(strstr(print("K1", NULL), "Correction after the freeze"));
	assert_memory_equal(print("K1", NULL), page, strstr(page, "\n* Cells") - page - 1);
}

static void objections_come_before_a_freeze(void **state)
{
	const struct objection objection = {STR("O1"), STR("K1"), STR("system"), STR("I3 按期完成")};
	struct period period;
	struct error error;
	bool found;

	(void)state;
	must_score();
	period = find("2018-Q3");
	assert_false(judgement_object(&fixture.centre, &period, &objection, &error));
	assert_string_equal(error.text, "period 2018-Q3 is under no public notice: objections are heard during it");
	assert_false(judgement_freeze(&fixture.centre, &period, &error));
	assert_string_equal(error.text, "period 2018-Q3 was under no public notice: hallfeed period notice first");
	assert_true(judgement_notice(&fixture.centre, &period, 5, &error));
	period = find("2018-Q3");
	assert_true(judgement_object(&fixture.centre, &period, &objection, &error));
	assert_false(judgement_freeze(&fixture.centre, &period, &error));
	assert_string_equal(error.text, "period 2018-Q3 is under public notice until 2018-10-30T01:00:00Z");
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + 6 * DAY_MS);
	assert_false(judgement_freeze(&fixture.centre, &period, &error));
	assert_string_equal(error.text, "period 2018-Q3: 1 objections have no answer: hallfeed objection list");
	assert_non_null(strstr(print("K1", NULL), "system: I3 按期完成 — open"));
	assert_true(judgement_answer(&fixture.centre, STR("O1"), true, STR("已更正"), &found, &error));
	assert_true(found);
	assert_true(judgement_answer(&fixture.centre, STR("O1"), false, STR("again"), &found, &error));
	assert_false(found);
	import("items", "id,area,title_zh,state,due,done_on,warnings\nI3,K1,超期,done,2018-09-01,2018-09-01,\n");
	must_score();
	assert_true(judgement_freeze(&fixture.centre, &period, &error));
	assert_rows("SELECT system_score FROM ranking WHERE area = 'K1'", "100.0\n");
	assert_non_null(strstr(print("K1", NULL), "已更正"));
}

static void two_stand_side_by_side(void **state)
{
	const char *page;

	(void)state;
	must_score();
	page = print("K1", "K2");
	assert_non_null(strstr(page, "二社区"));
	assert_non_null(strstr(page, "Difference"));
	assert_non_null(strstr(page, "Veto"));
}

static void what_it_cannot_explain(void **state)
{
	struct explanation explanation;
	struct period period = find("2018-Q3");
	struct error error;

	(void)state;
	assert_false(explain_begin(&explaining, &fixture.centre, &fixture.arena, &period, &error));
	assert_string_equal(error.text, "period 2018-Q3 is not scored yet: hallfeed score DIR --period 2018-Q3");
	must_score();
	assert_true(explain_begin(&explaining, &fixture.centre, &fixture.arena, &period, &error));
	assert_false(explain_area(&explaining, STR("XX"), &explanation));
	assert_string_equal(error.text, "there is no area XX");
	assert_false(explain_area(&explaining, STR("S1"), &explanation));
	assert_string_equal(error.text, "period 2018-Q3 ranks no community S1");
}

static void kept_terms_are_read_as_they_were(void **state)
{
	struct explanation page, again;
	struct str text;

	(void)state;
	must_score();
	page = explain("K1");
	text = explain_write(&fixture.arena, &page);
	assert_true(explain_read(&fixture.arena, text, &again));
	assert_true(str_equal(explain_write(&fixture.arena, &again), text));
	assert_false(explain_read(&fixture.arena, STR("total\tx\n"), &again));
}

#define IN_CENTRE(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CENTRE(every_term_has_its_source),
		IN_CENTRE(a_frozen_period_never_changes),
		IN_CENTRE(objections_come_before_a_freeze),
		IN_CENTRE(two_stand_side_by_side),
		IN_CENTRE(what_it_cannot_explain),
		IN_CENTRE(kept_terms_are_read_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
