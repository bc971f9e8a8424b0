#include "kiosk/visit/visit.h"

/* What time alone does to a visit. */

static int64_t last_touch_ms(const struct visit *visit)
{
	return visit->touched_ms > visit->since_ms ? visit->touched_ms : visit->since_ms;
}

static bool is_changed(const struct visit *visit)
{
	return visit->large || visit->contrast || visit->lower || visit->aloud || visit->paused || visit->awake ||
	       visit->volume || visit->focus;
}

/* A calm screen comes back when it is left alone, or after a while in any case. */
static int64_t calm_due_ms(const struct visit *visit)
{
	int64_t alone_ms = last_touch_ms(visit) + VISIT_CALM_MS, most_ms = visit->since_ms + VISIT_CALM_MOST_MS;

	return alone_ms < most_ms ? alone_ms : most_ms;
}

/* When the place that the visit is in is over by time alone, or becomes a question whether somebody is there. */
int64_t visit_due_ms(const struct visit *visit)
{
	switch (visit->place) {
	case VISIT_SERVICE:
	case VISIT_QUESTION:
	case VISIT_REASONS:
	case VISIT_FURTHER: {
		int64_t idle_ms = visit->paused ? VISIT_PAUSE_MS : VISIT_IDLE_MS;

		return last_touch_ms(visit) + idle_ms + (visit->asking_still_there ? VISIT_COUNTDOWN_MS : 0);
	}
	case VISIT_ATTRACT: /* large text and the like go back to normal, too */
		return is_changed(visit) ? visit->touched_ms + VISIT_IDLE_MS : INT64_MAX;
	case VISIT_SAVING:
	case VISIT_SORRY:
	case VISIT_THANKS:
		return visit->since_ms + visit_limit_ms(visit);
	case VISIT_CALM:
		return calm_due_ms(visit);
	case VISIT_PLACE_COUNT:
		break;
	}
	return INT64_MAX;
}

int64_t visit_limit_ms(const struct visit *visit)
{
	switch (visit->place) {
	case VISIT_SAVING:
		return VISIT_SAVING_MS;
	case VISIT_THANKS:
		return visit->topic ? VISIT_TOPIC_MS : VISIT_THANKS_MS;
	case VISIT_SORRY:
		return VISIT_SORRY_MS;
	default:
		return VISIT_COUNTDOWN_MS;
	}
}

struct visit visit_tick(const struct visit *visit, enum language home, int64_t now_ms)
{
	struct visit next = *visit;

	if (now_ms < visit_due_ms(visit))
		return next;
	switch (visit->place) {
	case VISIT_SERVICE:
	case VISIT_QUESTION:
	case VISIT_REASONS:
	case VISIT_FURTHER:
		if (!visit->asking_still_there) {
			next.asking_still_there = true;
			return next;
		}
		next.tally.timed_out += visit->token[0] != '\0';
		return visit_again(&next, home, now_ms);
	case VISIT_SAVING:
		next.place = VISIT_SORRY;
		next.since_ms = now_ms;
		return next;
	default:
		return visit_again(&next, home, now_ms);
	}
}

int visit_countdown_s(const struct visit *visit, int64_t now_ms)
{
	int64_t due = visit_due_ms(visit);

	if (due == INT64_MAX)
		return 0;
	return due > now_ms ? (int)((due - now_ms + 999) / 1000) : 0;
}
