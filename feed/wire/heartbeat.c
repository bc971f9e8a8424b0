#include "feed/wire/wire.h"

#include "feed/base/arena.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"

/* One flat object, its statistics a second one; every key must be there, and no other. */

static const char *const trusts[CLOCK_TRUST_COUNT] = {"unknown", "synchronised", "unsynchronised", "behind"};

struct str clock_trust_name(enum clock_trust trust)
{
	return str_from(trusts[trust]);
}

/* Where a count stands in the struct, by its key. */
static const struct {
	const char *key;
	size_t offset;
} counts[] = {
	{"seconds", offsetof(struct heartbeat_stats, seconds)},
	{"wakeups", offsetof(struct heartbeat_stats, wakeups)},
	{"frames", offsetof(struct heartbeat_stats, frames)},
	{"late", offsetof(struct heartbeat_stats, late)},
	{"p50_us", offsetof(struct heartbeat_stats, p50_us)},
	{"p95_us", offsetof(struct heartbeat_stats, p95_us)},
	{"p99_us", offsetof(struct heartbeat_stats, p99_us)},
	{"max_us", offsetof(struct heartbeat_stats, max_us)},
	{"cells", offsetof(struct heartbeat_stats, cells)},
	{"bytes", offsetof(struct heartbeat_stats, bytes)},
	{"cache_bytes", offsetof(struct heartbeat_stats, cache_bytes)},
};

enum { COUNTS = sizeof(counts) / sizeof(counts[0]) };

static int64_t *count_at(const struct heartbeat_stats *stats, size_t i)
{
	return (int64_t *)(uintptr_t)((const char *)stats + counts[i].offset);
}

static bool read_stats(struct json_reader *reader, const json_t *value, struct heartbeat_stats *stats)
{
	const char *keys[COUNTS + 1] = {NULL};

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < COUNTS; i++) {
		keys[i] = counts[i].key;
		if (!json_read_integer(
			    reader, json_key(reader, value, keys[i]), 0, HEARTBEAT_COUNT_MAX, count_at(stats, i)))
			return false;
	}
	if (!json_only(reader, value, keys))
		return false;
	json_leave(reader);
	return true;
}

/* Nothing that would move a terminal or end a line. */
static bool read_line(struct json_reader *reader, const char *key, size_t bytes_max, struct str *text)
{
	const json_t *value = json_key(reader, reader->root, key);

	if (!json_read_text(reader, value, bytes_max, text))
		return false;
	for (size_t i = 0; i < text->length; i++)
		if ((unsigned char)text->bytes[i] < ' ' || text->bytes[i] == 0x7f)
			return json_refuse_text(reader, STR("a control character"), "one line of text");
	return true;
}

static bool read_clock(struct json_reader *reader, enum clock_trust *clock)
{
	const json_t *value = json_key(reader, reader->root, "clock");
	struct str name;

	if (!json_read_text(reader, value, HEARTBEAT_NAME_BYTES_MAX, &name))
		return false;
	for (*clock = 0; *clock < CLOCK_TRUST_COUNT; ++*clock)
		if (str_equal(name, clock_trust_name(*clock)))
			return true;
	return json_refuse(reader, value, "unknown, synchronised, unsynchronised or behind");
}

/* null where the feed never answered. */
static bool read_contact(struct json_reader *reader, int64_t *contact_ms)
{
	const json_t *value = json_key(reader, reader->root, "contact");

	*contact_ms = 0;
	return json_is_null(value) || json_read_time(reader, value, contact_ms);
}

static bool read_count(struct json_reader *reader, const char *key, int64_t least, int64_t most, int64_t *count)
{
	return json_read_integer(reader, json_key(reader, reader->root, key), least, most, count);
}

static bool read_all(struct json_reader *reader, struct heartbeat *beat)
{
	static const char *const keys[] = {"device", "area", "version", "screen", "fault", "sent", "period_s",
		"feed_version", "contact", "storage_free_bytes", "outbox", "clock", "stats", NULL};

	return json_only(reader, reader->root, keys) &&
	       json_read_digits(reader, json_key(reader, reader->root, "device"), SEEN_DEVICE_DIGITS, beat->device) &&
	       json_read_id(reader, json_key(reader, reader->root, "area"), HEARTBEAT_NAME_BYTES_MAX, &beat->area) &&
	       json_read_id(
		       reader, json_key(reader, reader->root, "version"), HEARTBEAT_NAME_BYTES_MAX, &beat->version) &&
	       json_read_id(
		       reader, json_key(reader, reader->root, "screen"), HEARTBEAT_NAME_BYTES_MAX, &beat->screen) &&
	       read_line(reader, "fault", HEARTBEAT_FAULT_BYTES_MAX, &beat->fault) &&
	       json_read_time(reader, json_key(reader, reader->root, "sent"), &beat->sent_ms) &&
	       read_count(reader, "period_s", 1, HEARTBEAT_PERIOD_S_MAX, &beat->period_s) &&
	       read_count(reader, "feed_version", 0, HEARTBEAT_COUNT_MAX, &beat->feed_version) &&
	       read_contact(reader, &beat->contact_ms) &&
	       read_count(reader, "storage_free_bytes", 0, HEARTBEAT_COUNT_MAX, &beat->storage_free_bytes) &&
	       read_count(reader, "outbox", 0, HEARTBEAT_COUNT_MAX, &beat->outbox) &&
	       read_clock(reader, &beat->clock) &&
	       read_stats(reader, json_key(reader, reader->root, "stats"), &beat->stats);
}

bool heartbeat_decode(struct arena *arena, struct str bytes, struct heartbeat *beat, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("heartbeat"), .bytes = bytes, .error = error};
	bool decoded;

	*beat = (struct heartbeat){.device = ""};
	if (bytes.length > HEARTBEAT_BYTES_MAX)
		return error_set(
			error, "heartbeat: found %zu bytes, expected at most %d", bytes.length, HEARTBEAT_BYTES_MAX);
	decoded = json_open(&reader, NULL) && read_all(&reader, beat);
	json_close(&reader);
	return decoded;
}

static json_t *write_stats(const struct heartbeat_stats *stats)
{
	json_t *object = json_object();

	for (size_t i = 0; i < COUNTS; i++)
		json_put(object, counts[i].key, json_integer(*count_at(stats, i)));
	return object;
}

struct str heartbeat_encode(struct arena *arena, const struct heartbeat *beat)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "device", json_of_text(str_from(beat->device)));
	json_put(object, "area", json_of_text(beat->area));
	json_put(object, "version", json_of_text(beat->version));
	json_put(object, "screen", json_of_text(beat->screen));
	json_put(object, "fault", json_of_text(beat->fault));
	json_put(object, "sent", json_of_time(beat->sent_ms));
	json_put(object, "period_s", json_integer(beat->period_s));
	json_put(object, "feed_version", json_integer(beat->feed_version));
	json_put(object, "contact", beat->contact_ms ? json_of_time(beat->contact_ms) : json_null());
	json_put(object, "storage_free_bytes", json_integer(beat->storage_free_bytes));
	json_put(object, "outbox", json_integer(beat->outbox));
	json_put(object, "clock", json_of_text(clock_trust_name(beat->clock)));
	json_put(object, "stats", write_stats(&beat->stats));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}
