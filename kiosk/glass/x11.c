#include "kiosk/glass/x11.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/log.h"

/*
 * Xlib ends the process when its server goes away and cannot be talked out of it. So this process becomes a new one with the same
 * words: that shows the last picture as soon as there is a display again.
 */
static int start_again(Display *display)
{
	enum { WORDS_BYTES_MAX = 64 * 1024, WORDS_MAX = 256 };
	static char bytes[WORDS_BYTES_MAX];
	static char *words[WORDS_MAX + 1];
	static char program[PATH_MAX];
	FILE *line = fopen("/proc/self/cmdline", "r");
	size_t length = line ? fread(bytes, 1, sizeof(bytes) - 1, line) : 0, count = 0;

	(void)display;
	for (size_t at = 0; at < length && count < WORDS_MAX; at += strlen(&bytes[at]) + 1)
		words[count++] = &bytes[at];
	log_line("hallboard: the display server went away; starting again");
	length = (size_t)readlink("/proc/self/exe", program, sizeof(program) - 1);
	if (count > 0 && length < sizeof(program))
		execv(program, words);
	_exit(3);
}

bool x11_has_manager(void)
{
	Display *display = XOpenDisplay(NULL);
	unsigned char *value = NULL;
	unsigned long count = 0, left;
	Atom check, type;
	int format;

	if (!display)
		return false;
	check = XInternAtom(display, "_NET_SUPPORTING_WM_CHECK", False);
	XGetWindowProperty(display, DefaultRootWindow(display), check, 0, 1, False, AnyPropertyType, &type, &format, &count, &left,
		&value);
	if (value)
		XFree(value);
	XCloseDisplay(display);
	return count > 0;
}

static bool x11_of(SDL_Window *window, SDL_SysWMinfo *info)
{
	SDL_VERSION(&info->version);
	return SDL_GetWindowWMInfo(window, info) && info->subsystem == SDL_SYSWM_X11;
}

/* Xlib's own handler ends the program over a request that is refused, such as a GPU's that has no driver. */
static int note(Display *display, XErrorEvent *event)
{
	char text[128];

	XGetErrorText(display, event->error_code, text, sizeof(text));
	log_line("hallboard: the display server refused request %d.%d: %s", event->request_code, event->minor_code, text);
	return 0;
}

void x11_tolerate(void)
{
	XSetErrorHandler(note);
}

void x11_survive(void)
{
	XSetIOErrorHandler(start_again);
}

struct x11_line x11_line_of(SDL_Window *window)
{
	SDL_SysWMinfo info;

	if (!x11_of(window, &info))
		return (struct x11_line){.socket = -1};
	return (struct x11_line){
		.display = info.info.x11.display,
		.socket = ConnectionNumber(info.info.x11.display),
		.shown_event = XShmGetEventBase(info.info.x11.display) + ShmCompletion,
	};
}

bool x11_has_events(struct x11_line *line)
{
	XEvent shown;

	if (line->shows && XCheckTypedEvent(line->display, line->shown_event, &shown)) {
		line->shows = false;
		return XEventsQueued(line->display, QueuedAlready) > 0;
	}
	return XEventsQueued(line->display, line->shows ? QueuedAlready : QueuedAfterReading) > 0; /* what came with the last reply lies one layer below */
}

/* A server that has answered has done what it was asked for before, also where SDL saw the event, or a request was refused. */
void x11_settle(struct x11_line *line)
{
	XEvent shown;

	if (line->shows && !XCheckTypedEvent(line->display, line->shown_event, &shown)) {
		XSync(line->display, False);
		XCheckTypedEvent(line->display, line->shown_event, &shown);
	}
	line->shows = false;
}

void x11_watch(SDL_Window *window)
{
	XWindowAttributes root;
	SDL_SysWMinfo info;
	Display *display;

	if (!x11_of(window, &info))
		return;
	display = info.info.x11.display;
	if (XGetWindowAttributes(display, DefaultRootWindow(display), &root))
		XSelectInput(display, DefaultRootWindow(display), root.your_event_mask | StructureNotifyMask);
	SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

bool x11_is_resize(SDL_Window *window, const SDL_Event *event)
{
	const XEvent *what;
	int width, height;

	if (event->type != SDL_SYSWMEVENT || event->syswm.msg->subsystem != SDL_SYSWM_X11)
		return false;
	what = &event->syswm.msg->msg.x11.event;
	if (what->type != ConfigureNotify || what->xconfigure.window != DefaultRootWindow(what->xconfigure.display))
		return false;
	SDL_GetWindowSize(window, &width, &height);
	return width != what->xconfigure.width || height != what->xconfigure.height;
}
