#include "kiosk/widget/rating.h"

/* The first screen: what this is, what is kept, and four languages, each in its own script. */

enum { BUTTON_GAP = 24 };

enum { PROMISES = 3, ROUNDEL = 400, ROUNDEL_LEAST = 160, ROUNDEL_WANTED = 240, CHECK = 40, PARTS = 2 + PROMISES };

/* What stands under the other, each as high as its words are. */
struct welcome_part {
	const char *key;
	struct text_style style;
	bool promise;
	int height, after;
};

static int promise_inset(const struct view *view)
{
	return kit_px(view, CHECK + 20);
}

/* Their height altogether. */
static int measure_parts(const struct view *view, int width, struct welcome_part parts[PARTS])
{
	int sum = 0;

	for (int i = 0; i < PARTS; i++) {
		int room = width - (parts[i].promise ? promise_inset(view) : 0);

		parts[i].height = text_measure(view->metrics, &parts[i].style, room, kit_word(view, parts[i].key)).height;
		sum += parts[i].height + parts[i].after;
	}
	return sum;
}

static void make_parts(const struct view *view, int width, int height, struct welcome_part parts[PARTS])
{
	static const char *const keys[PARTS] = {"welcome_title", "welcome_how", "voluntary", "anonymous_notice", "what_is_kept"};

	for (int i = 0; i < PARTS; i++) {
		parts[i] = (struct welcome_part){.key = keys[i], .promise = i >= 2, .after = kit_px(view, i < 2 ? 16 : 12)};
		parts[i].style = i == 0	  ? rating_title(view, 92, 56)
				 : i == 1 ? rating_style(view, 52, 36, TEXT_REGULAR, ROLE_INK2)
					  : rating_style(view, 40, 30, TEXT_REGULAR, ROLE_INK2);
		parts[i].style.lines_max = i < 2 ? 2 : 3;
	}
	while (measure_parts(view, width, parts) > height) {
		struct text_style *most = &parts[0].style;

		for (int i = 1; i < PARTS; i++)
			if (parts[i].style.size_px * most->least_px > most->size_px * parts[i].style.least_px)
				most = &parts[i].style;
		if (most->size_px <= most->least_px)
			break;
		most->size_px--;
	}
}

static void draw_part(struct draw_list *list, const struct view *view, struct rect box, const struct welcome_part *part)
{
	int side = kit_px(view, CHECK);
	struct rect icon = {box.x, box.y, side, side}, words = box;

	if (part->promise) {
		rect_cut_left(&words, promise_inset(view));
		icon.y += (part->height < 2 * side ? part->height - side : part->style.size_px - side / 2) / 2;
		kit_icon(list, view, STR("check"), kit_place(view, box, icon), ROLE_OKAY, ROLE_BG);
	}
	text_paragraph(list, view->metrics, &part->style, kit_place(view, box, words), kit_word(view, part->key));
}

/* The roundel takes the room that words leave. */
static struct rect cut_roundel(const struct view *view, struct rect *box, int words_height)
{
	int side = kit_px(view, ROUNDEL);
	struct rect round;

	if (!view->portrait) {
		side = side < box->height ? side : box->height;
		round = rect_cut_right(box, side * 740 / 700 + kit_px(view, 24));
		return (struct rect){round.x + round.width - side * 740 / 700, round.y + (round.height - side) / 2, side * 740 / 700, side};
	}
	if (side > box->height - words_height - kit_px(view, 24))
		side = box->height - words_height - kit_px(view, 24);
	if (side < kit_px(view, ROUNDEL_LEAST))
		return (struct rect){0};
	round = rect_cut_top(box, side + kit_px(view, 24));
	return (struct rect){round.x + (round.width - side * 740 / 700) / 2, round.y, side * 740 / 700, side};
}

static int64_t rating_welcome_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct welcome_part parts[PARTS];
	struct rect whole = box, round;

	(void)self;
	if (view->portrait) {
		make_parts(view, box.width, box.height - kit_px(view, view->small ? 0 : ROUNDEL_WANTED + 24), parts);
		round = cut_roundel(view, &box, measure_parts(view, box.width, parts));
	} else {
		round = cut_roundel(view, &box, 0);
		make_parts(view, box.width, box.height, parts);
	}
	if (!rect_is_empty(round))
		rating_roundel(list, view, kit_place(view, whole, round));
	for (int i = 0; i < PARTS; i++) {
		draw_part(list, view, kit_place(view, whole, rect_cut_top(&box, parts[i].height)), &parts[i]);
		rect_cut_top(&box, parts[i].after);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_welcome = {
	.name = "rating_welcome",
	.help = "what rating is, and what is kept",
	.draw = rating_welcome_draw,
};

static void draw_language(struct draw_list *list, const struct view *view, struct rect box, enum language language)
{
	static const char *const keys[] = {"lang_name_zh", "lang_name_ug", "lang_name_kk", "lang_name_en"};
	struct view own = *view;
	struct intent intent = {INTENT_LANGUAGE, (int)language};
	struct str code = str_format(list->arena, "language " STR_FMT, STR_ARG(language_code(language)));
	struct rect face = rect_inset(rating_button(list, view, box, LOOK_PLAIN, intent, code), kit_px(view, 16));
	struct text_style name, begin;

	own.language = language;
	name = rating_needed(&own, 64, 44, TEXT_BOLD, ROLE_BTN_INK);
	begin = rating_style(&own, 36, 28, TEXT_REGULAR, ROLE_INK2);
	name.align = begin.align = ALIGN_CENTER;
	begin.lines_max = 2;
	rating_text(list, view, &name, rect_cut_top(&face, face.height * (view->small ? 42 : 55) / 100), words_find(view->words, language, str_from(keys[language])));
	rating_text(list, view, &begin, face, words_find(view->words, language, STR("start_here")));
}

/* Never mirrored: each language has its place on every screen. */
static int64_t rating_languages_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int gap = rating_gap(view, BUTTON_GAP), columns = view->portrait ? 2 : 4, rows = LANGUAGE_COUNT / columns;

	(void)self;
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct rect at = {
			box.x + language % columns * (box.width + gap) / columns,
			box.y + language / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};

		draw_language(list, view, at, (enum language)language);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_languages = {
	.name = "rating_languages",
	.help = "four large buttons to begin in a language",
	.draw = rating_languages_draw,
};
