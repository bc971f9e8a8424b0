#ifndef FEED_BASE_LOG_H
#define FEED_BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>

/* One line a call to stderr. Any thread. Never a word about a person, a token or the time of a rating. */

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Faults always print; lines of log_line only after this (a quiet stderr is what tests and scripts expect). */
void log_enable(bool on);
void log_fault(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The last faults of this run, the newest first, each cut to size bytes; how many there are. Any thread. */
enum { LOG_RECENT_MAX = 4 };
size_t log_recent(char *lines, size_t size, size_t most);

/* The last lines of this run, printed or not, the oldest first, each after the hour (UTC) in which it was written; no more of them than fit.
   How many bytes; no zero at their end. Any thread. */
enum { LOG_EXCERPT_LINES = 64, LOG_EXCERPT_BYTES = 16 * 1024 };
size_t log_excerpt(char *text, size_t room);

#endif
