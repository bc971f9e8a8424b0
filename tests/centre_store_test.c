#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "feed/base/file.h"
#include "tests/support/centre_fixture.h"

static struct centre_fixture fixture;

static int begin(void **state)
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

static void is_durable(void **state)
{
	struct stat status;

	(void)state;
	assert_string_equal(centre_fixture_query(&fixture, "PRAGMA journal_mode"), "wal\n");
	assert_string_equal(centre_fixture_query(&fixture, "PRAGMA synchronous"), "2\n");
	assert_string_equal(centre_fixture_query(&fixture, "PRAGMA foreign_keys"), "1\n");
	assert_string_equal(centre_fixture_query(&fixture, "PRAGMA user_version"), "3\n");
	assert_int_equal(stat("centre.db", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
}

static void is_made_once(void **state)
{
	struct error error;

	(void)state;
	assert_false(store_create("centre.db", &error));
	assert_string_equal(error.text, "cannot make centre.db: File exists");
}

static void keeps_what_was_committed(void **state)
{
	struct store *store = fixture.centre.store;
	struct error error;

	(void)state;
	assert_true(store_begin(store, &error));
	assert_true(store_run(store, "INSERT INTO source_time VALUES ('kept', 1)", &error));
	assert_true(store_commit(store, &error));
	assert_true(store_begin(store, &error));
	assert_true(store_run(store, "INSERT INTO source_time VALUES ('lost', 2)", &error));
	store_rollback(store);
	store_close(store);
	assert_true(store_open(&fixture.centre.store, "centre.db", &error));
	assert_string_equal(centre_fixture_query(&fixture, "SELECT kind, time_ms FROM source_time"), "kept|1\n");
}

static void makes_the_schema_in_an_empty_file(void **state)
{
	struct store *store;
	struct error error;

	(void)state;
	assert_true(file_replace("cut.db", STR(""), 0600, &error));
	assert_true(store_open(&store, "cut.db", &error));
	assert_true(store_run(store, "SELECT * FROM ratings", &error));
	store_close(store);
}

static void alter(const char *path, const char *sql)
{
	sqlite3 *database;

	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

/* What version 3 added: columns, and views that stood in the schema before. */
static const char without_version_3[] =
	"DROP VIEW item_standing; DROP INDEX ratings_told;"
	"DROP VIEW shown_period; DROP VIEW open_period; DROP VIEW periods;"
	"ALTER TABLE items DROP COLUMN measure;"
	"ALTER TABLE residents DROP COLUMN effective;"
	"ALTER TABLE residents_spread DROP COLUMN between_communities;"
	"ALTER TABLE residents_spread DROP COLUMN mean;"
	"ALTER TABLE ranking DROP COLUMN system_score;"
	"ALTER TABLE ranking DROP COLUMN subdistrict_score;"
	"ALTER TABLE ranking DROP COLUMN residents_score;"
	"ALTER TABLE ranking DROP COLUMN subdistrict_mark;"
	"ALTER TABLE ranking DROP COLUMN residents_mean;"
	"ALTER TABLE ranking DROP COLUMN reliability;"
	"ALTER TABLE ranking DROP COLUMN error;"
	"ALTER TABLE ranking DROP COLUMN veto;"
	"ALTER TABLE ranking DROP COLUMN dark_hours;"
	"ALTER TABLE period_state DROP COLUMN notice_until_ms;"
	"ALTER TABLE period_state DROP COLUMN frozen_ms;"
	"ALTER TABLE period_state DROP COLUMN rules;"
	"CREATE VIEW periods AS SELECT DISTINCT period FROM scores;"
	"CREATE VIEW open_period AS SELECT max(period) AS period FROM periods";

/* A centre that was begun with version 1 keeps what it has. */
static void raises_version_1(void **state)
{
	struct error error;

	(void)state;
	store_close(fixture.centre.store);
	alter("centre.db", without_version_3);
	alter("centre.db", "ALTER TABLE lists DROP COLUMN reply_zh; ALTER TABLE lists DROP COLUMN reply_ug;"
			   "ALTER TABLE lists DROP COLUMN reply_kk; ALTER TABLE lists DROP COLUMN reply_en;"
			   "ALTER TABLE notices DROP COLUMN urgent; ALTER TABLE residents DROP COLUMN satisfied; DROP TABLE activities;"
			   "ALTER TABLE venues DROP COLUMN phone;"
			   "ALTER TABLE ratings DROP COLUMN further; DROP TABLE residents_further; DROP TABLE rating_conflicts;"
			   "CREATE TABLE rating_conflicts (token TEXT NOT NULL, device TEXT NOT NULL, area TEXT NOT NULL, service TEXT NOT NULL,"
			   " question TEXT NOT NULL, version INTEGER NOT NULL, hour INTEGER NOT NULL, level INTEGER NOT NULL,"
			   " reasons TEXT NOT NULL, doubts INTEGER NOT NULL, PRIMARY KEY (token, level)) WITHOUT ROWID, STRICT;"
			   "INSERT INTO rating_conflicts VALUES ('t', 'd', 'K1', 's', 'q', 1, -1, 5, '', 0);"
			   "INSERT INTO residents VALUES ('2018-Q3', 'K1', '', 12, 0, 90); PRAGMA user_version = 1");
	assert_true(store_open(&fixture.centre.store, "centre.db", &error));
	assert_string_equal(centre_fixture_query(&fixture, "PRAGMA user_version"), "3\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT answers, satisfied IS NULL FROM residents"), "12|1\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(reply_zh) FROM lists"), "0\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(urgent) FROM notices"), "0\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(*) FROM activities"), "0\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(further) FROM ratings"), "0\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT token, further FROM rating_conflicts"), "t|\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(first_day), count(rules) FROM periods, period_state"), "0|0\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(dark_hours) FROM ranking"), "0\n");
}

