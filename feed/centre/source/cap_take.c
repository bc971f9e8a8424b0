#include "feed/centre/source/cap_take.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/alert_publish.h"
#include "feed/centre/alerts.h"
#include "feed/centre/centre.h"
#include "feed/centre/read/cap.h"
#include "feed/model/head.h"
#include "feed/wire/wire.h"

enum { ID_DIGITS = 16 };

struct taking {
	struct centre *centre;
	struct arena *arena;
	const struct source *source;
	struct faults *faults;
	struct cap cap;
	struct alert_wish wish;
};

static bool refuse(struct taking *taking, struct str found, struct str expected)
{
	faults_add(taking->faults, str_format(taking->arena, "source " STR_FMT, STR_ARG(taking->source->name)), 0, 0, found, expected);
	return false;
}

static bool refuse_word(struct taking *taking, const char *what, struct str word, struct str expected)
{
	return refuse(taking, str_format(taking->arena, "%s \"" STR_FMT "\"", what, STR_ARG(word)), expected);
}

static bool holds(struct str list, char separator, struct str word)
{
	struct str one;

	while (str_next(&list, separator, &one))
		if (str_equal(str_trim(one), word))
			return true;
	return false;
}

static struct str lower(struct arena *arena, struct str word)
{
	char *bytes = arena_take(arena, word.length + 1);

	for (size_t i = 0; i < word.length; i++)
		bytes[i] = word.bytes[i] >= 'A' && word.bytes[i] <= 'Z' ? (char)(word.bytes[i] | 0x20) : word.bytes[i];
	return (struct str){bytes, word.length};
}

static bool check_message(struct taking *taking)
{
	const struct cap *cap = &taking->cap;

	if (!holds(taking->source->senders, ',', cap->sender))
		return refuse_word(taking, "sender", cap->sender,
			str_format(taking->arena, "one of the source's senders: " STR_FMT, STR_ARG(taking->source->senders)));
	if (!str_equal(cap->status, STR("Actual")) && !str_equal(cap->status, STR("Exercise")))
		return refuse_word(taking, "status", cap->status, STR("Actual or Exercise: tests and drafts are shown to nobody"));
	if (!str_equal(cap->scope, STR("Public")))
		return refuse_word(taking, "scope", cap->scope, STR("Public: the walls are read by everybody"));
	if (!holds(STR("Alert,Update,Cancel"), ',', cap->message))
		return refuse_word(taking, "msgType", cap->message, STR("Alert, Update or Cancel"));
	return true;
}

/* The message's three parts as one id of ours: an alert that is named in another message is found by it. */
static struct str id_of(struct arena *arena, struct str sender, struct str identifier, struct str sent)
{
	char digits[SHA256_DIGITS + 1];

	sha256_hex(str_format(arena, STR_FMT "," STR_FMT "," STR_FMT, STR_ARG(sender), STR_ARG(identifier), STR_ARG(sent)), digits);
	return str_format(arena, "cap-%.*s", ID_DIGITS, digits);
}

static struct str reference_id(struct arena *arena, struct str reference)
{
	struct str parts[3] = {{NULL, 0}};

	for (int i = 0; i < 3 && str_next(&reference, ',', &parts[i]); i++)
		;
	return id_of(arena, parts[0], parts[1], parts[2]);
}

/* How many of the alerts that the message speaks of were raised and are cleared now; -1 where the store fails. */
static int clear_references(struct taking *taking, struct error *error)
{
	struct str rest = taking->cap.references, reference;
	int cleared = 0;

	while (str_next(&rest, ' ', &reference)) {
		enum alert_outcome outcome;

		if (str_trim(reference).length == 0)
			continue;
		outcome = alerts_clear(taking->centre, reference_id(taking->arena, str_trim(reference)), ALERT_CLEAR_MS, error);
		if (outcome == ALERT_FAILED)
			return -1;
		cleared += outcome == ALERT_DONE;
	}
	return cleared;
}

/* The first part of the message whose event is one of [events]; its template. */
static const struct cap_info *find_info(struct taking *taking, struct str *template)
{
	for (size_t i = 0; i < taking->cap.info_count; i++)
		for (size_t e = 0; e < taking->cap.infos[i].event_count; e++) {
			const struct ini_entry *entry = ini_find(&taking->source->ini, STR("events"), taking->cap.infos[i].events[e]);

			if (!entry)
				continue;
			*template = entry->value;
			return &taking->cap.infos[i];
		}
	return NULL;
}

static bool find_template(struct taking *taking, struct str name)
{
	struct alert_templates *templates = arena_new(taking->arena, struct alert_templates);

	if (!alert_templates_read(taking->arena, taking->centre->folder, templates, taking->faults))
		return false;
	taking->wish.template = alert_template_find(templates, name);
	return taking->wish.template || refuse_word(taking, "template", name, STR("in [events] one that hallfeed alert raise knows"));
}

