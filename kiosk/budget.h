#ifndef KIOSK_BUDGET_H
#define KIOSK_BUDGET_H

#include <stdio.h>

#include "kiosk/settings.h"

/* --budget: every limit of memory as bytes, for a display of the size that the settings ask for (1920x1080 where they do not). */
void budget_print(const struct settings *settings, FILE *to);

#endif
