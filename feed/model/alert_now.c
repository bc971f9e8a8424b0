#include "feed/model/alert.h"

/* What is on of all that was raised. */

/* A hall that the tree does not know stands at its root, as it does for everything else. */
static uint32_t own_area(const struct alert_place *place)
{
	uint32_t own = place->areas ? areas_find(place->areas, place->area) : AREA_NONE;

	return own == AREA_NONE && place->areas && place->areas->count ? 0 : own;
}

static bool concerns(const struct alert *alert, const struct alert_place *place)
{
	uint32_t own = own_area(place);

	for (size_t i = 0; i < alert->area_count; i++) {
		struct str area = alert->areas[i];

		if (str_equal(area, STR("all")) || str_equal(area, place->area))
			return true;
		if (own != AREA_NONE) {
			uint32_t wanted = areas_find(place->areas, area);

			if (wanted != AREA_NONE && areas_within(place->areas, own, wanted))
				return true;
		}
	}
	return false;
}

/* A cancel that came makes its alert end, also where that one is still listed. */
static bool is_cancelled(const struct alerts *alerts, const struct alert *alert)
{
	for (size_t i = 0; i < alerts->count; i++)
		if (alerts->items[i].message == ALERT_CANCEL && str_equal(alerts->items[i].references, alert->id))
			return true;
	return false;
}

static bool is_on(const struct alert *alert, const struct alert_place *place)
{
	return (place->live || place->now_ms < alert->expires_ms) && concerns(alert, place);
}

/* Whether a stands before b. */
static bool goes_before(const struct alert *a, const struct alert *b)
{
	if (a->severity != b->severity)
		return a->severity < b->severity;
	if (a->sent_ms != b->sent_ms)
		return a->sent_ms > b->sent_ms;
	return str_compare(a->id, b->id) < 0;
}

struct queue {
	const struct alert *items[ALERTS_MAX];
	size_t count;
	int64_t until_ms;
};

static void put(struct queue *queue, const struct alert *alert)
{
	size_t at = queue->count++;

	for (; at > 0 && goes_before(alert, queue->items[at - 1]); at--)
		queue->items[at] = queue->items[at - 1];
	queue->items[at] = alert;
}

static void gather(struct queue *queue, const struct alerts *alerts, const struct alert_place *place, enum alert_message message,
	enum alert_status status)
{
	for (size_t i = 0; i < alerts->count && queue->count < ALERTS_MAX; i++) {
		const struct alert *alert = &alerts->items[i];

		if (alert->message != message || alert->status != status || !is_on(alert, place) ||
			(message == ALERT_RAISED && is_cancelled(alerts, alert)))
			continue;
		put(queue, alert);
		if (!place->live && alert->expires_ms < queue->until_ms)
			queue->until_ms = alert->expires_ms;
	}
}

static const struct alert *newest(const struct queue *queue)
{
	const struct alert *found = queue->items[0];

	for (size_t i = 1; i < queue->count; i++)
		if (queue->items[i]->sent_ms > found->sent_ms)
			found = queue->items[i];
	return found;
}

static struct alert_showing turn(const struct queue *queue, const struct alert_place *place)
{
	int64_t elapsed_ms = place->now_ms > place->since_ms ? place->now_ms - place->since_ms : 0;
	int64_t turns = elapsed_ms / ALERT_TURN_MS, next_ms = place->now_ms - elapsed_ms % ALERT_TURN_MS + ALERT_TURN_MS;
	size_t position = (size_t)(turns % (int64_t)queue->count);
	struct alert_showing showing = {queue->items[position], position, queue->count, queue->until_ms};

	if (queue->count > 1 && next_ms < showing.until_ms)
		showing.until_ms = next_ms;
	return showing;
}

struct alert_showing alert_now(const struct alerts *alerts, const struct alert_place *place)
{
	static const struct {
		enum alert_message message;
		enum alert_status status;
	} ranks[] = {{ALERT_RAISED, ALERT_ACTUAL}, {ALERT_RAISED, ALERT_EXERCISE}, {ALERT_CANCEL, ALERT_ACTUAL},
		{ALERT_CANCEL, ALERT_EXERCISE}};
	struct queue queue = {.until_ms = INT64_MAX};

	for (size_t i = 0; alerts && i < sizeof(ranks) / sizeof(ranks[0]); i++) {
		gather(&queue, alerts, place, ranks[i].message, ranks[i].status);
		if (queue.count == 0)
			continue;
		if (ranks[i].message == ALERT_RAISED)
			return turn(&queue, place);
		return (struct alert_showing){newest(&queue), 0, 1, queue.until_ms};
	}
	return (struct alert_showing){.until_ms = INT64_MAX};
}
