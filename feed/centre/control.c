#include "feed/centre/control.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "feed/base/check.h"

enum { NUMBER_BYTES = 4, BACKLOG = 8 };

static const char socket_name[] = "control.sock";

/* A socket's path holds 107 bytes, a folder's more: so it is named through the open folder. -1 where it is not there.
 */
static int open_folder(const char *folder, struct sockaddr_un *address)
{
	int opened = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);

	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	snprintf(address->sun_path, sizeof(address->sun_path), "/proc/self/fd/%d/%s", opened, socket_name);
	return opened;
}

static bool send_all(int peer, const void *bytes, size_t length)
{
	const char *from = bytes;

	while (length) {
		ssize_t put = send(peer, from, length, MSG_NOSIGNAL);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		from += put;
		length -= (size_t)put;
	}
	return true;
}

static bool receive_all(int peer, void *bytes, size_t length)
{
	char *to = bytes;

	while (length) {
		ssize_t got = recv(peer, to, length, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		to += got;
		length -= (size_t)got;
	}
	return true;
}

static bool send_number(int peer, uint32_t number)
{
	const unsigned char bytes[NUMBER_BYTES] = {(unsigned char)number, (unsigned char)(number >> 8),
		(unsigned char)(number >> 16), (unsigned char)(number >> 24)};

	return send_all(peer, bytes, sizeof(bytes));
}

static bool receive_number(int peer, uint32_t most, uint32_t *number)
{
	unsigned char bytes[NUMBER_BYTES];

	if (!receive_all(peer, bytes, sizeof(bytes)))
		return false;
	*number = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
	return *number <= most;
}

static bool send_words(int peer, const char *const *words, size_t count)
{
	if (!send_number(peer, (uint32_t)count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!send_number(peer, (uint32_t)strlen(words[i])) || !send_all(peer, words[i], strlen(words[i])))
			return false;
	return true;
}

static bool copy_text(int peer, uint32_t length, FILE *to)
{
	char part[4096];

	while (length) {
		size_t wanted = length < sizeof(part) ? length : sizeof(part);

		if (!receive_all(peer, part, wanted) || fwrite(part, 1, wanted, to) != wanted)
			return false;
		length -= (uint32_t)wanted;
	}
	return true;
}

static bool receive_answer(int peer, FILE *out, FILE *err, enum command_status *status)
{
	uint32_t number, out_length, err_length;

	if (!receive_number(peer, COMMAND_SYSTEM, &number) ||
		!receive_number(peer, CONTROL_TEXT_BYTES_MAX, &out_length) ||
		!receive_number(peer, CONTROL_TEXT_BYTES_MAX, &err_length))
		return false;
	*status = (enum command_status)number;
	return copy_text(peer, out_length, out) && copy_text(peer, err_length, err);
}

static int connect_to(const char *folder)
{
	struct sockaddr_un address;
	int opened = open_folder(folder, &address);
	int peer = opened < 0 ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (peer >= 0 && connect(peer, (const struct sockaddr *)&address, sizeof(address)) != 0) {
		close(peer);
		peer = -1;
	}
	if (opened >= 0)
		close(opened);
	return peer;
}

enum control_outcome control_hand_over(const char *folder, const char *const *words, size_t count, FILE *out, FILE *err,
	enum command_status *status, struct error *error)
{
	int peer = connect_to(folder);
	bool answered;

	if (peer < 0) {
		error_set(error, "%s is in use by another hallfeed that does not answer", folder);
		return CONTROL_NOBODY;
	}
	answered = send_words(peer, words, count) && receive_answer(peer, out, err, status);
	close(peer);
	if (!answered)
		error_set(error, "the hallfeed that serves %s ended before it answered: look whether the work is done",
			folder);
	return answered ? CONTROL_DONE : CONTROL_BROKEN;
}

int control_listen(const char *folder, struct error *error)
{
	struct sockaddr_un address;
	int opened = open_folder(folder, &address), listening = -1;

	if (opened >= 0) {
		unlink(address.sun_path);
		listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	}
	if (listening >= 0 && (bind(listening, (const struct sockaddr *)&address, sizeof(address)) != 0 ||
				      chmod(address.sun_path, 0600) != 0 || listen(listening, BACKLOG) != 0)) {
		close(listening);
		listening = -1;
	}
	if (listening < 0)
		error_set(error, "cannot listen on %s/%s: %s", folder, socket_name, strerror(errno));
	if (opened >= 0)
		close(opened);
	return listening;
}

void control_stop(const char *folder, int listening)
{
	struct sockaddr_un address;
	int opened;

	if (listening < 0)
		return;
	close(listening);
	opened = open_folder(folder, &address);
	if (opened < 0)
		return;
	unlink(address.sun_path);
	close(opened);
}

static bool is_same_user(int peer)
{
	struct ucred other;
	socklen_t length = sizeof(other);

	return getsockopt(peer, SOL_SOCKET, SO_PEERCRED, &other, &length) == 0 && other.uid == geteuid();
}

struct words {
	char *items[COMMAND_WORDS_MAX]; /* owned */
	size_t count;
};

static void forget(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
}

static bool receive_words(int peer, struct words *words)
{
	uint32_t count, length;

	if (!receive_number(peer, COMMAND_WORDS_MAX, &count))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (!receive_number(peer, CONTROL_WORD_BYTES_MAX, &length))
			return false;
		words->items[i] = calloc(1, (size_t)length + 1);
		REQUIRE(words->items[i]);
		words->count++;
		if (!receive_all(peer, words->items[i], length) || strlen(words->items[i]) != length)
			return false;
	}
	return true;
}

static uint32_t cut(size_t length)
{
	return length < CONTROL_TEXT_BYTES_MAX ? (uint32_t)length : CONTROL_TEXT_BYTES_MAX;
}

struct text {
	char *bytes; /* owned */
	size_t length;
};

static void send_answer(int peer, enum command_status status, const struct text *out, const struct text *err)
{
	if (send_number(peer, status) && send_number(peer, cut(out->length)) && send_number(peer, cut(err->length)) &&
		send_all(peer, out->bytes, cut(out->length)))
		send_all(peer, err->bytes, cut(err->length));
}

static void refuse(int peer)
{
	char sentence[128];
	const struct text out = {NULL, 0};
	struct text err = {.bytes = sentence};

	err.length = (size_t)snprintf(sentence, sizeof(sentence),
		"hallfeed: user %lu serves this centre: run the command as that user\n", (unsigned long)geteuid());
	send_answer(peer, COMMAND_SYSTEM, &out, &err);
}

static void answer(int peer, const struct words *words, control_work *run, void *self)
{
	struct text out = {NULL, 0}, err = {NULL, 0};
	FILE *out_file = open_memstream(&out.bytes, &out.length), *err_file = open_memstream(&err.bytes, &err.length);
	enum command_status status;

	REQUIRE(out_file && err_file);
	status = run(self, words->count, (const char *const *)words->items, out_file, err_file);
	fclose(out_file);
	fclose(err_file);
	send_answer(peer, status, &out, &err);
	free(out.bytes);
	free(err.bytes);
}

void control_serve(int listening, control_work *run, void *self)
{
	const struct timeval limit = {CONTROL_REQUEST_MS / 1000, CONTROL_REQUEST_MS % 1000 * 1000};
	int peer = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
	struct words words = {.count = 0};

	if (peer < 0)
		return;
	setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(peer, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	if (!is_same_user(peer))
		refuse(peer);
	else if (receive_words(peer, &words))
		answer(peer, &words, run, self);
	forget(&words);
	close(peer);
}
