#ifndef FEED_CENTRE_IMPORT_WORDS_H
#define FEED_CENTRE_IMPORT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/model/label.h"

struct centre;
struct faults;

/*
 * hallfeed words: what goes over the words of the screens in a language. The centre looks at the form; the screens know which keys
 * and placeholders there are, and refuse what does not fit.
 */

/* *count: how many there are now; 0 takes away what was there. On false there is at least one fault, and nothing changed. */
bool import_words(struct centre *centre, enum language language, const char *path, struct faults *faults, int64_t *count);

#endif
