#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/wire/wire.h"
#include "tests/support/golden.h"

/* Each kind of document: golden bytes to values to the same bytes; what is broken is refused with its place. */

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return civil_zone_set("Asia/Shanghai") ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

static struct document *decode(enum document_kind kind, struct str text)
{
	struct str name = kind == DOCUMENT_TABLE ? STR("sample") : document_kind_name(kind);
	struct error error = {""};
	struct document *document = document_decode(kind, name, "", text, &error);

	if (!document)
		fail_msg("%s", error.text);
	return document;
}

static struct str encode(const struct document *document)
{
	switch (document->kind) {
	case DOCUMENT_AREAS:
		return areas_encode(&arena, document->areas);
	case DOCUMENT_MAP:
		return map_encode(&arena, document->map);
	case DOCUMENT_TABLE:
		return table_encode(&arena, document->table);
	case DOCUMENT_SURVEY:
		return survey_encode(&arena, document->survey);
	case DOCUMENT_ALERTS:
		return alerts_encode(&arena, document->alerts);
	case DOCUMENT_WORDS:
		return words_text_encode(&arena, document->words);
	case DOCUMENT_LAYOUT:
		return layout_text_encode(&arena, document->layout);
	default:
		return notices_encode(&arena, document->notices);
	}
}

static struct str golden(enum document_kind kind)
{
	return golden_text(
		&arena, str_format(&arena, "wire/" STR_FMT ".json", STR_ARG(document_kind_name(kind))).bytes);
}

static void bytes_stay_the_same(void **state)
{
	(void)state;
	for (int kind = 0; kind < DOCUMENT_MEDIA; kind++) {
		struct str text = golden((enum document_kind)kind);
		struct document *document = decode((enum document_kind)kind, text);
		struct str again = encode(document);

		if (!str_equal(text, again))
			fail_msg("expected\n" STR_FMT "\nfound\n" STR_FMT, STR_ARG(text), STR_ARG(again));
		document_unref(document);
	}
}

static void no_part_is_a_document(void **state)
{
	(void)state;
	for (int kind = 0; kind < DOCUMENT_MEDIA; kind++) {
		struct str text = golden((enum document_kind)kind);

		for (size_t length = 0; length + 1 < text.length; length++) {
			struct error error = {""};

			assert_null(document_decode(
				(enum document_kind)kind, STR("sample"), "", str_part(text, 0, length), &error));
			assert_int_not_equal(error.text[0], '\0');
		}
	}
}

/* A picture's bytes are its own; what is none is told, and refuses no feed. */
static void pictures_are_what_their_bytes_say(void **state)
{
	struct error error = {""};
	struct document *document;
	struct str bytes;

	(void)state;
	assert_true(file_read(&arena, "tests/data/pictures/turned-6.jpg", MEDIA_BYTES_MAX, &bytes, &error));
	document = document_decode(DOCUMENT_MEDIA, STR("hall.lobby"), "", bytes, &error);
	assert_non_null(document);
	assert_true(document->media->good);
	assert_true(str_equal(document->media->name, STR("hall")) && str_equal(document->media->group, STR("lobby")));
	assert_int_equal(document->media->facts.turn, PICTURE_QUARTER_RIGHT);
	document_unref(document);
	document = document_decode(DOCUMENT_MEDIA, STR("hall"), "", STR("{}"), &error);
	assert_non_null(document);
	assert_false(document->media->good);
	document_unref(document);
}

