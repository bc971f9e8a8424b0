#include "feed/centre/shelf.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/wire/wire.h"

#define BLOBS STR("/v1/blob/")
#define HEADS STR("/v1/head/")
#define ROOTS STR("/v1/root/")
#define FOR_EVER "public, max-age=31536000, immutable"
#define ASK_AGAIN "public, max-age=1, must-revalidate"

enum { NAME_BYTES_MAX = 128, TAG_BYTES = SHA256_DIGITS + 16 };

/* A compressed blob that is kept as the reply that it becomes. */
struct kept {
	char sha256[SHA256_DIGITS + 1];
	struct MHD_Response *response; /* counted */
	size_t bytes;
	uint64_t used; /* when, in requests */
};

struct shelf {
	const char *folder;
	struct kept kept[SHELF_KEPT_MAX];
	size_t kept_count, kept_bytes;
	uint64_t requests;
};

static const struct shelf_answer not_found = {.status = MHD_HTTP_NOT_FOUND};

struct shelf *shelf_create(const char *folder)
{
	struct shelf *shelf = calloc(1, sizeof(*shelf));

	REQUIRE(shelf);
	shelf->folder = folder;
	return shelf;
}

void shelf_destroy(struct shelf *shelf)
{
	if (!shelf)
		return;
	for (size_t i = 0; i < shelf->kept_count; i++)
		MHD_destroy_response(shelf->kept[i].response);
	free(shelf);
}

static bool is_digits(struct str name)
{
	for (size_t i = 0; i < name.length; i++)
		if (!strchr("0123456789abcdef", name.bytes[i]))
			return false;
	return name.length == SHA256_DIGITS;
}

static bool is_file_name(struct str name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_' &&
			c != '-' && !(i && c == '.'))
			return false;
	}
	return name.length > 0 && name.length <= NAME_BYTES_MAX;
}

static struct str after(struct str path, struct str start)
{
	return str_part(path, start.length, path.length);
}

static bool is_blob(struct str path)
{
	return str_starts(path, BLOBS) && is_digits(after(path, BLOBS));
}

bool shelf_has(struct str path)
{
	return is_blob(path) || (str_starts(path, HEADS) && is_file_name(after(path, HEADS))) ||
	       (str_starts(path, ROOTS) && is_file_name(after(path, ROOTS)));
}

/* One piece of a list in a header: its name without parameters; *refused where it says q=0. */
static struct str read_piece(struct str piece, bool *refused)
{
	size_t at = str_find(piece, STR(";"));
	struct str quality = str_trim(str_part(piece, at + 1, piece.length));
	double value = 1;

	if (at < piece.length && quality.length > 2 && (quality.bytes[0] | 32) == 'q' && quality.bytes[1] == '=')
		str_number(str_trim(str_part(quality, 2, quality.length)), &value);
	*refused = value <= 0;
	return str_trim(str_part(piece, 0, at));
}

static bool takes_gzip(const char *accept_encoding)
{
	struct str rest = str_from(accept_encoding), piece;
	bool refused;

	while (str_next(&rest, ',', &piece)) {
		struct str name = read_piece(piece, &refused);

		if (name.length == 4 && strncasecmp(name.bytes, "gzip", 4) == 0)
			return !refused;
	}
	return false;
}

static bool has_tag(const char *if_none_match, const char *tag)
{
	struct str rest = str_from(if_none_match), piece;

	while (str_next(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (str_starts(piece, STR("W/")))
			piece = str_part(piece, 2, piece.length);
		if (str_equal(piece, str_from(tag)) || str_equal(piece, STR("*")))
			return true;
	}
	return false;
}

static void put(struct MHD_Response *response, const char *name, const char *value)
{
	REQUIRE(MHD_add_response_header(response, name, value) == MHD_YES);
}

static void put_caching(struct MHD_Response *response, const char *tag, bool blob)
{
	put(response, MHD_HTTP_HEADER_ETAG, tag);
	put(response, MHD_HTTP_HEADER_CACHE_CONTROL, blob ? FOR_EVER : ASK_AGAIN);
	if (blob)
		put(response, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
}

static struct shelf_answer unchanged(const char *tag, bool blob)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);

	REQUIRE(response);
	put_caching(response, tag, blob);
	return (struct shelf_answer){.status = MHD_HTTP_NOT_MODIFIED, .response = response};
}

