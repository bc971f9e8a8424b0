#include "feed/wire/survey_parts.h"

#include "feed/base/arena.h"
#include "feed/wire/json_write.h"

/* What a survey may have beside its one question: opening hours, periods, modes, topics, further questions. */

static const char *const kind_names[] = {
	[FURTHER_LEVELS] = "levels", [FURTHER_CHOICE] = "choice", [FURTHER_STARS] = "stars"};

enum { KIND_COUNT = sizeof(kind_names) / sizeof(kind_names[0]) };

static struct str text_of(const json_t *value)
{
	return (struct str){json_string_value(value), json_string_length(value)};
}

bool survey_read_hours(struct json_reader *reader, const json_t *list, struct service *service)
{
	bool ok = true;

	if (!list)
		return true;
	if (!json_read_list(reader, list, SURVEY_HOURS_MAX, &service->hours_count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < service->hours_count; i++) {
		const json_t *item = json_item(reader, list, i);

		if (!json_is_string(item) || !survey_hours_parse(text_of(item), &service->hours[i]))
			ok = json_refuse(reader, item, "hours such as \"mon-fri 09:00-18:00\"");
	}
	json_leave(reader);
	return ok;
}

static bool read_period(struct json_reader *reader, const json_t *item, struct survey_period *period)
{
	static const char *const keys[] = {"from", "until", NULL};
	bool ok;

	if (!json_read_object(reader, item))
		return false;
	json_enter(reader);
	ok = survey_read_keys(reader, item, keys);
	ok = json_read_time(reader, json_key(reader, item, "from"), &period->from_ms) && ok;
	ok = json_read_time(reader, json_key(reader, item, "until"), &period->until_ms) && ok;
	if (ok && period->until_ms <= period->from_ms)
		ok = json_refuse(reader, json_key(reader, item, "until"), "a time after \"from\"");
	json_leave(reader);
	return ok;
}

static bool read_periods(struct json_reader *reader, struct survey *survey)
{
	const json_t *list = json_key(reader, reader->root, "periods");
	bool ok = true;

	if (!list)
		return true;
	if (!json_read_list(reader, list, SURVEY_PERIODS_MAX, &survey->period_count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < survey->period_count; i++)
		ok = read_period(reader, json_item(reader, list, i), &survey->periods[i]) && ok;
	json_leave(reader);
	return ok;
}

static bool read_flag(struct json_reader *reader, const char *key, bool *flag)
{
	const json_t *value = json_key(reader, reader->root, key);

	return !value || json_read_flag(reader, value, flag);
}

static bool read_link(struct json_reader *reader, const json_t *value, struct str *link)
{
	if (!value)
		return true;
	if (!json_read_text(reader, value, SURVEY_LINK_BYTES_MAX, link))
		return false;
	if (!str_starts(*link, STR("https://")) || str_find(*link, STR("{topic}")) == link->length)
		return json_refuse(reader, value, "an address such as https://hall.example/replies?topic={topic}");
	return true;
}

static bool read_topics(struct json_reader *reader, struct survey *survey)
{
	static const char *const keys[] = {"up_to", "link", NULL};
	const json_t *value = json_key(reader, reader->root, "topics");
	int64_t up_to = 0;
	bool ok;

	if (!value)
		return true;
	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	ok = survey_read_keys(reader, value, keys);
	ok = json_read_integer(reader, json_key(reader, value, "up_to"), 0, LEVEL_BEST, &up_to) && ok;
	ok = read_link(reader, json_key(reader, value, "link"), &survey->topic_link) && ok;
	survey->topics_up_to = (int)up_to;
	json_leave(reader);
	return ok;
}

static bool read_choice(struct json_reader *reader, const json_t *item, struct further_choice *choice)
{
	static const char *const keys[] = {"id", "label", NULL};
	bool ok;

	json_enter(reader);
	ok = survey_read_keys(reader, item, keys);
	ok = json_read_id(reader, json_key(reader, item, "id"), SURVEY_ID_BYTES_MAX, &choice->id) && ok;
	ok = survey_read_words(reader, json_key(reader, item, "label"), &choice->label) && ok;
	json_leave(reader);
	return ok;
}

static bool read_choices(struct json_reader *reader, const json_t *list, struct further *further)
{
	bool ok = true;

	if (!json_read_list(reader, list, SURVEY_CHOICES_MAX, &further->choice_count))
		return false;
	if (further->choice_count < 2)
		return json_refuse(reader, list, "two choices at least");
	further->choices = arena_array(reader->arena, struct further_choice, further->choice_count);
	json_enter(reader);
	for (size_t i = 0; i < further->choice_count; i++) {
		ok = read_choice(reader, json_item(reader, list, i), &further->choices[i]) && ok;
		for (size_t before = 0; before < i; before++)
			if (further->choices[i].id.length &&
				str_equal(further->choices[before].id, further->choices[i].id))
				ok = json_refuse_text(reader, STR("a choice a second time"), "each id once");
	}
	json_leave(reader);
	return ok;
}

static bool read_kind(struct json_reader *reader, const json_t *value, enum further_kind *kind)
{
	for (int i = 0; json_is_string(value) && i < KIND_COUNT; i++)
		if (str_equal(text_of(value), str_from(kind_names[i]))) {
			*kind = (enum further_kind)i;
			return true;
		}
	return json_refuse(reader, value, "levels, choice or stars");
}

static bool read_answers(struct json_reader *reader, const json_t *item, struct further *further)
{
	int64_t stars = LEVEL_BEST;

	switch (further->kind) {
	case FURTHER_CHOICE:
		return read_choices(reader, json_key(reader, item, "choices"), further);
	case FURTHER_STARS:
		if (!json_read_integer(
			    reader, json_key(reader, item, "stars"), SURVEY_STARS_LEAST, SURVEY_STARS_MOST, &stars))
			return false;
		further->stars = (int)stars;
		break;
	case FURTHER_LEVELS:
		break;
	}
	return true;
}

static bool read_one(struct json_reader *reader, const json_t *item, struct further *further)
{
	static const char *const keys[] = {"id", "kind", "text", "up_to", "stars", "choices", NULL};
	const json_t *up_to;
	int64_t level = LEVEL_BEST;
	bool ok;

	json_enter(reader);
	ok = survey_read_keys(reader, item, keys);
	ok = json_read_id(reader, json_key(reader, item, "id"), SURVEY_ID_BYTES_MAX, &further->id) && ok;
	ok = survey_read_words(reader, json_key(reader, item, "text"), &further->text) && ok;
	up_to = json_key(reader, item, "up_to");
	ok = (!up_to || json_read_integer(reader, up_to, LEVEL_WORST, LEVEL_BEST, &level)) && ok;
	further->up_to = (int)level;
	if (read_kind(reader, json_key(reader, item, "kind"), &further->kind))
		ok = read_answers(reader, item, further) && ok;
	else
		ok = false;
	json_leave(reader);
	return ok;
}

static bool read_further(struct json_reader *reader, struct survey *survey)
{
	const json_t *list = json_key(reader, reader->root, "further");
	bool ok = true;

	if (!list)
		return true;
	if (!json_read_list(reader, list, SURVEY_FURTHER_MAX, &survey->further_count))
		return false;
	survey->further = arena_array(reader->arena, struct further, survey->further_count);
	json_enter(reader);
	for (size_t i = 0; i < survey->further_count; i++) {
		ok = read_one(reader, json_item(reader, list, i), &survey->further[i]) && ok;
		for (size_t before = 0; before < i; before++)
			if (survey->further[i].id.length &&
				str_equal(survey->further[before].id, survey->further[i].id))
				ok = json_refuse_text(reader, STR("a question a second time"), "each id once");
	}
	json_leave(reader);
	return ok;
}

bool survey_read_extras(struct json_reader *reader, struct survey *survey)
{
	bool ok = read_periods(reader, survey);

	ok = read_flag(reader, "event", &survey->event) && ok;
	ok = read_flag(reader, "neutral", &survey->neutral) && ok;
	ok = read_topics(reader, survey) && ok;
	return read_further(reader, survey) && ok;
}

void survey_put_hours(struct arena *arena, json_t *object, const struct service *service)
{
	json_t *list;

	if (service->hours_count == 0)
		return;
	list = json_array();
	for (size_t i = 0; i < service->hours_count; i++)
		json_add(list, json_of_text(survey_hours_text(arena, &service->hours[i])));
	json_put(object, "hours", list);
}

static json_t *of_periods(struct arena *arena, const struct survey *survey)
{
	json_t *list = json_array();

	for (size_t i = 0; i < survey->period_count; i++) {
		json_t *object = json_object();

		json_put(object, "from", json_of_text(civil_format_utc(arena, survey->periods[i].from_ms)));
		json_put(object, "until", json_of_text(civil_format_utc(arena, survey->periods[i].until_ms)));
		json_add(list, object);
	}
	return list;
}

static json_t *of_topics(const struct survey *survey)
{
	json_t *object = json_object();

	json_put(object, "up_to", json_integer(survey->topics_up_to));
	if (survey->topic_link.length)
		json_put(object, "link", json_of_text(survey->topic_link));
	return object;
}

static json_t *of_choices(const struct further *further)
{
	json_t *list = json_array();

	for (size_t i = 0; i < further->choice_count; i++) {
		json_t *object = json_object();

		json_put(object, "id", json_of_text(further->choices[i].id));
		json_put(object, "label", json_of_label(&further->choices[i].label));
		json_add(list, object);
	}
	return list;
}

static json_t *of_one(const struct further *further)
{
	json_t *object = json_object();

	json_put(object, "id", json_of_text(further->id));
	json_put(object, "kind", json_string(kind_names[further->kind]));
	json_put(object, "text", json_of_label(&further->text));
	json_put(object, "up_to", json_integer(further->up_to));
	if (further->kind == FURTHER_STARS)
		json_put(object, "stars", json_integer(further->stars));
	if (further->kind == FURTHER_CHOICE)
		json_put(object, "choices", of_choices(further));
	return object;
}

void survey_put_extras(struct arena *arena, json_t *object, const struct survey *survey)
{
	json_t *further;

	if (survey->period_count)
		json_put(object, "periods", of_periods(arena, survey));
	if (survey->event)
		json_put(object, "event", json_true());
	if (survey->neutral)
		json_put(object, "neutral", json_true());
	if (survey->topics_up_to || survey->topic_link.length)
		json_put(object, "topics", of_topics(survey));
	if (survey->further_count == 0)
		return;
	further = json_array();
	for (size_t i = 0; i < survey->further_count; i++)
		json_add(further, of_one(&survey->further[i]));
	json_put(object, "further", further);
}
