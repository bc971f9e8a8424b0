#include "feed/sync/part.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/model/head.h"

enum { FILE_MODE = 0600 };

struct str part_read(struct arena *arena, const char *path, size_t limit_bytes)
{
	struct str bytes;

	return path[0] && file_read(arena, path, limit_bytes, &bytes, NULL) && bytes.length < limit_bytes ? bytes : STR("");
}

/* The folder is made with the first part that there is. */
static int open_part(const char *path)
{
	const int how = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
	const char *slash = strrchr(path, '/');
	int file = open(path, how, FILE_MODE);
	struct arena arena;

	if (file >= 0 || !slash)
		return file;
	arena_init(&arena);
	if (file_make_folder(str_copy(&arena, (struct str){path, (size_t)(slash - path)}).bytes, NULL))
		file = open(path, how, FILE_MODE);
	arena_finish(&arena);
	return file;
}

bool part_add(const char *path, struct str whole, size_t from)
{
	int file = open_part(path);
	bool ok = file >= 0 && ftruncate(file, (off_t)from) == 0;

	while (ok && from < whole.length) {
		ssize_t put = pwrite(file, whole.bytes + from, whole.length - from, (off_t)from);

		ok = put > 0;
		from += ok ? (size_t)put : 0;
	}
	if (file >= 0)
		close(file);
	return ok;
}

void part_drop(const char *path)
{
	if (path[0])
		unlink(path);
}

static bool is_named(const struct head *head, const char *sha256)
{
	for (size_t i = 0; head && i < head->document_count; i++)
		if (strcmp(head->documents[i].sha256, sha256) == 0)
			return true;
	return false;
}

void part_sweep(const char *folder, const struct head *head)
{
	DIR *opened = opendir(folder);
	struct dirent *entry;

	while (opened && (entry = readdir(opened)))
		if (entry->d_name[0] != '.' && !is_named(head, entry->d_name))
			unlinkat(dirfd(opened), entry->d_name, 0);
	if (opened)
		closedir(opened);
}
