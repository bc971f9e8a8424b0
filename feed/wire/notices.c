#include "feed/base/arena.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

/* {"notices":[{"id":"..","area":"..","title":{..},"text":{..},"from":"..","until":"..","urgent":true}]}; urgent may be missing */

enum { NOTICE_ID_BYTES_MAX = 64 };

static bool read_urgent(struct json_reader *reader, struct notice *notice)
{
	const json_t *value = json_key(reader, reader->item, "urgent");

	return !value || json_read_flag(reader, value, &notice->urgent);
}

static bool read_notice(struct json_reader *reader, struct notice *notice)
{
	const json_t *item = reader->item;

	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, item, "id"), NOTICE_ID_BYTES_MAX, &notice->id) ||
		!json_read_id(reader, json_key(reader, item, "area"), AREA_ID_BYTES_MAX, &notice->area) ||
		!json_read_label(reader, json_key(reader, item, "title"), &notice->title) ||
		!json_read_label(reader, json_key(reader, item, "text"), &notice->text) || !read_urgent(reader, notice) ||
		!json_read_time(reader, json_key(reader, item, "from"), &notice->from_ms) ||
		!json_read_time(reader, json_key(reader, item, "until"), &notice->until_ms))
		return false;
	return notice->from_ms <= notice->until_ms ||
	       json_refuse_text(reader, STR("an earlier time"), "one after from");
}

bool notices_read(struct json_reader *reader, struct notices *notices)
{
	if (!json_open(reader, "notices"))
		return false;
	json_key(reader, reader->root, reader->list);
	if (reader->list_count > NOTICES_MAX)
		return json_refuse_text(reader, str_format(reader->arena, "%zu notices", reader->list_count),
			"at most %d", NOTICES_MAX);
	notices->items = arena_array(reader->arena, struct notice, reader->list_count);
	while (json_next(reader))
		if (!read_notice(reader, &notices->items[notices->count++]))
			return false;
	return !reader->broken;
}

static json_t *of_notice(const struct notice *notice)
{
	json_t *object = json_object();

	json_put(object, "id", json_of_text(notice->id));
	json_put(object, "area", json_of_text(notice->area));
	json_put(object, "title", json_of_label(&notice->title));
	json_put(object, "text", json_of_label(&notice->text));
	json_put(object, "from", json_of_time(notice->from_ms));
	json_put(object, "until", json_of_time(notice->until_ms));
	if (notice->urgent)
		json_put(object, "urgent", json_true());
	return object;
}

struct str notices_encode(struct arena *arena, const struct notices *notices)
{
	struct json_writer writer = {0};

	json_write_list(&writer, json_object(), "notices");
	for (size_t i = 0; i < notices->count; i++)
		json_write_item(&writer, i, of_notice(&notices->items[i]));
	return json_write_list_take(&writer, arena);
}
