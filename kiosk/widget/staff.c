#include "kiosk/widget/staff.h"

/* What staff see behind the door: a header with their languages and the way out, a page under it, and what was said last. */

enum { MARGIN = 96, MARGIN_UPRIGHT = 56, HEADER = 104, GAP = 20, LINE = 72 };

static const struct intent languages = {INTENT_STAFF, DOOR_ACT(DOOR_LANGUAGE, 0)};

struct str staff_word(const struct view *view, const char *key)
{
	return words_find(view->words, view->language, str_from(key));
}

void staff_button(struct draw_list *list, const struct view *view, struct rect box, enum rating_look look, const char *key,
	enum door_act act, int number)
{
	enum theme_role role = look == LOOK_PRIMARY ? ROLE_ON_ACCENT : look == LOOK_INVERTED ? ROLE_BG : ROLE_BTN_INK;
	struct text_style style = rating_style(view, 44, 26, look == LOOK_PLAIN ? TEXT_REGULAR : TEXT_BOLD, role);
	struct intent intent = {INTENT_STAFF, DOOR_ACT(act, number)};
	struct rect face = rating_button(list, view, box, look, intent, str_from(key));

	style.align = ALIGN_CENTER;
	style.lines_max = 2;
	style.line_factor = 1.3f;
	text_paragraph(list, view->metrics, &style, rect_inset(face, kit_px(view, 14)), staff_word(view, key));
}

/* Their own languages never mirror, as on the rating screens. */
void staff_draw_languages(struct draw_list *list, const struct view *view, struct rect box, struct intent first)
{
	static const char *const keys[] = {"lang_name_zh", "lang_name_ug", "lang_name_kk", "lang_name_en"};
	int gap = kit_px(view, GAP);

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		bool chosen = language == (int)view->language;
		int width = (box.width - (LANGUAGE_COUNT - 1) * gap) / LANGUAGE_COUNT;
		struct rect at = {box.x + language * (width + gap), box.y, width, box.height};
		struct text_style style = rating_style(view, 36, 26, chosen ? TEXT_BOLD : TEXT_REGULAR, chosen ? ROLE_BG : ROLE_BTN_INK);
		struct intent intent = {first.kind, first.argument + language};
		struct rect face = rating_button(list, view, at, chosen ? LOOK_INVERTED : LOOK_PLAIN, intent, str_from(keys[language]));

		style.language = (enum language)language;
		style.align = ALIGN_CENTER;
		text_paragraph(list, view->metrics, &style, face, words_find(view->words, (enum language)language, str_from(keys[language])));
	}
}

static const char *title_of(enum door_place place)
{
	static const char *const keys[DOOR_PLACE_COUNT] = {
		[DOOR_STATUS] = "staff_status", [DOOR_NOTICES] = "staff_notices", [DOOR_TOUCH] = "staff_touch_test"};

	return keys[place] ? keys[place] : "staff_title";
}

static void draw_header(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style title = rating_style(view, 64, 36, TEXT_TITLE, ROLE_INK);
	bool inside = view->door->place > DOOR_MENU;
	struct rect way_out = kit_cut_end(view, &box, kit_px(view, 240));

	if (inside)
		staff_button(list, view, way_out, LOOK_PLAIN, "back", DOOR_BACK, 0);
	else
		staff_button(list, view, way_out, LOOK_PLAIN, "staff_leave", DOOR_LEAVE, 0);
	if (!view->portrait) {
		kit_cut_end(view, &box, kit_px(view, 2 * GAP));
		staff_draw_languages(list, view, kit_cut_end(view, &box, kit_px(view, 860)), languages);
		kit_cut_end(view, &box, kit_px(view, GAP));
	}
	text_paragraph(list, view->metrics, &title, box, staff_word(view, title_of(view->door->place)));
}

/* Minutes until codes are taken again; 0: they are. */
static int minutes_locked(const struct view *view)
{
	int64_t left_ms = view->staff->locked_until_ms - view->now_ms;

	return left_ms > 0 ? (int)((left_ms + 59999) / 60000) : 0;
}

