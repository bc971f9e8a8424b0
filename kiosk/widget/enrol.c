#include "kiosk/visit/enrol_page.h"

#include "kiosk/widget/staff.h"

/* The first picture of a new screen: a code of ten characters, and the keys to type it with, in four languages. */

enum { MARGIN = 96, MARGIN_UPRIGHT = 56, HEADER = 104, LANGUAGES = 860, GAP = 20, COLUMNS = 6, ROWS = ENROL_ALPHABET / COLUMNS };

_Static_assert(COLUMNS * ROWS == ENROL_ALPHABET, "the keys are a rectangle");

static const struct intent languages = {INTENT_ENROL, ENROL_LANGUAGE};

/* One face and one direction in every language: a code reads from the left. */
static void draw_letter(struct draw_list *list, const struct view *view, struct rect box, struct text_style *style, char letter)
{
	style->align = ALIGN_CENTER;
	style->language = LANGUAGE_ZH;
	text_paragraph(list, view->metrics, style, box, str_copy(list->arena, (struct str){&letter, 1}));
}

static void draw_key(struct draw_list *list, const struct view *view, struct rect box, int at)
{
	struct text_style style = rating_style(view, 60, 40, TEXT_BOLD, ROLE_BTN_INK);
	struct intent intent = {INTENT_ENROL, at};
	struct rect face = rating_button(list, view, box, LOOK_PLAIN, intent, str_part(str_from(enrol_alphabet), (size_t)at, 1));

	draw_letter(list, view, face, &style, enrol_alphabet[at]);
}

static void draw_erase(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style style = rating_style(view, 44, 26, TEXT_REGULAR, ROLE_BTN_INK);
	struct rect face = rating_button(list, view, box, LOOK_PLAIN, (struct intent){INTENT_ENROL, ENROL_ERASE}, STR("staff_erase"));

	style.align = ALIGN_CENTER;
	text_paragraph(list, view->metrics, &style, face, staff_word(view, "staff_erase"));
}

static void draw_keys(struct draw_list *list, const struct view *view, struct rect box)
{
	int gap = kit_px(view, GAP), width = (box.width - (COLUMNS - 1) * gap) / COLUMNS, height = (box.height - ROWS * gap) / (ROWS + 1);
	struct rect last = {box.x + 3 * (width + gap), box.y + ROWS * (height + gap), 3 * width + 2 * gap, height};

	for (int i = 0; i < ENROL_ALPHABET; i++)
		draw_key(list, view, (struct rect){box.x + i % COLUMNS * (width + gap), box.y + i / COLUMNS * (height + gap), width, height}, i);
	draw_erase(list, view, last);
}

/* A box for each character, in two halves as the code is written. */
static void draw_boxes(struct draw_list *list, const struct view *view, struct rect box)
{
	const struct enrol_page *page = view->enrol;
	int gap = kit_px(view, 10), between = kit_px(view, 34), width = (box.width - 8 * gap - between) / ENROL_CODE_DIGITS;
	int height = width * 4 / 3 < box.height ? width * 4 / 3 : box.height;
	struct text_style style = rating_style(view, 56, 36, TEXT_BOLD, ROLE_INK);

	for (int i = 0; i < ENROL_CODE_DIGITS; i++) {
		struct rect at = {box.x + i * (width + gap) + (i >= ENROL_CODE_DIGITS / 2 ? between - gap : 0), box.y, width, height};
		bool next = i == page->count;

		draw_frame(list, at, (float)kit_px(view, 12), (float)kit_px(view, next ? 5 : 3), view->theme->color[next ? ROLE_INK : ROLE_INK3]);
		if (i < page->count)
			draw_letter(list, view, at, &style, page->typed[i]);
	}
}

static void draw_said(struct draw_list *list, const struct view *view, struct rect box)
{
	static const char *const keys[] = {[ENROLLING_SENT] = "enrol_sent", [ENROLLING_AWAY] = "enrol_away", [ENROLLING_WRONG] = "enrol_wrong",
		[ENROLLING_PACED] = "enrol_paced", [ENROLLING_FAILED] = "enrol_failed", [ENROLLING_DONE] = "enrol_done"};
	enum enrolling_state state = view->enrol->state;
	bool well = state == ENROLLING_SENT || state == ENROLLING_DONE;
	struct text_style style = rating_style(view, 44, 28, TEXT_BOLD, well ? ROLE_OKAY : ROLE_CINNABAR);

	style.lines_max = 3;
	if (state != ENROLLING_ASKS)
		text_paragraph(list, view->metrics, &style, box, staff_word(view, keys[state]));
}

static void draw_header(struct draw_list *list, const struct view *view, struct rect *box)
{
	struct text_style title = rating_style(view, 64, 36, TEXT_TITLE, ROLE_INK);
	struct rect head = rect_cut_top(box, kit_px(view, HEADER));

	if (view->portrait) {
		rect_cut_top(box, kit_px(view, 2 * GAP));
		staff_draw_languages(list, view, rect_cut_top(box, kit_px(view, HEADER)), languages);
	} else {
		staff_draw_languages(list, view, kit_cut_end(view, &head, kit_px(view, LANGUAGES)), languages);
		kit_cut_end(view, &head, kit_px(view, GAP));
	}
	text_paragraph(list, view->metrics, &title, head, staff_word(view, "enrol_title"));
	rect_cut_top(box, kit_px(view, 2 * GAP));
}

static int64_t enrol_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style ask = rating_style(view, 64, 40, TEXT_TITLE, ROLE_INK), help = rating_style(view, 40, 28, TEXT_REGULAR, ROLE_INK2);
	struct rect keys;

	(void)self;
	if (!view->enrol)
		return WIDGET_FOREVER;
	box = rect_inset(box, kit_px(view, view->portrait ? MARGIN_UPRIGHT : MARGIN));
	draw_header(list, view, &box);
	keys = view->portrait ? rect_cut_bottom(&box, box.height * 55 / 100) : kit_cut_end(view, &box, kit_px(view, LANGUAGES));
	if (!view->portrait)
		kit_cut_end(view, &box, kit_px(view, MARGIN));
	ask.lines_max = 2;
	help.lines_max = 3;
	text_paragraph(list, view->metrics, &ask, rect_cut_top(&box, kit_px(view, 150)), staff_word(view, "enrol_ask"));
	text_paragraph(list, view->metrics, &help, rect_cut_top(&box, kit_px(view, 150)), staff_word(view, "enrol_help"));
	rect_cut_top(&box, kit_px(view, GAP));
	draw_boxes(list, view, rect_cut_top(&box, kit_px(view, 160)));
	draw_said(list, view, box);
	draw_keys(list, view, keys);
	return WIDGET_FOREVER;
}

const struct widget_class widget_enrol = {
	.name = "enrol",
	.help = "the code that makes a new screen known to its centre; shown by itself",
	.draw = enrol_draw,
};
