#include "feed/centre/desk.h"

#include <string.h>
#include <time.h>

#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/base/log.h"
#include "feed/centre/actions.h"
#include "feed/centre/alert_publish.h"
#include "feed/centre/alerts.h"
#include "feed/centre/backup.h"
#include "feed/centre/devices.h"
#include "feed/centre/edition.h"
#include "feed/centre/fleet.h"
#include "feed/centre/outlet.h"
#include "feed/centre/period.h"
#include "feed/centre/publish.h"
#include "feed/centre/rating_counts.h"
#include "feed/centre/ratings.h"
#include "feed/centre/record.h"
#include "feed/centre/score.h"

#define HOUR_MS (INT64_C(3600) * 1000)

enum { NS_PER_MS = 1000000, NS_PER_S = 1000000000, REQUEST_COST = 10 /* of a batch, in ratings */ };

/* While locked, or before anybody else is there. */
static void note_totals(struct desk *desk)
{
	struct rating_totals totals;
	struct error ignored; /* the next batch brings them */

	if (!rating_counts_totals(desk->centre.store, &totals, &ignored))
		return;
	atomic_store(&desk->lost, totals.lost);
	atomic_store(&desk->surplus, totals.surplus);
	atomic_store(&desk->count_faults, totals.faults);
}

static void note_settings(struct desk *desk)
{
	atomic_store(&desk->lets_anybody_in, desk->centre.settings.unsigned_requests);
	atomic_store(&desk->head_valid_ms, desk->centre.settings.head_valid_h * HOUR_MS);
}

bool desk_open(struct desk *desk, const char *folder, enum centre_obstacle *obstacle, struct error *error)
{
	*desk = (struct desk){.feed = NULL};
	if (!centre_open(&desk->centre, folder, &clock_system, obstacle, error))
		return false;
	arena_init(&desk->arena);
	desk->feed = str_format(&desk->arena, "%s/feed", folder).bytes;
	REQUIRE(pthread_mutex_init(&desk->mutex, NULL) == 0);
	desk->registry = registry_create();
	desk->codes = pace_create(DEVICES_TRIES_A_MINUTE);
	desk->senders = pace_create(DESK_ROWS_A_MINUTE);
	note_settings(desk);
	note_totals(desk);
	desk_note_devices(desk);
	return true;
}

void desk_close(struct desk *desk)
{
	centre_close(&desk->centre);
	registry_destroy(desk->registry);
	pace_destroy(desk->codes);
	pace_destroy(desk->senders);
	pthread_mutex_destroy(&desk->mutex);
	arena_finish(&desk->arena);
}

void desk_reload(struct desk *desk)
{
	struct error error;

	desk_lock(desk);
	if (!centre_reload(&desk->centre, &error))
		log_fault("hallfeed: settings stay as they were: %s", error.text);
	note_settings(desk);
	desk_unlock(desk);
	atomic_store(&desk->changed, true);
}

void desk_lock(struct desk *desk)
{
	REQUIRE(pthread_mutex_lock(&desk->mutex) == 0);
}

void desk_unlock(struct desk *desk)
{
	REQUIRE(pthread_mutex_unlock(&desk->mutex) == 0);
}

static bool lock_within(struct desk *desk, int64_t wait_ms)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += wait_ms * NS_PER_MS;
	until.tv_sec += until.tv_nsec / NS_PER_S;
	until.tv_nsec %= NS_PER_S;
	return pthread_mutex_timedlock(&desk->mutex, &until) == 0;
}

/* All halls wait while one waits here. */
static bool lock_for_hall(struct desk *desk)
{
	return lock_within(desk, DESK_WAIT_MS);
}

static void count(struct desk *desk, const struct rating_answer *answer)
{
	atomic_fetch_add(&desk->batches, 1);
	atomic_fetch_add(&desk->ratings, answer->acknowledged_count);
	atomic_fetch_add(&desk->conflicts, answer->conflict_count);
	if (answer->acknowledged_count)
		atomic_store(&desk->changed, true);
}

void desk_note_devices(struct desk *desk)
{
	struct error error;

	if (!devices_load(desk->centre.store, desk->registry, &error))
		log_fault("hallfeed: who is enrolled could not be read: %s", error.text);
}

