#include "feed/base/arena.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

/* {"words":"ug","file":"ug.words","text":".."} */

enum { FILE_BYTES_MAX = 255, CODE_BYTES_MAX = 8 };

bool words_text_read(struct json_reader *reader, struct words_text *words)
{
	struct str code;

	*words = (struct words_text){.language = LANGUAGE_ZH};
	if (!json_open(reader, NULL) || !json_read_id(reader, json_key(reader, reader->root, "words"), CODE_BYTES_MAX, &code))
		return false;
	if (!language_find(code, &words->language))
		return json_refuse_text(reader, code, "zh, ug, kk or en");
	return json_read_text(reader, json_key(reader, reader->root, "file"), FILE_BYTES_MAX, &words->file) &&
	       json_read_text(reader, json_key(reader, reader->root, "text"), WORDS_TEXT_FILE_BYTES_MAX, &words->text);
}

struct str words_text_encode(struct arena *arena, const struct words_text *words)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "words", json_of_text(language_code(words->language)));
	json_put(object, "file", json_of_text(words->file));
	json_put(object, "text", json_of_text(words->text));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}
