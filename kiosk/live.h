#ifndef KIOSK_LIVE_H
#define KIOSK_LIVE_H

#include "kiosk/kiosk.h"
#include "kiosk/script.h"

/*
 * The screen in its window: the first picture before anything of the network runs, then one turn after the other for ever (until
 * a desktop closes the window). state_folder: where the wear of the display is kept, or NULL.
 * offset_ms: what --at adds to the wall clock. false: a picture of the script could not be written.
 */
bool live_run(struct kiosk *kiosk, struct glass *glass, const struct script *script, const char *state_folder, int64_t offset_ms,
	struct error *error);

/* Before any thread is started: SIGTERM and SIGINT are kept for live_run, which ends then. */
void live_hold_signals(void);

#endif
