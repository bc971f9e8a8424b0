#include "feed/centre/read/text.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"

enum {
	PIECE_BYTES = 64 * 1024,
	SEQUENCE_BYTES_MAX = 4,
	LINES_LOOKED_AT = 20,
	DAMAGE_RATIO = 8 /* whole characters of UTF-8 for each broken byte: then it is UTF-8, damaged */
};

struct text {
	struct sheet *sheet; /* borrowed */
	int fd;              /* owned */
	const char *encoding; /* as iconv calls it */
	iconv_t converter;    /* owned; open where the encoding is not UTF-8 */
	struct csv_source source;
	struct timespec written;
	off_t size;
	char raw[PIECE_BYTES]; /* read and not yet converted */
	size_t raw_count;
	char window[TEXT_WINDOW_BYTES]; /* UTF-8 */
	size_t window_count;
	size_t faults_before;
	bool ended;
};

/* What one look through the file tells. */
struct look {
	size_t characters, broken; /* of more than one byte; bytes that are no UTF-8 */
	bool zero;
	int line, column;             /* here */
	int broken_line, broken_column, zero_line, zero_column;
	unsigned char before;         /* the byte before */
	bool marked;                  /* with the byte order mark of UTF-8 */
};

static ssize_t read_piece(int fd, char *to, size_t length)
{
	ssize_t got;

	do
		got = read(fd, to, length);
	while (got < 0 && errno == EINTR);
	return got;
}

static void look_at(struct look *look, struct str text, size_t at, size_t next)
{
	unsigned char byte = (unsigned char)text.bytes[at];

	if (byte == 0 && !look->zero) {
		look->zero = true;
		look->zero_line = look->line;
		look->zero_column = look->column;
	}
	if (byte >= 0x80 && next - at == 1) {
		if (look->broken++ == 0) {
			look->broken_line = look->line;
			look->broken_column = look->column;
		}
	} else if (byte >= 0x80) {
		look->characters++;
	}
	if (byte == '\n' && look->before == '\r')
		look->column = 1;
	else if (byte == '\n' || byte == '\r') {
		look->line++;
		look->column = 1;
	} else {
		look->column++;
	}
	look->before = byte;
}

/* Bytes at the end that may be the start of a character. */
static size_t cut_short(struct str text)
{
	for (size_t back = 1; back < SEQUENCE_BYTES_MAX && back <= text.length; back++) {
		unsigned char byte = (unsigned char)text.bytes[text.length - back];
		size_t wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;

		if ((byte & 0xc0) != 0x80)
			return wanted > back ? back : 0;
	}
	return 0;
}

static bool look_through(struct text *text, struct look *look)
{
	size_t left = 0;
	ssize_t got;

	*look = (struct look){.line = 1, .column = 1};
	for (bool first = true; (got = read_piece(text->fd, text->raw + left, PIECE_BYTES - left)) > 0; first = false) {
		struct str piece = {text->raw, left + (size_t)got};
		size_t at = 0, end;

		if (first && str_starts(piece, STR("\xef\xbb\xbf"))) {
			look->marked = true;
			at = 3;
		}
		end = piece.length - cut_short(piece);
		while (at < end) {
			size_t next = at;

			str_code_point(piece, &next);
			look_at(look, piece, at, next);
			at = next;
		}
		left = piece.length - at;
		memmove(text->raw, text->raw + at, left);
	}
	for (size_t i = 0; i < left; i++)
		look_at(look, (struct str){text->raw, left}, i, i + 1);
	return got == 0;
}

static bool start_again(struct text *text)
{
	text->raw_count = text->window_count = 0;
	text->ended = false;
	return lseek(text->fd, 0, SEEK_SET) == 0;
}

/* Whether all of it is text in this encoding. */
static bool converts(struct text *text, const char *encoding)
{
	iconv_t converter = iconv_open("UTF-8", encoding);
	size_t left = 0;
	bool good = converter != (iconv_t)-1 && start_again(text);
	ssize_t got = 0;

	while (good && (got = read_piece(text->fd, text->raw + left, PIECE_BYTES - left)) > 0) {
		char *from = text->raw, *to = text->window;
		size_t room = TEXT_WINDOW_BYTES;

		left += (size_t)got;
		good = iconv(converter, &from, &left, &to, &room) != (size_t)-1 || (errno == EINVAL && left < SEQUENCE_BYTES_MAX);
		memmove(text->raw, from, left);
	}
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	return good && got == 0 && left == 0;
}

static bool text_fault(struct text *text, int line, int column, struct str found, struct str expected)
{
	sheet_fault(text->sheet, line, column, found, expected, STR(""));
	return false;
}

static bool find_encoding(struct text *text, const struct look *look)
{
	char mark[2] = {0};

	if (pread(text->fd, mark, sizeof(mark), 0) == sizeof(mark) &&
		(memcmp(mark, "\xff\xfe", 2) == 0 || memcmp(mark, "\xfe\xff", 2) == 0)) {
		text->encoding = "UTF-16";
		return converts(text, text->encoding) || text_fault(text, 0, 0, STR("a UTF-16 text with broken characters"),
								 STR("a file saved as \"CSV UTF-8\""));
	}
	if (look->zero)
		return text_fault(text, look->zero_line, look->zero_column, STR("a zero byte"), STR("text"));
	text->encoding = "UTF-8";
	if (look->broken == 0)
		return true;
	if (!look->marked && look->characters < look->broken * DAMAGE_RATIO && converts(text, "GB18030")) {
		text->encoding = "GB18030";
		return true;
	}
	return text_fault(text, look->broken_line, look->broken_column, STR("bytes that are neither UTF-8 nor GB18030"),
		STR("a file saved as \"CSV UTF-8\""));
}

