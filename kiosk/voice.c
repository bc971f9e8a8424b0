#include "kiosk/voice.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "kiosk/glass/sound.h"
#include "kiosk/kazakh.h"

enum { WAV_HEADER_BYTES = 44, READ_BYTES = 8192, LOOK_MS = 50 };

extern char **environ;

static const char *const voices[LANGUAGE_COUNT] = {
	[LANGUAGE_ZH] = "cmn", [LANGUAGE_UG] = "ug", [LANGUAGE_KK] = "kk", [LANGUAGE_EN] = "en-us"};

struct utterance {
	enum language language;
	char name[VOICE_NAME_BYTES_MAX + 1], text[VOICE_TEXT_BYTES_MAX + 1];
	bool tone;
	int percent;
};

struct voice {
	char *clips; /* owned, or NULL */

	/* both threads, under the mutex */
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct utterance wanted;
	unsigned number; /* of what is wanted; odd or even says nothing */
	bool stopping;

	/* the voice's thread */
	struct sound *sound;
	unsigned said;
	bool silent; /* there is no device */

	pthread_t thread; /* the UI thread's */
};

static const char *espeak_path(void)
{
	static const char *const places[] = {"/usr/bin/espeak-ng", "/usr/local/bin/espeak-ng"};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (access(places[i], X_OK) == 0)
			return places[i];
	return NULL;
}

bool voice_speaks(const char *clips, enum language language)
{
	char path[4096];

	if (espeak_path())
		return true;
	return clips &&
	       snprintf(path, sizeof(path), "%s/%s", clips, language_code(language).bytes) < (int)sizeof(path) &&
	       file_exists(path);
}

/* Another wish has come, or the end. */
static bool is_over(struct voice *voice)
{
	bool over;

	pthread_mutex_lock(&voice->mutex);
	over = voice->stopping || voice->number != voice->said;
	pthread_mutex_unlock(&voice->mutex);
	return over;
}

static bool say_clip(struct voice *voice, const struct utterance *utterance)
{
	struct arena arena;
	struct str bytes;
	char path[4096];
	bool found = false;

	if (!voice->clips || !utterance->name[0] ||
		snprintf(path, sizeof(path), "%s/%s/%s.wav", voice->clips, language_code(utterance->language).bytes,
			utterance->name) >= (int)sizeof(path))
		return false;
	arena_init(&arena);
	if (file_read(&arena, path, VOICE_CLIP_BYTES_MAX, &bytes, NULL) && bytes.length > WAV_HEADER_BYTES) {
		int16_t *samples = arena_array(&arena, int16_t, (bytes.length - WAV_HEADER_BYTES) / 2 + 1);

		memcpy(samples, bytes.bytes + WAV_HEADER_BYTES, (bytes.length - WAV_HEADER_BYTES) / 2 * 2);
		sound_put(voice->sound, samples, (bytes.length - WAV_HEADER_BYTES) / 2, utterance->percent);
		found = true;
	}
	arena_finish(&arena);
	return found;
}

/* What the child writes, less the header, until it ends or another wish comes. */
static void hear(struct voice *voice, int from, int percent)
{
	int16_t samples[READ_BYTES / 2];
	size_t kept = 0, skip = WAV_HEADER_BYTES;
	struct pollfd ready = {.fd = from, .events = POLLIN};

	while (!is_over(voice)) {
		ssize_t got;

		if (poll(&ready, 1, LOOK_MS) == 0)
			continue;
		got = read(from, (char *)samples + kept, sizeof(samples) - kept);
		if (got <= 0)
			return;
		kept += (size_t)got;
		if (skip && kept < skip)
			continue;
		if (skip)
			memmove(samples, (char *)samples + skip, kept - skip);
		kept -= skip;
		skip = 0;
		sound_put(voice->sound, samples, kept / 2, percent);
		if (kept & 1)
			memcpy(samples, (char *)samples + kept - 1, 1);
		kept &= 1;
	}
}

