#include "kiosk/widget/rating.h"

#include "feed/base/arena.h"

enum {
	BUTTON_RADIUS = 20,
	BUTTON_LIP = 8,
	BUTTON_DROP = 6, /* how far a pressed face goes down onto its lip */
	HIT_GROW = 4 /* 3 mm stay between the hit areas of neighbours at 21.5 inches */
};

struct text_style rating_style(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role)
{
	bool large = view->visit && view->visit->large;
	struct text_style style = kit_style(view, large ? base_px * 3 / 2 : base_px, weight, role);

	style.least_px = kit_px(view, least_px);
	style.vertical = VERTICAL_MIDDLE;
	return style;
}

struct look_colors {
	enum theme_role face, edge, lip;
};

static struct look_colors look_colors(enum rating_look look)
{
	switch (look) {
	case LOOK_CHOSEN:
		return (struct look_colors){ROLE_ACCENT_SOFT, ROLE_ACCENT, ROLE_ACCENT};
	case LOOK_INVERTED:
		return (struct look_colors){ROLE_INK, ROLE_INK, ROLE_BTN_EDGE};
	case LOOK_PRIMARY:
		return (struct look_colors){ROLE_ACCENT, ROLE_ACCENT, ROLE_PRIMARY_LIP};
	case LOOK_PLAIN:
		break;
	}
	return (struct look_colors){ROLE_BTN, ROLE_BTN_EDGE, ROLE_BTN_EDGE};
}

static bool is_pressed(const struct view *view, struct intent intent)
{
	return intent.kind != INTENT_NONE && view->pressed.kind == intent.kind && view->pressed.argument == intent.argument;
}

struct rect rating_button(struct draw_list *list, const struct view *view, struct rect box, enum rating_look look,
	struct intent intent, struct str name)
{
	struct look_colors colors = look_colors(look);
	const uint32_t *color = view->theme->color;
	int lip = kit_px(view, BUTTON_LIP), radius = kit_px(view, BUTTON_RADIUS);
	int edge = kit_px(view, look == LOOK_CHOSEN || !view->theme->serif_titles ? 4 : 2);
	int down = is_pressed(view, intent) ? kit_px(view, BUTTON_DROP) : 0;
	struct rect face = {box.x, box.y + down, box.width, box.height - lip};

	draw_rounded(list, (struct rect){box.x, box.y + lip, box.width, box.height - lip}, (float)radius, color[colors.lip]);
	draw_rounded(list, face, (float)radius, color[colors.edge]);
	face = rect_inset(face, edge);
	draw_rounded(list, face, (float)(radius - edge), color[colors.face]);
	if (intent.kind != INTENT_NONE)
		draw_target(list, rect_inset(box, -kit_px(view, HIT_GROW)), (int)intent.kind, intent.argument, name);
	return face;
}

void rating_caption(struct draw_list *list, const struct view *view, struct rect box, struct str icon, int icon_px,
	enum theme_role tone, const struct text_style *style, struct str words)
{
	int side = icon.length ? kit_px(view, icon_px) : 0, gap = icon.length ? kit_px(view, 14) : 0;
	int room = box.width - side - gap;
	int width = text_measure(view->metrics, style, room, words).width, left;
	struct rect at;

	width = width < room ? width : room;
	left = (box.width - side - gap - width) / 2;
	if (icon.length) {
		at = (struct rect){box.x + left, box.y + (box.height - side) / 2, side, side};
		kit_icon(list, view, icon, kit_place(view, box, at), tone, ROLE_BG);
	}
	at = (struct rect){box.x + left + side + gap, box.y, width + 1, box.height};
	text_paragraph(list, view->metrics, style, kit_place(view, box, at), words);
}

void rating_stars(struct draw_list *list, const struct view *view, struct rect box, int level, enum theme_role tone)
{
	int side = box.height, gap = side / 4;
	int width = LEVEL_BEST * side + (LEVEL_BEST - 1) * gap;
	int x = box.x + (box.width - width) / 2;

	for (int star = 1; star <= LEVEL_BEST; star++) {
		struct rect at = {x + (star - 1) * (side + gap), box.y, side, side};

		kit_icon(list, view, star <= level ? STR("star") : STR("star-empty"), kit_place(view, box, at), tone, ROLE_BTN);
	}
}

struct str rating_face(int level)
{
	static const char *const names[] = {"face-1", "face-1", "face-2", "face-3", "face-4", "face-5"};

	return str_from(names[level < 0 || level > LEVEL_BEST ? 0 : level]);
}

enum theme_role rating_role(int level)
{
	static const enum theme_role roles[] = {ROLE_F5, ROLE_F5, ROLE_F4, ROLE_F3, ROLE_F2, ROLE_F1};

	return roles[level < 0 || level > LEVEL_BEST ? 0 : level];
}

const struct survey *rating_survey(const struct view *view)
{
	return view->snapshot ? snapshot_survey(view->snapshot) : NULL;
}

const struct service *rating_service(const struct view *view)
{
	const struct survey *survey = rating_survey(view);

	return survey && view->visit && view->visit->service < survey->service_count ? &survey->services[view->visit->service] : NULL;
}

void rating_bar(struct draw_list *list, const struct view *view, struct rect box, double share)
{
	uint32_t line = view->theme->color[ROLE_LINE];
	float radius = (float)box.height / 2;
	struct rect left = box;

	draw_frame(list, box, radius, (float)kit_px(view, 2), line);
	left.width = (int)(box.width * share);
	if (left.width > box.height)
		draw_rounded(list, kit_place(view, box, left), radius, line);
}
