#include "kiosk/stage.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/file.h"
#include "kiosk/theme_sight.h"

enum { LAYOUT_BYTES_MAX = INI_BYTES_MAX };

static bool is_root(struct arena *arena, struct str folder)
{
	return file_exists(str_format(arena, STR_FMT "/assets/themes/night.theme", STR_ARG(folder)).bytes);
}

/* Beside the program in a checkout (build/, build/asan/), else where a package puts it. */
static bool find_root(struct stage *stage, const struct settings *settings, struct faults *faults)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	struct str candidates[3];

	if (settings->assets.length) {
		stage->root = settings->assets;
		if (is_root(&stage->arena, stage->root))
			return true;
		faults_add(faults, settings->assets, 0, 0, STR("no assets/themes/night.theme"), STR("the folder of assets/ and layouts/"));
		return false;
	}
	program[length > 0 ? length : 0] = '\0';
	if (strrchr(program, '/'))
		*strrchr(program, '/') = '\0';
	candidates[0] = str_format(&stage->arena, "%s/..", program);
	candidates[1] = str_format(&stage->arena, "%s/../..", program);
	candidates[2] = STR("/usr/share/hallboard");
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++) {
		stage->root = candidates[i];
		if (is_root(&stage->arena, stage->root))
			return true;
	}
	faults_add(faults, STR("hallboard"), 0, 0, STR("no assets beside the program or in /usr/share/hallboard"), STR("--assets DIR"));
	return false;
}

/* NULL with a fault at the place where the name stands. */
static const struct theme *find_theme(struct stage *stage, struct str name, struct str file, int line, struct faults *faults)
{
	struct theme *theme;
	struct str path;

	for (size_t i = 0; i < stage->theme_count; i++)
		if (str_equal(stage->themes[i].name, name))
			return &stage->themes[i];
	path = str_format(&stage->arena, STR_FMT "/assets/themes/" STR_FMT ".theme", STR_ARG(stage->root), STR_ARG(name));
	if (stage->theme_count == STAGE_THEMES_MAX || memchr(name.bytes, '/', name.length) || !file_exists(path.bytes)) {
		faults_add(faults, file, line, 0, str_format(&stage->arena, "theme \"" STR_FMT "\"", STR_ARG(name)),
			STR("night, civic, contrast or another file of assets/themes"));
		return NULL;
	}
	theme = &stage->themes[stage->theme_count];
	if (!theme_load(&stage->arena, path.bytes, theme, faults) || !theme_sight_check(theme, &stage->icons, path, faults))
		return NULL;
	theme->name = str_copy(&stage->arena, name);
	stage->theme_count++;
	return theme;
}

const struct theme *stage_theme(struct stage *stage, struct str name, struct faults *faults)
{
	return find_theme(stage, name, STR("theme"), 0, faults);
}

/* Includes stand beside the file that names them, else among the package's own. */
struct folder_shelf {
	struct layout_shelf shelf;
	struct str beside, package;
};

static bool find_included(const struct layout_shelf *shelf, struct arena *arena, struct str name, struct str *file, struct str *text)
{
	const struct folder_shelf *folders = (const struct folder_shelf *)shelf;
	struct str places[] = {folders->beside, folders->package};

	if (name.length == 0 || name.bytes[0] == '/' || str_find(name, STR("..")) < name.length)
		return false;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		*file = str_format(arena, STR_FMT "/" STR_FMT ".layout", STR_ARG(places[i]), STR_ARG(name));
		if (file_read(arena, file->bytes, LAYOUT_BYTES_MAX, text, NULL))
			return true;
	}
	return false;
}

static struct str folder_of(struct stage *stage, struct str path)
{
	size_t length = path.length;

	while (length > 0 && path.bytes[length - 1] != '/')
		length--;
	return length ? str_copy(&stage->arena, str_part(path, 0, length - 1)) : STR(".");
}

