#include "feed/base/arena.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

/*
 * {"alerts":[{"identifier":"..","sent":"..","status":"Actual","msgType":"Alert","scope":"Public","references":"..","category":"Fire",
 * "event":"fire","responseType":"Evacuate","urgency":"Immediate","severity":"Extreme","certainty":"Observed","expires":"..",
 * "areas":["all"],"info":{"zh":{"headline":"..","instruction":".."}}}]}
 * An alert that a newer centre says in more words is shown all the same: unknown events are general, unknown members passed over.
 */

enum { WORD_BYTES_MAX = 32 };

static bool read_word(struct json_reader *reader, const char *key, struct str *word)
{
	return json_read_text(reader, json_key(reader, reader->item, key), WORD_BYTES_MAX, word);
}

/* One member after the other; each sentence names what would have been understood. */
static bool read_terms(struct json_reader *reader, struct alert *alert)
{
	struct str word;

	if (!read_word(reader, "status", &word))
		return false;
	if (!alert_status_find(word, &alert->status))
		return json_refuse_text(reader, word, "Actual or Exercise");
	if (!read_word(reader, "msgType", &word))
		return false;
	if (!alert_message_find(word, &alert->message))
		return json_refuse_text(reader, word, "Alert or Cancel");
	if (!read_word(reader, "scope", &word))
		return false;
	if (!str_equal(word, STR("Public")))
		return json_refuse_text(reader, word, "Public");
	if (!read_word(reader, "severity", &word))
		return false;
	return alert_severity_find(word, &alert->severity) ||
	       json_refuse_text(reader, word, "Extreme, Severe, Moderate or Minor");
}

static bool read_more_terms(struct json_reader *reader, struct alert *alert)
{
	struct str word;

	if (!read_word(reader, "urgency", &word))
		return false;
	if (!alert_urgency_find(word, &alert->urgency))
		return json_refuse_text(reader, word, "Immediate, Expected or Future");
	if (!read_word(reader, "certainty", &word))
		return false;
	if (!alert_certainty_find(word, &alert->certainty))
		return json_refuse_text(reader, word, "Observed, Likely or Possible");
	if (!read_word(reader, "responseType", &word))
		return false;
	if (!alert_response_find(word, &alert->response))
		return json_refuse_text(reader, word, "Evacuate, Shelter, Prepare, Execute, Avoid or Monitor");
	if (!read_word(reader, "event", &word))
		return false;
	if (!alert_event_find(word, &alert->event))
		alert->event = ALERT_GENERAL;
	return true;
}

static bool read_references(struct json_reader *reader, struct alert *alert)
{
	const json_t *value = json_key(reader, reader->item, "references");

	if (alert->message == ALERT_CANCEL)
		return json_read_id(reader, value, ALERT_ID_BYTES_MAX, &alert->references);
	return !value || json_refuse(reader, value, "none, for it ends no other alert");
}

static bool read_times(struct json_reader *reader, struct alert *alert)
{
	const json_t *item = reader->item;

	if (!json_read_time(reader, json_key(reader, item, "sent"), &alert->sent_ms) ||
		!json_read_time(reader, json_key(reader, item, "expires"), &alert->expires_ms))
		return false;
	return alert->sent_ms < alert->expires_ms || json_refuse_text(reader, STR("an earlier time"), "one after sent");
}

static bool read_areas(struct json_reader *reader, struct alert *alert)
{
	const json_t *list = json_key(reader, reader->item, "areas");

	if (!json_read_list(reader, list, ALERT_AREAS_MAX, &alert->area_count))
		return false;
	if (alert->area_count == 0)
		return json_refuse(reader, list, "one area at least");
	alert->areas = arena_array(reader->arena, struct str, alert->area_count);
	json_enter(reader);
	for (size_t i = 0; i < alert->area_count; i++)
		if (!json_read_id(reader, json_item(reader, list, i), AREA_ID_BYTES_MAX, &alert->areas[i]))
			return false;
	json_leave(reader);
	return true;
}

