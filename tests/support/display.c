#include "tests/support/display.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t server;

bool display_start(int width, int height)
{
	char size[32], number[16] = "", display[20];
	int ends[2];
	ssize_t length;

	if (access("/usr/bin/Xvfb", X_OK) != 0 || pipe(ends) != 0)
		return false;
	snprintf(size, sizeof(size), "%dx%dx24", width, height);
	server = fork();
	if (server == 0) {
		char out[16];

		snprintf(out, sizeof(out), "%d", ends[1]);
		close(ends[0]);
		if (freopen("/dev/null", "w", stderr))
			execl("/usr/bin/Xvfb", "Xvfb", "-displayfd", out, "-noreset", "-screen", "0", size, "-nolisten",
				"tcp", NULL);
		_exit(127);
	}
	close(ends[1]);
	length = read(ends[0], number, sizeof(number) - 1);
	close(ends[0]);
	if (length < 2)
		return false;
	snprintf(display, sizeof(display), ":%d", atoi(number));
	return setenv("DISPLAY", display, 1) == 0 && setenv("SDL_VIDEODRIVER", "x11", 1) == 0;
}

void display_stop(void)
{
	if (server > 0) {
		kill(server, SIGTERM);
		waitpid(server, NULL, 0);
	}
}
