#include "kiosk/widget/map_marks.h"

#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/map_findings.h"

enum {
	RASTER_PX = 12,
	PINS_MAX = 9,
	PIN_SIDE = 52,
	PIN_CASING = 4,
	LABEL_PX = 32,
	LABEL_WIDE = 200, /* a longer name takes two lines */
	HERE_PX = 12,     /* around the middle of the hall's own area that no name may cover */
	HERE_ABOVE = 70,
	LEADER_LEAST = 24, /* nearer than that the plate itself shows what it names */
	CELL_NAME_PX = 40,
	CELL_NOTE_PX = 32,
	CELL_PAD = 20
};

/* A name that has its place. */
struct name {
	struct rect at;
	struct path_point middle; /* of what it names */
	struct str text;
	enum theme_role ground, ink;
};

struct marks {
	const struct map_plate *plate;
	struct map_raster raster;
	struct name names[MAP_LABELS_MAX];
	size_t name_count;
	struct rect pins[PINS_MAX]; /* by number - 1; without width where there is none */
	struct rect own_pin;        /* of the hall's own area where its number is beyond those */
	int own_number;
};

static void draw_pin(const struct map_plate *plate, struct rect at, int number)
{
	struct text_style style = kit_style(plate->view, 32, TEXT_BOLD, ROLE_ON_PIN);
	const struct icon *icon = icons_find(plate->view->icons, STR("pin"));
	float scale = (float)at.width / ICON_BOX;
	struct transform transform = {scale, scale, (float)at.x, (float)at.y};

	if (!icon)
		return;
	draw_stroke(plate->list, icon->layers[0].path, transform, map_plate_tenths(plate, 20 * PIN_CASING),
		map_plate_color(plate, ROLE_BG));
	draw_path(plate->list, icon->layers[0].path, transform, map_plate_color(plate, ROLE_PIN));
	at.height = at.height * 76 / 100;
	style.align = ALIGN_CENTER;
	text_paragraph(plate->list, plate->view->metrics, &style, at, str_format(plate->list->arena, "%d", number));
}

/* The topmost blind cell of an area, so that its pin hides none of the others; NULL where there is none. */
static const struct map_cell *find_topmost(const struct map_plate *plate, uint32_t area)
{
	const struct map_cell *found = NULL;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		const struct map_cell *cell = &plate->sheet.cells[i];

		if (plate->blind[i] && !cell->around && areas_within(plate->about.areas, cell->area, area) &&
			(!found || cell->middle.y < found->middle.y))
			found = cell;
	}
	return found;
}

static int keep(int at, int low, int high)
{
	return at < low ? low : at > high ? high : at;
}

/* With its tip in a cell, and whole inside the box. */
static struct rect pin_at(const struct map_plate *plate, const struct map_cell *cell)
{
	int side = kit_px(plate->view, PIN_SIDE);
	struct rect room = rect_inset(plate->list->clip, kit_px(plate->view, PIN_CASING));

	return (struct rect){keep((int)lroundf(cell->middle.x) - side / 2, room.x, room.x + room.width - side),
		keep((int)lroundf(cell->middle.y) - side, room.y, room.y + room.height - side), side, side};
}

/* The first of the list, and the hall's own, which stands over them there. */
static void put_pin(const struct widget *self, struct marks *marks, uint32_t place, int number)
{
	const struct map_plate *plate = marks->plate;
	int count = widget_integer(self, "pin_count");
	bool listed = number >= 1 && number <= count, own = place == plate->view->area && count > 0 && number >= 1;
	const struct map_cell *cell = listed || own ? find_topmost(plate, place) : NULL;
	struct rect *pin = listed ? &marks->pins[number - 1] : &marks->own_pin;

	if (!cell)
		return;
	*pin = pin_at(plate, cell);
	map_raster_take(&marks->raster, *pin);
	if (!listed)
		marks->own_number = number;
}

