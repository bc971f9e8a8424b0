#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "kiosk/draw/icons.h"

struct desk {
	struct arena arena;
	struct faults faults;
	struct icons icons;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	arena_init(&desk->arena);
	faults_init(&desk->faults, &desk->arena);
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

static void load(struct desk *desk)
{
	bool ok = icons_load(&desk->arena, "assets/icons/hallboard.icons", &desk->icons, &desk->faults);

	faults_print(&desk->faults, stderr);
	assert_true(ok);
}

static bool parse(struct desk *desk, const char *text)
{
	faults_init(&desk->faults, &desk->arena);
	return icons_parse(&desk->arena, STR("test.icons"), str_from(text), &desk->icons, &desk->faults);
}

static void assert_fault(struct desk *desk, int line, int column, const char *expected)
{
	assert_int_equal(desk->faults.total, 1);
	assert_int_equal(desk->faults.items[0].line, line);
	assert_int_equal(desk->faults.items[0].column, column);
	assert_string_equal(desk->faults.items[0].expected.bytes, expected);
}

static void shipped_icons_are_there(void **state)
{
	static const char *const wanted[] = {"face-1", "face-2", "face-3", "face-4", "face-5", "star", "star-empty",
		"tier-1", "tier-2", "tier-3", "tier-4", "move-up", "move-down", "move-same", "back", "touch", "zoom", "contrast",
		"sound", "pause", "lower", "plus", "offline", "pin", "mark", "flame", "runner", "alert-earthquake", "alert-flood", "alert-gas", "alert-storm",
		"alert-health", "alert-utility"};
	struct desk *desk = *state;

	load(desk);
	assert_int_equal(desk->icons.count, 58);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (!icons_find(&desk->icons, str_from(wanted[i])))
			fail_msg("no %s", wanted[i]);
	assert_null(icons_find(&desk->icons, STR("face-6")));
	assert_int_equal(icons_find(&desk->icons, STR("mark"))->layer_count, 3);
	assert_int_equal(icons_find(&desk->icons, STR("mark"))->layers[1].fill, ICON_TONE2);
}

static void only_what_points_is_mirrored(void **state)
{
	struct desk *desk = *state;
	size_t mirrored = 0;

	load(desk);
	for (size_t i = 0; i < desk->icons.count; i++)
		mirrored += desk->icons.items[i].mirrored;
	assert_int_equal(mirrored, 3);
	assert_true(icons_find(&desk->icons, STR("back"))->mirrored);
	assert_true(icons_find(&desk->icons, STR("arrow"))->mirrored);
	assert_true(icons_find(&desk->icons, STR("chev"))->mirrored);
}

/* How far the mouth hangs below its corners: its height without the thickness of the line. */
static float mouth_sag(const struct path *face)
{
	const float below_eyes = 52, line = 6;
	float top = ICON_BOX, bottom = 0;

	for (uint32_t i = 0; i < face->point_count; i++) {
		float y = face->points[i].y;

		if (y < below_eyes)
			continue;
		top = fminf(top, y);
		bottom = fmaxf(bottom, y);
	}
	return bottom - top - line;
}

/* Level 3 counts as satisfied, so its face smiles, but less than that of level 4. */
static void middle_face_smiles_slightly(void **state)
{
	struct desk *desk = *state;
	float three, four;

	load(desk);
	three = mouth_sag(icons_find(&desk->icons, STR("face-3"))->layers[1].path);
	four = mouth_sag(icons_find(&desk->icons, STR("face-4"))->layers[1].path);
	assert_true(three > 3 && three < four - 3);
}

struct contour {
	struct path_point low, high;
	float area; /* positive: clockwise, y down */
};

enum { CONTOURS_MAX = 64 };

static size_t contours_of(const struct path *path, struct contour *contours)
{
	static const uint32_t points_of[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_QUAD] = 2, [PATH_CUBIC] = 3,
		[PATH_CLOSE] = 0};
	struct contour *current = NULL;
	struct path_point first = {0, 0}, last = {0, 0};
	size_t count = 0;

