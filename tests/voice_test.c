#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "feed/base/arena.h"
#include "kiosk/kazakh.h"
#include "kiosk/voice.h"

/* Real speech, written to a file by SDL's disk driver. */

static char file[] = "/tmp/hallboard-voice-XXXXXX";

static long written(void)
{
	struct stat stat_of;

	return stat(file, &stat_of) == 0 ? (long)stat_of.st_size : 0;
}

/* Bytes of sound that are not silence. */
static long heard(void)
{
	FILE *from = fopen(file, "rb");
	long count = 0;
	int16_t sample;

	assert_non_null(from);
	while (fread(&sample, sizeof(sample), 1, from) == 1)
		count += sample > 200 || sample < -200;
	fclose(from);
	return count;
}

static void nap_ms(long ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static long say(enum language language, const char *text, bool tone)
{
	struct voice *voice = voice_start(NULL);
	struct timespec before, after;
	long loud = 0;

	assert_int_equal(truncate(file, 0), 0);
	clock_gettime(CLOCK_MONOTONIC, &before);
	voice_say(voice, language, STR(""), str_from(text), tone, 60);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 < 20); /* never waits */
	for (int i = 0; i < 100 && (loud = heard()) < 2000; i++)
		nap_ms(50);
	voice_stop(voice);
	return loud;
}

static void every_language_is_heard(void **state)
{
	static const char *const texts[LANGUAGE_COUNT] = {"您对这次服务满意吗", "رازىمۇ سىز", "قىزمەتكە رازىسىز با", "Were you satisfied?"};

	(void)state;
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		if (!voice_speaks(NULL, (enum language)language))
			skip();
		if (say((enum language)language, texts[language], false) < 2000)
			fail_msg("%s is not heard (%ld bytes of sound)", language_code((enum language)language).bytes, written());
	}
}

static void an_answer_is_a_tone(void **state)
{
	(void)state;
	assert_true(say(LANGUAGE_ZH, "", true) > 1000);
}

static void a_newer_wish_ends_what_is_said(void **state)
{
	struct voice *voice = voice_start(NULL);

	(void)state;
	voice_say(voice, LANGUAGE_EN, STR(""), STR("one two three four five six seven eight nine ten eleven twelve"), false, 60);
	nap_ms(100);
	voice_hush(voice);
	voice_stop(voice);
}

static void kazakh_has_a_cyrillic_twin(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_string_equal(str_copy(&arena, kazakh_cyrillic(&arena, STR("بۇل قىزمەتكە رازىسىز با؟"))).bytes, "бұл қізметке разысыз ба?");
	assert_string_equal(str_copy(&arena, kazakh_cyrillic(&arena, STR("ٴبىر"))).bytes, "бір");
	arena_finish(&arena);
}

/* The disk driver says on stderr that it is one. */
static void say_nothing(void *self, int category, SDL_LogPriority priority, const char *text)
{
	(void)self, (void)category, (void)priority, (void)text;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kazakh_has_a_cyrillic_twin),
		cmocka_unit_test(every_language_is_heard),
		cmocka_unit_test(an_answer_is_a_tone),
		cmocka_unit_test(a_newer_wish_ends_what_is_said),
	};
	int failed;

	close(mkstemp(file));
	SDL_LogSetOutputFunction(say_nothing, NULL);
	setenv("SDL_AUDIODRIVER", "disk", 1);
	setenv("SDL_DISKAUDIOFILE", file, 1);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(file);
	return failed;
}
