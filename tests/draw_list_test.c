#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "kiosk/draw/draw.h"

#define BLUE 0xff2f6da6u

struct desk {
	struct arena arena;
	struct draw_list list;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	arena_init(&desk->arena);
	draw_begin(&desk->list, &desk->arena, (struct rect){0, 0, 200, 100});
	*state = desk;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *desk = *state;

	arena_finish(&desk->arena);
	free(desk);
	return 0;
}

static void assert_rect(struct rect rect, int x, int y, int width, int height)
{
	assert_int_equal(rect.x, x);
	assert_int_equal(rect.y, y);
	assert_int_equal(rect.width, width);
	assert_int_equal(rect.height, height);
}

static const struct path *triangle(struct arena *arena)
{
	struct path_builder builder = path_begin(arena);

	path_move(&builder, 0.5f, 0);
	path_line(&builder, 10, 20);
	path_line(&builder, 0, 20);
	path_close(&builder);
	return path_seal(&builder);
}

static void bounds_are_clipped(void **state)
{
	struct desk *desk = *state;
	struct rect before = draw_clip(&desk->list, (struct rect){150, 50, 100, 100});

	assert_rect(before, 0, 0, 200, 100);
	draw_fill(&desk->list, (struct rect){140, 40, 30, 30}, BLUE);
	assert_rect(desk->list.commands[0].bounds, 150, 50, 20, 20);
	draw_unclip(&desk->list, before);
	draw_fill(&desk->list, (struct rect){140, 40, 30, 30}, BLUE);
	assert_rect(desk->list.commands[1].bounds, 140, 40, 30, 30);
	assert_true(desk->list.commands[0].hash != desk->list.commands[1].hash);
}

static void bounds_hold_the_whole_shape(void **state)
{
	struct desk *desk = *state;
	const struct path *path = triangle(&desk->arena);

	draw_path(&desk->list, path, (struct transform){2, 2, 10.25f, 5}, BLUE);
	assert_rect(desk->list.commands[0].bounds, 10, 5, 21, 40);
	draw_path(&desk->list, path, (struct transform){-1, 1, 50, 0}, BLUE);
	assert_rect(desk->list.commands[1].bounds, 40, 0, 10, 20);
	draw_stroke(&desk->list, path, (struct transform){1, 1, 50, 50}, 6, BLUE);
	assert_rect(desk->list.commands[2].bounds, 46, 46, 18, 28);
}

static void what_cannot_be_seen_is_not_recorded(void **state)
{
	struct desk *desk = *state;

	draw_fill(&desk->list, (struct rect){200, 0, 10, 10}, BLUE);
	draw_fill(&desk->list, (struct rect){0, 0, 10, 0}, BLUE);
	draw_fill(&desk->list, (struct rect){0, 0, 10, 10}, 0x00ffffff);
	draw_path(&desk->list, triangle(&desk->arena), (struct transform){1, 1, 1e30f, 0}, BLUE);
	assert_int_equal(desk->list.count, 0);
}

static uint64_t hash_of_fill(struct arena *arena, struct rect box, struct ink ink, float radius)
{
	struct draw_list list;

	draw_begin(&list, arena, (struct rect){0, 0, 200, 100});
	draw_fill_ink(&list, box, ink, radius);
	return draw_hash(&list);
}

static void hashes_cover_all_that_is_seen(void **state)
{
	struct desk *desk = *state;
	const struct rect box = {1, 2, 3, 4};
	const struct ink ink = {BLUE, INK_SOLID, 0, 0}, hatch = {BLUE, INK_HATCH, 8, 3}, wide = {BLUE, INK_HATCH, 8, 4};
	uint64_t hash = hash_of_fill(&desk->arena, box, ink, 0);

	assert_true(hash == hash_of_fill(&desk->arena, box, ink, 0));
	assert_true(hash != hash_of_fill(&desk->arena, (struct rect){2, 1, 3, 4}, ink, 0));
	assert_true(hash != hash_of_fill(&desk->arena, box, ink, 1));
	assert_true(hash != hash_of_fill(&desk->arena, box, hatch, 0));
	assert_true(hash_of_fill(&desk->arena, box, wide, 0) != hash_of_fill(&desk->arena, box, hatch, 0));
}

static uint64_t hash_of_run(struct arena *arena, struct draw_text run)
{
	struct draw_list list;

	draw_begin(&list, arena, (struct rect){0, 0, 200, 100});
	draw_text(&list, &run, BLUE, (struct rect){0, 0, 50, 50});
	return draw_hash(&list);
}

