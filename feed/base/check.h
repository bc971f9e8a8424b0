#ifndef FEED_BASE_CHECK_H
#define FEED_BASE_CHECK_H

/* A bug stops the process in every build; trouble from outside never comes here (see error.h). Any thread. */

#define REQUIRE(condition) ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))

_Noreturn void check_failed(const char *condition, const char *file, int line);

#endif
