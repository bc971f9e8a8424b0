#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/layout/layout.h"

enum { TIMES = 40, WIDTH = 1366, HEIGHT = 768 };

static void check_places(const struct layout *layout)
{
	for (size_t i = 0; i < layout->screen_count; i++)
		for (size_t j = 0; j < layout->screens[i].box_count; j++) {
			struct rect at = layout_place(layout, &layout->screens[i].boxes[j], WIDTH, HEIGHT, j % 2, LAYOUT_USUAL);

			REQUIRE(at.width >= 0 && at.height >= 0 && at.x >= 0 && at.x + at.width <= WIDTH);
		}
}

/* Whatever was written there, there is always something on, and it ends. */
static void check_times(const struct layout *layout)
{
	struct layout_asked asked = {.layout = layout, .tongue_count = layout->tongues.count};
	int64_t now_ms = INT64_C(1790000000000);
	struct layout_play play = {0};

	for (int i = 0; i < TIMES; i++) {
		layout_play_step(&play, &asked, now_ms);
		REQUIRE(play.now.empty || play.now.screen < layout->screen_count);
		REQUIRE(play.now.until_ms > now_ms && play.now.since_ms <= now_ms);
		REQUIRE(play.now.tongue == 0 || play.now.tongue < layout->tongues.count);
		now_ms = play.now.until_ms == INT64_MAX ? now_ms + 1000 : play.now.until_ms;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str text = {(const char *)bytes, length};
	struct arena arena;
	struct faults faults;
	struct layout layout;

	arena_init(&arena);
	faults_init(&faults, &arena);
	REQUIRE(layout_parse(&arena, STR("file"), text, NULL, &layout, &faults) == (faults.total == 0));
	check_places(&layout);
	if (layout.screen_count)
		check_times(&layout);
	arena_finish(&arena);
	return 0;
}
