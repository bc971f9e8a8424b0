#include "feed/sync/media_files.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"

enum { FILE_MODE = 0644 };

struct str media_file_path(struct arena *arena, const char *state_folder, const char *sha256)
{
	return str_format(arena, "%s/media/%s", state_folder, sha256);
}

static bool is_whole(const char *path, int64_t size_bytes)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == size_bytes;
}

static bool keep_file(struct arena *arena, const char *state_folder, struct cache *cache,
	const struct head_document *document, struct error *error)
{
	struct str path = media_file_path(arena, state_folder, document->sha256), bytes;

	if (is_whole(path.bytes, document->size_bytes))
		return true;
	if (!cache_blob(cache, document->sha256, arena, &bytes))
		return error_set(error, "the cache lacks the picture " STR_FMT, STR_ARG(document->name));
	return file_make_folder(str_format(arena, "%s/media", state_folder).bytes, error) &&
	       file_replace(path.bytes, bytes, FILE_MODE, error);
}

static bool is_named(const struct head *head, const char *name)
{
	for (size_t i = 0; i < head->document_count; i++)
		if (head->documents[i].kind == DOCUMENT_MEDIA && strcmp(head->documents[i].sha256, name) == 0)
			return true;
	return false;
}

static void remove_others(struct arena *arena, const char *state_folder, const struct head *head)
{
	DIR *folder = opendir(str_format(arena, "%s/media", state_folder).bytes);
	struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.' && !is_named(head, entry->d_name))
			unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
}

bool media_files_follow(
	const char *state_folder, struct cache *cache, const struct snapshot *snapshot, struct error *error)
{
	const struct head *head = snapshot_head(snapshot);
	struct arena arena;
	bool ok = true;

	arena_init(&arena);
	for (size_t i = 0; i < head->document_count; i++) {
		if (head->documents[i].kind == DOCUMENT_MEDIA)
			ok = keep_file(&arena, state_folder, cache, &head->documents[i], error) && ok;
		arena_clear(&arena);
	}
	remove_others(&arena, state_folder, head);
	arena_finish(&arena);
	return ok;
}
