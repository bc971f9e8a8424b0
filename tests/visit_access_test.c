#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/file.h"
#include "tests/support/visits.h"

/*
 * Whether anybody can use the rating screens, measured on what is drawn: each thing that a resident may see, in each
 * language, theme, text size, position and on each screen. Every figure is a limit of the product, not a habit of the layout.
 */

/* Fonts: capitals of Latin letters and the face of Chinese characters, in em. Arabic script is set larger for the same legibility
   (kiosk/text), and counts as the Chinese of the size that was asked for. */
#define CAP_EM 0.733
#define FACE_EM 0.92
#define ARABIC_EM (0.92 / 1.2)
#define ARABIC_BOLD_EM (0.92 / 1.1)

#define NEEDED_MM 7.33 /* 0.7 degrees at 600 mm: text that one must read to rate */
#define FLOOR_MM 4.8   /* all other text at 600 mm, and the least at any distance */
#define ANSWER_MM 20.0 /* answers and what leads through the visit */
#define TARGET_MM 12.0 /* anything else */
#define APART_MM 3.0
#define LINE_EM 1.3
#define TEXT_CONTRAST 7.0
#define MARK_CONTRAST 3.0
#define REACH_MM 840.0 /* 380..1220 above the floor */
#define LOWER_MM 300.0 /* 800..1100 */
#define SLACK 0.02     /* of a figure: whole pixels */

static const struct visit_glass glasses[] = {
	{"10.1\"", 1280, 800, 217},
	{"10.1\" upright", 800, 1280, 136},
	{"21.5\"", 1920, 1080, 476},
	{"21.5\" upright", 1080, 1920, 268},
	{"32\"", 1920, 1080, 708},
	{"32\" upright", 1080, 1920, 398},
};

enum { GLASSES = sizeof(glasses) / sizeof(glasses[0]), TOLD_MOST = 60, SMALL_MM = 300 };

static const char *const themes[] = {"civic", "night", "contrast"};

/* What is looked at just now. */
struct look {
	const struct visits *visits;
	const struct visit_scene *scene;
	const struct visit_glass *glass;
	struct visit_manner manner;
	const char *theme;
	const struct draw_list *const *lists;
	size_t count;
	double px_per_mm, distance_mm;
};

static int faults, looked;

