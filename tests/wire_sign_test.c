#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/wire/sign.h"

/* Against the real minisign, both ways, and against every flipped bit. */

static struct arena arena;
static char folder[] = "/tmp/wire_sign_test.XXXXXX";

static struct sign_public open_key;
static struct sign_secret secret_key;

static const struct str message = {"{\"area\":\"all\",\"version\":17}\n", 28};

static int group_setup(void **state)
{
	(void)state;
	arena_init(&arena);
	sign_start();
	sign_make_keys(&open_key, &secret_key);
	return mkdtemp(folder) ? 0 : -1;
}

static const char *path_of(const char *name)
{
	return str_format(&arena, "%s/%s", folder, name).bytes;
}

static int group_teardown(void **state)
{
	static const char *const names[] = {
		"head", "head.minisig", "centre.pub", "centre.key", "minisign.pub", "minisign.key"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(path_of(names[i]));
	rmdir(folder);
	arena_finish(&arena);
	return 0;
}

static void write_file(const char *name, struct str bytes)
{
	struct error error;

	if (!file_replace(path_of(name), bytes, 0600, &error))
		fail_msg("%s", error.text);
}

static struct str read_file(const char *name)
{
	struct str bytes;
	struct error error;

	if (!file_read(&arena, path_of(name), 4096, &bytes, &error))
		fail_msg("%s", error.text);
	return bytes;
}

/* Runs minisign quietly; its exit status. */
static int minisign(const char *const *arguments)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		int nowhere = open("/dev/null", O_RDWR);

		dup2(nowhere, 0);
		dup2(nowhere, 1);
		dup2(nowhere, 2);
		execvp("minisign", (char *const *)arguments);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int minisign_verify(void)
{
	const char *const arguments[] = {"minisign", "-V", "-q", "-p", path_of("centre.pub"), "-m", path_of("head"),
		"-x", path_of("head.minisig"), NULL};

	return minisign(arguments);
}

static void minisign_accepts_ours(void **state)
{
	(void)state;
	write_file("head", message);
	write_file("centre.pub", sign_public_text(&arena, &open_key));
	write_file("head.minisig", sign_make(&arena, &secret_key, message, STR("all 17")));
	assert_int_equal(minisign_verify(), 0);

	write_file("head", STR("{\"area\":\"all\",\"version\":18}\n"));
	assert_int_not_equal(minisign_verify(), 0);
}

static void minisign_signs_with_our_key(void **state)
{
	const char *const sign[] = {"minisign", "-S", "-s", path_of("centre.key"), "-m", path_of("head"), "-x",
		path_of("head.minisig"), "-t", "by hand", NULL};
	struct error error = {""};

	(void)state;
	write_file("head", message);
	write_file("centre.key", sign_secret_text(&arena, &secret_key));
	assert_int_equal(minisign(sign), 0);
	if (!sign_verify(&open_key, message, read_file("head.minisig"), &error))
		fail_msg("%s", error.text);
}

static void we_take_minisigns_keys(void **state)
{
	const char *const make[] = {
		"minisign", "-G", "-f", "-W", "-p", path_of("minisign.pub"), "-s", path_of("minisign.key"), NULL};
	struct sign_public open;
	struct sign_secret secret;
	struct error error = {""};
	struct str signature;

	(void)state;
	assert_int_equal(minisign(make), 0);
	if (!sign_public_parse(read_file("minisign.pub"), &open, &error) ||
		!sign_secret_parse(read_file("minisign.key"), &secret, &error))
		fail_msg("%s", error.text);
	assert_true(str_equal(sign_public_text(&arena, &open), read_file("minisign.pub")));
	assert_true(str_equal(sign_secret_text(&arena, &secret), read_file("minisign.key")));
	signature = sign_make(&arena, &secret, message, STR("x"));
	assert_true(sign_verify(&open, message, signature, &error));
}

/* Ed signs the bytes themselves; two kinds side by side would let one be taken for the other. */
static void the_old_kind_is_refused(void **state)
{
	const char *const sign[] = {"minisign", "-S", "-l", "-s", path_of("centre.key"), "-m", path_of("head"), "-x",
		path_of("head.minisig"), NULL};
	struct error error = {""};

	(void)state;
	write_file("head", message);
	write_file("centre.key", sign_secret_text(&arena, &secret_key));
	assert_int_equal(minisign(sign), 0);
	assert_true(str_find(read_file("head.minisig"), STR("\nRW")) < read_file("head.minisig").length);
	assert_false(sign_verify(&open_key, message, read_file("head.minisig"), &error));
	assert_non_null(strstr(error.text, "pre-hashed"));
}

static bool verify_flipped(char *bytes, size_t length, size_t bit, struct str other, bool in_signature)
{
	struct str flipped = {bytes, length};
	struct error error = {""};
	bool verified;

	bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
	verified = in_signature ? sign_verify(&open_key, other, flipped, &error)
				: sign_verify(&open_key, flipped, other, &error);
	bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
	assert_true(verified || error.text[0]);
	return verified;
}

static void each_flipped_bit_is_seen(void **state)
{
	struct str signature = sign_make(&arena, &secret_key, message, STR("all 17"));
	char *bytes = (char *)str_copy(&arena, message).bytes;
	char *text = (char *)str_copy(&arena, signature).bytes;
	size_t untrusted_from = strlen("untrusted comment: "), untrusted_to = str_find(signature, STR("\n"));
	struct error error;

	(void)state;
	assert_true(sign_verify(&open_key, message, signature, &error));
	for (size_t bit = 0; bit < message.length * 8; bit++)
		if (verify_flipped(bytes, message.length, bit, signature, false))
			fail_msg("bit %zu of the bytes", bit);
	for (size_t bit = 0; bit < signature.length * 8; bit++) {
		if (bit / 8 >= untrusted_from && bit / 8 < untrusted_to)
			continue; /* nobody trusts the words of this line */
		if (verify_flipped(text, signature.length, bit, message, true))
			fail_msg("bit %zu of the signature", bit);
	}
}

static void other_keys_and_files_are_refused(void **state)
{
	struct str signature = sign_make(&arena, &secret_key, message, STR(""));
	struct sign_public other;
	struct sign_secret other_secret;
	struct error error;

	(void)state;
	sign_make_keys(&other, &other_secret);
	assert_false(sign_verify(&other, message, signature, &error));
	assert_non_null(strstr(error.text, "another key"));
	memcpy(other.id, open_key.id, sizeof(other.id));
	assert_false(sign_verify(&other, message, signature, &error));
	assert_false(sign_verify(&open_key, message, STR(""), &error));
	assert_false(sign_verify(&open_key, message, str_format(&arena, STR_FMT "x", STR_ARG(signature)), &error));
	for (size_t length = 0; length + 1 < signature.length; length++)
		assert_false(sign_verify(&open_key, message, str_part(signature, 0, length), &error));
}

/* The comment of one signature under the first line of another: the bytes fit, the comment does not. */
static void a_borrowed_comment_is_refused(void **state)
{
	struct str mine = sign_make(&arena, &secret_key, message, STR("all 17"));
	struct str other = sign_make(&arena, &secret_key, STR("else"), STR("all 99"));
	struct str mixed = str_format(&arena, STR_FMT STR_FMT,
		STR_ARG(str_part(mine, 0, str_find(mine, STR("trusted comment: all")))),
		STR_ARG(str_part(other, str_find(other, STR("trusted comment: all")), other.length)));
	struct error error;

	(void)state;
	assert_false(sign_verify(&open_key, message, mixed, &error));
	assert_non_null(strstr(error.text, "trusted comment"));
}

static void damaged_keys_are_refused(void **state)
{
	struct sign_secret damaged = secret_key, secret;
	struct sign_public open;
	struct error error;

	(void)state;
	damaged.key[3] ^= 1;
	assert_false(sign_secret_parse(sign_secret_text(&arena, &damaged), &secret, &error));
	assert_non_null(strstr(error.text, "damaged"));
	assert_false(sign_secret_parse(sign_public_text(&arena, &open_key), &secret, &error));
	assert_false(sign_public_parse(sign_secret_text(&arena, &secret_key), &open, &error));
	assert_false(sign_public_parse(STR(""), &open, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(minisign_accepts_ours),
		cmocka_unit_test(minisign_signs_with_our_key),
		cmocka_unit_test(we_take_minisigns_keys),
		cmocka_unit_test(the_old_kind_is_refused),
		cmocka_unit_test(each_flipped_bit_is_seen),
		cmocka_unit_test(other_keys_and_files_are_refused),
		cmocka_unit_test(a_borrowed_comment_is_refused),
		cmocka_unit_test(damaged_keys_are_refused),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
