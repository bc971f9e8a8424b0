#include "feed/wire/wire.h"

#include "feed/base/arena.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"

static bool is_file_name(struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_' &&
			!(i && (c == '-' || c == '.')))
			return false;
	}
	return true;
}

static bool read_kind(struct json_reader *reader, const json_t *value, enum document_kind *kind)
{
	struct str name = {json_string_value(value), json_string_length(value)};

	if (!json_is_string(value) || !document_kind_find(name, kind))
		return json_refuse(reader, value, "areas, map, table, survey, notices, alerts, layout, words or media");
	return true;
}

static bool read_document(struct json_reader *reader, const json_t *value, struct head_document *document)
{
	static const char *const keys[] = {"kind", "name", "sha256", "size", NULL};

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	if (!json_only(reader, value, keys) || !read_kind(reader, json_key(reader, value, "kind"), &document->kind) ||
		!json_read_id(reader, json_key(reader, value, "name"), HEAD_NAME_BYTES_MAX, &document->name))
		return false;
	if (!is_file_name(document->name))
		return json_refuse_text(reader, STR("another character"), "letters, digits, _, - and . only");
	if (!json_read_digits(reader, json_key(reader, value, "sha256"), SHA256_DIGITS, document->sha256) ||
		!json_read_integer(
			reader, json_key(reader, value, "size"), 0, HEAD_DOCUMENT_BYTES_MAX, &document->size_bytes))
		return false;
	json_leave(reader);
	return true;
}

static bool is_new(const struct head *head, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (head->documents[i].kind == head->documents[count].kind &&
			str_equal(head->documents[i].name, head->documents[count].name))
			return false;
	return true;
}

static bool read_documents(struct json_reader *reader, const json_t *list, struct head *head)
{
	if (!json_read_list(reader, list, HEAD_DOCUMENTS_MAX, &head->document_count))
		return false;
	head->documents = arena_array(reader->arena, struct head_document, head->document_count);
	json_enter(reader);
	for (size_t i = 0; i < head->document_count; i++) {
		if (!read_document(reader, json_item(reader, list, i), &head->documents[i]))
			return false;
		if (!is_new(head, i))
			return json_refuse_text(reader, STR("a document a second time"), "each kind and name once");
	}
	json_leave(reader);
	return true;
}

static bool read_times(struct json_reader *reader, struct head *head)
{
	if (!json_read_time(reader, json_key(reader, reader->root, "issued"), &head->issued_ms) ||
		!json_read_time(reader, json_key(reader, reader->root, "expires"), &head->expires_ms))
		return false;
	if (head->expires_ms < head->issued_ms)
		return json_refuse_text(reader, STR("an earlier time"), "one after issued");
	return true;
}

static bool read_head(struct json_reader *reader, struct head *head)
{
	static const char *const keys[] = {
		"area", "version", "issued", "expires", "next_poll_s", "demo", "documents", NULL};
	const json_t *root = reader->root;
	int64_t next_poll_s;

	if (!json_only(reader, root, keys) ||
		!json_read_id(reader, json_key(reader, root, "area"), AREA_ID_BYTES_MAX, &head->area) ||
		!json_read_integer(reader, json_key(reader, root, "version"), 1, INT64_MAX, &head->version) ||
		!read_times(reader, head) ||
		!json_read_integer(reader, json_key(reader, root, "next_poll_s"), HEAD_POLL_S_MIN, HEAD_POLL_S_MAX,
			&next_poll_s) ||
		!json_read_flag(reader, json_key(reader, root, "demo"), &head->demo))
		return false;
	head->next_poll_s = (int)next_poll_s;
	return read_documents(reader, json_key(reader, root, "documents"), head);
}

bool head_decode(struct arena *arena, struct str bytes, struct head *head, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("head"), .bytes = bytes, .error = error};
	bool decoded;

	*head = (struct head){0};
	if (bytes.length > HEAD_BYTES_MAX)
		return error_set(error, "head: found %zu bytes, expected at most %d", bytes.length, HEAD_BYTES_MAX);
	decoded = json_open(&reader, NULL) && read_head(&reader, head);
	json_close(&reader);
	return decoded;
}

static json_t *of_document(const struct head_document *document)
{
	json_t *object = json_object();

	json_put(object, "kind", json_of_text(document_kind_name(document->kind)));
	json_put(object, "name", json_of_text(document->name));
	json_put(object, "sha256", json_of_text(str_from(document->sha256)));
	json_put(object, "size", json_integer(document->size_bytes));
	return object;
}

struct str head_encode(struct arena *arena, const struct head *head)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "area", json_of_text(head->area));
	json_put(object, "version", json_integer(head->version));
	json_put(object, "issued", json_of_time(head->issued_ms));
	json_put(object, "expires", json_of_time(head->expires_ms));
	json_put(object, "next_poll_s", json_integer(head->next_poll_s));
	json_put(object, "demo", json_boolean(head->demo));
	json_write_list(&writer, object, "documents");
	for (size_t i = 0; i < head->document_count; i++)
		json_write_item(&writer, i, of_document(&head->documents[i]));
	return json_write_list_take(&writer, arena);
}