__attribute__((format(printf, 2, 3))) static void fault(const struct look *look, const char *format, ...)
{
	va_list arguments;

	if (faults++ >= TOLD_MOST)
		return;
	printf("%s, %s, %s, %s%s%s: ", look->scene->name, language_code(look->manner.language).bytes, look->theme,
		look->glass->name, look->manner.large ? ", large" : "", look->manner.lower ? ", lower" : "");
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

static bool at_least(double found, double limit)
{
	return found >= limit * (1 - SLACK);
}

static struct str widget_of(const struct look *look, size_t list)
{
	const struct layout_screen *shown = look->visits->kiosk.shown;

	return list >= 1 && list <= shown->box_count ? shown->boxes[list - 1].widget : STR("");
}

static bool is_over_all(const struct look *look, const struct draw_command *command)
{
	return command->kind == DRAW_FILL && command->bounds.width == look->glass->width &&
	       command->bounds.height == look->glass->height;
}

/* Where what is seen begins: the last thing that lies over the whole screen. */
static void find_top(const struct look *look, size_t *list, size_t *command)
{
	*list = *command = 0;
	for (size_t i = 0; i < look->count; i++)
		for (size_t j = 0; j < look->lists[i]->count; j++)
			if (is_over_all(look, &look->lists[i]->commands[j])) {
				*list = i;
				*command = j;
			}
}

static uint32_t blend(uint32_t under, uint32_t over)
{
	uint32_t alpha = over >> 24, mixed = 0xff000000;

	for (int shift = 0; shift < 24; shift += 8) {
		uint32_t a = over >> shift & 0xff, b = under >> shift & 0xff;

		mixed |= (a * alpha + b * (255 - alpha)) / 255 << shift;
	}
	return mixed;
}

/* The colour under a command at a point. */
static uint32_t ground_at(const struct look *look, size_t list, size_t command, struct point at)
{
	uint32_t color = 0xff000000;

	for (size_t i = 0; i <= list; i++)
		for (size_t j = 0; j < (i == list ? command : look->lists[i]->count); j++) {
			const struct draw_command *one = &look->lists[i]->commands[j];

			if (one->kind == DRAW_FILL && rect_contains(one->bounds, at))
				color = blend(color, one->ink.color);
		}
	return color;
}

/* ---- text ---- */

static double height_em(const struct draw_text *run)
{
	switch (run->face) {
	case FACE_ARABIC:
	case FACE_ARABIC_FALLBACK:
		return ARABIC_EM;
	case FACE_ARABIC_BOLD:
	case FACE_ARABIC_FALLBACK_BOLD:
		return ARABIC_BOLD_EM;
	default:
		break;
	}
	for (size_t i = 0; i < run->text.length; i++)
		if ((unsigned char)run->text.bytes[i] >= 0xe3 && (unsigned char)run->text.bytes[i] <= 0xe9)
			return FACE_EM;
	return CAP_EM;
}

/* Figures and signs stand among the words of their language and are as large. */
static bool is_alone(const struct look *look, const struct draw_text *run)
{
	for (size_t i = 0; i < run->text.length; i++)
		if (((unsigned char)run->text.bytes[i] >= 0xd8 && (unsigned char)run->text.bytes[i] != 0xe2) ||
			((run->text.bytes[i] | 32) >= 'a' && (run->text.bytes[i] | 32) <= 'z'))
			return true;
	return look->manner.language == LANGUAGE_EN;
}

/* Questions, answers and what leads on are set bold; what is set in the regular weight stands beside them. */
static bool is_needed(struct str widget, enum font_face face)
{
	static const char *const names[] = {"rating_question", "rating_levels", "rating_services", "rating_reasons",
		"rating_reasons_title", "rating_further", "rating_further_title", "rating_actions", "rating_languages",
		"rating_still"};

	if (face == FACE_SANS || face == FACE_ARABIC || face == FACE_ARABIC_FALLBACK)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_equal(widget, str_from(names[i])))
			return true;
	return false;
}

static void check_height(const struct look *look, struct str widget, const struct draw_text *run)
{
	double height_mm = run->size_px * height_em(run) / look->px_per_mm;
	bool needed = is_needed(widget, run->face);
	double limit_mm = (needed ? NEEDED_MM : FLOOR_MM) * look->distance_mm / 600;

	if (needed && limit_mm < FLOOR_MM)
		limit_mm = FLOOR_MM;
	if (is_alone(look, run) && !at_least(height_mm, limit_mm))
		fault(look, STR_FMT ": \"" STR_FMT "\" is %.2f mm high, expected %.2f", STR_ARG(widget), STR_ARG(run->text),
			height_mm, limit_mm);
}

/* The letters themselves, without room for marks. */
static struct rect letters(const struct draw_command *command)
{
	int height = (int)(command->text.size_px * height_em(&command->text));

	return (struct rect){command->bounds.x, command->text.baseline_y - height, command->bounds.width, height};
}

static void check_text(const struct look *look, size_t list, size_t index)
{
	const struct draw_command *command = &look->lists[list]->commands[index];
	struct rect box = letters(command), clip = command->clip;
	double worst = 21;

	check_height(look, widget_of(look, list), &command->text);
	if (str_ends(command->text.text, STR("…")) || str_ends(command->text.text, STR("...")))
		fault(look, STR_FMT ": \"" STR_FMT "\" is cut", STR_ARG(widget_of(look, list)), STR_ARG(command->text.text));
	if (box.y < clip.y || box.y + box.height > clip.y + clip.height)
		fault(look, STR_FMT ": \"" STR_FMT "\" stands out of its box", STR_ARG(widget_of(look, list)),
			STR_ARG(command->text.text));
	for (int i = 0; i < 3; i++) {
		struct point at = {box.x + (box.width - 1) * i / 2, box.y + box.height / 2};
		double contrast = theme_contrast(command->ink.color, ground_at(look, list, index, at));

		worst = contrast < worst ? contrast : worst;
	}
	if (worst < TEXT_CONTRAST)
		fault(look, STR_FMT ": \"" STR_FMT "\" has a contrast of %.1f, expected %.1f", STR_ARG(widget_of(look, list)),
			STR_ARG(command->text.text), worst, TEXT_CONTRAST);
}