/* Two boxes with one key: both go on, for which of them is the right one cannot be told from here, and an officer is told. */
static void note_copy(struct desk *desk, const char *device)
{
	struct error error;

	desk_lock(desk);
	if (!devices_note_copy(desk->centre.store, device, clock_system.wall_ms(&clock_system), &error))
		log_fault("hallfeed: a copied key was not noted: %s", error.text);
	desk_unlock(desk);
	log_fault("hallfeed: two boxes use the key of screen %.8s; see hallfeed device list", device);
}

static enum http_identity identify(void *self, const char *field, const struct credential_request *request,
	char device[CREDENTIAL_DEVICE_DIGITS + 1])
{
	static const enum http_identity identities[] = {
		[REGISTRY_GOOD] = IDENTITY_SCREEN, [REGISTRY_UNKNOWN] = IDENTITY_UNKNOWN, [REGISTRY_REVOKED] = IDENTITY_REVOKED,
		[REGISTRY_FORGED] = IDENTITY_FORGED, [REGISTRY_CLOCK] = IDENTITY_CLOCK, [REGISTRY_REPEATED] = IDENTITY_REPEATED};
	struct desk *desk = self;
	bool open = atomic_load(&desk->lets_anybody_in), copied = false;
	struct credential credential;
	enum http_identity identity;

	if (!field)
		return open ? IDENTITY_NOBODY : IDENTITY_NEEDED;
	if (!credential_parse(str_from(field), &credential))
		return IDENTITY_MALFORMED;
	identity = identities[registry_check(desk->registry, &credential, request, clock_system.wall_ms(&clock_system), &copied)];
	if (copied)
		note_copy(desk, credential.device);
	if (identity == IDENTITY_UNKNOWN && open)
		return IDENTITY_NOBODY; /* as if it had not signed */
	if (identity == IDENTITY_SCREEN)
		memcpy(device, credential.device, sizeof(credential.device));
	else
		atomic_fetch_add(&desk->refused, 1);
	return identity;
}

static enum http_enrolled enrol(void *self, const char *address, const struct enrol_request *request, struct arena *arena,
	struct enrol_answer *answer, int *wait_s, struct error *why_not)
{
	struct desk *desk = self;
	int64_t now_ms = clock_system.steady_ms(&clock_system), wait_ms = pace_wait_ms(desk->codes, str_from(address), 1, now_ms);
	enum device_outcome outcome;

	*wait_s = (int)((wait_ms + 999) / 1000);
	if (wait_ms)
		return ENROL_PACED;
	if (!lock_for_hall(desk))
		return ENROL_BUSY;
	outcome = devices_enrol(&desk->centre, arena, request, answer, why_not);
	if (outcome == DEVICE_DONE)
		desk_note_devices(desk);
	desk_unlock(desk);
	if (outcome == DEVICE_REFUSED) {
		pace_take(desk->codes, str_from(address), 1, now_ms);
		atomic_fetch_add(&desk->wrong_codes, 1);
	}
	if (outcome == DEVICE_FAILED)
		log_fault("hallfeed: a screen was not enrolled: %s", why_not->text);
	return outcome == DEVICE_DONE ? ENROLLED : outcome == DEVICE_REFUSED ? ENROL_REFUSED : ENROL_BROKEN;
}

/* A screen that was away for a month hands in 15,000 at once; nobody has more to say. */
static int pace(void *self, const char *device, const struct rating_batch *batch)
{
	struct desk *desk = self;
	struct str sender = device[0]		      ? str_from(device)
			    : batch->rating_count ? batch->ratings[0].device
			    : batch->count_count  ? batch->counts[0].device
						  : STR("");
	int64_t now_ms = clock_system.steady_ms(&clock_system), amount = (int64_t)(batch->rating_count + batch->count_count) + REQUEST_COST,
		wait_ms = pace_wait_ms(desk->senders, sender, amount, now_ms);

	if (wait_ms == 0)
		pace_take(desk->senders, sender, amount, now_ms);
	else
		atomic_fetch_add(&desk->paced, 1);
	return (int)((wait_ms + 999) / 1000);
}

static bool commit(struct desk *desk, struct rating_job *const *jobs, size_t count)
{
	struct error error;
	bool taken = ratings_take_all(&desk->centre, jobs, count, &error);

	if (taken)
		note_totals(desk);
	else
		log_fault("hallfeed: ratings were not kept: %s", error.text);
	return taken;
}

