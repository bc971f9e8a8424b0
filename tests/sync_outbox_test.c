#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/sync/database.h"
#include "feed/sync/outbox.h"
#include "feed/wire/tally.h"
#include "feed/wire/wire.h"

static struct desk {
	struct arena arena;
	struct outbox *outbox;
	char folder[64], path[80];
} desk;

static int begin_at(const char *folder)
{
	struct error error;

	memset(&desk, 0, sizeof(desk));
	snprintf(desk.folder, sizeof(desk.folder), "%s/hallboard-outbox-XXXXXX", folder);
	if (!mkdtemp(desk.folder))
		return -1;
	snprintf(desk.path, sizeof(desk.path), "%s/outbox.db", desk.folder);
	return outbox_open(&desk.outbox, desk.path, &error) ? 0 : -1;
}

static int begin(void **state)
{
	(void)state;
	return begin_at("/tmp");
}

static int begin_in_memory(void **state) /* where thousands of syncs take no time */
{
	(void)state;
	return begin_at(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
}

static int finish(void **state)
{
	char command[96];

	(void)state;
	outbox_close(desk.outbox);
	arena_finish(&desk.arena);
	snprintf(command, sizeof(command), "rm -rf %s", desk.folder);
	return system(command);
}

static struct rating numbered(int number, int64_t hour)
{
	struct rating rating = {.device = STR("d"), .area = STR("652301001001"), .service = STR("haircut"), .question = STR("satisfied"),
		.version = 1, .hour = hour, .level = 1 + number % 5, .reasons = {STR("wait"), STR("other")}, .reason_count = 2,
		.further = {{STR("again"), STR("yes")}, {STR("clean"), STR("4")}}, .further_count = 2};

	snprintf(rating.token, sizeof(rating.token), "%032x", number * 2654435761u);
	return rating;
}

static void put(int number, int64_t hour)
{
	struct rating rating = numbered(number, hour);
	struct error error;

	if (!outbox_put(desk.outbox, &rating, &error))
		fail_msg("%s", error.text);
}

static int64_t waiting(void)
{
	struct error error;
	int64_t count = -1;

	assert_true(outbox_waiting(desk.outbox, &count, &error));
	return count;
}

static struct str one_text(const char *sql)
{
	sqlite3 *database;
	sqlite3_stmt *statement;
	struct str text;

	assert_int_equal(sqlite3_open_v2(desk.path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	statement = database_prepare(database, sql, NULL);
	assert_non_null(statement);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	text = str_copy(&desk.arena, database_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return text;
}

/* The fields of struct rating and the day of the acknowledgement: none about a person may ever be added. */
static void it_keeps_these_fields_and_no_others(void **state)
{
	(void)state;
	assert_string_equal(one_text("SELECT group_concat(name) FROM pragma_table_info('rating')").bytes,
		"token,device,area,service,question,version,hour,level,reasons,doubts,acknowledged_day,further");
	assert_string_equal(one_text("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").bytes, "4");
	assert_string_equal(one_text("PRAGMA journal_mode").bytes, "wal");
}

/* An outbox of the first version keeps what waits in it. */
static void an_older_file_is_raised(void **state)
{
	struct rating_batch batch;
	struct error error;
	sqlite3 *database;

	(void)state;
	put(1, 500);
	outbox_close(desk.outbox);
	assert_int_equal(sqlite3_open(desk.path, &database), SQLITE_OK);
	assert_true(database_run(database, "ALTER TABLE rating DROP COLUMN further; DROP TABLE visits; PRAGMA user_version = 1", &error));
	sqlite3_close(database);
	assert_true(outbox_open(&desk.outbox, desk.path, &error));
	assert_string_equal(one_text("PRAGMA user_version").bytes, "3");
	assert_true(outbox_batch(desk.outbox, &desk.arena, INT64_MAX, 500, &batch, &error));
	assert_int_equal(batch.rating_count, 1);
	assert_int_equal(batch.ratings[0].further_count, 0);
}

static void what_was_put_survives_a_kill(void **state)
{
	struct error error;
	int status;
	pid_t child;

	(void)state;
	outbox_close(desk.outbox);
	desk.outbox = NULL;
	child = fork();
	if (child == 0) {
		struct outbox *outbox;
		struct rating rating = numbered(1, 500);

		if (!outbox_open(&outbox, desk.path, &error) || !outbox_put(outbox, &rating, &error))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_true(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
	assert_true(outbox_open(&desk.outbox, desk.path, &error));
	assert_int_equal(waiting(), 1);
}

static void the_same_token_counts_once(void **state)
{
	struct rating rating = numbered(1, 500);
	struct error error;

	(void)state;
	put(1, 500);
	put(1, 500);
	assert_int_equal(waiting(), 1);
	rating.level = 5;
	assert_false(outbox_put(desk.outbox, &rating, &error));
	assert_int_equal(waiting(), 1);
}

static void batches_have_limits_and_no_order(void **state)
{
	struct rating_batch batch;
	struct error error;

	(void)state;
	for (int i = 0; i < 250; i++)
		put(i, 500 + i % 3);
	assert_true(outbox_batch(desk.outbox, &desk.arena, INT64_MAX, 500, &batch, &error));
	assert_int_equal(batch.rating_count, RATING_BATCH_MAX);
	assert_true(rating_batch_encode(&desk.arena, &batch).length <= RATING_BATCH_BYTES_MAX);
	assert_int_equal(batch.count_count, 0);
	for (size_t i = 1; i < batch.rating_count; i++) /* by token, which is random, not by the order of arrival */
		assert_true(strcmp(batch.ratings[i - 1].token, batch.ratings[i].token) < 0);
	assert_true(outbox_batch(desk.outbox, &desk.arena, 501, 501, &batch, &error));
	for (size_t i = 0; i < batch.rating_count; i++)
		assert_int_equal(batch.ratings[i].hour, 500);
	assert_int_equal(batch.count_count, 1); /* only hours that ended are counted */
	assert_int_equal(batch.counts[0].stored, 84);
	assert_int_equal(batch.ratings[0].reason_count, 2);
	assert_int_equal(batch.ratings[0].further_count, 2);
	assert_true(str_equal(batch.ratings[0].further[1].question, STR("clean")));
	assert_true(str_equal(batch.ratings[0].further[1].answer, STR("4")));
}

static void answers_take_off_what_they_name(void **state)
{
	struct rating first = numbered(1, 500), second = numbered(2, 500), third = numbered(3, 501);
	struct str acknowledged[] = {str_from(first.token)}, conflicts[] = {str_from(second.token)};
	struct rating_answer answer = {acknowledged, conflicts, 1, 1, RATING_HOUR_UNKNOWN};
	int64_t day_ms = INT64_C(86400000);
	struct error error;

	(void)state;
	put(1, 500);
	put(2, 500);
	put(3, 501);
	assert_true(outbox_acknowledge(desk.outbox, &answer, 1000 * day_ms, &error));
	assert_int_equal(waiting(), 1);
	assert_true(outbox_forget_old(desk.outbox, 1030 * day_ms, &error)); /* kept so that a restored centre can ask again */
	answer = (struct rating_answer){.resend_since = 500};
	assert_true(outbox_acknowledge(desk.outbox, &answer, 1030 * day_ms, &error));
	assert_int_equal(waiting(), 3);
	acknowledged[0] = str_from(third.token);
	answer = (struct rating_answer){acknowledged, conflicts, 1, 0, RATING_HOUR_UNKNOWN};
	assert_true(outbox_acknowledge(desk.outbox, &answer, 1030 * day_ms, &error));
	assert_true(outbox_forget_old(desk.outbox, 1061 * day_ms, &error));
	assert_string_equal(one_text("SELECT count(*) FROM rating").bytes, "2");
}

static void a_failed_write_ends_all_promises(void **state)
{
	struct rlimit none = {0, RLIM_INFINITY}, before;
	struct rating rating = numbered(9, 500);
	struct error error;

	(void)state;
	put(1, 500);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	none.rlim_max = before.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	assert_false(outbox_put(desk.outbox, &rating, &error));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(outbox_put(desk.outbox, &rating, &error));
	assert_non_null(strstr(error.text, "takes no more"));
	assert_int_equal(waiting(), 1);
}

/* A full disk: no file may grow. */
static struct rlimit stop_growth(int64_t bytes)
{
	struct rlimit before, none;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	none = (struct rlimit){(rlim_t)bytes, before.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	return before;
}

static int64_t file_bytes(const char *suffix)
{
	struct stat info;

	assert_int_equal(stat(str_format(&desk.arena, "%s%s", desk.path, suffix).bytes, &info), 0);
	return info.st_size;
}

/* The bytes of a rating that is not promised, as a failed sync may leave them. */
static void leave_bytes_of(const struct rating *rating)
{
	sqlite3 *database;
	struct str sql = str_format(&desk.arena,
		"BEGIN; INSERT INTO rating VALUES ('%s', 'd', 'a', 's', 'q', 1, %lld, 1, '', 0, NULL, '');"
		" UPDATE hour_count SET stored = stored + 1 WHERE hour = %lld; COMMIT",
		rating->token, (long long)rating->hour, (long long)rating->hour);

	assert_int_equal(sqlite3_open_v2(desk.path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql.bytes, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

/* Who was told "not recorded" is not counted later, not even where the bytes had reached the disk. */
static void opened_anew_it_goes_on_and_forgets_what_failed(void **state)
{
	struct rating refused = numbered(9, 500);
	struct rlimit before;
	struct error error;

	(void)state;
	put(1, 500);
	before = stop_growth(0);
	assert_false(outbox_put(desk.outbox, &refused, &error));
	assert_false(outbox_reopen(desk.outbox, desk.path, &error));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	leave_bytes_of(&refused);
	assert_true(outbox_reopen(desk.outbox, desk.path, &error));
	assert_int_equal(waiting(), 1);
	assert_string_equal(one_text("SELECT group_concat(stored) FROM hour_count").bytes, "1");
	put(2, 500);
	assert_int_equal(waiting(), 2);
}

static void what_is_set_aside_keeps_ten_thousand(void **state)
{
	int64_t log_bytes, bytes;
	struct rlimit before;
	struct error error;

	(void)state;
	assert_true(outbox_reserve(desk.outbox, &error));
	outbox_close(desk.outbox); /* the screen is started anew on a disk that is full by then */
	assert_true(outbox_open(&desk.outbox, desk.path, &error));
	bytes = file_bytes("");
	log_bytes = file_bytes("-wal");
	before = stop_growth(bytes > log_bytes ? bytes : log_bytes);
	for (int i = 0; i < OUTBOX_RESERVE_RATINGS; i++) {
		struct rating rating = numbered(i, 500 + i / 100);

		rating.device = STR("0123456789abcdef0123456789abcdef");
		if (!outbox_put(desk.outbox, &rating, &error))
			fail_msg("%d kept, then: %s", i, error.text);
	}
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(waiting(), OUTBOX_RESERVE_RATINGS);
	assert_int_equal(file_bytes(""), bytes);
}

static void visits_are_told_once_and_grow(void **state)
{
	struct rating_visits more = {.area = STR("652301001001"), .day = 17829, .shown = 3, .answered = 2, .abandoned = 1};
	struct rating_batch batch = {0}, again = {0}, later = {0};
	struct error error;

	(void)state;
	assert_true(outbox_add_visits(desk.outbox, &more, &error));
	assert_true(outbox_add_visits(desk.outbox, &more, &error));
	assert_true(outbox_visits(desk.outbox, &desk.arena, 17829, &again, &error));
	assert_int_equal(again.visits_count, 0); /* the day is not over */
	assert_true(outbox_visits(desk.outbox, &desk.arena, 17830, &batch, &error));
	assert_int_equal(batch.visits_count, 1);
	assert_int_equal(batch.visits[0].shown, 6);
	assert_int_equal(batch.visits[0].answered, 4);
	assert_true(tally_verify_visits(&batch.visits[0]));
	assert_true(outbox_visits_told(desk.outbox, &batch, &error));
	assert_true(outbox_visits(desk.outbox, &desk.arena, 17830, &again, &error));
	assert_int_equal(again.visits_count, 0);
	assert_true(outbox_add_visits(desk.outbox, &more, &error));
	assert_true(outbox_visits(desk.outbox, &desk.arena, 17830, &later, &error));
	assert_int_equal(later.visits[0].shown, 9);
	batch.visits[0].shown++;
	assert_false(tally_verify_visits(&batch.visits[0]));
	assert_string_equal(one_text("SELECT group_concat(name) FROM pragma_table_info('visits')").bytes,
		"day,area,shown,answered,abandoned,timed_out,told");
}

static void the_device_stays_the_same(void **state)
{
	struct str device = str_copy(&desk.arena, outbox_device(desk.outbox));
	struct error error;

	(void)state;
	assert_int_equal(device.length, 32);
	outbox_close(desk.outbox);
	assert_true(outbox_open(&desk.outbox, desk.path, &error));
	assert_true(str_equal(device, outbox_device(desk.outbox)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_keeps_these_fields_and_no_others, begin, finish),
		cmocka_unit_test_setup_teardown(an_older_file_is_raised, begin, finish),
		cmocka_unit_test_setup_teardown(what_was_put_survives_a_kill, begin, finish),
		cmocka_unit_test_setup_teardown(the_same_token_counts_once, begin, finish),
		cmocka_unit_test_setup_teardown(batches_have_limits_and_no_order, begin, finish),
		cmocka_unit_test_setup_teardown(answers_take_off_what_they_name, begin, finish),
		cmocka_unit_test_setup_teardown(a_failed_write_ends_all_promises, begin, finish),
		cmocka_unit_test_setup_teardown(opened_anew_it_goes_on_and_forgets_what_failed, begin, finish),
		cmocka_unit_test_setup_teardown(what_is_set_aside_keeps_ten_thousand, begin_in_memory, finish),
		cmocka_unit_test_setup_teardown(visits_are_told_once_and_grow, begin, finish),
		cmocka_unit_test_setup_teardown(the_device_stays_the_same, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
