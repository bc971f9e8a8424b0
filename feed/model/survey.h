#ifndef FEED_MODEL_SURVEY_H
#define FEED_MODEL_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/civil.h"
#include "feed/model/label.h"

struct arena;

/*
 * What the touch screen asks. Levels are fixed: 5 very satisfied .. 1 very dissatisfied; the level is what is stored.
 * Plain values; texts borrowed from an arena. Members in brackets may be left out.
 *
 * {"survey":"service","services":[{"id":"haircut","name":{..},["team":{..}],["hours":["mon-fri 09:00-18:00"]]}],
 *  "question":{"id":"satisfied","version":1,"text":{..}},
 *  "levels":[{"level":5,"label":{..}}, .. 1],
 *  ["periods":[{"from":"2018-09-01T00:00:00+08:00","until":"2018-12-01T00:00:00+08:00"}]],
 *  ["event":true],["neutral":true],["topics":{"up_to":2,["link":"https://hall.example/replies?topic={topic}"]}],
 *  ["further":[{"id":"again","kind":"choice","up_to":5,"text":{..},"choices":[{"id":"yes","label":{..}}]},
 *              {"id":"clean","kind":"stars","text":{..},"stars":5}, {"id":"polite","kind":"levels","text":{..}}]],
 *  "reasons_up_to":2,"reasons":[{"id":"wait","icon":"r-wait","label":{..}}]}
 */

enum {
	SURVEY_SERVICES_MAX = 32,
	SURVEY_REASONS_MAX = 16,
	SURVEY_ID_BYTES_MAX = 32,
	SURVEY_HOURS_MAX = 8, /* of a service */
	SURVEY_PERIODS_MAX = 16,
	SURVEY_FURTHER_MAX = 4,
	SURVEY_CHOICES_MAX = 6, /* of a further question */
	SURVEY_STARS_LEAST = 3,
	SURVEY_STARS_MOST = 10,
	SURVEY_LINK_BYTES_MAX = 200,
	SURVEY_DAY_MINUTES = 24 * 60,
	LEVEL_WORST = 1,
	LEVEL_SATISFIED = 3, /* from here on an answer counts as satisfied */
	LEVEL_BEST = 5
};

/* A service is offered in this window of these days; one that ends before it begins goes on past midnight. */
struct survey_hours {
	unsigned weekdays; /* bit 0: Sunday */
	int from_minute, until_minute;
};

struct service {
	struct str id;
	struct label name, team; /* team may be empty */
	struct survey_hours hours[SURVEY_HOURS_MAX];
	size_t hours_count; /* 0: always */
};

struct reason {
	struct str id, icon;
	struct label label;
};

enum further_kind { FURTHER_LEVELS, FURTHER_CHOICE, FURTHER_STARS };

struct further_choice {
	struct str id;
	struct label label;
};

/* A question after the one that counts. Nobody has to answer it. */
struct further {
	struct str id;
	enum further_kind kind;
	struct label text;
	int up_to;                      /* asked after this level and below */
	int stars;                      /* FURTHER_STARS */
	struct further_choice *choices; /* FURTHER_CHOICE */
	size_t choice_count;
};

struct survey_period {
	int64_t from_ms, until_ms; /* half open */
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
	struct survey_period periods[SURVEY_PERIODS_MAX];
	size_t period_count;   /* 0: always active */
	bool event;            /* a crowd is expected: many answers in a row are no doubt */
	bool neutral;          /* every answer looks the same after the tap, so that a bystander cannot tell */
	int topics_up_to;      /* a topic's code is shown for this level and below; 0 never */
	struct str topic_link; /* {topic} stands for the code; empty: the code alone */
	struct further *further;
	size_t further_count;
};

/* "mon-fri 09:00-18:00", "sat,sun 10:00-14:00", "22:00-02:00" (every day). */
bool survey_hours_parse(struct str text, struct survey_hours *hours);
struct str survey_hours_text(struct arena *arena, const struct survey_hours *hours);

/* Whether it asks anything now, and until when that stays so (INT64_MAX: for good). */
bool survey_is_active(const struct survey *survey, int64_t now_ms, int64_t *until_ms);

/* Which services are open at this local time, one bit each by index. */
uint32_t survey_open_services(const struct survey *survey, struct civil local);

/* How many answers a further question has, numbered from 1; the id of one of them, which a rating keeps. */
int further_answers(const struct further *further);
struct str further_answer_id(const struct further *further, int answer);

#endif
