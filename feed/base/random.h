#ifndef FEED_BASE_RANDOM_H
#define FEED_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Where random bytes come from, as a struct, so that tests and the demo replay from a seed. Not thread-safe. */

struct random {
	void (*fill)(struct random *self, void *bytes, size_t length);
	uint64_t state[4]; /* of the seeded kind */
};

/* The kernel's; fit for tokens and keys. */
struct random random_system(void);

/* xoshiro256** seeded by SplitMix64 (Blackman and Vigna, 2018): the same on every machine; never for keys. */
struct random random_seeded(uint64_t seed);

uint64_t random_bits(struct random *random);
uint64_t random_below(struct random *random, uint64_t limit); /* 0..limit-1 without bias; limit > 0 */
double random_unit(struct random *random);                    /* [0, 1) */
double random_normal(struct random *random, double mean, double deviation); /* Marsaglia's polar method */

#endif
