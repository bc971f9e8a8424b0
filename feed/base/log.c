#include "feed/base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LOG_LINE_BYTES = 1024, HOUR_BYTES = 16 };

static atomic_bool enabled;

static pthread_mutex_t recent_mutex = PTHREAD_MUTEX_INITIALIZER;
static char recent[LOG_RECENT_MAX][LOG_LINE_BYTES]; /* a ring, under the mutex, as the next */
static size_t recent_count;
static struct {
	time_t hour;
	char text[LOG_LINE_BYTES];
} lines_kept[LOG_EXCERPT_LINES];
static size_t lines_count;

void log_enable(bool on)
{
	atomic_store(&enabled, on);
}

/* One write, so that lines of two threads do not mix. */
static void put_line(const char *format, va_list arguments)
{
	char line[LOG_LINE_BYTES];
	int length = vsnprintf(line, sizeof(line) - 1, format, arguments);

	if (length < 0)
		return;
	if (length > LOG_LINE_BYTES - 2)
		length = LOG_LINE_BYTES - 2;
	line[length] = '\n';
	fwrite(line, 1, (size_t)length + 1, stderr);
}

/* Of the time only the hour: a line may be about a rating that was not kept. */
static void keep(bool fault, const char *format, va_list arguments)
{
	size_t at;

	pthread_mutex_lock(&recent_mutex);
	at = lines_count++ % LOG_EXCERPT_LINES;
	lines_kept[at].hour = time(NULL) / 3600 * 3600;
	vsnprintf(lines_kept[at].text, LOG_LINE_BYTES, format, arguments);
	if (fault)
		memcpy(recent[recent_count++ % LOG_RECENT_MAX], lines_kept[at].text, LOG_LINE_BYTES);
	pthread_mutex_unlock(&recent_mutex);
}

void log_line(const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	if (atomic_load(&enabled))
		put_line(format, arguments);
	keep(false, format, again);
	va_end(again);
	va_end(arguments);
}

void log_fault(const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	put_line(format, arguments);
	keep(true, format, again);
	va_end(again);
	va_end(arguments);
}

size_t log_recent(char *lines, size_t size, size_t most)
{
	size_t count;

	pthread_mutex_lock(&recent_mutex);
	count = recent_count < LOG_RECENT_MAX ? recent_count : LOG_RECENT_MAX;
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++) {
		memcpy(lines + i * size, recent[(recent_count - 1 - i) % LOG_RECENT_MAX], size < LOG_LINE_BYTES ? size : LOG_LINE_BYTES);
		lines[i * size + size - 1] = '\0';
	}
	pthread_mutex_unlock(&recent_mutex);
	return count;
}

/* With its hour and its end. */
static size_t print_kept(size_t at, char *line, size_t room)
{
	struct tm utc;
	size_t hour;
	int length;

	gmtime_r(&lines_kept[at].hour, &utc);
	hour = strftime(line, room, "%Y-%m-%dT%HZ ", &utc);
	length = snprintf(line + hour, room - hour, "%s\n", lines_kept[at].text);
	return hour + (length < 0 ? 0 : (size_t)length);
}

size_t log_excerpt(char *text, size_t room)
{
	char line[LOG_LINE_BYTES + HOUR_BYTES];
	size_t length = 0, count;

	pthread_mutex_lock(&recent_mutex);
	count = lines_count < LOG_EXCERPT_LINES ? lines_count : LOG_EXCERPT_LINES;
	for (size_t i = 0; i < count; i++) { /* the newest first, from the end of the room on */
		size_t bytes = print_kept((lines_count - 1 - i) % LOG_EXCERPT_LINES, line, sizeof(line));

		if (length + bytes > room)
			break;
		memcpy(text + room - length - bytes, line, bytes);
		length += bytes;
	}
	memmove(text, text + room - length, length);
	pthread_mutex_unlock(&recent_mutex);
	return length;
}
