#ifndef FEED_MODEL_WORDS_TEXT_H
#define FEED_MODEL_WORDS_TEXT_H

#include "feed/model/label.h"

/* Words that the centre puts over those of the screens, one text a language, as a person wrote it. */

enum { WORDS_TEXT_FILE_BYTES_MAX = 256 * 1024 };

struct words_text {
	enum language language;
	struct str file; /* for messages */
	struct str text; /* [words] key = ... */
};

#endif
