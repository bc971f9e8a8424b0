#include "kiosk/pixels/runs.h"

#include <string.h>
#include <wchar.h>

#include "feed/base/check.h"

/* Many bytes at once, as wide as the processor has them. */
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__) /* what chooses a clone runs before that is awake */
#define VECTORS __attribute__((optimize("O3"), target_clones("avx2", "default")))
#else
#define VECTORS __attribute__((optimize("O3")))
#endif

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset fills pixels");

enum {
	PALETTE_MOST = 2048,
	NARROW_MOST = 256, /* colours whose indices fit a byte */
	SLOTS = 4096,      /* of the table that finds a colour's index */
	LITERAL_MOST = 128,
	RUN_MOST = 128,
	RUN_MARK = 128,
	RUN_LEAST_KEPT = 3,   /* shorter ones take more room as a run than among literals */
	RUN_LEAST_MIXED = 12  /* measured: shorter ones take longer to read as runs */
};

/* Where the encoded cell grows. */
struct writer {
	uint32_t colors[PALETTE_MOST];
	uint32_t count, most; /* most: of colours */
	int16_t slots[SLOTS]; /* index of a colour, or -1 */
	uint8_t *at;
	uint8_t *literal; /* the count of the open literal; NULL: none is open */
};

/* -1 where the palette is full. */
static int index_of(struct writer *writer, uint32_t color)
{
	uint32_t slot = (color * 2654435761u) >> 20;

	for (;; slot = (slot + 1) % SLOTS) {
		int index = writer->slots[slot];

		if (index >= 0 && writer->colors[index] == color)
			return index;
		if (index < 0)
			break;
	}
	if (writer->count == writer->most)
		return -1;
	writer->slots[slot] = (int16_t)writer->count;
	writer->colors[writer->count] = color;
	return (int)writer->count++;
}

static void put_index(struct writer *writer, int index)
{
	*writer->at++ = (uint8_t)index;
	if (writer->most > NARROW_MOST)
		*writer->at++ = (uint8_t)(index >> 8);
}

static void put_run(struct writer *writer, int index, int count)
{
	for (; count > 0; count -= RUN_MOST) {
		*writer->at++ = (uint8_t)(RUN_MARK + (count < RUN_MOST ? count : RUN_MOST) - 1);
		put_index(writer, index);
	}
	writer->literal = NULL;
}

static void put_literal(struct writer *writer, int index)
{
	if (!writer->literal || *writer->literal == LITERAL_MOST - 1) {
		writer->literal = writer->at++;
		*writer->literal = 0;
	} else {
		++*writer->literal;
	}
	put_index(writer, index);
}

/* How many pixels from here on are equal, to the end of the row. */
static int equal_from(const uint32_t *row, int room)
{
	int count = 1;

	while (count < room && row[count] == row[0])
		count++;
	return count;
}

static bool put_row(struct writer *writer, const uint32_t *row, int width, int least)
{
	for (int x = 0, count; x < width; x += count) {
		int index = index_of(writer, row[x]);

		if (index < 0)
			return false;
		count = equal_from(&row[x], width - x);
		if (count >= least)
			put_run(writer, index, count);
		else
			for (int i = 0; i < count; i++)
				put_literal(writer, index);
	}
	return true;
}

/* false: there are more colours than this. */
static bool put_rows(struct writer *writer, struct pixels from, struct rect part, int least, uint32_t colors_most, uint8_t *tokens)
{
	writer->at = tokens;
	writer->literal = NULL;
	writer->count = 0;
	writer->most = colors_most;
	memset(writer->slots, 0xff, sizeof(writer->slots));
	for (int y = 0; y < part.height; y++)
		if (!put_row(writer, pixels_at(from, part.x, part.y + y), part.width, least))
			return false;
	return true;
}

/* Most cells of a board. */
static bool has_one_color(struct pixels from, struct rect part)
{
	uint32_t first = *pixels_at(from, part.x, part.y), differs = 0;

	for (int y = 0; y < part.height && differs == 0; y++) {
		const uint32_t *row = pixels_at(from, part.x, part.y + y);

		for (int x = 0; x < part.width; x++)
			differs |= row[x] ^ first;
	}
	return differs == 0;
}

static size_t encode_flat(struct pixels from, struct rect part, uint8_t *bytes)
{
	uint32_t head[] = {1, *pixels_at(from, part.x, part.y)};
	struct writer writer = {.at = bytes + sizeof(head)};

	memcpy(bytes, head, sizeof(head));
	put_run(&writer, 0, part.width * part.height);
	return (size_t)(writer.at - bytes);
}

/* Too many colours: rows as they are. */
static size_t encode_plain(struct pixels from, struct rect part, uint8_t *bytes)
{
	size_t row_bytes = (size_t)part.width * sizeof(uint32_t);

	memset(bytes, 0, sizeof(uint32_t));
	bytes += sizeof(uint32_t);
	for (int y = 0; y < part.height; y++)
		memcpy(bytes + (size_t)y * row_bytes, pixels_at(from, part.x, part.y + y), row_bytes);
	return sizeof(uint32_t) + row_bytes * (size_t)part.height;
}

