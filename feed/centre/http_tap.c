#include "feed/centre/http_tap.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "feed/base/check.h"

/* By socket. Other threads receive too, from sockets of theirs: these are NULL here. */
static _Atomic(struct http_tap *) *taps;
static atomic_size_t tap_count;

void http_tap_start(size_t sockets)
{
	REQUIRE(atomic_load(&tap_count) == 0);
	taps = calloc(sockets, sizeof(*taps));
	REQUIRE(taps);
	atomic_store(&tap_count, sockets);
}

void http_tap_stop(void)
{
	atomic_store(&tap_count, 0);
	free(taps);
	taps = NULL;
}

bool http_tap_put(int socket, struct http_tap *tap)
{
	if ((size_t)socket >= atomic_load(&tap_count))
		return false;
	atomic_store(&taps[socket], tap);
	return true;
}

void http_tap_remove(int socket)
{
	if ((size_t)socket < atomic_load(&tap_count))
		atomic_store(&taps[socket], NULL);
}

void http_tap_rest(struct http_tap *tap)
{
	if (tap->busy)
		atomic_fetch_sub(tap->busies, 1);
	tap->busy = false;
}

static struct http_tap *find(int socket)
{
	return socket >= 0 && (size_t)socket < atomic_load(&tap_count) ? atomic_load(&taps[socket]) : NULL;
}

/* recvfrom(2) without an address is recv(2). */
ssize_t recv(int socket, void *bytes, size_t room, int flags)
{
	ssize_t got = recvfrom(socket, bytes, room, flags, NULL, NULL);
	struct http_tap *tap = got > 0 && !(flags & MSG_PEEK) ? find(socket) : NULL;

	if (!tap)
		return got;
	http_scan_put(&tap->scan, bytes, (size_t)got);
	if (!tap->busy)
		atomic_fetch_add(tap->busies, 1);
	tap->busy = true;
	return got;
}