static bool check_info(struct taking *taking, const struct cap_info *info)
{
	struct alert_wish *wish = &taking->wish;
	int64_t now_ms = taking->centre->clock->wall_ms(taking->centre->clock);

	if (!holds(taking->source->urgencies, ',', lower(taking->arena, info->urgency)))
		return refuse_word(taking, "urgency", info->urgency,
			str_format(taking->arena, "what the source's urgency allows: " STR_FMT, STR_ARG(taking->source->urgencies)));
	if (str_equal(info->certainty, STR("Unlikely")))
		return refuse_word(taking, "certainty", info->certainty, STR("Observed, Likely, Possible or Unknown"));
	wish->severity = wish->template->severity;
	if (!str_equal(info->severity, STR("Unknown")) && !alert_severity_find(info->severity, &wish->severity))
		return refuse_word(taking, "severity", info->severity, STR("Extreme, Severe, Moderate, Minor or Unknown"));
	wish->expires_ms = now_ms + wish->template->valid_ms;
	if (info->expires.length && !civil_parse(info->expires, &wish->expires_ms))
		return refuse_word(taking, "expires", info->expires, STR("a time such as 2018-10-25T09:30:00+08:00"));
	return true;
}

static bool is_area(struct taking *taking, struct str id, bool *known, struct error *error)
{
	struct store_query *query = store_prepare(taking->centre->store, "SELECT 1 FROM areas WHERE id = ?1", error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, id);
	step = store_step(query, error);
	store_reset(query);
	*known = step == STORE_ROW;
	return step != STORE_FAILED;
}

/* By [areas]; else the code is an area's id, also where zeros fill it up: 652301000000 is 652301. */
static bool find_area(struct taking *taking, struct str code, struct str *area)
{
	static const size_t lengths[] = {12, 9, 6, 4, 2};
	const struct ini_entry *entry = ini_find(&taking->source->ini, STR("areas"), code);
	struct error error;
	bool known = false;

	*area = entry ? entry->value : code;
	if (entry)
		return true; /* alerts_raise knows whether there is one */
	if (!is_area(taking, code, &known, &error))
		return source_refuse(taking->source, &error, STR("a store that answers"), taking->faults);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]) && !known; i++) {
		struct str rest = str_part(code, lengths[i], code.length);

		*area = str_part(code, 0, lengths[i]);
		if (code.length > lengths[i] && strspn(str_copy(taking->arena, rest).bytes, "0") == rest.length &&
			!is_area(taking, *area, &known, &error))
			return source_refuse(taking->source, &error, STR("a store that answers"), taking->faults);
	}
	return known || refuse_word(taking, "geocode", code, STR("an area's id, or a code of [areas]"));
}

static bool find_areas(struct taking *taking, const struct cap_info *info)
{
	struct str area;

	taking->wish.areas = STR("");
	if (info->unnamed || info->code_count == 0)
		return refuse(taking, STR("an area without a geocode"), STR("a geocode in each area, which is an area's id or a code of [areas]"));
	for (size_t i = 0; i < info->code_count; i++) {
		if (!find_area(taking, info->codes[i], &area))
			return false;
		if (!holds(taking->wish.areas, ',', area))
			taking->wish.areas = str_format(taking->arena, STR_FMT "%s" STR_FMT, STR_ARG(taking->wish.areas), i ? "," : "",
				STR_ARG(area));
	}
	return true;
}

static bool make_wish(struct taking *taking)
{
	const struct cap *cap = &taking->cap;
	struct str template;
	const struct cap_info *info = find_info(taking, &template);

	taking->wish = (struct alert_wish){.id = id_of(taking->arena, cap->sender, cap->identifier, cap->sent),
		.drill = str_equal(cap->status, STR("Exercise"))};
	if (!info)
		return refuse_word(taking, "event",
			cap->info_count && cap->infos[0].event_count ? cap->infos[0].events[0] : STR(""), STR("one that [events] gives a template"));
	return find_template(taking, template) && check_info(taking, info) && find_areas(taking, info);
}

/* One transaction: what an update replaces goes when it comes. */
static bool change(struct taking *taking, struct str *said)
{
	bool cancel = str_equal(taking->cap.message, STR("Cancel"));
	struct error error;
	struct str id;
	int cleared;

	if (!cancel && !make_wish(taking))
		return false;
	cleared = clear_references(taking, &error);
	if (cleared < 0 || (!cancel && alerts_raise(taking->centre, taking->arena, &taking->wish, &id, &error) != ALERT_DONE))
		return source_refuse(taking->source, &error, STR("an alert that can be raised"), taking->faults);
	if (cancel && cleared == 0)
		return refuse(taking, STR("a Cancel of what is not raised"), STR("references to an alert that came from here and is not over"));
	*said = cancel ? str_format(taking->arena, "%d cleared", cleared)
		       : str_format(taking->arena, STR_FMT " is raised%s%s", STR_ARG(id), taking->wish.drill ? " as a drill" : "",
				 cleared ? ", the one before is cleared" : "");
	return true;
}

bool cap_take(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, struct faults *faults, FILE *out)
{
	struct taking *taking = arena_new(arena, struct taking);
	struct error error;
	struct str said;
	bool changed;

	*taking = (struct taking){.centre = centre, .arena = arena, .source = source, .faults = faults};
	if (!cap_read(arena, bytes, &taking->cap, &error))
		return source_refuse(taking->source, &error, STR("a message of CAP 1.2"), taking->faults);
	if (!check_message(taking))
		return false;
	if (!store_begin(centre->store, &error))
		return source_refuse(taking->source, &error, STR("a store that takes it"), taking->faults);
	if (!change(taking, &said) || !store_commit(centre->store, &error)) {
		store_rollback(centre->store);
		return false;
	}
	fprintf(out, "source " STR_FMT ": " STR_FMT "\n", STR_ARG(source->name), STR_ARG(said));
	return alert_publish(centre, str_format(arena, "%s/feed", centre->folder).bytes, &changed, &error) ||
	       source_refuse(taking->source, &error, STR("a feed that can be written"), taking->faults);
}
