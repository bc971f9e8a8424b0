#include "feed/centre/rating_group.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "feed/base/check.h"

enum { NS_PER_MS = 1000000, NS_PER_S = 1000000000 };

struct rating_group {
	rating_group_commit *commit;
	void *self; /* borrowed */
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct rating_ticket *first, **last; /* in the order in which they came */
	size_t rows;                         /* of these */
	bool stopping;
};

static size_t rows_of(const struct rating_ticket *ticket)
{
	return ticket->job.batch->rating_count + ticket->job.batch->count_count + 1;
}

/* The mutex is held. Until there are enough, or the first has waited long enough. */
static void wait_for_more(struct rating_group *group)
{
	struct timespec until;

	while (!group->first && !group->stopping)
		pthread_cond_wait(&group->changed, &group->mutex);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += RATING_GROUP_WAIT_MS * NS_PER_MS;
	until.tv_sec += until.tv_nsec / NS_PER_S;
	until.tv_nsec %= NS_PER_S;
	while (group->rows < RATING_GROUP_ROWS && !group->stopping)
		if (pthread_cond_timedwait(&group->changed, &group->mutex, &until) != 0)
			break;
}

/* The mutex is held. Some of the front, RATING_GROUP_ROWS or one. */
static struct rating_ticket *cut(struct rating_group *group, size_t *count)
{
	struct rating_ticket *first = group->first, **end = &group->first;
	size_t rows = 0;

	for (*count = 0; *end && (*count == 0 || rows + rows_of(*end) <= RATING_GROUP_ROWS); ++*count) {
		rows += rows_of(*end);
		end = &(*end)->next;
	}
	group->rows -= rows;
	if (end == &group->first)
		return NULL;
	group->first = *end;
	*end = NULL;
	if (!group->first)
		group->last = &group->first;
	return first;
}

static void commit(struct rating_group *group, struct rating_ticket *first, size_t count)
{
	struct rating_job **jobs = calloc(count, sizeof(*jobs));
	struct rating_ticket *ticket = first;
	bool busy = false, taken;

	REQUIRE(jobs);
	for (size_t i = 0; i < count; i++, ticket = ticket->next)
		jobs[i] = &ticket->job;
	taken = group->commit(group->self, jobs, count, &busy);
	free(jobs);
	while (first) {
		ticket = first;
		first = first->next; /* it is its owner's after done */
		ticket->taken = taken;
		ticket->busy = busy;
		ticket->done(ticket);
	}
}

static void *run(void *self)
{
	struct rating_group *group = self;
	bool over = false;

	while (!over) {
		struct rating_ticket *first;
		size_t count;

		pthread_mutex_lock(&group->mutex);
		wait_for_more(group);
		first = cut(group, &count);
		over = group->stopping && !first;
		pthread_mutex_unlock(&group->mutex);
		if (first)
			commit(group, first, count);
	}
	return NULL;
}

struct rating_group *rating_group_start(rating_group_commit *commit_jobs, void *self)
{
	struct rating_group *group = calloc(1, sizeof(*group));
	pthread_condattr_t steady;

	REQUIRE(group);
	group->commit = commit_jobs;
	group->self = self;
	group->last = &group->first;
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	REQUIRE(pthread_mutex_init(&group->mutex, NULL) == 0 && pthread_cond_init(&group->changed, &steady) == 0);
	pthread_condattr_destroy(&steady);
	REQUIRE(pthread_create(&group->thread, NULL, run, group) == 0);
	return group;
}

void rating_group_stop(struct rating_group *group)
{
	if (!group)
		return;
	pthread_mutex_lock(&group->mutex);
	group->stopping = true;
	pthread_cond_signal(&group->changed);
	pthread_mutex_unlock(&group->mutex);
	pthread_join(group->thread, NULL);
	pthread_cond_destroy(&group->changed);
	pthread_mutex_destroy(&group->mutex);
	free(group);
}

bool rating_group_put(struct rating_group *group, struct rating_ticket *ticket)
{
	bool put;

	pthread_mutex_lock(&group->mutex);
	put = !group->stopping && group->rows + rows_of(ticket) <= RATING_GROUP_ROWS_MAX;
	if (put) {
		ticket->next = NULL;
		*group->last = ticket;
		group->last = &ticket->next;
		group->rows += rows_of(ticket);
		pthread_cond_signal(&group->changed);
	}
	pthread_mutex_unlock(&group->mutex);
	return put;
}
