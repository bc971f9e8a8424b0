#include "kiosk/text/runs.h"

#include <fribidi.h>

#include "feed/base/arena.h"
#include "kiosk/text/bidi.h"

enum { UTF8_BYTES_MAX = 4 };

/* Letters of one level from start on that one run can hold; hidden ones go along. */
static size_t same_run(const struct letters *letters, size_t start, size_t end)
{
	const struct letter *first = &letters->items[start];
	size_t at = start + 1;

	for (; at < end; at++) {
		const struct letter *letter = &letters->items[at];

		if (!letter->hidden && (letter->script != first->script || letter->strong != first->strong ||
					       letter->accent != first->accent || (letters->levels[at] & 1) != (letters->levels[start] & 1)))
			break;
	}
	return at;
}

/*
 * Chinese faces shape from the left only, so that one handle serves: signs that stand among letters read from the
 * right are put in the order in which they are seen, brackets mirrored.
 */
static struct str visual_text(struct arena *arena, const struct letters *letters, size_t start, size_t end, bool turned)
{
	char *bytes = arena_take(arena, (end - start) * UTF8_BYTES_MAX + 1);
	size_t length = 0;

	for (size_t i = 0; i < end - start; i++) {
		size_t at = turned ? end - 1 - i : start + i;
		uint32_t point = letters->points[at];

		if (letters->items[at].hidden || point == '\n')
			continue;
		if (turned)
			fribidi_get_mirror_char(point, &point);
		length += str_put_code_point(bytes + length, point);
	}
	return (struct str){bytes, length};
}

static float spaced_width(const struct setting *setting, const struct run *run)
{
	const struct metrics *metrics = setting->metrics;
	float width = 0;

	for (size_t at = 0, next = 0; at < run->text.length; at = next) {
		str_code_point(run->text, &next);
		width += metrics->advance(
			metrics, run->face, run->size_px, run->rtl, str_part(run->text, at, next - at));
		width += run->spacing_px;
	}
	return width;
}

/* Letters that join are never spaced. */
static struct run make_run(
	struct arena *arena, const struct setting *setting, const struct letters *letters, size_t start, size_t end)
{
	const struct letter *letter = &letters->items[start];
	bool leftward = letters->levels[start] & 1, joins = letter->script != SCRIPT_SANS;
	struct run run = {.face = letter_face(setting->style, letter->script, letter->strong, setting->size_px),
		.strong = letter->strong,
		.accent = letter->accent,
		.rtl = joins && leftward};

	run.size_px = letter_size_px(run.face, setting->size_px);
	run.text = visual_text(arena, letters, start, end, leftward && !joins);
	run.spacing_px = joins ? 0 : setting->style->spacing_em * (float)run.size_px;
	if (run.text.length == 0)
		return run;
	run.width_px = run.spacing_px != 0
			       ? spaced_width(setting, &run)
			       : setting->metrics->advance(setting->metrics, run.face, run.size_px, run.rtl, run.text);
	return run;
}

static size_t skip_hidden(const struct letters *letters, size_t at, size_t end)
{
	while (at < end && letters->items[at].hidden)
		at++;
	return at;
}

/* Appends the runs of a piece as they are seen from the left. */
static size_t put_piece(struct arena *arena, const struct setting *setting, const struct letters *letters,
	const struct bidi_piece *piece, struct run *runs)
{
	size_t end = piece->start + piece->count, count = 0;

	for (size_t at = skip_hidden(letters, piece->start, end); at < end; at = skip_hidden(letters, at, end)) {
		size_t next = same_run(letters, at, end);

		runs[count] = make_run(arena, setting, letters, at, next);
		count += runs[count].text.length > 0;
		at = next;
	}
	for (size_t i = 0; (piece->level & 1) && i < count / 2; i++) {
		struct run run = runs[i];

		runs[i] = runs[count - 1 - i];
		runs[count - 1 - i] = run;
	}
	return count;
}

size_t runs_of_line(struct arena *arena, const struct setting *setting, const struct letters *letters, size_t start,
	size_t count, struct run **runs)
{
	struct bidi_piece *pieces;
	size_t piece_count = bidi_line(arena, letters->points, letters->levels, start, count, letters->rtl, &pieces);
	size_t made = 0;

	*runs = arena_array(arena, struct run, count + 1);
	for (size_t i = 0; i < piece_count; i++)
		made += put_piece(arena, setting, letters, &pieces[i], *runs + made);
	return made;
}

float runs_width(
	struct arena *arena, const struct setting *setting, const struct letters *letters, size_t start, size_t count)
{
	size_t end = start + count;
	float width = 0;

	for (size_t at = skip_hidden(letters, start, end); at < end; at = skip_hidden(letters, at, end)) {
		size_t next = same_run(letters, at, end);

		width += make_run(arena, setting, letters, at, next).width_px;
		at = next;
	}
	return width;
}
