#include "kiosk/paint/font_file.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/check.h"

enum { BLOCK_BYTES = 2048, BLOCKS = 32 };

struct font_file {
	int file; /* owned */
	Sint64 size, at;
	Sint64 held[BLOCKS]; /* which block each holds, from 1; 0: none */
	uint8_t bytes[BLOCKS][BLOCK_BYTES];
};

static struct font_file *file_of(SDL_RWops *ops)
{
	return ops->hidden.unknown.data1;
}

static Sint64 SDLCALL file_size(SDL_RWops *ops)
{
	return file_of(ops)->size;
}

static Sint64 SDLCALL file_seek(SDL_RWops *ops, Sint64 offset, int whence)
{
	struct font_file *file = file_of(ops);
	Sint64 base = whence == RW_SEEK_CUR ? file->at : whence == RW_SEEK_END ? file->size : 0;

	if (offset < -base || offset > file->size - base)
		return -1;
	file->at = base + offset;
	return file->at;
}

/* NULL where the file cannot be read any more. */
static const uint8_t *find_block(struct font_file *file, Sint64 number)
{
	size_t slot = (size_t)number % BLOCKS;
	Sint64 start = number * BLOCK_BYTES, room = file->size - start < BLOCK_BYTES ? file->size - start : BLOCK_BYTES;

	if (file->held[slot] != number + 1) {
		file->held[slot] = 0;
		if (pread(file->file, file->bytes[slot], (size_t)room, start) != room)
			return NULL;
		file->held[slot] = number + 1;
	}
	return file->bytes[slot];
}

/* Whole tables are read past the blocks. */
static bool read_at(struct font_file *file, uint8_t *to, size_t length)
{
	if (length > BLOCK_BYTES)
		return pread(file->file, to, length, file->at) == (ssize_t)length;
	while (length > 0) {
		size_t within = (size_t)(file->at % BLOCK_BYTES), part = BLOCK_BYTES - within < length ? BLOCK_BYTES - within : length;
		const uint8_t *block = find_block(file, file->at / BLOCK_BYTES);

		if (!block)
			return false;
		memcpy(to, block + within, part);
		to += part;
		file->at += (Sint64)part;
		length -= part;
	}
	return true;
}

static size_t SDLCALL file_read(SDL_RWops *ops, void *to, size_t size, size_t count)
{
	struct font_file *file = file_of(ops);
	Sint64 start = file->at;
	size_t room = (size_t)(file->size - file->at);

	if (size == 0 || count == 0)
		return 0;
	if (count > room / size)
		count = room / size;
	if (!read_at(file, to, size * count))
		count = 0;
	file->at = start + (Sint64)(size * count);
	return count;
}

static size_t SDLCALL file_write(SDL_RWops *ops, const void *from, size_t size, size_t count)
{
	(void)ops;
	(void)from;
	(void)size;
	(void)count;
	return 0;
}

static int SDLCALL file_close(SDL_RWops *ops)
{
	close(file_of(ops)->file);
	free(file_of(ops));
	SDL_FreeRW(ops);
	return 0;
}

SDL_RWops *font_file_open(const char *path)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	struct font_file *file;
	struct stat found;
	SDL_RWops *ops;

	if (descriptor < 0)
		return NULL;
	if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode)) {
		close(descriptor);
		return NULL;
	}
	file = calloc(1, sizeof(*file));
	ops = SDL_AllocRW();
	REQUIRE(file && ops);
	file->file = descriptor;
	file->size = found.st_size;
	ops->size = file_size;
	ops->seek = file_seek;
	ops->read = file_read;
	ops->write = file_write;
	ops->close = file_close;
	ops->type = SDL_RWOPS_UNKNOWN;
	ops->hidden.unknown.data1 = file;
	return ops;
}
