#include "kiosk/layout/layout.h"

#include "feed/base/arena.h"
#include "kiosk/layout/layout_read.h"

enum { GRID_CELLS_MAX = 48 };

#define SECTIONS_UNDERSTOOD "[hallboard], [schedule.NAME], [ages], [SCREEN] or [SCREEN.BOX]"

static void refuse_key(struct layout_reader *reader, const struct ini_entry *entry, const char *expected)
{
	faults_add(reader->faults, reader->file, entry->line, entry->key_column, entry->key, str_from(expected));
	reader->ok = false;
}

static bool is_hallboard(struct str section)
{
	return str_equal(section, STR("hallboard"));
}

static bool is_schedule(struct str section)
{
	return str_starts(section, STR("schedule."));
}

static bool is_ages(struct str section)
{
	return str_equal(section, STR("ages"));
}

static struct str screen_of(struct str section)
{
	return str_part(section, 0, str_find(section, STR(".")));
}

static bool is_name(struct str text)
{
	if (text.length == 0 || text.length > 48)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
			return false;
	}
	return true;
}

static void read_grid(struct layout_reader *reader, const struct ini_entry *entry)
{
	size_t x = str_find(entry->value, STR("x"));
	int64_t columns, rows;

	if (!str_integer(str_part(entry->value, 0, x), &columns) ||
	    !str_integer(str_part(entry->value, x + 1, entry->value.length), &rows) || columns < 1 || rows < 1 ||
	    columns > GRID_CELLS_MAX || rows > GRID_CELLS_MAX) {
		layout_refuse(reader, entry, "COLUMNSxROWS such as 12x8, each from 1 to 48");
		return;
	}
	reader->layout->grid_columns = (int)columns;
	reader->layout->grid_rows = (int)rows;
}

static void read_theme(struct layout_reader *reader, const struct ini_entry *entry)
{
	reader->layout->theme = entry->value;
	reader->layout->theme_line = entry->line;
}

static void read_tongues(struct layout_reader *reader, const struct ini_entry *entry)
{
	if (!tongues_read(entry->value, &reader->layout->tongues))
		layout_refuse(reader, entry, TONGUES_EXPECTED);
}

static void read_touch(struct layout_reader *reader, const struct ini_entry *entry)
{
	if (!str_equal(entry->value, STR("yes")) && !str_equal(entry->value, STR("no")))
		layout_refuse(reader, entry, "yes or no");
	reader->layout->touch = str_equal(entry->value, STR("yes"));
}

/* "fade", "push 300ms" */
static void read_transition(struct layout_reader *reader, const struct ini_entry *entry)
{
	static const char *const names[] = {
		[TRANSITION_FADE] = "fade", [TRANSITION_CUT] = "cut", [TRANSITION_PUSH] = "push", [TRANSITION_ZOOM] = "zoom"};
	size_t space = str_find(entry->value, STR(" "));
	struct str name = str_part(entry->value, 0, space), time = str_trim(str_part(entry->value, space, entry->value.length));
	int64_t ms = TRANSITION_MS;
	bool ok = false;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_equal(name, str_from(names[i]))) {
			reader->layout->transition = (enum layout_transition)i;
			ok = true;
		}
	if (time.length)
		ok = ok && time.length > 2 && str_equal(str_part(time, time.length - 2, 2), STR("ms")) &&
		     str_integer(str_part(time, 0, time.length - 2), &ms) && ms >= 1 && ms <= TRANSITION_MS_MAX;
	reader->layout->transition_ms = (int)ms;
	if (!ok)
		layout_refuse(reader, entry, "cut, fade, push or zoom, and a time such as 400ms, 500ms at most");
}

static void read_hallboard(struct layout_reader *reader, const struct ini_entry *entry)
{
	if (str_equal(entry->key, STR("theme")))
		read_theme(reader, entry);
	else if (str_equal(entry->key, STR("language")) || str_equal(entry->key, STR("languages")))
		read_tongues(reader, entry);
	else if (str_equal(entry->key, STR("grid")))
		read_grid(reader, entry);
	else if (str_equal(entry->key, STR("touch")))
		read_touch(reader, entry);
	else if (str_equal(entry->key, STR("transition")))
		read_transition(reader, entry);
	else if (!str_equal(entry->key, STR("playlist")) && !str_equal(entry->key, STR("include")))
		refuse_key(reader, entry, "theme, language, languages, include, playlist, grid, touch or transition");
}

