#include "feed/base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

enum { LOG_LINE_BYTES = 1024 };

static atomic_bool enabled;

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

void log_fault(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put_line(format, arguments);
	va_end(arguments);
}
