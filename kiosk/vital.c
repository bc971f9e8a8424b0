#include "kiosk/vital.h"

#include <sys/statvfs.h>
#include <sys/timex.h>

int64_t vital_storage_free(const char *folder)
{
	struct statvfs found;

	return statvfs(folder, &found) == 0 ? (int64_t)found.f_bavail * (int64_t)found.f_frsize : 0;
}

enum clock_trust vital_clock(int64_t wall_ms, int64_t issued_ms)
{
	struct timex asked = {.modes = 0};
	int state;

	if (wall_ms < issued_ms)
		return CLOCK_BEHIND;
	state = adjtimex(&asked);
	if (state < 0)
		return CLOCK_UNKNOWN;
	return state == TIME_ERROR || asked.status & STA_UNSYNC ? CLOCK_UNSYNCHRONISED : CLOCK_SYNCHRONISED;
}
