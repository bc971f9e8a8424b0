#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>


#include "feed/base/arena.h"
#include "tests/support/wall.h"

/* The screen that an alert takes over: as draw lists that somebody read, and what holds at every size. */

static struct str everywhere[] = {STR("all")};

static struct alert fire(void)
{
	return (struct alert){
		.id = STR("fire"),
		.status = ALERT_EXERCISE,
		.severity = ALERT_EXTREME,
		.response = ALERT_EVACUATE,
		.event = ALERT_FIRE,
		.sent_ms = WALL_NOW_MS,
		.expires_ms = WALL_NOW_MS + 2 * 3600 * 1000,
		.areas = everywhere,
		.area_count = 1,
		.headline = {{STR("消防疏散"), STR("ئوت ئاپىتى، دەرھال چىقىڭ"), STR("ٴورت، دەرەۋ شىعىڭىز"), STR("Fire: leave now")}},
		.instruction = {{STR("走安全出口，不乘电梯"), STR("بىخەتەر چىقىش ئېغىزىغا مېڭىڭ، لىفىتقا چىقماڭ"),
			STR("قاۋىپسىز ەسىككە ٴجۇرىڭىز، ليفتكە مىنبەڭىز"), STR("Use the emergency exits. Do not use the lift.")}},
	};
}

static struct alert flood(void)
{
	struct alert alert = fire();

	alert.status = ALERT_ACTUAL;
	alert.severity = ALERT_SEVERE;
	alert.response = ALERT_AVOID;
	alert.event = ALERT_FLOOD;
	return alert;
}

static void show(struct wall *wall, const struct alert *alert, int width, int height)
{
	wall->view.screen = (struct rect){0, 0, width, height};
	wall->view.portrait = height > width;
	wall->view.alert = (struct alert_showing){.alert = alert, .count = 1, .until_ms = INT64_MAX};
	wall_draw(wall, "widget = alert\n", wall->view.screen);
}

static void a_drill(void **state)
{
	struct wall *wall = *state;
	struct alert alert = fire();

	wall->view.way_out = WAY_OUT_RIGHT;
	show(wall, &alert, 1920, 1080);
	wall_accept(wall, "alert-drill-zh");
	wall_speak(wall, LANGUAGE_UG);
	wall->view.way_out = WAY_OUT_LEFT;
	show(wall, &alert, 1920, 1080);
	wall_accept(wall, "alert-drill-ug");
	wall_speak(wall, LANGUAGE_EN);
	show(wall, &alert, 800, 480);
	wall_accept(wall, "alert-drill-en-small");
}

static void what_is_meant(void **state)
{
	struct wall *wall = *state;
	struct alert alert = flood();

	show(wall, &alert, 1920, 1080);
	wall_accept(wall, "alert-zh");
	wall_speak(wall, LANGUAGE_KK);
	show(wall, &alert, 1080, 1920);
	wall_accept(wall, "alert-upright-kk");
}

static void all_clear(void **state)
{
	struct wall *wall = *state;
	struct alert alert = fire();

	alert.message = ALERT_CANCEL;
	show(wall, &alert, 1920, 1080);
	assert_true(wall_says(wall, "演练结束"));
	alert.status = ALERT_ACTUAL;
	show(wall, &alert, 1920, 1080);
	wall_accept(wall, "alert-clear-zh");
}

/* The own language first, then those of the region; or what the layout says. */
static void languages_are_chosen(void **state)
{
	struct wall *wall = *state;
	struct alert alert = fire();

	show(wall, &alert, 1920, 1080);
	assert_true(wall_says(wall, "走安全出口") && wall_says(wall, "لىفىتقا") && wall_says(wall, "ليفتكە"));
	assert_false(wall_says(wall, "Fire"));
	wall_speak(wall, LANGUAGE_EN);
	show(wall, &alert, 1920, 1080);
	assert_true(wall_says(wall, "Fire") && wall_says(wall, "走安全出口") && wall_says(wall, "لىفىتقا"));
	wall_draw(wall, "widget = alert\nlanguages = kk en\n", wall->view.screen);
	assert_true(wall_says(wall, "Fire") && wall_says(wall, "ليفتكە"));
	assert_false(wall_says(wall, "走安全出口"));
}

/* Without an approved text a language is silent; without any the sign stands alone. */
static void what_was_not_approved_is_not_said(void **state)
{
	struct wall *wall = *state;
	struct alert alert = flood();

	alert.headline.text[LANGUAGE_UG] = alert.instruction.text[LANGUAGE_UG] = STR("");
	show(wall, &alert, 1920, 1080);
	assert_false(wall_says(wall, "لىفىتقا"));
	assert_true(wall_says(wall, "ليفتكە"));
	alert.headline = alert.instruction = (struct label){{STR("")}};
	show(wall, &alert, 1920, 1080);
	wall_accept(wall, "alert-pictogram-zh");
}

/* How the path of the arrow lies: its points are not transformed. */
static const struct path *arrow(const struct wall *wall)
{
	for (size_t i = 0; i < wall->list.count; i++) {
		const struct draw_command *command = &wall->list.commands[i];

		if (command->kind == DRAW_PATH && command->path.path->point_count == 7)
			return command->path.path;
	}
	return NULL;
}

