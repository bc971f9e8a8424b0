#include "feed/base/random.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/random.h>

#include "feed/base/check.h"

static void fill_from_kernel(struct random *self, void *bytes, size_t length)
{
	unsigned char *to = bytes;

	(void)self;
	while (length) {
		ssize_t got = getrandom(to, length, 0);

		if (got < 0 && errno == EINTR)
			continue;
		REQUIRE(got > 0);
		to += got;
		length -= (size_t)got;
	}
}

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static uint64_t seeded_next(uint64_t s[4])
{
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

static void fill_seeded(struct random *self, void *bytes, size_t length)
{
	unsigned char *to = bytes;

	while (length) {
		uint64_t word = seeded_next(self->state);
		size_t part = length < sizeof(word) ? length : sizeof(word);

		memcpy(to, &word, part);
		to += part;
		length -= part;
	}
}

struct random random_system(void)
{
	return (struct random){.fill = fill_from_kernel};
}

struct random random_seeded(uint64_t seed)
{
	struct random random = {.fill = fill_seeded};

	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);

		z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
		random.state[i] = z ^ z >> 31;
	}
	return random;
}

uint64_t random_bits(struct random *random)
{
	uint64_t bits;

	random->fill(random, &bits, sizeof(bits));
	return bits;
}

uint64_t random_below(struct random *random, uint64_t limit)
{
	uint64_t unfair, bits;

	REQUIRE(limit > 0);
	unfair = -limit % limit; /* 2^64 modulo limit */
	do
		bits = random_bits(random);
	while (bits < unfair);
	return bits % limit;
}

double random_unit(struct random *random)
{
	return (double)(random_bits(random) >> 11) * 0x1p-53;
}

double random_normal(struct random *random, double mean, double deviation)
{
	double u, v, s;

	do {
		u = 2 * random_unit(random) - 1;
		v = 2 * random_unit(random) - 1;
		s = u * u + v * v;
	} while (s >= 1 || s == 0);
	return mean + deviation * u * sqrt(-2 * log(s) / s);
}
