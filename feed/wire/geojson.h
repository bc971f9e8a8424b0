#ifndef FEED_WIRE_GEOJSON_H
#define FEED_WIRE_GEOJSON_H

#include "feed/model/map.h"
#include "feed/wire/json.h"

/* One feature of RFC 7946 (Polygon or MultiPolygon in WGS 84) as a shape, and back. */

/* The current item of the reader. The area's id is its property "area" or "id", else its own "id". Rings that run the
   wrong way round are turned, as the RFC asks of readers; their last point is dropped. */
bool geojson_read(struct json_reader *reader, struct map_shape *shape);

/* false with a sentence where the file says that it counts in another system of coordinates. */
bool geojson_check_crs(struct json_reader *reader);

struct json_writer;

void geojson_write(struct json_writer *writer, const struct map_shape *shape);

#endif
