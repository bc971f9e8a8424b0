#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/layout/layout_read.h"

/* Where boxes stand, and how large type is. */

enum { PLACE_PX_MAX = 20000 };

static bool next_word(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	if (rest->length == 0)
		return false;
	*word = str_part(*rest, 0, str_find(*rest, STR(" ")));
	*rest = str_part(*rest, word->length, rest->length);
	return true;
}

bool layout_read_place(struct layout_reader *reader, const struct ini_entry *entry, struct place *place)
{
	static const char expected[] = "COLUMN ROW WIDTH HEIGHT in grid cells from 1, X Y WIDTH HEIGHT px, or none";
	struct str rest = entry->value, word;
	int64_t number[4];
	int count = 0;

	*place = (struct place){.kind = PLACE_GRID};
	if (str_equal(entry->value, STR("none"))) {
		place->kind = PLACE_HIDDEN;
		return true;
	}
	while (count < 4 && next_word(&rest, &word) && str_integer(word, &number[count]))
		count++;
	rest = str_trim(rest);
	if (str_equal(rest, STR("px")))
		place->kind = PLACE_PX;
	if (count < 4 || (rest.length && place->kind != PLACE_PX) || number[2] < 1 || number[3] < 1) {
		layout_refuse(reader, entry, expected);
		return false;
	}
	for (int i = 0; i < 4; i++) {
		int64_t least = i < 2 && place->kind == PLACE_GRID ? 1 : 0;

		if (number[i] < least || number[i] > PLACE_PX_MAX) {
			layout_refuse(reader, entry, expected);
			return false;
		}
	}
	if (place->kind == PLACE_GRID && (number[0] + number[2] - 1 > reader->layout->grid_columns ||
		number[1] + number[3] - 1 > reader->layout->grid_rows)) {
		layout_refuse(reader, entry, "a place within the grid of [hallboard] grid");
		return false;
	}
	place->x = (int)number[0];
	place->y = (int)number[1];
	place->width = (int)number[2];
	place->height = (int)number[3];
	return true;
}

/* Edges are rounded, not sizes, so that neighbours meet. */
static struct rect between(double left, double top, double right, double bottom)
{
	int x = (int)lround(left), y = (int)lround(top);

	return (struct rect){x, y, (int)lround(right) - x, (int)lround(bottom) - y};
}

static struct rect place_px(const struct place *place, double scale_x, double scale_y)
{
	return between(place->x * scale_x, place->y * scale_y, (place->x + place->width) * scale_x,
		(place->y + place->height) * scale_y);
}

static const struct place *place_in(const struct layout_box *box, bool portrait, enum layout_state state)
{
	if (state == LAYOUT_LOWER)
		return portrait ? &box->lower_portrait : &box->lower;
	if (state == LAYOUT_SMALL)
		return portrait ? &box->small_portrait : &box->small;
	if (portrait)
		return &box->portrait;
	return state == LAYOUT_OLD ? &box->old : &box->at;
}

struct rect layout_place(const struct layout *layout, const struct layout_box *box, int width, int height, bool mirror,
	enum layout_state state)
{
	bool portrait = height > width;
	const struct place *place = place_in(box, portrait, state);
	double base_width = portrait ? LAYOUT_BASE_HEIGHT : LAYOUT_BASE_WIDTH;
	double base_height = portrait ? LAYOUT_BASE_WIDTH : LAYOUT_BASE_HEIGHT;
	struct rect whole = {0, 0, width, height}, at = {0};

	if (place->kind == PLACE_PX) {
		at = place_px(place, width / base_width, height / base_height);
	} else if (place->kind == PLACE_GRID) {
		double column = (double)width / layout->grid_columns, row = (double)height / layout->grid_rows;

		at = between((place->x - 1) * column, (place->y - 1) * row, (place->x - 1 + place->width) * column,
			(place->y - 1 + place->height) * row);
	}
	at = rect_intersect(at, whole);
	return mirror ? rect_mirror(at, whole) : at;
}

/* RATING.md's rule for walls is 20 minutes of arc, 17.5 mm at 3 m; on the base, 40 px is the smallest type that must be read, and
   its face height is 0.92 em. */
enum { ESSENTIAL_PX = 40, DISTANCE_MM = 3000 };

double layout_unit(int width, int height, int width_mm, int distance_mm)
{
	bool portrait = height > width;
	double x = (double)width / (portrait ? LAYOUT_BASE_HEIGHT : LAYOUT_BASE_WIDTH);
	double y = (double)height / (portrait ? LAYOUT_BASE_WIDTH : LAYOUT_BASE_HEIGHT);
	double unit = fmin(x, y), needed_mm, face_mm;

	if (width_mm <= 0)
		return unit;
	needed_mm = 17.5 * (distance_mm > 0 ? distance_mm : DISTANCE_MM) / DISTANCE_MM;
	face_mm = ESSENTIAL_PX * 0.92 * unit * width_mm / width;
	/* Larger type than a fifth more would break the boxes; --check says where the rule cannot be met. */
	return face_mm >= needed_mm ? unit : unit * fmin(needed_mm / face_mm, 1.2);
}
