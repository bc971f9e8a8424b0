#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/wire/wire.h"
#include "tests/support/golden.h"

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

static struct rating_batch decode(struct str text)
{
	struct rating_batch batch;
	struct error error = {""};

	if (!rating_batch_decode(&arena, text, &batch, &error))
		fail_msg("%s", error.text);
	return batch;
}

static void values_and_bytes_are_the_same(void **state)
{
	struct str text = golden_text(&arena, "wire/ratings.json");
	struct rating_batch batch = decode(text);
	const struct rating *first = &batch.ratings[0];

	(void)state;
	assert_int_equal(batch.rating_count, 2);
	assert_string_equal(first->token, "00112233445566778899aabbccddeeff");
	assert_true(str_equal(first->device, STR("hall-1")));
	assert_true(str_equal(first->service, STR("haircut")));
	assert_int_equal(first->hour, 427849);
	assert_int_equal(first->level, 2);
	assert_int_equal(first->reason_count, 2);
	assert_true(str_equal(first->reasons[1], STR("manner")));
	assert_int_equal(first->further_count, 2);
	assert_true(str_equal(first->further[1].question, STR("clean")));
	assert_true(str_equal(first->further[1].answer, STR("4")));
	assert_int_equal(first->doubts, DOUBT_REPEAT | DOUBT_CLOSED);
	assert_int_equal(batch.ratings[1].hour, RATING_HOUR_UNKNOWN);
	assert_int_equal(batch.counts[0].stored, 2);
	assert_true(str_equal(rating_batch_encode(&arena, &batch), text));
}

static void answers_come_back(void **state)
{
	struct str text = golden_text(&arena, "wire/answer.json");
	struct rating_answer answer;
	struct error error = {""};

	(void)state;
	assert_true(rating_answer_decode(&arena, text, &answer, &error));
	assert_int_equal(answer.acknowledged_count, 1);
	assert_int_equal(answer.conflict_count, 1);
	assert_true(str_equal(answer.conflicts[0], STR("ffeeddccbbaa99887766554433221100")));
	assert_int_equal(answer.resend_since, 427000);
	assert_true(str_equal(rating_answer_encode(&arena, &answer), text));

	text = golden_variant(&arena, text, "427000", "null");
	assert_true(rating_answer_decode(&arena, text, &answer, &error));
	assert_int_equal(answer.resend_since, RATING_HOUR_UNKNOWN);
	assert_true(str_equal(rating_answer_encode(&arena, &answer), text));
}

static const struct golden_refusal refusals[] = {
	{"\"level\":2", "\"level\":2,\"language\":\"ug\"", "found an unknown field at ratings[0].language"},
	{"\"level\":2", "\"level\":2,\"second\":1", "found an unknown field at ratings[0].second"},
	{"\"stored\":2", "\"stored\":2,\"seconds\":[]", "found an unknown field at counts[0].seconds"},
	{"\"counts\"", "\"people\":[],\"counts\"", "found an unknown field at people"},
	{"\"level\":2", "\"level\":0", "found 0 at ratings[0].level, expected a whole number from 1 to 5"},
	{"\"level\":2", "\"level\":6", "found 6 at ratings[0].level"},
	{"\"level\":2", "\"level\":2.5", "found 2.5 at ratings[0].level"},
	{"\"level\":2", "\"level\":\"2\"", "found \"2\" at ratings[0].level"},
	{"\"level\":5,", "", "found nothing at ratings[1].level"},
	{"00112233", "0011223", "found another text at ratings[0].token, expected 32 hexadecimal digits"},
	{"00112233", "0011223G", "32 hexadecimal digits in lower case"},
	{"aabbccdd", "AABBCCDD", "32 hexadecimal digits in lower case"},
	{"\"hall-1\"", "\"hall-1234567890123456789012345678901234567890\"", "at ratings[0].device"},
	{"\"haircut\"", "\"hair\\u0007cut\"", "found \"hair?cut\" at ratings[0].service"},
	{"\"version\":1", "\"version\":0", "found 0 at ratings[0].version"},
	{"427849", "-1", "found -1 at ratings[0].hour"},
	{"427849", "1.5", "found 1.5 at ratings[0].hour"},
	{"\"hour\":null,", "", "found nothing at ratings[1].hour"},
	{"\"manner\"", "\"wait\"", "a reason a second time at ratings[0].reasons[1]"},
	{"\"clean\"", "\"again\"", "a question a second time at ratings[0].further[1]"},
	{"\"yes\"", "\"yes it is\"", "at ratings[0].further[0].answer"},
	{"\"answer\":\"yes\"", "\"answer\":\"yes\",\"who\":1", "an unknown field at ratings[0].further[0].who"},
	{"\"repeat\",", "\"repeat\",\"repeat\",", "found \"repeat\" at ratings[0].doubts[1], expected each doubt once"},
	{"\"repeat\"", "\"angry\"", "found \"angry\" at ratings[0].doubts[0]"},
	{"\"stored\":2", "\"stored\":-2", "found -2 at counts[0].stored"},
	{"\"counts\"", "\"ratings\":[],\"counts\"", "each key once"},
	{"\"level\":2", "\"level\":2,\"level\":2", "duplicate"},
};