/* All that is written on these screens, to know a word that is broken in two: lines are recorded without the space between. */
static char written[1 << 20];

static void read_written(void)
{
	static const char *const files[] = {"assets/words/ug.words", "assets/words/kk.words", "assets/words/en.words",
		"tests/data/survey_full.json", "tests/data/visit/areas.json", "tests/data/visit/replies.json"};
	size_t length = 0;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct arena arena;
		struct error error;
		struct str text;

		arena_init(&arena);
		assert_true(file_read(&arena, files[i], sizeof(written), &text, &error));
		assert_true(length + text.length < sizeof(written));
		memcpy(written + length, text.bytes, text.length);
		length += text.length;
		arena_finish(&arena);
	}
}

static bool breaks_word(const struct look *look, struct str before, struct str now)
{
	char word[256], words[256];
	size_t from = before.length, to = str_find(now, STR(" "));

	while (from > 0 && before.bytes[from - 1] != ' ')
		from--;
	snprintf(word, sizeof(word), "%.*s%.*s", (int)(before.length - from), before.bytes + from, (int)to, now.bytes);
	snprintf(words, sizeof(words), "%.*s %.*s", (int)(before.length - from), before.bytes + from, (int)to, now.bytes);
	return look->manner.language != LANGUAGE_ZH && from < before.length && strstr(written, word) && !strstr(written, words);
}

/* Runs of one line share their baseline; lines of one paragraph follow each other in one size. */
static void check_lines(const struct look *look, size_t list, const struct draw_command *before, const struct draw_command *now)
{
	int step = now->text.baseline_y - before->text.baseline_y;

	if (step <= 0 || before->text.size_px != now->text.size_px || before->text.face != now->text.face ||
		step > 2 * now->text.size_px || !rect_overlap((struct rect){before->bounds.x, 0, before->bounds.width, 1},
							(struct rect){now->bounds.x, 0, now->bounds.width, 1}))
		return;
	if (breaks_word(look, before->text.text, now->text.text))
		fault(look, STR_FMT ": a word is broken into \"" STR_FMT "\" and \"" STR_FMT "\"", STR_ARG(widget_of(look, list)),
			STR_ARG(before->text.text), STR_ARG(now->text.text));
	if (!at_least(step, LINE_EM * now->text.size_px))
		fault(look, STR_FMT ": the line of \"" STR_FMT "\" is %.2f em below the one before, expected %.2f",
			STR_ARG(widget_of(look, list)), STR_ARG(now->text.text), (double)step / now->text.size_px, LINE_EM);
}

static void check_overlap(const struct look *look, const struct draw_command *texts[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++) {
			struct rect both = rect_intersect(letters(texts[i]), letters(texts[j]));

			if (both.width > 4 && both.height > 2)
				fault(look, "\"" STR_FMT "\" and \"" STR_FMT "\" overlap", STR_ARG(texts[i]->text.text),
					STR_ARG(texts[j]->text.text));
		}
}

/* ---- marks ---- */

static bool is_decoration(struct str widget)
{
	return str_equal(widget, STR("rating_welcome")) || str_equal(widget, STR("rating_thanks")) ||
	       str_equal(widget, STR("rating_services"));
}

static bool same_icon(const struct draw_command *below, const struct draw_command *mark)
{
	return below->kind == DRAW_PATH && below->path.transform.x == mark->path.transform.x &&
	       below->path.transform.y == mark->path.transform.y &&
	       below->path.transform.scale_x == mark->path.transform.scale_x && below->path.transform.scale_x != 1;
}

/* An icon's later layers stand on its first. */
static bool stands_on(const struct draw_command *below, const struct draw_command *mark)
{
	struct rect both = rect_intersect(below->bounds, mark->bounds);

	return same_icon(below, mark) && both.width == mark->bounds.width && both.height == mark->bounds.height;
}

