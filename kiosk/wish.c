#include "kiosk/wish.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

struct wish *wish_create_rating(const struct rating *rating)
{
	struct wish *wish = calloc(1, sizeof(*wish));

	REQUIRE(wish);
	wish->rating = *rating;
	wish->rating.device = str_copy(&wish->arena, rating->device);
	wish->rating.area = str_copy(&wish->arena, rating->area);
	wish->rating.service = str_copy(&wish->arena, rating->service);
	wish->rating.question = str_copy(&wish->arena, rating->question);
	for (size_t i = 0; i < rating->reason_count; i++)
		wish->rating.reasons[i] = str_copy(&wish->arena, rating->reasons[i]);
	for (size_t i = 0; i < rating->further_count; i++)
		wish->rating.further[i] = (struct rating_further){
			str_copy(&wish->arena, rating->further[i].question), str_copy(&wish->arena, rating->further[i].answer)};
	return wish;
}

struct wish *wish_create_shown(struct str alert, int64_t shown_ms)
{
	struct wish *wish = calloc(1, sizeof(*wish));

	REQUIRE(wish && alert.length);
	wish->seen = (struct seen){str_copy(&wish->arena, alert), shown_ms};
	return wish;
}

struct wish *wish_create_code(const char *code)
{
	struct wish *wish = calloc(1, sizeof(*wish));

	REQUIRE(wish && strlen(code) == ENROL_CODE_DIGITS);
	memcpy(wish->code, code, sizeof(wish->code));
	return wish;
}

struct wish *wish_create_action(const struct action_result *result)
{
	struct wish *wish = calloc(1, sizeof(*wish));

	REQUIRE(wish && result->number);
	wish->action = *result;
	wish->action.reason = str_copy(&wish->arena, result->reason);
	wish->action.file = str_copy(&wish->arena, result->file);
	return wish;
}

void wish_destroy(struct wish *wish)
{
	arena_finish(&wish->arena);
	free(wish);
}
