#include "feed/centre/residents_further.h"

#include "feed/base/arena.h"

#define REASONS "reasons"

struct answer {
	struct str question, answer;
	int64_t count;
};

struct answers {
	struct arena *arena;
	struct answer *items;
	size_t count, capacity;
};

static void add(struct answers *answers, struct str question, struct str answer)
{
	for (size_t i = 0; i < answers->count; i++)
		if (str_equal(answers->items[i].question, question) && str_equal(answers->items[i].answer, answer)) {
			answers->items[i].count++;
			return;
		}
	answers->items =
		arena_grow(answers->arena, answers->items, answers->count, &answers->capacity, sizeof(*answers->items));
	answers->items[answers->count++] =
		(struct answer){str_copy(answers->arena, question), str_copy(answers->arena, answer), 1};
}

/* "question answer question answer", and reasons. */
static void take(struct answers *answers, struct str further, struct str reasons)
{
	struct str question, answer;

	while (further.length && str_next(&further, ' ', &question) && str_next(&further, ' ', &answer))
		add(answers, question, answer);
	while (reasons.length && str_next(&reasons, ' ', &answer))
		add(answers, STR(REASONS), answer);
}

static bool read_all(const struct residents_further *further, struct answers *answers, struct error *error)
{
	struct store_query *query = store_prepare(further->store,
		"WITH RECURSIVE below (id) AS (SELECT ?1 UNION ALL SELECT areas.id FROM areas JOIN below ON "
		"areas.parent = below.id) "
		"SELECT ratings.further, ratings.reasons FROM below JOIN ratings ON ratings.area = below.id "
		"WHERE ratings.hour >= ?2 AND ratings.hour < ?3 AND ratings.doubts = 0 AND (ratings.reasons <> '' OR ratings.further <> '') AND (?4 = '' OR ratings.service "
		"= ?4)",
		error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, further->area);
	store_bind_integer(query, 2, further->from_hour);
	store_bind_integer(query, 3, further->until_hour);
	store_bind_text(query, 4, further->service);
	while ((step = store_step(query, error)) == STORE_ROW)
		take(answers, store_text(query, 0), store_text(query, 1));
	store_reset(query);
	return step == STORE_DONE;
}

static void bind_cell(struct store_query *query, const struct residents_further *further)
{
	store_bind_text(query, 1, further->period);
	store_bind_text(query, 2, further->area);
	store_bind_text(query, 3, further->service);
}

static bool forget(const struct residents_further *further, struct error *error)
{
	struct store_query *query = store_prepare(further->store,
		"DELETE FROM residents_further WHERE period = ?1 AND area = ?2 AND service = ?3", error);
	bool done;

	if (!query)
		return false;
	bind_cell(query, further);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool tell(const struct residents_further *further, const struct answer *answer, struct error *error)
{
	struct store_query *query = store_prepare(further->store,
		"INSERT INTO residents_further (period, area, service, question, answer, answers) VALUES (?1, ?2, ?3, "
		"?4, ?5, ?6)",
		error);
	bool told;

	if (!query)
		return false;
	bind_cell(query, further);
	store_bind_text(query, 4, answer->question);
	store_bind_text(query, 5, answer->answer);
	store_bind_integer(query, 6, answer->count);
	told = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return told;
}

static int64_t count_of(const struct answers *answers, struct str question)
{
	int64_t count = 0;

	for (size_t i = 0; i < answers->count; i++)
		if (str_equal(answers->items[i].question, question))
			count += answers->items[i].count;
	return count;
}

bool residents_further_tell(const struct residents_further *further, struct error *error)
{
	struct answers answers = {.arena = further->arena};

	if (!read_all(further, &answers, error) || !forget(further, error))
		return false;
	for (size_t i = 0; i < answers.count; i++)
		if (count_of(&answers, answers.items[i].question) >= further->least &&
			!tell(further, &answers.items[i], error))
			return false;
	return true;
}
