#include "feed/wire/geojson.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/model/area.h"
#include "feed/wire/json_write.h"

enum {
	RING_POSITIONS_MIN = 4, /* a triangle and its first corner again */
	POSITION_NUMBERS_MIN = 2,
	MICRODEGREES = 1000000
};

/* The rings of one shape while they are read. */
struct rings {
	struct map_ring *items;
	size_t count;
};

static bool read_position(struct json_reader *reader, const json_t *position, struct map_point *point)
{
	if (json_array_size(position) < POSITION_NUMBERS_MIN)
		return json_refuse(reader, position, "a position of longitude and latitude");
	json_enter(reader);
	if (!json_read_number(reader, json_item(reader, position, 0), -180, 180, &point->longitude) ||
		!json_read_number(reader, json_item(reader, position, 1), -90, 90, &point->latitude))
		return false;
	json_leave(reader);
	return true;
}

static bool same_point(struct map_point a, struct map_point b)
{
	return a.longitude == b.longitude && a.latitude == b.latitude;
}

/* Twice the area; positive anticlockwise. Taken from the first point, so that large degrees do not eat the digits. */
static double turn(const struct map_ring *ring)
{
	struct map_point base = ring->points[0];
	double sum = 0;

	for (uint32_t i = 1; i + 1 < ring->count; i++) {
		struct map_point a = ring->points[i], b = ring->points[i + 1];

		sum += (a.longitude - base.longitude) * (b.latitude - base.latitude) -
		       (b.longitude - base.longitude) * (a.latitude - base.latitude);
	}
	return sum;
}

static void reverse(struct map_ring *ring)
{
	for (uint32_t i = 0; i < ring->count / 2; i++) {
		struct map_point kept = ring->points[i];

		ring->points[i] = ring->points[ring->count - 1 - i];
		ring->points[ring->count - 1 - i] = kept;
	}
}

static bool read_ring(struct json_reader *reader, const json_t *list, bool outer, struct map_ring *ring)
{
	size_t count = json_array_size(list);

	if (count < RING_POSITIONS_MIN || count > MAP_POINTS_MAX)
		return json_refuse(reader, list, "a ring of %d positions at least", RING_POSITIONS_MIN);
	ring->points = arena_array(reader->arena, struct map_point, count);
	json_enter(reader);
	for (size_t i = 0; i < count; i++)
		if (!read_position(reader, json_item(reader, list, i), &ring->points[i]))
			return false;
	json_leave(reader);
	ring->count = (uint32_t)count - 1;
	if (!same_point(ring->points[0], ring->points[count - 1])) {
		if (!reader->close_rings)
			return json_refuse_text(reader, STR("an open ring"), "a ring that ends where it starts");
		ring->count = (uint32_t)count;
	}
	if ((turn(ring) > 0) != outer)
		reverse(ring);
	return true;
}

static bool read_polygon(struct json_reader *reader, const json_t *list, struct rings *rings)
{
	size_t count = json_array_size(list);

	if (count == 0)
		return json_refuse(reader, list, "a list of rings");
	json_enter(reader);
	for (size_t i = 0; i < count; i++)
		if (!read_ring(reader, json_item(reader, list, i), i == 0, &rings->items[rings->count++]))
			return false;
	json_leave(reader);
	return true;
}

static size_t count_rings(const json_t *polygons)
{
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(polygons); i++)
		count += json_array_size(json_array_get(polygons, i));
	return count;
}

static bool take_room(struct json_reader *reader, size_t count, struct rings *rings)
{
	if (count > MAP_RINGS_PER_SHAPE_MAX)
		return json_refuse_text(
			reader, str_format(reader->arena, "%zu rings", count), "at most %d", MAP_RINGS_PER_SHAPE_MAX);
	rings->items = arena_array(reader->arena, struct map_ring, count);
	return true;
}

static bool read_polygons(struct json_reader *reader, const json_t *list, struct rings *rings)
{
	size_t count = json_array_size(list);

	if (count == 0)
		return json_refuse(reader, list, "a list of polygons");
	if (!take_room(reader, count_rings(list), rings))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < count; i++)
		if (!read_polygon(reader, json_item(reader, list, i), rings))
			return false;
	json_leave(reader);
	return true;
}