static void draw_said(struct draw_list *list, const struct view *view, struct rect box)
{
	static const char *const keys[SAID_COUNT] = {[SAID_WRONG] = "staff_code_wrong", [SAID_USED] = "staff_code_used",
		[SAID_PICTURE] = "staff_said_picture", [SAID_NO_STICK] = "staff_said_no_stick", [SAID_NOT_WRITTEN] = "staff_said_not_written",
		[SAID_NOTICE_UP] = "staff_said_notice_up", [SAID_NOTICE_OFF] = "staff_said_notice_off"};
	bool bad = view->door->said < SAID_PICTURE || view->door->said == SAID_NO_STICK || view->door->said == SAID_NOT_WRITTEN;
	struct text_style style = rating_style(view, 44, 28, TEXT_BOLD, bad ? ROLE_CINNABAR : ROLE_OKAY);
	char digits[12];
	struct words_value minutes = {"m", {digits, 0}, false};

	style.align = view->door->place == DOOR_CODE ? ALIGN_START : ALIGN_CENTER;
	style.lines_max = 3;
	if (view->door->place == DOOR_CODE && minutes_locked(view)) {
		minutes.text.length = (size_t)snprintf(digits, sizeof(digits), "%d", minutes_locked(view));
		text_paragraph(list, view->metrics, &style, box,
			words_format(list->arena, view->words, view->language, STR("staff_locked"), &minutes, 1));
	} else if (keys[view->door->said]) {
		text_paragraph(list, view->metrics, &style, box, staff_word(view, keys[view->door->said]));
	}
}

/* Dots for the digits that are there, rings for those to come. */
static void draw_dots(struct draw_list *list, const struct view *view, struct rect box)
{
	int side = kit_px(view, 34), gap = kit_px(view, 22);

	for (int i = 0; i < DOOR_CODE_DIGITS; i++) {
		struct rect dot = {box.x + i * (side + gap) + (i >= DOOR_CODE_DIGITS / 2 ? gap : 0), box.y + (box.height - side) / 2, side, side};

		dot = kit_place(view, box, dot);
		if (i < view->door->digit_count)
			draw_rounded(list, dot, (float)side / 2, view->theme->color[ROLE_INK]);
		else
			draw_frame(list, dot, (float)side / 2, (float)kit_px(view, 4), view->theme->color[ROLE_INK3]);
	}
}

static void draw_key(struct draw_list *list, const struct view *view, struct rect box, int digit)
{
	struct text_style style = rating_style(view, 72, 40, TEXT_BOLD, ROLE_BTN_INK);
	struct intent intent = {INTENT_STAFF, DOOR_ACT(DOOR_DIGIT, digit)};
	struct str name = str_format(list->arena, "%d", digit);
	struct rect face = rating_button(list, view, box, LOOK_PLAIN, intent, name);

	style.align = ALIGN_CENTER;
	style.language = LANGUAGE_ZH; /* digits of one face everywhere */
	text_paragraph(list, view->metrics, &style, face, name);
}

/* As on a telephone, in every language. */
static void draw_keys(struct draw_list *list, const struct view *view, struct rect box)
{
	int gap = kit_px(view, GAP), width = (box.width - 2 * gap) / 3, height = (box.height - 3 * gap) / 4;

	for (int i = 0; i < 12; i++) {
		struct rect at = {box.x + i % 3 * (width + gap), box.y + i / 3 * (height + gap), width, height};

		if (i < 9)
			draw_key(list, view, at, i + 1);
		else if (i == 10)
			draw_key(list, view, at, 0);
		else if (i == 11)
			staff_button(list, view, at, LOOK_PLAIN, "staff_erase", DOOR_ERASE, 0);
	}
}