static bool read_info(struct json_reader *reader, struct alert *alert)
{
	const json_t *info = json_key(reader, reader->item, "info");

	if (!json_read_object(reader, info))
		return false;
	json_enter(reader);
	for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
		const json_t *texts = json_key(reader, info, language_code(language).bytes);

		if (!texts)
			continue;
		if (!json_read_object(reader, texts))
			return false;
		json_enter(reader);
		if (!json_read_text(reader, json_key(reader, texts, "headline"), ALERT_HEADLINE_BYTES_MAX,
			    &alert->headline.text[language]) ||
			!json_read_text(reader, json_key(reader, texts, "instruction"), ALERT_INSTRUCTION_BYTES_MAX,
				&alert->instruction.text[language]))
			return false;
		json_leave(reader);
	}
	json_leave(reader);
	return true;
}

static bool read_alert(struct json_reader *reader, struct alert *alert)
{
	if (!json_read_object(reader, reader->item))
		return false;
	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, reader->item, "identifier"), ALERT_ID_BYTES_MAX, &alert->id) ||
		!read_terms(reader, alert) || !read_more_terms(reader, alert) || !read_references(reader, alert) ||
		!read_times(reader, alert) || !read_areas(reader, alert) || !read_info(reader, alert))
		return false;
	json_leave(reader);
	return true;
}

static bool is_new(const struct alerts *alerts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(alerts->items[i].id, alerts->items[count].id))
			return false;
	return true;
}

bool alerts_read(struct json_reader *reader, struct alerts *alerts)
{
	if (reader->bytes.length > ALERT_DOCUMENT_BYTES_MAX)
		return error_set(reader->error, "alerts: found %zu bytes, expected at most %d", reader->bytes.length,
			ALERT_DOCUMENT_BYTES_MAX);
	if (!json_open(reader, "alerts"))
		return false;
	json_key(reader, reader->root, reader->list);
	if (reader->list_count > ALERTS_MAX)
		return json_refuse_text(reader, str_format(reader->arena, "%zu alerts", reader->list_count), "at most %d",
			ALERTS_MAX);
	alerts->items = arena_array(reader->arena, struct alert, reader->list_count);
	while (json_next(reader)) {
		if (!read_alert(reader, &alerts->items[alerts->count]))
			return false;
		if (!is_new(alerts, alerts->count))
			return json_refuse_text(reader, alerts->items[alerts->count].id, "each identifier once");
		alerts->count++;
	}
	return !reader->broken;
}

static json_t *of_areas(const struct alert *alert)
{
	json_t *list = json_array();

	for (size_t i = 0; i < alert->area_count; i++)
		json_add(list, json_of_text(alert->areas[i]));
	return list;
}

static json_t *of_info(const struct alert *alert)
{
	json_t *info = json_object();

	for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
		json_t *texts;

		if (alert->headline.text[language].length == 0 && alert->instruction.text[language].length == 0)
			continue;
		texts = json_object();
		json_put(texts, "headline", json_of_text(alert->headline.text[language]));
		json_put(texts, "instruction", json_of_text(alert->instruction.text[language]));
		json_put(info, language_code(language).bytes, texts);
	}
	return info;
}

static json_t *of_alert(const struct alert *alert)
{
	json_t *object = json_object();

	json_put(object, "identifier", json_of_text(alert->id));
	json_put(object, "sent", json_of_time(alert->sent_ms));
	json_put(object, "status", json_of_text(alert_status_name(alert->status)));
	json_put(object, "msgType", json_of_text(alert_message_name(alert->message)));
	json_put(object, "scope", json_of_text(STR("Public")));
	if (alert->message == ALERT_CANCEL)
		json_put(object, "references", json_of_text(alert->references));
	json_put(object, "category", json_of_text(alert_event_category(alert->event)));
	json_put(object, "event", json_of_text(alert_event_name(alert->event)));
	json_put(object, "responseType", json_of_text(alert_response_name(alert->response)));
	json_put(object, "urgency", json_of_text(alert_urgency_name(alert->urgency)));
	json_put(object, "severity", json_of_text(alert_severity_name(alert->severity)));
	json_put(object, "certainty", json_of_text(alert_certainty_name(alert->certainty)));
	json_put(object, "expires", json_of_time(alert->expires_ms));
	json_put(object, "areas", of_areas(alert));
	json_put(object, "info", of_info(alert));
	return object;
}

struct str alerts_encode(struct arena *arena, const struct alerts *alerts)
{
	struct json_writer writer = {0};

	json_write_list(&writer, json_object(), "alerts");
	for (size_t i = 0; i < alerts->count; i++)
		json_write_item(&writer, i, of_alert(&alerts->items[i]));
	return json_write_list_take(&writer, arena);
}
