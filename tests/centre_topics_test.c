#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "feed/centre/derive.h"
#include "feed/centre/publish_guard.h"
#include "feed/centre/score.h"
#include "feed/centre/topics.h"
#include "feed/model/topic.h"
#include "tests/support/centre_fixture.h"

/* Low answers become topics by the rules of publication, and are answered by code; what could name a person does not leave the centre. */

static struct centre_fixture fixture;

static int setup(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	assert_string_equal(centre_fixture_import(&fixture, "scores", "period,area,part,score\n2018-Q4,K1,system,80\n2018-Q4,K1,subdistrict,80\n"), "");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

/* So many low answers more, then a scoring; how many topics there are. */
static int after(int answers, const char *service, const char *reason)
{
	static int token;
	struct error error = {""};

	for (int i = 0; i < answers; i++)
		assert_true(store_run(fixture.centre.store,
			str_format(&fixture.arena,
				"INSERT INTO ratings (token, device, area, service, question, version, hour, level, reasons, doubts) VALUES "
				"('%032d', 'd', 'K1', '%s', 'satisfied', 1, 427896, 2, '%s', 0)",
				token++, service, reason)
				.bytes,
			&error));
	if (!score_run(&fixture.centre, STR("2018-Q4"), &error))
		fail_msg("%s", error.text);
	return atoi(centre_fixture_query(&fixture, "SELECT count(*) FROM topics"));
}

static const char *show(const char *code, bool *found)
{
	char *printed;
	size_t length;
	FILE *memory = open_memstream(&printed, &length);
	struct error error;
	const char *copy;

	assert_true(topics_show(&fixture.centre, str_from(code), memory, found, &error));
	fclose(memory);
	copy = str_copy(&fixture.arena, (struct str){printed, length}).bytes;
	free(printed);
	return copy;
}

static void test_never_below_the_minimum(void **state)
{
	(void)state;
	assert_int_equal(after(9, "repair", "wait"), 0);
	assert_int_equal(after(1, "repair", "wait"), 1);
	assert_int_equal(after(9, "repair", "clean"), 1); /* not before ten new ones */
	assert_int_equal(after(1, "repair", "clean"), 2);
	assert_string_equal(centre_fixture_query(&fixture, "SELECT period, area, service, reason, due, state FROM topics WHERE reason = 'wait'"),
		"2018-Q4|K1|repair|wait|2018-11-05|open\n");
}

static void test_looked_up_and_answered_by_code(void **state)
{
	const struct topic_reply in_hand = {.body = STR("住建局")}, done = {.reply = STR("加开窗口"), .done = true};
	char code[TOPIC_BYTES];
	struct error error;
	struct table table;
	bool found;

	(void)state;
	topic_code(STR("K1"), STR("repair"), STR("wait"), 2018, 11, code);
	show(code, &found);
	assert_false(found);
	assert_int_equal(after(10, "repair", "wait"), 1);
	assert_non_null(strstr(show(code, &found), "open  2018-11-05"));
	assert_true(found);
	assert_true(topics_answer(&fixture.centre, str_from(code), &in_hand, &found, &error) && found);
	assert_true(topics_answer(&fixture.centre, str_from(code), &done, &found, &error) && found);
	assert_non_null(strstr(show(code, &found), "done  2018-11-05  2018-10-25  住建局  加开窗口"));
	assert_true(derive_table(&fixture.centre, &fixture.arena, STR("replies"), &table, &error));
	assert_int_equal(table.row_count, 1);
	topic_code(STR("K1"), STR("repair"), STR("wait"), 2018, 10, code);
	assert_true(str_equal(table_cell(&table, 0, 1)->text, str_from(code)));
	assert_true(str_equal(table_cell(&table, 0, 5)->choice->id, STR("done")));
	assert_true(topics_answer(&fixture.centre, STR("AAAA-AAAA"), &done, &found, &error) && !found);
}

static void guard(const char *name, const char *place)
{
	struct error error = {""};
	struct table table;

	if (!derive_table(&fixture.centre, &fixture.arena, str_from(name), &table, &error))
		fail_msg("%s", error.text);
	assert_int_equal(publish_guard(&table, 10, &error), place == NULL);
	if (place && !strstr(error.text, place))
		fail_msg("%s", error.text);
}

static void test_nothing_about_a_person_leaves(void **state)
{
	struct column column = {.name = STR("id_card"), .type = COLUMN_TEXT};
	const struct table table = {.name = STR("mine"), .columns = &column, .column_count = 1};
	struct error error;

	(void)state;
	assert_string_equal(centre_fixture_import(&fixture, "items", "id,area,title_zh,state\nI1,K1,一,open\nI2,K1,二,open\n"), "");
	guard("work_items", NULL);
	/* Past the import, as a restored or a foreign store may hold it. */
	assert_true(store_run(fixture.centre.store, "UPDATE items SET title_ug = 'call 13912345678' WHERE id = 'I2'", &error));
	guard("work_items", "table work_items, row 2, column title: found what reads as a mobile or identity number");
	assert_true(store_run(fixture.centre.store, "UPDATE items SET title_ug = '11010519491231002X' WHERE id = 'I2'", &error));
	guard("work_items", "row 2, column title");
	assert_false(publish_guard(&table, 10, &error));
	assert_non_null(strstr(error.text, "table mine: found a column id_card"));
}

static void test_few_answers_do_not_leave(void **state)
{
	struct column column = {.name = STR("answers"), .type = COLUMN_INTEGER};
	struct cell cells[] = {{.present = true, .integer = 0}, {.present = true, .integer = 10}, {.present = true, .integer = 9}};
	struct table table = {.name = STR("ranking"), .columns = &column, .column_count = 1, .cells = cells, .row_count = 2};
	struct error error;

	(void)state;
	assert_true(publish_guard(&table, 10, &error));
	table.row_count = 3;
	assert_false(publish_guard(&table, 10, &error));
	assert_non_null(strstr(error.text, "table ranking, row 3, column answers"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_never_below_the_minimum, setup, teardown),
		cmocka_unit_test_setup_teardown(test_looked_up_and_answered_by_code, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nothing_about_a_person_leaves, setup, teardown),
		cmocka_unit_test_setup_teardown(test_few_answers_do_not_leave, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
