#include "kiosk/view.h"

#include <string.h>

#include "kiosk/kiosk_parts.h"

const struct theme *view_theme(const struct kiosk *kiosk)
{
	if (!kiosk_is_wall(kiosk) && kiosk->visit.contrast)
		return stage_theme(kiosk->stage, STR("contrast"), NULL);
	return kiosk->set->theme;
}

int64_t moment_frame_us(struct moment now)
{
	return now.frame_us ? now.frame_us : now.steady_ms * 1000;
}

struct view_part view_whole(const struct kiosk *kiosk, enum language language)
{
	struct view_part part = {kiosk->area, language};

	part.at.height -= kiosk_invite_at(kiosk).height;
	return part;
}

struct view_part view_half(const struct kiosk *kiosk, struct tongue tongue, bool second)
{
	struct view_part part = view_whole(kiosk, second ? tongue.second : tongue.first);

	if (part.at.height > part.at.width) {
		part.at.height /= 2;
		part.at.y = second ? part.at.height : 0;
	} else {
		part.at.width /= 2;
		part.at.x = second != language_is_rtl(tongue.first) ? part.at.width : 0;
	}
	return part;
}

/* Where nobody said how large the glass is, it is not small. */
static bool is_small(const struct kiosk *kiosk)
{
	int64_t longer_px = kiosk->area.width > kiosk->area.height ? kiosk->area.width : kiosk->area.height;

	return longer_px * kiosk->settings->width_mm < (int64_t)LAYOUT_SMALL_MM * kiosk->area.width &&
	       kiosk->settings->width_mm > 0;
}

struct view view_of(const struct kiosk *kiosk, struct moment now, struct layout_now showing,
	const struct layout_screen *screen, struct view_part part)
{
	const struct settings *settings = kiosk->settings;
	struct rect area = part.at;
	enum language language = part.language;
	int width_mm = kiosk->area.width ? settings->width_mm * area.width / kiosk->area.width : 0;

	return (struct view){
		.snapshot = kiosk->snapshot,
		.theme = view_theme(kiosk),
		.words = &kiosk->stage->words,
		.icons = &kiosk->stage->icons,
		.metrics = painter_metrics(kiosk->painter),
		.language = language,
		.mirrored = language_is_rtl(language),
		.now_ms = now.wall_ms,
		.local = civil_local(now.wall_ms),
		.steady_ms = now.steady_ms,
		.frame_us = moment_frame_us(now),
		.still = kiosk->still,
		.may_move = !kiosk->still && settings->picture.length == 0 && settings->text.length == 0,
		.unit = layout_unit(area.width, area.height, kiosk_is_wall(kiosk) ? width_mm : 0, settings->distance_mm),
		.px_per_mm = width_mm ? (double)area.width / width_mm : 0,
		.screen = {area.x + kiosk->shift.x, area.y + kiosk->shift.y, area.width, area.height},
		.ground = kiosk->area,
		.portrait = area.height > area.width,
		.small = is_small(kiosk),
		.area = kiosk_area(kiosk),
		.focus = kiosk->focus,
		.freshness = {
			.contact_ms = kiosk->sync.contact_ms,
			.failing_since_ms = kiosk->sync.failing_since_ms,
			.refused = kiosk->sync.contact_ms == 0 && str_find(str_from(kiosk->sync.fault.text), STR("found ")) <
				strlen(kiosk->sync.fault.text),
			.alerts_failing_since_ms = kiosk->watch.failing_since_ms,
			.expired = kiosk->snapshot && snapshot_head(kiosk->snapshot)->expires_ms <= now.wall_ms,
		},
		.alert = kiosk->alert,
		.way_out = (enum way_out)settings->exit,
		.showing = showing,
		.layout = &kiosk->set->layout,
		.layout_screen = screen,
		.visit = kiosk_is_wall(kiosk) ? NULL : &kiosk->visit,
		.speaks = kiosk->speaks[language],
		.pressed = kiosk->pressed,
		.group = settings->group,
		.state_folder = kiosk->state_folder,
		.beside = kiosk->stage->central && kiosk->set == &kiosk->stage->central->set ? kiosk->stage->layouts : STR(""),
		.door = &kiosk->staff.door,
		.staff = &kiosk->staff.view,
		.enrol = &kiosk->enrol,
		.page = showing.round,
		.wear = &kiosk->wear,
	};
}
