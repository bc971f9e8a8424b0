#include <string.h>

#include "feed/base/log.h"
#include "kiosk/kiosk_parts.h"

/* What the first start does to the screen: fingers and keys type a code, the worker tries it, and the program starts anew. */

#define ENROL_SCREEN STR("enrol")

bool kiosk_shows_enrol(const struct kiosk *kiosk)
{
	return kiosk->enrolling || str_equal(kiosk->settings->screen, ENROL_SCREEN);
}

static void send(struct kiosk *kiosk)
{
	if (kiosk->worker && !worker_put_code(kiosk->worker, kiosk->enrol.typed))
		kiosk->enrol.state = ENROLLING_AWAY;
}

bool kiosk_enrol_event(struct kiosk *kiosk, const struct glass_event *event)
{
	struct intent under, wanted = kiosk->pressed;
	bool whole = false;

	if (!kiosk_shows_enrol(kiosk))
		return false;
	under = screen_intent(kiosk->set->screen, event->at);
	if (event->kind == GLASS_KEY)
		whole = enrol_page_key(&kiosk->enrol, event->key);
	else if (event->kind == GLASS_UP && wanted.kind == INTENT_ENROL && under.kind == INTENT_ENROL && wanted.argument == under.argument)
		whole = enrol_page_step(&kiosk->enrol, wanted.argument);
	kiosk->pressed = event->kind == GLASS_DOWN ? under : (struct intent){INTENT_NONE, 0};
	if (whole)
		send(kiosk);
	kiosk_touch_screens(kiosk);
	return true;
}

void kiosk_update_enrol(struct kiosk *kiosk)
{
	enum enrolling_state state;
	bool enrolling = kiosk->worker && worker_is_enrolling(kiosk->worker, &state);

	if (!enrolling)
		return;
	kiosk->enrolling = true;
	if (enrol_page_tell(&kiosk->enrol, state)) {
		kiosk_touch_screens(kiosk);
		log_line("hallboard: enrolment: state %d", (int)state);
	}
	if (state == ENROLLING_DONE)
		kiosk->staff.wish = WISH_RESTART;
}
