#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/wire/wire.h"

/* Coordinates are written with six decimals, so a map read again has the same shapes but not the same bytes. */
static void check_document(struct arena *arena, struct str text)
{
	struct error error = {""};
	struct document *document = document_decode(DOCUMENT_MAP, STR("map"), "", text, &error), *again;

	REQUIRE(document || error.text[0]);
	if (!document)
		return;
	again = document_decode(DOCUMENT_MAP, STR("map"), "", map_encode(arena, document->map), &error);
	REQUIRE(again && again->map->shape_count == document->map->shape_count);
	for (uint32_t i = 0; i < again->map->shape_count; i++)
		REQUIRE(again->map->shapes[i].ring_count == document->map->shapes[i].ring_count);
	document_unref(again);
	document_unref(document);
}

static bool take(void *self, const struct map_feature *feature)
{
	const struct map_shape *shape = &feature->shape;
	int *last_line = self, line = feature->line;

	REQUIRE(line >= *last_line && shape->area.length && shape->ring_count);
	for (uint32_t ring = 0; ring < shape->ring_count; ring++)
		for (uint32_t i = 0; i < shape->rings[ring].count; i++)
			REQUIRE(fabs(shape->rings[ring].points[i].latitude) <= 90);
	*last_line = line;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str text = {(const char *)bytes, length};
	struct arena arena;
	struct faults faults;
	int line = 1;

	arena_init(&arena);
	faults_init(&faults, &arena);
	check_document(&arena, text);
	REQUIRE(map_read_features(&arena, STR("map"), text, length % 2, take, &line, &faults) == (faults.total == 0));
	arena_finish(&arena);
	return 0;
}
