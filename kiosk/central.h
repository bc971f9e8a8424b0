#ifndef KIOSK_CENTRAL_H
#define KIOSK_CENTRAL_H

#include "kiosk/kiosk.h"

/*
 * The layout that the centre sends in place of the shipped one, and its words. The last good layout is kept in the state folder: where a
 * faulty one comes, it stays, also over a restart without network. UI thread.
 */

/* After a new snapshot: true where another layout runs now, and everything of the one before is gone. What is wrong with one goes to
   the log, and to kiosk->faults. */
bool central_follow(struct kiosk *kiosk);

/* The same for the words that the centre sends: true where other ones are shown now. */
bool central_follow_words(struct kiosk *kiosk);

/* Whether one is kept from before: what the first picture shows is then not known before the feed's last state is read. */
bool central_is_kept(const struct stage *stage, const char *state_folder);

#endif
