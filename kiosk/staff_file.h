#ifndef KIOSK_STAFF_FILE_H
#define KIOSK_STAFF_FILE_H

#include "feed/sync/identity.h"

/*
 * STATE/staff.key: the secret that staff codes are checked by, where the centre sent it and no setting names a file. Text as hallfeed
 * staff-key prints it, 0600.
 */

#define STAFF_FILE "staff.key"

/* What came sealed for this screen. false, and why. The worker's thread. */
bool staff_file_keep(const char *state_folder, const struct identity *identity, struct str sealed, struct str *why);

#endif
