#include "feed/centre/topics.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/centre/period.h"
#include "feed/centre/scoring.h"
#include "feed/model/topic.h"

struct topic {
	struct str area, service, reason;
};

struct opening {
	struct centre *centre;
	struct arena *arena;
	const struct period *period;
	struct error *error;
	struct topic *topics;
	size_t count;
};

static bool find_new(struct opening *opening)
{
	struct store_query *query = store_prepare(opening->centre->store,
		"SELECT area, service, answer FROM residents_further WHERE period = ?1 AND service <> '' AND question = 'reasons' AND answers >= ?2 "
		"AND NOT EXISTS (SELECT 1 FROM topics WHERE topics.period = ?1 AND topics.area = residents_further.area "
		"AND topics.service = residents_further.service AND reason = answer) ORDER BY area, service, answer",
		opening->error);
	size_t capacity = 0;
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, opening->period->name);
	store_bind_integer(query, 2, opening->centre->settings.publish_min);
	while ((step = store_step(query, opening->error)) == STORE_ROW) {
		opening->topics = arena_grow(opening->arena, opening->topics, opening->count, &capacity, sizeof(struct topic));
		opening->topics[opening->count++] = (struct topic){str_copy(opening->arena, store_text(query, 0)),
			str_copy(opening->arena, store_text(query, 1)), str_copy(opening->arena, store_text(query, 2))};
	}
	store_reset(query);
	return step == STORE_DONE;
}

static void bind_topic(struct store_query *query, const struct opening *opening, const struct topic *topic, const char *code)
{
	store_bind_text(query, 1, opening->period->name);
	store_bind_text(query, 2, topic->area);
	store_bind_text(query, 3, topic->service);
	store_bind_text(query, 4, topic->reason);
	store_bind_text(query, 5, str_from(code));
}

/* An older period holds the code of a month that both cover. */
static bool write_code(struct opening *opening, const struct topic *topic, const char *code)
{
	struct store_query *query = store_prepare(opening->centre->store,
		"INSERT OR IGNORE INTO topic_codes (period, area, service, reason, code) VALUES (?1, ?2, ?3, ?4, ?5)", opening->error);

	if (!query)
		return false;
	bind_topic(query, opening, topic, code);
	return store_finish(query, opening->error);
}

static bool write_topic(struct opening *opening, const struct topic *topic, const char *code)
{
	struct store_query *query = store_prepare(opening->centre->store,
		"INSERT INTO topics (period, area, service, reason, code, due, state) SELECT ?1, ?2, ?3, ?4, ?5, ifnull(last.date, date(?6, ?7 || "
		"' days')), 'open' FROM (SELECT 1) LEFT JOIN workdays AS today ON today.date = ?6 "
		"LEFT JOIN workdays AS last ON last.works AND last.number = today.number + ?7",
		opening->error);

	if (!query)
		return false;
	bind_topic(query, opening, topic, code);
	store_bind_text(query, 6, scoring_today(opening->centre, opening->arena));
	store_bind_integer(query, 7, opening->centre->settings.reply_days);
	return store_finish(query, opening->error);
}

/* Its codes are those of each month up to now, and of those that come. */
static bool open_topic(struct opening *opening, const struct topic *topic)
{
	struct civil first = civil_local(opening->period->from_ms), last = civil_local(opening->period->until_ms - 1);
	struct civil now = civil_local(opening->centre->clock->wall_ms(opening->centre->clock));
	int last_month = last.year * 12 + last.month - 1, this_month = now.year * 12 + now.month - 1;
	char code[TOPIC_BYTES];

	for (int month = first.year * 12 + first.month - 1; month <= last_month; month++) {
		topic_code(topic->area, topic->service, topic->reason, month / 12, month % 12 + 1, code);
		if (!write_code(opening, topic, code))
			return false;
	}
	if (this_month > last_month)
		this_month = last_month;
	topic_code(topic->area, topic->service, topic->reason, this_month / 12, this_month % 12 + 1, code);
	return write_topic(opening, topic, code);
}

bool topics_open(struct centre *centre, const struct period *period, struct error *error)
{
	struct arena arena;
	struct opening opening = {.centre = centre, .arena = &arena, .period = period, .error = error};
	bool opened;

	arena_init(&arena);
	opened = find_new(&opening);
	for (size_t i = 0; opened && i < opening.count; i++)
		opened = open_topic(&opening, &opening.topics[i]);
	arena_finish(&arena);
	return opened;
}

/* Names by the survey; ids where it has no such service or reason any more. */
#define TOPICS                                                                                                         \
	"SELECT topics.code, areas.name_zh, ifnull((SELECT value ->> '$.name.zh' FROM survey, json_each(document, '$.services') "  \
	"WHERE value ->> '$.id' = topics.service), topics.service), ifnull((SELECT value ->> '$.label.zh' FROM survey, "         \
	"json_each(document, '$.reasons') WHERE value ->> '$.id' = topics.reason), topics.reason), state, due, ifnull(done_on, ''), " \
	"ifnull(body, ''), ifnull(reply, '') FROM topics JOIN areas ON areas.id = topics.area "

static bool print(struct store_query *query, FILE *to, bool *any, struct error *error)
{
	enum store_step step;

	while ((step = store_step(query, error)) == STORE_ROW) {
		*any = true;
		for (int column = 0; column < 6; column++)
			fprintf(to, "%s" STR_FMT, column ? "  " : "", STR_ARG(store_text(query, column)));
		for (int column = 6; column < 9; column++)
			if (store_text(query, column).length)
				fprintf(to, "  " STR_FMT, STR_ARG(store_text(query, column)));
		fputc('\n', to);
	}
	store_reset(query);
	return step == STORE_DONE;
}

bool topics_list(struct centre *centre, FILE *to, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, TOPICS "ORDER BY state = 'done', due, topics.code", error);
	bool any;

	return query && print(query, to, &any, error);
}

bool topics_show(struct centre *centre, struct str code, FILE *to, bool *found, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, TOPICS "JOIN topic_codes AS asked USING (period, area, service, reason) WHERE asked.code = ?1", error);

	*found = false;
	if (!query)
		return false;
	store_bind_text(query, 1, code);
	return print(query, to, found, error);
}

bool topics_answer(struct centre *centre, struct str code, const struct topic_reply *reply, bool *found, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"UPDATE topics SET body = ifnull(nullif(?2, ''), body), reply = ifnull(nullif(?3, ''), reply), state = iif(?4, 'done', 'in_hand'), "
		"done_on = iif(?4, ?5, NULL) WHERE (period, area, service, reason) = (SELECT period, area, service, reason FROM topic_codes "
		"WHERE code = ?1) RETURNING code",
		error);
	struct arena arena;
	enum store_step step;

	if (!query)
		return false;
	arena_init(&arena);
	store_bind_text(query, 1, code);
	store_bind_text(query, 2, reply->body);
	store_bind_text(query, 3, reply->reply);
	store_bind_integer(query, 4, reply->done);
	store_bind_text(query, 5, scoring_today(centre, &arena));
	step = store_step(query, error);
	*found = step == STORE_ROW;
	store_reset(query);
	arena_finish(&arena);
	return step == STORE_ROW || step == STORE_DONE;
}
