#include "feed/wire/wire.h"

#include "feed/base/arena.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"
#include "feed/wire/visits.h"

/* Hours in a batch may be anything that a box without a clock believes, up to the year 9999. */
enum { HOUR_MAX = 70389527 };

static const struct {
	enum rating_doubt doubt;
	const char *name;
} doubts[] = {
	{DOUBT_REPEAT, "repeat"},
	{DOUBT_BURST, "burst"},
	{DOUBT_CLOSED, "closed"},
	{DOUBT_STAFF_TEST, "staff_test"},
};

enum { DOUBT_COUNT = sizeof(doubts) / sizeof(doubts[0]) };

static bool read_hour(struct json_reader *reader, const json_t *value, int64_t *hour)
{
	*hour = RATING_HOUR_UNKNOWN;
	return json_is_null(value) || json_read_integer(reader, value, 0, HOUR_MAX, hour);
}

static bool read_reasons(struct json_reader *reader, const json_t *list, struct rating *rating)
{
	if (!json_read_list(reader, list, SURVEY_REASONS_MAX, &rating->reason_count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < rating->reason_count; i++) {
		if (!json_read_id(reader, json_item(reader, list, i), SURVEY_ID_BYTES_MAX, &rating->reasons[i]))
			return false;
		for (size_t before = 0; before < i; before++)
			if (str_equal(rating->reasons[before], rating->reasons[i]))
				return json_refuse_text(reader, STR("a reason a second time"), "each reason once");
	}
	json_leave(reader);
	return true;
}

static bool read_one_further(struct json_reader *reader, const json_t *item, struct rating_further *further)
{
	static const char *const keys[] = {"question", "answer", NULL};

	if (!json_read_object(reader, item))
		return false;
	json_enter(reader);
	if (!json_only(reader, item, keys) ||
		!json_read_id(reader, json_key(reader, item, "question"), SURVEY_ID_BYTES_MAX, &further->question) ||
		!json_read_id(reader, json_key(reader, item, "answer"), SURVEY_ID_BYTES_MAX, &further->answer))
		return false;
	json_leave(reader);
	return true;
}

/* Halls of before send none. */
static bool read_further(struct json_reader *reader, const json_t *list, struct rating *rating)
{
	if (!list)
		return true;
	if (!json_read_list(reader, list, SURVEY_FURTHER_MAX, &rating->further_count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < rating->further_count; i++) {
		if (!read_one_further(reader, json_item(reader, list, i), &rating->further[i]))
			return false;
		for (size_t before = 0; before < i; before++)
			if (str_equal(rating->further[before].question, rating->further[i].question))
				return json_refuse_text(reader, STR("a question a second time"), "each question once");
	}
	json_leave(reader);
	return true;
}

static bool read_doubt(struct json_reader *reader, const json_t *value, unsigned *found)
{
	for (size_t i = 0; json_is_string(value) && i < DOUBT_COUNT; i++)
		if (str_equal(str_from(doubts[i].name), str_from(json_string_value(value)))) {
			if (*found & doubts[i].doubt)
				return json_refuse(reader, value, "each doubt once");
			*found |= doubts[i].doubt;
			return true;
		}
	return json_refuse(reader, value, "repeat, burst, closed or staff_test");
}

static bool read_doubts(struct json_reader *reader, const json_t *list, unsigned *found)
{
	size_t count;

	if (!json_read_list(reader, list, DOUBT_COUNT, &count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < count; i++)
		if (!read_doubt(reader, json_item(reader, list, i), found))
			return false;
	json_leave(reader);
	return true;
}

static bool read_subject(struct json_reader *reader, const json_t *item, struct rating *rating)
{
	return json_read_digits(reader, json_key(reader, item, "token"), RATING_TOKEN_DIGITS, rating->token) &&
	       json_read_id(reader, json_key(reader, item, "device"), RATING_DEVICE_BYTES_MAX, &rating->device) &&
	       json_read_id(reader, json_key(reader, item, "area"), AREA_ID_BYTES_MAX, &rating->area) &&
	       json_read_id(reader, json_key(reader, item, "service"), SURVEY_ID_BYTES_MAX, &rating->service) &&
	       json_read_id(reader, json_key(reader, item, "question"), SURVEY_ID_BYTES_MAX, &rating->question) &&
	       json_read_integer(reader, json_key(reader, item, "version"), 1, INT64_MAX, &rating->version);
}

static bool read_rating(struct json_reader *reader, const json_t *item, struct rating *rating)
{
	static const char *const keys[] = {"token", "device", "area", "service", "question", "version", "hour", "level",
		"reasons", "doubts", "further", NULL};
	int64_t level;

	if (!json_read_object(reader, item))
		return false;
	json_enter(reader);
	if (!json_only(reader, item, keys) || !read_subject(reader, item, rating) ||
		!read_hour(reader, json_key(reader, item, "hour"), &rating->hour) ||
		!json_read_integer(reader, json_key(reader, item, "level"), LEVEL_WORST, LEVEL_BEST, &level) ||
		!read_reasons(reader, json_key(reader, item, "reasons"), rating) ||
		!read_further(reader, json_key(reader, item, "further"), rating) ||
		!read_doubts(reader, json_key(reader, item, "doubts"), &rating->doubts))
		return false;
	rating->level = (int)level;
	json_leave(reader);
	return true;
}

static bool read_count(struct json_reader *reader, const json_t *item, struct rating_count *count)
{
	static const char *const keys[] = {"device", "hour", "stored", "key", "signature", NULL};

	if (!json_read_object(reader, item))
		return false;
	json_enter(reader);
	if (!json_only(reader, item, keys) ||
		!json_read_id(reader, json_key(reader, item, "device"), RATING_DEVICE_BYTES_MAX, &count->device) ||
		!read_hour(reader, json_key(reader, item, "hour"), &count->hour) ||
		!json_read_integer(reader, json_key(reader, item, "stored"), 0, INT32_MAX, &count->stored) ||
		!json_read_digits(reader, json_key(reader, item, "key"), RATING_KEY_DIGITS, count->key) ||
		!json_read_digits(reader, json_key(reader, item, "signature"), RATING_SIGNATURE_DIGITS, count->signature))
		return false;
	json_leave(reader);
	return true;
}

static bool read_ratings(struct json_reader *reader, const json_t *list, struct rating_batch *batch)
{
	if (!json_read_list(reader, list, RATING_BATCH_MAX, &batch->rating_count))
		return false;
	batch->ratings = arena_array(reader->arena, struct rating, batch->rating_count);
	json_enter(reader);
	for (size_t i = 0; i < batch->rating_count; i++)
		if (!read_rating(reader, json_item(reader, list, i), &batch->ratings[i]))
			return false;
	json_leave(reader);
	return true;
}

static bool read_counts(struct json_reader *reader, const json_t *list, struct rating_batch *batch)
{
	if (!json_read_list(reader, list, RATING_BATCH_MAX, &batch->count_count))
		return false;
	batch->counts = arena_array(reader->arena, struct rating_count, batch->count_count);
	json_enter(reader);
	for (size_t i = 0; i < batch->count_count; i++)
		if (!read_count(reader, json_item(reader, list, i), &batch->counts[i]))
			return false;
	json_leave(reader);
	return true;
}

static bool read_batch(struct json_reader *reader, struct rating_batch *batch)
{
	static const char *const keys[] = {"ratings", "counts", "visits", NULL};

	return json_open(reader, NULL) && json_only(reader, reader->root, keys) &&
	       read_ratings(reader, json_key(reader, reader->root, "ratings"), batch) &&
	       read_counts(reader, json_key(reader, reader->root, "counts"), batch) &&
	       visits_read(reader, json_object_get(reader->root, "visits"), batch);
}

bool rating_batch_decode(struct arena *arena, struct str bytes, struct rating_batch *batch, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("ratings"), .bytes = bytes, .error = error};
	bool decoded;

	*batch = (struct rating_batch){0};
	if (bytes.length > RATING_BATCH_BYTES_MAX)
		return error_set(
			error, "ratings: found %zu bytes, expected at most %d", bytes.length, RATING_BATCH_BYTES_MAX);
	decoded = read_batch(&reader, batch);
	json_close(&reader);
	return decoded;
}

static json_t *of_hour(int64_t hour)
{
	return hour == RATING_HOUR_UNKNOWN ? json_null() : json_integer(hour);
}

static json_t *of_texts(const struct str *texts, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_add(list, json_of_text(texts[i]));
	return list;
}

static json_t *of_further(const struct rating *rating)
{
	json_t *list = json_array();

	for (size_t i = 0; i < rating->further_count; i++) {
		json_t *object = json_object();

		json_put(object, "question", json_of_text(rating->further[i].question));
		json_put(object, "answer", json_of_text(rating->further[i].answer));
		json_add(list, object);
	}
	return list;
}

static json_t *of_doubts(unsigned found)
{
	json_t *list = json_array();

	for (size_t i = 0; i < DOUBT_COUNT; i++)
		if (found & doubts[i].doubt)
			json_add(list, json_string(doubts[i].name));
	return list;
}

static json_t *of_rating(const struct rating *rating)
{
	json_t *object = json_object();

	json_put(object, "token", json_of_text(str_from(rating->token)));
	json_put(object, "device", json_of_text(rating->device));
	json_put(object, "area", json_of_text(rating->area));
	json_put(object, "service", json_of_text(rating->service));
	json_put(object, "question", json_of_text(rating->question));
	json_put(object, "version", json_integer(rating->version));
	json_put(object, "hour", of_hour(rating->hour));
	json_put(object, "level", json_integer(rating->level));
	json_put(object, "reasons", of_texts(rating->reasons, rating->reason_count));
	json_put(object, "doubts", of_doubts(rating->doubts));
	json_put(object, "further", of_further(rating));
	return object;
}

static json_t *of_count(const struct rating_count *count)
{
	json_t *object = json_object();

	json_put(object, "device", json_of_text(count->device));
	json_put(object, "hour", of_hour(count->hour));
	json_put(object, "stored", json_integer(count->stored));
	json_put(object, "key", json_of_text(str_from(count->key)));
	json_put(object, "signature", json_of_text(str_from(count->signature)));
	return object;
}

struct str rating_batch_encode(struct arena *arena, const struct rating_batch *batch)
{
	struct json_writer writer = {0};
	json_t *object = json_object();
	json_t *ratings = json_array();
	json_t *counts = json_array();

	for (size_t i = 0; i < batch->rating_count; i++)
		json_add(ratings, of_rating(&batch->ratings[i]));
	for (size_t i = 0; i < batch->count_count; i++)
		json_add(counts, of_count(&batch->counts[i]));
	json_put(object, "ratings", ratings);
	json_put(object, "counts", counts);
	if (batch->visits_count) /* a centre of before knows no such list, and takes what is without one */
		json_put(object, "visits", visits_write(batch));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}

static bool read_tokens(struct json_reader *reader, const json_t *list, struct str **tokens, size_t *count)
{
	char digits[RATING_TOKEN_DIGITS + 1];

	if (!json_read_list(reader, list, RATING_BATCH_MAX, count))
		return false;
	*tokens = arena_array(reader->arena, struct str, *count);
	json_enter(reader);
	for (size_t i = 0; i < *count; i++) {
		if (!json_read_digits(reader, json_item(reader, list, i), RATING_TOKEN_DIGITS, digits))
			return false;
		(*tokens)[i] = str_copy(reader->arena, str_from(digits));
	}
	json_leave(reader);
	return true;
}

static bool read_answer(struct json_reader *reader, struct rating_answer *answer)
{
	return json_open(reader, NULL) &&
	       read_tokens(reader, json_key(reader, reader->root, "acknowledged"), &answer->acknowledged,
		       &answer->acknowledged_count) &&
	       read_tokens(reader, json_key(reader, reader->root, "conflicts"), &answer->conflicts,
		       &answer->conflict_count) &&
	       read_hour(reader, json_key(reader, reader->root, "resend_since"), &answer->resend_since);
}

bool rating_answer_decode(struct arena *arena, struct str bytes, struct rating_answer *answer, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("answer"), .bytes = bytes, .error = error};
	bool decoded;

	*answer = (struct rating_answer){.resend_since = RATING_HOUR_UNKNOWN};
	if (bytes.length > RATING_BATCH_BYTES_MAX)
		return error_set(
			error, "answer: found %zu bytes, expected at most %d", bytes.length, RATING_BATCH_BYTES_MAX);
	decoded = read_answer(&reader, answer);
	json_close(&reader);
	return decoded;
}

struct str rating_answer_encode(struct arena *arena, const struct rating_answer *answer)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "acknowledged", of_texts(answer->acknowledged, answer->acknowledged_count));
	json_put(object, "conflicts", of_texts(answer->conflicts, answer->conflict_count));
	json_put(object, "resend_since", of_hour(answer->resend_since));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}
