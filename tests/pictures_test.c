#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed/base/file.h"
#include "tests/support/pictures.h"

/*
 * Whole screens by the real program with the real fonts, beside pictures that somebody looked at (tests/golden/pictures). See
 * tests/support/pictures.h for how alike they must be. ACCEPT=1 writes the pictures anew: look at each before you commit it.
 */

#define AT "2018-10-25T09:30:00+08:00"
#define LANDSCAPE "960x540"
#define UPRIGHT "540x960"

static const struct scene {
	const char *name, *screen, *language, *theme, *size; /* theme may be NULL */
} scenes[] = {
	{"coverage-zh", "coverage", "zh", NULL, LANDSCAPE},
	{"coverage-ug-civic", "coverage", "ug", "civic", LANDSCAPE},
	{"coverage-zh-contrast", "coverage", "zh", "contrast", LANDSCAPE},
	{"coverage-zh-upright", "coverage", "zh", NULL, UPRIGHT},
	{"teams-zh", "teams", "zh", NULL, LANDSCAPE},
	{"teams-kk", "teams", "kk", NULL, LANDSCAPE},
	{"ranking-zh", "ranking", "zh", NULL, LANDSCAPE},
	{"ranking-ug", "ranking", "ug", NULL, LANDSCAPE},
	{"ranking-en-contrast", "ranking", "en", "contrast", LANDSCAPE},
	{"ranking-zh-upright", "ranking", "zh", NULL, UPRIGHT},
	{"headline-zh", "headline", "zh", NULL, LANDSCAPE},
	{"headline-en-civic", "headline", "en", "civic", LANDSCAPE},
	{"welcome-zh", "welcome", "zh", NULL, LANDSCAPE},
	{"rate-zh", "rate", "zh", NULL, LANDSCAPE},
	{"rate-ug", "rate", "ug", NULL, LANDSCAPE},
	{"rate-kk-night", "rate", "kk", "night", LANDSCAPE},
	{"rate-en-contrast", "rate", "en", "contrast", LANDSCAPE},
	{"rate-zh-upright", "rate", "zh", NULL, UPRIGHT},
	{"reasons-zh", "reasons", "zh", NULL, LANDSCAPE},
	{"thanks-zh", "thanks", "zh", NULL, LANDSCAPE},
	{"thanks-kk", "thanks", "kk", NULL, LANDSCAPE},
};

enum { SCENES = sizeof(scenes) / sizeof(scenes[0]) };

static char work[] = "/tmp/hallboard-pictures-XXXXXX";

static const char *program(const char *variable, const char *fallback)
{
	const char *path = getenv(variable);

	return path ? path : fallback;
}

static int run(const char *const *words)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execv(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static void render(const struct scene *scene, const char *file)
{
	char feed[128], key[128], state[128];
	const char *words[32] = {program("HALLBOARD", "build/asan/hallboard"), "--feed", feed, "--key", key, "--state", state, "--area",
		"652301001001", "--at", AT, "--screen", scene->screen, "--language", scene->language, "--size", scene->size, "--picture", file};
	size_t count = 19;

	snprintf(feed, sizeof(feed), "%s/centre/feed", work);
	snprintf(key, sizeof(key), "%s/centre/keys/centre.pub", work);
	snprintf(state, sizeof(state), "%s/state", work);
	if (scene->theme) {
		words[count++] = "--theme";
		words[count++] = scene->theme;
	}
	assert_int_equal(run(words), 0);
}

static void looks_as_it_was_accepted(void **state)
{
	const struct scene *scene = *state;
	char golden[128], made[128];
	double apart;

	snprintf(golden, sizeof(golden), "tests/golden/pictures/%s.png", scene->name);
	snprintf(made, sizeof(made), "build/test-pictures/%s.png", scene->name);
	if (getenv("ACCEPT")) {
		render(scene, golden);
		return;
	}
	render(scene, made);
	apart = pictures_apart(golden, made);
	if (apart < 0)
		fail_msg("%s or %s cannot be read; ACCEPT=1 makes it, then look at it", golden, made);
	if (apart > PICTURES_APART_MOST)
		fail_msg("%.3f %% of %s differ from %s, expected at most %.3f %%", apart * 100, made, golden, PICTURES_APART_MOST * 100);
}

static int setup(void **state)
{
	char centre[128];
	const char *demo[] = {program("HALLFEED", "build/asan/hallfeed"), "demo", centre, "--at", AT, NULL};
	struct error error;

	(void)state;
	if (!mkdtemp(work) || !file_make_folder("build/test-pictures", &error) || !file_make_folder("tests/golden/pictures", &error))
		return -1;
	snprintf(centre, sizeof(centre), "%s/centre", work);
	fflush(stdout);
	if (system("dpkg-query -W -f '${Package} ${Version}\\n' fonts-noto-cjk fonts-ukij-uyghur fonts-noto-core") != 0)
		return -1;
	return run(demo);
}

static int teardown(void **state)
{
	char command[160];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", work);
	return system(command);
}

int main(void)
{
	struct CMUnitTest tests[SCENES];

	for (size_t i = 0; i < SCENES; i++)
		tests[i] = (struct CMUnitTest){scenes[i].name, looks_as_it_was_accepted, NULL, NULL, (void *)(uintptr_t)&scenes[i]};
	return _cmocka_run_group_tests("pictures", tests, SCENES, setup, teardown);
}
