#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/centre/pace.h"
#include "feed/centre/registry.h"
#include "feed/wire/enrol.h"
#include "feed/wire/sign.h"

/* Signed requests, what the centre makes of them, and the proofs of an enrolment. */

#define NOW_MS INT64_C(1540429200000)

static uint8_t secret[CREDENTIAL_SECRET_BYTES];
static struct registry_device device;
static struct registry *registry;

static const struct credential_request request = {{"POST", 4}, {"/v1/ratings", 11}, {"{\"ratings\":[]}", 14}};

static struct credential sign_at(uint32_t run, uint32_t number, int64_t time_ms)
{
	struct credential credential = {.time_ms = time_ms, .nonce = {run, number}};

	memcpy(credential.device, device.device, sizeof(credential.device));
	credential_sign(&credential, &request, secret);
	return credential;
}

static enum registry_verdict check(const struct credential *credential, const struct credential_request *asked, int64_t now_ms, bool *copied)
{
	return registry_check(registry, credential, asked, now_ms, copied);
}

static int begin(void **state)
{
	(void)state;
	sign_start();
	credential_make(secret);
	credential_key(secret, device.key);
	credential_device(device.key, device.device);
	device.revoked = false;
	registry = registry_create();
	registry_set(registry, &device, 1);
	return 0;
}

static int end(void **state)
{
	(void)state;
	registry_destroy(registry);
	return 0;
}

static void the_field_says_what_was_signed(void **state)
{
	struct credential credential = sign_at(0x1a2b3c4d, 7, NOW_MS), read;
	char field[CREDENTIAL_FIELD_BYTES];
	size_t length;

	(void)state;
	credential_print(&credential, field);
	length = strlen(field);
	assert_true(credential_parse(str_from(field), &read));
	assert_true(credential_verify(&read, &request, device.key));
	for (size_t cut = 0; cut < length; cut++) /* no part of it is a field */
		assert_false(credential_parse((struct str){field, cut}, &read));
	for (size_t at = 0; at < length; at++) { /* no bit of it may be another one */
		field[at] ^= 1;
		if (credential_parse((struct str){field, length}, &read))
			assert_false(credential_verify(&read, &request, device.key));
		field[at] ^= 1;
	}
	field[length] = ' ';
	assert_false(credential_parse((struct str){field, length + 1}, &read));
}

static void another_request_is_not_signed(void **state)
{
	struct credential credential = sign_at(1, 1, NOW_MS);
	const struct credential_request others[] = {{STR("GET"), request.path, request.body}, {request.method, STR("/v1/seen"), request.body},
		{request.method, request.path, STR("{\"ratings\":[ ]}")}};
	bool copied;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(check(&credential, &others[i], NOW_MS, &copied), REGISTRY_FORGED);
	assert_int_equal(check(&credential, &request, NOW_MS, &copied), REGISTRY_GOOD);
}

static void a_request_comes_once_and_in_its_time(void **state)
{
	bool copied;

	(void)state;
	for (uint32_t number = 70; number > 10; number--) { /* they may overtake one another */
		struct credential credential = sign_at(1, number, NOW_MS);

		assert_int_equal(check(&credential, &request, NOW_MS, &copied), REGISTRY_GOOD);
		assert_int_equal(check(&credential, &request, NOW_MS, &copied), REGISTRY_REPEATED);
	}
	assert_int_equal(check(&(struct credential[]){sign_at(1, 5, NOW_MS)}[0], &request, NOW_MS, &copied), REGISTRY_REPEATED);
	assert_int_equal(check(&(struct credential[]){sign_at(1, 71, NOW_MS)}[0], &request, NOW_MS + CREDENTIAL_SKEW_MS + 1, &copied), REGISTRY_CLOCK);
	assert_int_equal(check(&(struct credential[]){sign_at(1, 71, NOW_MS)}[0], &request, NOW_MS - CREDENTIAL_SKEW_MS - 1, &copied), REGISTRY_CLOCK);
	assert_int_equal(check(&(struct credential[]){sign_at(1, 71, NOW_MS)}[0], &request, NOW_MS, &copied), REGISTRY_GOOD);
}

/* A program that was started anew is no copy; two that take turns are. */
static void a_copied_key_is_told_once(void **state)
{
	struct credential credential;
	bool copied;

	(void)state;
	credential = sign_at(1, 1, NOW_MS);
	check(&credential, &request, NOW_MS, &copied);
	credential = sign_at(2, 1, NOW_MS + 1000);
	assert_int_equal(check(&credential, &request, NOW_MS + 1000, &copied), REGISTRY_GOOD);
	assert_false(copied);
	credential = sign_at(1, 2, NOW_MS + 1500); /* was on its way */
	assert_int_equal(check(&credential, &request, NOW_MS + 1500, &copied), REGISTRY_GOOD);
	assert_false(copied);
	credential = sign_at(2, 2, NOW_MS + 40000);
	assert_int_equal(check(&credential, &request, NOW_MS + 40000, &copied), REGISTRY_GOOD);
	assert_true(copied);
	credential = sign_at(1, 3, NOW_MS + 50000);
	check(&credential, &request, NOW_MS + 50000, &copied);
	assert_true(copied);
	credential = sign_at(1, 4, NOW_MS + 60000);
	check(&credential, &request, NOW_MS + 60000, &copied);
	assert_false(copied);
}

