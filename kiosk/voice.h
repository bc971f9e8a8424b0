#ifndef KIOSK_VOICE_H
#define KIOSK_VOICE_H

#include "feed/base/str.h"
#include "feed/model/label.h"

/*
 * Reads aloud, on a thread of its own: nothing here makes the UI thread wait. A recorded clip comes first
 * (FOLDER/LANGUAGE/NAME.wav, one channel of 16 bits at 22050 Hz), else espeak-ng as a child process.
 */

enum { VOICE_TEXT_BYTES_MAX = 1500, VOICE_NAME_BYTES_MAX = 64, VOICE_CLIP_BYTES_MAX = 4 * 1024 * 1024 };

struct voice;

/* clips: the folder with the clips, or NULL. */
struct voice *voice_start(const char *clips);
void voice_stop(struct voice *voice); /* NULL is fine */

/* Whether a language can be read aloud here: espeak-ng is installed and knows it, or there are clips. */
bool voice_speaks(const char *clips, enum language language);

/* Each takes the place of what is being said. name: of a clip; may be empty. tone: an answer was taken, heard first. */
void voice_say(struct voice *voice, enum language language, struct str name, struct str text, bool tone, int percent);
void voice_hush(struct voice *voice);

#endif
