#include "feed/model/alert.h"

#include <strings.h>

#include "feed/base/check.h"

static const struct str statuses[ALERT_STATUS_COUNT] = {{"Actual", 6}, {"Exercise", 8}};
static const struct str messages[ALERT_MESSAGE_COUNT] = {{"Alert", 5}, {"Cancel", 6}};
static const struct str severities[ALERT_SEVERITY_COUNT] = {{"Extreme", 7}, {"Severe", 6}, {"Moderate", 8}, {"Minor", 5}};
static const struct str urgencies[ALERT_URGENCY_COUNT] = {{"Immediate", 9}, {"Expected", 8}, {"Future", 6}};
static const struct str certainties[ALERT_CERTAINTY_COUNT] = {{"Observed", 8}, {"Likely", 6}, {"Possible", 8}};
static const struct str responses[ALERT_RESPONSE_COUNT] = {
	{"Evacuate", 8}, {"Shelter", 7}, {"Prepare", 7}, {"Execute", 7}, {"Avoid", 5}, {"Monitor", 7}};

static const struct {
	struct str name, category;
} events[ALERT_EVENT_COUNT] = {
	[ALERT_FIRE] = {{"fire", 4}, {"Fire", 4}},
	[ALERT_EARTHQUAKE] = {{"earthquake", 10}, {"Geo", 3}},
	[ALERT_FLOOD] = {{"flood", 5}, {"Met", 3}},
	[ALERT_GAS] = {{"gas", 3}, {"CBRNE", 5}},
	[ALERT_STORM] = {{"storm", 5}, {"Met", 3}},
	[ALERT_EVACUATION] = {{"evacuation", 10}, {"Safety", 6}},
	[ALERT_HEALTH] = {{"health", 6}, {"Health", 6}},
	[ALERT_UTILITY] = {{"utility", 7}, {"Infra", 5}},
	[ALERT_GENERAL] = {{"general", 7}, {"Other", 5}},
};

static struct str name_of(const struct str *names, unsigned count, unsigned at)
{
	REQUIRE(at < count);
	return names[at];
}

static bool find(const struct str *names, unsigned count, struct str name, unsigned *at)
{
	for (*at = 0; *at < count; (*at)++)
		if (names[*at].length == name.length && strncasecmp(names[*at].bytes, name.bytes, name.length) == 0)
			return true;
	return false;
}

/* What every word list has: its name by value, its value by name. */
#define WORD_LIST(noun, names, last) \
	struct str alert_##noun##_name(enum alert_##noun noun) \
	{ \
		return name_of(names, last, (unsigned)noun); \
	} \
	bool alert_##noun##_find(struct str name, enum alert_##noun *noun) \
	{ \
		unsigned at; \
		bool found = find(names, last, name, &at); \
\
		if (found) \
			*noun = (enum alert_##noun)at; \
		return found; \
	}

WORD_LIST(status, statuses, ALERT_STATUS_COUNT)
WORD_LIST(message, messages, ALERT_MESSAGE_COUNT)
WORD_LIST(severity, severities, ALERT_SEVERITY_COUNT)
WORD_LIST(urgency, urgencies, ALERT_URGENCY_COUNT)
WORD_LIST(certainty, certainties, ALERT_CERTAINTY_COUNT)
WORD_LIST(response, responses, ALERT_RESPONSE_COUNT)

struct str alert_event_name(enum alert_event event)
{
	REQUIRE((unsigned)event < ALERT_EVENT_COUNT);
	return events[event].name;
}

struct str alert_event_category(enum alert_event event)
{
	REQUIRE((unsigned)event < ALERT_EVENT_COUNT);
	return events[event].category;
}

bool alert_event_find(struct str name, enum alert_event *event)
{
	for (int i = 0; i < ALERT_EVENT_COUNT; i++)
		if (str_equal(events[i].name, name)) {
			*event = (enum alert_event)i;
			return true;
		}
	return false;
}