static void one_that_is_revoked_or_unknown_is_told_apart(void **state)
{
	struct credential credential = sign_at(1, 1, NOW_MS), stranger = credential;
	bool copied;

	(void)state;
	stranger.device[0] = stranger.device[0] == 'a' ? 'b' : 'a';
	assert_int_equal(check(&stranger, &request, NOW_MS, &copied), REGISTRY_UNKNOWN);
	device.revoked = true;
	registry_set(registry, &device, 1);
	assert_int_equal(check(&credential, &request, NOW_MS, &copied), REGISTRY_REVOKED);
	credential.signature[0] = credential.signature[0] == 'a' ? 'b' : 'a';
	assert_int_equal(check(&credential, &request, NOW_MS, &copied), REGISTRY_FORGED);
}

static void a_code_proves_both_sides(void **state)
{
	uint8_t made[ENROL_SECRET_BYTES], other[ENROL_SECRET_BYTES];
	char code[ENROL_CODE_DIGITS + 1], typed[ENROL_CODE_DIGITS + 1];
	struct enrol_request wanted = {.key = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}, read;
	struct enrol_answer answer = {STR("652301001001"), STR("lobby"), STR("RWQ"), ""};
	struct error error;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_true(enrol_code_read(STR("3kxa7-w9tmp"), typed));
	assert_string_equal(typed, "3KXA7W9TMP");
	assert_false(enrol_code_read(STR("3KXA7-W9TM"), typed));
	assert_false(enrol_code_read(STR("3KXA7-W9TM0"), typed)); /* looks like another one */
	enrol_code_make(code);
	assert_true(enrol_code_read(str_from(code), typed));
	enrol_secret(code, made);
	enrol_secret("3KXA7W9TMP", other);
	enrol_id(made, wanted.id);
	enrol_request_prove(&wanted, made);
	assert_true(enrol_request_decode(&arena, enrol_request_encode(&arena, &wanted), &read, &error));
	assert_true(enrol_request_proven(&read, made));
	assert_false(enrol_request_proven(&read, other));
	read.key[5] = '0';
	assert_false(enrol_request_proven(&read, made)); /* nobody puts another key in its place */
	enrol_answer_prove(&answer, wanted.key, made);
	assert_true(enrol_answer_decode(&arena, enrol_answer_encode(&arena, &answer), &answer, &error));
	assert_true(enrol_answer_proven(&answer, wanted.key, made));
	answer.centre = STR("RWX");
	assert_false(enrol_answer_proven(&answer, wanted.key, made)); /* nor another centre */
	arena_finish(&arena);
}

static void a_sender_has_so_much_in_a_minute(void **state)
{
	struct pace *pace = pace_create(5);
	struct str one = STR("192.0.2.1"), two = STR("192.0.2.2");

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_int_equal(pace_wait_ms(pace, one, 1, 1000), 0);
		pace_take(pace, one, 1, 1000);
	}
	assert_int_equal(pace_wait_ms(pace, one, 1, 1000), 12000);
	assert_int_equal(pace_wait_ms(pace, one, 1, 9000), 4000);
	assert_int_equal(pace_wait_ms(pace, one, 1, 13000), 0);
	assert_int_equal(pace_wait_ms(pace, two, 1, 1000), 0);
	for (int i = 0; i < 3 * PACE_SENDERS; i++) { /* others do not make it grow */
		char name[32];

		snprintf(name, sizeof(name), "sender %d", i);
		pace_take(pace, str_from(name), 5, 2000);
		assert_true(pace_wait_ms(pace, str_from(name), 1, 2000) > 0);
	}
	pace_destroy(pace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_field_says_what_was_signed, begin, end),
		cmocka_unit_test_setup_teardown(another_request_is_not_signed, begin, end),
		cmocka_unit_test_setup_teardown(a_request_comes_once_and_in_its_time, begin, end),
		cmocka_unit_test_setup_teardown(a_copied_key_is_told_once, begin, end),
		cmocka_unit_test_setup_teardown(one_that_is_revoked_or_unknown_is_told_apart, begin, end),
		cmocka_unit_test_setup_teardown(a_code_proves_both_sides, begin, end),
		cmocka_unit_test(a_sender_has_so_much_in_a_minute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
