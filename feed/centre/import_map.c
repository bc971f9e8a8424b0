#include "feed/centre/import_job.h"

#include "feed/base/arena.h"
#include "feed/centre/shape.h"
#include "feed/wire/wire.h"

/* Shapes of areas, feature by feature. The reader checks their form; here they meet the tree. */

struct shapes {
	struct import_job *job;
	struct import_index seen; /* area -> line */
	struct store_query *insert;
	struct arena scratch; /* one shape's bytes */
	int64_t points;
};

static void shape_fault(
	struct shapes *shapes, const struct map_shape *shape, int line, struct str found, struct str expected)
{
	struct str of = str_format(shapes->job->arena, "area " STR_FMT ": " STR_FMT,
		STR_ARG(import_quote(shapes->job->arena, shape->area)), STR_ARG(found));

	faults_add(shapes->job->faults, shapes->job->file, line, 0, of, expected);
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
	for (uint32_t i = 0; i < shape->ring_count; i++)
		shapes->points += shape->rings[i].count;
	if (shapes->points > MAP_POINTS_MAX) {
		faults_add(job->faults, job->file, line, 0, STR("more corners"),
			str_format(job->arena, "at most %d in all", MAP_POINTS_MAX));
		return false;
	}
	return !check_area(shapes, shape, line) || !import_is_sound(job) || store_shape(shapes, shape);
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
	if (job->rows == 0 && import_is_sound(job))
		faults_add(job->faults, job->file, 1, 1, STR("no features"),
			STR("at least one: an empty file would remove the map that is there"));
}