static bool make_path(char path[PATH_MAX], const struct shelf *shelf, const char *rest)
{
	return snprintf(path, PATH_MAX, "%s%s", shelf->folder, rest) < PATH_MAX;
}

/* Heads and roots are small, and their tag is their hash: read at each request. */
static struct shelf_answer find_head(
	const struct shelf *shelf, const struct shelf_request *request, struct arena *arena)
{
	char path[PATH_MAX], digits[SHA256_DIGITS + 1], tag[TAG_BYTES];
	bool json = str_ends(str_from(request->path), STR(".json"));
	struct MHD_Response *response;
	struct str bytes;

	if (!make_path(path, shelf, request->path) || !file_read(arena, path, HEAD_BYTES_MAX, &bytes, NULL))
		return not_found;
	sha256_hex(bytes, digits);
	snprintf(tag, sizeof(tag), "\"%s\"", digits);
	if (has_tag(request->if_none_match, tag))
		return unchanged(tag, false);
	response = MHD_create_response_from_buffer(bytes.length, (void *)bytes.bytes, MHD_RESPMEM_MUST_COPY);
	REQUIRE(response);
	put_caching(response, tag, false);
	put(response, MHD_HTTP_HEADER_CONTENT_TYPE, json ? "application/json" : "text/plain; charset=utf-8");
	return (struct shelf_answer){.status = MHD_HTTP_OK, .response = response, .bytes = bytes.length};
}

static struct kept *find_kept(struct shelf *shelf, const char *sha256)
{
	for (size_t i = 0; i < shelf->kept_count; i++)
		if (strcmp(shelf->kept[i].sha256, sha256) == 0)
			return &shelf->kept[i];
	return NULL;
}

static void drop_oldest(struct shelf *shelf)
{
	struct kept *oldest = &shelf->kept[0];

	for (size_t i = 1; i < shelf->kept_count; i++)
		if (shelf->kept[i].used < oldest->used)
			oldest = &shelf->kept[i];
	MHD_destroy_response(oldest->response);
	shelf->kept_bytes -= oldest->bytes;
	*oldest = shelf->kept[--shelf->kept_count];
}

static struct kept *keep(struct shelf *shelf, const char *sha256, struct MHD_Response *response, size_t bytes)
{
	struct kept *kept;

	while (shelf->kept_count == SHELF_KEPT_MAX ||
		(shelf->kept_count && shelf->kept_bytes + bytes > SHELF_KEPT_BYTES_MAX))
		drop_oldest(shelf);
	kept = &shelf->kept[shelf->kept_count++];
	*kept = (struct kept){.response = response, .bytes = bytes};
	snprintf(kept->sha256, sizeof(kept->sha256), "%s", sha256);
	shelf->kept_bytes += bytes;
	return kept;
}

