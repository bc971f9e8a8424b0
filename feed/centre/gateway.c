#include "feed/centre/gateway.h"

#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"

enum { HEADERS_BYTES_MAX = 16 * 1024, NUMBER_BYTES_MAX = 64 };

struct reading {
	struct arena *arena;
	const char *folder;
	struct gateway *gateway;
	struct faults *faults;
	struct str file;
};

static void refuse(struct reading *reading, const struct ini_entry *entry, bool key, struct str expected)
{
	faults_add(reading->faults, reading->file, entry->line, key ? entry->key_column : entry->value_column,
		str_format(reading->arena, "\"" STR_FMT "\"", STR_ARG(key ? entry->key : entry->value)), expected);
}

/* The name in braces at this place; empty where there is none. */
static struct str name_at(struct str template, size_t at)
{
	size_t end = at + 1;

	if (template.bytes[at] != '{')
		return STR("");
	while (end < template.length && template.bytes[end] >= 'a' && template.bytes[end] <= 'z')
		end++;
	return end < template.length && template.bytes[end] == '}' ? str_part(template, at + 1, end - at - 1) : STR("");
}

static bool knows(struct str names, struct str name)
{
	struct str word;

	while (str_next(&names, ' ', &word))
		if (str_equal(word, name))
			return true;
	return false;
}

static void read_template(struct reading *reading, const struct ini_entry *entry, struct str names, struct str *template)
{
	for (size_t i = 0; i < entry->value.length; i++) {
		struct str name = name_at(entry->value, i);

		if (name.length && !knows(names, name)) {
			refuse(reading, entry, false, str_format(reading->arena, "in braces only " STR_FMT, STR_ARG(names)));
			return;
		}
	}
	if (entry->value.length == 0 || entry->value.length > GATEWAY_BODY_BYTES_MAX)
		refuse(reading, entry, false, STR("a template of 1 to 16384 bytes"));
	*template = entry->value;
}

static void read_number(struct reading *reading, const struct ini_entry *entry, int least, int most, int *number)
{
	int64_t value;

	if (str_integer(entry->value, &value) && value >= least && value <= most)
		*number = (int)value;
	else
		refuse(reading, entry, false, str_format(reading->arena, "a whole number from %d to %d", least, most));
}

static void read_word(struct reading *reading, const struct ini_entry *entry, const char *no, const char *yes, bool *value)
{
	*value = str_equal(entry->value, str_from(yes));
	if (!*value && !str_equal(entry->value, str_from(no)))
		refuse(reading, entry, false, str_format(reading->arena, "%s or %s", no, yes));
}

static bool is_header(struct str line)
{
	size_t colon = str_find(line, STR(":"));

	for (size_t i = 0; i < line.length; i++)
		if ((unsigned char)line.bytes[i] < ' ' || (i < colon && line.bytes[i] == ' '))
			return false;
	return colon > 0 && colon < line.length;
}

/* They hold what lets one in, so that they stand in a file of their own. */
static void read_headers(struct reading *reading, const struct ini_entry *entry)
{
	const char *path = entry->value.length && entry->value.bytes[0] == '/'
				   ? str_copy(reading->arena, entry->value).bytes
				   : str_format(reading->arena, "%s/" STR_FMT, reading->folder, STR_ARG(entry->value)).bytes;
	struct gateway *gateway = reading->gateway;
	struct error error;
	struct str text, line;

	if (!file_read(reading->arena, path, HEADERS_BYTES_MAX, &text, &error)) {
		refuse(reading, entry, false, str_format(reading->arena, "a file that can be read (%s)", error.text));
		return;
	}
	for (int number = 1; str_next(&text, '\n', &line); number++) {
		line = str_trim(line);
		if (line.length == 0 || line.bytes[0] == '#')
			continue;
		if (is_header(line) && gateway->header_count < GATEWAY_HEADERS_MAX)
			gateway->headers[gateway->header_count++] = str_copy(reading->arena, line);
		else
			faults_add(reading->faults, str_from(path), number, 1, STR("a line that is no header, or one too many"),
				STR("at most 16 lines such as Authorization: Bearer TOKEN"));
	}
}

static void read_url(struct reading *reading, const struct ini_entry *entry)
{
	if (str_starts(entry->value, STR("http://")) || str_starts(entry->value, STR("https://")))
		reading->gateway->url = str_copy(reading->arena, entry->value);
	else
		refuse(reading, entry, false, STR("an address that begins with https:// or http://"));
}

static void read_entry(struct reading *reading, const struct ini_entry *entry)
{
	static const char *const texts[] = {"text_first", "text_second", "text_escalation"};
	struct gateway *gateway = reading->gateway;
	struct str key = entry->key;

	for (int step = 0; step < GATEWAY_STEPS; step++)
		if (str_equal(key, str_from(texts[step]))) {
			read_template(reading, entry, STR("title area due warnings item"), &gateway->texts[step]);
			return;
		}
	if (str_equal(key, STR("url")))
		read_url(reading, entry);
	else if (str_equal(key, STR("headers")))
		read_headers(reading, entry);
	else if (str_equal(key, STR("type")))
		gateway->type = entry->value;
	else if (str_equal(key, STR("body")))
		read_template(reading, entry, STR("to text key item area"), &gateway->body);
	else if (str_equal(key, STR("key_header")))
		gateway->key_header = entry->value;
	else if (str_equal(key, STR("about")))
		read_word(reading, entry, "escalations", "all", &gateway->warnings);
	else if (str_equal(key, STR("unsure")))
		read_word(reading, entry, "again", "hold", &gateway->hold);
	else if (str_equal(key, STR("timeout_s")))
		read_number(reading, entry, 1, 60, &gateway->timeout_s);
	else if (str_equal(key, STR("tries")))
		read_number(reading, entry, 1, 1000, &gateway->tries);
	else if (str_equal(key, STR("retry_s")))
		read_number(reading, entry, 1, 3600, &gateway->retry_s);
	else
		refuse(reading, entry, true,
			STR("in [gateway] one of url, headers, type, body, key_header, about, unsure, timeout_s, tries, retry_s, "
			    "text_first, text_second, text_escalation"));
}

