#ifndef KIOSK_TEXT_BREAKS_H
#define KIOSK_TEXT_BREAKS_H

#include "kiosk/text/text_letters.h"

/* Where a line may end: Unicode's rules by libunibreak, and on top those of Chinese that every reader expects. Pure. */

void breaks_mark(struct arena *arena, struct letters *letters);

/* Whether Chinese forbids the sign at the start or at the end of a line. */
bool breaks_never_starts(uint32_t point);
bool breaks_never_ends(uint32_t point);

#endif
