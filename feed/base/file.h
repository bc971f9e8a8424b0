#ifndef FEED_BASE_FILE_H
#define FEED_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;

/* Whole files. Paths are zero-ended. The sentence in error names the path and the reason. */

bool file_exists(const char *path);

/* Refuses files over limit_bytes. */
bool file_read(struct arena *arena, const char *path, size_t limit_bytes, struct str *bytes, struct error *error);

/* A large file without holding it: its bytes as they are now, copied to a file without a name in the folder, so that who writes the file
   anew meanwhile harms nobody. file_unmap is due where it was true. */
bool file_map(const char *path, const char *folder, size_t limit_bytes, struct str *bytes, struct error *error);
void file_unmap(struct str bytes);

/* Written beside, synced and renamed, so that a power cut leaves the old file or the new one. mode as in chmod. */
bool file_replace(const char *path, struct str bytes, unsigned mode, struct error *error);

/* With its parents; one that is there already is fine. */
bool file_make_folder(const char *path, struct error *error);

#endif
