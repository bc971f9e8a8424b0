#ifndef FEED_BASE_STR_H
#define FEED_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Text with its length: UTF-8 bytes, borrowed from whoever made them, not necessarily ended by a zero byte.
   Those made by str_copy and str_format are ended by one, so that .bytes can go to C functions. */
struct str {
	const char *bytes;
	size_t length;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).length, (s).bytes ? (s).bytes : ""

struct str str_from(const char *zero_ended); /* NULL gives the empty text */
bool str_equal(struct str a, struct str b);
int str_compare(struct str a, struct str b); /* by bytes, shorter first */
bool str_starts(struct str text, struct str start);
bool str_ends(struct str text, struct str end);
struct str str_trim(struct str text); /* spaces, tabs, CR and LF off both ends */
struct str str_part(struct str text, size_t from, size_t length); /* clipped to the text */
size_t str_find(struct str text, struct str wanted); /* text.length where it is not */

/* Cuts the next piece up to separator off *rest; false when *rest is spent. "a,,b" has three pieces. */
bool str_next(struct str *rest, char separator, struct str *piece);

struct str str_copy(struct arena *arena, struct str text);
struct str str_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str str_format_list(struct arena *arena, const char *format, va_list arguments);

/* The whole text as a number, else false: no spaces, no rest, in range. */
bool str_integer(struct str text, int64_t *value);
bool str_number(struct str text, double *value); /* decimal point, finite, independent of the locale */

/* Decodes the code point at *at and moves on; U+FFFD for broken bytes, which are passed one by one. */
uint32_t str_code_point(struct str text, size_t *at);
size_t str_put_code_point(char out[4], uint32_t code_point); /* how many bytes */
bool str_is_utf8(struct str text);

/* Not for secrets; stable over runs and machines. Start with STR_HASH_START, chain by passing the last value. */
#define STR_HASH_START UINT64_C(0x9e3779b97f4a7c15)
uint64_t str_hash(uint64_t hash, const void *bytes, size_t length);

#endif
