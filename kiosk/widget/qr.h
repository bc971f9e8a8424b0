#ifndef KIOSK_WIDGET_QR_H
#define KIOSK_WIDGET_QR_H

#include "kiosk/widget/kit.h"

/* A square code in the middle of a box; false where the text or the box is no good. */
bool qr_record(const struct view *view, struct draw_list *list, struct rect box, struct str text);

#endif
