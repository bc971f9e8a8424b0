#include "feed/centre/coverage.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/shape.h"
#include "feed/centre/store.h"
#include "feed/centre/tiling.h"

enum { GRIDS_MAX = 100000, EXEMPT_MAX = 200000 };

/* A community or a piece of exempt ground, by the box around it. */
struct box {
	struct str id, rings;
	double west, east, south, north;
};

struct check {
	struct store *store;
	struct coverage_count *count;
	struct arena arena;  /* as long as the check */
	struct arena group;  /* of one community */
	struct ground ground;
	struct store_query *insert;
	struct box *communities, *exempt;
	GEOSSTRtree *community_tree, *exempt_tree; /* owned */
	size_t community_count, exempt_count;
	struct error *error;
	bool stored;

	struct str community; /* the one that is checked */
	struct str *grid_ids;
	struct map_shape *grids;
	size_t grid_count, id_capacity, grid_capacity;
	double square_metres; /* of its ground */
};

static const char *const kind_names[] = {"gap", "overlap", "outside", "sliver", "broken"};

static void find_box(const struct map_shape *shape, struct box *box)
{
	box->west = box->south = 1e9;
	box->east = box->north = -1e9;
	for (uint32_t r = 0; r < shape->ring_count; r++) {
		for (uint32_t i = 0; i < shape->rings[r].count; i++) {
			struct map_point point = shape->rings[r].points[i];

			box->west = point.longitude < box->west ? point.longitude : box->west;
			box->east = point.longitude > box->east ? point.longitude : box->east;
			box->south = point.latitude < box->south ? point.latitude : box->south;
			box->north = point.latitude > box->north ? point.latitude : box->north;
		}
	}
}

static GEOSGeometry *box_geometry(struct check *check, const struct box *box)
{
	GEOSCoordSequence *corners = GEOSCoordSeq_create_r(check->ground.geos, 2, 2);

	GEOSCoordSeq_setXY_r(check->ground.geos, corners, 0, box->west, box->south);
	GEOSCoordSeq_setXY_r(check->ground.geos, corners, 1, box->east, box->north);
	return GEOSGeom_createLineString_r(check->ground.geos, corners);
}

/* Rings stay packed; a box each goes into the tree. */
static bool load_boxes(struct check *check, const char *sql, struct box **boxes, size_t *count, GEOSSTRtree **tree)
{
	struct store_query *query = store_prepare(check->store, sql, check->error);
	size_t capacity = 0;
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, check->error)) == STORE_ROW) {
		struct map_shape shape;
		struct box box = {.id = str_copy(&check->arena, store_text(query, 0))};

		arena_clear(&check->group);
		if (!shape_unpack(&check->group, store_text(query, 1), &shape))
			continue;
		box.rings = str_copy(&check->arena, store_text(query, 1));
		find_box(&shape, &box);
		*boxes = arena_grow(&check->arena, *boxes, *count, &capacity, sizeof(box));
		(*boxes)[(*count)++] = box;
	}
	store_reset(query);
	*tree = GEOSSTRtree_create_r(check->ground.geos, 10);
	for (size_t i = 0; i < *count; i++) {
		GEOSGeometry *line = box_geometry(check, &(*boxes)[i]);

		GEOSSTRtree_insert_r(check->ground.geos, *tree, line, &(*boxes)[i]);
		GEOSGeom_destroy_r(check->ground.geos, line);
	}
	return step == STORE_DONE;
}

static void count_finding(struct coverage_count *count, const char *kind, double square_metres)
{
	count->gaps += strcmp(kind, "gap") == 0;
	count->overlaps += strcmp(kind, "overlap") == 0;
	count->outside += strcmp(kind, "outside") == 0;
	count->slivers += strcmp(kind, "sliver") == 0;
	count->shared += strcmp(kind, "two_communities") == 0;
	count->broken += strcmp(kind, "broken") == 0;
	count->gap_m2 += strcmp(kind, "gap") == 0 ? square_metres : 0;
	count->overlap_m2 += strcmp(kind, "overlap") == 0 ? square_metres : 0;
}

static void bind_maybe(struct store_query *query, int at, struct str text)
{
	if (text.length)
		store_bind_text(query, at, text);
	else
		store_bind_null(query, at);
}

static void put_finding(
	struct check *check, const char *kind, struct str area, struct str other, double square_metres, const GEOSGeometry *geometry)
{
	struct map_shape shape = {.ring_count = 0};

	if (geometry)
		ground_shape(&check->ground, &check->group, geometry, &shape);
	store_bind_text(check->insert, 1, area);
	store_bind_text(check->insert, 2, str_from(kind));
	bind_maybe(check->insert, 3, other);
	store_bind_number(check->insert, 4, square_metres);
	if (check->square_metres > 0)
		store_bind_number(check->insert, 5, square_metres < check->square_metres ? square_metres / check->square_metres : 1);
	else
		store_bind_null(check->insert, 5);
	if (shape.ring_count)
		store_bind_bytes(check->insert, 6, shape_pack(&check->group, &shape));
	else
		store_bind_null(check->insert, 6);
	check->stored = store_step(check->insert, check->error) == STORE_DONE && check->stored;
	store_reset(check->insert);
	count_finding(check->count, kind, square_metres);
}

