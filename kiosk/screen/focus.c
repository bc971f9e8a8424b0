#include "kiosk/screen/focus.h"

#include <string.h>

#include "kiosk/widget/kit_board.h"

void focus_choose(struct focus *focus, const struct areas *areas, uint32_t area, int64_t steady_ms)
{
	struct str id = areas && area < areas->count ? areas->items[area].id : STR("");

	focus->id[0] = '\0';
	if (id.length < sizeof(focus->id)) {
		memcpy(focus->id, id.bytes, id.length);
		focus->id[id.length] = '\0';
	}
	focus->touched_ms = steady_ms;
}

bool focus_is_held(const struct focus *focus, int64_t steady_ms)
{
	return focus->id[0] && steady_ms - focus->touched_ms < FOCUS_IDLE_MS;
}

/* From the root down to the hall's own area, then the areas under the root, without the one that was seen. */
static size_t steps_of(const struct areas *areas, uint32_t own, uint32_t steps[FOCUS_STEPS_MAX])
{
	size_t count = 1, depth = 0;
	uint32_t first = AREA_NONE;

	steps[0] = 0;
	for (uint32_t at = own; at != AREA_NONE && at != 0; at = areas->items[at].parent)
		depth++;
	for (uint32_t at = own; depth > 0 && at != AREA_NONE && at != 0; at = areas->items[at].parent, depth--)
		if (depth < FOCUS_STEPS_MAX) {
			steps[depth] = at;
			count = depth >= count ? depth + 1 : count;
			first = at;
		}
	if (first == AREA_NONE)
		return count;
	for (uint32_t at = areas->items[0].first_child; at != AREA_NONE && count < FOCUS_STEPS_MAX;
		at = areas->items[at].next_sibling)
		if (at != first)
			steps[count++] = at;
	return count;
}

uint32_t focus_tour(const struct areas *areas, uint32_t own, int tour_s, const struct layout_now *showing,
	int64_t now_ms, int64_t *until_ms)
{
	const struct view view = {.showing = *showing, .now_ms = now_ms, .page = showing->round};
	uint32_t steps[FOCUS_STEPS_MAX];
	size_t count;

	if (!areas || areas->count == 0 || tour_s <= 0)
		return 0;
	count = steps_of(areas, own, steps);
	return steps[kit_turn(&view, tour_s, count, until_ms)];
}