/* By the numbers that the table gives, or counted as its rows inside of one area are, so that they are those of the
   list beside the map. Places are taken before any name is put. */
static void find_pins(const struct widget *self, struct marks *marks)
{
	const struct map_plate *plate = marks->plate;
	const struct table *table = snapshot_table(plate->view->snapshot, widget_value(self, "pins"));
	int area = table ? table_find_column(table, STR("area")) : TABLE_NO_COLUMN;
	int sequence = table ? table_find_column(table, STR("sequence")) : TABLE_NO_COLUMN, number = 0;
	uint32_t about = plate->view->focus < plate->about.areas->count ? plate->view->focus : 0;
	double given;

	if (area == TABLE_NO_COLUMN || sequence == TABLE_NO_COLUMN)
		return;
	for (size_t row = 0; row < table->row_count; row++) {
		uint32_t place = map_plate_area(plate, table, row, area);

		if (place == AREA_NONE || !areas_within(plate->about.areas, place, about) ||
			!table_number(table, row, sequence, &given))
			continue;
		number = about == 0 ? (int)given : number + 1; /* inside of an area its list counts anew */
		put_pin(self, marks, place, number);
	}
	if (marks->own_number) /* its row has the place of the last one */
		marks->pins[widget_integer(self, "pin_count") - 1] = (struct rect){0};
}

/* The point of a plate that is nearest to another. */
static struct path_point nearest(struct rect at, struct path_point to)
{
	return (struct path_point){fminf(fmaxf(to.x, (float)at.x), (float)(at.x + at.width)),
		fminf(fmaxf(to.y, (float)at.y), (float)(at.y + at.height))};
}

static bool stands_apart(const struct map_plate *plate, struct rect at, struct path_point from)
{
	struct path_point near = nearest(at, from);

	return hypotf(from.x - near.x, from.y - near.y) >= (float)kit_px(plate->view, LEADER_LEAST);
}

/* From a plate that stands apart to what it names. */
static void draw_leader(const struct map_plate *plate, struct rect at, struct path_point middle, enum theme_role ground)
{
	struct path_builder line = path_begin(plate->list->arena), dot = path_begin(plate->list->arena);
	struct path_point from = nearest(at, middle);
	const struct path *path;

	if (!stands_apart(plate, at, middle))
		return;
	path_move(&line, from.x, from.y);
	path_line(&line, middle.x, middle.y);
	path = path_seal(&line);
	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 70), map_plate_color(plate, ROLE_BG));
	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 30), map_plate_color(plate, ground));
	path_circle(&dot, middle.x, middle.y, map_plate_tenths(plate, 60));
	draw_path(plate->list, path_seal(&dot), TRANSFORM_NONE, map_plate_color(plate, ground));
}

static struct text_style name_style(const struct map_plate *plate, enum theme_role ink)
{
	struct text_style style = kit_style(plate->view, LABEL_PX, TEXT_BOLD, ink);

	style.least_px = 0;
	style.lines_max = 2;
	style.line_factor = 1.35f;
	style.align = ALIGN_CENTER;
	return style;
}

/* Finds a place near a spot for the name of what has its middle there or below. */
static void put_name(struct marks *marks, struct name name, struct path_point near, uint32_t outer)
{
	const struct map_plate *plate = marks->plate;
	struct text_style style = name_style(plate, name.ink);
	int pad = kit_px(plate->view, 16), room = kit_px(plate->view, LABEL_WIDE), high = kit_px(plate->view, 50);
	struct text_size size = text_measure(plate->view->metrics, &style, room, name.text);

	if (size.cut)
		size = text_measure(plate->view->metrics, &style, 2 * room, name.text);
	high += size.lines > 1 ? size.height / 2 : 0;
	if (marks->name_count == MAP_LABELS_MAX ||
		!map_raster_place(&marks->raster, near, outer, size.width + 2 * pad, high, &name.at))
		return; /* rather no name than one over another */
	if (!stands_apart(plate, name.at, near))
		name.middle = near; /* it shows by itself what it names */
	marks->names[marks->name_count++] = name;
}

