#include "feed/base/arena.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

/* {"layout":"hall","group":"lobby","file":"hall.layout","text":".."} */

enum { FILE_BYTES_MAX = 255 };

static bool read_good_name(struct json_reader *reader, const char *key, struct str *name)
{
	if (!json_read_id(reader, json_key(reader, reader->root, key), LAYOUT_NAME_BYTES_MAX, name))
		return false;
	return layout_name_is_good(*name) || json_refuse_text(reader, STR("another character"), "a-z, 0-9, _ and - only");
}

bool layout_text_read(struct json_reader *reader, struct layout_text *layout)
{
	*layout = (struct layout_text){.group = STR("")};
	if (!json_open(reader, NULL) || !read_good_name(reader, "layout", &layout->name))
		return false;
	if (json_object_get(reader->root, "group") && !read_good_name(reader, "group", &layout->group))
		return false;
	return json_read_text(reader, json_key(reader, reader->root, "file"), FILE_BYTES_MAX, &layout->file) &&
	       json_read_text(reader, json_key(reader, reader->root, "text"), LAYOUT_TEXT_BYTES_MAX, &layout->text);
}

struct str layout_text_encode(struct arena *arena, const struct layout_text *layout)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "layout", json_of_text(layout->name));
	if (layout->group.length)
		json_put(object, "group", json_of_text(layout->group));
	json_put(object, "file", json_of_text(layout->file));
	json_put(object, "text", json_of_text(layout->text));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}