static void check_mark(const struct look *look, size_t list, size_t index)
{
	const struct draw_command *mark = &look->lists[list]->commands[index];
	struct point at = {mark->bounds.x + mark->bounds.width / 2, mark->bounds.y + mark->bounds.height / 2};
	uint32_t ground = ground_at(look, list, index, at);
	double contrast;

	for (size_t i = index; i-- > 0 && i + 6 > index;)
		if (stands_on(&look->lists[list]->commands[i], mark)) {
			ground = look->lists[list]->commands[i].ink.color;
			break;
		}
	if (mark->ink.color == ground && index > 0 && same_icon(&look->lists[list]->commands[index - 1], mark))
		return; /* a part of an icon that is cut out */
	contrast = theme_contrast(mark->ink.color, ground);
	if (contrast < MARK_CONTRAST)
		fault(look, STR_FMT ": a mark at %d,%d has a contrast of %.1f, expected %.1f", STR_ARG(widget_of(look, list)),
			mark->bounds.x, mark->bounds.y, contrast, MARK_CONTRAST);
}

/* ---- targets ---- */

static bool leads_on(const struct look *look, const struct draw_command *target)
{
	switch ((enum intent_kind)target->target.action) {
	case INTENT_LARGE:
	case INTENT_CONTRAST:
	case INTENT_LOWER:
	case INTENT_PAUSE:
	case INTENT_ALOUD:
		return false;
	case INTENT_LANGUAGE: /* the first screen asks for one; later it may be changed */
		return look->visits->kiosk.visit.place == VISIT_ATTRACT;
	default:
		return true;
	}
}

static double apart_px(struct rect a, struct rect b)
{
	int x = a.x > b.x ? a.x - b.x - b.width : b.x - a.x - a.width;
	int y = a.y > b.y ? a.y - b.y - b.height : b.y - a.y - a.height;

	return x > y ? x : y;
}

static void check_target(const struct look *look, const struct draw_command *target)
{
	double least_mm = leads_on(look, target) ? ANSWER_MM : TARGET_MM;
	double width_mm = target->target.box.width / look->px_per_mm, height_mm = target->target.box.height / look->px_per_mm;

	if (!at_least(width_mm, least_mm) || !at_least(height_mm, least_mm))
		fault(look, "\"" STR_FMT "\" is %.1f x %.1f mm, expected %.0f x %.0f", STR_ARG(target->target.name), width_mm,
			height_mm, least_mm, least_mm);
}

static void check_neighbours(const struct look *look, const struct draw_command *a, const struct draw_command *b)
{
	double apart_mm = apart_px(a->target.box, b->target.box) / look->px_per_mm;
	double least_mm = leads_on(look, a) || leads_on(look, b) ? APART_MM : 0;

	if (a->target.action == INTENT_STAY && b->target.action == INTENT_STAY)
		return; /* a tap anywhere does what its button does */
	if (apart_mm < 0 || !at_least(apart_mm, least_mm))
		fault(look, "\"" STR_FMT "\" and \"" STR_FMT "\" are %.1f mm apart, expected %.0f", STR_ARG(a->target.name),
			STR_ARG(b->target.name), apart_mm, least_mm);
}

/* How far above the lower edge of the glass targets stand, over all scenes; a tap anywhere is none of them. */
struct reach {
	double low_mm, high_mm;
};

static struct reach reaches[GLASSES][2];

static void note_reach(const struct look *look, const struct draw_command *target)
{
	struct reach *reach = &reaches[look->glass - glasses][look->manner.lower];
	double low_mm = (look->glass->height - target->target.box.y - target->target.box.height) / look->px_per_mm;
	double high_mm = (look->glass->height - target->target.box.y) / look->px_per_mm;

	if (target->target.box.width == look->glass->width)
		return;
	reach->low_mm = reach->high_mm == 0 || low_mm < reach->low_mm ? low_mm : reach->low_mm;
	reach->high_mm = high_mm > reach->high_mm ? high_mm : reach->high_mm;
}