static struct layout_screen *screen_put(struct layout_reader *reader, const struct ini_entry *entry)
{
	struct str name = screen_of(entry->section);
	struct layout *layout = reader->layout;

	for (size_t i = 0; i < layout->screen_count; i++)
		if (str_equal(layout->screens[i].name, name))
			return &layout->screens[i];
	if (!is_name(name) || layout->screen_count == LAYOUT_SCREENS_MAX) {
		faults_add(reader->faults, reader->file, entry->line, 1,
			str_format(reader->arena, "[" STR_FMT "]", STR_ARG(entry->section)),
			STR(SECTIONS_UNDERSTOOD ", names of a-z, 0-9, _ and -, at most 64 screens"));
		reader->ok = false;
		return NULL;
	}
	layout->screens[layout->screen_count].name = name;
	return &layout->screens[layout->screen_count++];
}

static void read_tour(struct layout_reader *reader, struct layout_screen *screen, const struct ini_entry *entry)
{
	struct str digits = str_ends(entry->value, STR("s")) ? str_part(entry->value, 0, entry->value.length - 1) : STR("");
	int64_t seconds;

	if (str_integer(digits, &seconds) && seconds >= 2 && seconds <= LAYOUT_TOUR_S_MAX) {
		screen->tour_s = (int)seconds;
		return;
	}
	faults_add(reader->faults, reader->file, entry->line, entry->value_column,
		str_format(reader->arena, "\"" STR_FMT "\"", STR_ARG(entry->value)), STR("seconds such as 8s, from 2s to 600s"));
	reader->ok = false;
}

static void read_screen(struct layout_reader *reader, struct layout_screen *screen, const struct ini_entry *entry)
{
	if (str_equal(entry->key, STR("title")))
		screen->title = entry->value;
	else if (str_equal(entry->key, STR("tour")))
		read_tour(reader, screen, entry);
	else
		refuse_key(reader, entry, "title, tour");
}

/* A place that is given for the landscape alone takes the same share of an upright screen. */
static struct place turned(struct place at)
{
	if (at.kind == PLACE_PX) {
		at.x = at.x * LAYOUT_BASE_HEIGHT / LAYOUT_BASE_WIDTH;
		at.width = at.width * LAYOUT_BASE_HEIGHT / LAYOUT_BASE_WIDTH;
		at.y = at.y * LAYOUT_BASE_WIDTH / LAYOUT_BASE_HEIGHT;
		at.height = at.height * LAYOUT_BASE_WIDTH / LAYOUT_BASE_HEIGHT;
	}
	return at;
}

/* A key that names a place, and where it goes. */
static struct place *place_of(struct layout_box *box, struct str key)
{
	const struct {
		const char *name;
		struct place *place;
	} places[] = {{"at", &box->at}, {"portrait", &box->portrait}, {"old", &box->old}, {"lower", &box->lower},
		{"lower_portrait", &box->lower_portrait}, {"at_small", &box->small}, {"portrait_small", &box->small_portrait}};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (str_equal(key, str_from(places[i].name)))
			return places[i].place;
	return NULL;
}

static void fill_places(struct layout_box *box)
{
	if (box->portrait.kind == PLACE_NOT_GIVEN)
		box->portrait = turned(box->at);
	if (box->old.kind == PLACE_NOT_GIVEN)
		box->old = box->at;
	if (box->lower.kind == PLACE_NOT_GIVEN)
		box->lower = box->at;
	if (box->lower_portrait.kind == PLACE_NOT_GIVEN)
		box->lower_portrait = box->portrait;
	if (box->small.kind == PLACE_NOT_GIVEN)
		box->small = box->at;
	if (box->small_portrait.kind == PLACE_NOT_GIVEN)
		box->small_portrait = box->portrait;
}