/* NULL where it would not become smaller. */
static char *gzip(struct str bytes, size_t *length)
{
	z_stream stream = {.next_in = (Bytef *)bytes.bytes, .avail_in = (uInt)bytes.length};
	char *packed = malloc(bytes.length);
	int ended;

	REQUIRE(packed &&
		deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	stream.next_out = (Bytef *)packed;
	stream.avail_out = (uInt)bytes.length;
	ended = deflate(&stream, Z_FINISH);
	*length = stream.total_out;
	deflateEnd(&stream);
	if (ended == Z_STREAM_END)
		return packed;
	free(packed);
	return NULL;
}

static struct kept *compress_blob(struct shelf *shelf, const char *path, const char *sha256, const char *tag)
{
	struct MHD_Response *response;
	struct arena arena;
	struct str bytes;
	char *packed = NULL;
	size_t length = 0;

	arena_init(&arena);
	if (file_read(&arena, path, SHELF_GZIP_BYTES_MAX, &bytes, NULL) && bytes.length >= SHELF_GZIP_BYTES_MIN)
		packed = gzip(bytes, &length);
	arena_finish(&arena);
	if (!packed)
		return NULL;
	response = MHD_create_response_from_buffer(length, packed, MHD_RESPMEM_MUST_FREE);
	REQUIRE(response);
	put_caching(response, tag, true);
	put(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	put(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
	return keep(shelf, sha256, response, length);
}

/* One open range, which is what halls and caches ask for; another is answered with the whole. -1: none. */
static int64_t wanted_from(const struct shelf_request *request, const char *tag)
{
	struct str range = str_from(request->range);
	int64_t from;

	if (!str_starts(range, STR("bytes=")) || !str_ends(range, STR("-")) || (request->if_range && strcmp(request->if_range, tag) != 0) ||
		!str_integer(str_part(range, 6, range.length - 7), &from) || from < 0)
		return -1;
	return from;
}

static struct shelf_answer answer_file(int file, int64_t size, int64_t from, const char *tag)
{
	struct MHD_Response *response = MHD_create_response_from_fd_at_offset64((uint64_t)(size - (from > 0 ? from : 0)), file, from > 0 ? (uint64_t)from : 0);
	char range[80];

	REQUIRE(response);
	put_caching(response, tag, true);
	put(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	put(response, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
	if (from >= 0) {
		snprintf(range, sizeof(range), "bytes %lld-%lld/%lld", (long long)from, (long long)size - 1, (long long)size);
		put(response, MHD_HTTP_HEADER_CONTENT_RANGE, range);
	}
	return (struct shelf_answer){.status = from >= 0 ? MHD_HTTP_PARTIAL_CONTENT : MHD_HTTP_OK, .response = response,
		.bytes = (size_t)(size - (from > 0 ? from : 0))};
}

static struct shelf_answer find_plain(const char *path, const char *tag, const struct shelf_request *request)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int64_t from = wanted_from(request, tag);
	struct stat info;

	if (file < 0)
		return not_found;
	if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && from < (int64_t)info.st_size)
		return answer_file(file, info.st_size, from, tag);
	close(file);
	return from >= 0 ? (struct shelf_answer){.status = MHD_HTTP_RANGE_NOT_SATISFIABLE} : not_found;
}

static struct shelf_answer lend(struct shelf *shelf, struct kept *kept)
{
	kept->used = shelf->requests;
	return (struct shelf_answer){
		.status = MHD_HTTP_OK, .response = kept->response, .bytes = kept->bytes, .lent = true};
}

static struct shelf_answer find_blob(struct shelf *shelf, const struct shelf_request *request)
{
	const char *sha256 = request->path + BLOBS.length;
	char path[PATH_MAX], plain_tag[TAG_BYTES], gzip_tag[TAG_BYTES];
	bool packed = !request->range && takes_gzip(request->accept_encoding);
	struct kept *kept;

	snprintf(plain_tag, sizeof(plain_tag), "\"%s\"", sha256);
	snprintf(gzip_tag, sizeof(gzip_tag), "\"%s-gzip\"", sha256);
	if (!make_path(path, shelf, request->path) || !file_exists(path))
		return not_found;
	if (has_tag(request->if_none_match, plain_tag) || has_tag(request->if_none_match, gzip_tag))
		return unchanged(packed ? gzip_tag : plain_tag, true);
	kept = packed ? find_kept(shelf, sha256) : NULL;
	if (packed && !kept)
		kept = compress_blob(shelf, path, sha256, gzip_tag);
	return kept ? lend(shelf, kept) : find_plain(path, plain_tag, request);
}

struct shelf_answer shelf_find(struct shelf *shelf, const struct shelf_request *request)
{
	struct shelf_answer answer;
	struct arena arena;

	shelf->requests++;
	if (is_blob(str_from(request->path)))
		return find_blob(shelf, request);
	arena_init(&arena);
	answer = find_head(shelf, request, &arena);
	arena_finish(&arena);
	return answer;
}
