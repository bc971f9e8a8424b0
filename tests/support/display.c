#include "tests/support/display.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t server;

/* Two servers that start at one time may reach for the same number, and one of them ends: it is tried again. */
enum { TRIES = 10, PAUSE_US = 200000 };

/* The number of the display that the server opened, or -1 where it ended. */
static int start_server(const char *size)
{
	char number[16] = "";
	int ends[2];
	ssize_t length;

	if (pipe(ends) != 0)
		return -1;
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
	return length < 2 ? -1 : atoi(number);
}

bool display_start(int width, int height)
{
	char size[32], display[20];
	int number = -1;

	if (access("/usr/bin/Xvfb", X_OK) != 0)
		return false;
	snprintf(size, sizeof(size), "%dx%dx24", width, height);
	for (int i = 0; i < TRIES && number < 0; i++) {
		number = start_server(size);
		if (number < 0) {
			display_stop();
			usleep(PAUSE_US);
		}
	}
	if (number < 0)
		return false;
	snprintf(display, sizeof(display), ":%d", number);
	return setenv("DISPLAY", display, 1) == 0 && setenv("SDL_VIDEODRIVER", "x11", 1) == 0;
}

void display_stop(void)
{
	if (server > 0) {
		kill(server, SIGTERM);
		waitpid(server, NULL, 0);
		server = 0;
	}
}
