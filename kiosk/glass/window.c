#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "kiosk/glass/fingers.h"
#include "kiosk/glass/glass_class.h"

/* A window of SDL, drawn by the processor. Without a size it fills the display and hides the pointer. */

enum { RECTS_MAX = 64, PIXEL_BYTES = sizeof(uint32_t) };

struct window {
	struct glass glass;
	SDL_Window *sdl;      /* owned */
	SDL_Surface *shadow;  /* owned; what is painted where the display has other pixels than ours. NULL where not */
	SDL_Surface *surface; /* borrowed from the window; NULL until asked for */
	struct fingers fingers;
	uint32_t woken; /* the type of our own event */
	bool windowed;
};

static struct window *window_of(struct glass *glass)
{
	return (struct window *)glass;
}

static void window_destroy(struct glass *glass)
{
	struct window *window = window_of(glass);

	SDL_FreeSurface(window->shadow);
	if (window->sdl)
		SDL_DestroyWindow(window->sdl);
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	free(window);
}

/* The window manager may close a window on a desktop; a wall is closed by its service only. */
static struct glass_event translate(struct window *window, const SDL_Event *event)
{
	int width, height;

	SDL_GetWindowSize(window->sdl, &width, &height);
	if (event->type == window->woken)
		return (struct glass_event){.kind = GLASS_WOKEN};
	if (event->type == SDL_QUIT)
		return (struct glass_event){.kind = window->windowed ? GLASS_QUIT : GLASS_NONE};
	if (event->type == SDL_WINDOWEVENT &&
		(event->window.event == SDL_WINDOWEVENT_EXPOSED || event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED))
		return (struct glass_event){.kind = GLASS_EXPOSED};
	return fingers_translate(&window->fingers, event, width, height);
}

static bool is_motion(const SDL_Event *event)
{
	return event->type == SDL_MOUSEMOTION || event->type == SDL_FINGERMOTION;
}

/* A slow screen must not lag behind the finger: of moves in a row only the last one counts. */
static struct glass_event newest_move(struct window *window, struct glass_event move)
{
	SDL_Event next;

	while (SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1 && is_motion(&next)) {
		struct glass_event newer;

		SDL_PeepEvents(&next, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT);
		newer = translate(window, &next);
		if (newer.kind == GLASS_MOVE)
			move = newer;
	}
	return move;
}

static struct glass_event window_wait(struct glass *glass, int timeout_ms)
{
	struct window *window = window_of(glass);
	uint64_t end_ms = SDL_GetTicks64() + (uint64_t)(timeout_ms > 0 ? timeout_ms : 0);
	SDL_Event event;

	for (int left_ms = timeout_ms; SDL_WaitEventTimeout(&event, left_ms);) {
		struct glass_event found = translate(window, &event);
		uint64_t now_ms = SDL_GetTicks64();

		if (found.kind == GLASS_MOVE)
			found = newest_move(window, found);
		if (found.kind != GLASS_NONE)
			return found;
		if (timeout_ms >= 0)
			left_ms = now_ms < end_ms ? (int)(end_ms - now_ms) : 0;
	}
	return (struct glass_event){.kind = GLASS_NONE};
}

static void window_wake(struct glass *glass)
{
	SDL_Event event = {.user = {.type = window_of(glass)->woken}};

	SDL_PushEvent(&event);
}

/* Where the display has other pixels than XRGB8888, ours are painted beside it and converted when they are shown. */
static SDL_Surface *painted(struct window *window)
{
	SDL_Surface *surface = window->surface, *shadow = window->shadow;

	if (surface->format->format == SDL_PIXELFORMAT_RGB888 || surface->format->format == SDL_PIXELFORMAT_ARGB8888)
		return surface;
	if (!shadow || shadow->w != surface->w || shadow->h != surface->h) {
		SDL_FreeSurface(shadow);
		window->shadow = SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
		REQUIRE(window->shadow);
	}
	return window->shadow;
}

