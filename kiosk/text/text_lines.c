#include "kiosk/text/text_lines.h"

#include <math.h>

#include "feed/base/arena.h"

#define LINE_FACTOR 1.35f
#define LINE_FACTOR_ARABIC 1.68f

/* Widths of whole runs and of their words differ by their rounding. */
#define SLACK_PX 0.5f

/* What lies between two places where a line may end, with its width at one size. */
struct word {
	size_t start, count; /* letters, with trailing spaces */
	size_t inked;        /* letters without them */
	float width_px, inked_px;
	bool must; /* a line ends after it */
};

struct words {
	struct word *items;
	size_t count;
};

/* Words at one size into lines. */
struct attempt {
	struct arena *arena;
	const struct letters *letters;
	struct words words;
	float scale; /* of the words' widths */
	float width;
};

/* What came of it. */
struct outcome {
	struct line *lines; /* as many as were allowed */
	size_t count;       /* one more than allowed where more would be needed */
	size_t last;        /* the first word of the last allowed line */
	bool wide;          /* a word is wider than a line */
};

int lines_pitch_px(const struct text_style *style, int size_px)
{
	float usual = language_is_rtl(style->language) ? LINE_FACTOR_ARABIC : LINE_FACTOR;

	return (int)lroundf((float)size_px * (style->line_factor > 0 ? style->line_factor : usual));
}

static size_t without_spaces(const struct letters *letters, size_t start, size_t count)
{
	while (count &&
		(letter_is_space(letters->points[start + count - 1]) || letters->items[start + count - 1].hidden))
		count--;
	return count;
}

static struct words find_words(struct arena *arena, const struct letters *letters)
{
	struct words words = {arena_array(arena, struct word, letters->count + 1), 0};

	for (size_t start = 0, at = 0; at < letters->count; at++) {
		if (letters->items[at].after == BREAK_NEVER)
			continue;
		words.items[words.count++] = (struct word){
			.start = start,
			.count = at + 1 - start,
			.inked = without_spaces(letters, start, at + 1 - start),
			.must = letters->items[at].after == BREAK_MUST,
		};
		start = at + 1;
	}
	return words;
}

static void measure_words(
	struct arena *arena, const struct setting *setting, const struct letters *letters, struct words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		struct word *word = &words->items[i];

		word->inked_px = runs_width(arena, setting, letters, word->start, word->inked);
		word->width_px = word->inked == word->count
					 ? word->inked_px
					 : runs_width(arena, setting, letters, word->start, word->count);
	}
}

/* The end of the line that begins with this word; *wide is set where even that word is too wide. */
static size_t next_line(const struct attempt *attempt, size_t first, bool *wide)
{
	float width = 0;
	size_t end = first;

	for (; end < attempt->words.count; end++) {
		const struct word *word = &attempt->words.items[end];

		if ((width + word->inked_px) * attempt->scale > attempt->width + SLACK_PX) {
			if (end > first)
				break;
			*wide = true;
		}
		width += word->width_px;
		if (word->must)
			return end + 1;
	}
	return end;
}

static struct line make_line(const struct attempt *attempt, size_t first, size_t end)
{
	size_t start = attempt->words.items[first].start;
	const struct word *last = &attempt->words.items[end - 1];

	return (struct line){
		attempt->letters, start, without_spaces(attempt->letters, start, last->start + last->count - start)};
}

static struct outcome try_lines(const struct attempt *attempt, size_t lines_max, struct line *lines)
{
	struct outcome outcome = {.lines = lines};

	for (size_t at = 0, end; at < attempt->words.count; at = end) {
		if (outcome.count++ == lines_max)
			break;
		outcome.last = at;
		end = next_line(attempt, at, &outcome.wide);
		if (lines)
			lines[outcome.count - 1] = make_line(attempt, at, end);
	}
	return outcome;
}

static bool is_good(struct outcome outcome, size_t lines_max)
{
	return outcome.count <= lines_max && !outcome.wide;
}

static size_t lines_allowed(const struct text_style *style, int size_px, int height)
{
	size_t wanted = style->lines_max > 1 ? (size_t)style->lines_max : 1;
	int pitch = lines_pitch_px(style, size_px);
	size_t high = height > 0 && pitch > 0 ? (size_t)((height + pitch / 4) / pitch) : wanted;

	return high < 1 ? 1 : high < wanted ? high : wanted;
}

