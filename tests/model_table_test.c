#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/model/head.h"
#include "feed/model/table.h"

static const struct label wind = {.text = {[LANGUAGE_ZH] = {"风", 3}, [LANGUAGE_EN] = {"Wind", 4}}};
static const struct label only_uyghur = {.text = {[LANGUAGE_UG] = {"شامال", 10}}};

static void labels_fall_back_to_what_there_is(void **state)
{
	const struct label empty = {0};

	(void)state;
	assert_true(str_equal(label_text(&wind, LANGUAGE_EN), STR("Wind")));
	assert_true(str_equal(label_text(&wind, LANGUAGE_UG), STR("风")));
	assert_int_equal(label_language(&wind, LANGUAGE_UG), LANGUAGE_ZH);
	assert_int_equal(label_language(&wind, LANGUAGE_EN), LANGUAGE_EN);
	assert_true(str_equal(label_text(&only_uyghur, LANGUAGE_EN), STR("شامال")));
	assert_int_equal(label_language(&only_uyghur, LANGUAGE_EN), LANGUAGE_UG);
	assert_int_equal(label_text(&empty, LANGUAGE_KK).length, 0);
	assert_non_null(label_text(NULL, LANGUAGE_KK).bytes);
}

static void languages_have_codes(void **state)
{
	enum language language;

	(void)state;
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		assert_true(language_find(language_code((enum language)i), &language));
		assert_int_equal(language, i);
	}
	assert_false(language_find(STR("zh-CN"), &language));
	assert_true(language_is_rtl(LANGUAGE_UG) && language_is_rtl(LANGUAGE_KK));
	assert_false(language_is_rtl(LANGUAGE_ZH) || language_is_rtl(LANGUAGE_EN));
}

static void kinds_have_names(void **state)
{
	enum document_kind kind;

	(void)state;
	for (int i = 0; i < DOCUMENT_KIND_COUNT; i++) {
		assert_true(document_kind_find(document_kind_name((enum document_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(document_kind_find(STR("tables"), &kind));
	for (int i = 0; i < COLUMN_TYPE_COUNT; i++)
		assert_true(column_type_name((enum column_type)i).length > 0);
}

static struct choice tiers[] = {{{"good", 4}, {{{0}}}}};

static struct column columns[] = {
	{.name = {"area", 4}, .type = COLUMN_AREA},
	{.name = {"count", 5}, .type = COLUMN_INTEGER},
	{.name = {"share", 5}, .type = COLUMN_SHARE},
	{.name = {"tier", 4}, .type = COLUMN_CHOICE, .choices = tiers, .choice_count = 1},
	{.name = {"open", 4}, .type = COLUMN_FLAG},
};

static struct cell cells[] = {
	{.present = true, .text = {"659001", 6}},
	{.present = true, .integer = -12},
	{.present = true, .number = 0.25},
	{.present = true, .choice = &tiers[0]},
	{.present = true, .flag = true},
	{0},
	{0},
	{0},
	{0},
	{0},
};

static const struct table table = {.columns = columns, .cells = cells, .column_count = 5, .row_count = 2};

static void columns_go_by_name(void **state)
{
	(void)state;
	assert_int_equal(table_find_column(&table, STR("tier")), 3);
	assert_int_equal(table_find_column(&table, STR("tie")), TABLE_NO_COLUMN);
	assert_true(table_cell(&table, 0, 2)->number == 0.25);
	assert_false(table_cell(&table, 0, TABLE_NO_COLUMN)->present);
}

static void numbers_are_numbers(void **state)
{
	double value;

	(void)state;
	assert_false(table_number(&table, 0, 0, &value));
	assert_true(table_number(&table, 0, 1, &value) && value == -12);
	assert_true(table_number(&table, 0, 2, &value) && value == 0.25);
	assert_false(table_number(&table, 0, 3, &value));
	assert_true(table_number(&table, 0, 4, &value) && value == 1);
	assert_false(table_number(&table, 1, 2, &value));
	assert_false(table_number(&table, 0, TABLE_NO_COLUMN, &value));
}

static void cells_equal_texts(void **state)
{
	(void)state;
	assert_true(table_cell_is(&table, 0, 0, STR("659001")));
	assert_true(table_cell_is(&table, 0, 1, STR("-12")));
	assert_false(table_cell_is(&table, 0, 1, STR("-12.0")));
	assert_false(table_cell_is(&table, 0, 2, STR("0.25")));
	assert_true(table_cell_is(&table, 0, 3, STR("good")));
	assert_true(table_cell_is(&table, 0, 4, STR("yes")));
	assert_false(table_cell_is(&table, 0, 4, STR("no")));
	assert_false(table_cell_is(&table, 1, 4, STR("no")));
	assert_false(table_cell_is(&table, 0, TABLE_NO_COLUMN, STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_fall_back_to_what_there_is),
		cmocka_unit_test(languages_have_codes),
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(columns_go_by_name),
		cmocka_unit_test(numbers_are_numbers),
		cmocka_unit_test(cells_equal_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
