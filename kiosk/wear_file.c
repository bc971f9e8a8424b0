#include "kiosk/wear_file.h"

#include <stdio.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/log.h"

static struct str path_of(struct arena *arena, const char *folder)
{
	return str_format(arena, "%s/wear", folder);
}

void wear_file_load(struct wear *wear, const char *state_folder)
{
	struct arena arena;
	struct faults faults;
	struct str path, text;

	arena_init(&arena);
	faults_init(&faults, &arena);
	path = path_of(&arena, state_folder);
	if (file_read(&arena, path.bytes, WEAR_BYTES_MAX, &text, NULL) && !wear_read(wear, path, text, &faults))
		log_line("hallboard: %s is not what was written there; counting begins anew", path.bytes);
	arena_finish(&arena);
}

/* Not synced: nothing depends on it, and no frame may wait for a disk. */
void wear_file_save(const struct wear *wear, const char *state_folder, int64_t now_us)
{
	struct str path, beside, text;
	struct arena arena;
	FILE *to;
	bool ok;

	if (wear->columns == 0)
		return;
	arena_init(&arena);
	path = path_of(&arena, state_folder);
	beside = str_format(&arena, "%s.new", path.bytes);
	text = wear_write(wear, &arena, now_us);
	to = fopen(beside.bytes, "w");
	ok = to && fwrite(text.bytes, 1, text.length, to) == text.length;
	ok = (to && fclose(to) == 0) && ok;
	if (!ok || rename(beside.bytes, path.bytes) != 0)
		log_line("hallboard: cannot write %s", path.bytes);
	arena_finish(&arena);
}