/* Within one file a section stands once: this is the layout's own beside an included one. */
static bool has_box(const struct layout_screen *screen, struct str name)
{
	for (size_t i = 0; i < screen->box_count; i++)
		if (str_equal(screen->boxes[i].name, name))
			return true;
	return false;
}

/* The entries of one [SCREEN.BOX]: what the layout knows is taken out, the rest stays together for the widget. */
static void read_box(struct layout_reader *reader, struct layout_screen *screen, const struct ini_entry *entries, size_t count)
{
	struct ini_entry *rest = arena_array(reader->arena, struct ini_entry, count);
	struct str section = entries[0].section;
	struct layout_box box = {.file = reader->file, .entries = rest, .line = entries[0].line};

	box.name = str_part(section, screen->name.length + 1, section.length);
	if (has_box(screen, box.name))
		return;
	for (size_t i = 0; i < count; i++) {
		struct place *place = place_of(&box, entries[i].key);

		if (place && !layout_read_place(reader, &entries[i], place))
			*place = (struct place){.kind = PLACE_NOT_GIVEN};
		else if (str_equal(entries[i].key, STR("widget")))
			box.widget = entries[i].value;
		else if (!place)
			rest[box.entry_count++] = entries[i];
	}
	if (box.widget.length == 0 || box.at.kind == PLACE_NOT_GIVEN || !is_name(box.name) || screen->box_count == LAYOUT_BOXES_MAX) {
		faults_add(reader->faults, reader->file, box.line, 0,
			str_format(reader->arena, "[" STR_FMT "]", STR_ARG(section)),
			STR("a box with widget and at, at most 64 on a screen"));
		reader->ok = false;
		if (box.widget.length == 0 || screen->box_count == LAYOUT_BOXES_MAX)
			return;
		box.at.kind = PLACE_HIDDEN; /* so that its settings are looked at in the same round */
	}
	fill_places(&box);
	screen->boxes = arena_grow(reader->arena, screen->boxes, screen->box_count, &screen->box_room, sizeof(*screen->boxes));
	screen->boxes[screen->box_count++] = box;
}

static void read_schedule(struct layout_reader *reader, const struct ini_entry *entries, size_t count)
{
	struct layout *layout = reader->layout;
	struct layout_schedule schedule = {.name = str_part(entries[0].section, 9, entries[0].section.length)};

	for (size_t i = 0; i < count; i++) {
		if (str_equal(entries[i].key, STR("playlist")))
			layout_read_playlist(reader, &entries[i], &schedule.playlist);
		else if (!layout_read_window(reader, &entries[i], &schedule))
			refuse_key(reader, &entries[i], "playlist, when, days or priority");
	}
	if (schedule.weekdays == 0 || schedule.playlist.count == 0 || layout->schedule_count == LAYOUT_ITEMS_MAX) {
		faults_add(reader->faults, reader->file, entries[0].line, 0,
			str_format(reader->arena, "[" STR_FMT "]", STR_ARG(entries[0].section)),
			STR("a schedule with playlist and when, at most 64 of them"));
		reader->ok = false;
		return;
	}
	layout->schedules[layout->schedule_count++] = schedule;
}

static void read_section(struct layout_reader *reader, const struct ini_entry *entries, size_t count)
{
	struct str section = entries[0].section;
	struct layout_screen *screen;

	if (is_hallboard(section)) {
		for (size_t i = 0; i < count; i++)
			read_hallboard(reader, &entries[i]);
		return;
	}
	if (is_ages(section)) {
		for (size_t i = 0; i < count; i++)
			layout_read_ages(reader, &entries[i]);
		return;
	}
	if (is_schedule(section))
		return; /* read once all screens are known */
	screen = screen_put(reader, &entries[0]);
	if (!screen)
		return;
	if (str_equal(section, screen->name)) {
		for (size_t i = 0; i < count; i++)
			read_screen(reader, screen, &entries[i]);
		return;
	}
	read_box(reader, screen, entries, count);
}

