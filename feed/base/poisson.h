#ifndef FEED_BASE_POISSON_H
#define FEED_BASE_POISSON_H

#include <stddef.h>
#include <stdint.h>

/* How rare a count is where events come independently at a known rate. Pure. */

/* Chance of at least this many where mean are expected; right to the last digits also far out in the tail. */
double poisson_tail(int64_t count, double mean);

/* The least count whose tail is rarer than alpha, 0 < alpha < 1. */
int64_t poisson_critical(double mean, double alpha);

/* A cumulative sum that notices a small lasting rise from mean_in_order to mean_out_of_order (Lucas 1985). */
struct poisson_cusum {
	double reference; /* taken off each count */
	double sum;
};

struct poisson_cusum poisson_cusum_start(double mean_in_order, double mean_out_of_order);
double poisson_cusum_add(struct poisson_cusum *cusum, int64_t count); /* the sum, to be held against an alarm */

#endif
