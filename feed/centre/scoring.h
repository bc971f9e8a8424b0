#ifndef FEED_CENTRE_SCORING_H
#define FEED_CENTRE_SCORING_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/centre/period.h"
#include "feed/centre/ranking.h"
#include "feed/centre/rules.h"
#include "feed/model/area.h"

struct arena;
struct centre;
struct error;

/* One scoring of one period: everything is read, computed, and written where it differs. */

struct scoring {
	struct centre *centre;
	struct arena *arena;
	struct error *error;
	const struct period *period;
	const struct rules *rules;
	struct areas areas;
	struct ranking ranking;
	double variance; /* of one answer */
};

/* Sources of all parts into the ranking, which is then sealed. Nothing is written but the residents' part as it may be
 * told. */
bool scoring_read(struct scoring *scoring);

/* Into table ranking, row by row, only what differs. */
bool scoring_write(struct scoring *scoring);

/* Points of a work item by how it ended. */
enum scoring_item { ITEM_DONE, ITEM_LATE, ITEM_OVERDUE };

double scoring_item_points(const struct rules *rules, enum scoring_item ended, int64_t warnings);

/* Work items that count in a period, with how they ended as enum scoring_item: ?1 and ?2 its days, ?3 today. Late and overdue go by
 * workdays: what is due on a holiday may be done on the workday after it. */
#define SCORING_ITEMS                                                                                                  \
	"SELECT id, area, iif(done, ifnull(ended.number - ended.works > due_day.number - due_day.works, ifnull(done_on, due) > due), 2) " \
	"AS ended, warnings, title_zh, title_ug, title_kk, title_en FROM item_standing "                                \
	"LEFT JOIN workdays AS due_day ON due_day.date = due LEFT JOIN workdays AS ended ON ended.date = ifnull(done_on, due) " \
	"LEFT JOIN workdays AS now ON now.date = ?3 "                                                                    \
	"WHERE due BETWEEN ?1 AND ?2 AND (done OR ifnull(now.number - now.works > due_day.number - due_day.works, due < ?3))"

/* 2018-10-25 by the centre's clock. A demo stays on the day that it was made for. */
struct str scoring_today(struct centre *centre, struct arena *arena);

#endif
