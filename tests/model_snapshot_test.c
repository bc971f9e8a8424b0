#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "feed/model/snapshot.h"

static struct document *make_table(const char *name, const char *sha256)
{
	struct document *document = document_create(DOCUMENT_TABLE, str_from(name), sha256);
	struct table *table = arena_new(&document->arena, struct table);

	table->name = str_copy(&document->arena, str_from(name));
	document->table = table;
	return document;
}

static const struct document *make_survey(void)
{
	struct document *document = document_create(DOCUMENT_SURVEY, STR("survey"), "5");

	document->survey = arena_new(&document->arena, struct survey);
	return document;
}

static void documents_are_found_and_absent_ones_are_null(void **state)
{
	const struct document *documents[] = {make_table("ranking", "a"), make_table("teams", "b"), make_survey()};
	struct head_document listed = {.kind = DOCUMENT_TABLE, .name = STR("ranking")};
	struct head head = {.area = STR("all"), .version = 3, .documents = &listed, .document_count = 1};
	struct snapshot *snapshot = snapshot_create(&head, documents, 3);

	(void)state;
	for (int i = 0; i < 3; i++)
		document_unref(documents[i]);
	memset(&listed, 0, sizeof(listed));
	assert_int_equal(snapshot_head(snapshot)->version, 3);
	assert_true(str_equal(snapshot_head(snapshot)->documents[0].name, STR("ranking")));
	assert_true(str_equal(snapshot_table(snapshot, STR("teams"))->name, STR("teams")));
	assert_null(snapshot_table(snapshot, STR("survey")));
	assert_non_null(snapshot_survey(snapshot));
	assert_null(snapshot_areas(snapshot));
	assert_null(snapshot_map(snapshot));
	assert_null(snapshot_notices(snapshot));
	assert_true(str_equal(snapshot_document(snapshot, "b")->name, STR("teams")));
	assert_null(snapshot_document(snapshot, "c"));
	snapshot_unref(snapshot);
	snapshot_unref(NULL);
	document_unref(NULL);
}

/* The next state shares what did not change, and outlives the state before. */
static void a_document_lives_as_long_as_any_snapshot(void **state)
{
	const struct head head = {.area = STR("all"), .version = 1};
	const struct document *ranking = make_table("ranking", "a");
	struct snapshot *first = snapshot_create(&head, &ranking, 1), *second;
	const struct document *shared;

	(void)state;
	document_unref(ranking);
	shared = snapshot_document(first, "a");
	second = snapshot_create(&head, &shared, 1);
	assert_ptr_equal(snapshot_table(first, STR("ranking")), snapshot_table(second, STR("ranking")));
	snapshot_unref(first);
	assert_true(str_equal(snapshot_table(second, STR("ranking"))->name, STR("ranking")));
	assert_int_equal(shared->references, 1);
	snapshot_unref(second);
}

static void *take_and_give_back(void *self)
{
	const struct snapshot *snapshot = self;

	for (int i = 0; i < 20000; i++)
		snapshot_unref(snapshot_ref(snapshot));
	snapshot_unref(snapshot);
	return NULL;
}

/* The last one out frees; leaks and double frees are seen by the checks that tests are built with. */
static void any_thread_may_be_the_last(void **state)
{
	enum { THREADS = 4 };
	const struct head head = {.area = STR("all")};
	const struct document *ranking = make_table("ranking", "a");
	struct snapshot *snapshot = snapshot_create(&head, &ranking, 1);
	pthread_t threads[THREADS];

	(void)state;
	document_unref(ranking);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, take_and_give_back, (void *)snapshot_ref(snapshot)), 0);
	snapshot_unref(snapshot);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_found_and_absent_ones_are_null),
		cmocka_unit_test(a_document_lives_as_long_as_any_snapshot),
		cmocka_unit_test(any_thread_may_be_the_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
