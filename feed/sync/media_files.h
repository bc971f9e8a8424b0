#ifndef FEED_SYNC_MEDIA_FILES_H
#define FEED_SYNC_MEDIA_FILES_H

#include "feed/sync/cache.h"

/*
 * STATE/media/SHA256: the pictures of the feed as files, for whoever decodes them. The cache has them too, and is what
 * counts: a file that is lost or cut short is written anew, and one that the feed does not name any more is removed.
 * Worker's thread.
 */

/* Brings the folder to what the snapshot names. false where a file could not be written: that picture is missing, the
 * rest is there. */
bool media_files_follow(
	const char *state_folder, struct cache *cache, const struct snapshot *snapshot, struct error *error);

/* Where the file of a document is, whether it is there or not. */
struct str media_file_path(struct arena *arena, const char *state_folder, const char *sha256);

#endif
