#include "kiosk/keeper.h"

#include <stdio.h>
#include <string.h>

#include "feed/base/clock.h"
#include "feed/base/log.h"

enum {
	HOUR_MS = 3600 * 1000,
	RESERVE_EVERY_MS = 24 * HOUR_MS,
	REOPEN_EVERY_MS = 15 * 1000 /* while the disk does not take them */
};

static void know_hour(void *fairness, int64_t hour, int64_t stored)
{
	fairness_know(fairness, hour, stored);
}

static bool open_outbox(struct keeper *keeper, struct error *error)
{
	if (!outbox_open(&keeper->outbox, keeper->path, error))
		return false;
	if (outbox_hours(keeper->outbox, know_hour, &keeper->fairness, error))
		return true;
	keeper_close(keeper);
	return false;
}

void keeper_open(struct keeper *keeper, const char *state_folder)
{
	struct error error;

	snprintf(keeper->path, sizeof(keeper->path), "%s/outbox.db", state_folder);
	fairness_init(&keeper->fairness);
	if (open_outbox(keeper, &error))
		return;
	log_fault("hallboard: ratings cannot be kept: %s", error.text);
	atomic_store(&keeper->closed, true);
}

void keeper_close(struct keeper *keeper)
{
	outbox_close(keeper->outbox);
	keeper->outbox = NULL;
}

/* Doubts are added; an hour by a clock that is not trusted is none, until it is. */
static void judge(struct keeper *keeper, struct wish *wish)
{
	const struct hall *hall = &wish->hall;
	struct rating *rating = &wish->rating;
	struct fairness_answer answer;

	if (!hall->clock_trusted)
		rating->hour = RATING_HOUR_UNKNOWN;
	if (hall->testing)
		rating->doubts |= DOUBT_STAFF_TEST;
	if (hall->closed && hall->clock_trusted)
		rating->doubts |= DOUBT_CLOSED;
	if (hall->testing)
		return; /* staff are in a hurry, and no measure of what is usual */
	answer = (struct fairness_answer){wish->given_ms, rating->hour, hall->local_hour, rating->level, hall->event};
	rating->doubts |= fairness_look(&keeper->fairness, &answer);
}

static void note_unresolved(struct keeper *keeper, const struct wish *wish)
{
	if (wish->rating.hour != RATING_HOUR_UNKNOWN || keeper->unresolved_count == KEEPER_UNRESOLVED_MAX)
		return;
	memcpy(keeper->unresolved[keeper->unresolved_count].token, wish->rating.token, sizeof(wish->rating.token));
	keeper->unresolved[keeper->unresolved_count++].given_ms = wish->given_ms;
	outbox_hold_unknown(keeper->outbox, true);
}

bool keeper_add_visits(struct keeper *keeper, const struct rating_visits *more)
{
	struct error error;

	return keeper->outbox && outbox_add_visits(keeper->outbox, more, &error);
}

void keeper_resolve(struct keeper *keeper, int64_t wall_ms, int64_t now_ms)
{
	struct error error;

	for (size_t i = 0; i < keeper->unresolved_count; i++)
		if (!outbox_resolve(keeper->outbox, str_from(keeper->unresolved[i].token),
			    (wall_ms - (now_ms - keeper->unresolved[i].given_ms)) / HOUR_MS, &error))
			log_fault("hallboard: %s", error.text);
	if (keeper->unresolved_count)
		outbox_hold_unknown(keeper->outbox, false);
	keeper->unresolved_count = 0;
}

static bool open_again(struct keeper *keeper, struct error *error)
{
	return keeper->outbox ? outbox_reopen(keeper->outbox, keeper->path, error) : open_outbox(keeper, error);
}

int64_t keeper_step(struct keeper *keeper, int64_t now_ms, bool *reopened)
{
	bool closed = atomic_load(&keeper->closed);
	struct error error;

	*reopened = false;
	if (keeper->path[0] == '\0')
		return INT64_MAX;
	if (now_ms < keeper->reserve_due_ms)
		return keeper->reserve_due_ms;
	if (closed && open_again(keeper, &error)) {
		atomic_store(&keeper->closed, false);
		log_line("hallboard: ratings are taken again");
		*reopened = true;
	} else if (!closed && !outbox_reserve(keeper->outbox, &error)) {
		log_line("hallboard: no room could be kept for ratings: %s", error.text);
	}
	keeper->reserve_due_ms = now_ms + (atomic_load(&keeper->closed) ? REOPEN_EVERY_MS : RESERVE_EVERY_MS);
	return keeper->reserve_due_ms;
}

bool keeper_put(struct keeper *keeper, struct wish *wish)
{
	struct error error;

	if (keeper->outbox) {
		wish->rating.device = outbox_device(keeper->outbox);
		judge(keeper, wish);
		if (outbox_put(keeper->outbox, &wish->rating, &error)) {
			note_unresolved(keeper, wish);
			return true;
		}
		if (!atomic_load(&keeper->closed))
			log_fault("hallboard: a rating could not be kept: %s", error.text);
	}
	atomic_store(&keeper->closed, true);
	keeper->reserve_due_ms = clock_system.steady_ms(&clock_system) + REOPEN_EVERY_MS;
	return false;
}
