#include "feed/base/check.h"

#include <stdio.h>
#include <stdlib.h>

void check_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: bug: this does not hold: %s\n", file, line, condition);
	abort();
}
