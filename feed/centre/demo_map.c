#include "feed/centre/demo_job.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/demo_sheet.h"

/* The area tree and the grids' shapes on a made-up place of the globe. */

static const double middle_longitude = 87.3, middle_latitude = 44.0;
static const struct demo_point middle = {602, 403};
static const double degrees_a_unit = 1.6 / 1148; /* of longitude */
static const double narrowing = 0.7193398;       /* of a degree of longitude at the middle: cos 44 degrees */

static bool write_areas(const struct demo_job *job, struct error *error)
{
	const struct demo_tree *tree = job->tree;
	struct demo_sheet sheet;

	demo_sheet_begin(&sheet, job->arena, "id,parent,level,kind,name_*");
	for (uint32_t i = 0; i < tree->count; i++) {
		const struct demo_area *area = &tree->areas[i];

		demo_sheet_text(&sheet, area->id);
		demo_sheet_text(&sheet, i ? tree->areas[area->parent].id : STR(""));
		demo_sheet_text(&sheet, area->level);
		demo_sheet_text(&sheet, area->kind);
		demo_sheet_label(&sheet, &area->name);
		demo_sheet_end_row(&sheet);
	}
	return demo_sheet_save(&sheet, job->folder, "areas.csv", error);
}

static struct str point_text(struct arena *arena, struct demo_point point)
{
	return str_format(arena, "[%.6f,%.6f]", middle_longitude + (point.x - middle.x) * degrees_a_unit,
		middle_latitude - (point.y - middle.y) * degrees_a_unit * narrowing);
}

/* Anticlockwise as seen on the ground, and closed, as RFC 7946 wants. */
static struct str ring_text(struct arena *arena, const struct demo_lattice *lattice, const struct demo_ring *ring)
{
	struct demo_polygon polygon = {arena_array(arena, struct demo_point, ring->count), ring->count};
	struct str text = STR("");
	bool turned;

	for (size_t i = 0; i < ring->count; i++)
		polygon.points[i] = lattice->points[ring->points[i]];
	turned = demo_shape_area(&polygon) > 0;
	for (size_t i = 0; i <= ring->count; i++) {
		size_t at = turned ? (2 * ring->count - i) % ring->count : i % ring->count;
		struct str point = point_text(arena, polygon.points[at]);

		text = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "," : "", STR_ARG(point));
	}
	return text;
}

static bool write_map(const struct demo_job *job, struct error *error)
{
	const struct demo_tree *tree = job->tree;
	const struct demo_lattice *lattice = &tree->country->lattice;
	struct str says = demo_tree_note(job->names);
	struct demo_sheet sheet = {.arena = job->arena};

	/* It goes into JSON as it stands. */
	REQUIRE(str_find(says, STR("\"")) == says.length && str_find(says, STR("\\")) == says.length);
	demo_sheet_put(&sheet,
		str_format(job->arena, "{\"type\":\"FeatureCollection\",\"note\":\"" STR_FMT "\",\"features\":[\n",
			STR_ARG(says)));
	for (uint32_t i = tree->first[DEMO_GRID]; i < tree->count; i++) {
		struct str ring = ring_text(job->arena, lattice, &lattice->rings[tree->areas[i].pane]);

		demo_sheet_put(
			&sheet, str_format(job->arena,
					"{\"type\":\"Feature\",\"id\":\"" STR_FMT "\",\"properties\":{},"
					"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[" STR_FMT "]]}}%s\n",
					STR_ARG(tree->areas[i].id), STR_ARG(ring), i + 1 < tree->count ? "," : ""));
	}
	demo_sheet_put(&sheet, STR("]}\n"));
	return demo_sheet_save(&sheet, job->folder, "map.geojson", error);
}

bool demo_map_write(const struct demo_job *job, struct error *error)
{
	return write_areas(job, error) && write_map(job, error);
}
