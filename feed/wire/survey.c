#include "feed/wire/wire.h"

#include "feed/base/arena.h"
#include "feed/base/error.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"
#include "feed/wire/survey_parts.h"

static bool is_empty(const struct label *label)
{
	return label_text(label, LANGUAGE_ZH).length == 0;
}

/* A label that people will see, so there must be something in it; who writes it by hand is told that zh is missing, for
   every other language falls back to it. */
bool survey_read_words(struct json_reader *reader, const json_t *value, struct label *label)
{
	size_t depth = reader->depth;
	bool read = json_read_label(reader, value, label);

	reader->depth = depth;
	if (!read)
		return false;
	if (reader->faults && label->text[LANGUAGE_ZH].length == 0)
		return json_refuse_text(reader, STR("no zh"), "a text in Chinese");
	return !is_empty(label) || json_refuse_text(reader, STR("no text"), "a text in one language at least");
}

/* A hall passes over what a newer centre knows; who writes by hand is told. */
bool survey_read_keys(struct json_reader *reader, const json_t *object, const char *const *keys)
{
	return !reader->faults || json_only(reader, object, keys);
}

static bool read_service(struct json_reader *reader, const json_t *item, struct service *service)
{
	static const char *const keys[] = {"id", "name", "team", "hours", NULL};
	const json_t *team;
	bool ok;

	json_enter(reader);
	ok = survey_read_keys(reader, item, keys);
	ok = json_read_id(reader, json_key(reader, item, "id"), SURVEY_ID_BYTES_MAX, &service->id) && ok;
	ok = survey_read_words(reader, json_key(reader, item, "name"), &service->name) && ok;
	team = json_key(reader, item, "team");
	if (team) {
		size_t depth = reader->depth;

		ok = json_read_label(reader, team, &service->team) && ok;
		reader->depth = depth;
	}
	ok = survey_read_hours(reader, json_key(reader, item, "hours"), service) && ok;
	json_leave(reader);
	return ok;
}

static bool read_services(struct json_reader *reader, const json_t *list, struct survey *survey)
{
	bool ok = true;

	if (!json_read_list(reader, list, SURVEY_SERVICES_MAX, &survey->service_count))
		return false;
	if (survey->service_count == 0)
		return json_refuse(reader, list, "one service at least");
	survey->services = arena_array(reader->arena, struct service, survey->service_count);
	json_enter(reader);
	for (size_t i = 0; i < survey->service_count; i++) {
		ok = read_service(reader, json_item(reader, list, i), &survey->services[i]) && ok;
		for (size_t before = 0; before < i; before++)
			if (survey->services[i].id.length &&
				str_equal(survey->services[before].id, survey->services[i].id))
				ok = json_refuse_text(reader, STR("a service a second time"), "each id once");
	}
	json_leave(reader);
	return ok;
}

static bool read_question(struct json_reader *reader, const json_t *value, struct survey *survey)
{
	static const char *const keys[] = {"id", "version", "text", NULL};
	bool ok;

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	ok = survey_read_keys(reader, value, keys);
	ok = json_read_id(reader, json_key(reader, value, "id"), SURVEY_ID_BYTES_MAX, &survey->question_id) && ok;
	ok = json_read_integer(reader, json_key(reader, value, "version"), 1, INT64_MAX, &survey->question_version) &&
	     ok;
	ok = survey_read_words(reader, json_key(reader, value, "text"), &survey->question) && ok;
	json_leave(reader);
	return ok;
}

static bool read_level(struct json_reader *reader, const json_t *item, struct survey *survey)
{
	static const char *const keys[] = {"level", "label", NULL};
	int64_t level;
	bool ok = true;

	json_enter(reader);
	if (!json_read_integer(reader, json_key(reader, item, "level"), LEVEL_WORST, LEVEL_BEST, &level))
		ok = false;
	else if (!is_empty(&survey->levels[level]))
		ok = json_refuse_text(reader, STR("a level a second time"), "each level once");
	else
		ok = survey_read_words(reader, json_key(reader, item, "label"), &survey->levels[level]);
	ok = survey_read_keys(reader, item, keys) && ok;
	json_leave(reader);
	return ok;
}

static bool read_levels(struct json_reader *reader, const json_t *list, struct survey *survey)
{
	bool ok = true;
	size_t count;

	if (!json_read_list(reader, list, LEVEL_BEST, &count))
		return false;
	if (count != LEVEL_BEST)
		return json_refuse(reader, list, "the levels %d to %d", LEVEL_WORST, LEVEL_BEST);
	json_enter(reader);
	for (size_t i = 0; i < count; i++)
		ok = read_level(reader, json_item(reader, list, i), survey) && ok;
	json_leave(reader);
	return ok;
}