void staff_draw_code(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style ask = rating_style(view, 72, 40, TEXT_TITLE, ROLE_INK), help = rating_style(view, 40, 28, TEXT_REGULAR, ROLE_INK2);
	struct rect keys = view->portrait ? rect_cut_bottom(&box, box.height * 6 / 10) : kit_cut_end(view, &box, box.width * 45 / 100);

	ask.lines_max = help.lines_max = 2;
	if (!view->portrait)
		kit_cut_end(view, &box, kit_px(view, MARGIN));
	text_paragraph(list, view->metrics, &ask, rect_cut_top(&box, kit_px(view, 200)), staff_word(view, "staff_code_ask"));
	text_paragraph(list, view->metrics, &help, rect_cut_top(&box, kit_px(view, 130)), staff_word(view, "staff_code_help"));
	draw_dots(list, view, rect_cut_top(&box, kit_px(view, 120)));
	draw_said(list, view, rect_cut_top(&box, kit_px(view, 200)));
	draw_keys(list, view, keys);
}

void staff_draw_menu(struct draw_list *list, const struct view *view, struct rect box)
{
	static const struct {
		const char *key;
		enum door_act act;
		int number;
	} entries[] = {
		{"staff_status", DOOR_GO, DOOR_STATUS},
		{"staff_notices", DOOR_GO, DOOR_NOTICES},
		{"staff_testing_on", DOOR_TESTING, 0},
		{"staff_touch_test", DOOR_GO, DOOR_TOUCH},
		{"staff_color_test", DOOR_GO, DOOR_COLOR},
		{"staff_picture", DOOR_PICTURE, 0},
		{"staff_restart", DOOR_RESTART, 0},
	};
	int columns = view->portrait ? 1 : 2, count = sizeof(entries) / sizeof(entries[0]), rows = (count + columns - 1) / columns;
	int gap = kit_px(view, 2 * GAP), width, height;

	draw_said(list, view, rect_cut_bottom(&box, kit_px(view, LINE)));
	rect_cut_bottom(&box, gap);
	width = (box.width - (columns - 1) * gap) / columns;
	height = (box.height - (rows - 1) * gap) / rows;
	for (int i = 0; i < count; i++) {
		struct rect at = {box.x + i / rows * (width + gap), box.y + i % rows * (height + gap), width, height};
		bool testing = entries[i].act == DOOR_TESTING && view->door->testing_until_ms;

		staff_button(list, view, kit_place(view, box, at), testing ? LOOK_INVERTED : LOOK_PLAIN,
			testing ? "staff_testing_off" : entries[i].key, entries[i].act, entries[i].number);
	}
}

static int64_t staff_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int margin = kit_px(view, view->portrait ? MARGIN_UPRIGHT : MARGIN);

	(void)self;
	if (!view->door || !view->staff)
		return WIDGET_FOREVER;
	if (view->door->place == DOOR_COLOR) {
		staff_draw_color(list, view);
		return WIDGET_FOREVER;
	}
	if (view->door->place == DOOR_TOUCH) {
		staff_draw_touch(list, view);
		return WIDGET_FOREVER;
	}
	box = rect_inset(box, margin);
	draw_header(list, view, rect_cut_top(&box, kit_px(view, HEADER)));
	rect_cut_top(&box, kit_px(view, 2 * GAP));
	if (view->portrait) {
		staff_draw_languages(list, view, rect_cut_top(&box, kit_px(view, HEADER)), languages);
		rect_cut_top(&box, kit_px(view, 2 * GAP));
	}
	if (view->door->place == DOOR_STATUS)
		staff_draw_status(list, view, box);
	else if (view->door->place == DOOR_NOTICES)
		staff_draw_notices(list, view, box);
	else if (view->door->place == DOOR_MENU)
		staff_draw_menu(list, view, box);
	else
		staff_draw_code(list, view, box);
	return view->now_ms + 1000 - view->now_ms % 1000;
}

const struct widget_class widget_staff = {
	.name = "staff",
	.help = "what is behind the staff door; shown by itself",
	.draw = staff_draw,
};
