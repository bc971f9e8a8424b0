#include "feed/centre/errand.h"

#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/base/log.h"

enum { LOOK_MS = 5000 };

extern char **environ;

/* The signals that we wait for are its own to act on. */
static int send_out(pid_t *process, const char *folder)
{
	char *words[] = {"hallfeed", "source", "poll", (char *)folder, "--due", NULL};
	posix_spawnattr_t attributes;
	sigset_t none, usual;
	int failed;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	REQUIRE(posix_spawnattr_init(&attributes) == 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	failed = posix_spawn(process, "/proc/self/exe", NULL, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	return failed;
}

void errand_step(struct errand *errand, const char *folder, int64_t now_ms)
{
	char sources[PATH_MAX];
	int failed;

	if (errand->process && waitpid(errand->process, NULL, WNOHANG) == errand->process)
		errand->process = 0;
	snprintf(sources, sizeof(sources), "%s/sources", folder);
	if (errand->process || now_ms < errand->next_ms || !file_exists(sources))
		return;
	errand->next_ms = now_ms + LOOK_MS;
	failed = send_out(&errand->process, folder);
	if (failed) {
		errand->process = 0;
		log_fault("hallfeed: sources cannot be asked: %s", strerror(failed));
	}
}

void errand_stop(struct errand *errand)
{
	if (!errand->process)
		return;
	kill(errand->process, SIGTERM);
	waitpid(errand->process, NULL, 0);
	errand->process = 0;
}