static bool read_reason(struct json_reader *reader, const json_t *item, struct reason *reason)
{
	static const char *const keys[] = {"id", "icon", "label", NULL};
	bool ok;

	json_enter(reader);
	ok = survey_read_keys(reader, item, keys);
	ok = json_read_id(reader, json_key(reader, item, "id"), SURVEY_ID_BYTES_MAX, &reason->id) && ok;
	ok = json_read_text(reader, json_key(reader, item, "icon"), SURVEY_ID_BYTES_MAX, &reason->icon) && ok;
	ok = survey_read_words(reader, json_key(reader, item, "label"), &reason->label) && ok;
	json_leave(reader);
	return ok;
}

static bool read_reasons(struct json_reader *reader, const json_t *list, struct survey *survey)
{
	bool ok = true;

	if (!json_read_list(reader, list, SURVEY_REASONS_MAX, &survey->reason_count))
		return false;
	survey->reasons = arena_array(reader->arena, struct reason, survey->reason_count);
	json_enter(reader);
	for (size_t i = 0; i < survey->reason_count; i++) {
		ok = read_reason(reader, json_item(reader, list, i), &survey->reasons[i]) && ok;
		for (size_t before = 0; before < i; before++)
			if (survey->reasons[i].id.length &&
				str_equal(survey->reasons[before].id, survey->reasons[i].id))
				ok = json_refuse_text(reader, STR("a reason a second time"), "each id once");
	}
	json_leave(reader);
	return ok;
}

bool survey_read(struct json_reader *reader, struct survey *survey)
{
	static const char *const keys[] = {"survey", "services", "question", "levels", "reasons_up_to", "reasons",
		"periods", "event", "neutral", "topics", "further", NULL};
	int64_t reasons_up_to = 0;
	bool ok;

	if (!json_open(reader, NULL))
		return false;
	ok = survey_read_keys(reader, reader->root, keys);
	ok = json_read_id(reader, json_key(reader, reader->root, "survey"), SURVEY_ID_BYTES_MAX, &survey->id) && ok;
	ok = read_services(reader, json_key(reader, reader->root, "services"), survey) && ok;
	ok = read_question(reader, json_key(reader, reader->root, "question"), survey) && ok;
	ok = read_levels(reader, json_key(reader, reader->root, "levels"), survey) && ok;
	ok = survey_read_extras(reader, survey) && ok;
	ok = json_read_integer(
		     reader, json_key(reader, reader->root, "reasons_up_to"), 0, LEVEL_BEST, &reasons_up_to) &&
	     ok;
	survey->reasons_up_to = (int)reasons_up_to;
	return read_reasons(reader, json_key(reader, reader->root, "reasons"), survey) && ok;
}

bool survey_parse(struct arena *arena, struct str bytes, struct survey *survey, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("survey"), .bytes = bytes, .error = error};
	bool decoded;

	*survey = (struct survey){0};
	decoded = survey_read(&reader, survey);
	json_close(&reader);
	return decoded;
}

bool survey_decode(struct arena *arena, struct str file, struct str bytes, struct survey *survey, struct faults *faults)
{
	struct error error = {""};
	struct json_reader reader = {.arena = arena, .name = file, .bytes = bytes, .error = &error, .faults = faults};
	bool decoded;

	*survey = (struct survey){0};
	decoded = survey_read(&reader, survey);
	json_close(&reader);
	return decoded;
}

static json_t *of_services(struct arena *arena, const struct survey *survey)
{
	json_t *list = json_array();

	for (size_t i = 0; i < survey->service_count; i++) {
		json_t *object = json_object();

		json_put(object, "id", json_of_text(survey->services[i].id));
		json_put(object, "name", json_of_label(&survey->services[i].name));
		json_put(object, "team", json_of_label(&survey->services[i].team));
		survey_put_hours(arena, object, &survey->services[i]);
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
	json_put(object, "services", of_services(arena, survey));
	json_put(object, "question", of_question(survey));
	json_put(object, "levels", of_levels(survey));
	survey_put_extras(arena, object, survey);
	json_put(object, "reasons_up_to", json_integer(survey->reasons_up_to));
	json_write_list(&writer, object, "reasons");
	for (size_t i = 0; i < survey->reason_count; i++)
		json_write_item(&writer, i, of_reason(&survey->reasons[i]));
	return json_write_list_take(&writer, arena);
}
