#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/rating.h"

/* After a low answer: what should be better. Several, or none; offered, never demanded. */

enum { CHIP_GAP = 20, CHIP_LEAST_WIDTH = 380, BOX = 52, BOX_SMALL = 44, ICON = 60, ICON_LEAST = 92 };

static void draw_chosen(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style quiet = rating_style(view, 40, 30, TEXT_REGULAR, ROLE_INK2), loud = rating_needed(view, 40, 30, TEXT_BOLD, ROLE_INK);
	const struct survey *survey = rating_survey(view);
	struct str you_chose = kit_word(view, "you_chose");
	int side = kit_px(view, 60), gap = kit_px(view, 20);
	struct rect at;
	int width;

	rating_fit(view, &quiet, box.width / 2, box.height, you_chose);
	width = text_measure(view->metrics, &quiet, box.width / 2, you_chose).width + 1;
	at = (struct rect){box.x, box.y, width, box.height};
	rating_text(list, view, &quiet, kit_place(view, box, at), you_chose);
	at = (struct rect){box.x + width + gap, box.y + (box.height - side) / 2, side, side};
	kit_icon(list, view, rating_face(view->visit->level), kit_place(view, box, at), rating_role(view->visit->level), ROLE_FACE);
	at = box;
	rect_cut_left(&at, width + 2 * gap + side);
	rating_text(list, view, &loud, kit_place(view, box, at), kit_label(view, &survey->levels[view->visit->level]));
}

static void draw_title(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style title = rating_title(view, view->portrait ? 100 : 76, 44), hint = rating_style(view, 44, 32, TEXT_REGULAR, ROLE_INK2);
	struct str words = kit_word(view, "reasons_title");
	int width;

	if (view->portrait) {
		title.lines_max = hint.lines_max = 2;
		title.vertical = VERTICAL_BOTTOM;
		hint.vertical = VERTICAL_TOP;
		rating_text(list, view, &title, rect_cut_top(&box, box.height * 6 / 10), words);
		rect_cut_top(&box, kit_px(view, 12));
		rating_text(list, view, &hint, box, kit_word(view, "reasons_hint"));
		return;
	}
	rating_fit(view, &title, box.width * 6 / 10, box.height, words);
	width = text_measure(view->metrics, &title, box.width * 6 / 10, words).width + 1;
	rating_text(list, view, &title,
		kit_place(view, box, (struct rect){box.x, box.y, width, box.height}), words);
	hint.vertical = VERTICAL_BOTTOM;
	hint.lines_max = 2;
	hint.line_factor = rating_lines(view, TEXT_REGULAR);
	{
		struct rect rest = box;

		rect_cut_left(&rest, width + kit_px(view, 40));
		rect_cut_bottom(&rest, kit_px(view, 16));
		rating_text(list, view, &hint, kit_place(view, box, rest), kit_word(view, "reasons_hint"));
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

static struct text_style chip_style(const struct view *view)
{
	struct text_style style = rating_needed(view, 44, 30, TEXT_BOLD, ROLE_INK);

	style.lines_max = view->small ? 3 : 2;
	style.line_factor = rating_lines(view, TEXT_BOLD);
	return style;
}

#define TIGHT_EM -0.03f

static int box_side(const struct view *view, bool bare)
{
	return kit_px(view, bare ? BOX_SMALL : BOX);
}

static int chip_pad(const struct view *view, bool bare)
{
	return kit_px(view, view->small ? 6 : bare ? 14 : 26);
}

/* What is left of a chip's width for words. */
static int chip_room(const struct view *view, int width, bool bare)
{
	return width - 2 * chip_pad(view, bare) - box_side(view, bare) - kit_px(view, view->small ? 4 : bare ? 10 : 14) - (bare ? 0 : kit_px(view, ICON + 20));
}

static bool chip_fits(const struct view *view, const struct text_style *least, int width, int height, struct str words)
{
	struct text_style style = *least;

	style.least_px = 0;
	return kit_words_fit(view, &style, width, words) && text_measure(view->metrics, &style, width, words).height <= height;
}

/* Without their icons where words need the room: all of them or none. */
static bool chips_are_bare(const struct view *view, struct rect chip)
{
	const struct survey *survey = rating_survey(view);
	struct text_style style = chip_style(view);

	style.size_px = style.least_px;
	for (size_t i = 0; i < survey->reason_count; i++)
		if (!chip_fits(view, &style, chip_room(view, chip.width - kit_px(view, 8), false), chip.height - kit_px(view, 12),
			    kit_label(view, &survey->reasons[i].label)))
			return true;
	return view->small || chip.height < kit_px(view, ICON_LEAST);
}

static void draw_chip(struct draw_list *list, const struct view *view, struct rect box, size_t index, bool bare)
{
	const struct reason *reason = &rating_survey(view)->reasons[index];
	bool chosen = view->visit->reasons >> index & 1;
	struct intent intent = {INTENT_REASON, (int)index};
	struct str name = str_format(list->arena, "reason " STR_FMT, STR_ARG(reason->id));
	struct rect face = rating_button(list, view, box, chosen ? LOOK_CHOSEN : LOOK_PLAIN, intent, name), rest = face, at;
	struct text_style style = chip_style(view);
	int icon = kit_px(view, ICON), side = box_side(view, bare), pad = chip_pad(view, bare);

	rest = (struct rect){face.x + pad, face.y, face.width - 2 * pad, face.height};
	if (!bare) {
		at = rect_cut_left(&rest, icon);
		at = (struct rect){at.x, at.y + (at.height - icon) / 2, icon, icon};
		kit_icon(list, view, reason->icon, kit_place(view, face, at), chosen ? ROLE_ACCENT : ROLE_INK2, ROLE_BTN);
		rect_cut_left(&rest, kit_px(view, 20));
	}
	at = rect_cut_right(&rest, side);
	at = (struct rect){at.x, at.y + (at.height - side) / 2, side, side};
	if (bare && view->language == LANGUAGE_EN)
		style.spacing_em = TIGHT_EM;
	draw_box(list, view, kit_place(view, face, at), chosen);
	rest.width = chip_room(view, face.width, bare);
	rating_text(list, view, &style, kit_place(view, face, rest), kit_label(view, &reason->label));
}

static int64_t rating_reasons_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct survey *survey = rating_survey(view);
	int gap = rating_gap(view, CHIP_GAP);
	int columns = (box.width + gap) / kit_px(view, CHIP_LEAST_WIDTH + CHIP_GAP), rows;
	bool bare;

	(void)self;
	if (!survey || !view->visit || survey->reason_count == 0)
		return WIDGET_FOREVER;
	if (columns < 1)
		columns = 1;
	if (columns > 4)
		columns = 4;
	rows = ((int)survey->reason_count + columns - 1) / columns;
	bare = chips_are_bare(view, (struct rect){0, 0, (box.width + gap) / columns - gap, (box.height + gap) / rows - gap});
	for (int i = 0; i < (int)survey->reason_count; i++) {
		struct rect chip = {
			box.x + i % columns * (box.width + gap) / columns,
			box.y + i / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};

		draw_chip(list, view, kit_place(view, box, chip), (size_t)i, bare);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_reasons = {
	.name = "rating_reasons",
	.help = "reasons to choose from, several or none",
	.draw = rating_reasons_draw,
};
