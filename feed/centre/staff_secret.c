#include "feed/centre/staff_secret.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"

static bool find_centre_secret(const struct centre *centre, struct arena *arena, uint8_t secret[STAFF_SECRET_BYTES], struct error *error)
{
	struct str path = str_format(arena, "%s/keys/staff.key", centre->folder), text;
	char digits[STAFF_SECRET_DIGITS + 1];

	if (file_exists(path.bytes)) {
		if (!file_read(arena, path.bytes, STAFF_SECRET_DIGITS + 2, &text, error))
			return false;
		return staff_secret_parse(text, secret) || error_set(error, "%s: found no secret of 64 hexadecimal digits", path.bytes);
	}
	staff_secret_make(secret);
	staff_secret_text(secret, digits);
	return file_replace(path.bytes, str_format(arena, "%s\n", digits), 0600, error);
}

bool staff_secret_find(const struct centre *centre, struct arena *arena, struct str area, uint8_t secret[STAFF_SECRET_BYTES], struct error *error)
{
	uint8_t own[STAFF_SECRET_BYTES];

	if (!find_centre_secret(centre, arena, own, error))
		return false;
	staff_secret_of_area(own, area, secret);
	return true;
}

/* The hall's day, which changes at its midnight. */
void staff_secret_code(const struct centre *centre, const uint8_t secret[STAFF_SECRET_BYTES], int number, char code[STAFF_CODE_DIGITS + 1])
{
	struct civil today = civil_local(centre->clock->wall_ms(centre->clock));

	staff_code(secret, civil_day_number(today.year, today.month, today.day), number, code);
}
