#include "kiosk/glass/sound.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>

#include "feed/base/check.h"

enum { PIECE = 1024, TONE_SAMPLES = SOUND_RATE * SOUND_TONE_MS / 1000, TONE_LOUD = 9000 };

struct sound {
	SDL_AudioDeviceID device;
};

struct sound *sound_open(void)
{
	SDL_AudioSpec wanted = {.freq = SOUND_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = PIECE};
	struct sound *sound;
	SDL_AudioDeviceID device;

	if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
		return NULL;
	device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
	if (!device) {
		SDL_QuitSubSystem(SDL_INIT_AUDIO);
		return NULL;
	}
	sound = calloc(1, sizeof(*sound));
	REQUIRE(sound);
	sound->device = device;
	SDL_PauseAudioDevice(device, 0);
	return sound;
}

void sound_close(struct sound *sound)
{
	if (!sound)
		return;
	SDL_CloseAudioDevice(sound->device);
	SDL_QuitSubSystem(SDL_INIT_AUDIO);
	SDL_TLSCleanup(); /* this thread is none of SDL's, which would tidy up its own */
	free(sound);
}

void sound_put(struct sound *sound, const int16_t *samples, size_t count, int percent)
{
	int16_t piece[PIECE];

	while (count > 0) {
		size_t now = count < PIECE ? count : PIECE;

		for (size_t i = 0; i < now; i++)
			piece[i] = (int16_t)(samples[i] * percent / 100);
		SDL_QueueAudio(sound->device, piece, (Uint32)(now * sizeof(piece[0])));
		samples += now;
		count -= now;
	}
}

void sound_tone(struct sound *sound, int percent)
{
	static const double third = 1.25; /* the second half stands a third higher */
	int16_t samples[TONE_SAMPLES];

	for (int i = 0; i < TONE_SAMPLES; i++) {
		double pitch = i < TONE_SAMPLES / 2 ? 660 : 660 * third, swell = sin(M_PI * i / TONE_SAMPLES);

		samples[i] = (int16_t)(TONE_LOUD * swell * sin(2 * M_PI * pitch * i / SOUND_RATE));
	}
	sound_put(sound, samples, TONE_SAMPLES, percent);
}

void sound_clear(struct sound *sound)
{
	SDL_ClearQueuedAudio(sound->device);
}