	for (uint32_t i = 0, at = 0; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE) {
			assert_true(count < CONTOURS_MAX);
			current = &contours[count++];
			first = last = path->points[at];
			*current = (struct contour){first, first, 0};
		}
		assert_non_null(current);
		for (uint32_t n = 0; n < points_of[path->verbs[i]]; n++) {
			struct path_point point = path->points[at++];

			current->low.x = fminf(current->low.x, point.x);
			current->low.y = fminf(current->low.y, point.y);
			current->high.x = fmaxf(current->high.x, point.x);
			current->high.y = fmaxf(current->high.y, point.y);
			current->area += last.x * point.y - point.x * last.y;
			last = point;
		}
		if (path->verbs[i] == PATH_CLOSE)
			current->area += last.x * first.y - first.x * last.y;
	}
	return count;
}

static bool inside(const struct contour *inner, const struct contour *outer)
{
	return inner->low.x > outer->low.x && inner->low.y > outer->low.y && inner->high.x < outer->high.x &&
		inner->high.y < outer->high.y;
}

/* A part that runs the wrong way round cuts a gap into what it overlaps instead of joining it. */
static void contours_run_clockwise_but_for_holes(void **state)
{
	struct desk *desk = *state;

	load(desk);
	for (size_t i = 0; i < desk->icons.count; i++) {
		const struct icon *icon = &desk->icons.items[i];

		for (size_t layer = 0; layer < icon->layer_count; layer++) {
			struct contour contours[CONTOURS_MAX];
			size_t count = contours_of(icon->layers[layer].path, contours);

			for (size_t a = 0; a < count; a++) {
				bool ok = contours[a].area > 0;

				for (size_t b = 0; b < count && !ok; b++)
					ok = contours[b].area > 0 && inside(&contours[a], &contours[b]);
				if (!ok)
					fail_msg(STR_FMT " layer %zu contour %zu", STR_ARG(icon->name), layer + 1, a + 1);
			}
		}
	}
}

static void layers_keep_their_order(void **state)
{
	struct desk *desk = *state;
	const struct icon *icon;

	assert_true(parse(desk, "[b]\nlayer1 = on M0 0L1 0L1 1Z\n[a]\nmirror = yes\nlayer1 = tone M0 0L9 0L9 9Z\n"
				"layer2 = face M1 1L2 1L2 2Z\n"));
	icon = icons_find(&desk->icons, STR("a"));
	assert_true(icon->mirrored);
	assert_int_equal(icon->layer_count, 2);
	assert_int_equal(icon->layers[0].fill, ICON_TONE);
	assert_int_equal(icon->layers[1].fill, ICON_FACE);
	assert_true(icon->layers[0].path->high.x == 9);
	assert_int_equal(icons_find(&desk->icons, STR("b"))->layers[0].fill, ICON_ON);
}

static void refuses_what_it_does_not_know(void **state)
{
	struct desk *desk = *state;

	assert_false(parse(desk, "[a]\nlayer1 = shade M0 0L1 0L1 1Z\n"));
	assert_fault(desk, 2, 10, "tone, tone2, on or face, then a path");
	assert_false(parse(desk, "[a]\nlayer1 = tone M0 0H5Z\n"));
	assert_fault(desk, 2, 10, "a path of M L Q C Z");
	assert_false(parse(desk, "[a]\nlayer2 = tone M0 0L1 0L1 1Z\n"));
	assert_fault(desk, 2, 1, "mirror or, at most 4 of them and in order, layer1");
	assert_false(parse(desk, "[a]\nmirror = maybe\n"));
	assert_fault(desk, 2, 10, "yes or no");
	assert_false(parse(desk, "layer1 = tone M0 0L1 0L1 1Z\n"));
	assert_fault(desk, 1, 1, "an [icon] first, and at most 400 of them");
	assert_false(icons_load(&desk->arena, "assets/icons/none.icons", &desk->icons, &desk->faults));
	assert_null(icons_find(&desk->icons, STR("a")));
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(shipped_icons_are_there),
		desk_test(only_what_points_is_mirrored),
		desk_test(middle_face_smiles_slightly),
		desk_test(contours_run_clockwise_but_for_holes),
		desk_test(layers_keep_their_order),
		desk_test(refuses_what_it_does_not_know),
	};

	return cmocka_run_group_tests_name("draw_icons", tests, NULL, NULL);
}
