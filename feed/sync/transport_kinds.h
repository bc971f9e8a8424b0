#ifndef FEED_SYNC_TRANSPORT_KINDS_H
#define FEED_SYNC_TRANSPORT_KINDS_H

#include "feed/sync/transport.h"

/* The two kinds; use transport_create. */

struct transport_sources {
	char text[TRANSPORT_FEED_BYTES_MAX]; /* each ended by a zero byte, without a slash at its end */
	const char *items[TRANSPORT_SOURCES_MAX]; /* in text */
	int count;
};

bool transport_is_http(struct str source);

bool transport_http_check(const struct transport_settings *settings, struct error *error);
struct transport *transport_http_create(const struct transport_settings *settings, const struct transport_sources *sources);
struct transport *transport_folder_create(const struct transport_sources *sources, struct error *error);

struct arena;

/* A file of a folder, which may not be there yet: then the answer is "not found" until it is. Nothing outside is read, whatever its links
   say. The body lies in the arena. */
void folder_read(const char *folder, struct arena *arena, const struct transport_request *request, struct transport_reply *reply);

#endif
