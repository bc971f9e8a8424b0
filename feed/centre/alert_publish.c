#include "feed/centre/alert_publish.h"

#include "feed/base/arena.h"
#include "feed/centre/alerts.h"
#include "feed/centre/centre.h"
#include "feed/centre/edition.h"
#include "feed/centre/outlet.h"
#include "feed/centre/root.h"
#include "feed/wire/wire.h"

#define GLOBAL STR("global")

/* Over what the head says but its version and times. */
static struct str digest(struct arena *arena, const struct centre *centre, const struct head *head)
{
	char *digits = arena_take(arena, SHA256_DIGITS + 1);

	sha256_hex(str_format(arena, "%d %d %d\n%s\n", head->next_poll_s, centre->settings.head_valid_h, head->demo,
			   head->documents[0].sha256),
		digits);
	return str_from(digits);
}

static bool put(struct centre *centre, struct arena *arena, const char *out, const struct head *head, struct str document,
	struct error *error)
{
	struct str bytes = head_encode(arena, head);
	struct str comment = str_format(arena, "global version %lld", (long long)head->version);

	return outlet_put_blob(out, &head->documents[0], document, error) &&
	       outlet_put_head(out, GLOBAL, bytes, sign_make(arena, &centre->alert_secret, bytes, comment), error);
}

static bool publish(struct centre *centre, struct arena *arena, const char *out, bool *changed, struct error *error)
{
	struct head_document document = {.kind = DOCUMENT_ALERTS, .name = STR("alerts")};
	struct head head = {.area = GLOBAL,
		.next_poll_s = ALERT_POLL_S,
		.demo = centre->settings.demo,
		.documents = &document,
		.document_count = 1};
	struct alerts alerts;
	struct str bytes;
	const struct head *old;

	if (!alerts_current(centre, arena, &alerts, error) || !outlet_open(out, error) ||
		!root_publish(centre->folder, &centre->open, out, error))
		return false;
	bytes = alerts_encode(arena, &alerts);
	document.size_bytes = (int64_t)bytes.length;
	sha256_hex(bytes, document.sha256);
	old = outlet_find_head(arena, out, GLOBAL, &centre->alert_open);
	if (!edition_set(centre, &edition_alerts, arena, old, digest(arena, centre, &head), &head, error))
		return false;
	*changed = !old || old->version != head.version;
	return !*changed || put(centre, arena, out, &head, bytes, error);
}

bool alert_publish(struct centre *centre, const char *out, bool *changed, struct error *error)
{
	struct arena arena;
	bool published;

	arena_init(&arena);
	*changed = false;
	published = publish(centre, &arena, out, changed, error);
	arena_finish(&arena);
	return published;
}
