#include "feed/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static bool read_all(int fd, char *to, size_t length)
{
	while (length) {
		ssize_t got = read(fd, to, length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		to += got;
		length -= (size_t)got;
	}
	return true;
}

static bool check_open(int fd, const char *path, size_t limit, size_t *length, struct error *error)
{
	struct stat info;

	if (fstat(fd, &info) != 0)
		return error_set(error, "cannot read %s: %s", path, strerror(errno));
	if (!S_ISREG(info.st_mode))
		return error_set(error, "cannot read %s: it is not a file", path);
	if (info.st_size < 0 || (size_t)info.st_size > limit)
		return error_set(error, "%s has %lld bytes, the limit is %zu", path, (long long)info.st_size, limit);
	*length = (size_t)info.st_size;
	return true;
}

static bool read_open(struct arena *arena, int fd, const char *path, size_t limit, struct str *bytes, struct error *error)
{
	size_t length;
	char *to;

	if (!check_open(fd, path, limit, &length, error))
		return false;
	to = arena_take(arena, length + 1);
	if (!read_all(fd, to, length))
		return error_set(error, "cannot read %s: %s", path, errno ? strerror(errno) : "it became shorter");
	*bytes = (struct str){to, length};
	return true;
}

bool file_read(struct arena *arena, const char *path, size_t limit_bytes, struct str *bytes, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return error_set(error, "cannot open %s: %s", path, strerror(errno));
	errno = 0;
	ok = read_open(arena, fd, path, limit_bytes, bytes, error);
	close(fd);
	return ok;
}

/* -1 with errno set. */
static int open_nameless(const char *folder)
{
	char path[PATH_MAX];
	int fd;

	if (snprintf(path, sizeof(path), "%s/mapped-XXXXXX", folder) >= (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static bool copy_all(int from, int to, size_t length)
{
	while (length) {
		ssize_t put = sendfile(to, from, NULL, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		length -= (size_t)put;
	}
	return true;
}

static bool map_open(int fd, const char *path, const char *folder, size_t limit, struct str *bytes, struct error *error)
{
	size_t length;
	int copy;
	void *mapped;

	*bytes = STR("");
	if (!check_open(fd, path, limit, &length, error))
		return false;
	if (length == 0)
		return true;
	copy = open_nameless(folder);
	if (copy < 0)
		return error_set(error, "cannot write to %s: %s", folder, strerror(errno));
	errno = 0;
	mapped = copy_all(fd, copy, length) ? mmap(NULL, length, PROT_READ, MAP_PRIVATE, copy, 0) : MAP_FAILED;
	close(copy);
	if (mapped == MAP_FAILED)
		return error_set(error, "cannot read %s: %s", path, errno ? strerror(errno) : "it became shorter");
	*bytes = (struct str){mapped, length};
	return true;
}

bool file_map(const char *path, const char *folder, size_t limit_bytes, struct str *bytes, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return error_set(error, "cannot open %s: %s", path, strerror(errno));
	ok = map_open(fd, path, folder, limit_bytes, bytes, error);
	close(fd);
	return ok;
}

void file_unmap(struct str bytes)
{
	if (bytes.length)
		munmap((void *)bytes.bytes, bytes.length);
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.length) {
		ssize_t put = write(fd, bytes.bytes, bytes.length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes.bytes += put;
		bytes.length -= (size_t)put;
	}
	return true;
}

static bool sync_folder_of(const char *path)
{
	char folder[PATH_MAX];
	char *slash;
	int fd;
	bool ok;

	snprintf(folder, sizeof(folder), "%s", path);
	slash = strrchr(folder, '/');
	if (slash == folder)
		slash[1] = '\0';
	else if (slash)
		*slash = '\0';
	else
		strcpy(folder, ".");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ok = fsync(fd) == 0;
	close(fd);
	return ok;
}

static bool write_beside(const char *beside, struct str bytes, unsigned mode)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	bool ok;

	if (fd < 0)
		return false;
	ok = fchmod(fd, mode) == 0 && write_all(fd, bytes) && fsync(fd) == 0;
	return close(fd) == 0 && ok;
}

bool file_replace(const char *path, struct str bytes, unsigned mode, struct error *error)
{
	char beside[PATH_MAX];

	if (snprintf(beside, sizeof(beside), "%s.new", path) >= (int)sizeof(beside))
		return error_set(error, "cannot write %s: the path is too long", path);
	if (write_beside(beside, bytes, mode) && rename(beside, path) == 0 && sync_folder_of(path))
		return true;
	error_set(error, "cannot write %s: %s", path, strerror(errno));
	unlink(beside);
	return false;
}

bool file_make_folder(const char *path, struct error *error)
{
	char part[PATH_MAX];

	if (snprintf(part, sizeof(part), "%s", path) >= (int)sizeof(part))
		return error_set(error, "cannot make folder %s: the path is too long", path);
	for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(part, 0755) != 0 && errno != EEXIST)
			return error_set(error, "cannot make folder %s: %s", part, strerror(errno));
		*slash = '/';
	}
	if (mkdir(part, 0755) != 0 && errno != EEXIST)
		return error_set(error, "cannot make folder %s: %s", part, strerror(errno));
	return true;
}
