#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/rating.h"

/* One further question a screen: five levels, a choice, or a number of stars. Nobody has to answer it. */

enum { CHOICE_GAP = 20, CHOICE_LEAST_WIDTH = 480, ROW_LEAST = 80, ICON_ROW = 100 };

static const struct further *further_now(const struct view *view)
{
	const struct survey *survey = rating_survey(view);

	return survey && view->visit && view->visit->further < survey->further_count
		       ? &survey->further[view->visit->further]
		       : NULL;
}

static int64_t rating_further_title_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct further *further = further_now(view);
	struct text_style title = rating_title(view, 76, 44),
			  hint = rating_style(view, 40, 30, TEXT_REGULAR, ROLE_INK2);

	(void)self;
	if (!further)
		return WIDGET_FOREVER;
	title.lines_max = view->portrait ? 3 : 2;
	title.vertical = VERTICAL_TOP;
	hint.lines_max = 2;
	rating_text(list, view, &hint, rect_cut_bottom(&box, kit_px(view, 64)), kit_word(view, "further_hint"));
	rating_text(list, view, &title, box, kit_label(view, &further->text));
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_further_title = {
	.name = "rating_further_title",
	.help = "a further question",
	.draw = rating_further_title_draw,
};

static bool is_chosen(const struct view *view, int answer)
{
	return view->visit->further_answers[view->visit->further] == answer;
}

static struct rect draw_answer(struct draw_list *list, const struct view *view, struct rect box, int answer)
{
	struct intent intent = {INTENT_FURTHER, answer};
	enum rating_look look = is_chosen(view, answer) && !rating_survey(view)->neutral ? LOOK_CHOSEN : LOOK_PLAIN;

	return rating_button(list, view, box, look, intent, str_format(list->arena, "answer %d", answer));
}

/* The best of the levels stands where one begins to read, as on the question itself; stars grow. */
static int answer_at(const struct further *further, int place)
{
	return further->kind == FURTHER_LEVELS ? LEVEL_BEST - place : place + 1;
}

static void draw_level(struct draw_list *list, const struct view *view, struct rect face, int level, bool upright)
{
	struct text_style style = rating_needed(view, 40, 28, TEXT_BOLD, ROLE_BTN_INK);
	struct str words = kit_label(view, &rating_survey(view)->levels[level]);
	int pad = kit_px(view, face.height < kit_px(view, ICON_ROW) ? 8 : 14);
	int side = upright ? face.height * 45 / 100 : face.height - 2 * kit_px(view, 14);
	struct rect whole = face, at = {face.x + (upright ? (face.width - side) / 2 : pad), face.y + pad, side, side};

	kit_icon(list, view, rating_face(level), upright ? at : kit_place(view, face, at), rating_role(level),
		ROLE_FACE);
	if (upright)
		rect_cut_top(&face, side + 2 * pad);
	else
		rect_cut_left(&face, side + 3 * pad);
	style.align = upright ? ALIGN_CENTER : ALIGN_START;
	style.lines_max = 2;
	style.line_factor = rating_lines(view, TEXT_BOLD);
	face = rect_inset(face, kit_px(view, view->small ? 2 : 6));
	rating_text(list, view, &style, upright ? face : kit_place(view, whole, face), words);
}

/* The number and a star: not the colour alone, and as many as there are stars. */
static void draw_star(struct draw_list *list, const struct view *view, struct rect face, int stars)
{
	struct text_style style = kit_digits(view, rating_needed(view, 64, 44, TEXT_BOLD, ROLE_BTN_INK));
	int side = (face.width < face.height ? face.width : face.height) * 45 / 100;
	struct rect icon = {face.x + (face.width - side) / 2, face.y + face.height / 2 - side, side, side};

	if (icon.y < face.y + kit_px(view, 8))
		icon.y = face.y + kit_px(view, 8);
	kit_icon(list, view, STR("star"), icon, ROLE_ACCENT, ROLE_BTN);
	rect_cut_top(&face, icon.y + side - face.y);
	style.align = ALIGN_CENTER;
	rating_text(list, view, &style, face, str_format(list->arena, "%d", stars));
}

static void draw_choice(
	struct draw_list *list, const struct view *view, struct rect face, const struct further_choice *choice)
{
	struct text_style style = rating_needed(view, 52, 34, TEXT_BOLD, ROLE_BTN_INK);

	style.align = ALIGN_CENTER;
	style.lines_max = 3;
	rating_text(list, view, &style, rect_inset(face, kit_px(view, 20)), kit_label(view, &choice->label));
}

static int columns_of(const struct view *view, const struct further *further, struct rect box)
{
	int count = further_answers(further), least = kit_px(view, CHOICE_LEAST_WIDTH), columns;

	if (further->kind == FURTHER_STARS)
		return view->portrait && count > 5 ? (count + 1) / 2 : count;
	if (further->kind == FURTHER_LEVELS)
		return !view->portrait ? count : box.height / count > kit_px(view, ROW_LEAST + CHOICE_GAP) ? 1 : 2;
	columns = view->portrait ? 1 : box.width / least;
	if (columns < 1)
		columns = 1;
	return count <= columns ? count : count == 4 ? 2 : columns;
}

static int64_t rating_further_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct further *further = further_now(view);
	int gap = rating_gap(view, CHOICE_GAP), columns, rows, count;

	(void)self;
	if (!further)
		return WIDGET_FOREVER;
	count = further_answers(further);
	columns = columns_of(view, further, box);
	rows = (count + columns - 1) / columns;
	for (int i = 0; i < count; i++) {
		struct rect at = {
			box.x + i % columns * (box.width + gap) / columns,
			box.y + i / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};
		int answer = answer_at(further, i);
		struct rect face = draw_answer(list, view, kit_place(view, box, at), answer);

		if (further->kind == FURTHER_LEVELS)
			draw_level(list, view, face, answer, columns > 2);
		else if (further->kind == FURTHER_STARS)
			draw_star(list, view, face, answer);
		else
			draw_choice(list, view, face, &further->choices[answer - 1]);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_further = {
	.name = "rating_further",
	.help = "the answers to a further question",
	.draw = rating_further_draw,
};
