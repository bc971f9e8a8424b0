#include "feed/centre/read/cap.h"

#include <stddef.h>

#include "feed/base/arena.h"
#include "feed/centre/read/xml.h"
#include "feed/centre/read/xml_text.h"

/* The element that holds the one that is read. */
enum place { PLACE_OUTSIDE, PLACE_ALERT, PLACE_INFO, PLACE_AREA, PLACE_GEOCODE, PLACE_EVENT_CODE, PLACE_OTHER };

struct reading {
	struct arena *arena;
	struct cap *cap;
	struct xml_text text;
	enum place places[XML_DEPTH_MAX + 1];
	int depth;
	size_t codes_before; /* of the area */
	const char *too_many;
};

static const struct {
	enum place in;
	const char *name;
	enum place place;
} holders[] = {
	{PLACE_OUTSIDE, "alert", PLACE_ALERT},
	{PLACE_ALERT, "info", PLACE_INFO},
	{PLACE_INFO, "area", PLACE_AREA},
	{PLACE_INFO, "eventCode", PLACE_EVENT_CODE},
	{PLACE_AREA, "geocode", PLACE_GEOCODE},
};

static const struct {
	const char *name;
	size_t offset;
} of_alert[] = {
	{"identifier", offsetof(struct cap, identifier)},
	{"sender", offsetof(struct cap, sender)},
	{"sent", offsetof(struct cap, sent)},
	{"status", offsetof(struct cap, status)},
	{"msgType", offsetof(struct cap, message)},
	{"scope", offsetof(struct cap, scope)},
	{"references", offsetof(struct cap, references)},
}, of_info[] = {
	{"urgency", offsetof(struct cap_info, urgency)},
	{"severity", offsetof(struct cap_info, severity)},
	{"certainty", offsetof(struct cap_info, certainty)},
	{"expires", offsetof(struct cap_info, expires)},
};

static enum place place_of(enum place in, struct str name)
{
	for (size_t i = 0; i < sizeof(holders) / sizeof(holders[0]); i++)
		if (holders[i].in == in && str_equal(name, str_from(holders[i].name)))
			return holders[i].place;
	return PLACE_OTHER;
}

/* Infos beyond the last are read into it; that there are too many refuses them all. */
static struct cap_info *info_of(struct reading *reading)
{
	return &reading->cap->infos[reading->cap->info_count - 1];
}

static void begin_place(struct reading *reading, enum place place)
{
	struct cap *cap = reading->cap;

	if (place == PLACE_INFO && cap->info_count == CAP_INFOS_MAX)
		reading->too_many = "info";
	else if (place == PLACE_INFO)
		cap->info_count++;
	else if (place == PLACE_AREA)
		reading->codes_before = info_of(reading)->code_count;
}

static void start(void *self, struct str name, const char *const *attributes)
{
	struct reading *reading = self;
	enum place in = reading->places[reading->depth];

	(void)attributes;
	reading->places[++reading->depth] = place_of(in, name);
	begin_place(reading, reading->places[reading->depth]);
	xml_text_take(&reading->text);
}

static void add(struct reading *reading, struct str *list, size_t *count, size_t most, struct str text, const char *what)
{
	if (*count == most)
		reading->too_many = what;
	else
		list[(*count)++] = text;
}

static void take_of_info(struct reading *reading, struct str name, struct str text)
{
	struct cap_info *info = info_of(reading);

	if (str_equal(name, STR("event")))
		add(reading, info->events, &info->event_count, CAP_EVENTS_MAX, text, "event");
	for (size_t i = 0; i < sizeof(of_info) / sizeof(of_info[0]); i++)
		if (str_equal(name, str_from(of_info[i].name)))
			*(struct str *)((char *)info + of_info[i].offset) = text;
}

static void take(struct reading *reading, enum place in, struct str name, struct str text)
{
	if (in == PLACE_INFO)
		take_of_info(reading, name, text);
	else if (in == PLACE_GEOCODE && str_equal(name, STR("value")))
		add(reading, info_of(reading)->codes, &info_of(reading)->code_count, CAP_CODES_MAX, text, "geocode");
	else if (in == PLACE_EVENT_CODE && str_equal(name, STR("value")))
		add(reading, info_of(reading)->events, &info_of(reading)->event_count, CAP_EVENTS_MAX, text, "eventCode");
	else if (in == PLACE_ALERT)
		for (size_t i = 0; i < sizeof(of_alert) / sizeof(of_alert[0]); i++)
			if (str_equal(name, str_from(of_alert[i].name)))
				*(struct str *)((char *)reading->cap + of_alert[i].offset) = text;
}

static void end(void *self, struct str name)
{
	struct reading *reading = self;
	enum place place = reading->places[reading->depth--];

	if (place == PLACE_OTHER)
		take(reading, reading->places[reading->depth], name, xml_text_take(&reading->text));
	else if (place == PLACE_AREA && info_of(reading)->code_count == reading->codes_before)
		info_of(reading)->unnamed = true;
}

static void text(void *self, struct str piece)
{
	struct reading *reading = self;

	xml_text_add(&reading->text, reading->arena, piece);
}

static bool check(const struct reading *reading, struct error *error)
{
	const struct cap *cap = reading->cap;

	if (reading->too_many)
		return error_set(error, "found more elements %s than a message is read with", reading->too_many);
	if (!cap->identifier.length || !cap->sender.length || !cap->sent.length || !cap->status.length || !cap->message.length ||
		!cap->scope.length)
		return error_set(error, "found no alert with identifier, sender, sent, status, msgType and scope, expected a message of CAP 1.2");
	return true;
}

bool cap_read(struct arena *arena, struct str bytes, struct cap *cap, struct error *error)
{
	struct reading reading = {.arena = arena, .cap = cap};
	struct xml_reader reader = {start, end, text, &reading};
	struct xml *xml = xml_create(&reader);
	bool read;

	*cap = (struct cap){.info_count = 0};
	read = xml_feed(xml, bytes, true) == XML_FED;
	if (!read)
		error_set(error, "found %s at line %d, expected a message of CAP 1.2", xml_trouble(xml), xml_line(xml));
	xml_destroy(xml);
	return read && check(&reading, error);
}
