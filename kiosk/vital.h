#ifndef KIOSK_VITAL_H
#define KIOSK_VITAL_H

#include "feed/model/heartbeat.h"

/* How this machine is, as the system tells. The worker's thread. */

int64_t vital_storage_free(const char *folder); /* bytes that a program may still write there; 0 where nobody knows */

/* issued_ms: of the last verified head; 0 without one. */
enum clock_trust vital_clock(int64_t wall_ms, int64_t issued_ms);

#endif
