#include <SDL.h>
#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/glass/body.h"

/* An SDL window and its surface in plain memory: no renderer, no OpenGL, only damaged rectangles leave. */

enum { RECTS_MAX = 64, WIDTH_PX = 1280, HEIGHT_PX = 720 };

struct window_glass {
	struct glass glass;
	SDL_Window *window; /* owned */
	Uint32 wake_event;
	bool windowed, finger_down;
	SDL_FingerID finger;
};

static struct point window_point(struct window_glass *self, float x, float y)
{
	int width, height;

	SDL_GetWindowSize(self->window, &width, &height);
	return (struct point){(int)(x * (float)width), (int)(y * (float)height)};
}

static struct glass_event at(enum glass_event_kind kind, int x, int y)
{
	return (struct glass_event){.kind = kind, .at = {x, y}};
}

/* One finger counts: the first that comes down, until it lifts. */
static struct glass_event from_finger(struct window_glass *self, const SDL_Event *event)
{
	struct point point = window_point(self, event->tfinger.x, event->tfinger.y);

	if (event->type == SDL_FINGERDOWN) {
		if (self->finger_down)
			return (struct glass_event){.kind = GLASS_NONE};
		self->finger_down = true;
		self->finger = event->tfinger.fingerId;
		return at(GLASS_DOWN, point.x, point.y);
	}
	if (!self->finger_down || event->tfinger.fingerId != self->finger)
		return (struct glass_event){.kind = GLASS_NONE};
	if (event->type == SDL_FINGERMOTION)
		return at(GLASS_MOVE, point.x, point.y);
	self->finger_down = false;
	return at(GLASS_UP, point.x, point.y);
}

/* SDL makes a mouse of the first finger too; those events are the finger's already. */
static struct glass_event from_mouse(const SDL_Event *event)
{
	if (event->type == SDL_MOUSEMOTION)
		return event->motion.which == SDL_TOUCH_MOUSEID || !(event->motion.state & SDL_BUTTON_LMASK)
			       ? (struct glass_event){.kind = GLASS_NONE}
			       : at(GLASS_MOVE, event->motion.x, event->motion.y);
	if (event->button.which == SDL_TOUCH_MOUSEID || event->button.button != SDL_BUTTON_LEFT)
		return (struct glass_event){.kind = GLASS_NONE};
	return at(event->type == SDL_MOUSEBUTTONDOWN ? GLASS_DOWN : GLASS_UP, event->button.x, event->button.y);
}

/* GLASS_NONE for what nobody waits for. */
static struct glass_event translate(struct window_glass *self, const SDL_Event *event)
{
	switch (event->type) {
	case SDL_QUIT: /* a kiosk never ends by itself; a window on a desktop may be closed */
		return (struct glass_event){.kind = self->windowed ? GLASS_QUIT : GLASS_NONE};
	case SDL_FINGERDOWN:
	case SDL_FINGERUP:
	case SDL_FINGERMOTION:
		return from_finger(self, event);
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
	case SDL_MOUSEMOTION:
		return from_mouse(event);
	case SDL_WINDOWEVENT:
		if (event->window.event == SDL_WINDOWEVENT_EXPOSED || event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
			return (struct glass_event){.kind = GLASS_EXPOSED};
		break;
	default:
		if (event->type == self->wake_event)
			return (struct glass_event){.kind = GLASS_WOKEN};
	}
	return (struct glass_event){.kind = GLASS_NONE};
}

static struct glass_event window_wait(struct glass *glass, int timeout_ms)
{
	struct window_glass *self = (struct window_glass *)glass;
	Uint64 end = SDL_GetTicks64() + (Uint64)(timeout_ms > 0 ? timeout_ms : 0);
	SDL_Event event;

	for (;;) {
		Uint64 now = SDL_GetTicks64();
		int left = timeout_ms < 0 ? -1 : now < end ? (int)(end - now) : 0;
		struct glass_event translated;

		if (!SDL_WaitEventTimeout(&event, left))
			return (struct glass_event){.kind = GLASS_NONE};
		translated = translate(self, &event);
		if (translated.kind != GLASS_NONE)
			return translated;
	}
}

static void window_wake(struct glass *glass)
{
	SDL_Event event = {.type = ((struct window_glass *)glass)->wake_event};

	SDL_PushEvent(&event);
}

static bool window_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes)
{
	SDL_Surface *surface = SDL_GetWindowSurface(((struct window_glass *)glass)->window);

	if (!surface || surface->format->BytesPerPixel != 4 || surface->format->Rmask != 0xff0000)
		return false;
	*rows = surface->pixels;
	*width = surface->w;
	*height = surface->h;
	*stride_bytes = surface->pitch;
	return true;
}

static void window_present(struct glass *glass, const struct rect *damage, size_t count)
{
	SDL_Rect rects[RECTS_MAX];

	REQUIRE(count <= RECTS_MAX);
	for (size_t i = 0; i < count; i++)
		rects[i] = (SDL_Rect){damage[i].x, damage[i].y, damage[i].width, damage[i].height};
	SDL_UpdateWindowSurfaceRects(((struct window_glass *)glass)->window, rects, (int)count);
}

static void window_destroy(struct glass *glass)
{
	struct window_glass *self = (struct window_glass *)glass;

	if (self->window)
		SDL_DestroyWindow(self->window);
	SDL_Quit();
	free(self);
}

static const struct glass_body window_body = {window_wait, window_wake, window_pixels, window_present, window_destroy};

static SDL_Window *open_window(const struct glass_settings *settings)
{
	Uint32 flags = settings->windowed ? 0 : settings->width ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
	int width = settings->width ? settings->width : WIDTH_PX, height = settings->height ? settings->height : HEIGHT_PX;

	return SDL_CreateWindow(settings->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, flags);
}

bool glass_window_create(struct glass **glass, const struct glass_settings *settings, struct error *error)
{
	struct window_glass *self = calloc(1, sizeof(*self));

	REQUIRE(self);
	self->glass.body = &window_body;
	self->windowed = settings->windowed;
	/* Without this SDL puts its surface through a software OpenGL: 80 MB instead of 4. */
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
	SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
	if (SDL_Init(SDL_INIT_VIDEO) != 0 || !(self->window = open_window(settings))) {
		error_set(error, "no window: %s", SDL_GetError());
		window_destroy(&self->glass);
		return false;
	}
	self->wake_event = SDL_RegisterEvents(1);
	SDL_DisableScreenSaver();
	if (!settings->windowed)
		SDL_ShowCursor(SDL_DISABLE);
	*glass = &self->glass;
	return true;
}