static bool open_file(struct text *text, const char *path)
{
	struct stat info;

	text->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (text->fd < 0 || fstat(text->fd, &info) != 0)
		return text_fault(text, 0, 0, str_format(text->sheet->arena, "cannot open %s: %s", path, strerror(errno)),
			STR("a file that can be read"));
	text->size = info.st_size;
	text->written = info.st_mtim;
	text->sheet->all = (uint64_t)info.st_size;
	return info.st_size <= TEXT_BYTES_MAX || text_fault(text, 0, 0, STR("a text of over 1 GB"), STR("a smaller file"));
}

/* Converts what was read to the end of the window. */
static bool convert(struct text *text)
{
	char *from = text->raw, *to = text->window + text->window_count;
	size_t room = TEXT_WINDOW_BYTES - text->window_count;
	bool good = iconv(text->converter, &from, &text->raw_count, &to, &room) != (size_t)-1 || errno == EINVAL || errno == E2BIG;

	memmove(text->raw, from, text->raw_count);
	from = text->window + text->window_count;
	text->window_count = (size_t)(to - text->window);
	if (!memchr(from, 0, (size_t)(to - from)))
		return good;
	text->window_count = (size_t)(from - text->window);
	return text_fault(text, 0, 0, STR("a zero character"), STR("text"));
}

static bool take_piece(struct text *text)
{
	size_t room = TEXT_WINDOW_BYTES - text->window_count;
	ssize_t got;

	if (strcmp(text->encoding, "UTF-8") == 0) {
		got = read_piece(text->fd, text->window + text->window_count, room < PIECE_BYTES ? room : PIECE_BYTES);
		text->window_count += got > 0 ? (size_t)got : 0;
		text->sheet->done += got > 0 ? (uint64_t)got : 0;
		return got > 0;
	}
	got = read_piece(text->fd, text->raw + text->raw_count, PIECE_BYTES - text->raw_count);
	if (got <= 0)
		return false;
	text->raw_count += (size_t)got;
	text->sheet->done += (uint64_t)got;
	return convert(text);
}

/* Bytes were looked at once and are read now: they must be the same. */
static void check_unchanged(struct text *text)
{
	struct stat info;

	if (fstat(text->fd, &info) == 0 && info.st_size == text->size && info.st_mtim.tv_sec == text->written.tv_sec &&
		info.st_mtim.tv_nsec == text->written.tv_nsec)
		return;
	text_fault(text, 0, 0, STR("the file changed while it was read"), STR("one that stays as it is until it is imported"));
}

static bool more(void *self, struct csv *csv, bool *full)
{
	struct text *text = self;
	size_t passed = csv->at, before;

	memmove(text->window, text->window + passed, text->window_count - passed);
	text->window_count -= passed;
	before = text->window_count;
	*full = before + SEQUENCE_BYTES_MAX > TEXT_WINDOW_BYTES;
	if (!text->ended && !*full && !take_piece(text)) {
		text->ended = true;
		check_unchanged(text);
	}
	csv->at = 0;
	csv->text = (struct str){text->window, text->window_count};
	return text->window_count > before;
}

/* The mark at the start is no text. */
static bool fill_first(struct text *text)
{
	if (!start_again(text))
		return false;
	if (!take_piece(text) && text->sheet->faults->total > text->faults_before)
		return false;
	if (str_starts((struct str){text->window, text->window_count}, STR("\xef\xbb\xbf"))) {
		text->window_count -= 3;
		memmove(text->window, text->window + 3, text->window_count);
	}
	return true;
}

bool text_open(struct text **opened, struct sheet *sheet, const char *path)
{
	struct text *text = calloc(1, sizeof(*text));
	struct look look;

	REQUIRE(text);
	*text = (struct text){.sheet = sheet, .fd = -1, .converter = (iconv_t)-1, .faults_before = sheet->faults->total};
	text->source = (struct csv_source){more, text};
	if (open_file(text, path) && look_through(text, &look) && find_encoding(text, &look)) {
		if (strcmp(text->encoding, "UTF-8") != 0)
			text->converter = iconv_open("UTF-8", text->encoding);
		if (fill_first(text)) {
			*opened = text;
			return true;
		}
	}
	text_close(text);
	return false;
}

void text_close(struct text *text)
{
	if (!text)
		return;
	if (text->converter != (iconv_t)-1)
		iconv_close(text->converter);
	if (text->fd >= 0)
		close(text->fd);
	free(text);
}

struct str text_encoding(const struct text *text)
{
	return str_from(text->encoding);
}

/* In how many of the first lines each stands outside quotes; in how many places where that is equal. */
char text_separator(struct text *text)
{
	static const char signs[] = ",;\t";
	size_t lines[3] = {0}, places[3] = {0}, in_line[3] = {0};
	size_t best = 0;
	bool quoted = false;
	int line = 0;

	for (size_t i = 0; i < text->window_count && line < LINES_LOOKED_AT; i++) {
		char c = text->window[i];
		const char *sign = memchr(signs, c, 3);

		if (c == '"')
			quoted = !quoted;
		if (!quoted && sign) {
			in_line[sign - signs]++;
			places[sign - signs]++;
		}
		if (!quoted && c == '\n') {
			for (int j = 0; j < 3; j++)
				lines[j] += in_line[j] > 0;
			memset(in_line, 0, sizeof(in_line));
			line++;
		}
	}
	for (size_t j = 0; j < 3; j++)
		lines[j] += in_line[j] > 0;
	for (size_t j = 1; j < 3; j++)
		if (lines[j] > lines[best] || (lines[j] == lines[best] && places[j] > places[best]))
			best = j;
	return signs[best];
}

struct str text_start(const struct text *text)
{
	return (struct str){text->window, text->window_count};
}

const struct csv_source *text_source(struct text *text)
{
	return &text->source;
}
