#ifndef FEED_CENTRE_FRAME_H
#define FEED_CENTRE_FRAME_H

#include "feed/centre/import.h"
#include "feed/model/map.h"

/* Systems of coordinates to WGS 84. CGCS2000 agrees with it within centimetres; GCJ-02, in which maps of the mainland are drawn, is
   several hundred metres off and is solved for by iteration. Pure. */

struct map_point frame_to_wgs84(enum import_frame frame, struct map_point point);
struct map_point frame_gcj02_of(struct map_point wgs84); /* the other way; unchanged outside China */

#endif
