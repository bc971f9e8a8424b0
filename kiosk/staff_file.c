#include "kiosk/staff_file.h"

#include <sodium.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/log.h"
#include "feed/wire/staff_code.h"

enum { FILE_MODE = 0600 };

bool staff_file_keep(const char *state_folder, const struct identity *identity, struct str sealed, struct str *why)
{
	uint8_t secret[STAFF_SECRET_BYTES];
	char digits[STAFF_SECRET_DIGITS + 1];
	struct error error;
	struct arena arena;
	bool ok;

	if (!identity_unseal(identity, sealed, secret, sizeof(secret))) {
		*why = STR("found a secret that is not for this screen");
		return false;
	}
	staff_secret_text(secret, digits);
	arena_init(&arena);
	ok = file_replace(str_format(&arena, "%s/" STAFF_FILE, state_folder).bytes, str_format(&arena, "%s\n", digits), FILE_MODE, &error);
	arena_finish(&arena);
	sodium_memzero(secret, sizeof(secret));
	sodium_memzero(digits, sizeof(digits));
	if (ok)
		return true;
	log_fault("hallboard: %s", error.text);
	*why = STR("the secret cannot be written to the screen's disk");
	return false;
}
