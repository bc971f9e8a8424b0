#ifndef FEED_CENTRE_STAT_H
#define FEED_CENTRE_STAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Statistics of answers, each tested against published vectors. Pure; no state. */

/* Bounds of a share (Wilson 1927). positive may be a fraction: the sum of graded answers. No answers: 0 and 1. */
struct stat_bounds {
	double low, high;
};

struct stat_bounds stat_wilson(double positive, double answers, double z);

/* Mean of a graded answer with a prior answer count for each level (Dirichlet), not clipped. */
struct stat_posterior {
	double mean, deviation, low, high;
};

struct stat_posterior stat_dirichlet(
	const int64_t *counts, const double *values, size_t levels, double prior, double z);

double stat_bayes_average(double mean, double votes, double mean_of_all, double prior_votes);

/* How likely a screen shows 100 % although the true share is lower. */
double stat_all_positive(double true_share, double answers);

/*
 * Means of groups of different size, each drawn towards that of all by as much as its own is uncertain (empirical Bayes
 * with DerSimonian and Laird's variance between groups, 1986). Groups without answers are not among them.
 */
struct stat_group {
	double mean, answers;       /* answers above 0; may be a fraction where services are weighed */
	double reliability, shrunk; /* filled */
};

struct stat_spread {
	double within;  /* variance of one answer */
	double between; /* tau squared */
	double mean;    /* mu */
	double q;       /* Cochran's heterogeneity */
};

/* Where an answer has no variance, or there is nothing to draw a mean towards, every mean stays. */
struct stat_spread stat_shrink(struct stat_group *groups, size_t count, double within);

/* Answers by level as they may be told. */
enum stat_told {
	STAT_TOLD_ALL,
	STAT_TOLD_TOO_FEW,  /* below least in all: nothing */
	STAT_TOLD_IN_PART,  /* cells below least are blanked, and one more where it could be told from the total */
	STAT_TOLD_ONE_LEVEL /* all answers are the same, which tells what everybody said: for review */
};

enum stat_told stat_suppress(const int64_t *counts, size_t levels, int64_t least, bool *blanked);

#endif
