#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/sync/cache.h"
#include "feed/sync/pin.h"
#include "feed/wire/wire.h"

/* A state folder follows the key: what another centre sent never stands against this one. */

static char folder[64];

static const char *path_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void store(int64_t verified_ms)
{
	struct head head = {.area = STR("all"), .version = 7, .issued_ms = 1000, .expires_ms = 2000, .next_poll_s = 60};
	struct arena arena;
	struct cache *cache;
	struct error error;

	arena_init(&arena);
	if (!cache_open(&cache, path_of("cache.db"), &error) ||
		!cache_store(cache, head_encode(&arena, &head), STR("s"), verified_ms, NULL, 0, &error))
		fail_msg("%s", error.text);
	cache_close(cache);
	arena_finish(&arena);
}

static int64_t kept_verified(void)
{
	struct cache *cache;
	struct error error;
	int64_t verified_ms;

	if (!cache_open(&cache, path_of("cache.db"), &error))
		fail_msg("%s", error.text);
	verified_ms = cache_verified_ms(cache);
	cache_close(cache);
	return verified_ms;
}

static void test_another_centre(void **state)
{
	struct sign_public first, second;
	struct sign_secret secret;
	struct error error;

	(void)state;
	sign_start();
	sign_make_keys(&first, &secret);
	sign_make_keys(&second, &secret);
	store(1000); /* from before folders knew their centre */
	assert_true(pin_keep(folder, &first, &error));
	assert_int_equal(kept_verified(), 1000);
	assert_true(pin_keep(folder, &first, &error));
	assert_int_equal(kept_verified(), 1000);
	assert_false(file_exists(path_of("cache.db.other")));
	assert_true(file_replace(path_of("outbox.db"), STR("ratings"), 0600, &error));

	assert_true(pin_keep(folder, &second, &error));
	assert_true(file_exists(path_of("cache.db.other")));
	assert_true(file_exists(path_of("outbox.db")));
	assert_int_equal(kept_verified(), 0);
	store(2000);
	assert_true(pin_keep(folder, &second, &error));
	assert_int_equal(kept_verified(), 2000);
}

static void test_no_folder(void **state)
{
	struct sign_public key;
	struct sign_secret secret;
	struct error error;

	(void)state;
	sign_make_keys(&key, &secret);
	assert_false(pin_keep("/proc/nowhere", &key, &error));
	assert_non_null(strstr(error.text, "/proc/nowhere"));
}

static int begin(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/hallboard-pin-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int finish(void **state)
{
	char command[96];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_another_centre, begin, finish),
		cmocka_unit_test(test_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