static void the_arrow_points_where_the_way_out_is(void **state)
{
	struct wall *wall = *state;
	struct alert alert = fire();

	for (int language = 0; language < LANGUAGE_COUNT; language++) { /* and no language turns it round */
		wall_speak(wall, (enum language)language);
		for (int way = WAY_OUT_LEFT; way <= WAY_OUT_DOWN; way++) {
			struct path_point tip, tail;

			wall->view.way_out = (enum way_out)way;
			show(wall, &alert, 1920, 1080);
			assert_non_null(arrow(wall));
			tip = arrow(wall)->points[3];
			tail = arrow(wall)->points[0];
			assert_true(way == WAY_OUT_LEFT	   ? tip.x < tail.x
				    : way == WAY_OUT_RIGHT ? tip.x > tail.x
				    : way == WAY_OUT_UP	   ? tip.y < tail.y
							   : tip.y > tail.y);
		}
	}
	wall->view.way_out = WAY_OUT_UNKNOWN;
	show(wall, &alert, 1920, 1080);
	assert_null(arrow(wall));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_ALERT_EXIT), 1); /* the sign stays */
	alert.response = ALERT_SHELTER; /* nobody is sent out of the building */
	wall->view.way_out = WAY_OUT_RIGHT;
	show(wall, &alert, 1920, 1080);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_ALERT_EXIT), 0);
	assert_null(arrow(wall));
}

static void a_drill_is_marked_and_severity_is_counted(void **state)
{
	struct wall *wall = *state;
	struct alert alert = fire();

	show(wall, &alert, 1920, 1080);
	assert_true(wall_says(wall, "演练，请勿惊慌") && wall_says(wall, "مەشىق") && wall_says(wall, "جاتتىعۋ"));
	assert_true(wall_count(wall, DRAW_FILL, ROLE_ALERT_DRILL) >= 2);
	alert.status = ALERT_ACTUAL;
	show(wall, &alert, 1920, 1080);
	assert_false(wall_says(wall, "演练") || wall_says(wall, "مەشىق"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_ALERT_DRILL), 0);
	assert_true(wall_says(wall, "特别严重"));
	alert.severity = ALERT_MINOR;
	show(wall, &alert, 1920, 1080);
	assert_true(wall_says(wall, "一般"));
}

/* Nothing is cut and nothing leaves the screen, from the smallest to the largest and with the longest texts. */
static void assert_whole(const struct wall *wall)
{
	const struct rect screen = wall->view.screen;

	for (size_t i = 0; i < wall->list.count; i++) {
		const struct draw_command *command = &wall->list.commands[i];
		float width;

		if (command->kind != DRAW_TEXT)
			continue;
		width = wall->view.metrics->advance(wall->view.metrics, command->text.face, command->text.size_px, command->text.rtl,
			command->text.text);
		if (str_find(command->text.text, STR("…")) < command->text.text.length || command->text.x < 0 ||
			command->text.x + width > (float)screen.width + 2 || command->text.baseline_y > screen.height ||
			command->text.baseline_y < 0)
			fail_msg("%dx%d: \"" STR_FMT "\" at %g,%d", screen.width, screen.height, STR_ARG(command->text.text),
				(double)command->text.x, command->text.baseline_y);
	}
}

static struct str repeated(struct arena *arena, struct str text, size_t bytes)
{
	struct str all = text;

	while (all.length + text.length + 1 <= bytes)
		all = str_format(arena, STR_FMT " " STR_FMT, STR_ARG(all), STR_ARG(text));
	return all;
}

static void it_is_whole_on_every_screen(void **state)
{
	static const struct {
		int width, height;
	} sizes[] = {{800, 480}, {480, 800}, {1024, 768}, {1280, 720}, {1920, 1080}, {1080, 1920}, {3840, 2160}, {2160, 3840}, {3840, 1080}};
	struct wall *wall = *state;
	struct alert usual = fire(), longest = flood();

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		longest.headline.text[language] = repeated(&wall->arena, usual.headline.text[language], ALERT_HEADLINE_BYTES_MAX);
		longest.instruction.text[language] =
			repeated(&wall->arena, usual.instruction.text[language], ALERT_INSTRUCTION_BYTES_MAX);
	}
	wall->view.way_out = WAY_OUT_UP;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (int language = 0; language < LANGUAGE_COUNT; language++) {
			wall_speak(wall, (enum language)language);
			show(wall, &usual, sizes[i].width, sizes[i].height);
			assert_whole(wall);
			show(wall, &longest, sizes[i].width, sizes[i].height);
			assert_whole(wall);
		}
}

static void without_one_it_is_calm(void **state)
{
	struct wall *wall = *state;

	show(wall, NULL, 1920, 1080);
	assert_true(wall_says(wall, "当前没有警报"));
}

#define ON_A_WALL(test) cmocka_unit_test_setup_teardown(test, wall_open, wall_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_WALL(a_drill),
		ON_A_WALL(what_is_meant),
		ON_A_WALL(all_clear),
		ON_A_WALL(languages_are_chosen),
		ON_A_WALL(what_was_not_approved_is_not_said),
		ON_A_WALL(the_arrow_points_where_the_way_out_is),
		ON_A_WALL(a_drill_is_marked_and_severity_is_counted),
		ON_A_WALL(it_is_whole_on_every_screen),
		ON_A_WALL(without_one_it_is_calm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
