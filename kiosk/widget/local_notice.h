#ifndef KIOSK_WIDGET_LOCAL_NOTICE_H
#define KIOSK_WIDGET_LOCAL_NOTICE_H

#include "kiosk/visit/door.h"

const char *local_notice_word(enum local_notice_kind kind); /* the key of its words */

#endif
