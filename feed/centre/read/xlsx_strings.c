#include "feed/centre/read/xlsx_strings.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/centre/read/xlsx_part.h"

enum { BLOCK_BYTES = 1024 * 1024, STRING_BYTES_MAX = SHEET_CELL_BYTES_MAX + 1 };

_Static_assert(STRING_BYTES_MAX < BLOCK_BYTES, "each stands in one block");

/* Where each begins; it ends where the next begins, or with its block. */
struct xlsx_strings {
	char **blocks;   /* owned, each owned */
	size_t block_count;
	uint32_t *places; /* owned: block * BLOCK_BYTES + offset; a length of two bytes stands before the text */
	size_t count, capacity;
	size_t used; /* of the newest block */
	char text[STRING_BYTES_MAX];
	size_t length;
	int phonetic; /* how deep in text that only tells how to read it */
	bool inside;
	bool full;
};

_Static_assert(XLSX_STRINGS_BYTES_MAX <= UINT32_MAX, "places are 32 bits");

static void start(void *self, struct str name, const char *const *attributes)
{
	struct xlsx_strings *strings = self;

	(void)attributes;
	if (str_equal(name, STR("si")))
		strings->length = 0;
	else if (str_equal(name, STR("rPh")))
		strings->phonetic++;
	else if (str_equal(name, STR("t")))
		strings->inside = true;
}

static void take_text(void *self, struct str text)
{
	struct xlsx_strings *strings = self;
	size_t room = STRING_BYTES_MAX - strings->length;

	if (!strings->inside || strings->phonetic)
		return;
	text = str_part(text, 0, room);
	memcpy(strings->text + strings->length, text.bytes, text.length);
	strings->length += text.length;
}

static bool make_room(struct xlsx_strings *strings, size_t length)
{
	if (strings->count == strings->capacity) {
		strings->capacity = strings->capacity ? strings->capacity * 2 : 1024;
		strings->places = realloc(strings->places, strings->capacity * sizeof(strings->places[0]));
		REQUIRE(strings->places);
	}
	if (strings->block_count && strings->used + length <= BLOCK_BYTES)
		return true;
	if (strings->block_count == XLSX_STRINGS_BYTES_MAX / BLOCK_BYTES)
		return false;
	strings->blocks = realloc(strings->blocks, (strings->block_count + 1) * sizeof(strings->blocks[0]));
	REQUIRE(strings->blocks);
	strings->blocks[strings->block_count] = malloc(BLOCK_BYTES);
	REQUIRE(strings->blocks[strings->block_count]);
	strings->block_count++;
	strings->used = 0;
	return true;
}

static void keep(struct xlsx_strings *strings)
{
	uint16_t length = (uint16_t)strings->length;
	char *to;

	if (strings->full || !make_room(strings, sizeof(length) + length)) {
		strings->full = true;
		return;
	}
	to = strings->blocks[strings->block_count - 1] + strings->used;
	strings->places[strings->count++] = (uint32_t)((strings->block_count - 1) * BLOCK_BYTES + strings->used);
	memcpy(to, &length, sizeof(length));
	memcpy(to + sizeof(length), strings->text, length);
	strings->used += sizeof(length) + length;
}

static void end(void *self, struct str name)
{
	struct xlsx_strings *strings = self;

	if (str_equal(name, STR("t")))
		strings->inside = false;
	else if (str_equal(name, STR("rPh")))
		strings->phonetic--;
	else if (str_equal(name, STR("si")))
		keep(strings);
}

bool xlsx_strings_open(struct xlsx_strings **opened, struct sheet *sheet, zip_t *zip)
{
	static const char part[] = "xl/sharedStrings.xml";
	struct xlsx_strings *strings;
	bool read;

	*opened = NULL;
	if (!xlsx_part_exists(zip, part))
		return true;
	strings = calloc(1, sizeof(*strings));
	REQUIRE(strings);
	read = xlsx_part_read(
		sheet, zip, part, &(struct xml_reader){.start = start, .end = end, .text = take_text, .self = strings});
	if (read && strings->full) {
		sheet_fault(sheet, 0, 0, STR("over 512 MB of texts"), STR("a smaller workbook"), STR(""));
		read = false;
	}
	if (read)
		*opened = strings;
	else
		xlsx_strings_close(strings);
	return read;
}

void xlsx_strings_close(struct xlsx_strings *strings)
{
	if (!strings)
		return;
	for (size_t i = 0; i < strings->block_count; i++)
		free(strings->blocks[i]);
	free(strings->blocks);
	free(strings->places);
	free(strings);
}

bool xlsx_strings_find(const struct xlsx_strings *strings, uint64_t number, struct str *text)
{
	const char *at;
	uint16_t length;

	if (!strings || number >= strings->count)
		return false;
	at = strings->blocks[strings->places[number] / BLOCK_BYTES] + strings->places[number] % BLOCK_BYTES;
	memcpy(&length, at, sizeof(length));
	*text = (struct str){at + sizeof(length), length};
	return true;
}