static bool window_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes)
{
	struct window *window = window_of(glass);
	SDL_Surface *surface;

	*rows = NULL;
	*width = *height = *stride_bytes = 0;
	window->surface = SDL_GetWindowSurface(window->sdl);
	if (!window->surface)
		return false;
	surface = painted(window);
	*rows = surface->pixels;
	*width = surface->w;
	*height = surface->h;
	*stride_bytes = surface->pitch;
	return true;
}

static void window_present(struct glass *glass, const struct rect *damage, size_t count)
{
	struct window *window = window_of(glass);
	SDL_Rect rects[RECTS_MAX];

	REQUIRE(count <= RECTS_MAX);
	if (!window->surface || count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		rects[i] = (SDL_Rect){damage[i].x, damage[i].y, damage[i].width, damage[i].height};
		if (painted(window) != window->surface)
			SDL_BlitSurface(
				window->shadow, &rects[i], window->surface, &(SDL_Rect){rects[i].x, rects[i].y, 0, 0});
	}
	SDL_UpdateWindowSurfaceRects(window->sdl, rects, (int)count);
}

static const struct glass_class window_class = {
	window_destroy, window_wait, window_wake, window_pixels, window_present};

static void set_hints(void)
{
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* else the surface goes through a software GL of 80 MB */
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");       /* the program has its own */
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");       /* each finger counts once */
	SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
	SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
	SDL_SetHint(SDL_HINT_WINDOWS_NO_CLOSE_ON_ALT_F4, "1");
	SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "1");
}

/* A size that is asked for rules, also where the display says something else. Without one the window is made as large
 * as the display from the start: on a server without a window manager nobody enlarges it to full screen later. */
static SDL_Window *open_window(const struct glass_settings *settings)
{
	bool sized = settings->width > 0 && settings->height > 0;
	uint32_t flags = settings->windowed ? SDL_WINDOW_RESIZABLE
			 : sized            ? SDL_WINDOW_BORDERLESS
					    : SDL_WINDOW_BORDERLESS | SDL_WINDOW_FULLSCREEN_DESKTOP;
	SDL_Rect room = {0, 0, 1280, 720};

	if (sized)
		room = (SDL_Rect){0, 0, settings->width, settings->height};
	else if (!settings->windowed)
		SDL_GetDisplayBounds(0, &room);
	if (settings->windowed)
		room.x = room.y = (int)SDL_WINDOWPOS_CENTERED;
	return SDL_CreateWindow(settings->title ? settings->title : "", room.x, room.y, room.w, room.h, flags);
}

/* SDL falls back to drivers that show nothing; only who asks for one by name wants that. */
static bool shows_anything(void)
{
	const char *driver = SDL_GetCurrentVideoDriver();

	return getenv("SDL_VIDEODRIVER") || (strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0 && strcmp(driver, "evdev") != 0);
}

bool glass_window_create(struct glass **glass, const struct glass_settings *settings, struct error *error)
{
	struct window *window;
	SDL_Window *sdl;

	set_hints();
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
		return error_set(error, "cannot reach a display: %s", SDL_GetError());
	if (!shows_anything()) {
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return error_set(error, "there is no display here (DISPLAY and WAYLAND_DISPLAY); --picture FILE needs none");
	}
	sdl = open_window(settings);
	if (!sdl) {
		error_set(error, "cannot open a window: %s", SDL_GetError());
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return false;
	}
	window = calloc(1, sizeof(*window));
	REQUIRE(window);
	window->glass.class = &window_class;
	window->sdl = sdl;
	window->windowed = settings->windowed;
	window->woken = SDL_RegisterEvents(1);
	REQUIRE(window->woken != (uint32_t)-1);
	fingers_init(&window->fingers);
	SDL_ShowCursor(settings->windowed ? SDL_ENABLE : SDL_DISABLE);
	SDL_DisableScreenSaver();
	SDL_StopTextInput();
	*glass = &window->glass;
	return true;
}
