#include "feed/base/picture.h"

#include <stdint.h>

enum {
	JPEG_START = 0xd8,
	JPEG_APP1 = 0xe1,
	JPEG_SCAN = 0xda,
	JPEG_END = 0xd9,
	EXIF_NAME_END = 8, /* of a segment: its length, "Exif" and two zeros */
	EXIF_ORIENTATION = 0x0112,
	EXIF_ENTRY_BYTES = 12,
	EXIF_SHORT = 3
};

/* Bytes past the end count as 0: who reads checks the length where it matters. */
static uint32_t byte_at(struct str bytes, size_t at)
{
	return at < bytes.length ? (uint8_t)bytes.bytes[at] : 0;
}

static uint32_t big(struct str bytes, size_t at, size_t count)
{
	uint32_t value = 0;

	for (size_t i = 0; i < count; i++)
		value = value << 8 | byte_at(bytes, at + i);
	return value;
}

static uint32_t little(struct str bytes, size_t at, size_t count)
{
	uint32_t value = 0;

	for (size_t i = count; i-- > 0;)
		value = value << 8 | byte_at(bytes, at + i);
	return value;
}

static bool has(struct str bytes, size_t at, struct str wanted)
{
	return at <= bytes.length && str_starts(str_part(bytes, at, bytes.length), wanted);
}

static bool read_png(struct str bytes, struct picture_facts *facts)
{
	if (!has(bytes, 0, STR("\x89PNG\r\n\x1a\n")) || !has(bytes, 12, STR("IHDR")))
		return false;
	facts->format = PICTURE_PNG;
	facts->width = (int)(big(bytes, 16, 4) & INT32_MAX);
	facts->height = (int)(big(bytes, 20, 4) & INT32_MAX);
	return true;
}

/* The note's own little file: byte order, then the entries of its first folder. */
static void read_exif(struct str exif, struct picture_facts *facts)
{
	bool from_least = has(exif, 0, STR("II"));
	uint32_t (*number)(struct str, size_t, size_t) = from_least ? little : big;
	size_t folder, count;

	if (!from_least && !has(exif, 0, STR("MM")))
		return;
	folder = number(exif, 4, 4);
	if (folder >= exif.length)
		return;
	count = number(exif, folder, 2);
	for (size_t i = 0; i < count; i++) {
		size_t entry = folder + 2 + i * EXIF_ENTRY_BYTES;
		uint32_t turn = number(exif, entry + 8, 2);

		if (entry + EXIF_ENTRY_BYTES > exif.length)
			return;
		if (number(exif, entry, 2) == EXIF_ORIENTATION && number(exif, entry + 2, 2) == EXIF_SHORT &&
			turn >= PICTURE_UPRIGHT && turn <= PICTURE_QUARTER_LEFT)
			facts->turn = (enum picture_turn)turn;
	}
}

/* SOF0..SOF15 but for the three that are something else: the frame's size stands there. */
static bool is_frame(uint32_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static bool read_jpeg(struct str bytes, struct picture_facts *facts)
{
	size_t at = 2;

	if (bytes.length < 4 || byte_at(bytes, 0) != 0xff || byte_at(bytes, 1) != JPEG_START)
		return false;
	facts->format = PICTURE_JPEG;
	while (at + 4 <= bytes.length && byte_at(bytes, at) == 0xff) {
		uint32_t marker = byte_at(bytes, at + 1), length = big(bytes, at + 2, 2);

		if (marker == 0xff) { /* may be repeated */
			at++;
			continue;
		}
		if (marker == JPEG_SCAN || marker == JPEG_END || length < 2)
			return false;
		if (is_frame(marker)) {
			facts->height = (int)big(bytes, at + 5, 2);
			facts->width = (int)big(bytes, at + 7, 2);
			return at + 9 <= bytes.length;
		}
		if (marker == JPEG_APP1 && length > EXIF_NAME_END && has(bytes, at + 4, STR("Exif\0\0")))
			read_exif(str_part(bytes, at + 2 + EXIF_NAME_END, length - EXIF_NAME_END), facts);
		at += 2 + length;
	}
	return false;
}

static bool read_webp(struct str bytes, struct picture_facts *facts)
{
	if (!has(bytes, 0, STR("RIFF")) || !has(bytes, 8, STR("WEBP")) || bytes.length < 30)
		return false;
	facts->format = PICTURE_WEBP;
	if (has(bytes, 12, STR("VP8X"))) {
		facts->width = (int)little(bytes, 24, 3) + 1;
		facts->height = (int)little(bytes, 27, 3) + 1;
	} else if (has(bytes, 12, STR("VP8L"))) {
		uint32_t sizes = little(bytes, 21, 4);

		facts->width = (int)(sizes & 0x3fff) + 1;
		facts->height = (int)(sizes >> 14 & 0x3fff) + 1;
	} else if (has(bytes, 12, STR("VP8 "))) {
		facts->width = (int)(little(bytes, 26, 2) & 0x3fff);
		facts->height = (int)(little(bytes, 28, 2) & 0x3fff);
	} else {
		return false;
	}
	return true;
}

bool picture_read(struct str bytes, struct picture_facts *facts)
{
	*facts = (struct picture_facts){.turn = PICTURE_UPRIGHT};
	if (bytes.length > PICTURE_BYTES_MAX ||
		(!read_png(bytes, facts) && !read_jpeg(bytes, facts) && !read_webp(bytes, facts)))
		return false;
	return facts->width > 0 && facts->height > 0 && facts->width <= PICTURE_SIDE_MAX &&
	       facts->height <= PICTURE_SIDE_MAX && (int64_t)facts->width * facts->height <= PICTURE_PIXELS_MAX;
}
