#ifndef KIOSK_WEAR_FILE_H
#define KIOSK_WEAR_FILE_H

#include "kiosk/pixels/wear.h"

/* What the display has borne, in the file `wear` of the state folder, for one display. A lost one begins anew. UI thread. */

void wear_file_load(struct wear *wear, const char *state_folder);
void wear_file_save(const struct wear *wear, const char *state_folder, int64_t now_us);

#endif
