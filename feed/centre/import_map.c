#include "feed/centre/import_job.h"

#include "feed/base/arena.h"
#include "feed/centre/coverage.h"
#include "feed/centre/frame.h"
#include "feed/centre/ground.h"
#include "feed/centre/import_progress.h"
#include "feed/centre/meridian.h"
#include "feed/centre/shape.h"
#include "feed/wire/wire.h"

/* Shapes feature by feature: those of areas, and of ground that needs no grid. The reader checks their form; here they are brought to
   WGS 84, checked for crossings and meet the tree. */

enum { EXEMPT_ID_BYTES_MAX = 25 /* an area's id without the prefix that it is published with */ };

#define EXEMPT_KINDS "road|water|green|other"

struct shapes {
	struct import_job *job;
	struct import_index seen; /* area -> line */
	struct store_query *insert;
	struct arena scratch; /* of one feature */
	struct arena work;    /* of what is made of it */
	struct ground ground;
	int64_t points, repaired, split;
	bool exempt;
	struct import_progress progress;
};

static void shape_fault(
	struct shapes *shapes, const struct map_feature *feature, struct str found, struct str expected, struct str mend)
{
	struct arena *arena = &shapes->work;
	struct str of = str_format(arena, "%s " STR_FMT ": " STR_FMT, shapes->exempt ? "exempt" : "area",
		STR_ARG(import_quote(arena, feature->shape.area)), STR_ARG(found));

	import_fault(shapes->job, feature->line, 0, of, expected, mend);
}

static bool check_area(struct shapes *shapes, const struct map_feature *feature)
{
	struct import_job *job = shapes->job;
	struct str area = feature->shape.area;
	struct import_entry *entry;
	bool made;

	if (!shapes->exempt && (area.length == 0 || !import_index_find(&job->areas, area))) {
		shape_fault(shapes, feature, STR("unknown"), STR("the id of an imported area"), STR(""));
		return false;
	}
	entry = import_index_put(&shapes->seen, str_copy(job->long_arena, area), feature->line, &made);
	if (!made)
		shape_fault(shapes, feature, STR("a second shape"),
			str_format(&shapes->work, "one; the first stands in line %d", entry->value), STR(""));
	return made;
}

static bool check_exempt(struct shapes *shapes, const struct map_feature *feature)
{
	if (!shapes->exempt)
		return true;
	if (import_word_find(EXEMPT_KINDS, feature->kind) < 0) {
		shape_fault(shapes, feature, str_format(&shapes->work, "kind " STR_FMT, STR_ARG(import_quote(&shapes->work, feature->kind))),
			STR("a property kind: road, water, green or other"), STR(""));
		return false;
	}
	if (feature->shape.area.length == 0 || feature->shape.area.length > EXEMPT_ID_BYTES_MAX) {
		shape_fault(shapes, feature, STR("an id of another length"),
			str_format(&shapes->work, "1 to %d bytes", EXEMPT_ID_BYTES_MAX), STR(""));
		return false;
	}
	return true;
}

static void convert(struct shapes *shapes, struct map_shape *shape)
{
	enum import_frame frame = shapes->job->request->frame;

	for (uint32_t r = 0; r < shape->ring_count; r++)
		for (uint32_t i = 0; i < shape->rings[r].count; i++)
			shape->rings[r].points[i] = frame_to_wgs84(frame, shape->rings[r].points[i]);
}

static void repair(struct shapes *shapes, struct map_shape *shape)
{
	GEOSGeometry *whole = ground_geometry(&shapes->ground, shape);

	shape->ring_count = 0;
	if (whole)
		ground_shape(&shapes->ground, &shapes->work, whole, shape);
	GEOSGeom_destroy_r(shapes->ground.geos, whole);
	shapes->repaired++;
}

/* Rings that cross are named with their place, or parted where that was asked for. */
static bool check_rings(struct shapes *shapes, struct map_feature *feature)
{
	struct map_shape *shape = &feature->shape;
	struct ground_flaw flaw;

	if (meridian_is_crossed(shape)) {
		shapes->split++;
		return meridian_split(&shapes->ground, &shapes->work, shape);
	}
	ground_set(&shapes->ground, shape->rings[0].points[0]);
	if (ground_is_sound(&shapes->ground, shape, &flaw))
		return true;
	if (shapes->job->request->repair) {
		repair(shapes, shape);
		if (shape->ring_count)
			return true;
	}
	shape_fault(shapes, feature,
		str_format(&shapes->work, "a broken boundary (%s) at %.6f, %.6f", flaw.why, flaw.where.longitude, flaw.where.latitude),
		STR("rings that cross neither themselves nor each other"), STR("draw it again there, or import it with --repair"));
	return false;
}

