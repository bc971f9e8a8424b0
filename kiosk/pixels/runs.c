#include "kiosk/pixels/runs.h"

#include <string.h>

#include "feed/base/check.h"

enum {
	PALETTE_MOST = 2048,
	NARROW_MOST = 256, /* colours whose indices fit a byte */
	SLOTS = 4096,      /* of the table that finds a colour's index */
	LITERAL_MOST = 128,
	RUN_MOST = 128,
	RUN_MARK = 128,
	RUN_LEAST = 3 /* shorter ones cost more as a run than among literals */
};

/* Where the encoded cell grows. */
struct writer {
	uint32_t colors[PALETTE_MOST];
	uint32_t count;
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
	if (writer->count == PALETTE_MOST)
		return -1;
	writer->slots[slot] = (int16_t)writer->count;
	writer->colors[writer->count] = color;
	return (int)writer->count++;
}

static void put_index(struct writer *writer, int index)
{
	*writer->at++ = (uint8_t)index;
	if (writer->count > NARROW_MOST)
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

static bool find_colors(struct writer *writer, struct pixels from, struct rect part)
{
	uint32_t last = 0;
	bool any = false;

	for (int y = 0; y < part.height; y++) {
		const uint32_t *row = pixels_at(from, part.x, part.y + y);

		for (int x = 0; x < part.width; x++) {
			if (any && row[x] == last)
				continue;
			any = true;
			last = row[x];
			if (index_of(writer, last) < 0)
				return false;
		}
	}
	return true;
}

static void put_row(struct writer *writer, const uint32_t *row, int width)
{
	for (int x = 0, count; x < width; x += count) {
		int index = index_of(writer, row[x]);

		count = equal_from(&row[x], width - x);
		if (count >= RUN_LEAST)
			put_run(writer, index, count);
		else
			for (int i = 0; i < count; i++)
				put_literal(writer, index);
	}
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

size_t runs_encode(struct pixels from, struct rect part, uint8_t *bytes)
{
	/* Room for the worst case: every pixel a literal of a wide index beside a full palette. */
	enum { TOKEN_BYTES_MOST = PIXELS_CELL_PX * PIXELS_CELL_PX * 2 + PIXELS_CELL_PX * PIXELS_CELL_PX / RUN_LEAST };
	uint8_t tokens[TOKEN_BYTES_MOST];
	size_t colors, used, plain = (size_t)part.width * (size_t)part.height * sizeof(uint32_t);
	struct writer writer = {.at = tokens};

	REQUIRE(part.width <= PIXELS_CELL_PX && part.height <= PIXELS_CELL_PX);
	memset(writer.slots, 0xff, sizeof(writer.slots));
	if (!find_colors(&writer, from, part))
		return encode_plain(from, part, bytes);
	for (int y = 0; y < part.height; y++)
		put_row(&writer, pixels_at(from, part.x, part.y + y), part.width);
	colors = writer.count * sizeof(uint32_t);
	used = (size_t)(writer.at - tokens);
	if (colors + used >= plain)
		return encode_plain(from, part, bytes);
	memcpy(bytes, &writer.count, sizeof(writer.count));
	memcpy(bytes + sizeof(writer.count), writer.colors, colors);
	memcpy(bytes + sizeof(writer.count) + colors, tokens, used);
	return sizeof(writer.count) + colors + used;
}

/* Walks along an encoded cell. */
struct walk {
	const uint32_t *colors; /* of a plain cell: the pixels that are left */
	const uint8_t *at;      /* NULL in a plain cell */
	int left;               /* of the run or the literal that is being read */
	bool run;
	bool wide; /* indices take two bytes */
};

static void next_token(struct walk *walk)
{
	int token = *walk->at++;

	walk->run = token >= RUN_MARK;
	walk->left = walk->run ? token - RUN_MARK + 1 : token + 1;
}

static struct walk walk_begin(const uint8_t *bytes)
{
	uint32_t count;
	struct walk walk = {.colors = (const uint32_t *)(const void *)(bytes + sizeof(count))};

	memcpy(&count, bytes, sizeof(count));
	walk.wide = count > NARROW_MOST;
	if (count > 0)
		walk.at = bytes + sizeof(count) + count * sizeof(uint32_t);
	return walk;
}

static int index_bytes(const struct walk *walk)
{
	return walk->wide ? 2 : 1;
}

static uint32_t color_here(const struct walk *walk)
{
	return walk->colors[walk->wide ? walk->at[0] | walk->at[1] << 8 : walk->at[0]];
}

static void fill(uint32_t *row, uint32_t color, int count)
{
	for (int i = 0; i < count; i++)
		row[i] = color;
}

/* The next pixels. */
static void expand(struct walk *walk, uint32_t *row, int count)
{
	if (!walk->at) {
		memcpy(row, walk->colors, (size_t)count * sizeof(*row));
		walk->colors += count;
		return;
	}
	while (count > 0) {
		int part;

		if (walk->left == 0)
			next_token(walk);
		part = walk->left < count ? walk->left : count;
		if (walk->run)
			fill(row, color_here(walk), part);
		else
			for (int i = 0; i < part; i++, walk->at += index_bytes(walk))
				row[i] = color_here(walk);
		walk->left -= part;
		if (walk->run && walk->left == 0)
			walk->at += index_bytes(walk);
		row += part;
		count -= part;
	}
}

/* Whether the next pixels are one run; its colour. Then they count as read. */
static bool take_flat(struct walk *walk, int count, uint32_t *color)
{
	if (!walk->at)
		return false;
	if (walk->left == 0)
		next_token(walk);
	if (!walk->run || walk->left < count)
		return false;
	*color = color_here(walk);
	return true;
}

static void skip_flat(struct walk *walk, int count)
{
	walk->left -= count;
	if (walk->left == 0)
		walk->at += index_bytes(walk);
}

void runs_decode(const uint8_t *bytes, struct pixels to, struct rect part)
{
	struct walk walk = walk_begin(bytes);

	for (int y = 0; y < part.height; y++)
		expand(&walk, pixels_at(to, part.x, part.y + y), part.width);
}

/* x / 255 to the nearest, for x up to 255 * 255, in 16 bits: so the compiler takes many at once. */
static uint8_t divide_255(uint16_t x)
{
	x = (uint16_t)(x + 128);
	return (uint8_t)((uint16_t)(x + (x >> 8)) >> 8);
}

__attribute__((optimize("O3"))) static void mix_bytes(
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

void runs_mix(const uint8_t *before, const uint8_t *after, unsigned share, struct pixels to, struct rect part)
{
	uint32_t old[PIXELS_CELL_PX], coming[PIXELS_CELL_PX], a, b;
	struct walk from = walk_begin(before), into = walk_begin(after);

	for (int y = 0; y < part.height; y++) {
		uint32_t *row = pixels_at(to, part.x, part.y + y);

		if (take_flat(&from, part.width, &a) && take_flat(&into, part.width, &b)) {
			skip_flat(&from, part.width);
			skip_flat(&into, part.width);
			fill(row, a == b ? a : runs_mix_color(a, b, share), part.width);
			continue;
		}
		expand(&from, old, part.width);
		expand(&into, coming, part.width);
		mix_bytes((uint8_t *)row, (const uint8_t *)old, (const uint8_t *)coming,
			part.width * (int)sizeof(*row), share);
	}
}