/* "layouts/hall.layout" is "hall". */
static struct str name_of(struct str path)
{
	size_t start = path.length;

	while (start > 0 && path.bytes[start - 1] != '/')
		start--;
	path = str_part(path, start, path.length);
	return str_part(path, 0, str_find(path, STR(".layout")));
}

static const struct theme *theme_of(struct stage *stage, const struct settings *settings, const struct layout *layout,
	struct faults *faults)
{
	if (settings->theme.length)
		return find_theme(stage, settings->theme, STR("--theme"), 0, faults);
	if (layout->theme.length)
		return find_theme(stage, layout->theme, layout->file, layout->theme_line, faults);
	return stage_theme(stage, STR("night"), faults);
}

/* All of it is looked at, so that every fault is told in one round. beside: where its includes are looked for first. */
static bool make_set(struct stage *stage, const struct settings *settings, struct arena *arena, struct str beside, struct str file,
	struct str text, struct stage_set *set, struct faults *faults)
{
	struct folder_shelf folders = {.shelf.find = find_included, .beside = beside, .package = stage->layouts};
	bool ok;

	*set = (struct stage_set){0};
	ok = layout_parse(arena, file, text, &folders.shelf, &set->layout, faults);
	set->theme = theme_of(stage, settings, &set->layout, faults);
	if (screen_create(&set->screen, &set->layout, faults) && ok && set->theme && screen_create(&set->beside, &set->layout, faults))
		return true;
	screen_destroy(set->screen);
	screen_destroy(set->beside);
	return false;
}

static bool add_set(struct stage *stage, const struct settings *settings, struct str path, struct faults *faults)
{
	struct stage_set *set = &stage->sets[stage->set_count];
	struct str text;

	if (!file_read(&stage->arena, path.bytes, LAYOUT_BYTES_MAX, &text, NULL)) {
		faults_add(faults, path, 0, 0, STR("no file that can be read"), STR("a layout"));
		return false;
	}
	if (!make_set(stage, settings, &stage->arena, folder_of(stage, path), path, text, set, faults))
		return false;
	stage->set_count++;
	return true;
}

static bool add_sets(struct stage *stage, const struct settings *settings, struct faults *faults)
{
	struct str hall = str_format(&stage->arena, STR_FMT "/layouts/hall.layout", STR_ARG(stage->root));
	struct str touch = str_format(&stage->arena, STR_FMT "/layouts/touch.layout", STR_ARG(stage->root));

	stage->layouts = str_format(&stage->arena, STR_FMT "/layouts", STR_ARG(stage->root));
	stage->name = name_of(settings->layout.length ? settings->layout : hall);
	if (settings->layout.length && !add_set(stage, settings, settings->layout, faults))
		return false;
	return add_set(stage, settings, hall, faults) && add_set(stage, settings, touch, faults);
}

static void finish_set(struct stage_set *set)
{
	screen_destroy(set->screen);
	screen_destroy(set->beside);
}

void stage_withdraw(struct stage *stage)
{
	if (!stage->central)
		return;
	finish_set(&stage->central->set);
	arena_finish(&stage->central->arena);
	free(stage->central);
	stage->central = NULL;
}

bool stage_take(struct stage *stage, const struct settings *settings, struct str file, struct str text, struct faults *faults)
{
	struct stage_central *central = calloc(1, sizeof(*central));
	bool ok;

	REQUIRE(central);
	ok = make_set(stage, settings, &central->arena, stage->layouts, str_copy(&central->arena, file), str_copy(&central->arena, text),
		&central->set, faults);
	if (ok && central->set.layout.touch != stage->sets[0].layout.touch) {
		faults_add(faults, file, 0, 0, STR("another touch"), STR("what this screen was started with: a wall has no outbox"));
		finish_set(&central->set);
		ok = false;
	}
	if (!ok) {
		arena_finish(&central->arena);
		free(central);
		return false;
	}
	stage_withdraw(stage);
	stage->central = central;
	return true;
}

