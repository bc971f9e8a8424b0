#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/read/news.h"
#include "feed/centre/read/xml_text.h"

/* Any bytes as a feed of news: what is taken has a title and an id, keeps its limits, and is text. */

static void check_item(const struct news_item *item)
{
	REQUIRE(item->title.length && item->id.length);
	REQUIRE(item->title.length <= XML_TEXT_BYTES_MAX && item->text.length <= XML_TEXT_BYTES_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct news news;
	struct arena arena;
	struct error error = {""};
	int64_t time_ms;

	arena_init(&arena);
	if (news_read(&arena, (struct str){(const char *)bytes, length}, &news, &error)) {
		REQUIRE(news.count <= NEWS_ITEMS_MAX);
		for (size_t i = 0; i < news.count; i++)
			check_item(&news.items[i]);
	} else {
		REQUIRE(error.text[0]);
	}
	news_date((struct str){(const char *)bytes, length < 64 ? length : 64}, &time_ms);
	xml_text_plain(&arena, (struct str){(const char *)bytes, length});
	arena_finish(&arena);
	return 0;
}
