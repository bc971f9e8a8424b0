#ifndef FEED_MODEL_SURVEY_H
#define FEED_MODEL_SURVEY_H

#include <stddef.h>

#include "feed/model/label.h"

/*
 * What the touch screen asks. Levels are fixed: 5 very satisfied .. 1 very dissatisfied; the level is what is stored.
 *
 * {"survey":"service","services":[{"id":"haircut","name":{..},"team":{..}}],
 *  "question":{"id":"satisfied","version":1,"text":{..}},
 *  "levels":[{"level":5,"label":{..}}, .. 1],
 *  "reasons_up_to":2,"reasons":[{"id":"wait","icon":"r-wait","label":{..}}]}
 */

enum {
	SURVEY_SERVICES_MAX = 32,
	SURVEY_REASONS_MAX = 16,
	SURVEY_ID_BYTES_MAX = 32,
	LEVEL_WORST = 1,
	LEVEL_SATISFIED = 3, /* from here on an answer counts as satisfied */
	LEVEL_BEST = 5
};

struct service {
	struct str id;
	struct label name, team; /* team may be empty */
};

struct reason {
	struct str id, icon;
	struct label label;
};

struct survey {
	struct str id;
	struct service *services;
	size_t service_count;
	struct str question_id;
	int64_t question_version;
	struct label question;
	struct label levels[LEVEL_BEST + 1]; /* by level; [0] is unused */
	struct reason *reasons;
	size_t reason_count;
	int reasons_up_to; /* asked for this level and below; 0 never */
};

#endif
