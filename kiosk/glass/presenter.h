#ifndef KIOSK_GLASS_PRESENTER_H
#define KIOSK_GLASS_PRESENTER_H

#include <SDL.h>

#include "kiosk/glass/glass.h"
#include "kiosk/glass/x11.h"

/* How a window shows what was painted: by the processor or by a GPU. For this folder only. */

struct presenter;

struct presenter_class {
	void (*destroy)(struct presenter *presenter);
	/* false: it cannot go on, and another one has to be made. *lost: what was painted is gone. */
	bool (*canvas)(struct presenter *presenter, struct pixels *canvas, bool *lost);
	void (*present)(struct presenter *presenter, const struct rect *damage, size_t count);
	bool (*prepare)(struct presenter *presenter);
	void (*begin)(struct presenter *presenter, const struct glass_passage *passage);
	void (*step)(struct presenter *presenter, double share);
	/* Shows again what is shown. false: it was lost, or the window has another size than it had. */
	bool (*refresh)(struct presenter *presenter);
};

struct presenter {
	const struct presenter_class *class;
	struct glass_stats stats;
	bool passing;
};

/* The window and its line outlive the presenter. */
struct presenter *presenter_cpu_create(SDL_Window *window, struct x11_line *line, enum quarter turn);

/* NULL where there is no GPU that does what is needed; real_only: one that is a program on the processor is refused. */
struct presenter *presenter_gpu_create(SDL_Window *window, enum quarter turn, bool real_only, struct error *error);

#endif
