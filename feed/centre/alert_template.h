#ifndef FEED_CENTRE_ALERT_TEMPLATE_H
#define FEED_CENTRE_ALERT_TEMPLATE_H

#include "feed/base/fault.h"
#include "feed/model/alert.h"

struct arena;

/* What can be raised: DIR/centre.alerts where the centre has its own, else assets/alerts/standard.alerts. Nobody types into a wall:
   an alert says what was approved beforehand, in every language that was. */

enum { ALERT_TEMPLATES_MAX = 100, ALERT_VALID_MS_MAX = 7 * 24 * 3600 * 1000 };

struct alert_template {
	struct str id;
	enum alert_event event;
	enum alert_response response;
	enum alert_severity severity;
	enum alert_urgency urgency;
	enum alert_certainty certainty;
	int64_t valid_ms;
	bool approved[LANGUAGE_COUNT];
	struct label headline, instruction;
};

struct alert_templates {
	struct alert_template *items;
	size_t count;
};

/* All faults at once; false where there was one. */
bool alert_templates_read(struct arena *arena, const char *folder, struct alert_templates *templates, struct faults *faults);
bool alert_templates_parse(
	struct arena *arena, struct str file, struct str text, struct alert_templates *templates, struct faults *faults);

const struct alert_template *alert_template_find(const struct alert_templates *templates, struct str id); /* or NULL */

/* "90s", "30m", "2h", "1d", up to ALERT_VALID_MS_MAX. */
bool alert_duration(struct str text, int64_t *duration_ms);

#endif
