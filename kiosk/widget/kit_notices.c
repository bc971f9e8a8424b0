#include "kiosk/widget/kit_notices.h"

/* A notice is for its area and all below. */
static bool is_meant(const struct view *view, const struct notice *notice)
{
	const struct areas *areas = snapshot_areas(view->snapshot);
	uint32_t area = areas ? areas_find(areas, notice->area) : AREA_NONE;

	return area != AREA_NONE && view->area != AREA_NONE && areas_within(areas, view->area, area);
}

static bool comes_before(const struct notice *one, const struct notice *other)
{
	if (one->urgent != other->urgent)
		return one->urgent;
	return one->from_ms > other->from_ms;
}

/* Into its place; of too many the least are left out. */
static void put(const struct notice *found[KIT_NOTICES_MAX], size_t *count, const struct notice *notice)
{
	size_t at = *count;

	while (at > 0 && comes_before(notice, found[at - 1])) {
		if (at < KIT_NOTICES_MAX)
			found[at] = found[at - 1];
		at--;
	}
	if (at == KIT_NOTICES_MAX)
		return;
	found[at] = notice;
	*count += *count < KIT_NOTICES_MAX;
}

size_t kit_notices_now(const struct view *view, const struct notice *found[KIT_NOTICES_MAX], int64_t *until_ms)
{
	const struct notices *notices = view->snapshot ? snapshot_notices(view->snapshot) : NULL;
	size_t count = 0;

	for (size_t i = 0; notices && i < notices->count; i++) {
		const struct notice *notice = &notices->items[i];
		int64_t change_ms = view->now_ms < notice->from_ms ? notice->from_ms : notice->until_ms;

		if (!is_meant(view, notice) || view->now_ms >= notice->until_ms)
			continue;
		*until_ms = change_ms < *until_ms ? change_ms : *until_ms;
		if (view->now_ms >= notice->from_ms)
			put(found, &count, notice);
	}
	return count;
}
