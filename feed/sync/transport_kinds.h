#ifndef FEED_SYNC_TRANSPORT_KINDS_H
#define FEED_SYNC_TRANSPORT_KINDS_H

#include "feed/sync/transport.h"

/* The two kinds; use transport_create. */

struct transport *transport_http_create(const char *base_url, struct error *error);
struct transport *transport_folder_create(const char *folder, struct error *error);

#endif
