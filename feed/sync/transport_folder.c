#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/sync/transport_kinds.h"

/* A folder with the feed's tree: a USB stick, the output of `hallfeed publish`. Reading is quick enough to be done in begin(). */

struct folder {
	struct transport transport;
	char *path; /* owned */
	int wake;   /* owned eventfd */
	struct arena arena[LANE_COUNT];
	struct transport_reply reply[LANE_COUNT];
	bool ready[LANE_COUNT];
};

static bool is_inside(const char *folder, const char *path)
{
	char base[PATH_MAX], whole[PATH_MAX];
	size_t length;

	if (!realpath(folder, base) || !realpath(path, whole))
		return false;
	length = strlen(base);
	return strncmp(base, whole, length) == 0 && (whole[length] == '/' || strcmp(base, "/") == 0);
}

void folder_read(const char *folder, struct arena *arena, const struct transport_request *request, struct transport_reply *reply)
{
	const char *path = str_format(arena, "%s" STR_FMT, folder, STR_ARG(request->path)).bytes;

	reply->arrived = true;
	reply->status = 404;
	if (request->body.length) { /* a folder takes nothing */
		reply->status = 405;
		return;
	}
	if (!file_exists(path) || !is_inside(folder, path))
		return;
	reply->arrived = file_read(arena, path, request->limit_bytes, &reply->body, &reply->error);
	reply->came_bytes = reply->body.length;
	if (reply->arrived)
		reply->status = 200;
}

static void folder_begin(struct transport *transport, enum transport_lane lane, const struct transport_request *request)
{
	struct folder *folder = (struct folder *)transport;

	arena_clear(&folder->arena[lane]);
	folder->reply[lane] = (struct transport_reply){.lane = lane};
	folder->ready[lane] = true;
	folder_read(folder->path, &folder->arena[lane], request, &folder->reply[lane]);
}

static enum transport_event folder_wait(struct transport *transport, int timeout_ms, struct transport_reply *reply)
{
	struct folder *folder = (struct folder *)transport;
	struct pollfd wake = {.fd = folder->wake, .events = POLLIN};
	uint64_t count;

	for (int lane = 0; lane < LANE_COUNT; lane++)
		if (folder->ready[lane]) {
			folder->ready[lane] = false;
			*reply = folder->reply[lane];
			return TRANSPORT_REPLY;
		}
	if (poll(&wake, 1, timeout_ms) <= 0)
		return TRANSPORT_TIMEOUT;
	return read(folder->wake, &count, sizeof(count)) > 0 ? TRANSPORT_WOKEN : TRANSPORT_TIMEOUT;
}

static void folder_wake(struct transport *transport)
{
	uint64_t one = 1;
	ssize_t put = write(((struct folder *)transport)->wake, &one, sizeof(one));

	(void)put; /* a full counter wakes as well */
}

static void folder_destroy(struct transport *transport)
{
	struct folder *folder = (struct folder *)transport;

	for (int lane = 0; lane < LANE_COUNT; lane++)
		arena_finish(&folder->arena[lane]);
	close(folder->wake);
	free(folder->path);
	free(folder);
}

struct transport *transport_folder_create(const struct transport_sources *sources, struct error *error)
{
	struct folder *folder = calloc(1, sizeof(*folder));

	REQUIRE(folder);
	folder->transport = (struct transport){folder_begin, folder_wait, folder_wake, folder_destroy, false, sources->count, NULL};
	folder->path = strdup(sources->items[0]);
	REQUIRE(folder->path);
	folder->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (folder->wake >= 0)
		return &folder->transport;
	error_set(error, "no eventfd: %s", strerror(errno));
	free(folder->path);
	free(folder);
	return NULL;
}
