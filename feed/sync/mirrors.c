#include "feed/sync/mirrors.h"

enum { DOUBLINGS_MAX = 6, SMOOTH_PARTS = 4 };

struct mirrors mirrors_of(int count, bool in_order)
{
	return (struct mirrors){.count = count, .in_order = in_order};
}

void mirrors_begin(struct mirrors *mirrors)
{
	for (int i = 0; i < mirrors->count; i++)
		mirrors->items[i].asked = false;
}

/* Those that are behind come after all others; who was never asked counts as fast. */
static bool is_better(const struct mirrors *mirrors, int a, int b)
{
	const struct mirror *one = &mirrors->items[a], *other = &mirrors->items[b];

	if (one->behind != other->behind)
		return other->behind;
	return !mirrors->in_order && one->took_ms < other->took_ms;
}

static bool is_first(const struct mirrors *mirrors)
{
	for (int i = 0; i < mirrors->count; i++)
		if (mirrors->items[i].asked)
			return false;
	return true;
}

static int soonest(const struct mirrors *mirrors)
{
	int best = 0;

	for (int i = 1; i < mirrors->count; i++)
		if (mirrors->items[i].rests_until_ms < mirrors->items[best].rests_until_ms)
			best = i;
	return best;
}

int mirrors_next(const struct mirrors *mirrors, int64_t now_ms)
{
	int best = MIRRORS_NONE;

	for (int i = 0; i < mirrors->count; i++) {
		const struct mirror *mirror = &mirrors->items[i];

		if (!mirror->asked && mirror->rests_until_ms <= now_ms && (best == MIRRORS_NONE || is_better(mirrors, i, best)))
			best = i;
	}
	return best == MIRRORS_NONE && is_first(mirrors) ? soonest(mirrors) : best;
}

/* In turn, so that the newest is found after as many askings as there are mirrors, whoever is fast. */
int mirrors_other(struct mirrors *mirrors, int64_t now_ms)
{
	int asked = 0;

	for (int i = 0; i < mirrors->count; i++)
		asked += mirrors->items[i].asked;
	for (int i = 0; i < mirrors->count && (asked < 2 || !mirrors->asked_all); i++) {
		int which = (mirrors->turn + i) % mirrors->count;

		if (mirrors->items[which].asked || mirrors->items[which].rests_until_ms > now_ms)
			continue;
		mirrors->turn = (which + 1) % mirrors->count;
		return which;
	}
	mirrors->asked_all = true;
	return MIRRORS_NONE;
}

void mirrors_asked(struct mirrors *mirrors, int which)
{
	mirrors->items[which].asked = true;
}

void mirrors_answered(struct mirrors *mirrors, int which, int64_t took_ms, bool behind)
{
	struct mirror *mirror = &mirrors->items[which];

	mirror->failures = 0;
	mirror->rests_until_ms = 0;
	mirror->behind = behind;
	took_ms = took_ms > 0 ? took_ms : 1;
	mirror->took_ms = mirror->took_ms ? (mirror->took_ms * (SMOOTH_PARTS - 1) + took_ms) / SMOOTH_PARTS : took_ms;
}

void mirrors_overtaken(struct mirrors *mirrors, int by)
{
	for (int i = 0; i < mirrors->count; i++)
		if (i != by && mirrors->items[i].asked)
			mirrors->items[i].behind = true;
}

void mirrors_failed(struct mirrors *mirrors, int which, struct random *random, int retry_after_s, int64_t now_ms)
{
	struct mirror *mirror = &mirrors->items[which];
	int64_t span_s = (int64_t)MIRRORS_REST_FIRST_S << (mirror->failures < DOUBLINGS_MAX ? mirror->failures : DOUBLINGS_MAX);
	int64_t cap_s = mirrors->in_order ? MIRRORS_REST_IN_ORDER_S : MIRRORS_REST_CAP_S, rest_ms = (span_s < cap_s ? span_s : cap_s) * 500;

	rest_ms += (int64_t)random_below(random, (uint64_t)rest_ms + 1);
	mirror->failures++;
	mirror->rests_until_ms = now_ms + (rest_ms > retry_after_s * INT64_C(1000) ? rest_ms : retry_after_s * INT64_C(1000));
}