static void read_to(struct reading *reading, const struct ini_entry *entry)
{
	struct gateway *gateway = reading->gateway;

	if (entry->value.length == 0 || entry->value.length > NUMBER_BYTES_MAX || gateway->number_count == GATEWAY_NUMBERS_MAX) {
		refuse(reading, entry, false, STR("at most 4096 lines AREA = NUMBER, the number of an office"));
		return;
	}
	gateway->numbers[gateway->number_count].area = entry->key;
	gateway->numbers[gateway->number_count++].number = entry->value;
}

static void set_default(struct gateway *gateway)
{
	*gateway = (struct gateway){
		.present = true,
		.type = STR("application/json"),
		.body = STR("{\"to\": \"{to}\", \"text\": \"{text}\", \"id\": \"{key}\"}"),
		.key_header = STR("Idempotency-Key"),
		.texts = {STR("【预警】{area}：“{title}”期限{due}，尚未办结。"), STR("【再次预警】{area}：“{title}”期限{due}，逾期未办结。"),
			STR("【督办】{area}：“{title}”期限{due}，已预警{warnings}次仍无进展，请督办。")},
		.timeout_s = 10,
		.tries = 20,
		.retry_s = 60,
	};
}

bool gateway_read(struct arena *arena, const char *folder, struct gateway *gateway, struct faults *faults)
{
	const char *path = str_format(arena, "%s/gateway.conf", folder).bytes;
	struct reading reading = {arena, folder, gateway, faults, str_from(path)};
	size_t before = faults->total;
	struct error error;
	struct str text;
	struct ini ini;

	*gateway = (struct gateway){.present = false};
	if (!file_exists(path))
		return true;
	set_default(gateway);
	gateway->numbers = arena_take_array(arena, GATEWAY_NUMBERS_MAX, sizeof(*gateway->numbers));
	if (!file_read(arena, path, INI_BYTES_MAX, &text, &error)) {
		faults_add(faults, reading.file, 0, 0, str_from(error.text), STR("how messages are sent"));
		return false;
	}
	ini_parse(arena, reading.file, text, &ini, faults);
	for (size_t i = 0; i < ini.count; i++) {
		if (str_equal(ini.entries[i].section, STR("gateway")))
			read_entry(&reading, &ini.entries[i]);
		else if (str_equal(ini.entries[i].section, STR("to")))
			read_to(&reading, &ini.entries[i]);
		else
			faults_add(faults, reading.file, ini.entries[i].line, 0, STR("a line outside of them"), STR("sections [gateway] and [to]"));
	}
	if (gateway->url.length == 0 && faults->total == before)
		faults_add(faults, reading.file, 0, 0, STR("no url in [gateway]"), STR("url = https://..."));
	return faults->total == before;
}

struct str gateway_fill(struct arena *arena, struct str template, const struct gateway_value *values, size_t count,
	struct str (*quote)(struct arena *arena, struct str value))
{
	struct str text = STR("");
	size_t from = 0;

	for (size_t at = 0; at < template.length; at++) {
		struct str name = name_at(template, at);

		for (size_t i = 0; name.length && i < count; i++) {
			struct str value = values[i].value;

			if (!str_equal(name, str_from(values[i].name)))
				continue;
			text = str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(text), STR_ARG(str_part(template, from, at - from)),
				STR_ARG(quote ? quote(arena, value) : value));
			from = at + name.length + 2;
			break;
		}
	}
	return str_format(arena, STR_FMT STR_FMT, STR_ARG(text), STR_ARG(str_part(template, from, template.length)));
}

static struct str quote_json(struct arena *arena, struct str value)
{
	char *bytes = arena_take(arena, value.length * 6 + 1);
	size_t length = 0;

	for (size_t i = 0; i < value.length; i++) {
		unsigned char byte = (unsigned char)value.bytes[i];

		if (byte < ' ')
			length += (size_t)sprintf(bytes + length, "\\u%04x", byte);
		else if (byte == '"' || byte == '\\')
			length += (size_t)sprintf(bytes + length, "\\%c", byte);
		else
			bytes[length++] = (char)byte;
	}
	return (struct str){bytes, length};
}

static bool is_plain(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || strchr("-._~", byte);
}

/* RFC 3986: what is not unreserved, byte by byte. */
static struct str quote_form(struct arena *arena, struct str value)
{
	char *bytes = arena_take(arena, value.length * 3 + 1);
	size_t length = 0;

	for (size_t i = 0; i < value.length; i++) {
		unsigned char byte = (unsigned char)value.bytes[i];

		if (byte && is_plain(byte))
			bytes[length++] = (char)byte;
		else
			length += (size_t)sprintf(bytes + length, "%%%02X", byte);
	}
	return (struct str){bytes, length};
}

struct str gateway_body(struct arena *arena, const struct gateway *gateway, const struct gateway_value *values, size_t count)
{
	bool json = str_find(gateway->type, STR("json")) < gateway->type.length;
	bool form = str_starts(gateway->type, STR("application/x-www-form-urlencoded"));

	return gateway_fill(arena, gateway->body, values, count, json ? quote_json : form ? quote_form : NULL);
}