static void refuses_files_of_others(void **state)
{
	struct store *store = NULL;
	struct error error;

	(void)state;
	alter("other.db", "CREATE TABLE notes (text)");
	assert_false(store_open(&store, "other.db", &error));
	assert_string_equal(error.text, "other.db is a database of another program");
	alter("centre.db", "PRAGMA user_version = 4");
	assert_false(store_open(&store, "centre.db", &error));
	assert_string_equal(error.text, "centre.db was written by a newer hallfeed (version 4, this one knows 3)");
	assert_true(file_replace("text.db", STR("this is a text and no database at all"), 0600, &error));
	assert_false(store_open(&store, "text.db", &error));
	assert_non_null(strstr(error.text, "file is not a database"));
	assert_false(store_open(&store, "none/centre.db", &error));
	assert_non_null(strstr(error.text, "cannot open none/centre.db"));
	assert_null(store);
}

static void tells_constraints_from_failures(void **state)
{
	struct store *store = fixture.centre.store;
	struct error error;
	struct store_query *query = store_prepare(store, "INSERT INTO source_time VALUES (?, ?)", &error);

	(void)state;
	for (int i = 0; i < 2; i++) {
		store_bind_text(query, 1, STR("areas"));
		store_bind_integer(query, 2, 5);
		assert_int_equal(store_step(query, &error), i == 0 ? STORE_DONE : STORE_CONSTRAINT);
		store_reset(query);
	}
	assert_ptr_equal(store_prepare(store, "INSERT INTO source_time VALUES (?, ?)", &error), query);
	assert_null(store_prepare(store, "SELECT \"no_such_column\" FROM areas", &error));
	assert_string_equal(error.text, "centre.db: cannot prepare a statement: no such column: no_such_column");
}

static char rating_header[16384];

/* Before the first test changes the folder. */
static int read_rating_header(void **state)
{
	FILE *file = fopen("feed/model/rating.h", "r");

	(void)state;
	assert_non_null(file);
	assert_in_range(fread(rating_header, 1, sizeof(rating_header) - 1, file), 1, sizeof(rating_header) - 2);
	fclose(file);
	return 0;
}

static bool is_word(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z');
}