static void cells_hold_what_was_written(void **state)
{
	struct document *document = decode(DOCUMENT_TABLE, golden(DOCUMENT_TABLE));
	const struct table *table = document->table;
	double number;

	(void)state;
	assert_int_equal(table->as_of_ms, INT64_C(1538323200000));
	assert_int_equal(table->row_count, 3);
	assert_int_equal(table->column_count, COLUMN_TYPE_COUNT);
	assert_true(table_cell_is(table, 0, table_find_column(table, STR("area")), STR("652301001001")));
	assert_true(str_starts(table_cell(table, 0, 1)->text, STR("“引号”\n\"tab\"\t\\")));
	assert_true(str_equal(label_text(table_cell(table, 0, 2)->label, LANGUAGE_UG), STR("مەھەللە")));
	assert_true(table_number(table, 0, table_find_column(table, STR("score")), &number) && number == 96.4);
	assert_int_equal(table->columns[4].decimals, 1);
	/* 2018-10-25 in a hall in Beijing time begins at 16:00 UTC of the day before. */
	assert_int_equal(table_cell(table, 0, 7)->time_ms, INT64_C(1540396800000));
	assert_int_equal(table_cell(table, 1, 8)->time_ms, -1000);
	assert_ptr_equal(table_cell(table, 1, 9)->choice, &table->columns[9].choices[1]);
	for (int column = 0; column < COLUMN_TYPE_COUNT; column++)
		assert_false(table_cell(table, 2, column)->present);
	document_unref(document);
}

static void areas_are_a_tree(void **state)
{
	struct document *document = decode(DOCUMENT_AREAS, golden(DOCUMENT_AREAS));
	const struct areas *areas = document->areas;
	uint32_t grid = areas_find(areas, STR("g-1"));

	(void)state;
	assert_int_equal(areas->count, 5);
	assert_int_equal(areas_up_to(areas, grid, STR("county")), areas_find(areas, STR("659001")));
	assert_true(str_equal(areas->items[grid].kind, STR("unit")));
	assert_true(str_equal(label_text(&areas->items[0].name, LANGUAGE_EN), STR("Anhe")));
	document_unref(document);
}

static void shapes_have_rings_and_bounds(void **state)
{
	struct document *document = decode(DOCUMENT_MAP, golden(DOCUMENT_MAP));
	const struct map *map = document->map;

	(void)state;
	assert_int_equal(map->shape_count, 2);
	assert_true(str_equal(map->shapes[0].area, STR("g-1")));
	assert_int_equal(map->shapes[0].ring_count, 3);
	assert_int_equal(map->shapes[0].rings[0].count, 4); /* the closing point is dropped */
	assert_int_equal(map->shapes[0].rings[1].count, 3);
	assert_true(map->south_west.longitude == -0.5 && map->south_west.latitude == -1.25);
	assert_true(map->north_east.longitude == 87.41 && map->north_east.latitude == 44.02);
	document_unref(document);
}

static void a_survey_has_all_levels(void **state)
{
	struct document *document = decode(DOCUMENT_SURVEY, golden(DOCUMENT_SURVEY));
	const struct survey *survey = document->survey;

	(void)state;
	assert_int_equal(survey->service_count, 2);
	assert_int_equal(survey->question_version, 2);
	assert_true(str_equal(label_text(&survey->levels[1], LANGUAGE_ZH), STR("非常不满意")));
	assert_true(str_equal(label_text(&survey->levels[5], LANGUAGE_ZH), STR("非常满意")));
	assert_int_equal(survey->reasons_up_to, 2);
	assert_true(str_equal(survey->reasons[1].icon, STR("r-manner")));
	document_unref(document);
}

