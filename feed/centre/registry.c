#include "feed/centre/registry.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

/* One run of a screen's program: the newest number, and which of those just before it came. */
struct run {
	uint32_t run, newest;
	uint64_t seen; /* bit n: newest - n */
	int64_t last_ms;
	bool told; /* that it is one of two */
};

struct entry {
	struct registry_device device;
	struct run runs[REGISTRY_RUNS]; /* the one that came last in front; last_ms 0: none */
};

struct registry {
	pthread_mutex_t mutex;
	struct entry *entries; /* owned; by device */
	size_t count;
};

struct registry *registry_create(void)
{
	struct registry *registry = calloc(1, sizeof(*registry));

	REQUIRE(registry && pthread_mutex_init(&registry->mutex, NULL) == 0);
	return registry;
}

void registry_destroy(struct registry *registry)
{
	if (!registry)
		return;
	pthread_mutex_destroy(&registry->mutex);
	free(registry->entries);
	free(registry);
}

static int by_device(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->device.device, ((const struct entry *)b)->device.device);
}

static struct entry *find(struct entry *entries, size_t count, const char *device)
{
	struct entry wanted = {0};

	memcpy(wanted.device.device, device, sizeof(wanted.device.device));
	return count ? bsearch(&wanted, entries, count, sizeof(*entries), by_device) : NULL;
}

void registry_set(struct registry *registry, const struct registry_device *devices, size_t count)
{
	struct entry *entries = calloc(count + 1, sizeof(*entries));

	REQUIRE(entries && count <= REGISTRY_DEVICES_MAX);
	pthread_mutex_lock(&registry->mutex);
	for (size_t i = 0; i < count; i++) {
		const struct entry *before = find(registry->entries, registry->count, devices[i].device);

		if (before)
			entries[i] = *before;
		entries[i].device = devices[i];
	}
	qsort(entries, count, sizeof(*entries), by_device);
	free(registry->entries);
	registry->entries = entries;
	registry->count = count;
	pthread_mutex_unlock(&registry->mutex);
}

void registry_summon(struct registry *registry, const char *device, bool summoned)
{
	struct entry *entry;

	pthread_mutex_lock(&registry->mutex);
	entry = find(registry->entries, registry->count, device);
	if (entry)
		entry->device.summoned = summoned;
	pthread_mutex_unlock(&registry->mutex);
}

bool registry_is_summoned(struct registry *registry, const char *device)
{
	const struct entry *entry;
	bool summoned;

	pthread_mutex_lock(&registry->mutex);
	entry = find(registry->entries, registry->count, device);
	summoned = entry && entry->device.summoned;
	pthread_mutex_unlock(&registry->mutex);
	return summoned;
}

/* false: it came before, or is so old that this cannot be known. */
static bool note_number(struct run *run, uint32_t number)
{
	uint32_t behind = run->newest - number;

	if (number > run->newest) {
		uint32_t by = number - run->newest;

		run->seen = by < REGISTRY_WINDOW ? run->seen << by | 1 : 1;
		run->newest = number;
		return true;
	}
	if (behind >= REGISTRY_WINDOW || run->seen >> behind & 1)
		return false;
	run->seen |= UINT64_C(1) << behind;
	return true;
}

/* Moves the run to the front; the last one makes room for a new one. A program that was started anew never goes back to the run
   before: where one comes back, there are two of them. */
static bool note_run(struct entry *entry, struct credential_nonce nonce, int64_t now_ms, bool *copied)
{
	struct run found = {.run = nonce.run, .newest = nonce.number, .seen = 0};
	bool first;
	int at = 0;

	while (at < REGISTRY_RUNS - 1 && !(entry->runs[at].last_ms && entry->runs[at].run == nonce.run))
		at++;
	if (entry->runs[at].last_ms && entry->runs[at].run == nonce.run)
		found = entry->runs[at];
	*copied = at > 0 && found.last_ms && !found.told && now_ms - found.last_ms > REGISTRY_COPY_MS;
	first = note_number(&found, nonce.number);
	if (!first)
		return false;
	found.told = found.told || *copied;
	found.last_ms = now_ms;
	memmove(&entry->runs[1], &entry->runs[0], (size_t)at * sizeof(entry->runs[0]));
	entry->runs[0] = found;
	return true;
}

static enum registry_verdict check(struct registry *registry, const struct credential *credential, const struct credential_request *request,
	int64_t now_ms, bool *copied)
{
	struct entry *entry = find(registry->entries, registry->count, credential->device);
	int64_t ahead_ms = credential->time_ms - now_ms;

	if (!entry)
		return REGISTRY_UNKNOWN;
	if (!credential_verify(credential, request, entry->device.key))
		return REGISTRY_FORGED;
	if (entry->device.revoked)
		return REGISTRY_REVOKED;
	if (ahead_ms > CREDENTIAL_SKEW_MS || ahead_ms < -CREDENTIAL_SKEW_MS)
		return REGISTRY_CLOCK;
	return note_run(entry, credential->nonce, now_ms, copied) ? REGISTRY_GOOD : REGISTRY_REPEATED;
}

enum registry_verdict registry_check(struct registry *registry, const struct credential *credential, const struct credential_request *request,
	int64_t now_ms, bool *copied)
{
	enum registry_verdict verdict;

	*copied = false;
	pthread_mutex_lock(&registry->mutex);
	verdict = check(registry, credential, request, now_ms, copied);
	pthread_mutex_unlock(&registry->mutex);
	return verdict;
}
