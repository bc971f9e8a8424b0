#include "kiosk/pulse.h"

#include <string.h>

void pulse_line(struct str text, char *to, size_t room)
{
	size_t length = text.length < room ? text.length : room - 1;

	while (length && length < text.length && (text.bytes[length] & 0xc0) == 0x80)
		length--;
	for (size_t i = 0; i < length; i++)
		to[i] = (char)((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 0x7f ? ' ' : text.bytes[i]);
	to[length] = '\0';
}

/* A visitor's way through the screens is nobody's business. */
static struct str screen_of(const struct kiosk *kiosk)
{
	if (kiosk->dark || !kiosk->shown)
		return STR("none");
	if (kiosk->black)
		return STR("off");
	if (kiosk->touch && !kiosk->alert.alert && kiosk->visit.place != VISIT_ATTRACT)
		return STR("visit");
	return kiosk->shown->name;
}

void pulse_take(struct pulse *pulse, const struct kiosk *kiosk, const struct stats *stats, const struct glass *glass,
	int64_t now_us)
{
	struct paint_stats paint = painter_stats(kiosk->painter);

	pulse_line(screen_of(kiosk), pulse->screen, sizeof(pulse->screen));
	for (char *c = pulse->screen; *c; c++)
		*c = *c == ' ' ? '_' : *c; /* one word to whoever reads tables */
	pulse->stats = (struct heartbeat_stats){.seconds = (now_us - stats->start_us) / 1000000};
	if (kiosk->touch) /* what a page took to paint depends on its language, and that is a visitor's */
		return;
	pulse->stats = (struct heartbeat_stats){
		.seconds = (now_us - stats->start_us) / 1000000,
		.wakeups = (int64_t)stats->wakeups,
		.frames = (int64_t)stats->frames,
		.late = (int64_t)stats->late,
		.p50_us = stats_percentile(stats, 0.50),
		.p95_us = stats_percentile(stats, 0.95),
		.p99_us = stats_percentile(stats, 0.99),
		.max_us = (int64_t)stats->slowest_us,
		.cells = (int64_t)paint.cells,
		.bytes = (int64_t)glass_stats(glass).bytes,
		.cache_bytes = (int64_t)paint.cache_bytes,
	};
}
