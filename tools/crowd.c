#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

/*
 * Many clients at once, for tools/bench-centre; each has one question under way, on a connection that it keeps.
 *     crowd get PORT CONNECTIONS SECONDS PATH [FIELD]      RATE
 *     crowd post PORT CONNECTIONS SECONDS AREA ROWS        ROWS_PER_S P50_MS P99_MS
 *     crowd wait PORT CONNECTIONS TAG                      says "waiting" once all have asked; then when the last was answered, steady s
 *     crowd bare DATABASE SECONDS AREA ROWS                ROWS_PER_S: SQLite alone, ROWS a transaction
 */

enum { ANSWER_BYTES_MAX = 1024 * 1024, EVENTS = 256, ROW_BYTES = 512, TIMES_MAX = 4000000 };

struct client {
	int socket;
	char *out; /* owned */
	size_t out_length, out_sent;
	size_t got, wanted; /* of the answer; 0: its head is not whole yet */
	char head[4096];
	double asked_s;
};

struct crowd {
	int port, poll, count, rows;
	const char *mode, *path, *field, *area;
	struct client *clients;
	unsigned long answers, others;
	double *times;
};

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void die(const char *why)
{
	fprintf(stderr, "crowd: %s: %s\n", why, strerror(errno));
	exit(1);
}

static void make_token(char token[33])
{
	unsigned char bytes[16];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		die("random");
	for (int i = 0; i < 16; i++)
		snprintf(token + 2 * i, 3, "%02x", bytes[i]);
}

static void write_batch(struct crowd *crowd, struct client *client)
{
	size_t room = (size_t)crowd->rows * ROW_BYTES + 64, length = 0, head;
	char *body = malloc(room), token[33];

	length += (size_t)snprintf(body, room, "{\"ratings\":[");
	for (int i = 0; i < crowd->rows; i++) {
		make_token(token);
		length += (size_t)snprintf(body + length, room - length,
			"%s{\"token\":\"%s\",\"device\":\"d%ld\",\"area\":\"%s\",\"service\":\"haircut\",\"question\":\"satisfied\",\"version\":1,"
			"\"hour\":428452,\"level\":5,\"reasons\":[],\"doubts\":[],\"further\":[]}",
			i ? "," : "", token, (long)(client - crowd->clients) * 1000 + (long)(crowd->answers % 1000), crowd->area);
	}
	length += (size_t)snprintf(body + length, room - length, "],\"counts\":[]}");
	free(client->out);
	client->out = malloc(length + 256);
	head = (size_t)snprintf(client->out, 256, "POST /v1/ratings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", length);
	memcpy(client->out + head, body, length);
	client->out_length = head + length;
	free(body);
}

static void write_question(struct crowd *crowd, struct client *client)
{
	if (strcmp(crowd->mode, "post") == 0) {
		write_batch(crowd, client);
	} else if (!client->out) {
		client->out = malloc(1024);
		client->out_length = (size_t)snprintf(client->out, 1024, "GET %s HTTP/1.1\r\nHost: x\r\n%s%s\r\n", crowd->path,
			crowd->field ? crowd->field : "", crowd->field ? "\r\n" : "");
	}
}

static void push(struct client *client)
{
	while (client->out_sent < client->out_length) {
		ssize_t put = send(client->socket, client->out + client->out_sent, client->out_length - client->out_sent, MSG_NOSIGNAL);

		if (put < 0 && errno == EAGAIN)
			return;
		if (put <= 0)
			die("send");
		client->out_sent += (size_t)put;
	}
}

static void ask(struct crowd *crowd, struct client *client)
{
	write_question(crowd, client);
	client->out_sent = client->got = client->wanted = 0;
	client->asked_s = now_s();
	push(client);
}

/* true where the answer is whole. */
static bool pull(struct crowd *crowd, struct client *client)
{
	static char bytes[65536];
	ssize_t got;
	char *end, *length;

	while ((got = recv(client->socket, bytes, sizeof(bytes), 0)) > 0) {
		if (!client->wanted) {
			size_t room = sizeof(client->head) - 1 - client->got, take = (size_t)got < room ? (size_t)got : room;

			memcpy(client->head + client->got, bytes, take);
			client->head[client->got + take] = '\0';
			if ((end = strstr(client->head, "\r\n\r\n"))) {
				length = strcasestr(client->head, "\r\nContent-Length:");
				client->wanted = (size_t)(end - client->head) + 4 + (length ? strtoul(length + 17, NULL, 10) : 0);
				if (strncmp(client->head + 9, "304", 3) == 0)
					client->wanted = (size_t)(end - client->head) + 4;
				crowd->others += client->head[9] != '2' && client->head[9] != '3';
			}
		}
		client->got += (size_t)got;
		if (client->wanted && client->got >= client->wanted)
			return true;
	}
	if (got == 0 || errno != EAGAIN)
		die("the other side hung up");
	return false;
}