/* A piece beyond the community may lie in others. */
struct neighbours {
	struct check *check;
	const GEOSGeometry *piece;
	struct str grid;
	bool found;
};

static void take_neighbour(void *item, void *self)
{
	struct neighbours *neighbours = self;
	struct check *check = neighbours->check;
	const struct box *box = item;
	struct map_shape shape;
	GEOSGeometry *geometry, *both;

	if (str_equal(box->id, check->community) || !shape_unpack(&check->group, box->rings, &shape))
		return;
	geometry = ground_geometry(&check->ground, &shape);
	both = geometry ? GEOSIntersection_r(check->ground.geos, geometry, neighbours->piece) : NULL;
	if (both && ground_area(&check->ground, both) >= TILING_AREA_M2) {
		neighbours->found = true;
		put_finding(check, "two_communities", neighbours->grid, box->id, ground_area(&check->ground, both), both);
	}
	GEOSGeom_destroy_r(check->ground.geos, both);
	GEOSGeom_destroy_r(check->ground.geos, geometry);
}

static bool lies_in_another(struct check *check, struct str grid, const GEOSGeometry *piece)
{
	struct neighbours neighbours = {check, piece, grid, false};
	struct map_shape shape;
	struct box box;
	GEOSGeometry *line;

	ground_shape(&check->ground, &check->group, piece, &shape);
	find_box(&shape, &box);
	line = box_geometry(check, &box);
	GEOSSTRtree_query_r(check->ground.geos, check->community_tree, line, take_neighbour, &neighbours);
	GEOSGeom_destroy_r(check->ground.geos, line);
	return neighbours.found;
}

static void take_finding(void *self, const struct tiling_finding *finding)
{
	struct check *check = self;
	struct str area = finding->grid >= 0 ? check->grid_ids[finding->grid] : check->community;
	struct str other = finding->other >= 0 ? check->grid_ids[finding->other] : STR("");

	check->square_metres = finding->community_m2;

	if (finding->kind == TILING_OUTSIDE && lies_in_another(check, area, finding->geometry))
		return;
	put_finding(check, kind_names[finding->kind], area, other, finding->square_metres, finding->geometry);
}

/* Exempt ground around the community, as one geometry. */
struct exempting {
	struct check *check;
	GEOSGeometry *sum;
};

static void take_exempt(void *item, void *self)
{
	struct exempting *exempting = self;
	struct check *check = exempting->check;
	const struct box *box = item;
	struct map_shape shape;
	GEOSGeometry *geometry, *sum;

	if (!shape_unpack(&check->group, box->rings, &shape) || !(geometry = ground_geometry(&check->ground, &shape)))
		return;
	sum = exempting->sum ? GEOSUnion_r(check->ground.geos, exempting->sum, geometry) : GEOSGeom_clone_r(check->ground.geos, geometry);
	GEOSGeom_destroy_r(check->ground.geos, geometry);
	if (!sum)
		return;
	GEOSGeom_destroy_r(check->ground.geos, exempting->sum);
	exempting->sum = sum;
}

static GEOSGeometry *exempt_around(struct check *check, const struct map_shape *shape)
{
	struct exempting exempting = {check, NULL};
	struct box box;
	GEOSGeometry *line;

	if (!check->exempt_count)
		return NULL;
	find_box(shape, &box);
	line = box_geometry(check, &box);
	GEOSSTRtree_query_r(check->ground.geos, check->exempt_tree, line, take_exempt, &exempting);
	GEOSGeom_destroy_r(check->ground.geos, line);
	return exempting.sum;
}

static bool check_community(struct check *check, const struct map_shape *community)
{
	const struct map_shape *first = community ? community : check->grid_count ? check->grids : NULL;
	struct tiling tiling = {.ground = &check->ground, .community = community, .grids = check->grids, .count = (int)check->grid_count,
		.take = take_finding, .self = check};
	GEOSGeometry *exempt;
	bool checked;

	if (!first || check->grid_count == 0)
		return true; /* without grids: told by the tree of areas alone */
	ground_set(&check->ground, first->rings[0].points[0]);
	exempt = exempt_around(check, first);
	tiling.exempt = exempt;
	checked = tiling_check(&tiling);
	GEOSGeom_destroy_r(check->ground.geos, tiling.sum);
	GEOSGeom_destroy_r(check->ground.geos, exempt);
	check->count->communities += community != NULL;
	check->count->grids += (int64_t)check->grid_count;
	return checked || error_set(check->error, "the map of community " STR_FMT " cannot be checked: %s", STR_ARG(check->community),
				  check->ground.trouble);
}

static void start_group(struct check *check, struct str community)
{
	arena_clear(&check->group);
	check->community = str_copy(&check->group, community);
	check->grid_ids = NULL;
	check->grids = NULL;
	check->grid_count = check->id_capacity = check->grid_capacity = 0;
}

