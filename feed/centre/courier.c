#include "feed/centre/courier.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/base/log.h"
#include "feed/centre/desk.h"
#include "feed/centre/gateway.h"
#include "feed/centre/message.h"
#include "feed/centre/warning.h"

enum { LOOK_S = 60 };

struct courier {
	struct desk *desk; /* borrowed */
	pthread_t thread;
	atomic_bool stop;

	pthread_mutex_t mutex; /* guards woken */
	pthread_cond_t bell;
	bool woken;

	bool dead;         /* of the thread: the gateway did not answer */
	int wait_s;        /* of the thread: until its next turn */
	bool recovered;    /* of the thread: what an earlier process was sending is known */
	struct error told; /* of the thread: the last trouble, told once */
};

static void tell(struct courier *courier, const struct error *error)
{
	if (strcmp(courier->told.text, error->text) != 0)
		log_fault("hallfeed: work items: %s", error->text);
	courier->told = *error;
}

static bool read_gateway(struct courier *courier, struct arena *arena, struct gateway *gateway, struct error *error)
{
	struct faults faults;

	faults_init(&faults, arena);
	if (gateway_read(arena, courier->desk->centre.folder, gateway, &faults))
		return true;
	return error_set(error, STR_FMT ":%d:%d: found " STR_FMT ", expected " STR_FMT, STR_ARG(faults.items->file), faults.items->line,
		faults.items->column, STR_ARG(faults.items->found), STR_ARG(faults.items->expected));
}

static bool look(struct courier *courier, const struct gateway *gateway, struct error *error)
{
	struct warning_report report;
	bool done;

	desk_lock(courier->desk);
	done = warning_step(&courier->desk->centre, gateway, NULL, &report, error);
	if (done && !courier->recovered)
		done = courier->recovered = message_recover(&courier->desk->centre, gateway, error);
	desk_unlock(courier->desk);
	if (done && (report.opened || report.steps[0] || report.steps[1] || report.steps[2]))
		atomic_store(&courier->desk->changed, true);
	return done;
}

/* Until the next message is due, at most until it is time to look at the items again. */
static bool set_wait(struct courier *courier, struct error *error)
{
	struct centre *centre = &courier->desk->centre;
	int64_t now_ms = centre->clock->wall_ms(centre->clock), due_ms = now_ms + LOOK_S * 1000;
	bool done;

	desk_lock(courier->desk);
	done = message_next(centre, &due_ms, error);
	desk_unlock(courier->desk);
	if (due_ms - now_ms < LOOK_S * 1000)
		courier->wait_s = due_ms > now_ms ? (int)((due_ms - now_ms + 999) / 1000) : 1;
	return done;
}

/* *more: one was tried and the next may be too. */
static bool carry_one(struct courier *courier, struct arena *arena, const struct gateway *gateway, bool *more, struct error *error)
{
	struct centre *centre = &courier->desk->centre;
	struct gateway_answer answer;
	struct message message;
	bool done;

	desk_lock(courier->desk);
	done = message_take(centre, arena, gateway, &message, more, error);
	desk_unlock(courier->desk);
	if (!done || !*more)
		return done;
	if (!message_send(arena, gateway, &message, &courier->stop, &answer)) {
		*more = false; /* it stays `sending` for the next process */
		return true;
	}
	desk_lock(courier->desk);
	done = message_note(centre, gateway, &message, &answer, error);
	desk_unlock(courier->desk);
	*more = !message_is_dead_line(&answer);
	courier->dead = !*more;
	return done;
}

static void turn(struct courier *courier)
{
	struct gateway gateway;
	struct arena arena;
	struct error error;
	bool more = true, done;

	arena_init(&arena);
	courier->wait_s = LOOK_S;
	courier->dead = false;
	done = read_gateway(courier, &arena, &gateway, &error) && look(courier, &gateway, &error);
	while (done && gateway.present && more && !atomic_load(&courier->stop))
		done = carry_one(courier, &arena, &gateway, &more, &error);
	if (done && gateway.present && !courier->dead)
		done = set_wait(courier, &error);
	if (!done)
		tell(courier, &error);
	else
		courier->told.text[0] = '\0';
	arena_finish(&arena);
}

static void wait_for_bell(struct courier *courier)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += courier->wait_s;
	REQUIRE(pthread_mutex_lock(&courier->mutex) == 0);
	while (!courier->woken && !atomic_load(&courier->stop))
		if (pthread_cond_timedwait(&courier->bell, &courier->mutex, &until) != 0)
			break;
	courier->woken = false;
	REQUIRE(pthread_mutex_unlock(&courier->mutex) == 0);
}

static void *work(void *self)
{
	struct courier *courier = self;

	while (!atomic_load(&courier->stop)) {
		turn(courier);
		wait_for_bell(courier);
	}
	return NULL;
}

struct courier *courier_start(struct desk *desk)
{
	struct courier *courier = calloc(1, sizeof(*courier));
	pthread_condattr_t steady;

	REQUIRE(courier);
	gateway_begin();
	courier->desk = desk;
	REQUIRE(pthread_mutex_init(&courier->mutex, NULL) == 0 && pthread_condattr_init(&steady) == 0 &&
		pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) == 0 && pthread_cond_init(&courier->bell, &steady) == 0);
	pthread_condattr_destroy(&steady);
	REQUIRE(pthread_create(&courier->thread, NULL, work, courier) == 0);
	return courier;
}

void courier_wake(struct courier *courier)
{
	REQUIRE(pthread_mutex_lock(&courier->mutex) == 0);
	courier->woken = true;
	REQUIRE(pthread_cond_signal(&courier->bell) == 0 && pthread_mutex_unlock(&courier->mutex) == 0);
}

void courier_stop(struct courier *courier)
{
	if (!courier)
		return;
	atomic_store(&courier->stop, true);
	courier_wake(courier);
	REQUIRE(pthread_join(courier->thread, NULL) == 0);
	pthread_cond_destroy(&courier->bell);
	pthread_mutex_destroy(&courier->mutex);
	gateway_end();
	free(courier);
}
