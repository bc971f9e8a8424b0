#include "kiosk/text/text.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/text/text_lines.h"

enum {
	RUN_HEAD_ROOM = 4,
	RUN_FOOT_ROOM = 8
}; /* parts of the size that marks may stand beyond the font's own metrics */

/* A text on its way to a box. The scratch memory is given back when it is there. */
struct setter {
	struct arena arena; /* owned */
	const struct metrics *metrics;
	const struct text_style *style;
	struct letters letters;
	struct lines lines;
};

static void setter_init(struct setter *setter, const struct metrics *metrics, const struct text_style *style, int width,
	int height, struct str text)
{
	REQUIRE(style->size_px > 0);
	*setter = (struct setter){.metrics = metrics, .style = style};
	arena_init(&setter->arena);
	setter->letters = letters_read(&setter->arena, metrics, style, text);
	setter->lines = lines_fill(&setter->arena, metrics, style, width, height, &setter->letters);
}

static void setter_finish(struct setter *setter)
{
	arena_finish(&setter->arena);
}

static size_t line_runs(struct setter *setter, const struct line *line, struct run **runs)
{
	struct setting setting = {setter->metrics, setter->style, setter->lines.size_px};

	return runs_of_line(&setter->arena, &setting, line->letters, line->start, line->count, runs);
}

/* The space after a line's last character is not part of it. */
static float width_of(const struct setter *setter, const struct run *runs, size_t count)
{
	float width = 0;

	for (size_t i = 0; i < count; i++)
		width += runs[i].width_px;
	if (count && !setter->letters.rtl)
		width -= runs[count - 1].spacing_px;
	return width;
}

static struct text_size size_of(struct setter *setter)
{
	int pitch = lines_pitch_px(setter->style, setter->lines.size_px);
	struct text_size size = {.lines = (int)setter->lines.count, .cut = setter->lines.cut};
	float widest = 0;

	size.height = pitch * size.lines;
	for (size_t i = 0; i < setter->lines.count; i++) {
		struct run *runs;
		size_t count = line_runs(setter, &setter->lines.items[i], &runs);

		widest = fmaxf(widest, width_of(setter, runs, count));
	}
	size.width = (int)ceilf(widest);
	return size;
}

struct text_size text_measure(const struct metrics *metrics, const struct text_style *style, int width, struct str text)
{
	struct text_size size;
	struct setter setter;

	setter_init(&setter, metrics, style, width, 0, text);
	size = size_of(&setter);
	setter_finish(&setter);
	return size;
}

/* Latin and Uyghur words of a line stand on one baseline, that of the paragraph's own script. */
static int baseline_in_line(const struct metrics *metrics, const struct text_style *style, int size_px, bool rtl)
{
	enum font_face face = letter_face(style, rtl ? SCRIPT_ARABIC : SCRIPT_SANS, false, size_px);
	struct face_box box = metrics->box(metrics, face, letter_size_px(face, size_px));

	return (lines_pitch_px(style, size_px) - box.ascent_px - box.descent_px) / 2 + box.ascent_px;
}

static int baseline_of(const struct setter *setter, int top)
{
	return top + baseline_in_line(setter->metrics, setter->style, setter->lines.size_px, setter->letters.rtl);
}

int text_baseline(const struct metrics *metrics, const struct text_style *style)
{
	return baseline_in_line(metrics, style, style->size_px, language_is_rtl(style->language));
}

static int first_top(const struct setter *setter, struct rect box, int height)
{
	if (setter->style->vertical == VERTICAL_MIDDLE)
		return box.y + (box.height - height) / 2;
	if (setter->style->vertical == VERTICAL_BOTTOM)
		return box.y + box.height - height;
	return box.y;
}

static float line_left(const struct setter *setter, struct rect box, float width)
{
	bool at_right = (setter->style->align == ALIGN_END) != language_is_rtl(setter->style->language);

	if (setter->style->align == ALIGN_CENTER)
		return roundf((float)box.x + ((float)box.width - width) / 2);
	return at_right ? roundf((float)(box.x + box.width) - width) : (float)box.x;
}

static uint32_t color_of(const struct text_style *style, const struct run *run)
{
	if (run->accent)
		return style->accent_color;
	return run->strong && style->strong_color ? style->strong_color : style->color;
}

static void record_run(
	struct draw_list *list, const struct setter *setter, const struct run *run, float x, int baseline)
{
	const struct text_style *style = setter->style;
	struct face_box face = setter->metrics->box(setter->metrics, run->face, run->size_px);
	int above = face.ascent_px + run->size_px / RUN_HEAD_ROOM,
	    below = face.descent_px + run->size_px / RUN_FOOT_ROOM;
	int left = (int)floorf(x) - 1, right = (int)ceilf(x + run->width_px + fabsf(run->spacing_px)) + 1;
	struct draw_text command = {
		.text = str_copy(list->arena, run->text),
		.face = run->face,
		.size_px = run->size_px,
		.rtl = run->rtl,
		.x = x,
		.baseline_y = baseline,
		.spacing_px = run->spacing_px,
	};

	draw_text(list, &command, color_of(style, run),
		(struct rect){left, baseline - above, right - left, above + below});
}

static void record_line(
	struct draw_list *list, struct setter *setter, const struct line *line, struct rect box, int baseline)
{
	struct run *runs;
	size_t count = line_runs(setter, line, &runs);
	float x = line_left(setter, box, width_of(setter, runs, count));

	for (size_t i = 0; i < count; i++) {
		record_run(list, setter, &runs[i], x, baseline);
		x += runs[i].width_px;
	}
}

struct text_size text_paragraph(struct draw_list *list, const struct metrics *metrics, const struct text_style *style,
	struct rect box, struct str text)
{
	struct text_size size;
	struct setter setter;
	int top, pitch;

	setter_init(&setter, metrics, style, box.width, box.height, text);
	size = size_of(&setter);
	top = first_top(&setter, box, size.height);
	pitch = lines_pitch_px(style, setter.lines.size_px);
	for (int i = 0; i < size.lines; i++)
		record_line(list, &setter, &setter.lines.items[i], box, baseline_of(&setter, top + i * pitch));
	setter_finish(&setter);
	return size;
}

bool text_can_show(const struct metrics *metrics, enum language language, struct str text, uint32_t *missing)
{
	const struct text_style styles[] = {
		{.language = language, .size_px = 40, .weight = TEXT_REGULAR, .plain = true},
		{.language = language, .size_px = 40, .weight = TEXT_BOLD, .plain = true},
	};

	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		struct arena arena;
		struct letters letters;
		bool all = true;

		arena_init(&arena);
		letters = letters_read(&arena, metrics, &styles[i], text);
		for (size_t at = 0; at < letters.count && all; at++) {
			enum font_face face =
				letter_face(&styles[i], letters.items[at].script, false, styles[i].size_px);

			all = letters.items[at].hidden || letters.points[at] == '\n' ||
			      metrics->has(metrics, face, letters.points[at]);
			*missing = letters.points[at];
		}
		arena_finish(&arena);
		if (!all)
			return false;
	}
	return true;
}

static struct str isolate(struct arena *arena, const char *opening, struct str text)
{
	return str_format(arena, "%s" STR_FMT "\xe2\x81\xa9", opening, STR_ARG(text));
}

struct str text_isolate_number(struct arena *arena, struct str number)
{
	return isolate(arena, "\xe2\x81\xa6", number);
}

struct str text_isolate_name(struct arena *arena, struct str name)
{
	return isolate(arena, "\xe2\x81\xa8", name);
}
