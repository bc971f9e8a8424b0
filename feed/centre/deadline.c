#include "feed/centre/deadline.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "feed/base/check.h"

enum { NO_SOCKET = -1, NO_ANSWER = -1 };

struct deadline {
	int socket; /* borrowed; NO_SOCKET: free */
	int64_t due_ms;
	int64_t acked; /* bytes that the other side had when it was due last; NO_ANSWER: no long one is on its way */
	struct deadline *next_free;
};

struct deadlines {
	pthread_mutex_t mutex; /* guards all that follows */
	struct deadline *free;
	size_t used, count;
	struct deadline items[];
};

struct deadlines *deadlines_create(size_t connections)
{
	struct deadlines *deadlines = calloc(1, sizeof(*deadlines) + connections * sizeof(struct deadline));

	REQUIRE(deadlines && pthread_mutex_init(&deadlines->mutex, NULL) == 0);
	deadlines->count = connections;
	for (size_t i = 0; i < connections; i++) {
		deadlines->items[i].socket = NO_SOCKET;
		deadlines->items[i].next_free = deadlines->free;
		deadlines->free = &deadlines->items[i];
	}
	return deadlines;
}

void deadlines_destroy(struct deadlines *deadlines)
{
	if (!deadlines)
		return;
	pthread_mutex_destroy(&deadlines->mutex);
	free(deadlines);
}

static void lock(struct deadlines *deadlines)
{
	REQUIRE(pthread_mutex_lock(&deadlines->mutex) == 0);
}

static void unlock(struct deadlines *deadlines)
{
	REQUIRE(pthread_mutex_unlock(&deadlines->mutex) == 0);
}

struct deadline *deadline_put(struct deadlines *deadlines, int socket, int64_t due_ms)
{
	struct deadline *deadline;

	lock(deadlines);
	deadline = deadlines->free;
	if (deadline) {
		deadlines->free = deadline->next_free;
		deadline->socket = socket;
		deadline->due_ms = due_ms;
		deadline->acked = NO_ANSWER;
		deadlines->used++;
	}
	unlock(deadlines);
	return deadline;
}

void deadline_move(struct deadlines *deadlines, struct deadline *deadline, int64_t due_ms)
{
	lock(deadlines);
	if (deadline && deadline->due_ms != INT64_MAX) {
		deadline->due_ms = due_ms;
		deadline->acked = NO_ANSWER;
	}
	unlock(deadlines);
}

void deadline_extend(struct deadlines *deadlines, struct deadline *deadline, int64_t by_ms)
{
	lock(deadlines);
	if (deadline && deadline->due_ms != INT64_MAX)
		deadline->due_ms += by_ms;
	unlock(deadlines);
}

/* What the other side's system confirmed, of all that this connection sent; NO_ANSWER where that is not known. */
static int64_t acked(int socket)
{
	struct tcp_info info = {0};
	socklen_t length = sizeof(info);

	if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0 ||
		length < offsetof(struct tcp_info, tcpi_bytes_acked) + sizeof(info.tcpi_bytes_acked))
		return NO_ANSWER;
	return (int64_t)info.tcpi_bytes_acked;
}

void deadline_answer(struct deadlines *deadlines, struct deadline *deadline, int64_t due_ms, size_t bytes)
{
	deadline_move(deadlines, deadline, due_ms);
	if (!deadline || bytes <= DEADLINE_BYTES_LEAST)
		return;
	lock(deadlines);
	deadline->acked = acked(deadline->socket);
	unlock(deadlines);
}

void deadline_remove(struct deadlines *deadlines, struct deadline *deadline)
{
	if (!deadline)
		return;
	lock(deadlines);
	deadline->socket = NO_SOCKET;
	deadline->next_free = deadlines->free;
	deadlines->free = deadline;
	deadlines->used--;
	unlock(deadlines);
}

static bool goes_on(struct deadline *deadline)
{
	int64_t now_acked = deadline->acked == NO_ANSWER ? NO_ANSWER : acked(deadline->socket);

	if (now_acked == NO_ANSWER || now_acked - deadline->acked < DEADLINE_BYTES_LEAST)
		return false;
	deadline->acked = now_acked;
	deadline->due_ms += DEADLINE_STEP_MS;
	return true;
}

/* What it did not take is not kept for it by the system either. */
static void hang_up(int socket)
{
	const struct linger none = {.l_onoff = 1, .l_linger = 0};

	setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	shutdown(socket, SHUT_RDWR);
}

/* INT64_MAX marks one that was cut already. */
size_t deadlines_cut(struct deadlines *deadlines, int64_t now_ms)
{
	size_t cut = 0;

	lock(deadlines);
	for (size_t i = 0; i < deadlines->count; i++) {
		struct deadline *deadline = &deadlines->items[i];

		if (deadline->socket == NO_SOCKET || deadline->due_ms > now_ms || goes_on(deadline))
			continue;
		hang_up(deadline->socket);
		deadline->due_ms = INT64_MAX;
		cut++;
	}
	unlock(deadlines);
	return cut;
}

size_t deadlines_count(struct deadlines *deadlines)
{
	size_t used;

	lock(deadlines);
	used = deadlines->used;
	unlock(deadlines);
	return used;
}