/* An icon stands beside its words, and has no words on it. */
static void check_icon_free(const struct look *look, const struct draw_list *list, const struct draw_command *icon)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct draw_command *text = &list->commands[i];
		struct rect both = text->kind == DRAW_TEXT ? rect_intersect(letters(text), icon->bounds) : (struct rect){0};

		if (both.width > 6 && both.height > 4)
			fault(look, "\"" STR_FMT "\" stands on an icon", STR_ARG(text->text.text));
	}
}

/* ---- all of it ---- */

static void check_screen(const struct look *look)
{
	const struct draw_command *targets[64], *texts[256], *before = NULL;
	size_t target_count = 0, text_count = 0, top_list, top;

	find_top(look, &top_list, &top);
	for (size_t i = top_list; i < look->count; i++)
		for (size_t j = i == top_list ? top : 0; j < look->lists[i]->count; j++) {
			const struct draw_command *command = &look->lists[i]->commands[j];

			if (command->kind == DRAW_TEXT) {
				check_text(look, i, j);
				if (before)
					check_lines(look, i, before, command);
				before = command;
				texts[text_count++] = command;
			} else if (command->kind == DRAW_PATH && !is_decoration(widget_of(look, i))) {
				check_mark(look, i, j);
				if (command->path.transform.scale_x != 1)
					check_icon_free(look, look->lists[i], command);
			} else if (command->kind == DRAW_TARGET) {
				targets[target_count++] = command;
			}
		}
	check_overlap(look, texts, text_count);
	for (size_t i = 0; i < target_count; i++) {
		check_target(look, targets[i]);
		note_reach(look, targets[i]);
		for (size_t j = 0; j < i; j++)
			check_neighbours(look, targets[j], targets[i]);
	}
	looked++;
}

static void look_at(struct visits *visits, const char *theme, const struct visit_scene *scene, const struct visit_glass *glass,
	struct visit_manner manner)
{
	int longer_px = glass->width > glass->height ? glass->width : glass->height;
	struct look look = {.visits = visits, .scene = scene, .glass = glass, .manner = manner, .theme = theme};

	look.px_per_mm = (double)glass->width / glass->width_mm;
	look.distance_mm = longer_px / look.px_per_mm < SMALL_MM ? 400 : 600; /* one bends down to a small one */
	visits_show(visits, scene, glass, &manner);
	look.lists = kiosk_lists(&visits->kiosk, &look.count);
	check_screen(&look);
}

static void look_at_all(struct visits *visits, const char *theme)
{
	for (size_t scene = 0; scene < visit_scene_count; scene++)
		for (size_t glass = 0; glass < GLASSES; glass++)
			for (int manner = 0; manner < 4 * LANGUAGE_COUNT; manner++)
				look_at(visits, theme, &visit_scenes[scene], &glasses[glass],
					(struct visit_manner){.language = (enum language)(manner / 4), .large = manner & 1, .lower = manner >> 1 & 1});
}

static void everything_can_be_read_and_touched(void **state)
{
	(void)state;
	read_written();
	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		struct visits visits;

		visits_open(&visits, themes[i]);
		look_at_all(&visits, themes[i]);
		visits_close(&visits);
	}
	printf("%d pictures looked at\n", looked);
	if (faults)
		fail_msg("%d faults", faults);
}

/* A screen hangs at one height, and from there everything is within reach in both positions. */
static void everything_is_within_reach(void **state)
{
	(void)state;
	for (size_t i = 0; i < GLASSES; i++) {
		struct reach usual = reaches[i][0], lower = reaches[i][1];
		double least_mm = fmax(380 - usual.low_mm, 800 - lower.low_mm);
		double most_mm = fmin(1220 - usual.high_mm, 1100 - lower.high_mm);

		printf("%s: targets %.0f to %.0f mm above the lower edge, %.0f to %.0f in the lower position: it hangs %.0f to %.0f mm "
		       "above the floor\n",
			glasses[i].name, usual.low_mm, usual.high_mm, lower.low_mm, lower.high_mm, least_mm, most_mm);
		if (least_mm > most_mm)
			faults++;
	}
	if (faults)
		fail_msg("no height fits");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_can_be_read_and_touched),
		cmocka_unit_test(everything_is_within_reach),
	};

	return cmocka_run_group_tests_name("visit_access", tests, NULL, NULL);
}