static const struct {
	enum document_kind kind;
	struct golden_refusal refusal;
} refusals[] = {
	{DOCUMENT_AREAS, {"\"parent\":null", "\"parent\":\"659001\"", "found no root"}},
	{DOCUMENT_AREAS, {"\"parent\":\"659001\"", "\"parent\":\"none\"", "found no parent none"}},
	{DOCUMENT_AREAS, {"\"g-1\"", "\"659001\"", "659001 a second time"}},
	{DOCUMENT_AREAS, {"\"g-1\"", "\"\"", "areas:5: found \"\" at areas[3].id"}},
	{DOCUMENT_AREAS, {"\"names\":{}", "\"names\":{\"zh\":7}", "areas:5: found 7 at areas[3].names.zh"}},
	{DOCUMENT_AREAS, {"},\n{\"id\":\"g-1\"", "} {\"id\":\"g-1\"", "found \"{\", expected ,"}},
	{DOCUMENT_AREAS, {"}}\n]}", "}},\n]}", "well-formed JSON"}},
	{DOCUMENT_AREAS, {"}}\n]}", "}}\n}}", "areas:7:1: found \"}\", expected ]"}},
	{DOCUMENT_AREAS, {"{\"areas\"", "{\"areas\":[],\"areas\"", "each key once"}},
	{DOCUMENT_AREAS, {"{\"areas\"", "{\"x\"", "found nothing at areas, expected a list"}},
	{DOCUMENT_AREAS, {"{\"areas\"", "{\"areas\":{},\"x\"", "found \"{\", expected ["}},
	{DOCUMENT_MAP, {"[87.3,44.0]]", "[87.3,44.5]]", "an open ring at features[0].geometry.coordinates[0][0]"}},
	{DOCUMENT_MAP, {"44.02", "90.5", "map:2: found 90.5 at features[0].geometry.coordinates[1][0][2][1]"}},
	{DOCUMENT_MAP, {"87.41,", "\"87.41\",", "found \"87.41\""}},
	{DOCUMENT_MAP, {"MultiPolygon", "Point", "expected Polygon or MultiPolygon"}},
	{DOCUMENT_MAP, {"FeatureCollection", "Feature", "found \"Feature\" at type"}},
	{DOCUMENT_MAP, {"\"id\":\"g-2\",", "", "map:3: found nothing at features[1].id"}},
	{DOCUMENT_TABLE, {"96.4", "\"96.4\"", "sample:2: found \"96.4\" at rows[0][4], expected a number"}},
	{DOCUMENT_TABLE, {"96.4,", "", "found a list of 10 at rows[0], expected one value for each of 11 columns"}},
	{DOCUMENT_TABLE, {"0.95", "1.01", "found 1.01 at rows[0][5], expected a number from 0 to 1"}},
	{DOCUMENT_TABLE, {"2016-02-29", "2015-02-29", "sample:3: found \"2015-02-29\" at rows[1][7]"}},
	{DOCUMENT_TABLE, {"\"excellent\",true", "\"best\",true", "found \"best\" at rows[0][9]"}},
	{DOCUMENT_TABLE, {"1439", "1439.5", "found 1439.5 at rows[0][3]"}},
	{DOCUMENT_TABLE, {"120000.5", "1e16", "at rows[0][6]"}},
	{DOCUMENT_TABLE, {"120000.5", "1e999", "well-formed JSON"}},
	{DOCUMENT_TABLE, {"\"table\":\"sample\"", "\"table\":\"other\"", "found a table named other"}},
	{DOCUMENT_TABLE, {"\"as_of\":\"2018-09-30T16:00:00Z\",", "", "found nothing at as_of"}},
	{DOCUMENT_TABLE, {"\"name\":\"note\"", "\"name\":\"area\"", "a column a second time at columns[1]"}},
	{DOCUMENT_TABLE, {"\"name\":\"note\"", "\"name\":\"Note\"", "lower_snake_case"}},
	{DOCUMENT_TABLE, {"\"type\":\"text\"", "\"type\":\"colour\"", "found \"colour\" at columns[1].type"}},
	{DOCUMENT_TABLE, {"\"id\":\"good\"", "\"id\":\"excellent\"", "a choice a second time"}},
	{DOCUMENT_TABLE, {"\"decimals\":1", "\"decimals\":10", "found 10 at columns[4].decimals"}},
	{DOCUMENT_SURVEY, {"\"level\":1,", "\"level\":2,", "a level a second time at levels[4].level"}},
	{DOCUMENT_SURVEY, {"\"level\":1,", "\"level\":0,", "found 0 at levels[4].level"}},
	{DOCUMENT_SURVEY, {"\"id\":\"repair\"", "\"id\":\"haircut\"", "a service a second time"}},
	{DOCUMENT_SURVEY, {"\"id\":\"manner\"", "\"id\":\"wait\"", "a reason a second time"}},
	{DOCUMENT_SURVEY, {"\"text\":{\"zh\":\"您对这次服务满意吗？\"}", "\"text\":{}", "no text at question.text"}},
	{DOCUMENT_SURVEY, {"\"version\":2", "\"version\":\"2\"", "found \"2\" at question.version"}},
	{DOCUMENT_SURVEY, {"\"reasons_up_to\":2", "\"reasons_up_to\":6", "found 6 at reasons_up_to"}},
	{DOCUMENT_NOTICES, {"2018-10-26", "2018-10-24", "notices:2: found an earlier time at notices[0].until"}},
	{DOCUMENT_NOTICES, {"\"area\":\"all\",", "", "found nothing at notices[0].area"}},
	{DOCUMENT_ALERTS, {"\"fire-1\"", "\"flood-1.clear\"", "flood-1.clear at alerts[1], expected each identifier once"}},
	{DOCUMENT_ALERTS, {"Exercise", "Test", "alerts:2: found Test at alerts[0].status, expected Actual or Exercise"}},
	{DOCUMENT_ALERTS, {"\"msgType\":\"Alert\"", "\"msgType\":\"Ack\"", "found Ack at alerts[0].msgType"}},
	{DOCUMENT_ALERTS, {"\"scope\":\"Public\"", "\"scope\":\"Private\"", "expected Public"}},
	{DOCUMENT_ALERTS, {"Extreme", "Unknown", "expected Extreme, Severe, Moderate or Minor"}},
	{DOCUMENT_ALERTS, {"2018-10-25T03:30:00Z", "2018-10-25T01:30:00Z", "an earlier time at alerts[0].expires"}},
	{DOCUMENT_ALERTS, {"\"references\":\"flood-1\",", "", "found nothing at alerts[1].references"}},
	{DOCUMENT_ALERTS, {"\"msgType\":\"Cancel\"", "\"msgType\":\"Alert\"", "at alerts[1].references, expected none"}},
	{DOCUMENT_ALERTS, {"[\"all\"]", "[]", "found a list of 0 at alerts[1].areas, expected one area at least"}},
	{DOCUMENT_ALERTS, {",\"instruction\":\"چىقىڭ\"", "", "found nothing at alerts[0].info.ug.instruction"}},
	{DOCUMENT_ALERTS, {"\"info\":{}", "\"info\":[]", "at alerts[1].info"}},
	{DOCUMENT_WORDS, {"\"ug\"", "\"fr\"", "found fr at words, expected zh, ug, kk or en"}},
	{DOCUMENT_WORDS, {"\"file\":", "\"f\":", "found nothing at file"}},
	{DOCUMENT_LAYOUT, {"\"layout\":\"hall\",", "", "layout: found nothing at layout"}},
	{DOCUMENT_LAYOUT, {"\"hall\"", "\"../hall\"", "expected a-z, 0-9, _ and - only"}},
	{DOCUMENT_LAYOUT, {"\"lobby\"", "\"\"", "found \"\" at group"}},
	{DOCUMENT_LAYOUT, {"\"text\":", "\"txt\":", "found nothing at text"}},
};