/* Widths grow with the size nearly evenly, so that most sizes need not be measured. */
static int guess_size(struct attempt *attempt, const struct text_style *style, int least_px, int height)
{
	int size_px = style->size_px;

	for (; size_px > least_px; size_px--) {
		size_t lines_max = lines_allowed(style, size_px, height);

		attempt->scale = (float)size_px / (float)style->size_px;
		if (is_good(try_lines(attempt, lines_max, NULL), lines_max))
			break;
	}
	attempt->scale = 1;
	return size_px;
}

/* The largest size that everything fits in, with the words measured at it; else the least. */
static void find_size(struct attempt *attempt, struct setting *setting, int height)
{
	const struct text_style *style = setting->style;
	int least_px = style->least_px > 0 && style->least_px < style->size_px ? style->least_px : style->size_px;
	int guessed;

	measure_words(attempt->arena, setting, attempt->letters, &attempt->words);
	guessed = guess_size(attempt, style, least_px, height);
	while (setting->size_px > guessed || setting->size_px > least_px) {
		size_t lines_max = lines_allowed(style, setting->size_px, height);

		if (setting->size_px <= guessed && is_good(try_lines(attempt, lines_max, NULL), lines_max))
			break;
		setting->size_px = setting->size_px > guessed ? guessed : setting->size_px - 1;
		measure_words(attempt->arena, setting, attempt->letters, &attempt->words);
	}
}

/* A word that no line can hold may end anywhere, unless its letters join. */
static void split_wide_words(struct attempt *attempt, const struct setting *setting)
{
	struct words split = {arena_array(attempt->arena, struct word, attempt->letters->count + 1), 0};

	for (size_t i = 0; i < attempt->words.count; i++) {
		const struct word *word = &attempt->words.items[i];
		bool whole =
			word->inked_px <= attempt->width || attempt->letters->items[word->start].script != SCRIPT_SANS;
		size_t step = whole ? word->count : 1;

		for (size_t at = 0; at < word->count; at += step)
			split.items[split.count++] = (struct word){.start = word->start + at,
				.count = step,
				.inked = without_spaces(attempt->letters, word->start + at, step),
				.must = word->must && at + step == word->count};
	}
	attempt->words = split;
	measure_words(attempt->arena, setting, attempt->letters, &attempt->words);
}

static size_t letters_in_room(
	const struct attempt *attempt, const struct setting *setting, const struct word *word, float room)
{
	size_t count = 0;

	if (attempt->letters->items[word->start].script != SCRIPT_SANS)
		return word->inked;
	while (count < word->inked &&
		runs_width(attempt->arena, setting, attempt->letters, word->start, count + 1) <= room)
		count++;
	return count;
}

/* As many words as there is room for beside the ellipsis; of the first one at least what there is room for. */
static struct line cut_line(const struct attempt *attempt, const struct setting *setting, size_t first_word)
{
	const struct word *first = &attempt->words.items[first_word];
	struct letters *cut = arena_new(attempt->arena, struct letters);
	float room = attempt->width + SLACK_PX, width = 0;
	size_t count = 0;

	*cut = letters_cut(attempt->arena, setting->metrics, attempt->letters, first->start, 0);
	room -= runs_width(attempt->arena, setting, cut, 0, cut->count);
	for (size_t i = first_word; i < attempt->words.count; i++) {
		const struct word *word = &attempt->words.items[i];

		if (width + word->inked_px > room)
			break;
		width += word->width_px;
		count = word->start + word->inked - first->start;
		if (word->must)
			break;
	}
	if (count == 0)
		count = letters_in_room(attempt, setting, first, room);
	*cut = letters_cut(attempt->arena, setting->metrics, attempt->letters, first->start, count);
	return (struct line){cut, 0, cut->count};
}

struct lines lines_fill(struct arena *arena, const struct metrics *metrics, const struct text_style *style, int width,
	int height, const struct letters *letters)
{
	struct setting setting = {metrics, style, style->size_px};
	struct attempt attempt = {arena, letters, find_words(arena, letters), 1, (float)width};
	struct line *items = arena_array(arena, struct line, letters->count + 1);
	struct outcome outcome;
	size_t lines_max;

	find_size(&attempt, &setting, height);
	lines_max = lines_allowed(style, setting.size_px, height);
	outcome = try_lines(&attempt, lines_max, items);
	if (outcome.wide) {
		split_wide_words(&attempt, &setting);
		outcome = try_lines(&attempt, lines_max, items);
	}
	if (outcome.count <= lines_max)
		return (struct lines){items, outcome.count, setting.size_px, false};
	items[lines_max - 1] = cut_line(&attempt, &setting, outcome.last);
	return (struct lines){items, lines_max, setting.size_px, true};
}
