#include "kiosk/widget/rating.h"

/* After a low answer: what should be better. Several, or none; offered, never demanded. */

enum { CHIP_GAP = 20, CHIP_LEAST_WIDTH = 380, BOX = 52 };

static void draw_chosen(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style quiet = rating_style(view, 40, 30, TEXT_REGULAR, ROLE_INK2), loud = rating_style(view, 40, 30, TEXT_BOLD, ROLE_INK);
	const struct survey *survey = rating_survey(view);
	struct str you_chose = kit_word(view, "you_chose");
	int side = kit_px(view, 60), gap = kit_px(view, 20);
	int width = text_measure(view->metrics, &quiet, box.width / 2, you_chose).width + 1;
	struct rect at = {box.x, box.y, width, box.height};

	text_paragraph(list, view->metrics, &quiet, kit_place(view, box, at), you_chose);
	at = (struct rect){box.x + width + gap, box.y + (box.height - side) / 2, side, side};
	kit_icon(list, view, rating_face(view->visit->level), kit_place(view, box, at), rating_role(view->visit->level), ROLE_FACE);
	at = box;
	rect_cut_left(&at, width + 2 * gap + side);
	text_paragraph(list, view->metrics, &loud, kit_place(view, box, at), kit_label(view, &survey->levels[view->visit->level]));
}

static void draw_title(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style title = rating_style(view, 76, 44, TEXT_TITLE, ROLE_INK), hint = rating_style(view, 44, 32, TEXT_REGULAR, ROLE_INK2);
	struct str words = kit_word(view, "reasons_title");
	int width;

	title.spacing_em = 0.04f;
	if (view->portrait) {
		text_paragraph(list, view->metrics, &title, rect_cut_top(&box, box.height / 2), words);
		text_paragraph(list, view->metrics, &hint, box, kit_word(view, "reasons_hint"));
		return;
	}
	width = text_measure(view->metrics, &title, box.width * 6 / 10, words).width + 1;
	text_paragraph(list, view->metrics, &title,
		kit_place(view, box, (struct rect){box.x, box.y, width, box.height}), words);
	hint.vertical = VERTICAL_BOTTOM;
	{
		struct rect rest = box;

		rect_cut_left(&rest, width + kit_px(view, 40));
		rect_cut_bottom(&rest, kit_px(view, 16));
		text_paragraph(list, view->metrics, &hint, kit_place(view, box, rest), kit_word(view, "reasons_hint"));
	}
}

static int64_t rating_reasons_title_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	(void)self;
	if (!rating_survey(view) || !view->visit)
		return WIDGET_FOREVER;
	if (!rating_survey(view)->neutral) /* else a bystander sees it */
		draw_chosen(list, view, rect_cut_top(&box, kit_px(view, 76)));
	draw_title(list, view, box);
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_reasons_title = {
	.name = "rating_reasons_title",
	.help = "the answer that was given, and the question for reasons",
	.draw = rating_reasons_title_draw,
};

static void draw_box(struct draw_list *list, const struct view *view, struct rect at, bool chosen)
{
	float radius = (float)kit_px(view, 10);

	if (!chosen) {
		draw_frame(list, at, radius, (float)kit_px(view, 4), view->theme->color[ROLE_BTN_EDGE]);
		return;
	}
	draw_rounded(list, at, radius, view->theme->color[ROLE_ACCENT]);
	kit_icon(list, view, STR("check"), rect_inset(at, kit_px(view, 5)), ROLE_ON_ACCENT, ROLE_ACCENT);
}

static void draw_chip(struct draw_list *list, const struct view *view, struct rect box, size_t index)
{
	const struct reason *reason = &rating_survey(view)->reasons[index];
	bool chosen = view->visit->reasons >> index & 1;
	struct intent intent = {INTENT_REASON, (int)index};
	struct str name = str_format(list->arena, "reason " STR_FMT, STR_ARG(reason->id));
	struct rect face = rating_button(list, view, box, chosen ? LOOK_CHOSEN : LOOK_PLAIN, intent, name), rest = face, at;
	struct text_style style = rating_style(view, 44, 30, TEXT_BOLD, ROLE_INK);
	int icon = kit_px(view, 60), side = kit_px(view, BOX);

	rest = (struct rect){face.x + kit_px(view, 26), face.y, face.width - 2 * kit_px(view, 26), face.height};
	at = rect_cut_left(&rest, icon);
	at = (struct rect){at.x, at.y + (at.height - icon) / 2, icon, icon};
	kit_icon(list, view, reason->icon, kit_place(view, face, at), chosen ? ROLE_ACCENT : ROLE_INK2, ROLE_BTN);
	at = rect_cut_right(&rest, side);
	at = (struct rect){at.x, at.y + (at.height - side) / 2, side, side};
	draw_box(list, view, kit_place(view, face, at), chosen);
	rest = (struct rect){rest.x + kit_px(view, 20), rest.y, rest.width - kit_px(view, 34), rest.height};
	style.lines_max = 2;
	text_paragraph(list, view->metrics, &style, kit_place(view, face, rest), kit_label(view, &reason->label));
}

static int64_t rating_reasons_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct survey *survey = rating_survey(view);
	int gap = kit_px(view, CHIP_GAP);
	int columns = (box.width + gap) / kit_px(view, CHIP_LEAST_WIDTH + CHIP_GAP), rows;

	(void)self;
	if (!survey || !view->visit || survey->reason_count == 0)
		return WIDGET_FOREVER;
	if (columns < 1)
		columns = 1;
	if (columns > 4)
		columns = 4;
	rows = ((int)survey->reason_count + columns - 1) / columns;
	for (int i = 0; i < (int)survey->reason_count; i++) {
		struct rect chip = {
			box.x + i % columns * (box.width + gap) / columns,
			box.y + i / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};

		draw_chip(list, view, kit_place(view, box, chip), (size_t)i);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_reasons = {
	.name = "rating_reasons",
	.help = "reasons to choose from, several or none",
	.draw = rating_reasons_draw,
};