static void hashes_cover_text(void **state)
{
	struct desk *desk = *state;
	struct draw_text run = {STR("网格"), FACE_SANS, 40, false, 10, 40, 0}, other = run;
	uint64_t hash = hash_of_run(&desk->arena, run);

	other.text = str_copy(&desk->arena, run.text);
	assert_true(hash == hash_of_run(&desk->arena, other));
	other.text = STR("网路");
	assert_true(hash != hash_of_run(&desk->arena, other));
	other = run;
	other.face = FACE_SANS_BOLD;
	assert_true(hash != hash_of_run(&desk->arena, other));
	other = run;
	other.spacing_px = 2;
	assert_true(hash != hash_of_run(&desk->arena, other));
}

static void the_last_target_counts(void **state)
{
	struct desk *desk = *state;
	const struct draw_command *found;

	draw_target(&desk->list, (struct rect){0, 0, 100, 100}, 1, 0, STR("below"));
	draw_target(&desk->list, (struct rect){50, 0, 100, 100}, 2, 5, STR("above"));
	draw_fill(&desk->list, (struct rect){0, 0, 200, 100}, BLUE);
	found = draw_find_target(&desk->list, (struct point){60, 10});
	assert_non_null(found);
	assert_int_equal(found->target.action, 2);
	assert_int_equal(found->target.argument, 5);
	assert_int_equal(draw_find_target(&desk->list, (struct point){49, 10})->target.action, 1);
	assert_null(draw_find_target(&desk->list, (struct point){150, 10}));
}

static void record_one_of_each(struct desk *desk)
{
	struct draw_text run = {STR("ئا \"1\"\n"), FACE_ARABIC_BOLD, 44, true, 10.25f, 40, 0};

	draw_fill(&desk->list, (struct rect){-5, 0, 30, 10}, BLUE);
	draw_fill_ink(&desk->list, (struct rect){0, 0, 30, 10}, (struct ink){0x80a5201c, INK_HATCH, 8, 3.8f}, 4);
	draw_frame(&desk->list, (struct rect){0, 0, 30, 20}, 4, 2, BLUE);
	draw_stroke(&desk->list, triangle(&desk->arena), TRANSFORM_NONE, 2.5f, BLUE);
	draw_text(&desk->list, &run, BLUE, (struct rect){10, 0, 60, 60});
	draw_picture(&desk->list, &(struct draw_picture){.box = {100, 0, 60, 60}, .file = STR("a.png"), .opacity = 255});
	draw_target(&desk->list, (struct rect){0, 0, 60, 60}, 3, -1, STR("level 5"));
}

static void dumps_one_command_a_line(void **state)
{
	static const char wanted[] = "fill 0,0 25x10 #2f6da6\n"
				     "fill 0,0 30x10 radius 4 #a5201c80 hatch 3.8/8\n"
				     "path 0,0 30x20 33 points #2f6da6\n"
				     "stroke 0,0 13x23 3 points wide 2.5 #2f6da6\n"
				     "text 10.3,40 \"ئا \\\"1\\\"\\n\" arabic-bold 44 rtl #2f6da6\n"
				     "picture 100,0 60x60 \"a.png\"\n"
				     "target 0,0 60x60 3:-1 \"level 5\"\n";
	struct desk *desk = *state;
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);

	assert_non_null(to);
	record_one_of_each(desk);
	draw_dump(&desk->list, to);
	assert_int_equal(fclose(to), 0);
	assert_string_equal(text, wanted);
	free(text);
}

static void has_a_limit(void **state)
{
	struct desk *desk = *state;

	for (size_t i = 0; i < DRAW_COMMANDS_MAX + 10; i++)
		draw_fill(&desk->list, (struct rect){0, 0, 1, 1}, BLUE);
	assert_int_equal(desk->list.count, DRAW_COMMANDS_MAX);
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(bounds_are_clipped),
		desk_test(bounds_hold_the_whole_shape),
		desk_test(what_cannot_be_seen_is_not_recorded),
		desk_test(hashes_cover_all_that_is_seen),
		desk_test(hashes_cover_text),
		desk_test(the_last_target_counts),
		desk_test(dumps_one_command_a_line),
		desk_test(has_a_limit),
	};

	return cmocka_run_group_tests_name("draw_list", tests, NULL, NULL);
}
