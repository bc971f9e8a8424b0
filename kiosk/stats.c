#include "kiosk/stats.h"

void stats_start(struct stats *stats, int64_t now_us)
{
	*stats = (struct stats){.start_us = now_us, .line_us = now_us};
}

/* Octaves, each in equal steps: 16 us and less count one by one. */
static size_t slot_of(uint64_t took_us)
{
	size_t octave = 0, slot;

	while (took_us >> octave >= 2 * STATS_STEPS)
		octave++;
	slot = took_us < STATS_STEPS ? (size_t)took_us : octave * STATS_STEPS + (size_t)(took_us >> octave);
	return slot < STATS_OCTAVES * STATS_STEPS ? slot : STATS_OCTAVES * STATS_STEPS - 1;
}

/* The longest time that a slot stands for. */
static int64_t time_of(size_t slot)
{
	size_t octave = slot / STATS_STEPS > 0 ? slot / STATS_STEPS - 1 : 0;

	return ((int64_t)(slot - octave * STATS_STEPS + 1) << octave) - 1;
}

void stats_add_frame(struct stats *stats, int64_t took_us)
{
	uint64_t took = took_us > 0 ? (uint64_t)took_us : 0;

	stats->frames++;
	stats->times[slot_of(took)]++;
	if (took > stats->slowest_us)
		stats->slowest_us = took;
}

int64_t stats_percentile(const struct stats *stats, double share)
{
	double wanted = share * (double)stats->frames;
	uint64_t seen = 0;

	for (size_t slot = 0; slot < STATS_OCTAVES * STATS_STEPS; slot++) {
		seen += stats->times[slot];
		if (stats->times[slot] && (double)seen >= wanted)
			return time_of(slot) < (int64_t)stats->slowest_us ? time_of(slot) : (int64_t)stats->slowest_us;
	}
	return 0;
}

void stats_print(struct stats *stats, const struct paint_stats *paint, const struct glass_stats *glass, int64_t now_us, FILE *to)
{
	fprintf(to,
		"stats seconds %.1f wakeups %llu frames %llu late %llu p50_us %lld p95_us %lld p99_us %lld max_us %llu "
		"cells %llu restored %llu prepared %llu masks %llu presents %llu bytes %llu cache %zu cache_most %zu masks_bytes %zu cells_bytes %zu pictures_bytes %zu passage_most %zu "
		"presenter %s\n",
		(double)(now_us - stats->start_us) / 1e6, (unsigned long long)stats->wakeups,
		(unsigned long long)stats->frames, (unsigned long long)stats->late,
		(long long)stats_percentile(stats, 0.50), (long long)stats_percentile(stats, 0.95),
		(long long)stats_percentile(stats, 0.99), (unsigned long long)stats->slowest_us,
		(unsigned long long)paint->cells, (unsigned long long)paint->restored, (unsigned long long)paint->prepared,
		(unsigned long long)paint->masks_made, (unsigned long long)glass->presents,
		(unsigned long long)glass->bytes, paint->cache_bytes, paint->cache_bytes_most,
		paint->mask_bytes, paint->tile_bytes, paint->picture_bytes,
		glass->passage_bytes_most, glass->presenter);
	fflush(to);
	stats->line_us = now_us;
}

void stats_print_touches(const struct stats *touches, FILE *to)
{
	fprintf(to, "touches %llu p50_us %lld p99_us %lld max_us %llu\n", (unsigned long long)touches->frames,
		(long long)stats_percentile(touches, 0.50), (long long)stats_percentile(touches, 0.99),
		(unsigned long long)touches->slowest_us);
	fflush(to);
}