static void broken_documents_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct golden_refusal *refusal = &refusals[i].refusal;
		enum document_kind kind = refusals[i].kind;
		struct str broken = golden_variant(&arena, golden(kind), refusal->from, refusal->to);
		struct str name = kind == DOCUMENT_TABLE ? STR("sample") : document_kind_name(kind);
		struct error error = {""};
		struct document *document = document_decode(kind, name, "", broken, &error);

		if (document)
			fail_msg("taken with %s", refusal->to);
		if (!strstr(error.text, refusal->sentence))
			fail_msg("%s: \"%s\" does not say \"%s\"", refusal->to, error.text, refusal->sentence);
	}
}

/* A later version may add fields, languages and an order of keys of its own. */
static void what_we_do_not_know_is_passed_over(void **state)
{
	static const struct golden_refusal additions[] = {
		{"{\"table\"", "{\"rows\":[],\"x\":[1,{}],\"table\"", "sample"},
		{"{\"zh\":\"示例\"", "{\"ru\":\"Пример\",\"zh\":\"示例\"", "sample"},
		{"\"type\":\"area\"", "\"unit\":\"m\",\"type\":\"area\"", "sample"},
	};
	struct str text = golden(DOCUMENT_TABLE);
	size_t rows = str_find(text, STR(",\"rows\""));
	struct error error = {""};

	(void)state;
	text = str_format(&arena, STR_FMT "}", STR_ARG(str_part(text, 0, rows)));
	for (size_t i = 0; i < sizeof(additions) / sizeof(additions[0]); i++) {
		struct str longer = golden_variant(&arena, text, additions[i].from, additions[i].to);
		struct document *document;

		if (i)
			longer = golden_variant(&arena, longer, "{\"table\"", additions[0].to);
		document = document_decode(DOCUMENT_TABLE, STR("sample"), "", longer, &error);
		if (!document)
			fail_msg("%s: %s", additions[i].to, error.text);
		document_unref(document);
	}
}

