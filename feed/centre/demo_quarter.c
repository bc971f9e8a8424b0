#include "feed/centre/demo_quarter.h"

#include "feed/base/civil.h"

int64_t demo_quarter_of(int64_t time_ms)
{
	struct civil local = civil_local(time_ms);

	return (int64_t)local.year * 4 + (local.month - 1) / 3;
}

int64_t demo_quarter_start_ms(int64_t quarter)
{
	struct civil local = {.year = (int)(quarter / 4), .month = (int)(quarter % 4) * 3 + 1, .day = 1};

	return civil_from_local(local);
}

struct str demo_quarter_name(struct arena *arena, int64_t quarter)
{
	return str_format(arena, "%04d-Q%d", (int)(quarter / 4), (int)(quarter % 4) + 1);
}
