#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/wire/document.h"
#include "feed/wire/geojson.h"
#include "feed/wire/json_write.h"

static bool open_collection(struct json_reader *reader)
{
	const json_t *type;

	if (!json_open(reader, "features"))
		return false;
	type = json_key(reader, reader->root, "type");
	if (!json_is_string(type) || !str_equal(str_from(json_string_value(type)), STR("FeatureCollection")))
		return json_refuse(reader, type, "FeatureCollection");
	if (!geojson_check_crs(reader))
		return false;
	json_key(reader, reader->root, reader->list);
	return reader->list_count <= MAP_SHAPES_MAX ||
	       json_refuse_text(reader, str_format(reader->arena, "%zu features", reader->list_count), "at most %d",
		       MAP_SHAPES_MAX);
}

static void widen(struct map *map, struct map_point point)
{
	if (point.longitude < map->south_west.longitude)
		map->south_west.longitude = point.longitude;
	if (point.longitude > map->north_east.longitude)
		map->north_east.longitude = point.longitude;
	if (point.latitude < map->south_west.latitude)
		map->south_west.latitude = point.latitude;
	if (point.latitude > map->north_east.latitude)
		map->north_east.latitude = point.latitude;
}

/* Adds up the points on the way, for the limit. */
static bool widen_by_shape(struct json_reader *reader, struct map *map, const struct map_shape *shape, size_t *points)
{
	if (map->shape_count == 1)
		map->south_west = map->north_east = shape->rings[0].points[0];
	for (uint32_t ring = 0; ring < shape->ring_count; ring++) {
		*points += shape->rings[ring].count;
		for (uint32_t i = 0; i < shape->rings[ring].count; i++)
			widen(map, shape->rings[ring].points[i]);
	}
	return *points <= MAP_POINTS_MAX ||
	       json_refuse_text(reader, STR("more points"), "at most %d in all", MAP_POINTS_MAX);
}

bool map_read(struct json_reader *reader, struct map *map)
{
	size_t points = 0;

	if (!open_collection(reader))
		return false;
	map->shapes = arena_array(reader->arena, struct map_shape, reader->list_count);
	while (json_next(reader)) {
		struct map_shape *shape = &map->shapes[map->shape_count++];

		if (!geojson_read(reader, shape) || !widen_by_shape(reader, map, shape, &points))
			return false;
	}
	return !reader->broken;
}

struct str map_encode(struct arena *arena, const struct map *map)
{
	struct json_writer writer = {0};

	json_write_raw(&writer, STR("{\"type\":\"FeatureCollection\",\"features\":["));
	for (uint32_t i = 0; i < map->shape_count; i++) {
		json_write_raw(&writer, i ? STR(",\n") : STR("\n"));
		geojson_write(&writer, &map->shapes[i]);
	}
	return json_write_list_take(&writer, arena);
}

/* A feature with a fault is passed over, so that all faults are seen at once; broken JSON ends the file. */
bool map_read_features(struct arena *arena, struct str file, struct str bytes, bool close_rings,
	bool (*take)(void *self, const struct map_feature *feature), void *self, struct faults *faults)
{
	struct json_reader reader = {.arena = arena, .name = file, .bytes = bytes, .faults = faults, .close_rings = close_rings};
	size_t faults_before = faults->total;
	struct map_feature feature;

	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		reader.bytes = str_part(bytes, 3, bytes.length);
	if (open_collection(&reader))
		for (; json_next(&reader); arena_clear(arena)) {
			const json_t *kind = json_object_get(json_object_get(reader.item, "properties"), "kind");

			if (!geojson_read(&reader, &feature.shape))
				continue;
			feature.kind = (struct str){json_string_value(kind), json_string_length(kind)};
			feature.line = reader.line;
			feature.end = reader.at;
			if (!take(self, &feature))
				break;
		}
	json_close(&reader);
	return faults->total == faults_before;
}