static bool spawn(const char *path, const struct utterance *utterance, const char *text, int out, pid_t *child)
{
	char *const words[] = {(char *)path, "-v", (char *)voices[utterance->language], "-s", "150", "--stdout", "--",
		(char *)text, NULL};
	posix_spawn_file_actions_t actions;
	bool ok;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	ok = posix_spawn(child, path, &actions, NULL, words, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	return ok;
}

static void say_words(struct voice *voice, const struct utterance *utterance)
{
	const char *path = espeak_path();
	struct arena arena;
	struct str text;
	int ends[2];
	pid_t child;

	if (!path || !utterance->text[0] || pipe2(ends, O_CLOEXEC) != 0)
		return;
	arena_init(&arena);
	text = str_from(utterance->text);
	if (utterance->language == LANGUAGE_KK)
		text = kazakh_cyrillic(&arena, text);
	if (spawn(path, utterance, str_copy(&arena, text).bytes, ends[1], &child)) {
		close(ends[1]);
		ends[1] = -1;
		hear(voice, ends[0], utterance->percent);
		kill(child, SIGKILL);
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			continue;
	}
	if (ends[1] >= 0)
		close(ends[1]);
	close(ends[0]);
	arena_finish(&arena);
}

static void say(struct voice *voice, const struct utterance *utterance)
{
	if (!voice->sound && !voice->silent) {
		voice->sound = sound_open();
		voice->silent = !voice->sound;
	}
	if (voice->silent)
		return;
	sound_clear(voice->sound);
	if (utterance->tone)
		sound_tone(voice->sound, utterance->percent);
	if (!say_clip(voice, utterance))
		say_words(voice, utterance);
}

static void *run(void *self)
{
	struct voice *voice = self;

	for (;;) {
		struct utterance utterance;

		pthread_mutex_lock(&voice->mutex);
		while (!voice->stopping && voice->said == voice->number)
			pthread_cond_wait(&voice->changed, &voice->mutex);
		utterance = voice->wanted;
		voice->said = voice->number;
		if (voice->stopping) {
			pthread_mutex_unlock(&voice->mutex);
			sound_close(voice->sound);
			return NULL;
		}
		pthread_mutex_unlock(&voice->mutex);
		say(voice, &utterance);
	}
}

struct voice *voice_start(const char *clips)
{
	struct voice *voice = calloc(1, sizeof(*voice));

	REQUIRE(voice);
	if (clips) {
		voice->clips = strdup(clips);
		REQUIRE(voice->clips);
	}
	pthread_mutex_init(&voice->mutex, NULL);
	pthread_cond_init(&voice->changed, NULL);
	REQUIRE(pthread_create(&voice->thread, NULL, run, voice) == 0);
	return voice;
}

void voice_stop(struct voice *voice)
{
	if (!voice)
		return;
	pthread_mutex_lock(&voice->mutex);
	voice->stopping = true;
	pthread_cond_signal(&voice->changed);
	pthread_mutex_unlock(&voice->mutex);
	pthread_join(voice->thread, NULL);
	pthread_cond_destroy(&voice->changed);
	pthread_mutex_destroy(&voice->mutex);
	free(voice->clips);
	free(voice);
}

void voice_say(struct voice *voice, enum language language, struct str name, struct str text, bool tone, int percent)
{
	pthread_mutex_lock(&voice->mutex);
	voice->wanted = (struct utterance){.language = language, .tone = tone, .percent = percent};
	snprintf(voice->wanted.name, sizeof(voice->wanted.name), STR_FMT, STR_ARG(name));
	snprintf(voice->wanted.text, sizeof(voice->wanted.text), STR_FMT, STR_ARG(text));
	voice->number++;
	pthread_cond_signal(&voice->changed);
	pthread_mutex_unlock(&voice->mutex);
}

void voice_hush(struct voice *voice)
{
	voice_say(voice, LANGUAGE_ZH, STR(""), STR(""), false, 0);
}