static void one_bad_field_refuses_the_batch(void **state)
{
	struct str text = golden_text(&arena, "wire/ratings.json");

	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct str broken = golden_variant(&arena, text, refusals[i].from, refusals[i].to);
		struct rating_batch batch;
		struct error error = {""};

		if (rating_batch_decode(&arena, broken, &batch, &error))
			fail_msg("taken with %s", refusals[i].to);
		if (!strstr(error.text, refusals[i].sentence))
			fail_msg("%s: \"%s\" does not say \"%s\"", refusals[i].to, error.text, refusals[i].sentence);
		if (strstr(error.text, "0011223"))
			fail_msg("a token in a sentence: %s", error.text);
	}
}

static void batches_have_an_end(void **state)
{
	struct rating_batch batch = decode(golden_text(&arena, "wire/ratings.json"));
	struct rating_batch many = {.rating_count = RATING_BATCH_MAX};
	struct str text;
	struct error error;

	(void)state;
	many.ratings = arena_array(&arena, struct rating, RATING_BATCH_MAX + 1);
	for (size_t i = 0; i <= RATING_BATCH_MAX; i++)
		many.ratings[i] = batch.ratings[1];
	text = rating_batch_encode(&arena, &many);
	assert_true(rating_batch_decode(&arena, text, &batch, &error));
	many.rating_count++;
	text = rating_batch_encode(&arena, &many);
	assert_false(rating_batch_decode(&arena, text, &batch, &error));
	assert_non_null(strstr(error.text, "found a list of 201 at ratings, expected a list of at most 200"));

	text = (struct str){arena_take(&arena, RATING_BATCH_BYTES_MAX + 1), RATING_BATCH_BYTES_MAX + 1};
	assert_false(rating_batch_decode(&arena, text, &batch, &error));
	assert_non_null(strstr(error.text, "expected at most 65536"));
}

/* The names of a struct's fields as its header writes them, in order and parted by spaces. */
static struct str struct_fields(const char *path, const char *start)
{
	struct str text, line, fields = STR("");
	struct error error;

	assert_true(file_read(&arena, path, 100000, &text, &error));
	text = str_part(text, str_find(text, str_from(start)), text.length);
	assert_true(str_next(&text, '\n', &line));
	while (str_next(&text, '\n', &line) && !str_starts(line, STR("};"))) {
		struct str declared = str_trim(str_part(line, 0, str_find(line, STR(";"))));
		struct str name;

		declared = str_starts(declared, STR("struct ")) ? str_part(declared, 7, declared.length) : declared;
		declared = str_part(declared, str_find(declared, STR(" ")) + 1, declared.length);
		while (str_next(&declared, ',', &name)) {
			name = str_trim(name);
			name = str_part(name, 0, str_find(name, STR("[")));
			fields = str_format(
				&arena, STR_FMT "%s" STR_FMT, STR_ARG(fields), fields.length ? " " : "", STR_ARG(name));
		}
	}
	return fields;
}

static struct str json_fields(struct str text, const char *list)
{
	json_t *root = json_loadb(text.bytes, text.length, 0, NULL);
	struct str fields = STR("");
	const char *key;
	json_t *value;

	assert_non_null(root);
	json_object_foreach(json_array_get(json_object_get(root, list), 0), key, value) fields =
		str_format(&arena, STR_FMT "%s%s", STR_ARG(fields), fields.length ? " " : "", key);
	json_decref(root);
	return fields;
}

/* Whoever adds a field must come here and read why there is none about a person, a language or a second. */
static void a_rating_has_these_fields_and_no_other(void **state)
{
	struct str text = golden_text(&arena, "wire/ratings.json");
	struct rating_batch batch = decode(text);
	struct str in_memory = struct_fields("feed/model/rating.h", "struct rating {");
	struct str on_the_wire = json_fields(rating_batch_encode(&arena, &batch), "ratings");

	(void)state;
	assert_string_equal(
		in_memory.bytes, "token device area service question version hour level reasons reason_count doubts further further_count");
	assert_string_equal(on_the_wire.bytes, "token device area service question version hour level reasons doubts further");
	assert_string_equal(struct_fields("feed/model/rating.h", "struct rating_further {").bytes, "question answer");
	assert_string_equal(struct_fields("feed/model/rating.h", "struct rating_count {").bytes, "device hour stored key signature");
	assert_string_equal(struct_fields("feed/model/rating.h", "struct rating_visits {").bytes,
		"device area day shown answered abandoned timed_out key signature");
	assert_string_equal(json_fields(rating_batch_encode(&arena, &batch), "counts").bytes, "device hour stored key signature");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values_and_bytes_are_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(answers_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(one_bad_field_refuses_the_batch, setup, teardown),
		cmocka_unit_test_setup_teardown(batches_have_an_end, setup, teardown),
		cmocka_unit_test_setup_teardown(a_rating_has_these_fields_and_no_other, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
