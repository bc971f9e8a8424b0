#include "tests/support/served.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/file.h"

enum { WORDS_MAX = 16, REPLY_BYTES_MAX = 4 * 1024 * 1024, WAIT_MS = 15000 };

static const char areas[] = "id,parent,level,kind,name_zh\n"
			    "P,,prefecture,,州\nC,P,county,city,市\nS,C,subdistrict,subdistrict,街道\n"
			    "K1,S,community,,一社区\nK2,S,community,,二社区\n";

static const char *program(void)
{
	const char *named = getenv("HALLFEED");

	return named ? named : "build/asan/hallfeed";
}

static int wait_for(pid_t process)
{
	int status;

	while (waitpid(process, &status, 0) < 0)
		REQUIRE(errno == EINTR);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Standard output goes to out, or nowhere. */
static pid_t spawn(char *const *words, int out)
{
	pid_t process = fork();

	REQUIRE(process >= 0);
	if (process)
		return process;
	dup2(out >= 0 ? out : open("/dev/null", O_WRONLY), STDOUT_FILENO);
	execv(words[0], words);
	_exit(127);
}

int served_run(struct served *served, ...)
{
	char *words[WORDS_MAX] = {(char *)program()};
	size_t count = 1;
	va_list list;

	(void)served;
	va_start(list, served);
	do {
		REQUIRE(count < WORDS_MAX);
		words[count] = va_arg(list, char *);
	} while (words[count++]);
	va_end(list);
	return wait_for(spawn(words, -1));
}

/* Most tests speak for no screen in particular. */
static void let_anybody_in(struct served *served)
{
	struct str path = str_format(&served->arena, "%s/centre.conf", served->centre), text, no = STR("\nunsigned = no\n");
	size_t at;

	REQUIRE(file_read(&served->arena, path.bytes, 65536, &text, NULL) && (at = str_find(text, no)) < text.length);
	text = str_format(&served->arena, STR_FMT "\nunsigned = yes\n" STR_FMT, STR_ARG(str_part(text, 0, at)),
		STR_ARG(str_part(text, at + no.length, text.length)));
	REQUIRE(file_replace(path.bytes, text, 0600, NULL));
}

void served_begin(struct served *served, bool with_areas)
{
	struct str path;

	*served = (struct served){.folder = "/tmp/served-test-XXXXXX"};
	arena_init(&served->arena);
	REQUIRE(mkdtemp(served->folder));
	snprintf(served->centre, sizeof(served->centre), "%s/centre", served->folder);
	REQUIRE(served_run(served, "init", served->centre, NULL) == 0);
	let_anybody_in(served);
	path = str_format(&served->arena, "%s/areas.csv", served->folder);
	REQUIRE(file_replace(path.bytes, str_from(areas), 0600, NULL));
	if (with_areas)
		REQUIRE(served_run(served, "import", served->centre, "areas", path.bytes, NULL) == 0);
}

void served_finish(struct served *served)
{
	char command[128];

	if (served->process)
		served_stop(served, SIGKILL);
	snprintf(command, sizeof(command), "rm -rf '%s'", served->folder);
	REQUIRE(system(command) == 0);
	arena_finish(&served->arena);
}

void served_start(struct served *served)
{
	char *words[] = {(char *)program(), "serve", served->centre, "--listen", "127.0.0.1:0", NULL};
	char line[128] = "";
	FILE *said;
	int ends[2];

	REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
	served->process = spawn(words, ends[1]);
	close(ends[1]);
	said = fdopen(ends[0], "r");
	REQUIRE(said && fgets(line, sizeof(line), said) &&
		sscanf(line, "listening on http://127.0.0.1:%d", &served->port) == 1);
	fclose(said);
}

int served_stop(struct served *served, int signal)
{
	pid_t process = served->process;

	REQUIRE(process > 0); /* 0 would be our own group */
	served->process = 0;
	kill(process, signal);
	return wait_for(process);
}

int served_connect(const struct served *served)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)served->port)};
	int opened = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	REQUIRE(opened >= 0);
	if (connect(opened, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return opened;
	close(opened);
	return -1;
}

void served_send(int socket, struct str bytes)
{
	while (bytes.length) {
		ssize_t put = send(socket, bytes.bytes, bytes.length, MSG_NOSIGNAL);

		if (put <= 0)
			return;
		bytes.bytes += put;
		bytes.length -= (size_t)put;
	}
}

/* How long the reply is, once its header is there; SIZE_MAX until then or where the header does not tell. */
static size_t full_length(struct str reply, bool head)
{
	size_t end = str_find(reply, STR("\r\n\r\n"));
	struct str header = str_part(reply, 0, end);
	size_t at = str_find(header, STR("\r\nContent-Length: "));
	int64_t length;

	if (end == reply.length)
		return SIZE_MAX;
	if (head)
		return end + 4;
	if (at == header.length)
		return SIZE_MAX;
	header = str_part(header, at + 18, header.length);
	return str_integer(str_part(header, 0, str_find(header, STR("\r\n"))), &length) ? end + 4 + (size_t)length
											: SIZE_MAX;
}

struct str served_receive(struct served *served, int socket, bool head)
{
	char *bytes = malloc(REPLY_BYTES_MAX);
	struct str reply = {bytes, 0}, copy;

	REQUIRE(bytes);
	while (reply.length < full_length(reply, head)) {
		struct pollfd waiting = {socket, POLLIN, 0};
		ssize_t got = poll(&waiting, 1, WAIT_MS) == 1
				      ? recv(socket, bytes + reply.length, REPLY_BYTES_MAX - reply.length, 0)
				      : -1;

		if (got <= 0)
			break;
		reply.length += (size_t)got;
	}
	copy = str_copy(&served->arena, reply);
	free(bytes);
	return copy;
}

struct str served_exchange(struct served *served, const char *request)
{
	int socket = served_connect(served);
	struct str reply;

	REQUIRE(socket >= 0);
	served_send(socket, str_from(request));
	reply = served_receive(served, socket, strncmp(request, "HEAD ", 5) == 0);
	close(socket);
	return reply;
}
