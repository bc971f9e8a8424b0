#include "kiosk/glass/fingers.h"

void fingers_init(struct fingers *fingers)
{
	*fingers = (struct fingers){0};
}

static struct glass_event none(void)
{
	return (struct glass_event){.kind = GLASS_NONE};
}

static struct glass_event down(struct fingers *fingers, SDL_FingerID finger, struct point at)
{
	if (fingers->down)
		return none();
	*fingers = (struct fingers){true, finger};
	return (struct glass_event){.kind = GLASS_DOWN, .at = at};
}

static struct glass_event move(const struct fingers *fingers, SDL_FingerID finger, struct point at)
{
	if (!fingers->down || fingers->finger != finger)
		return none();
	return (struct glass_event){.kind = GLASS_MOVE, .at = at};
}

static struct glass_event up(struct fingers *fingers, SDL_FingerID finger, struct point at)
{
	if (!fingers->down || fingers->finger != finger)
		return none();
	fingers->down = false;
	return (struct glass_event){.kind = GLASS_UP, .at = at};
}

/* A finger that lifts while the window is away would never be told. */
static struct glass_event cancel(struct fingers *fingers)
{
	if (!fingers->down)
		return none();
	fingers->down = false;
	return (struct glass_event){.kind = GLASS_CANCEL};
}

static int arrow_of(SDL_Keycode key)
{
	switch (key) {
	case SDLK_LEFT:
		return 'L';
	case SDLK_RIGHT:
		return 'R';
	case SDLK_UP:
		return 'U';
	case SDLK_DOWN:
		return 'D';
	default:
		return 0;
	}
}

/* Plain keys only: none with a modifier, so that no chord of a desktop comes through, and none that repeats. */
static struct glass_event key(const SDL_KeyboardEvent *event)
{
	SDL_Keycode code = event->keysym.sym == SDLK_KP_ENTER ? SDLK_RETURN : event->keysym.sym;
	int arrow = arrow_of(code);

	if (event->repeat || event->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
		return none();
	if (arrow || (code > 0 && code < 0x7f))
		return (struct glass_event){.kind = GLASS_KEY, .key = arrow ? arrow : (int)code};
	return none();
}

static struct point place(const SDL_Event *event, int width, int height)
{
	return (struct point){(int)(event->tfinger.x * (float)width), (int)(event->tfinger.y * (float)height)};
}

struct glass_event fingers_translate(struct fingers *fingers, const SDL_Event *event, int width, int height)
{
	switch (event->type) {
	case SDL_FINGERDOWN:
		return down(fingers, event->tfinger.fingerId, place(event, width, height));
	case SDL_FINGERMOTION:
		return move(fingers, event->tfinger.fingerId, place(event, width, height));
	case SDL_FINGERUP:
		return up(fingers, event->tfinger.fingerId, place(event, width, height));
	case SDL_MOUSEBUTTONDOWN:
		return event->button.button == SDL_BUTTON_LEFT
			       ? down(fingers, FINGER_IS_BUTTON, (struct point){event->button.x, event->button.y})
			       : none();
	case SDL_MOUSEMOTION:
		return move(fingers, FINGER_IS_BUTTON, (struct point){event->motion.x, event->motion.y});
	case SDL_MOUSEBUTTONUP:
		return event->button.button == SDL_BUTTON_LEFT
			       ? up(fingers, FINGER_IS_BUTTON, (struct point){event->button.x, event->button.y})
			       : none();
	case SDL_WINDOWEVENT:
		return event->window.event == SDL_WINDOWEVENT_FOCUS_LOST ||
				       event->window.event == SDL_WINDOWEVENT_HIDDEN
			       ? cancel(fingers)
			       : none();
	case SDL_KEYDOWN:
		return key(&event->key);
	default:
		return none();
	}
}
