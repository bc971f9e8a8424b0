#include "feed/centre/shape.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum { WORD_BYTES = 4 };

static const double STEPS_A_DEGREE = 1e7;

static char *put_word(char *out, uint32_t word)
{
	for (int i = 0; i < WORD_BYTES; i++)
		*out++ = (char)(word >> (8 * i));
	return out;
}

static bool take_word(struct str *rest, uint32_t *word)
{
	if (rest->length < WORD_BYTES)
		return false;
	*word = 0;
	for (int i = 0; i < WORD_BYTES; i++)
		*word |= (uint32_t)(unsigned char)rest->bytes[i] << (8 * i);
	*rest = str_part(*rest, WORD_BYTES, rest->length);
	return true;
}

static uint32_t to_steps(double degrees)
{
	return (uint32_t)(int32_t)lround(degrees * STEPS_A_DEGREE);
}

static double to_degrees(uint32_t steps)
{
	return (double)(int32_t)steps / STEPS_A_DEGREE;
}

struct str shape_pack(struct arena *arena, const struct map_shape *shape)
{
	size_t words = 1;
	char *bytes, *at;

	for (uint32_t i = 0; i < shape->ring_count; i++)
		words += 1 + 2 * (size_t)shape->rings[i].count;
	at = bytes = arena_take_array(arena, words, WORD_BYTES);
	at = put_word(at, shape->ring_count);
	for (uint32_t i = 0; i < shape->ring_count; i++) {
		const struct map_ring *ring = &shape->rings[i];

		at = put_word(at, ring->count);
		for (uint32_t j = 0; j < ring->count; j++) {
			at = put_word(at, to_steps(ring->points[j].longitude));
			at = put_word(at, to_steps(ring->points[j].latitude));
		}
	}
	REQUIRE(at == bytes + words * WORD_BYTES);
	return (struct str){bytes, words * WORD_BYTES};
}

static bool unpack_ring(struct arena *arena, struct str *rest, struct map_ring *ring)
{
	if (!take_word(rest, &ring->count) || ring->count == 0 || ring->count > rest->length / (2 * WORD_BYTES))
		return false;
	ring->points = arena_array(arena, struct map_point, ring->count);
	for (uint32_t i = 0; i < ring->count; i++) {
		uint32_t longitude, latitude;

		REQUIRE(take_word(rest, &longitude) && take_word(rest, &latitude));
		ring->points[i] = (struct map_point){to_degrees(longitude), to_degrees(latitude)};
	}
	return true;
}

bool shape_unpack(struct arena *arena, struct str bytes, struct map_shape *shape)
{
	struct str rest = bytes;

	if (!take_word(&rest, &shape->ring_count) || shape->ring_count == 0 ||
		shape->ring_count > rest.length / WORD_BYTES)
		return false;
	shape->rings = arena_array(arena, struct map_ring, shape->ring_count);
	for (uint32_t i = 0; i < shape->ring_count; i++)
		if (!unpack_ring(arena, &rest, &shape->rings[i]))
			return false;
	return rest.length == 0;
}
