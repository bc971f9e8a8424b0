#include <string.h>

#include "feed/base/log.h"
#include "kiosk/kiosk_parts.h"

/* An alert takes the screen over, whatever was on it, and gives it back. */

static void tell(const struct kiosk *kiosk, const struct watch_state *now)
{
	if (now->fault.text[0] && strcmp(now->fault.text, kiosk->watch.fault.text) != 0)
		log_line("hallboard: alerts are not confirmed: %s", now->fault.text);
	else if (kiosk->watch.failing_since_ms && !now->failing_since_ms)
		log_line("hallboard: alerts are confirmed again");
}

/* Those that are on now live in the snapshot that goes; what is on is chosen anew before anything is drawn. */
static void replace(struct kiosk *kiosk, const struct snapshot *alerts, struct moment now)
{
	snapshot_unref(kiosk->alerts);
	kiosk->alerts = alerts;
	kiosk->alerts_since_ms = now.wall_ms;
	kiosk_touch_screens(kiosk);
	kiosk_update_alert(kiosk, now);
}

void kiosk_take_alerts(struct kiosk *kiosk, const struct news *news, struct moment now)
{
	tell(kiosk, &news->watch);
	if (news->watch.failing_since_ms != kiosk->watch.failing_since_ms)
		kiosk_touch_screens(kiosk);
	kiosk->watch = news->watch;
	if (news->alerts == kiosk->alerts)
		snapshot_unref(news->alerts);
	else if (news->alerts)
		replace(kiosk, news->alerts, now);
}

static struct alert_showing choose(const struct kiosk *kiosk, int64_t wall_ms)
{
	const struct alert_place place = {
		.areas = kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL,
		.area = kiosk->settings->area,
		.now_ms = wall_ms,
		.since_ms = kiosk->alerts_since_ms,
		.live = kiosk->watch.live,
	};

	return alert_now(snapshot_alerts(kiosk->alerts), &place);
}

void kiosk_update_alert(struct kiosk *kiosk, struct moment now)
{
	struct alert_showing before = kiosk->alert, showing = choose(kiosk, now.wall_ms);

	kiosk->alert = showing;
	if (showing.alert != before.alert || showing.position != before.position || showing.count != before.count)
		kiosk_touch_screens(kiosk);
	if ((showing.alert != NULL) == (before.alert != NULL))
		return;
	kiosk->cut = true;
	kiosk->changed_ms = now.steady_ms;
	if (showing.alert)
		kiosk_put_visit_aside(kiosk, now.steady_ms);
}

void kiosk_tell_shown(struct kiosk *kiosk, struct moment now)
{
	const struct alert *alert = kiosk->alert.alert;
	struct str id = alert ? alert->id : STR("");

	if (str_equal(id, str_from(kiosk->told)))
		return;
	if (alert && alert->message == ALERT_RAISED && kiosk->worker && !worker_put_shown(kiosk->worker, id, now.wall_ms))
		return; /* said again with the next frame */
	memcpy(kiosk->told, id.bytes, id.length);
	kiosk->told[id.length] = '\0';
	if (alert)
		log_line("hallboard: alert on the glass: %s", kiosk->told);
	else
		log_line("hallboard: no alert on the glass any more");
}