static size_t section_length(const struct ini *ini, size_t start)
{
	size_t end = start;

	while (end < ini->count && str_equal(ini->entries[end].section, ini->entries[start].section))
		end++;
	return end - start;
}

static void read_lists(struct layout_reader *reader, const struct ini *ini)
{
	const struct ini_entry *playlist = ini_find(ini, STR("hallboard"), STR("playlist"));

	if (playlist)
		layout_read_playlist(reader, playlist, &reader->layout->playlist);
	for (size_t i = 0, length; i < ini->count; i += length) {
		length = section_length(ini, i);
		if (is_schedule(ini->entries[i].section))
			read_schedule(reader, &ini->entries[i], length);
	}
}

static void read_sections(struct layout_reader *reader, const struct ini *ini)
{
	for (size_t i = 0, length; i < ini->count; i += length) {
		length = section_length(ini, i);
		read_section(reader, &ini->entries[i], length);
	}
}

/* Screens and boxes of another file; how the whole runs is said by the layout itself. */
static void read_included(struct layout_reader *reader, struct str file, struct str text)
{
	struct str outer = reader->file;
	struct arena scratch;
	struct ini ini;

	arena_init(&scratch);
	reader->file = file;
	reader->ok = ini_parse(&scratch, file, text, &ini, reader->faults) && reader->ok;
	for (size_t i = 0; i < ini.count; i++)
		if (is_hallboard(ini.entries[i].section) || is_schedule(ini.entries[i].section) || is_ages(ini.entries[i].section)) {
			faults_add(reader->faults, file, ini.entries[i].line, 0,
				str_format(reader->arena, "[" STR_FMT "]", STR_ARG(ini.entries[i].section)),
				STR("only [SCREEN] and [SCREEN.BOX] in a file that is included"));
			reader->ok = false;
			ini.count = 0;
		}
	read_sections(reader, &ini);
	reader->file = outer;
	arena_finish(&scratch);
}

/* "boards/coverage, boards/teams" */
static void read_includes(struct layout_reader *reader, const struct ini *ini, const struct layout_shelf *shelf)
{
	const struct ini_entry *include = ini_find(ini, STR("hallboard"), STR("include"));
	struct str rest, piece, file, text;
	size_t count = 0;

	if (!include)
		return;
	rest = include->value;
	while (str_next(&rest, ',', &piece)) {
		struct ini_entry place = *include;

		place.value = str_trim(piece);
		place.value_column += (int)(place.value.bytes - include->value.bytes);
		if (++count <= LAYOUT_INCLUDES_MAX && shelf && shelf->find(shelf, reader->arena, place.value, &file, &text))
			read_included(reader, file, text);
		else
			layout_refuse(reader, &place, "names of layout files such as boards/teams, without .layout, at most 64");
	}
}

bool layout_parse(struct arena *arena, struct str file, struct str text, const struct layout_shelf *shelf, struct layout *layout,
	struct faults *faults)
{
	struct layout_reader reader = {.arena = arena, .file = file, .layout = layout, .faults = faults};
	struct arena scratch;
	struct ini ini;

	arena_init(&scratch);
	*layout = (struct layout){.file = file, .grid_columns = 12, .grid_rows = 8, .transition_ms = TRANSITION_MS};
	layout->screens = arena_array(arena, struct layout_screen, LAYOUT_SCREENS_MAX);
	layout->schedules = arena_array(arena, struct layout_schedule, LAYOUT_ITEMS_MAX);
	layout->ages = arena_array(arena, struct layout_ages, LAYOUT_AGES_MAX);
	reader.ok = ini_parse(&scratch, file, text, &ini, faults);
	read_sections(&reader, &ini);
	read_includes(&reader, &ini, shelf);
	read_lists(&reader, &ini);
	arena_finish(&scratch);
	if (layout->screen_count == 0) {
		faults_add(faults, file, 0, 0, STR("no screen"), STR("at least one " SECTIONS_UNDERSTOOD));
		reader.ok = false;
	}
	return reader.ok;
}