/* Together, for one sync to the disk. */
static bool take(void *self, struct rating_job *const *jobs, size_t count_of_jobs, bool *busy)
{
	struct desk *desk = self;
	bool taken;

	if (atomic_load(&desk->broken))
		return false;
	*busy = !lock_within(desk, DESK_GROUP_WAIT_MS);
	if (*busy)
		return false;
	taken = commit(desk, jobs, count_of_jobs);
	desk_unlock(desk);
	atomic_fetch_add(&desk->commits, 1);
	for (size_t i = 0; taken && i < count_of_jobs; i++)
		count(desk, &jobs[i]->answer);
	if (!taken)
		atomic_store(&desk->broken, true);
	return taken;
}

/* Screens tell again until they are heard, so that trouble here costs nothing but time. */
static enum http_taken note_seen(void *self, const struct seen_batch *batch)
{
	struct desk *desk = self;
	struct error error;
	bool noted;

	if (!lock_for_hall(desk))
		return HTTP_BUSY;
	noted = alerts_note_seen(&desk->centre, batch, &error);
	desk_unlock(desk);
	if (!noted)
		log_fault("hallfeed: which screens show an alert was not kept: %s", error.text);
	return noted ? HTTP_TAKEN : HTTP_BROKEN;
}

/* A screen that we enrolled has seen a later feed: this store is from a copy. */
static void rise_above(struct desk *desk, int64_t version)
{
	struct error error;

	if (record_set_floor(&desk->centre, "all", version, &error))
		atomic_store(&desk->changed, true);
	else
		log_fault("hallfeed: a version that a screen has was not noted: %s", error.text);
}

/* What the screen is asked to do; it asks no more for that until there is something new. */
static struct str hand_out(struct desk *desk, const char *device, struct arena *arena)
{
	struct action_list list;
	struct error error;
	bool more;

	if (!actions_hand_out(&desk->centre, arena, device, &list, &error) || !actions_wait(&desk->centre, device, &more, &error)) {
		log_fault("hallfeed: actions of a screen could not be read: %s", error.text);
		return STR("");
	}
	registry_summon(desk->registry, device, more);
	return list.count ? action_list_encode(arena, &list) : STR("");
}

static enum http_taken note_action(void *self, const struct action_result *result, bool *refused, struct error *why_not)
{
	struct desk *desk = self;
	enum action_outcome outcome;

	if (!lock_for_hall(desk))
		return HTTP_BUSY;
	outcome = actions_note(&desk->centre, result, why_not);
	desk_unlock(desk);
	*refused = outcome == ACTION_REFUSED;
	if (outcome == ACTION_FAILED)
		log_fault("hallfeed: what became of an action was not kept: %s", why_not->text);
	return outcome == ACTION_FAILED ? HTTP_BROKEN : HTTP_TAKEN;
}

static bool is_summoned(void *self, const char *device)
{
	return registry_is_summoned(((struct desk *)self)->registry, device);
}

/* The next heartbeat says it anew. */
static enum http_taken note_beat(void *self, const char *device, const struct heartbeat *beat, struct arena *arena, struct str *answer,
	bool *refused, struct error *why_not)
{
	struct desk *desk = self;
	enum fleet_outcome outcome;

	if (!lock_for_hall(desk))
		return HTTP_BUSY;
	outcome = fleet_note(&desk->centre, arena, beat, why_not);
	if (device[0] && beat->feed_version > atomic_load(&desk->version))
		rise_above(desk, beat->feed_version);
	if (device[0] && outcome == FLEET_NOTED)
		*answer = hand_out(desk, device, arena);
	desk_unlock(desk);
	atomic_fetch_add(&desk->heartbeats, outcome == FLEET_NOTED);
	*refused = outcome == FLEET_REFUSED;
	if (outcome == FLEET_FAILED)
		log_fault("hallfeed: a heartbeat was not kept: %s", why_not->text);
	return outcome == FLEET_FAILED ? HTTP_BROKEN : HTTP_TAKEN;
}

static int64_t age_ms(struct desk *desk)
{
	return clock_system.wall_ms(&clock_system) - atomic_load(&desk->issued_ms);
}

static bool is_healthy(void *self, struct error *why_not)
{
	struct desk *desk = self;

	if (atomic_load(&desk->broken))
		return error_set(why_not, "the store does not keep ratings");
	if (atomic_load(&desk->version) == 0)
		return error_set(why_not, "nothing is published yet");
	if (age_ms(desk) > atomic_load(&desk->head_valid_ms))
		return error_set(why_not, "what is published is too old");
	return true;
}

static void write_counter(FILE *to, const char *name, const char *help, atomic_ullong *value)
{
	fprintf(to, "# TYPE hallfeed_%s counter\n# HELP hallfeed_%s %s\nhallfeed_%s_total %llu\n", name, name, help,
		name, atomic_load(value));
}

