#include "kiosk/widget/rating.h"

/* Five answers of equal size: face, word and stars; side by side where there is room, else one under the other. */

enum { CARD_GAP = 24, CARD_LEAST_WIDTH = 220, FACE = 176, STAR = 34 };

static struct str target_name(struct draw_list *list, int level)
{
	return str_format(list->arena, "level %d", level);
}

static void draw_upright(struct draw_list *list, const struct view *view, struct rect face, int level, struct str words)
{
	struct text_style style = rating_needed(view, 48, 30, TEXT_BOLD, ROLE_BTN_INK);
	int side = kit_px(view, FACE), star = kit_px(view, STAR);
	struct rect at;

	rect_cut_top(&face, kit_px(view, 26));
	at = rect_cut_top(&face, side);
	kit_icon(list, view, rating_face(level), (struct rect){at.x + (at.width - side) / 2, at.y, side, side}, rating_role(level),
		ROLE_FACE);
	rect_cut_bottom(&face, kit_px(view, 22));
	rating_stars(list, view, rect_cut_bottom(&face, star), level, rating_role(level));
	style.align = ALIGN_CENTER;
	style.lines_max = 2;
	rating_text(list, view, &style, rect_inset(face, kit_px(view, view->small ? 2 : 6)), words);
}

static void draw_flat(struct draw_list *list, const struct view *view, struct rect face, int level, struct str words)
{
	struct text_style style = rating_needed(view, 52, 36, TEXT_BOLD, ROLE_BTN_INK);
	int side = face.height - kit_px(view, 28), star = kit_px(view, STAR), stars = star * 6 + kit_px(view, 8);
	struct rect rest = rect_inset(face, kit_px(view, 14)), at;

	at = (struct rect){rest.x + kit_px(view, 14), rest.y, side, rest.height};
	kit_icon(list, view, rating_face(level), kit_place(view, face, (struct rect){at.x, at.y, side, side}), rating_role(level), ROLE_FACE);
	rect_cut_left(&rest, side + kit_px(view, 44));
	at = rect_cut_right(&rest, stars + kit_px(view, 20));
	at = (struct rect){at.x, at.y + (at.height - star) / 2, stars, star};
	rating_stars(list, view, kit_place(view, face, at), level, rating_role(level));
	rating_text(list, view, &style, kit_place(view, face, rest), words);
}

static struct rect card_at(const struct view *view, struct rect box, int index, bool upright)
{
	int gap = rating_gap(view, upright ? CARD_GAP : 20);
	struct rect card = box;

	if (upright) {
		card.x = box.x + index * (box.width + gap) / LEVEL_BEST;
		card.width = (box.width + gap) / LEVEL_BEST - gap;
		return kit_place(view, box, card);
	}
	card.y = box.y + index * (box.height + gap) / LEVEL_BEST;
	card.height = (box.height + gap) / LEVEL_BEST - gap;
	return card;
}

static int64_t rating_levels_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct survey *survey = rating_survey(view);
	bool upright = box.width / LEVEL_BEST >= kit_px(view, CARD_LEAST_WIDTH);

	(void)self;
	for (int level = LEVEL_BEST; survey && level >= LEVEL_WORST; level--) {
		struct intent intent = {INTENT_LEVEL, level};
		struct rect card = card_at(view, box, LEVEL_BEST - level, upright);
		struct rect face = rating_button(list, view, card, LOOK_PLAIN, intent, target_name(list, level));

		if (upright)
			draw_upright(list, view, face, level, kit_label(view, &survey->levels[level]));
		else
			draw_flat(list, view, face, level, kit_label(view, &survey->levels[level]));
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_levels = {
	.name = "rating_levels",
	.help = "the five answers",
	.draw = rating_levels_draw,
};