/* Lines first, so that none runs over a name. */
static void draw_names(const struct marks *marks)
{
	const struct map_plate *plate = marks->plate;
	int pad = kit_px(plate->view, 16);

	for (size_t i = 0; i < marks->name_count; i++)
		draw_leader(plate, marks->names[i].at, marks->names[i].middle,
			marks->names[i].ground == ROLE_BG ? ROLE_INK : marks->names[i].ground);
	for (size_t i = 0; i < marks->name_count; i++) {
		const struct name *name = &marks->names[i];
		struct text_style style = name_style(plate, name->ink);

		draw_rounded(plate->list, name->at, (float)kit_px(plate->view, 8),
			(map_plate_color(plate, name->ground) & 0xffffff) | 0xf5000000);
		text_paragraph(plate->list, plate->view->metrics, &style,
			(struct rect){name->at.x + pad, name->at.y, name->at.width - 2 * pad + 1, name->at.height},
			name->text);
	}
}

/* Of all cells that stand under an area by one of its two borders. */
static bool middle_of(const struct map_plate *plate, uint32_t area, bool inner, struct path_point *middle)
{
	double x = 0, y = 0;
	size_t count = 0;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		const struct map_cell *cell = &plate->sheet.cells[i];

		if (cell->around || (inner ? cell->inner : cell->outer) != area)
			continue;
		x += cell->middle.x;
		y += cell->middle.y;
		count++;
	}
	if (count > 0)
		*middle = (struct path_point){(float)(x / (double)count), (float)(y / (double)count)};
	return count > 0;
}

/* The hall's own inner area, named beside it. */
static void put_here(struct marks *marks)
{
	const struct map_plate *plate = marks->plate;
	const struct areas *areas = snapshot_areas(plate->view->snapshot);
	int around = kit_px(plate->view, HERE_PX);
	struct path_point middle, near;

	if (plate->own == AREA_NONE || !middle_of(plate, plate->own, true, &middle))
		return;
	map_raster_take(
		&marks->raster, (struct rect){(int)middle.x - around, (int)middle.y - around, 2 * around, 2 * around});
	near = (struct path_point){middle.x, middle.y - (float)kit_px(plate->view, HERE_ABOVE)};
	put_name(marks,
		(struct name){.middle = middle,
			.text = kit_word(plate->view, "this_community"),
			.ground = ROLE_ACCENT,
			.ink = ROLE_ON_ACCENT},
		near, areas_up_to(areas, plate->own, plate->about.outer));
}

/* What is said under a pane's name: that nobody serves there, else its kind, which colour alone must not tell. */
static struct str note_of(const struct map_plate *plate, uint32_t index)
{
	int kind = (int)plate->roles[index] - ROLE_K1;

	if (plate->blind[index])
		return kit_word(plate->view, "map_no_team");
	return kind >= 0 && kind < 3 && plate->kinds[kind] ? kit_label(plate->view, plate->kinds[kind]) : STR("");
}

static void draw_cell_name(const struct map_plate *plate, uint32_t index, struct str name, struct str note)
{
	const struct view *view = plate->view;
	const struct map_cell *cell = &plate->sheet.cells[index];
	struct text_style bold = kit_style(view, CELL_NAME_PX, TEXT_BOLD, ROLE_INK);
	struct text_style small =
		kit_style(view, CELL_NOTE_PX, TEXT_REGULAR, plate->blind[index] ? ROLE_BLIND_HATCH : ROLE_INK2);
	int high = kit_px(view, CELL_NAME_PX) * 4 / 3, low = note.length ? kit_px(view, CELL_NOTE_PX) * 4 / 3 : 0;
	int room = (int)((cell->high.x - cell->low.x) * 0.6f), width, wide;
	struct rect at;

	width = text_measure(view->metrics, &bold, 8 * room, name).width;
	wide = note.length ? text_measure(view->metrics, &small, 8 * room, note).width : 0;
	width = (width > wide ? width : wide) + kit_px(view, CELL_PAD);
	width = width > room ? room : width;
	at = (struct rect){(int)cell->middle.x - width / 2, (int)cell->middle.y - (high + low) / 2, width, high + low};
	if (width < high)
		return;
	if (plate->blind[index])
		draw_rounded(plate->list, at, (float)kit_px(view, 8), map_plate_color(plate, ROLE_BLIND_GROUND));
	bold.align = small.align = ALIGN_CENTER;
	kit_text_fit(plate->list, view, rect_cut_top(&at, high), &bold, name);
	if (note.length)
		kit_text_fit(plate->list, view, at, &small, note);
}