/* The names of struct rating's fields, a line each: words before one of ; , [ */
static void list_fields(char *out, size_t room)
{
	const char *at = strstr(rating_header, "struct rating {\n"), *end;
	size_t length = 0;

	assert_non_null(at);
	at += strlen("struct rating {\n");
	end = strstr(at, "\n};");
	assert_non_null(end);
	for (bool named = false; at < end; at++) {
		const char *word = at;

		if (strncmp(at, "/*", 2) == 0)
			at = strstr(at, "*/") + 2;
		if (*at == '\n')
			named = false;
		while (word > rating_header && is_word(word[-1]))
			word--;
		if (named || word == at || (*at != ';' && *at != ',' && *at != '['))
			continue;
		named = *at != ',';
		length += (size_t)snprintf(out + length, room - length, "%.*s\n", (int)(at - word), word);
	}
}

static void take_out(char *fields, const char *name)
{
	char *at = strstr(fields, name);

	assert_non_null(at);
	memmove(at, at + strlen(name), strlen(at + strlen(name)) + 1);
}

/* Nothing about a person can hide in a column: the store holds the fields of struct rating and no others; how many
   reasons there are is told by the reasons. */
static void ratings_have_the_fields_of_a_rating(void **state)
{
	char fields[1024], expected[1024];

	(void)state;
	list_fields(fields, sizeof(fields));
	take_out(fields, "reason_count\n");
	take_out(fields, "further_count\n");
	snprintf(expected, sizeof(expected), "%s", fields);
	assert_string_equal(
		centre_fixture_query(&fixture, "SELECT name FROM pragma_table_info('ratings') ORDER BY cid"), expected);
	assert_string_equal(
		centre_fixture_query(&fixture, "SELECT name FROM pragma_table_info('rating_conflicts') ORDER BY cid"),
		expected);
}

/* A rowid would tell in which order the ratings came. */
static void ratings_keep_no_order(void **state)
{
	(void)state;
	assert_string_equal(centre_fixture_query(&fixture, "SELECT name, wr FROM pragma_table_list WHERE name LIKE "
							   "'rating%' AND type = 'table' ORDER BY name"),
		"rating_conflicts|1\nrating_count_faults|1\nrating_counts|1\nrating_gaps|1\nratings|1\n");
}

static void periods_have_their_days(void **state)
{
	struct error error;

	(void)state;
	assert_true(store_run(fixture.centre.store,
		"INSERT INTO scores VALUES ('2018', 'K1', 'system', 1), ('2018-H2', 'K1', 'system', 1), "
		"('2018-Q3', 'K1', 'system', 1), ('2018-12', 'K1', 'system', 1), ('2016-02', 'K1', 'system', 1), "
		"('2017-01R3', 'K1', 'system', 1)",
		&error));
	assert_string_equal(centre_fixture_query(&fixture, "SELECT period, first_day, last_day FROM periods ORDER BY first_day, last_day"),
		"2016-02|2016-02-01|2016-02-29\n"
		"2017-01R3|2016-11-01|2017-01-31\n"
		"2018|2018-01-01|2018-12-31\n"
		"2018-Q3|2018-07-01|2018-09-30\n"
		"2018-H2|2018-07-01|2018-12-31\n"
		"2018-12|2018-12-01|2018-12-31\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT period FROM open_period"), "2018-12\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(is_durable, begin, finish),
		cmocka_unit_test_setup_teardown(is_made_once, begin, finish),
		cmocka_unit_test_setup_teardown(keeps_what_was_committed, begin, finish),
		cmocka_unit_test_setup_teardown(makes_the_schema_in_an_empty_file, begin, finish),
		cmocka_unit_test_setup_teardown(raises_version_1, begin, finish),
		cmocka_unit_test_setup_teardown(refuses_files_of_others, begin, finish),
		cmocka_unit_test_setup_teardown(tells_constraints_from_failures, begin, finish),
		cmocka_unit_test_setup_teardown(ratings_have_the_fields_of_a_rating, begin, finish),
		cmocka_unit_test_setup_teardown(ratings_keep_no_order, begin, finish),
		cmocka_unit_test_setup_teardown(periods_have_their_days, begin, finish),
	};

	return cmocka_run_group_tests(tests, read_rating_header, NULL);
}
