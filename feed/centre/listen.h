#ifndef FEED_CENTRE_LISTEN_H
#define FEED_CENTRE_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"

enum { LISTEN_ADDRESS_BYTES = 64 };

/* A socket that listens at a numeric address and port: "127.0.0.1:8460", "[::1]:0". taken is where it does. -1 and a
   sentence where it cannot; *usage where the address is none. */
int listen_open(const char *address, char taken[LISTEN_ADDRESS_BYTES], bool *usage, struct error *error);

#endif
