#include <SDL.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/log.h"
#include "kiosk/glass/fingers.h"
#include "kiosk/glass/glass_class.h"
#include "kiosk/glass/presenter.h"
#include "kiosk/glass/x11.h"

/*
 * A window of SDL. Without a size it fills the display and hides the pointer. It may be gone for a while: when the display has
 * other modes it is made anew, and where there is no display it is waited for.
 */

enum { LOOK_AGAIN_MS = 1000, SOON_MS = 20 /* about a frame of a slow display */, PUMP_MS = 10000 /* SDL is asked at least so often: it keeps the screen saver off */, LARGE_PIXELS = 2560 * 1440 };

struct window {
	struct glass glass;
	struct glass_settings settings;
	SDL_Window *sdl;             /* owned; NULL while there is no display */
	struct presenter *presenter; /* owned; NULL with it */
	struct fingers fingers;
	uint32_t woken; /* the type of our own event */
	int bell;       /* owned: an eventfd that rings with it */
	struct x11_line line;
	uint64_t pumped_ms; /* when SDL was asked last */
	int frame_us;       /* of the display; as it was then */
	bool gpu_failed;
};

static struct window *window_of(struct glass *glass)
{
	return (struct window *)glass;
}

/* Nothing says that a display server runs here: libwayland is not asked, for it would complain on stderr. */
static bool is_serverless(void)
{
	static const char *const names[] = {"DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SDL_VIDEODRIVER"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (getenv(names[i]))
			return false;
	return true;
}

static void set_hints(void)
{
	if (is_serverless())
		SDL_SetHint(SDL_HINT_VIDEODRIVER, "KMSDRM");
	setenv("XCOMPOSEFILE", "/dev/null", 0); /* nobody writes text here: half a megabyte and some milliseconds for nothing */
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0); /* where there is no bus, SDL would start one, and may wait for it for ever */
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* else the surface goes through a software GL of 80 MB */
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");       /* the program has its own */
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");       /* each finger counts once */
	SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
	SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
	SDL_SetHint(SDL_HINT_WINDOWS_NO_CLOSE_ON_ALT_F4, "1");
	SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "1");
}

/* A server without a window manager makes nothing full screen: SDL would wait for it a tenth of a second. */
static bool is_bare(void)
{
	return strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0 && !x11_has_manager();
}

/* A size that is asked for rules, also where the display says something else. Without one the window is made as large
 * as the display from the start, for nobody may enlarge it later. */
