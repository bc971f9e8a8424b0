#ifndef FEED_MODEL_ALERT_H
#define FEED_MODEL_ALERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/model/area.h"
#include "feed/model/label.h"

/* What everybody in a hall must see at once, in the terms of CAP 1.2, and which of it is on at a moment. Plain values. */

enum {
	ALERTS_MAX = 64, /* in one document */
	ALERT_AREAS_MAX = 32,
	ALERT_ID_BYTES_MAX = 64,
	ALERT_HEADLINE_BYTES_MAX = 160,   /* per language: what fits on a small screen at a size that is read from afar */
	ALERT_INSTRUCTION_BYTES_MAX = 480,
	ALERT_TURN_MS = 8000,             /* how long each of several alerts is shown */
	ALERT_DOCUMENT_BYTES_MAX = 512 * 1024
};

enum alert_status { ALERT_ACTUAL, ALERT_EXERCISE, ALERT_STATUS_COUNT };
enum alert_message { ALERT_RAISED, ALERT_CANCEL, ALERT_MESSAGE_COUNT };
enum alert_severity { ALERT_EXTREME, ALERT_SEVERE, ALERT_MODERATE, ALERT_MINOR, ALERT_SEVERITY_COUNT };
enum alert_urgency { ALERT_IMMEDIATE, ALERT_EXPECTED, ALERT_FUTURE, ALERT_URGENCY_COUNT };
enum alert_certainty { ALERT_OBSERVED, ALERT_LIKELY, ALERT_POSSIBLE, ALERT_CERTAINTY_COUNT };

/* What people are to do; only the first puts up the sign of the way out. */
enum alert_response {
	ALERT_EVACUATE,
	ALERT_SHELTER,
	ALERT_PREPARE,
	ALERT_EXECUTE,
	ALERT_AVOID,
	ALERT_MONITOR,
	ALERT_RESPONSE_COUNT
};

/* Which pictogram stands for it; what a hall does not know is general. */
enum alert_event {
	ALERT_FIRE,
	ALERT_EARTHQUAKE,
	ALERT_FLOOD,
	ALERT_GAS,
	ALERT_STORM,
	ALERT_EVACUATION,
	ALERT_HEALTH,
	ALERT_UTILITY,
	ALERT_GENERAL,
	ALERT_EVENT_COUNT
};

struct alert {
	struct str id;         /* identifier */
	struct str references; /* of a cancel: the identifier of what it ends; else empty */
	enum alert_status status;
	enum alert_message message;
	enum alert_severity severity;
	enum alert_urgency urgency;
	enum alert_certainty certainty;
	enum alert_response response;
	enum alert_event event;
	int64_t sent_ms, expires_ms; /* half-open; of a cancel: how long "all clear" is shown */
	struct str *areas;           /* in these and below; "all" is everywhere */
	size_t area_count;
	struct label headline, instruction; /* only in languages whose text was approved */
};

struct alerts {
	struct alert *items;
	size_t count;
};

/* The words of CAP 1.2: "Exercise", "Extreme", "Evacuate"; of events our own: "fire". */
struct str alert_status_name(enum alert_status status);
struct str alert_message_name(enum alert_message message);
struct str alert_severity_name(enum alert_severity severity);
struct str alert_urgency_name(enum alert_urgency urgency);
struct str alert_certainty_name(enum alert_certainty certainty);
struct str alert_response_name(enum alert_response response);
struct str alert_event_name(enum alert_event event);
struct str alert_event_category(enum alert_event event); /* CAP's: "Fire", "Geo", ... */

bool alert_status_find(struct str name, enum alert_status *status);
bool alert_message_find(struct str name, enum alert_message *message);
bool alert_severity_find(struct str name, enum alert_severity *severity); /* in any case */
bool alert_urgency_find(struct str name, enum alert_urgency *urgency);
bool alert_certainty_find(struct str name, enum alert_certainty *certainty);
bool alert_response_find(struct str name, enum alert_response *response);
bool alert_event_find(struct str name, enum alert_event *event);

/* Where a hall stands, and what it knows of time. */
struct alert_place {
	const struct areas *areas; /* NULL before the first data: only "all" and the hall's own id are understood then */
	struct str area;           /* the hall's own, as its settings name it */
	int64_t now_ms;
	int64_t since_ms;          /* when what there is became known: turning begins there */
	bool live; /* the centre answers just now and takes expired ones out itself: the hall's own clock does not end an alert */
};

/* What is on the glass now. */
struct alert_showing {
	const struct alert *alert;  /* NULL: nothing */
	size_t position, count;     /* of several */
	int64_t until_ms;           /* when this may change by time alone; INT64_MAX: never */
};

/*
 * A pure function of alerts, place and time. Real alerts go before drills, which wait while there is one; the most severe
 * first, then the newest, then by id; several take turns. Where nothing is raised, the newest "all clear" is on. A clock that is
 * behind shows: what was sent in its future has not expired.
 */
struct alert_showing alert_now(const struct alerts *alerts, const struct alert_place *place);

#endif
