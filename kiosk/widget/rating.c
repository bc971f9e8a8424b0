#include "kiosk/widget/rating.h"

#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

enum {
	BUTTON_RADIUS = 20,
	BUTTON_LIP = 8,
	BUTTON_DROP = 6, /* how far a pressed face goes down onto its lip */
	HIT_GROW = 4 /* 3 mm stay between the hit areas of neighbours at 21.5 inches */
};

/*
 * Heights of letters, of capitals or of the face of a Chinese character: 0.7 degrees of sight for what must be read, two thirds of
 * that for the rest, and never less than 4.8 mm for the first. One stands 600 mm before a screen and bends down to a small one.
 */
#define NEEDED_MM 7.35
#define BESIDE_MM 4.9
#define NEAR 0.66
#define CAP_EM 0.733
#define FACE_EM 0.92
#define APART_MM 3.0
#define TIGHT_EM -0.03f /* so that the longest words of an answer stay whole on small glass */
#define USUAL_PX_PER_MM (1920.0 / 476) /* of 21.5 inches, where nobody said otherwise */

static double px_per_mm(const struct view *view)
{
	return view->px_per_mm > 0 ? view->px_per_mm : USUAL_PX_PER_MM * view->unit;
}

int rating_gap(const struct view *view, int base_px)
{
	int gap = kit_px(view, base_px), least = (int)ceil(APART_MM * px_per_mm(view)) + 2 * kit_px(view, HIT_GROW);

	return gap > least ? gap : least;
}

/* ug and kk are set larger than what is asked for, so that they count as Chinese. */
static void raise(struct text_style *style, double height_px)
{
	int least = (int)lround(height_px / (style->language == LANGUAGE_EN ? CAP_EM : FACE_EM));

	style->least_px = style->least_px > least ? style->least_px : least;
	style->size_px = style->size_px > style->least_px ? style->size_px : style->least_px;
}

static struct text_style sized(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role)
{
	bool large = view->visit && view->visit->large;
	struct text_style style = kit_style(view, large ? base_px * 3 / 2 : base_px, weight, role);

	style.least_px = kit_px(view, least_px);
	style.vertical = VERTICAL_MIDDLE;
	return style;
}

struct text_style rating_style(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role)
{
	struct text_style style = sized(view, base_px, least_px, weight, role);

	raise(&style, BESIDE_MM * (view->small ? NEAR : 1) * px_per_mm(view));
	return style;
}

struct text_style rating_needed(const struct view *view, int base_px, int least_px, enum text_weight weight, enum theme_role role)
{
	struct text_style style = sized(view, base_px, least_px, weight, role);

	raise(&style, NEEDED_MM * (view->small ? NEAR : 1) * px_per_mm(view));
	if (view->small && style.language == LANGUAGE_EN)
		style.spacing_em = TIGHT_EM;
	return style;
}

struct text_style rating_title(const struct view *view, int base_px, int least_px)
{
	struct text_style style = rating_needed(view, base_px, least_px, TEXT_TITLE, ROLE_INK);

	style.spacing_em = view->language == LANGUAGE_ZH ? 0.04f : 0;
	return style;
}

/* Of what is asked for; Arabic letters are drawn 1.1 (bold) or 1.2 times larger. */
float rating_lines(const struct view *view, enum text_weight weight)
{
	if (!view->mirrored)
		return 1.32f;
	return weight == TEXT_REGULAR ? 1.57f : 1.45f;
}

void rating_fit(const struct view *view, struct text_style *style, int width, int height, struct str words)
{
	while (style->size_px > style->least_px) {
		struct text_style as_it_is = *style;
		struct text_size size;

		as_it_is.least_px = 0;
		size = text_measure(view->metrics, &as_it_is, width, words);
		if (!size.cut && size.width <= width && size.height <= height && kit_words_fit(view, style, width, words))
			break;
		style->size_px -= 1 + style->size_px / 32;
	}
	if (style->size_px < style->least_px)
		style->size_px = style->least_px;
}

void rating_text(struct draw_list *list, const struct view *view, const struct text_style *style, struct rect box, struct str words)
{
	struct text_style fitting = *style;

	rating_fit(view, &fitting, box.width, box.height, words);
	text_paragraph(list, view->metrics, &fitting, box, words);
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
	struct text_style fitting = *style;
	struct rect at;
	int width, left;

	rating_fit(view, &fitting, room, box.height, words);
	width = text_measure(view->metrics, &fitting, room, words).width;
	width = width < room ? width : room;
	left = (box.width - side - gap - width) / 2;
	if (icon.length) {
		at = (struct rect){box.x + left, box.y + (box.height - side) / 2, side, side};
		kit_icon(list, view, icon, kit_place(view, box, at), tone, tone == ROLE_ON_ACCENT ? ROLE_ACCENT : ROLE_BG);
	}
	at = (struct rect){box.x + left + side + gap, box.y, width + 1, box.height};
	text_paragraph(list, view->metrics, &fitting, kit_place(view, box, at), words);
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