static SDL_Window *open_window(const struct glass_settings *settings)
{
	bool sized = settings->width > 0 && settings->height > 0;
	uint32_t flags = settings->windowed ? SDL_WINDOW_RESIZABLE
			 : sized || is_bare() ? SDL_WINDOW_BORDERLESS
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

/* Without X11 and Wayland only a GPU can show anything; beside them it pays for very large pictures, if it is a real one. */
static bool wants_gpu(const struct window *window)
{
	const char *driver = SDL_GetCurrentVideoDriver();
	int width, height;

	if (window->settings.presenter != GLASS_AUTO)
		return window->settings.presenter == GLASS_GPU;
	if (strcmp(driver, "KMSDRM") == 0)
		return true;
	SDL_GetWindowSize(window->sdl, &width, &height);
	return (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0) && (int64_t)width * height > LARGE_PIXELS;
}

static bool open_sdl_window(struct window *window, struct error *error)
{
	window->sdl = open_window(&window->settings);
	if (window->sdl)
		window->line = x11_line_of(window->sdl);
	return window->sdl || error_set(error, "cannot open a window: %s", SDL_GetError());
}

static void close_window(struct window *window)
{
	if (window->presenter)
		window->presenter->class->destroy(window->presenter);
	window->presenter = NULL;
	window->glass.passing = false;
	if (window->sdl)
		SDL_DestroyWindow(window->sdl);
	window->sdl = NULL;
}

/* A GPU that is only a program is taken where it is asked for, or where nothing else shows a picture. */
static bool is_optional(const struct window *window)
{
	return window->settings.presenter == GLASS_AUTO && strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") != 0;
}

/* A window that a GPU has had cannot be painted by the processor: that gets a new one. */
static bool open_presenter(struct window *window, struct error *error)
{
	struct error why;

	if (!window->gpu_failed && wants_gpu(window)) {
		window->presenter = presenter_gpu_create(window->sdl, window->settings.turn, is_optional(window), &why);
		if (window->presenter)
			return true;
		log_line("hallboard: %s; the processor paints alone", why.text);
		window->gpu_failed = true;
		close_window(window);
		if (!open_sdl_window(window, error))
			return false;
	}
	window->presenter = presenter_cpu_create(window->sdl, &window->line, window->settings.turn);
	return true;
}

static bool open_all(struct window *window, struct error *error)
{
	x11_tolerate();
	if (window->settings.patient)
		x11_survive();
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
		return is_serverless() ? error_set(error, "there is no display here (no DISPLAY, no WAYLAND_DISPLAY, no /dev/dri); "
							  "--picture FILE needs none")
				       : error_set(error, "cannot reach a display: %s", SDL_GetError());
	if (!shows_anything()) {
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return error_set(error, "there is no display here (DISPLAY and WAYLAND_DISPLAY); --picture FILE needs none");
	}
	if (!open_sdl_window(window, error) || !open_presenter(window, error)) {
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		return false;
	}
	x11_watch(window->sdl);
	window->pumped_ms = 0;
	fingers_init(&window->fingers);
	SDL_ShowCursor(window->settings.windowed ? SDL_ENABLE : SDL_DISABLE);
	SDL_DisableScreenSaver();
	SDL_StopTextInput();
	return true;
}

static void close_all(struct window *window)
{
	if (!window->sdl)
		return;
	close_window(window);
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static void window_destroy(struct glass *glass)
{
	close_all(window_of(glass));
	close(window_of(glass)->bell);
	free(window_of(glass));
}

/* The window manager may close a window on a desktop; a wall is closed by its service only. */
static struct glass_event translate(struct window *window, const SDL_Event *event)
{
	struct glass_event found;
	int width, height;

	SDL_GetWindowSize(window->sdl, &width, &height);
	if (event->type == window->woken)
		return (struct glass_event){.kind = GLASS_WOKEN};
	if (event->type == SDL_QUIT)
		return (struct glass_event){.kind = window->settings.windowed ? GLASS_QUIT : GLASS_NONE};
	if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET)
		return (struct glass_event){.kind = GLASS_EXPOSED};
	if (event->type == SDL_WINDOWEVENT &&
		(event->window.event == SDL_WINDOWEVENT_EXPOSED || event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED))
		return (struct glass_event){
			.kind = window->presenter->class->refresh(window->presenter) ? GLASS_NONE : GLASS_EXPOSED};
	found = fingers_translate(&window->fingers, event, width, height);
	if (window->settings.turn == QUARTER_90 || window->settings.turn == QUARTER_270)
		found.at = quarter_back_point(window->settings.turn, found.at, height, width);
	else
		found.at = quarter_back_point(window->settings.turn, found.at, width, height);
	return found;
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

/* Makes everything anew: for a display whose size changed, or that was not there. */
static struct glass_event reopen(struct window *window)
{
	struct error error;

	close_all(window);
	if (!open_all(window, &error))
		return (struct glass_event){.kind = GLASS_NONE};
	return (struct glass_event){.kind = GLASS_EXPOSED};
}

static struct glass_event wait_for_display(struct window *window, int timeout_ms)
{
	int nap_ms = timeout_ms < 0 || timeout_ms > LOOK_AGAIN_MS ? LOOK_AGAIN_MS : timeout_ms;

	nanosleep(&(struct timespec){nap_ms / 1000, nap_ms % 1000 * 1000000L}, NULL);
	return reopen(window);
}

static bool hear_bell(struct window *window)
{
	uint64_t rings;

	return read(window->bell, &rings, sizeof(rings)) == sizeof(rings); /* its event is in SDL's queue */
}

/*
 * SDL asks the server seventeen times for each event that does not come, which costs more than painting a line of text. So where
 * nothing has come yet we wait by ourselves; true: the time is over and nothing did. The end of a presentation is nothing, and
 * where the next frame comes soon it is not even woken for: a finger that comes meanwhile is seen with that frame.
 */
static bool wait_quietly(struct window *window, int timeout_ms)
{
	uint64_t now_ms = SDL_GetTicks64(), end_ms = now_ms + (uint64_t)(timeout_ms > 0 ? timeout_ms : 0);

	if (window->line.socket < 0 || timeout_ms < 0 || now_ms - window->pumped_ms >= PUMP_MS || SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT))
		return false;
	while (!x11_has_events(&window->line)) {
		bool soon = window->line.shows && end_ms - now_ms <= SOON_MS;
		struct pollfd lines[] = {{.fd = window->bell, .events = POLLIN}, {.fd = window->line.socket, .events = soon ? 0 : POLLIN}};

		if (poll(lines, 2, (int)(end_ms - now_ms)) == 0)
			return true;
		if (lines[0].revents && hear_bell(window))
			return false;
		now_ms = SDL_GetTicks64();
		if (now_ms > end_ms)
			end_ms = now_ms;
	}
	return false;
}

static void note_pump(struct window *window)
{
	SDL_DisplayMode mode;

	window->pumped_ms = SDL_GetTicks64();
	window->frame_us = SDL_GetWindowDisplayMode(window->sdl, &mode) == 0 && mode.refresh_rate >= 20 ? 1000000 / mode.refresh_rate
													  : GLASS_FRAME_US;
}

static struct glass_event window_wait(struct glass *glass, int timeout_ms)
{
	struct window *window = window_of(glass);
	uint64_t end_ms = SDL_GetTicks64() + (uint64_t)(timeout_ms > 0 ? timeout_ms : 0);
	SDL_Event event;
	int left_ms;

	if (!window->sdl)
		return wait_for_display(window, timeout_ms);
	if (wait_quietly(window, timeout_ms))
		return (struct glass_event){.kind = GLASS_NONE};
	note_pump(window);
	left_ms = timeout_ms < 0 ? -1 : window->pumped_ms < end_ms ? (int)(end_ms - window->pumped_ms) : 0;
	for (; SDL_WaitEventTimeout(&event, left_ms);) {
		struct glass_event found;
		uint64_t now_ms = SDL_GetTicks64();

		if (window->settings.width == 0 && !window->settings.windowed && x11_is_resize(window->sdl, &event))
			return reopen(window);
		found = translate(window, &event);
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

	uint64_t ring = 1;
	ssize_t rung;

	SDL_PushEvent(&event);
	rung = write(window_of(glass)->bell, &ring, sizeof(ring));
	(void)rung; /* a full counter rings as well */
}

static void take_stats(struct window *window)
{
	struct glass_stats *stats = &window->glass.stats, *fresh = &window->presenter->stats;

	stats->presents += fresh->presents;
	stats->bytes += fresh->bytes;
	stats->presenter = fresh->presenter;
	if (fresh->passage_bytes_most > stats->passage_bytes_most)
		stats->passage_bytes_most = fresh->passage_bytes_most;
	fresh->presents = fresh->bytes = 0;
	window->glass.passing = window->presenter->passing;
}

static bool window_canvas(struct glass *glass, struct pixels *canvas)
{
	struct window *window = window_of(glass);
	bool lost;

	if (!window->sdl)
		return false;
	if (!window->presenter->class->canvas(window->presenter, canvas, &lost)) {
		if (!window->gpu_failed && window->presenter->stats.presenter[0] == 'g')
			log_line("hallboard: the GPU failed; the processor paints from here on");
		window->gpu_failed = true;
		reopen(window);
		return false;
	}
	window->glass.passing = window->presenter->passing;
	return true;
}

static void window_present(struct glass *glass, const struct rect *damage, size_t count)
{
	struct window *window = window_of(glass);

	REQUIRE(count <= GLASS_DAMAGE_MAX);
	if (!window->sdl || (count == 0 && !window->glass.passing))
		return;
	window->presenter->class->present(window->presenter, damage, count);
	take_stats(window);
}

static bool window_prepare(struct glass *glass)
{
	struct window *window = window_of(glass);

	return window->sdl && window->presenter->class->prepare(window->presenter);
}

static void window_begin(struct glass *glass, const struct glass_passage *passage)
{
	struct window *window = window_of(glass);

	if (!window->sdl)
		return;
	window->presenter->class->begin(window->presenter, passage);
	take_stats(window);
}

static void window_step(struct glass *glass, double share)
{
	struct window *window = window_of(glass);

	if (!window->sdl)
		return;
	window->presenter->class->step(window->presenter, share);
	take_stats(window);
}

static int window_frame_us(struct glass *glass)
{
	struct window *window = window_of(glass);

	return window->sdl && window->frame_us ? window->frame_us : GLASS_FRAME_US;
}

static const struct glass_class window_class = {window_destroy, window_wait, window_wake, window_canvas, window_present,
	window_prepare, window_begin, window_step, window_frame_us};

bool glass_window_create(struct glass **glass, const struct glass_settings *settings, struct error *error)
{
	struct window *window = calloc(1, sizeof(*window));

	REQUIRE(window);
	set_hints();
	window->glass.class = &window_class;
	window->glass.stats.presenter = "none yet";
	window->settings = *settings;
	window->woken = SDL_RegisterEvents(1);
	REQUIRE(window->woken != (uint32_t)-1);
	window->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	REQUIRE(window->bell >= 0);
	if (!open_all(window, error) && !settings->patient) {
		close(window->bell);
		free(window);
		return false;
	}
	*glass = &window->glass;
	return true;
}
