#ifndef KIOSK_WIDGET_KIT_NOTICES_H
#define KIOSK_WIDGET_KIT_NOTICES_H

#include "kiosk/widget/kit_text.h"

enum { KIT_NOTICES_MAX = 64 };

/* The notices that are on now for this hall: urgent ones first, then the newest. *until_ms falls to the next moment when these
   change. */
size_t kit_notices_now(const struct view *view, const struct notice *found[KIT_NOTICES_MAX], int64_t *until_ms);

#endif
