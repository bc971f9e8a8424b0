#ifndef KIOSK_GLASS_X11_H
#define KIOSK_GLASS_X11_H

#include <SDL.h>
#include <stdbool.h>

/* What SDL does not say about an X server: that its screen got another size, and that it went away. For this folder only. */

/* From here on a request that is refused is noted, and the program goes on. */
void x11_tolerate(void);

/* From here on a server that goes away, on any connection, makes this process a new one with the same words. */
void x11_survive(void);

/* Whether a window manager serves the server of DISPLAY. */
bool x11_has_manager(void);

/* The way to the server, for who waits there by himself: its socket, or -1 where it is none of Xlib's. */
struct x11_line {
	void *display; /* borrowed from SDL until the window closes */
	int socket;
	int shown_event; /* what the server calls the end of a presentation */
	bool shows;      /* one is under way: its picture is not to be touched */
};
struct x11_line x11_line_of(SDL_Window *window);
bool x11_has_events(struct x11_line *line); /* some have come, other than the end of a presentation, which is taken */
void x11_settle(struct x11_line *line);     /* no presentation is under way any more */

/* Does nothing for a window that is not X11's. */
void x11_watch(SDL_Window *window);

/* Whether the event says that the whole display now has another size than the window. */
bool x11_is_resize(SDL_Window *window, const SDL_Event *event);

#endif
