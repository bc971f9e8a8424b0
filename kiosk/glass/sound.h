#ifndef KIOSK_GLASS_SOUND_H
#define KIOSK_GLASS_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is heard: samples of one channel. The voice's thread alone. */

enum { SOUND_RATE = 22050, SOUND_TONE_MS = 250 };

struct sound;

struct sound *sound_open(void); /* NULL where there is no device for it */
void sound_close(struct sound *sound);

void sound_put(struct sound *sound, const int16_t *samples, size_t count, int percent);
void sound_tone(struct sound *sound, int percent); /* a short rising one: an answer was taken */
void sound_clear(struct sound *sound);             /* silence at once */

#endif
