#include "kiosk/theme_sight.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/paint/shapes.h"

/*
 * Colour blindness by G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation
 * of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), severity 1.0, on
 * linear RGB. Differences by CIE 1976: a pixel counts where it is SEEN apart or more, which is several times what can
 * just be noticed.
 */

#define SEEN 12.0

enum { SIDE = 28, PIXELS = SIDE * SIDE, INSET = 2 };

#define DOT_RADIUS 4.0f

struct lab {
	double l, a, b;
};

struct mark {
	uint32_t pixels[PIXELS];
	bool covered[PIXELS]; /* else its ground */
	int area;
	struct lab seen[SIGHT_COUNT][PIXELS];
};

static const double matrices[SIGHT_COUNT][9] = {
	[SIGHT_GREY] = {0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722},
	[SIGHT_DEUTAN] = {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	[SIGHT_PROTAN] = {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
};

static double linear(uint32_t channel)
{
	double value = (double)(channel & 0xff) / 255;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double fold(double value)
{
	return value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116;
}

static double within(double value)
{
	return value < 0 ? 0 : value > 1 ? 1 : value;
}

/* As somebody sees it, in CIE L*a*b* (D65). */
static struct lab seen(uint32_t color, enum sight sight)
{
	const double *m = matrices[sight], rgb[3] = {linear(color >> 16), linear(color >> 8), linear(color)};
	double red = within(m[0] * rgb[0] + m[1] * rgb[1] + m[2] * rgb[2]);
	double green = within(m[3] * rgb[0] + m[4] * rgb[1] + m[5] * rgb[2]);
	double blue = within(m[6] * rgb[0] + m[7] * rgb[1] + m[8] * rgb[2]);
	double x = fold((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
	double y = fold(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
	double z = fold((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883);

	return (struct lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/* What one mark is painted with. */
struct desk {
	const struct theme *theme;
	struct shapes *shapes;
	struct lattice lattice;
	struct pixels target;
};

static void fill_box(struct desk *desk, struct rect box, struct ink ink)
{
	struct brush brush = brush_begin(desk->target, pixels_rect(desk->target), &ink, &desk->lattice);

	brush_box(&brush, box);
}

static void paint_path(struct desk *desk, const struct path *path, struct transform transform, uint32_t color)
{
	struct brush brush = brush_begin(desk->target, pixels_rect(desk->target), &(struct ink){.color = color}, NULL);

	shapes_path(desk->shapes, &brush, path, transform);
}

static void paint_tier(struct desk *desk, const struct icons *icons, size_t tier)
{
	static const char *const names[SIGHT_TIERS] = {"tier-1", "tier-2", "tier-3", "tier-4"};
	const struct icon *icon = icons_find(icons, str_from(names[tier]));
	float scale = (float)SIDE / ICON_BOX;

	for (size_t i = 0; icon && i < icon->layer_count; i++)
		paint_path(desk, icon->layers[i].path, (struct transform){scale, scale, 0, 0},
			desk->theme->color[icon->layers[i].fill == ICON_TONE ? ROLE_T1 + tier : ROLE_ON_TIER]);
}

static void paint_dot(struct desk *desk)
{
	struct arena arena;
	struct path_builder builder;

	arena_init(&arena);
	builder = path_begin(&arena);
	path_circle(&builder, SIDE / 2.0f, SIDE / 2.0f, DOT_RADIUS);
	paint_path(desk, path_seal(&builder), TRANSFORM_NONE, desk->theme->color[ROLE_KDOT]);
	arena_finish(&arena);
}

static void paint_kind(struct desk *desk, size_t kind)
{
	enum theme_role role = (enum theme_role)(ROLE_K1 + kind);
	const struct theme_pattern *pattern = &desk->theme->pattern[role];
	struct rect box = {INSET, INSET, SIDE - 2 * INSET, SIDE - 2 * INSET};
	int edge = pattern->kind == THEME_EDGE ? (int)ceilf(pattern->edge_width) : 0;

	if (edge)
		fill_box(desk, box, (struct ink){.color = desk->theme->color[pattern->edge_role]});
	box = (struct rect){box.x + edge, box.y + edge, box.width - 2 * edge, box.height - 2 * edge};
	fill_box(desk, box, theme_ink(desk->theme, role, 1));
	if (role == ROLE_K3)
		paint_dot(desk);
}

/* Most pixels are of the colour before. */
static void look(struct mark *mark)
{
	for (int sight = 0; sight < SIGHT_COUNT; sight++)
		for (int i = 0; i < PIXELS; i++)
			mark->seen[sight][i] = i && mark->pixels[i] == mark->pixels[i - 1]
						       ? mark->seen[sight][i - 1]
						       : seen(mark->pixels[i], (enum sight)sight);
}

static void paint(const struct theme *theme, const struct icons *icons, size_t index, struct mark *mark)
{
	uint32_t ground = theme->color[index < SIGHT_TIERS ? ROLE_BG : ROLE_MAP_GROUND];
	struct desk desk = {.theme = theme,
		.shapes = shapes_create(),
		.target = {mark->pixels, SIDE, SIDE, SIDE * (int)sizeof(uint32_t)}};

	mark->area = 0;
	fill_box(&desk, (struct rect){0, 0, SIDE, SIDE}, (struct ink){.color = ground});
	if (index < SIGHT_TIERS)
		paint_tier(&desk, icons, index);
	else
		paint_kind(&desk, index - SIGHT_TIERS);
	for (int i = 0; i < PIXELS; i++) {
		mark->covered[i] = ((mark->pixels[i] ^ ground) & 0xffffff) != 0;
		mark->area += mark->covered[i];
	}
	look(mark);
	lattice_finish(&desk.lattice);
	shapes_destroy(desk.shapes);
}

static double apart(const struct mark *a, const struct mark *b, enum sight sight)
{
	int least = a->area < b->area ? a->area : b->area, count = 0;

	for (int i = 0; i < PIXELS; i++) {
		struct lab one = a->seen[sight][i], two = b->seen[sight][i];

		if (!a->covered[i] && !b->covered[i])
			continue;
		count += hypot(one.l - two.l, hypot(one.a - two.a, one.b - two.b)) >= SEEN;
	}
	return least ? (double)count / least : 0;
}

double theme_sight_apart(const struct theme *theme, const struct icons *icons, size_t a, size_t b, enum sight sight)
{
	struct mark *marks = calloc(2, sizeof(*marks));
	double share;

	REQUIRE(marks);
	paint(theme, icons, a, &marks[0]);
	paint(theme, icons, b, &marks[1]);
	share = apart(&marks[0], &marks[1], sight);
	free(marks);
	return share;
}

static struct str name_of(struct arena *arena, size_t mark)
{
	return mark < SIGHT_TIERS ? str_format(arena, "t%zu", mark + 1)
				  : str_format(arena, "k%zu", mark - SIGHT_TIERS + 1);
}

static void check(const struct mark *marks, size_t a, size_t b, struct str file, struct faults *faults)
{
	static const char *const ways[SIGHT_COUNT] = {[SIGHT_GREY] = "in greyscale",
		[SIGHT_DEUTAN] = "with deuteranopia",
		[SIGHT_PROTAN] = "with protanopia"};

	for (int sight = 0; sight < SIGHT_COUNT; sight++) {
		double found = apart(&marks[a], &marks[b], (enum sight)sight);

		if (found < SIGHT_APART_LEAST)
			faults_add(faults, file, 0, 0,
				str_format(faults->arena, "the marks of " STR_FMT " and " STR_FMT " %.0f %% apart %s",
					STR_ARG(name_of(faults->arena, a)), STR_ARG(name_of(faults->arena, b)),
					found * 100, ways[sight]),
				str_format(faults->arena,
					"%.0f %% or more of their area, by shape, dot, edge or lightness",
					SIGHT_APART_LEAST * 100));
	}
}

bool theme_sight_check(const struct theme *theme, const struct icons *icons, struct str file, struct faults *faults)
{
	size_t before = faults->total;
	struct mark *marks = calloc(SIGHT_MARKS, sizeof(*marks));

	REQUIRE(marks);
	for (size_t i = 0; i < SIGHT_MARKS; i++)
		paint(theme, icons, i, &marks[i]);
	for (size_t a = 0; a < SIGHT_MARKS; a++)
		for (size_t b = a + 1; b < (a < SIGHT_TIERS ? SIGHT_TIERS : SIGHT_MARKS); b++)
			check(marks, a, b, file, faults);
	free(marks);
	return faults->total == before;
}
