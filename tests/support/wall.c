#include "tests/support/wall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/wire/wire.h"
#include "tests/support/golden.h"
#include "tests/support/test_metrics.h"

enum { FILE_BYTES_MAX = 1024 * 1024 };

static const struct {
	enum document_kind kind;
	const char *name;
} documents[] = {
	{DOCUMENT_AREAS, "areas"},
	{DOCUMENT_NOTICES, "notices"},
	{DOCUMENT_TABLE, "coverage"},
	{DOCUMENT_TABLE, "blind_spots"},
	{DOCUMENT_TABLE, "teams"},
	{DOCUMENT_TABLE, "team_totals"},
	{DOCUMENT_TABLE, "teams_by_kind"},
	{DOCUMENT_TABLE, "volunteers_by_day"},
	{DOCUMENT_TABLE, "ranking"},
	{DOCUMENT_TABLE, "ranking_weights"},
	{DOCUMENT_TABLE, "ranking_tiers"},
	{DOCUMENT_TABLE, "headline"},
	{DOCUMENT_TABLE, "lists"},
	{DOCUMENT_TABLE, "venues"},
	{DOCUMENT_TABLE, "activities"},
	{DOCUMENT_TABLE, "standings"},
	{DOCUMENT_TABLE, "rhythm"},
};

enum { DOCUMENTS = sizeof(documents) / sizeof(documents[0]) };

static void need(const struct faults *faults, bool ok)
{
	faults_print(faults, stderr);
	assert_true(ok);
}

static struct document *decode(struct arena *arena, size_t at, const char *text)
{
	struct str bytes = str_from(text);
	char sha256[SHA256_DIGITS + 1];
	struct document *document;
	struct error error;

	if (!text && !file_read(arena, str_format(arena, "tests/data/wall/%s.json", documents[at].name).bytes,
			     FILE_BYTES_MAX, &bytes, &error))
		fail_msg("%s", error.text);
	sha256_hex(bytes, sha256);
	document = document_decode(documents[at].kind, str_from(documents[at].name), sha256, bytes, &error);
	if (!document)
		fail_msg("%s", error.text);
	return document;
}

static void feed(struct wall *wall, const char *changed, const char *text)
{
	const struct head head = {.area = STR("all"),
		.version = 1,
		.issued_ms = WALL_NOW_MS - 60000,
		.expires_ms = WALL_NOW_MS + INT64_C(7) * 24 * 3600 * 1000,
		.demo = true};
	struct document *held[DOCUMENTS];
	size_t count = 0;

	snapshot_unref(wall->snapshot);
	for (size_t i = 0; i < DOCUMENTS; i++) {
		bool is_changed = changed && strcmp(changed, documents[i].name) == 0;

		if (!is_changed || text)
			held[count++] = decode(&wall->arena, i, is_changed ? text : NULL);
	}
	wall->snapshot = wall->view.snapshot = snapshot_create(&head, (const struct document *const *)held, count);
	for (size_t i = 0; i < count; i++)
		document_unref(held[i]);
}

void wall_feed(struct wall *wall, const char *document, const char *text)
{
	feed(wall, document, text);
}

int wall_open(void **state)
{
	struct wall *wall = calloc(1, sizeof(*wall));
	struct faults faults;

	assert_non_null(wall);
	assert_true(civil_zone_set("Asia/Shanghai"));
	arena_init(&wall->arena);
	faults_init(&faults, &wall->arena);
	need(&faults, theme_load(&wall->arena, "assets/themes/night.theme", &wall->theme, &faults));
	need(&faults, icons_load(&wall->arena, "assets/icons/hallboard.icons", &wall->icons, &faults));
	need(&faults, words_load(&wall->arena, "assets/words", &wall->words, &faults));
	wall->view = (struct view){
		.theme = &wall->theme,
		.words = &wall->words,
		.icons = &wall->icons,
		.metrics = test_metrics(),
		.now_ms = WALL_NOW_MS,
		.local = civil_local(WALL_NOW_MS),
		.unit = 1,
		.screen = {0, 0, 1920, 1080},
		.freshness = {.contact_ms = WALL_NOW_MS},
		.showing = {.position = 1, .count = 4},
	};
	feed(wall, NULL, NULL);
	wall->view.area = areas_find(snapshot_areas(wall->snapshot), STR("c3"));
	*state = wall;
	return 0;
}

int wall_close(void **state)
{
	struct wall *wall = *state;

	snapshot_unref(wall->snapshot);
	arena_finish(&wall->arena);
	free(wall);
	return 0;
}

void wall_speak(struct wall *wall, enum language language)
{
	wall->view.language = language;
	wall->view.mirrored = language_is_rtl(language);
}

void wall_draw(struct wall *wall, const char *lines, struct rect box)
{
	struct str text = str_format(&wall->arena,
		"[hallboard]\ntheme = night\nplaylist = one 20s\n[one]\ntitle = ranking_title\n[one.box]\nat = 0 0 "
		"1920 1080 px\n%s",
		lines);
	struct widget widget;
	struct faults faults;

	faults_init(&faults, &wall->arena);
	need(&faults, layout_parse(&wall->arena, STR("wall.layout"), text, NULL, &wall->layout, &faults));
	wall->view.layout = &wall->layout;
	wall->view.layout_screen = &wall->layout.screens[0];
	need(&faults, widget_bind(&wall->arena, &wall->layout.screens[0].boxes[0], &widget, &faults));
	draw_begin(&wall->list, &wall->arena, box);
	wall->until_ms = widget.class->draw(&widget, &wall->view, box, &wall->list);
}

static bool holds(const struct draw_command *command, const char *words)
{
	return command->kind == DRAW_TEXT && str_find(command->text.text, str_from(words)) < command->text.text.length;
}

static const struct draw_command *find_text(const struct draw_list *list, const char *words)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct draw_command *command = &list->commands[i];
		const struct draw_command *inner =
			command->kind == DRAW_MOVING ? find_text(command->moving.list, words) : NULL;

		if (inner || holds(command, words))
			return inner ? inner : command;
	}
	return NULL;
}

bool wall_says(const struct wall *wall, const char *words)
{
	return find_text(&wall->list, words) != NULL;
}

const struct draw_command *wall_text(const struct wall *wall, const char *words)
{
	const struct draw_command *found = find_text(&wall->list, words);

	if (!found)
		fail_msg("nothing says %s", words);
	return found;
}

size_t wall_count(const struct wall *wall, enum draw_kind kind, enum theme_role role)
{
	size_t count = 0;

	for (size_t i = 0; i < wall->list.count; i++)
		count += wall->list.commands[i].kind == kind &&
			 wall->list.commands[i].ink.color == wall->theme.color[role];
	return count;
}

void wall_accept(struct wall *wall, const char *name)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&bytes, &length);
	struct str text;
	struct error error;

	assert_non_null(to);
	draw_dump(&wall->list, to);
	fclose(to);
	text = str_copy(&wall->arena, (struct str){bytes, length});
	free(bytes);
	if (getenv("ACCEPT") &&
		!file_replace(str_format(&wall->arena, "tests/golden/widget/%s.txt", name).bytes, text, 0644, &error))
		fail_msg("%s", error.text);
	assert_string_equal(
		text.bytes, golden_text(&wall->arena, str_format(&wall->arena, "widget/%s.txt", name).bytes).bytes);
}
