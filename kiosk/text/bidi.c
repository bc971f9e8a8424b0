#include "kiosk/text/bidi.h"

#include <fribidi.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

bool bidi_levels(struct arena *arena, const uint32_t *points, size_t count, bool rtl, int8_t *levels)
{
	FriBidiParType direction = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	FriBidiBracketType *brackets;
	FriBidiCharType *types;

	if (count > BIDI_POINTS_MAX)
		return false;
	if (count == 0)
		return true;
	types = arena_array(arena, FriBidiCharType, count);
	brackets = arena_array(arena, FriBidiBracketType, count);
	fribidi_get_bidi_types(points, (FriBidiStrIndex)count, types);
	fribidi_get_bracket_types(points, (FriBidiStrIndex)count, types, brackets);
	return fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)count, &direction, levels) > 0;
}

/* Rule L1: white space and marks before a separator or the line's end stand where the paragraph has them. */
static void reset_spaces(const uint32_t *points, int8_t *levels, size_t count, int8_t base)
{
	bool at_end = true;

	for (size_t i = count; i-- > 0;) {
		FriBidiCharType type = fribidi_get_bidi_type(points[i]);

		if (FRIBIDI_IS_SEPARATOR(type))
			at_end = true;
		else if (!FRIBIDI_IS_EXPLICIT_OR_BN_OR_WS(type) && !FRIBIDI_IS_ISOLATE(type))
			at_end = false;
		if (at_end)
			levels[i] = base;
	}
}

static size_t cut_pieces(const int8_t *levels, size_t start, size_t count, struct bidi_piece *pieces)
{
	size_t made = 0;

	for (size_t i = 0; i < count; i++) {
		if (i > 0 && levels[i] == levels[i - 1])
			pieces[made - 1].count++;
		else
			pieces[made++] = (struct bidi_piece){start + i, 1, levels[i]};
	}
	return made;
}

static void turn(struct bidi_piece *pieces, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct bidi_piece piece = pieces[i];

		pieces[i] = pieces[count - 1 - i];
		pieces[count - 1 - i] = piece;
	}
}

/* Rule L2: from the highest level down, what stands at that level or above is turned round. */
static void order_pieces(struct bidi_piece *pieces, size_t count)
{
	int8_t highest = 0;

	for (size_t i = 0; i < count; i++)
		highest = pieces[i].level > highest ? pieces[i].level : highest;
	for (int8_t level = highest; level > 0; level--)
		for (size_t i = 0, end; i < count; i = end + 1) {
			for (end = i; end < count && pieces[end].level >= level;)
				end++;
			turn(pieces + i, end - i);
		}
}

size_t bidi_line(struct arena *arena, const uint32_t *points, const int8_t *levels, size_t start, size_t count,
	bool rtl, struct bidi_piece **pieces)
{
	int8_t *own = arena_array(arena, int8_t, count + 1);
	size_t made;

	REQUIRE(count <= BIDI_POINTS_MAX);
	if (count)
		memcpy(own, levels + start, count);
	reset_spaces(points + start, own, count, rtl);
	*pieces = arena_array(arena, struct bidi_piece, count + 1);
	made = cut_pieces(own, start, count, *pieces);
	order_pieces(*pieces, made);
	return made;
}
