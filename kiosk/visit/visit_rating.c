#include "kiosk/visit/visit.h"

#include <string.h>

#include "feed/base/check.h"

/* What comes of a visit. */

bool visit_asks(const struct survey *survey, int level, int up_to)
{
	return survey->neutral ? up_to >= LEVEL_BEST : level <= up_to;
}

bool visit_asks_reasons(const struct visit *visit, const struct survey *survey)
{
	return survey->reason_count > 0 && visit_asks(survey, visit->level, survey->reasons_up_to);
}

bool visit_topic_reason(const struct visit *visit, const struct survey *survey, size_t *reason)
{
	if (visit->level == 0 || visit->reasons == 0 || !visit_asks(survey, visit->level, survey->topics_up_to))
		return false;
	*reason = (size_t)__builtin_ctz(visit->reasons);
	return *reason < survey->reason_count;
}

void visit_rating(const struct visit *visit, const struct survey *survey, struct str device, struct str area,
	int64_t hour, struct rating *rating)
{
	REQUIRE(visit->service < survey->service_count);
	*rating = (struct rating){
		.device = device,
		.area = area,
		.service = survey->services[visit->service].id,
		.question = survey->question_id,
		.version = survey->question_version,
		.hour = hour,
		.level = visit->level,
		.doubts = visit->doubts,
	};
	memcpy(rating->token, visit->token, sizeof(rating->token));
	for (size_t i = 0; i < survey->reason_count; i++)
		if (visit->reasons >> i & 1)
			rating->reasons[rating->reason_count++] = survey->reasons[i].id;
	for (size_t i = 0; i < survey->further_count; i++)
		if (visit->further_answers[i])
			rating->further[rating->further_count++] = (struct rating_further){survey->further[i].id,
				further_answer_id(&survey->further[i], visit->further_answers[i])};
}