static void write_gauge(FILE *to, const char *name, const char *help, atomic_llong *value)
{
	fprintf(to, "# TYPE hallfeed_%s gauge\n# HELP hallfeed_%s %s\nhallfeed_%s %lld\n", name, name, help, name, atomic_load(value));
}

/* Left out where the centre is at work for long: the next scrape has it. */
static void write_fleet(struct desk *desk, FILE *to)
{
	int64_t counts[FLEET_STATE_COUNT];
	bool counted;

	if (!lock_for_hall(desk))
		return;
	counted = fleet_count(&desk->centre, counts, NULL);
	desk_unlock(desk);
	if (!counted)
		return;
	fputs("# TYPE hallfeed_screens gauge\n# HELP hallfeed_screens Screens by what is to be done about them.\n", to);
	for (size_t i = 0; i < FLEET_STATE_COUNT; i++)
		fprintf(to, "hallfeed_screens{state=\"%s\"} %lld\n", fleet_state_name((enum fleet_state)i), (long long)counts[i]);
}

static void write_metrics(void *self, FILE *to)
{
	struct desk *desk = self;

	write_counter(to, "batches", "Batches of ratings taken.", &desk->batches);
	write_counter(to, "ratings", "Ratings acknowledged, repeated ones included.", &desk->ratings);
	write_counter(to, "commits", "Transactions that these batches shared.", &desk->commits);
	write_counter(to, "paced_batches", "Batches of screens that handed in more than a minute may have.", &desk->paced);
	write_counter(to, "conflicts", "Ratings with a known token and other content.", &desk->conflicts);
	write_counter(to, "heartbeats", "Heartbeats of screens taken.", &desk->heartbeats);
	write_counter(to, "refused_requests", "Requests of screens that are not enrolled, were revoked, or did not sign rightly.", &desk->refused);
	write_counter(to, "wrong_codes", "Wrong, old or used codes for enrolment.", &desk->wrong_codes);
	write_counter(to, "scorings", "Scorings of the open period.", &desk->scorings);
	write_counter(to, "publications", "Heads published.", &desk->publications);
	write_counter(to, "failures", "Scorings and publications that failed.", &desk->failures);
	fprintf(to,
		"# TYPE hallfeed_head_version gauge\n# HELP hallfeed_head_version Version of the published head.\n"
		"hallfeed_head_version %lld\n"
		"# TYPE hallfeed_head_issued_seconds gauge\n# UNIT hallfeed_head_issued_seconds seconds\n"
		"# HELP hallfeed_head_issued_seconds When it was issued, since 1970.\nhallfeed_head_issued_seconds "
		"%.3f\n",
		atomic_load(&desk->version), (double)atomic_load(&desk->issued_ms) / 1000);
	write_gauge(to, "ratings_lost", "Ratings that a screen counted and that did not come.", &desk->lost);
	write_gauge(to, "ratings_surplus", "Ratings that came and that no screen counted, as from a copy of one.", &desk->surplus);
	write_gauge(to, "rating_count_faults", "Counts that cannot be: see hallfeed counts.", &desk->count_faults);
	if (atomic_load(&desk->backup_ms))
		fprintf(to,
			"# TYPE hallfeed_backup_seconds gauge\n# UNIT hallfeed_backup_seconds seconds\n"
			"# HELP hallfeed_backup_seconds When the newest copy was made, since 1970.\nhallfeed_backup_seconds %.3f\n",
			(double)atomic_load(&desk->backup_ms) / 1000);
	write_fleet(desk, to);
}

struct http_door desk_door(struct desk *desk)
{
	return (struct http_door){identify, enrol, pace, take, note_seen, note_beat, note_action, is_summoned, is_healthy, write_metrics, desk};
}

/* Since it was made first, where there is no copy; 0: it is new. */
static int64_t begun_ms(struct desk *desk)
{
	struct store_query *query = store_prepare(desk->centre.store, "SELECT ifnull(min(issued_ms), 0) FROM published", NULL);
	int64_t begun = query && store_step(query, NULL) == STORE_ROW ? store_integer(query, 0) : 0;

	if (query)
		store_reset(query);
	return begun;
}