static void begin(struct crowd *crowd)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)crowd->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	crowd->poll = epoll_create1(0);
	crowd->clients = calloc((size_t)crowd->count, sizeof(*crowd->clients));
	crowd->times = calloc(TIMES_MAX, sizeof(*crowd->times));
	for (int i = 0; i < crowd->count; i++) {
		struct client *client = &crowd->clients[i];
		struct epoll_event event = {EPOLLIN | EPOLLOUT | EPOLLET, {.ptr = client}};

		client->socket = socket(AF_INET, SOCK_STREAM, 0);
		if (connect(client->socket, (struct sockaddr *)&address, sizeof(address)) != 0)
			die("connect");
		fcntl(client->socket, F_SETFL, O_NONBLOCK);
		epoll_ctl(crowd->poll, EPOLL_CTL_ADD, client->socket, &event);
		ask(crowd, client);
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Until the time is over, or (once) until each has had one answer. */
static double run(struct crowd *crowd, double seconds, bool once)
{
	double start = now_s(), now = start;

	while (once ? crowd->answers < (unsigned long)crowd->count : now < start + seconds) {
		struct epoll_event events[EVENTS];
		int ready = epoll_wait(crowd->poll, events, EVENTS, 1000);

		now = now_s();
		for (int i = 0; i < ready; i++) {
			struct client *client = events[i].data.ptr;

			push(client);
			if (!(events[i].events & EPOLLIN) || !pull(crowd, client))
				continue;
			if (crowd->answers < TIMES_MAX)
				crowd->times[crowd->answers] = now_s() - client->asked_s;
			crowd->answers++;
			if (!once)
				ask(crowd, client);
		}
	}
	return now_s() - start;
}

static void bare(const char *path, double seconds, const char *area, int rows)
{
	sqlite3 *database;
	sqlite3_stmt *insert;
	double start;
	long count = 0;
	char token[33], device[16];

	if (sqlite3_open(path, &database) != SQLITE_OK ||
		sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(database,
			"INSERT INTO ratings (token, device, area, service, question, version, hour, level, reasons, doubts, further) "
			"VALUES (?1, ?2, ?3, 'haircut', 'satisfied', 1, 428452, 5, '', 0, '')",
			-1, &insert, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(database));
	for (start = now_s(); now_s() < start + seconds; count += rows) {
		sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
		for (int i = 0; i < rows; i++) {
			make_token(token);
			snprintf(device, sizeof(device), "d%d", i);
			sqlite3_bind_text(insert, 1, token, -1, SQLITE_STATIC);
			sqlite3_bind_text(insert, 2, device, -1, SQLITE_STATIC);
			sqlite3_bind_text(insert, 3, area, -1, SQLITE_STATIC);
			if (sqlite3_step(insert) != SQLITE_DONE)
				die(sqlite3_errmsg(database));
			sqlite3_reset(insert);
		}
		if (sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
			die(sqlite3_errmsg(database));
	}
	printf("%.0f\n", (double)count / (now_s() - start));
	sqlite3_finalize(insert);
	sqlite3_close(database);
}

int main(int count, char **words)
{
	struct rlimit files;
	struct crowd crowd = {.mode = count > 4 ? words[1] : ""};
	double seconds;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	if (strcmp(crowd.mode, "bare") == 0 && count == 6) {
		bare(words[2], atof(words[3]), words[4], atoi(words[5]));
		return 0;
	}
	if (count < 5) {
		fprintf(stderr, "crowd: see tools/crowd.c\n");
		return 2;
	}
	crowd.port = atoi(words[2]);
	crowd.count = atoi(words[3]);
	if (strcmp(crowd.mode, "wait") == 0) {
		char field[256];

		snprintf(field, sizeof(field), "Prefer: wait=25\r\nIf-None-Match: %s", words[4]);
		crowd.path = "/v1/head/global.json";
		crowd.field = field;
		begin(&crowd);
		printf("waiting\n");
		fflush(stdout);
		run(&crowd, 0, true);
		printf("%.3f %lu\n", now_s(), crowd.others);
		return 0;
	}
	crowd.path = crowd.area = words[5];
	crowd.field = count > 6 ? words[6] : NULL;
	crowd.rows = count > 6 ? atoi(words[6]) : 1;
	begin(&crowd);
	seconds = run(&crowd, atof(words[4]), false);
	qsort(crowd.times, crowd.answers < TIMES_MAX ? crowd.answers : TIMES_MAX, sizeof(double), compare);
	if (crowd.others)
		fprintf(stderr, "crowd: %lu of %lu answers were faults\n", crowd.others, crowd.answers);
	if (strcmp(crowd.mode, "post") == 0)
		printf("%.0f %.2f %.2f\n", (double)(crowd.answers - crowd.others) * crowd.rows / seconds, crowd.times[crowd.answers / 2] * 1e3,
			crowd.times[crowd.answers * 99 / 100] * 1e3);
	else
		printf("%.0f\n", (double)crowd.answers / seconds);
	return 0;
}