static bool put_grid(struct check *check, struct str id, struct str rings)
{
	struct map_shape shape;

	if (!shape_unpack(&check->group, rings, &shape) || check->grid_count == GRIDS_MAX)
		return check->grid_count < GRIDS_MAX || error_set(check->error, "a community of over %d grids", GRIDS_MAX);
	check->grid_ids = arena_grow(&check->group, check->grid_ids, check->grid_count, &check->id_capacity, sizeof(struct str));
	check->grids = arena_grow(&check->group, check->grids, check->grid_count, &check->grid_capacity, sizeof(shape));
	check->grid_ids[check->grid_count] = str_copy(&check->group, id);
	shape.area = check->grid_ids[check->grid_count];
	check->grids[check->grid_count++] = shape;
	return true;
}

static bool check_group(struct check *check)
{
	struct map_shape shape;

	for (size_t low = 0, high = check->community_count; low < high;) {
		size_t middle = (low + high) / 2;
		int order = str_compare(check->communities[middle].id, check->community);

		if (order == 0)
			return check_community(
				check, shape_unpack(&check->group, check->communities[middle].rings, &shape) ? &shape : NULL);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return check_community(check, NULL);
}

/* Grids come with those of one community after another. */
static bool check_all(struct check *check)
{
	struct store_query *query = store_prepare(check->store,
		"SELECT parent, id, rings FROM areas JOIN shapes ON shapes.area = areas.id WHERE level = 'grid' AND parent IS NOT NULL"
		" ORDER BY parent, id",
		check->error);
	enum store_step step;
	bool good = query;

	if (!query)
		return false;
	start_group(check, STR(""));
	while (good && (step = store_step(query, check->error)) == STORE_ROW) {
		if (!str_equal(store_text(query, 0), check->community)) {
			good = check_group(check);
			start_group(check, store_text(query, 0));
		}
		good = good && put_grid(check, store_text(query, 1), store_text(query, 2));
	}
	store_reset(query);
	return good && step == STORE_DONE && check_group(check) && check->stored;
}

static bool begin(struct check *check)
{
	static const char communities[] =
		"SELECT area, rings FROM shapes JOIN areas ON areas.id = shapes.area WHERE level = 'community' ORDER BY area";

	if (!store_run(check->store, "DELETE FROM coverage_faults", check->error) ||
		!load_boxes(check, communities, &check->communities, &check->community_count, &check->community_tree) ||
		!load_boxes(check, "SELECT id, rings FROM exempt ORDER BY id", &check->exempt, &check->exempt_count, &check->exempt_tree))
		return false;
	check->insert = store_prepare(check->store,
		"INSERT INTO coverage_faults (area, finding, other, square_metres, share, rings) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
		check->error);
	return check->insert;
}

bool coverage_check(struct store *store, struct coverage_count *count, struct error *error)
{
	struct check check = {.store = store, .count = count, .error = error, .stored = true};
	bool checked;

	*count = (struct coverage_count){0};
	arena_init(&check.arena);
	arena_init(&check.group);
	ground_init(&check.ground);
	checked = begin(&check) && check_all(&check);
	if (check.community_tree)
		GEOSSTRtree_destroy_r(check.ground.geos, check.community_tree);
	if (check.exempt_tree)
		GEOSSTRtree_destroy_r(check.ground.geos, check.exempt_tree);
	ground_finish(&check.ground);
	arena_finish(&check.group);
	arena_finish(&check.arena);
	return checked;
}

static struct str one_or_more(struct arena *arena, struct str text, int64_t count, const char *one, const char *more)
{
	if (count == 0)
		return text;
	return str_format(arena, STR_FMT "%s%lld %s", STR_ARG(text), text.length ? ", " : "", (long long)count, count == 1 ? one : more);
}

struct str coverage_text(struct arena *arena, const struct coverage_count *count)
{
	struct str found = STR("");

	if (count->grids == 0)
		return STR("coverage goes by the list of areas: no grid has a shape on the map");
	found = one_or_more(arena, found, count->gaps, "gap", "gaps");
	if (count->gaps)
		found = str_format(arena, STR_FMT " (%.0f m2)", STR_ARG(found), count->gap_m2);
	found = one_or_more(arena, found, count->overlaps, "overlap", "overlaps");
	if (count->overlaps)
		found = str_format(arena, STR_FMT " (%.0f m2)", STR_ARG(found), count->overlap_m2);
	found = one_or_more(arena, found, count->outside, "piece outside its community", "pieces outside their communities");
	found = one_or_more(arena, found, count->shared, "piece in a second community", "pieces in a second community");
	found = one_or_more(arena, found, count->slivers, "community with slivers below 0.5 m", "communities with slivers below 0.5 m");
	found = one_or_more(arena, found, count->broken, "shape that cannot be read", "shapes that cannot be read");
	return str_format(arena, "coverage: %lld grids checked against %lld communities on the map; " STR_FMT, (long long)count->grids,
		(long long)count->communities, STR_ARG(found.length ? found
			: count->communities ? STR("they tile them without gap or overlap")
					     : STR("they do not overlap; no community has a shape, so gaps could not be looked for")));
}
