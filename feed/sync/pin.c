#include "feed/sync/pin.h"

#include <stdio.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/log.h"

enum { PATH_BYTES = 4200 };

static void set_aside(const char *state_folder, const char *name)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char from[PATH_BYTES], to[PATH_BYTES];

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(from, sizeof(from), "%s/%s%s", state_folder, name, ends[i]);
		snprintf(to, sizeof(to), "%s/%s.other%s", state_folder, name, ends[i]);
		unlink(to);
		rename(from, to);
	}
}

/* The note comes last: a power cut before it sets aside once more, which changes nothing. */
bool pin_keep(const char *state_folder, const struct sign_public *key, struct error *error)
{
	struct arena arena;
	struct str path, now, before;
	bool ok = true;

	arena_init(&arena);
	path = str_format(&arena, "%s/centre.pub", state_folder);
	now = sign_public_text(&arena, key);
	if (!file_read(&arena, path.bytes, SIGN_TEXT_BYTES_MAX, &before, NULL) || !str_equal(before, now)) {
		if (file_exists(path.bytes)) {
			log_line("hallboard: %s is of another centre: its caches are set aside", state_folder);
			set_aside(state_folder, "cache.db");
			set_aside(state_folder, "alerts.db");
		}
		ok = file_replace(path.bytes, now, 0644, error);
	}
	arena_finish(&arena);
	return ok;
}
