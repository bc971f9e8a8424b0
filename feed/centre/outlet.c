#include "feed/centre/outlet.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/wire/wire.h"

enum { FILE_MODE = 0644, MS_PER_S = 1000, NS_PER_MS = 1000000 };

static bool make_path(char path[PATH_MAX], const char *out, const char *rest, const char *name, struct error *error)
{
	if (snprintf(path, PATH_MAX, "%s/v1/%s%s", out, rest, name) < PATH_MAX)
		return true;
	return error_set(error, "cannot write below %s: the path is too long", out);
}

static bool make_head_path(char path[PATH_MAX], const char *out, struct str area, const char *end, struct error *error)
{
	char name[AREA_ID_BYTES_MAX + sizeof(".json.minisig")];

	snprintf(name, sizeof(name), STR_FMT ".json%s", STR_ARG(area), end);
	return make_path(path, out, "head/", name, error);
}

bool outlet_open(const char *out, struct error *error)
{
	char path[PATH_MAX];

	return make_path(path, out, "blob", "", error) && file_make_folder(path, error) &&
	       make_path(path, out, "head", "", error) && file_make_folder(path, error);
}

struct head *outlet_find_head(struct arena *arena, const char *out, struct str area, const struct sign_public *key)
{
	struct head *head = arena_new(arena, struct head);
	char path[PATH_MAX], signature_path[PATH_MAX];
	struct str bytes, signature;

	if (!make_head_path(path, out, area, "", NULL) || !file_read(arena, path, HEAD_BYTES_MAX, &bytes, NULL) ||
		!make_head_path(signature_path, out, area, ".minisig", NULL) ||
		!file_read(arena, signature_path, SIGN_TEXT_BYTES_MAX, &signature, NULL) ||
		!sign_verify(key, bytes, signature, NULL) || !head_decode(arena, bytes, head, NULL))
		return NULL;
	return head;
}

bool outlet_put_blob(const char *out, const struct head_document *document, struct str bytes, struct error *error)
{
	char path[PATH_MAX];
	struct stat info;

	if (!make_path(path, out, "blob/", document->sha256, error))
		return false;
	if (stat(path, &info) == 0 && info.st_size == document->size_bytes)
		return true;
	return file_replace(path, bytes, FILE_MODE, error);
}

/* Who reads between the two fetches the pair again. */
bool outlet_put_head(const char *out, struct str area, struct str bytes, struct str signature, struct error *error)
{
	char path[PATH_MAX];

	return make_head_path(path, out, area, "", error) && file_replace(path, bytes, FILE_MODE, error) &&
	       make_head_path(path, out, area, ".minisig", error) &&
	       file_replace(path, signature, FILE_MODE, error);
}

bool outlet_touch_blobs(const char *out, const struct head *head, int64_t now_ms, struct error *error)
{
	const struct timespec now = {now_ms / MS_PER_S, now_ms % MS_PER_S * NS_PER_MS};
	const struct timespec times[2] = {now, now};
	char path[PATH_MAX];

	for (size_t i = 0; head && i < head->document_count; i++) {
		if (!make_path(path, out, "blob/", head->documents[i].sha256, error))
			return false;
		if (utimensat(AT_FDCWD, path, times, 0) != 0 && errno != ENOENT)
			return error_set(error, "cannot touch %s: %s", path, strerror(errno));
	}
	return true;
}

static bool is_named(const struct head *head, const char *name)
{
	for (size_t i = 0; head && i < head->document_count; i++)
		if (strcmp(head->documents[i].sha256, name) == 0)
			return true;
	return false;
}

static bool is_used(const struct head *const *heads, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (is_named(heads[i], name))
			return true;
	return false;
}

static bool is_old(int folder, const char *name, int64_t before_ms)
{
	struct stat info;

	return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) &&
	       (int64_t)info.st_mtim.tv_sec * MS_PER_S < before_ms;
}

bool outlet_sweep(const char *out, const struct head *const *heads, size_t count, int64_t before_ms, struct error *error)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *folder;

	if (!make_path(path, out, "blob", "", error))
		return false;
	folder = opendir(path);
	if (!folder)
		return error_set(error, "cannot read folder %s: %s", path, strerror(errno));
	while ((entry = readdir(folder)))
		if (!is_used(heads, count, entry->d_name) && is_old(dirfd(folder), entry->d_name, before_ms))
			unlinkat(dirfd(folder), entry->d_name, 0);
	closedir(folder);
	return true;
}
