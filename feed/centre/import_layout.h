#ifndef FEED_CENTRE_IMPORT_LAYOUT_H
#define FEED_CENTRE_IMPORT_LAYOUT_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;
struct faults;

/*
 * hallfeed layout, hallfeed withdraw: what takes the place of a shipped layout. The centre looks at the form of the file; which
 * widgets and settings there are, the screens know: they refuse what they do not understand, and keep the one before.
 */

/* One transaction. On false there is at least one fault, and nothing changed. group: empty for all screens. */
bool import_layout(struct centre *centre, struct str name, struct str group, const char *path, struct faults *faults);

bool import_layout_away(struct centre *centre, struct str name, struct str group, bool *found, struct error *error);

#endif
