#include "feed/centre/waiters.h"

#include <pthread.h>
#include <stdlib.h>

#include "feed/base/check.h"

struct waiter {
	struct MHD_Connection *connection; /* borrowed */
	int64_t due_ms;
};

struct waiters {
	pthread_mutex_t mutex; /* guards all that follows */
	uint64_t news;         /* how often there was some */
	bool ended;
	size_t count, most;
	struct waiter items[];
};

struct waiters *waiters_create(size_t most)
{
	struct waiters *waiters = calloc(1, sizeof(*waiters) + most * sizeof(struct waiter));

	REQUIRE(waiters && pthread_mutex_init(&waiters->mutex, NULL) == 0);
	waiters->most = most;
	return waiters;
}

void waiters_destroy(struct waiters *waiters)
{
	if (!waiters)
		return;
	pthread_mutex_destroy(&waiters->mutex);
	free(waiters);
}

static void lock(struct waiters *waiters)
{
	REQUIRE(pthread_mutex_lock(&waiters->mutex) == 0);
}

static void unlock(struct waiters *waiters)
{
	REQUIRE(pthread_mutex_unlock(&waiters->mutex) == 0);
}

uint64_t waiters_mark(struct waiters *waiters)
{
	uint64_t news;

	lock(waiters);
	news = waiters->news;
	unlock(waiters);
	return news;
}

bool waiters_put(struct waiters *waiters, struct MHD_Connection *connection, uint64_t mark, int64_t due_ms)
{
	bool put;

	lock(waiters);
	put = !waiters->ended && waiters->news == mark && waiters->count < waiters->most;
	if (put) {
		MHD_suspend_connection(connection);
		waiters->items[waiters->count++] = (struct waiter){connection, due_ms};
	}
	unlock(waiters);
	return put;
}

/* Those that are due; the mutex is held. */
static void resume(struct waiters *waiters, int64_t now_ms)
{
	for (size_t i = waiters->count; i-- > 0;)
		if (waiters->items[i].due_ms <= now_ms) {
			MHD_resume_connection(waiters->items[i].connection);
			waiters->items[i] = waiters->items[--waiters->count];
		}
}

void waiters_wake(struct waiters *waiters)
{
	lock(waiters);
	waiters->news++;
	resume(waiters, INT64_MAX);
	unlock(waiters);
}

void waiters_step(struct waiters *waiters, int64_t now_ms)
{
	lock(waiters);
	resume(waiters, now_ms);
	unlock(waiters);
}

void waiters_end(struct waiters *waiters)
{
	lock(waiters);
	waiters->ended = true;
	resume(waiters, INT64_MAX);
	unlock(waiters);
}

size_t waiters_count(struct waiters *waiters)
{
	size_t count;

	lock(waiters);
	count = waiters->count;
	unlock(waiters);
	return count;
}