size_t runs_encode(struct pixels from, struct rect part, enum runs_for use, uint8_t *bytes)
{
	/* Room for the worst case: every pixel a literal of a wide index beside a full palette. */
	enum { TOKEN_BYTES_MOST = PIXELS_CELL_PX * PIXELS_CELL_PX * 2 + PIXELS_CELL_PX * PIXELS_CELL_PX / RUN_LEAST_KEPT };
	uint8_t tokens[TOKEN_BYTES_MOST];
	size_t colors, used, plain = (size_t)part.width * (size_t)part.height * sizeof(uint32_t);
	int least = use == RUNS_TO_MIX ? RUN_LEAST_MIXED : RUN_LEAST_KEPT;
	struct writer writer;

	REQUIRE(part.width <= PIXELS_CELL_PX && part.height <= PIXELS_CELL_PX);
	if (has_one_color(from, part))
		return encode_flat(from, part, bytes);
	if (!put_rows(&writer, from, part, least, NARROW_MOST, tokens) && !put_rows(&writer, from, part, least, PALETTE_MOST, tokens))
		return encode_plain(from, part, bytes);
	colors = writer.count * sizeof(uint32_t);
	used = (size_t)(writer.at - tokens);
	if (colors + used >= plain)
		return encode_plain(from, part, bytes);
	memcpy(bytes, &writer.count, sizeof(writer.count));
	memcpy(bytes + sizeof(writer.count), writer.colors, colors);
	memcpy(bytes + sizeof(writer.count) + colors, tokens, used);
	return sizeof(writer.count) + colors + used;
}

/* Short ones are most of them. */
static void fill(uint32_t *row, uint32_t color, int count)
{
	enum { SHORT = 16 };

	if (count > SHORT)
		wmemset((wchar_t *)row, (wchar_t)color, (size_t)count);
	else
		for (int i = 0; i < count; i++)
			row[i] = color;
}

static void expand_narrow(const uint32_t *restrict colors, const uint8_t *restrict at, uint32_t *restrict to, int left)
{
	while (left > 0) {
		int token = *at++, count = token >= RUN_MARK ? token - RUN_MARK + 1 : token + 1;

		if (token >= RUN_MARK)
			fill(to, colors[*at++], count);
		else
			for (int i = 0; i < count; i++)
				to[i] = colors[*at++];
		to += count;
		left -= count;
	}
}

static void expand_wide(const uint32_t *restrict colors, const uint8_t *restrict at, uint32_t *restrict to, int left)
{
	while (left > 0) {
		int token = *at++, count = token >= RUN_MARK ? token - RUN_MARK + 1 : token + 1;

		if (token >= RUN_MARK) {
			fill(to, colors[at[0] | at[1] << 8], count);
			at += 2;
		} else {
			for (int i = 0; i < count; i++, at += 2)
				to[i] = colors[at[0] | at[1] << 8];
		}
		to += count;
		left -= count;
	}
}

/* The pixels of a cell, row by row without gaps: in the scratch, or where they lie encoded. */
static const uint32_t *expand(const uint8_t *bytes, struct rect part, uint32_t scratch[PIXELS_CELL_PX * PIXELS_CELL_PX])
{
	const uint32_t *words = (const uint32_t *)(const void *)bytes;
	uint32_t colors = words[0];

	if (colors == 0)
		return words + 1;
	if (colors <= NARROW_MOST)
		expand_narrow(words + 1, (const uint8_t *)(words + 1 + colors), scratch, part.width * part.height);
	else
		expand_wide(words + 1, (const uint8_t *)(words + 1 + colors), scratch, part.width * part.height);
	return scratch;
}

void runs_decode(const uint8_t *bytes, struct pixels to, struct rect part)
{
	uint32_t scratch[PIXELS_CELL_PX * PIXELS_CELL_PX];
	const uint32_t *pixels = expand(bytes, part, scratch);

	for (int y = 0; y < part.height; y++)
		memcpy(pixels_at(to, part.x, part.y + y), &pixels[y * part.width], (size_t)part.width * sizeof(*pixels));
}

/* x / 255 to the nearest, for x up to 255 * 255, in 16 bits: so the compiler takes many at once. */
static uint8_t divide_255(uint16_t x)
{
	x = (uint16_t)(x + 128);
	return (uint8_t)((uint16_t)(x + (x >> 8)) >> 8);
}

VECTORS static void mix_bytes(
	uint8_t *restrict to, const uint8_t *restrict before, const uint8_t *restrict after, int count, unsigned share)
{
	uint8_t strong = (uint8_t)share, weak = (uint8_t)(255 - share);

	for (int i = 0; i < count; i++)
		to[i] = divide_255((uint16_t)(before[i] * weak + after[i] * strong));
}

uint32_t runs_mix_color(uint32_t before, uint32_t after, unsigned share)
{
	uint8_t a[sizeof(before)], b[sizeof(after)], both[sizeof(before)];

	memcpy(a, &before, sizeof(a));
	memcpy(b, &after, sizeof(b));
	mix_bytes(both, a, b, sizeof(both), share);
	memcpy(&before, both, sizeof(both));
	return before;
}

/* One colour for the whole cell. */
static bool is_flat(const uint8_t *bytes, uint32_t *color)
{
	const uint32_t *words = (const uint32_t *)(const void *)bytes;

	*color = words[1];
	return words[0] == 1;
}

void runs_mix(const uint8_t *before, const uint8_t *after, unsigned share, struct pixels to, struct rect part)
{
	uint32_t scratch[2][PIXELS_CELL_PX * PIXELS_CELL_PX], color[2];
	const uint32_t *old, *coming;

	if (is_flat(before, &color[0]) && is_flat(after, &color[1])) {
		color[0] = runs_mix_color(color[0], color[1], share);
		for (int y = 0; y < part.height; y++)
			fill(pixels_at(to, part.x, part.y + y), color[0], part.width);
		return;
	}
	old = expand(before, part, scratch[0]);
	coming = expand(after, part, scratch[1]);
	for (int y = 0; y < part.height; y++)
		mix_bytes((uint8_t *)pixels_at(to, part.x, part.y + y), (const uint8_t *)&old[y * part.width],
			(const uint8_t *)&coming[y * part.width], part.width * (int)sizeof(*old), share);
}
