#include "feed/centre/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "feed/base/str.h"

enum { BACKLOG = 512, PORT_MAX = 65535 };

/* Host and port of "HOST:PORT" or "[HOST]:PORT". */
static bool split(const char *address, char host[LISTEN_ADDRESS_BYTES], const char **port)
{
	const char *colon = strrchr(address, ':');
	size_t length = colon ? (size_t)(colon - address) : 0;
	int64_t number;

	if (length == 0 || length >= LISTEN_ADDRESS_BYTES || !str_integer(str_from(colon + 1), &number) || number < 0 ||
		number > PORT_MAX)
		return false;
	if (address[0] == '[' && address[length - 1] == ']') {
		address++;
		length -= 2;
	}
	memcpy(host, address, length);
	host[length] = '\0';
	*port = colon + 1;
	return true;
}

static int open_at(const struct addrinfo *info)
{
	int on = 1, opened = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (opened < 0)
		return -1;
	setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(opened, info->ai_addr, info->ai_addrlen) == 0 && listen(opened, BACKLOG) == 0)
		return opened;
	close(opened);
	return -1;
}

static void name_taken(int opened, char taken[LISTEN_ADDRESS_BYTES])
{
	struct sockaddr_storage address = {0};
	socklen_t length = sizeof(address);
	char host[LISTEN_ADDRESS_BYTES - 16] = "?", port[8] = "?";

	if (getsockname(opened, (struct sockaddr *)&address, &length) == 0)
		getnameinfo((struct sockaddr *)&address, length, host, sizeof(host), port, sizeof(port),
			NI_NUMERICHOST | NI_NUMERICSERV);
	snprintf(taken, LISTEN_ADDRESS_BYTES, address.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

int listen_open(const char *address, char taken[LISTEN_ADDRESS_BYTES], bool *usage, struct error *error)
{
	const struct addrinfo hints = {
		.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
	struct addrinfo *info;
	char host[LISTEN_ADDRESS_BYTES];
	const char *port;
	int opened;

	*usage = !split(address, host, &port) || getaddrinfo(host, port, &hints, &info) != 0;
	if (*usage) {
		error_set(error, "found \"%s\", expected a numeric address and port such as 127.0.0.1:8460", address);
		return -1;
	}
	opened = open_at(info);
	if (opened < 0)
		error_set(error, "cannot listen at %s: %s", address, strerror(errno));
	else
		name_taken(opened, taken);
	freeaddrinfo(info);
	return opened;
}
