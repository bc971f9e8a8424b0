#include "feed/base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { LOG_LINE_BYTES = 1024 };

static atomic_bool enabled;

static pthread_mutex_t recent_mutex = PTHREAD_MUTEX_INITIALIZER;
static char recent[LOG_RECENT_MAX][LOG_LINE_BYTES]; /* a ring, under the mutex */
static size_t recent_count;

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

void log_line(const char *format, ...)
{
	va_list arguments;

	if (!atomic_load(&enabled))
		return;
	va_start(arguments, format);
	put_line(format, arguments);
	va_end(arguments);
}

static void keep(const char *format, va_list arguments)
{
	pthread_mutex_lock(&recent_mutex);
	vsnprintf(recent[recent_count++ % LOG_RECENT_MAX], LOG_LINE_BYTES, format, arguments);
	pthread_mutex_unlock(&recent_mutex);
}

void log_fault(const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	put_line(format, arguments);
	keep(format, again);
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
