#include "kiosk/screen_id.h"

#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"

static bool is_id(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!strchr("0123456789abcdef", text.bytes[i]))
			return false;
	return text.length == SEEN_DEVICE_DIGITS;
}

bool screen_id_open(const char *folder, struct random *random, char id[SEEN_DEVICE_DIGITS + 1], struct error *error)
{
	uint8_t bytes[SEEN_DEVICE_DIGITS / 2];
	struct str path, text = STR("");
	struct arena arena;
	bool ok = true;

	arena_init(&arena);
	path = str_format(&arena, "%s/screen.id", folder);
	if (file_read(&arena, path.bytes, SEEN_DEVICE_DIGITS, &text, NULL) && is_id(text)) {
		memcpy(id, text.bytes, SEEN_DEVICE_DIGITS);
		id[SEEN_DEVICE_DIGITS] = '\0';
	} else {
		random->fill(random, bytes, sizeof(bytes));
		for (size_t i = 0; i < sizeof(bytes); i++)
			snprintf(id + 2 * i, 3, "%02x", bytes[i]);
		ok = file_replace(path.bytes, str_from(id), 0600, error);
	}
	arena_finish(&arena);
	return ok;
}
