#include "feed/centre/import_job.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/centre/shape.h"
#include "feed/wire/wire.h"

/* Shapes of areas, feature by feature. The reader has checked the form of the document; here it meets the tree. */

enum { POINTS_MIN = 3 };

struct shapes {
	struct import_job *job;
	struct import_index seen; /* area -> line */
	struct store_query *insert;
	struct arena scratch; /* one shape's bytes */
	int64_t points;
};

static void shape_fault(struct shapes *shapes, const struct map_shape *shape, int line, struct str found,
	struct str expected)
{
	struct str of = str_format(shapes->job->arena, "area " STR_FMT ": " STR_FMT,
		STR_ARG(import_quote(shapes->job->arena, shape->area)), STR_ARG(found));

	faults_add(shapes->job->faults, shapes->job->file, line, 0, of, expected);
}

static bool check_ring(struct shapes *shapes, const struct map_shape *shape, const struct map_ring *ring, int line)
{
	struct arena *arena = shapes->job->arena;

	if (ring->count < POINTS_MIN) {
		shape_fault(shapes, shape, line, str_format(arena, "a ring of %u corners", ring->count),
			STR("at least 3 (4 positions, the last equal to the first)"));
		return false;
	}
	for (uint32_t i = 0; i < ring->count; i++) {
		struct map_point point = ring->points[i];

		if (fabs(point.longitude) <= 180 && fabs(point.latitude) <= 90)
			continue;
		shape_fault(shapes, shape, line,
			str_format(arena, "position [%g, %g]", point.longitude, point.latitude),
			STR("longitude -180 to 180 and latitude -90 to 90 (WGS 84)"));
		return false;
	}
	shapes->points += ring->count;
	return true;
}

static bool check_area(struct shapes *shapes, const struct map_shape *shape, int line)
{
	struct import_job *job = shapes->job;
	struct import_entry *entry;
	bool made;

	if (shape->area.length == 0 || !import_index_find(&job->areas, shape->area)) {
		shape_fault(shapes, shape, line, STR("unknown"), STR("the id of an imported area"));
		return false;
	}
	entry = import_index_put(&shapes->seen, str_copy(job->arena, shape->area), line, &made);
	if (!made)
		shape_fault(shapes, shape, line, STR("a second shape"),
			str_format(job->arena, "one; the first stands in line %d", entry->value));
	return made;
}

static bool check_shape(struct shapes *shapes, const struct map_shape *shape, int line)
{
	bool sound = check_area(shapes, shape, line);

	if (shape->ring_count == 0) {
		shape_fault(shapes, shape, line, STR("no ring"), STR("a Polygon or MultiPolygon"));
		return false;
	}
	if (shape->ring_count > MAP_RINGS_PER_SHAPE_MAX) {
		shape_fault(shapes, shape, line, str_format(shapes->job->arena, "%u rings", shape->ring_count),
			str_format(shapes->job->arena, "at most %d", MAP_RINGS_PER_SHAPE_MAX));
		return false;
	}
	for (uint32_t i = 0; i < shape->ring_count; i++)
		if (!check_ring(shapes, shape, &shape->rings[i], line))
			sound = false;
	return sound;
}

static bool store_shape(struct shapes *shapes, const struct map_shape *shape)
{
	struct error error;
	bool stored;

	arena_clear(&shapes->scratch);
	store_bind_text(shapes->insert, 1, shape->area);
	store_bind_bytes(shapes->insert, 2, shape_pack(&shapes->scratch, shape));
	stored = store_step(shapes->insert, &error) == STORE_DONE;
	store_reset(shapes->insert);
	if (!stored)
		import_trouble(shapes->job, &error);
	return stored;
}

static bool take_shape(void *self, const struct map_shape *shape, int line)
{
	struct shapes *shapes = self;
	struct import_job *job = shapes->job;

	job->rows++;
	if (job->rows > MAP_SHAPES_MAX || shapes->points > MAP_POINTS_MAX) {
		faults_add(job->faults, job->file, line, 0, STR("one shape more"),
			str_format(job->arena, "at most %d shapes and %d corners", MAP_SHAPES_MAX, MAP_POINTS_MAX));
		return false;
	}
	if (!check_shape(shapes, shape, line) || !import_is_sound(job))
		return true;
	return store_shape(shapes, shape);
}

void import_map(struct import_job *job)
{
	struct shapes shapes = {.job = job};
	struct error error;

	shapes.insert = store_prepare(job->store, "INSERT INTO shapes (area, rings) VALUES (?, ?)", &error);
	if (!shapes.insert || !store_run(job->store, "DELETE FROM shapes", &error)) {
		import_trouble(job, &error);
		return;
	}
	import_index_init(&shapes.seen, job->arena);
	arena_init(&shapes.scratch);
	map_read_features(job->arena, job->file, job->bytes, take_shape, &shapes, job->faults);
	arena_finish(&shapes.scratch);
}
