#include "feed/centre/alert_template.h"

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/centre/assets.h"

/* One template while its section is read. */
struct reader {
	struct arena *arena;
	struct faults *faults;
	const struct ini *ini;
	struct alert_template *template;
};

static void refuse(struct reader *reader, const struct ini_entry *entry, const char *expected)
{
	faults_add(reader->faults, reader->ini->file, entry->line, entry->value_column,
		str_format(reader->arena, "\"" STR_FMT "\"", STR_ARG(entry->value)), str_from(expected));
}

bool alert_duration(struct str text, int64_t *duration_ms)
{
	static const struct {
		char letter;
		int64_t ms;
	} units[] = {{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', 86400000}};
	int64_t number;

	if (text.length < 2 || text.length > 8 || !str_integer(str_part(text, 0, text.length - 1), &number) || number < 1)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].letter == text.bytes[text.length - 1]) {
			*duration_ms = number * units[i].ms;
			return *duration_ms <= ALERT_VALID_MS_MAX;
		}
	return false;
}

static void read_approved(struct reader *reader, const struct ini_entry *entry)
{
	struct str rest = entry->value, code;
	enum language language;

	while (str_next(&rest, ',', &code)) {
		if (language_find(str_trim(code), &language))
			reader->template->approved[language] = true;
		else
			refuse(reader, entry, "languages among zh, ug, kk and en, with commas between them");
	}
}

/* headline_zh and its like: which text, of which language. */
static struct str *find_text(struct alert_template *template, struct str key, size_t *most)
{
	size_t bar = str_find(key, STR("_"));
	struct str stem = str_part(key, 0, bar);
	bool headline = str_equal(stem, STR("headline"));
	enum language language;

	if ((!headline && !str_equal(stem, STR("instruction"))) ||
		!language_find(str_part(key, bar + 1, key.length), &language))
		return NULL;
	*most = headline ? ALERT_HEADLINE_BYTES_MAX : ALERT_INSTRUCTION_BYTES_MAX;
	return &(headline ? &template->headline : &template->instruction)->text[language];
}

static void read_text(struct reader *reader, const struct ini_entry *entry)
{
	size_t most;
	struct str *text = find_text(reader->template, entry->key, &most);

	if (!text)
		faults_add(reader->faults, reader->ini->file, entry->line, entry->key_column,
			str_format(reader->arena, "\"" STR_FMT "\"", STR_ARG(entry->key)),
			STR("event, response, severity, urgency, certainty, expires, approved, headline_LANGUAGE or "
			    "instruction_LANGUAGE"));
	else if (entry->value.length == 0 || entry->value.length > most)
		refuse(reader, entry, str_format(reader->arena, "a text of 1 to %zu bytes", most).bytes);
	else
		*text = entry->value;
}

static void read_entry(struct reader *reader, const struct ini_entry *entry)
{
	struct alert_template *template = reader->template;
	struct str key = entry->key, value = entry->value;

	if (str_equal(key, STR("approved"))) {
		read_approved(reader, entry);
	} else if (str_equal(key, STR("event"))) {
		if (!alert_event_find(value, &template->event))
			refuse(reader, entry, "fire, earthquake, flood, gas, storm, evacuation, health, utility or general");
	} else if (str_equal(key, STR("response"))) {
		if (!alert_response_find(value, &template->response))
			refuse(reader, entry, "evacuate, shelter, prepare, execute, avoid or monitor");
	} else if (str_equal(key, STR("severity"))) {
		if (!alert_severity_find(value, &template->severity))
			refuse(reader, entry, "extreme, severe, moderate or minor");
	} else if (str_equal(key, STR("urgency"))) {
		if (!alert_urgency_find(value, &template->urgency))
			refuse(reader, entry, "immediate, expected or future");
	} else if (str_equal(key, STR("certainty"))) {
		if (!alert_certainty_find(value, &template->certainty))
			refuse(reader, entry, "observed, likely or possible");
	} else if (str_equal(key, STR("expires"))) {
		if (!alert_duration(value, &template->valid_ms))
			refuse(reader, entry, "a time such as 90s, 30m, 2h or 1d, up to 7d");
	} else {
		read_text(reader, entry);
	}
}

/* What nobody may leave to chance; the rest of a template has a meaning without being written. */
static void require_all(struct reader *reader, int line)
{
	static const char *const keys[] = {"event", "response", "severity", "expires", "approved"};
	const struct alert_template *template = reader->template;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!ini_find(reader->ini, template->id, str_from(keys[i])))
			faults_add(reader->faults, reader->ini->file, line, 0,
				str_format(reader->arena, "no %s in [" STR_FMT "]", keys[i], STR_ARG(template->id)),
				str_format(reader->arena, "%s = ...", keys[i]));
	for (enum language language = 0; language < LANGUAGE_COUNT; language++)
		if ((template->headline.text[language].length == 0) != (template->instruction.text[language].length == 0))
			faults_add(reader->faults, reader->ini->file, line, 0,
				str_format(reader->arena, "half a text in " STR_FMT " in [" STR_FMT "]",
					STR_ARG(language_code(language)), STR_ARG(template->id)),
				STR("headline and instruction, or none of them"));
}

static struct alert_template *begin(struct reader *reader, struct alert_templates *templates, struct str id)
{
	reader->template = &templates->items[templates->count++];
	*reader->template = (struct alert_template){
		.id = id, .event = ALERT_GENERAL, .urgency = ALERT_IMMEDIATE, .certainty = ALERT_OBSERVED};
	return reader->template;
}

bool alert_templates_parse(
	struct arena *arena, struct str file, struct str text, struct alert_templates *templates, struct faults *faults)
{
	size_t before = faults->total;
	struct ini ini;
	struct reader reader = {arena, faults, &ini, NULL};
	int line = 0;

	*templates = (struct alert_templates){.items = arena_array(arena, struct alert_template, ALERT_TEMPLATES_MAX)};
	ini_parse(arena, file, text, &ini, faults);
	for (size_t i = 0; i < ini.count; i++) {
		const struct ini_entry *entry = &ini.entries[i];

		if (!reader.template || !str_equal(reader.template->id, entry->section)) {
			if (reader.template)
				require_all(&reader, line);
			if (entry->section.length == 0 || templates->count == ALERT_TEMPLATES_MAX) {
				faults_add(faults, file, entry->line, 0, STR("one template too many, or none"),
					str_format(arena, "1 to %d sections, each a template", ALERT_TEMPLATES_MAX));
				return false;
			}
			begin(&reader, templates, entry->section);
			line = entry->line;
		}
		read_entry(&reader, entry);
	}
	if (reader.template)
		require_all(&reader, line);
	return faults->total == before;
}

bool alert_templates_read(struct arena *arena, const char *folder, struct alert_templates *templates, struct faults *faults)
{
	const char *own = str_format(arena, "%s/centre.alerts", folder).bytes;
	char path[PATH_MAX];
	struct error error;
	struct str text;

	*templates = (struct alert_templates){0};
	assets_path(path, "alerts/standard.alerts");
	if (file_exists(own))
		snprintf(path, sizeof(path), "%s", own);
	if (file_read(arena, path, INI_BYTES_MAX, &text, &error))
		return alert_templates_parse(arena, str_copy(arena, str_from(path)), text, templates, faults);
	faults_add(faults, str_from(path), 0, 0, str_from(error.text), STR("templates of alerts"));
	return false;
}

const struct alert_template *alert_template_find(const struct alert_templates *templates, struct str id)
{
	for (size_t i = 0; i < templates->count; i++)
		if (str_equal(templates->items[i].id, id))
			return &templates->items[i];
	return NULL;
}