static bool read_geometry(struct json_reader *reader, const json_t *geometry, struct rings *rings)
{
	const json_t *type;
	struct str name;

	if (!json_read_object(reader, geometry))
		return false;
	json_enter(reader);
	type = json_key(reader, geometry, "type");
	name = (struct str){json_string_value(type), json_string_length(type)};
	if (str_equal(name, STR("Polygon"))) {
		const json_t *list = json_key(reader, geometry, "coordinates");

		return take_room(reader, json_array_size(list), rings) && read_polygon(reader, list, rings);
	}
	if (str_equal(name, STR("MultiPolygon")))
		return read_polygons(reader, json_key(reader, geometry, "coordinates"), rings);
	return json_refuse(reader, type, "Polygon or MultiPolygon");
}

/* Spreadsheets and map programs like to make numbers of ids. */
static bool read_area(struct json_reader *reader, const json_t *feature, struct str *area)
{
	const json_t *properties = json_object_get(feature, "properties");
	const json_t *id = json_object_get(properties, "area");

	if (!id)
		id = json_object_get(properties, "id");
	if (!id)
		id = json_object_get(feature, "id");
	json_key(reader, feature, "id");
	if (json_is_integer(id) && json_integer_value(id) >= 0) {
		*area = str_format(reader->arena, "%lld", (long long)json_integer_value(id));
		return true;
	}
	return json_read_id(reader, id, AREA_ID_BYTES_MAX, area);
}

bool geojson_read(struct json_reader *reader, struct map_shape *shape)
{
	const json_t *feature = reader->item;
	struct rings rings = {0};

	*shape = (struct map_shape){0};
	if (!json_read_object(reader, feature))
		return false;
	json_enter(reader);
	if (!read_area(reader, feature, &shape->area) ||
		!read_geometry(reader, json_key(reader, feature, "geometry"), &rings))
		return false;
	shape->rings = rings.items;
	shape->ring_count = (uint32_t)rings.count;
	return true;
}

bool geojson_check_crs(struct json_reader *reader)
{
	const json_t *crs = json_key(reader, reader->root, "crs");
	const json_t *name = json_object_get(json_object_get(crs, "properties"), "name");
	struct str text = {json_string_value(name), json_string_length(name)};

	if (!crs || json_is_null(crs) || str_ends(text, STR("CRS84")) || str_ends(text, STR("EPSG::4326")) ||
		str_ends(text, STR("EPSG::4490")) || /* CGCS2000: the same within centimetres */
		str_equal(text, STR("EPSG:4326")))
		return true;
	return json_refuse(reader, name ? name : crs, "coordinates in WGS 84 (CRS84)");
}

/* By hand: six decimals without a locale, and five times as fast as a tree of numbers. */
static void write_degrees(struct json_writer *writer, double degrees)
{
	long long micro = llround(degrees * MICRODEGREES);
	char text[32];
	int length = snprintf(text, sizeof(text), "%s%lld.%06lld", micro < 0 ? "-" : "", llabs(micro) / MICRODEGREES,
		llabs(micro) % MICRODEGREES);

	while (text[length - 1] == '0' && text[length - 2] != '.')
		length--;
	json_write_raw(writer, (struct str){text, (size_t)length});
}

static void write_position(struct json_writer *writer, struct map_point point)
{
	json_write_raw(writer, STR("["));
	write_degrees(writer, point.longitude);
	json_write_raw(writer, STR(","));
	write_degrees(writer, point.latitude);
	json_write_raw(writer, STR("]"));
}

static void write_ring(struct json_writer *writer, const struct map_ring *ring)
{
	json_write_raw(writer, STR("["));
	for (uint32_t i = 0; i < ring->count; i++) {
		write_position(writer, ring->points[i]);
		json_write_raw(writer, STR(","));
	}
	write_position(writer, ring->points[0]);
	json_write_raw(writer, STR("]"));
}

/* Each ring that turns left starts a polygon; those that turn right are holes in the one before. */
void geojson_write(struct json_writer *writer, const struct map_shape *shape)
{
	json_write_raw(writer, STR("{\"type\":\"Feature\",\"id\":"));
	json_write_value(writer, json_of_text(shape->area));
	json_write_raw(writer, STR(",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["));
	for (uint32_t i = 0; i < shape->ring_count; i++) {
		bool outer = i == 0 || turn(&shape->rings[i]) > 0;

		if (i)
			json_write_raw(writer, outer ? STR("],") : STR(","));
		if (outer)
			json_write_raw(writer, STR("["));
		write_ring(writer, &shape->rings[i]);
	}
	json_write_raw(writer, shape->ring_count ? STR("]]}}") : STR("]}}"));
}
