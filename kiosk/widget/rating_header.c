#include "kiosk/widget/rating.h"

/* Which hall this is, and how far the visit has come, over the double rule. */

enum { RULE_THICK = 6, RULE_GAP = 4, RULE_THIN = 2, STEPS_WIDE = 288, STEPS_UPRIGHT = 156 };

static bool has_services(const struct view *view, const struct survey *survey)
{
	uint32_t open = survey_open_services(survey, view->local);

	return !view->visit->service_fixed && (open & (open - 1)) != 0;
}

/* As many as this visit may have: further screens depend on the answer, and none is promised that does not come. */
static int step_count(const struct view *view, const struct survey *survey)
{
	const struct visit *visit = view->visit;
	int count = has_services(view, survey) + 1;

	if (visit->level == 0 || visit->place == VISIT_QUESTION)
		return count + (survey->reason_count > 0 && survey->reasons_up_to > 0);
	count += visit_asks_reasons(visit, survey);
	for (size_t i = 0; i < survey->further_count; i++)
		count += visit_asks(survey, visit->level, survey->further[i].up_to);
	return count;
}

static int step_now(const struct view *view, const struct survey *survey, int count)
{
	const struct visit *visit = view->visit;
	int step = has_services(view, survey) + 1;

	switch (visit->place) {
	case VISIT_SERVICE:
		return 1;
	case VISIT_QUESTION:
		return step;
	case VISIT_REASONS:
		return step + 1;
	case VISIT_FURTHER:
		step += 1 + visit_asks_reasons(visit, survey);
		for (size_t i = 0; i < visit->further; i++)
			step += visit_asks(survey, visit->level, survey->further[i].up_to);
		return step;
	default:
		return count;
	}
}

static void draw_steps(struct draw_list *list, const struct view *view, struct rect box, int step, int count)
{
	int height = kit_px(view, 14), gap = kit_px(view, 8);
	int width = kit_px(view, view->portrait ? STEPS_UPRIGHT : STEPS_WIDE) / (count < 3 ? 3 : count) - gap;
	struct rect row = {box.x + box.width - count * width - (count - 1) * gap, box.y + (box.height - height) / 2, width, height};
	char digits[2][4] = {{(char)('0' + step)}, {(char)('0' + count)}};
	struct words_value values[] = {{"n", str_from(digits[0]), false}, {"total", str_from(digits[1]), false}};
	struct text_style style = rating_style(view, 36, 28, TEXT_REGULAR, ROLE_INK2);
	struct rect words = {box.x, box.y, row.x - kit_px(view, 20) - box.x, box.height};

	for (int i = 0; i < count; i++) {
		struct rect at = row;

		at.x += i * (width + gap);
		at = kit_place(view, box, at);
		if (i < step)
			draw_rounded(list, at, (float)height / 2, view->theme->color[ROLE_RULE]);
		else
			draw_frame(list, at, (float)height / 2, (float)kit_px(view, 2), view->theme->color[ROLE_LINE]);
	}
	style.align = ALIGN_END;
	style.strong_color = view->theme->color[ROLE_INK];
	rating_text(list, view, &style, kit_place(view, box, words), kit_words(list, view, "step_of", values, 2));
}

static void draw_submitted(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style style = rating_style(view, 40, 32, TEXT_REGULAR, ROLE_INK2);
	struct str words = kit_word(view, "submitted");
	int side = kit_px(view, 44), gap = kit_px(view, 16);
	int width = text_measure(view->metrics, &style, box.width - side - gap, words).width + 1;
	struct rect icon = {box.x + box.width - width - gap - side, box.y + (box.height - side) / 2, side, side};
	struct rect text = {box.x + box.width - width, box.y, width, box.height};

	kit_icon(list, view, STR("st-done"), kit_place(view, box, icon), ROLE_OKAY, ROLE_BG);
	rating_text(list, view, &style, kit_place(view, box, text), words);
}

static void draw_hall(struct draw_list *list, const struct view *view, struct rect box)
{
	const struct area *area = kit_area(view, view->area);
	struct text_style style = rating_style(view, 40, 32, TEXT_REGULAR, ROLE_INK2);
	int side = kit_px(view, 60);
	struct rect icon = {box.x, box.y + (box.height - side) / 2, side, side};
	struct rect name = box;

	rect_cut_left(&name, side + kit_px(view, 20));
	kit_icon(list, view, STR("mark"), kit_place(view, box, icon), ROLE_INK, ROLE_BG);
	if (area)
		rating_text(list, view, &style, kit_place(view, box, name), kit_label(view, &area->name));
}

static void draw_rule(struct draw_list *list, const struct view *view, struct rect box)
{
	struct rect thick = rect_cut_top(&box, kit_px(view, RULE_THICK));

	rect_cut_top(&box, kit_px(view, RULE_GAP));
	draw_fill(list, thick, view->theme->color[ROLE_RULE]);
	draw_fill(list, rect_cut_top(&box, kit_px(view, RULE_THIN)), view->theme->color[ROLE_RULE2]);
}

static int64_t rating_header_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct survey *survey = rating_survey(view);
	struct rect rule = rect_cut_bottom(&box, kit_px(view, RULE_THICK + RULE_GAP + RULE_THIN));
	struct rect hall, state;

	(void)self;
	rect_cut_bottom(&box, kit_px(view, 6));
	state = hall = box;
	hall.width = box.width * (view->portrait ? 48 : 55) / 100;
	rect_cut_left(&state, hall.width);
	draw_rule(list, view, rule);
	draw_hall(list, view, kit_place(view, box, hall));
	state = kit_place(view, box, state);
	if (!survey || !view->visit || view->visit->place == VISIT_ATTRACT || view->visit->place == VISIT_SORRY ||
		view->visit->place == VISIT_CALM)
		return WIDGET_FOREVER;
	if (view->visit->place == VISIT_THANKS)
		draw_submitted(list, view, state);
	else
		draw_steps(list, view, state, step_now(view, survey, step_count(view, survey)), step_count(view, survey));
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_header = {
	.name = "rating_header",
	.help = "the hall's name and the step of the visit",
	.draw = rating_header_draw,
};
