#include "feed/base/arena.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

static bool is_empty(const struct label *label)
{
	return label_text(label, LANGUAGE_ZH).length == 0;
}

/* A label that people will see, so there must be something in it. */
static bool read_words(struct json_reader *reader, const json_t *value, struct label *label)
{
	if (!json_read_label(reader, value, label))
		return false;
	return !is_empty(label) || json_refuse_text(reader, STR("no text"), "a text in one language at least");
}

static bool read_service(struct json_reader *reader, const json_t *item, struct service *service)
{
	const json_t *team;

	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, item, "id"), SURVEY_ID_BYTES_MAX, &service->id) ||
		!read_words(reader, json_key(reader, item, "name"), &service->name))
		return false;
	team = json_key(reader, item, "team");
	if (team && !json_read_label(reader, team, &service->team))
		return false;
	json_leave(reader);
	return true;
}

static bool read_services(struct json_reader *reader, const json_t *list, struct survey *survey)
{
	if (!json_read_list(reader, list, SURVEY_SERVICES_MAX, &survey->service_count))
		return false;
	if (survey->service_count == 0)
		return json_refuse(reader, list, "one service at least");
	survey->services = arena_array(reader->arena, struct service, survey->service_count);
	json_enter(reader);
	for (size_t i = 0; i < survey->service_count; i++) {
		if (!read_service(reader, json_item(reader, list, i), &survey->services[i]))
			return false;
		for (size_t before = 0; before < i; before++)
			if (str_equal(survey->services[before].id, survey->services[i].id))
				return json_refuse_text(reader, STR("a service a second time"), "each id once");
	}
	json_leave(reader);
	return true;
}

static bool read_question(struct json_reader *reader, const json_t *value, struct survey *survey)
{
	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, value, "id"), SURVEY_ID_BYTES_MAX, &survey->question_id) ||
		!json_read_integer(
			reader, json_key(reader, value, "version"), 1, INT64_MAX, &survey->question_version) ||
		!read_words(reader, json_key(reader, value, "text"), &survey->question))
		return false;
	json_leave(reader);
	return true;
}

static bool read_level(struct json_reader *reader, const json_t *item, struct survey *survey)
{
	int64_t level;

	json_enter(reader);
	if (!json_read_integer(reader, json_key(reader, item, "level"), LEVEL_WORST, LEVEL_BEST, &level))
		return false;
	if (!is_empty(&survey->levels[level]))
		return json_refuse_text(reader, STR("a level a second time"), "each level once");
	if (!read_words(reader, json_key(reader, item, "label"), &survey->levels[level]))
		return false;
	json_leave(reader);
	return true;
}

static bool read_levels(struct json_reader *reader, const json_t *list, struct survey *survey)
{
	size_t count;

	if (!json_read_list(reader, list, LEVEL_BEST, &count))
		return false;
	if (count != LEVEL_BEST)
		return json_refuse(reader, list, "the levels %d to %d", LEVEL_WORST, LEVEL_BEST);
	json_enter(reader);
	for (size_t i = 0; i < count; i++)
		if (!read_level(reader, json_item(reader, list, i), survey))
			return false;
	json_leave(reader);
	return true;
}

static bool read_reason(struct json_reader *reader, const json_t *item, struct reason *reason)
{
	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, item, "id"), SURVEY_ID_BYTES_MAX, &reason->id) ||
		!json_read_text(reader, json_key(reader, item, "icon"), SURVEY_ID_BYTES_MAX, &reason->icon) ||
		!read_words(reader, json_key(reader, item, "label"), &reason->label))
		return false;
	json_leave(reader);
	return true;
}

static bool read_reasons(struct json_reader *reader, const json_t *list, struct survey *survey)
{
	if (!json_read_list(reader, list, SURVEY_REASONS_MAX, &survey->reason_count))
		return false;
	survey->reasons = arena_array(reader->arena, struct reason, survey->reason_count);
	json_enter(reader);
	for (size_t i = 0; i < survey->reason_count; i++) {
		if (!read_reason(reader, json_item(reader, list, i), &survey->reasons[i]))
			return false;
		for (size_t before = 0; before < i; before++)
			if (str_equal(survey->reasons[before].id, survey->reasons[i].id))
				return json_refuse_text(reader, STR("a reason a second time"), "each id once");
	}
	json_leave(reader);
	return true;
}

bool survey_read(struct json_reader *reader, struct survey *survey)
{
	int64_t reasons_up_to;

	if (!json_open(reader, NULL) ||
		!json_read_id(reader, json_key(reader, reader->root, "survey"), SURVEY_ID_BYTES_MAX, &survey->id) ||
		!read_services(reader, json_key(reader, reader->root, "services"), survey) ||
		!read_question(reader, json_key(reader, reader->root, "question"), survey) ||
		!read_levels(reader, json_key(reader, reader->root, "levels"), survey) ||
		!json_read_integer(
			reader, json_key(reader, reader->root, "reasons_up_to"), 0, LEVEL_BEST, &reasons_up_to))
		return false;
	survey->reasons_up_to = (int)reasons_up_to;
	return read_reasons(reader, json_key(reader, reader->root, "reasons"), survey);
}

static json_t *of_services(const struct survey *survey)
{
	json_t *list = json_array();

	for (size_t i = 0; i < survey->service_count; i++) {
		json_t *object = json_object();

		json_put(object, "id", json_of_text(survey->services[i].id));
		json_put(object, "name", json_of_label(&survey->services[i].name));
		json_put(object, "team", json_of_label(&survey->services[i].team));
		json_add(list, object);
	}
	return list;
}

static json_t *of_question(const struct survey *survey)
{
	json_t *object = json_object();

	json_put(object, "id", json_of_text(survey->question_id));
	json_put(object, "version", json_integer(survey->question_version));
	json_put(object, "text", json_of_label(&survey->question));
	return object;
}

static json_t *of_levels(const struct survey *survey)
{
	json_t *list = json_array();

	for (int level = LEVEL_BEST; level >= LEVEL_WORST; level--) {
		json_t *object = json_object();

		json_put(object, "level", json_integer(level));
		json_put(object, "label", json_of_label(&survey->levels[level]));
		json_add(list, object);
	}
	return list;
}

static json_t *of_reason(const struct reason *reason)
{
	json_t *object = json_object();

	json_put(object, "id", json_of_text(reason->id));
	json_put(object, "icon", json_of_text(reason->icon));
	json_put(object, "label", json_of_label(&reason->label));
	return object;
}

struct str survey_encode(struct arena *arena, const struct survey *survey)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "survey", json_of_text(survey->id));
	json_put(object, "services", of_services(survey));
	json_put(object, "question", of_question(survey));
	json_put(object, "levels", of_levels(survey));
	json_put(object, "reasons_up_to", json_integer(survey->reasons_up_to));
	json_write_list(&writer, object, "reasons");
	for (size_t i = 0; i < survey->reason_count; i++)
		json_write_item(&writer, i, of_reason(&survey->reasons[i]));
	return json_write_list_take(&writer, arena);
}