/* Two bytes a row must not make us take room for 64 cells a row. */
static void short_rows_take_no_memory(void **state)
{
	struct str text = golden(DOCUMENT_TABLE);
	size_t rows = str_find(text, STR("\"rows\":[")) + strlen("\"rows\":["), count = 190000;
	char *many = arena_take(&arena, count * 3 + 1);
	struct error error = {""};

	(void)state;
	for (size_t i = 0; i < count; i++)
		memcpy(many + i * 3, i ? ",[]" : " []", 3);
	text = str_format(&arena, STR_FMT "%s]}", STR_ARG(str_part(text, 0, rows)), many);
	assert_null(document_decode(DOCUMENT_TABLE, STR("sample"), "", text, &error));
	assert_non_null(strstr(error.text, "rows that are too short"));
}

static void too_many_rows_are_refused(void **state)
{
	struct str text = golden(DOCUMENT_TABLE);
	size_t rows = str_find(text, STR("\"rows\":[")) + strlen("\"rows\":["), count = TABLE_ROWS_MAX + 1;
	char *many = arena_take(&arena, count * 2 + 1);
	struct error error = {""};

	(void)state;
	for (size_t i = 0; i < count; i++)
		memcpy(many + i * 2, i ? ",0" : " 0", 2);
	text = str_format(&arena, STR_FMT "%s]}", STR_ARG(str_part(text, 0, rows)), many);
	assert_null(document_decode(DOCUMENT_TABLE, STR("sample"), "", text, &error));
	assert_non_null(strstr(error.text, "found 200001 rows at rows, expected at most 200000"));
}

static void hashes_are_sha256(void **state)
{
	char digits[SHA256_DIGITS + 1];

	(void)state;
	sha256_hex(STR("abc"), digits); /* FIPS 180-2, appendix B.1 */
	assert_string_equal(digits, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_hex(STR(""), digits);
	assert_string_equal(digits, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bytes_stay_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(no_part_is_a_document, setup, teardown),
		cmocka_unit_test_setup_teardown(pictures_are_what_their_bytes_say, setup, teardown),
		cmocka_unit_test_setup_teardown(cells_hold_what_was_written, setup, teardown),
		cmocka_unit_test_setup_teardown(areas_are_a_tree, setup, teardown),
		cmocka_unit_test_setup_teardown(shapes_have_rings_and_bounds, setup, teardown),
		cmocka_unit_test_setup_teardown(a_survey_has_all_levels, setup, teardown),
		cmocka_unit_test_setup_teardown(broken_documents_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(what_we_do_not_know_is_passed_over, setup, teardown),
		cmocka_unit_test_setup_teardown(short_rows_take_no_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(too_many_rows_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(hashes_are_sha256, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