static bool store_shape(struct shapes *shapes, const struct map_feature *feature)
{
	struct error error;
	bool stored;

	store_bind_text(shapes->insert, 1, feature->shape.area);
	store_bind_bytes(shapes->insert, 2, shape_pack(&shapes->work, &feature->shape));
	if (shapes->exempt)
		store_bind_text(shapes->insert, 3, feature->kind);
	stored = store_step(shapes->insert, &error) == STORE_DONE;
	store_reset(shapes->insert);
	if (!stored)
		import_trouble(shapes->job, &error);
	return stored;
}

static bool take_feature(void *self, const struct map_feature *read)
{
	struct shapes *shapes = self;
	struct import_job *job = shapes->job;
	struct map_feature feature = *read;
	bool known, sound;

	job->rows++;
	import_progress_step(&shapes->progress, job, read->end, job->bytes.length);
	arena_clear(&shapes->work);
	for (uint32_t i = 0; i < feature.shape.ring_count; i++)
		shapes->points += feature.shape.rings[i].count;
	if (shapes->points > MAP_POINTS_MAX) {
		import_fault(job, feature.line, 0, STR("more corners"), str_format(&shapes->work, "at most %d in all", MAP_POINTS_MAX), STR(""));
		return false;
	}
	convert(shapes, &feature.shape);
	known = check_area(shapes, &feature);
	sound = check_exempt(shapes, &feature) && check_rings(shapes, &feature);
	return !known || !sound || !import_is_sound(job) || store_shape(shapes, &feature);
}

static void tell(struct shapes *shapes)
{
	struct import_job *job = shapes->job;

	if (!job->request->frame_told)
		import_note(job, STR("coordinates are taken as WGS 84; say --frame cgcs2000 or gcj02 where they are not"));
	if (shapes->repaired)
		import_note(job, str_format(job->long_arena, "repaired: %lld shapes whose rings crossed", (long long)shapes->repaired));
	if (shapes->split)
		import_note(job, str_format(job->long_arena, "cut at the 180th meridian: %lld shapes", (long long)shapes->split));
}

static void import_features(struct import_job *job, bool exempt)
{
	struct shapes shapes = {.job = job, .exempt = exempt};
	struct error error;

	shapes.insert = store_prepare(job->store,
		exempt ? "INSERT INTO exempt (id, rings, kind) VALUES (?, ?, ?)" : "INSERT INTO shapes (area, rings) VALUES (?, ?)", &error);
	if (!shapes.insert || !store_run(job->store, exempt ? "DELETE FROM exempt" : "DELETE FROM shapes", &error)) {
		import_trouble(job, &error);
		return;
	}
	import_index_init(&shapes.seen, job->long_arena);
	arena_init(&shapes.scratch);
	arena_init(&shapes.work);
	ground_init(&shapes.ground);
	import_progress_start(&shapes.progress, job);
	map_read_features(&shapes.scratch, job->file, job->bytes, job->request->repair, take_feature, &shapes, job->faults);
	import_progress_end(&shapes.progress);
	tell(&shapes);
	ground_finish(&shapes.ground);
	arena_finish(&shapes.work);
	arena_finish(&shapes.scratch);
	if (job->rows == 0 && !exempt && import_is_sound(job))
		import_fault(job, 1, 1, STR("no features"), STR("at least one: an empty file would remove the map that is there"), STR(""));
}

void import_map(struct import_job *job)
{
	import_features(job, false);
}

void import_exempt(struct import_job *job)
{
	import_features(job, true);
}

void import_check_coverage(struct import_job *job)
{
	struct coverage_count count;
	struct error error;

	if (!coverage_check(job->store, &count, &error)) {
		import_trouble(job, &error);
		return;
	}
	import_note(job, coverage_text(job->long_arena, &count));
}