const struct stage_set *stage_main(const struct stage *stage)
{
	return stage->central ? &stage->central->set : &stage->sets[0];
}

bool stage_take_words(struct stage *stage, const struct words_text *const texts[LANGUAGE_COUNT], struct faults *faults)
{
	struct arena arena;
	struct words words;
	bool ok;

	arena_init(&arena);
	ok = words_load(&arena, str_format(&arena, STR_FMT "/assets/words", STR_ARG(stage->root)).bytes, &words, faults);
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (texts[i])
			ok = words_add(&arena, &words, (enum language)i, texts[i]->file, str_copy(&arena, texts[i]->text), faults) && ok;
	ok = words_check_texts(&words, faults) && ok; /* those that only lack a language are shown in another one */
	if (!ok) {
		arena_finish(&arena);
		return false;
	}
	arena_finish(&stage->words_arena);
	stage->words_arena = arena;
	stage->words = words;
	return true;
}

static void for_each_screen(struct stage *stage, void (*act)(struct screen *screen))
{
	for (size_t i = 0; i < stage->set_count; i++) {
		act(stage->sets[i].screen);
		act(stage->sets[i].beside);
	}
	if (stage->central) {
		act(stage->central->set.screen);
		act(stage->central->set.beside);
	}
}

void stage_touch(struct stage *stage)
{
	for_each_screen(stage, screen_touch_all);
}

void stage_turn(struct stage *stage)
{
	for_each_screen(stage, screen_turn_all);
}

static struct str add_names(struct arena *arena, struct str names, const struct layout *layout)
{
	for (size_t i = 0; i < layout->screen_count; i++)
		names = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(names), names.length ? ", " : "one of ",
			STR_ARG(layout->screens[i].name));
	return names;
}

bool stage_has(const struct stage *stage, struct str screen, struct faults *faults)
{
	const struct stage_set *set;
	struct str names = STR("");

	if (screen.length == 0 || stage_find(stage, screen, &set))
		return true;
	if (stage->central)
		names = add_names(faults->arena, names, &stage->central->set.layout);
	for (size_t i = stage->central ? 1 : 0; i < stage->set_count; i++)
		names = add_names(faults->arena, names, &stage->sets[i].layout);
	faults_add(faults, STR("screen"), 0, 0, str_format(faults->arena, "\"" STR_FMT "\"", STR_ARG(screen)), names);
	return false;
}

bool stage_open(struct stage *stage, const struct settings *settings, struct faults *faults)
{
	bool ok;

	*stage = (struct stage){0};
	if (!find_root(stage, settings, faults))
		return false;
	ok = words_load(&stage->arena, str_format(&stage->arena, STR_FMT "/assets/words", STR_ARG(stage->root)).bytes,
		&stage->words, faults);
	ok = icons_load(&stage->arena, str_format(&stage->arena, STR_FMT "/assets/icons/hallboard.icons", STR_ARG(stage->root)).bytes,
		     &stage->icons, faults) && ok;
	ok = add_sets(stage, settings, faults) && ok;
	return stage_theme(stage, STR("contrast"), faults) && ok;
}

void stage_close(struct stage *stage)
{
	stage_withdraw(stage);
	for (size_t i = 0; i < stage->set_count; i++)
		finish_set(&stage->sets[i]);
	arena_finish(&stage->words_arena);
	arena_finish(&stage->arena);
	*stage = (struct stage){0};
}

const struct layout_screen *stage_find(const struct stage *stage, struct str screen, const struct stage_set **set)
{
	const struct layout_screen *found;

	*set = stage_main(stage);
	found = layout_find(&(*set)->layout, screen);
	for (size_t i = 0; !found && i < stage->set_count; i++) {
		*set = &stage->sets[i];
		found = layout_find(&(*set)->layout, screen);
	}
	return found;
}
