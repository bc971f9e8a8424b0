#include "kiosk/report.h"

#include <string.h>

#include "feed/base/clock.h"
#include "kiosk/vital.h"

enum { HOUR_MS = 3600 * 1000 };

static struct str fit(const char *text, const char *otherwise)
{
	struct str fits = str_from(text);

	return fits.length && fits.length <= HEARTBEAT_NAME_BYTES_MAX ? fits : str_from(otherwise);
}

void report_send(const struct report *report, struct beat *beat)
{
	const struct head *head = report->snapshot ? snapshot_head(report->snapshot) : NULL;
	const char *why = report->sync.fault.text[0] ? report->sync.fault.text : report->watch.fault.text;
	char fault[HEARTBEAT_FAULT_BYTES_MAX + 1];
	struct heartbeat heartbeat = {
		.area = fit(report->area, "all"),
		.version = STR(HALLBOARD_VERSION),
		.screen = fit(report->pulse.screen, "none"),
		.sent_ms = clock_system.wall_ms(&clock_system),
		.feed_version = head ? head->version : 0,
		.contact_ms = report->sync.contact_ms,
		.storage_free_bytes = vital_storage_free(report->state_folder),
		.stats = report->pulse.stats,
	};
	struct error ignored;

	memcpy(heartbeat.device, report->device, sizeof(heartbeat.device));
	pulse_line(str_from(why), fault, sizeof(fault));
	heartbeat.fault = str_from(fault);
	heartbeat.clock = vital_clock(heartbeat.sent_ms, head ? head->issued_ms : 0);
	if (report->outbox)
		outbox_overdue(report->outbox, heartbeat.sent_ms / HOUR_MS, &heartbeat.outbox, &ignored);
	beat_send(beat, &heartbeat);
}
