#include "feed/centre/ratings.h"

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/devices.h"
#include "feed/centre/rating_counts.h"
#include "feed/centre/rating_visits.h"

enum { HOUR_MS = 3600 * 1000 };

/* One rating on its way into the store. */
struct taking {
	struct store *store;
	struct arena *arena;
	struct error *error;
	const char *device; /* that signed; empty: nobody in particular */
	int64_t now_hour;
};

enum outcome { TAKEN, CONFLICTING, FAILED };

/* Ids hold no blanks. */
static struct str join(struct arena *arena, struct str joined, struct str word)
{
	return str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(joined), joined.length ? " " : "", STR_ARG(word));
}

static struct str join_reasons(struct arena *arena, const struct rating *rating)
{
	struct str text = STR("");

	for (size_t i = 0; i < rating->reason_count; i++)
		text = join(arena, text, rating->reasons[i]);
	return text;
}

/* Question, answer, question, answer. */
static struct str join_further(struct arena *arena, const struct rating *rating)
{
	struct str text = STR("");

	for (size_t i = 0; i < rating->further_count; i++)
		text = join(arena, join(arena, text, rating->further[i].question), rating->further[i].answer);
	return text;
}

static struct store_query *bind(struct taking *taking, const char *sql, const struct rating *rating)
{
	struct store_query *query = store_prepare(taking->store, sql, taking->error);

	if (!query)
		return NULL;
	store_bind_text(query, 1, str_from(rating->token));
	store_bind_text(query, 2, rating->device);
	store_bind_text(query, 3, rating->area);
	store_bind_text(query, 4, rating->service);
	store_bind_text(query, 5, rating->question);
	store_bind_integer(query, 6, rating->version);
	store_bind_integer(query, 7, rating->hour);
	store_bind_integer(query, 8, rating->level);
	store_bind_text(query, 9, join_reasons(taking->arena, rating));
	store_bind_integer(query, 10, rating->doubts);
	store_bind_text(query, 11, join_further(taking->arena, rating));
	return query;
}

static enum store_step run(struct taking *taking, const char *sql, const struct rating *rating)
{
	struct store_query *query = bind(taking, sql, rating);
	enum store_step step = STORE_FAILED;

	if (query) {
		step = store_step(query, taking->error);
		store_reset(query);
	}
	return step;
}

/* Kept beside the others, and reported. */
static enum outcome set_aside(struct taking *taking, const struct rating *rating)
{
	enum store_step step = run(taking,
		"INSERT OR IGNORE INTO rating_conflicts (token, device, area, service, question, version, hour, level, "
		"reasons, doubts, further) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
		rating);
	return step == STORE_DONE ? CONFLICTING : FAILED;
}

/* The token is known: the same answer again, or another one under its name. */
static enum outcome compare(struct taking *taking, const struct rating *rating)
{
	enum store_step step = run(taking,
		"SELECT 1 FROM ratings WHERE token = ?1 AND device = ?2 AND area = ?3 AND service = ?4 AND question = "
		"?5 "
		"AND version = ?6 AND ifnull(hour, -1) = ?7 AND level = ?8 AND reasons = ?9 AND doubts = ?10 AND "
		"further = ?11",
		rating);

	if (step != STORE_DONE)
		return step == STORE_ROW ? TAKEN : FAILED;
	return set_aside(taking, rating);
}

static enum outcome insert(struct taking *taking, const struct rating *rating)
{
	enum store_step step = run(taking,
		"INSERT INTO ratings (token, device, area, service, question, version, hour, level, reasons, doubts, "
		"further) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, -1), ?8, ?9, ?10, ?11)",
		rating);

	if (step == STORE_CONSTRAINT)
		return compare(taking, rating);
	return step == STORE_DONE ? TAKEN : FAILED;
}

/* A screen speaks for the halls that it was enrolled for. */
static bool is_at_home(struct taking *taking, const struct rating *rating, bool *home)
{
	*home = true;
	return taking->device[0] == '\0' || devices_serve_area(taking->store, taking->device, rating->area, home, taking->error);
}

static enum outcome take(struct taking *taking, const struct rating *rating)
{
	bool home;

	if (!is_at_home(taking, rating, &home))
		return FAILED;
	return home ? insert(taking, rating) : set_aside(taking, rating);
}

static bool take_all(struct taking *taking, const struct rating_batch *batch, struct rating_answer *answer)
{
	for (size_t i = 0; i < batch->rating_count; i++) {
		struct str token = str_copy(taking->arena, str_from(batch->ratings[i].token));

		switch (take(taking, &batch->ratings[i])) {
		case TAKEN:
			answer->acknowledged[answer->acknowledged_count++] = token;
			break;
		case CONFLICTING:
			answer->conflicts[answer->conflict_count++] = token;
			break;
		case FAILED:
			return false;
		}
	}
	return rating_visits_take(taking->store, batch, taking->error) &&
	       rating_counts_take(taking->store, batch, taking->now_hour, answer, taking->error);
}

static bool take_job(struct centre *centre, struct rating_job *job, int64_t now_hour, struct error *error)
{
	struct taking taking = {.store = centre->store, .arena = job->arena, .error = error, .device = job->device, .now_hour = now_hour};

	job->answer = (struct rating_answer){
		.acknowledged = arena_array(job->arena, struct str, job->batch->rating_count),
		.conflicts = arena_array(job->arena, struct str, job->batch->rating_count),
		.resend_since = RATING_HOUR_UNKNOWN,
	};
	return take_all(&taking, job->batch, &job->answer);
}

bool ratings_take_all(struct centre *centre, struct rating_job *const *jobs, size_t count, struct error *error)
{
	int64_t now_hour = centre->clock->wall_ms(centre->clock) / HOUR_MS;
	bool taken = store_begin(centre->store, error);

	for (size_t i = 0; taken && i < count; i++)
		taken = take_job(centre, jobs[i], now_hour, error);
	if (taken && store_commit(centre->store, error))
		return true;
	store_rollback(centre->store);
	for (size_t i = 0; i < count; i++)
		jobs[i]->answer = (struct rating_answer){.resend_since = RATING_HOUR_UNKNOWN};
	return false;
}

bool ratings_take(struct centre *centre, const char *device, const struct rating_batch *batch, struct arena *arena,
	struct rating_answer *answer, struct error *error)
{
	struct rating_job job = {.device = device, .batch = batch, .arena = arena}, *jobs[] = {&job};
	bool taken = ratings_take_all(centre, jobs, 1, error);

	*answer = job.answer;
	return taken;
}
