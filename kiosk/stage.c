#include "kiosk/stage.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/file.h"

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

const struct theme *stage_theme(struct stage *stage, struct str name, struct faults *faults)
{
	struct theme *theme;
	struct str path;

	for (size_t i = 0; i < stage->theme_count; i++)
		if (str_equal(stage->themes[i].name, name))
			return &stage->themes[i];
	path = str_format(&stage->arena, STR_FMT "/assets/themes/" STR_FMT ".theme", STR_ARG(stage->root), STR_ARG(name));
	if (stage->theme_count == STAGE_THEMES_MAX || memchr(name.bytes, '/', name.length) || !file_exists(path.bytes)) {
		faults_add(faults, STR("theme"), 0, 0, name, STR("night, civic, contrast or another file of assets/themes"));
		return NULL;
	}
	theme = &stage->themes[stage->theme_count];
	if (!theme_load(&stage->arena, path.bytes, theme, faults))
		return NULL;
	theme->name = str_copy(&stage->arena, name);
	stage->theme_count++;
	return theme;
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

static bool read_layout(struct stage *stage, struct stage_set *set, struct str path, struct faults *faults)
{
	struct folder_shelf folders = {.shelf.find = find_included, .beside = folder_of(stage, path)};
	struct str text;

	folders.package = str_format(&stage->arena, STR_FMT "/layouts", STR_ARG(stage->root));
	if (!file_read(&stage->arena, path.bytes, LAYOUT_BYTES_MAX, &text, NULL)) {
		faults_add(faults, path, 0, 0, STR("no file that can be read"), STR("a layout"));
		return false;
	}
	return layout_parse(&stage->arena, path, text, &folders.shelf, &set->layout, faults);
}

static struct str theme_name(const struct settings *settings, const struct layout *layout)
{
	if (settings->theme.length)
		return settings->theme;
	return layout->theme.length ? layout->theme : STR("night");
}

static bool add_set(struct stage *stage, const struct settings *settings, struct str path, struct faults *faults)
{
	struct stage_set *set = &stage->sets[stage->set_count];

	if (!read_layout(stage, set, path, faults))
		return false;
	set->theme = stage_theme(stage, theme_name(settings, &set->layout), faults);
	if (!screen_create(&set->screen, &set->layout, faults))
		return false;
	stage->set_count++;
	return set->theme != NULL;
}

static bool add_sets(struct stage *stage, const struct settings *settings, struct faults *faults)
{
	struct str hall = str_format(&stage->arena, STR_FMT "/layouts/hall.layout", STR_ARG(stage->root));
	struct str touch = str_format(&stage->arena, STR_FMT "/layouts/touch.layout", STR_ARG(stage->root));

	if (settings->layout.length && !add_set(stage, settings, settings->layout, faults))
		return false;
	return add_set(stage, settings, hall, faults) && add_set(stage, settings, touch, faults);
}

/* A screen that is asked for by name is there. */
static bool has_screen(struct stage *stage, const struct settings *settings, struct faults *faults)
{
	const struct stage_set *set;
	struct str names = STR("");

	if (settings->screen.length == 0 || stage_find(stage, settings->screen, &set))
		return true;
	for (size_t i = 0; i < stage->set_count; i++)
		for (size_t j = 0; j < stage->sets[i].layout.screen_count; j++)
			names = str_format(&stage->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), names.length ? ", " : "one of ",
				STR_ARG(stage->sets[i].layout.screens[j].name));
	faults_add(faults, STR("screen"), 0, 0, str_format(&stage->arena, "\"" STR_FMT "\"", STR_ARG(settings->screen)), names);
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
	return stage_theme(stage, STR("contrast"), faults) && ok && has_screen(stage, settings, faults);
}

void stage_close(struct stage *stage)
{
	for (size_t i = 0; i < stage->set_count; i++)
		screen_destroy(stage->sets[i].screen);
	arena_finish(&stage->arena);
	*stage = (struct stage){0};
}

const struct layout_screen *stage_find(const struct stage *stage, struct str screen, const struct stage_set **set)
{
	for (size_t i = 0; i < stage->set_count; i++) {
		const struct layout_screen *found = layout_find(&stage->sets[i].layout, screen);

		if (found) {
			*set = &stage->sets[i];
			return found;
		}
	}
	return NULL;
}