void desk_look_at_backup(struct desk *desk, int64_t steady_ms)
{
	int64_t made_ms, since_ms, now_ms = clock_system.wall_ms(&clock_system);
	struct arena arena;

	if (desk->backup_looked_ms && steady_ms - desk->backup_looked_ms < HOUR_MS)
		return;
	desk->backup_looked_ms = steady_ms;
	arena_init(&arena);
	made_ms = backup_made_ms(&arena, desk->centre.folder);
	arena_finish(&arena);
	atomic_store(&desk->backup_ms, made_ms);
	desk_lock(desk);
	since_ms = made_ms ? made_ms : begun_ms(desk);
	desk_unlock(desk);
	if (desk->centre.settings.demo || since_ms == 0 || now_ms - since_ms < BACKUP_OLD_DAYS * 24 * HOUR_MS ||
		(desk->backup_told_ms && steady_ms - desk->backup_told_ms < 24 * HOUR_MS))
		return;
	desk->backup_told_ms = steady_ms;
	log_fault("hallfeed: %s: screens keep ratings for 30 days, and what an older copy lacks is then lost; make one with hallfeed backup",
		made_ms ? "the newest copy of this centre is older than 25 days" : "there is no copy of this centre");
}

static void note_alerts(struct desk *desk, struct arena *arena)
{
	const struct head *head = outlet_find_head(arena, desk->feed, STR("global"), &desk->centre.alert_open);
	int64_t change_ms = INT64_MAX;

	if (head)
		atomic_store(&desk->alert_version, head->version);
	if (alerts_next_change(&desk->centre, &change_ms, NULL))
		atomic_store(&desk->alert_change_ms, change_ms);
}

void desk_note_head(struct desk *desk)
{
	struct arena arena;
	const struct head *head;

	arena_init(&arena);
	head = outlet_find_head(&arena, desk->feed, STR("all"), &desk->centre.open);
	if (head) {
		atomic_store(&desk->version, head->version);
		atomic_store(&desk->issued_ms, head->issued_ms);
	}
	note_alerts(desk, &arena);
	arena_finish(&arena);
}

static void tell_trouble(struct desk *desk, const char *doing, const struct error *error)
{
	atomic_fetch_add(&desk->failures, 1);
	if (strcmp(desk->told.text, error->text) != 0)
		log_fault("hallfeed: cannot %s: %s", doing, error->text);
	desk->told = *error;
}

static bool score_open(struct desk *desk, struct error *error)
{
	struct arena arena;
	struct period period;
	enum period_found found;
	bool scored = true;

	arena_init(&arena);
	found = period_find(desk->centre.store, &arena, STR(""), &period, error);
	if (found == PERIOD_FOUND && !period.frozen && !period.noticed) {
		scored = score_run(&desk->centre, period.name, error);
		atomic_fetch_add(&desk->scorings, scored);
	}
	arena_finish(&arena);
	return found != PERIOD_FAILED && scored;
}

/* Without areas there is nothing to say yet, and that is no trouble. */
static bool is_empty(struct desk *desk)
{
	struct store_query *query = store_prepare(desk->centre.store, "SELECT 1 FROM areas LIMIT 1", NULL);
	bool empty = query && store_step(query, NULL) == STORE_DONE;

	if (query)
		store_reset(query);
	return empty;
}

static void score_and_publish(struct desk *desk)
{
	struct error error;
	bool published;

	if (!score_open(desk, &error)) {
		tell_trouble(desk, "score", &error);
	} else if (!publish_run(&desk->centre, desk->feed, &published, &error)) {
		tell_trouble(desk, "publish", &error);
	} else {
		atomic_fetch_add(&desk->publications, published);
		desk->told.text[0] = '\0';
	}
}

void desk_publish_alerts(struct desk *desk)
{
	struct error error;
	bool changed;

	desk_lock(desk);
	if (!alert_publish(&desk->centre, desk->feed, &changed, &error))
		tell_trouble(desk, "publish alerts", &error);
	desk_note_head(desk);
	desk_unlock(desk);
}

bool desk_alerts_are_due(struct desk *desk)
{
	return clock_system.wall_ms(&clock_system) >= atomic_load(&desk->alert_change_ms);
}

void desk_publish(struct desk *desk)
{
	desk_lock(desk);
	if (!is_empty(desk))
		score_and_publish(desk);
	desk_note_head(desk);
	desk_unlock(desk);
}

bool desk_is_due(struct desk *desk)
{
	bool changed = atomic_exchange(&desk->changed, false);

	return changed || age_ms(desk) >= atomic_load(&desk->head_valid_ms) / EDITION_FRESH_PART;
}
