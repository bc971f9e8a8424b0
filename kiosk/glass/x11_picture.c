#include "kiosk/glass/x11_picture.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "feed/base/check.h"

struct x11_picture {
	struct x11_line *line; /* borrowed */
	Window window;         /* borrowed */
	GC gc;                 /* owned */
	XImage *image;         /* owned */
	XShmSegmentInfo segment;
};

static bool refused;

static int note_refusal(Display *display, XErrorEvent *event)
{
	(void)display;
	(void)event;
	refused = true;
	return 0;
}

/* A server elsewhere says no only when it is asked. */
static bool attach(Display *display, XShmSegmentInfo *segment)
{
	XErrorHandler before;

	XSync(display, False);
	refused = false;
	before = XSetErrorHandler(note_refusal);
	XShmAttach(display, segment);
	XSync(display, False);
	XSetErrorHandler(before);
	return !refused;
}

static bool is_xrgb(const XImage *image)
{
	static const union {
		uint32_t number;
		unsigned char bytes[4];
	} one = {.number = 1};

	return image->bits_per_pixel == 32 && image->red_mask == 0xff0000 && image->green_mask == 0xff00 && image->blue_mask == 0xff &&
	       image->byte_order == (one.bytes[0] ? LSBFirst : MSBFirst);
}

/* The segment is ended as soon as both sides have it: nothing is left behind when the plug is pulled. */
static bool share(struct x11_picture *picture, Display *display)
{
	XShmSegmentInfo *segment = &picture->segment;
	bool attached;

	segment->shmid = shmget(IPC_PRIVATE, (size_t)picture->image->bytes_per_line * (size_t)picture->image->height, IPC_CREAT | 0600);
	if (segment->shmid < 0)
		return false;
	segment->shmaddr = picture->image->data = shmat(segment->shmid, NULL, 0);
	attached = segment->shmaddr != (char *)-1 && attach(display, segment);
	shmctl(segment->shmid, IPC_RMID, NULL);
	if (!attached && segment->shmaddr != (char *)-1)
		shmdt(segment->shmaddr);
	return attached;
}

static bool make_image(struct x11_picture *picture, Display *display, int width, int height)
{
	XWindowAttributes is;

	if (!XGetWindowAttributes(display, picture->window, &is))
		return false;
	picture->image = XShmCreateImage(display, is.visual, (unsigned)is.depth, ZPixmap, NULL, &picture->segment, (unsigned)width,
		(unsigned)height);
	if (!picture->image)
		return false;
	if (is_xrgb(picture->image) && share(picture, display))
		return true;
	picture->image->data = NULL;
	XDestroyImage(picture->image);
	return false;
}

struct x11_picture *x11_picture_create(SDL_Window *window, struct x11_line *line)
{
	struct x11_picture *picture;
	SDL_SysWMinfo info;
	int width, height;

	SDL_GetWindowSize(window, &width, &height);
	SDL_VERSION(&info.version);
	if (line->socket < 0 || !SDL_GetWindowWMInfo(window, &info) || !XShmQueryExtension(line->display))
		return NULL;
	picture = calloc(1, sizeof(*picture));
	REQUIRE(picture);
	picture->line = line;
	picture->window = info.info.x11.window;
	if (!make_image(picture, line->display, width, height)) {
		free(picture);
		return NULL;
	}
	picture->gc = XCreateGC(line->display, picture->window, 0, NULL);
	return picture;
}

void x11_picture_destroy(struct x11_picture *picture)
{
	Display *display;

	if (!picture)
		return;
	display = picture->line->display;
	x11_settle(picture->line);
	XShmDetach(display, &picture->segment);
	XFreeGC(display, picture->gc);
	XSync(display, False);
	shmdt(picture->segment.shmaddr);
	picture->image->data = NULL;
	XDestroyImage(picture->image);
	free(picture);
}

struct pixels x11_picture_pixels(struct x11_picture *picture)
{
	XImage *image = picture->image;

	x11_settle(picture->line);
	return (struct pixels){(void *)image->data, image->width, image->height, image->bytes_per_line};
}

void x11_picture_show(struct x11_picture *picture, const struct rect *boxes, size_t count)
{
	Display *display = picture->line->display;

	for (size_t i = 0; i < count; i++)
		XShmPutImage(display, picture->window, picture->gc, picture->image, boxes[i].x, boxes[i].y, boxes[i].x, boxes[i].y,
			(unsigned)boxes[i].width, (unsigned)boxes[i].height, i + 1 == count);
	XFlush(display);
	picture->line->shows = picture->line->shows || count > 0;
}
