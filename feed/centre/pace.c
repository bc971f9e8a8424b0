#include "feed/centre/pace.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

enum { WAYS = 8, SETS = PACE_SENDERS / WAYS, MINUTE_MS = 60 * 1000 };

struct sender {
	char name[PACE_NAME_BYTES_MAX + 1]; /* empty: a free place */
	int64_t used_ms;                    /* of a minute: what was taken, in the time that it needs to fill up again */
	int64_t seen_ms;
};

struct pace {
	int64_t per_minute;
	struct sender senders[SETS][WAYS];
};

struct pace *pace_create(int64_t per_minute)
{
	struct pace *pace = calloc(1, sizeof(*pace));

	REQUIRE(pace && per_minute > 0);
	pace->per_minute = per_minute;
	return pace;
}

void pace_destroy(struct pace *pace)
{
	free(pace);
}

static int64_t cost_ms(const struct pace *pace, int64_t amount)
{
	int64_t cost = (amount * MINUTE_MS + pace->per_minute - 1) / pace->per_minute;

	return cost < MINUTE_MS ? cost : MINUTE_MS;
}

static struct sender *place_of(struct pace *pace, struct str name, int64_t now_ms)
{
	struct sender *set = pace->senders[str_hash(STR_HASH_START, name.bytes, name.length) % SETS], *oldest = set;

	name = str_part(name, 0, PACE_NAME_BYTES_MAX);
	for (int i = 0; i < WAYS; i++) {
		if (str_equal(str_from(set[i].name), name)) {
			set[i].used_ms -= now_ms - set[i].seen_ms;
			set[i].used_ms = set[i].used_ms < 0 ? 0 : set[i].used_ms;
			set[i].seen_ms = now_ms;
			return &set[i];
		}
		if (oldest->name[0] && (!set[i].name[0] || set[i].seen_ms < oldest->seen_ms))
			oldest = &set[i];
	}
	*oldest = (struct sender){.seen_ms = now_ms};
	memcpy(oldest->name, name.bytes, name.length);
	return oldest;
}

int64_t pace_wait_ms(struct pace *pace, struct str name, int64_t amount, int64_t now_ms)
{
	int64_t over_ms = place_of(pace, name, now_ms)->used_ms + cost_ms(pace, amount) - MINUTE_MS;

	return over_ms > 0 ? over_ms : 0;
}

void pace_take(struct pace *pace, struct str name, int64_t amount, int64_t now_ms)
{
	place_of(pace, name, now_ms)->used_ms += cost_ms(pace, amount);
}