static void draw_cell_names(const struct map_plate *plate)
{
	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		const struct map_cell *cell = &plate->sheet.cells[i];

		if (!cell->around && cell->area != AREA_NONE)
			draw_cell_name(plate, i, kit_label(plate->view, &plate->about.areas->items[cell->area].name),
				note_of(plate, i));
	}
}

static uint32_t next_at(const struct map_plate *plate, const struct map_raster *raster, int row, int column)
{
	uint32_t cell = raster->cells[row * raster->columns + column];

	return cell == UINT32_MAX ? AREA_NONE : map_plate_next(plate, &plate->sheet.cells[cell]);
}

/* Where a finger goes in: runs of the raster that lie in the same area of the next level. */
static void put_targets(struct marks *marks)
{
	const struct map_plate *plate = marks->plate;
	const struct map_raster *raster = &marks->raster;

	for (int row = 0; row < raster->rows; row++)
		for (int column = 0, to; column < raster->columns; column = to) {
			uint32_t next = next_at(plate, raster, row, column);
			struct rect run = {raster->box.x + column * raster->step_px,
				raster->box.y + row * raster->step_px, 0, raster->step_px};

			for (to = column + 1; to < raster->columns && next_at(plate, raster, row, to) == next; to++)
				;
			run.width = (to - column) * raster->step_px;
			if (next != AREA_NONE && plate->view->layout_screen && plate->view->layout_screen->tour_s > 0)
				draw_target(
					plate->list, run, INTENT_AREA, (int)next, plate->about.areas->items[next].id);
		}
}

static void put_names(struct marks *marks)
{
	const struct areas *areas = snapshot_areas(marks->plate->view->snapshot);
	uint32_t about = marks->plate->view->focus < areas->count ? marks->plate->view->focus : 0;
	struct path_point middle;

	for (uint32_t i = 0; i < areas->count && marks->raster.taken_count < MAP_LABELS_MAX; i++)
		if (str_equal(areas->items[i].level, marks->plate->about.outer) && areas_within(areas, i, about) &&
			middle_of(marks->plate, i, false, &middle))
			put_name(marks,
				(struct name){.middle = middle,
					.text = kit_label(marks->plate->view, &areas->items[i].name),
					.ground = ROLE_BG,
					.ink = ROLE_INK},
				middle, i);
}

void map_marks_draw(const struct widget *self, const struct map_plate *plate)
{
	struct marks marks = {.plate = plate};

	map_raster_make(plate->scratch, &plate->sheet, plate->blind, plate->list->clip, kit_px(plate->view, RASTER_PX),
		&marks.raster);
	if (plate->detail) {
		draw_cell_names(plate);
		map_findings_draw(self, plate);
		put_targets(&marks);
		return;
	}
	find_pins(self, &marks);
	map_findings_take(self, plate, &marks.raster);
	put_here(&marks);
	put_names(&marks);
	draw_names(&marks);
	map_findings_draw(self, plate);
	put_targets(&marks);
	for (int i = 0; i < PINS_MAX; i++)
		if (marks.pins[i].width)
			draw_pin(plate, marks.pins[i], i + 1);
	if (marks.own_number)
		draw_pin(plate, marks.own_pin, marks.own_number);
}
