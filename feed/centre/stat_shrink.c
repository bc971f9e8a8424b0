#include "feed/centre/stat.h"

#include <math.h>

/* How far the groups' means lie apart, beyond what chance alone explains. */
static void find_between(const struct stat_group *groups, size_t count, struct stat_spread *spread)
{
	double weights = 0, squares = 0, mean = 0, sum = 0;

	for (size_t i = 0; i < count; i++) {
		double weight = groups[i].answers / spread->within;

		weights += weight;
		squares += weight * weight;
		sum += weight * groups[i].mean;
	}
	mean = sum / weights;
	for (size_t i = 0; i < count; i++)
		spread->q += groups[i].answers / spread->within * (groups[i].mean - mean) * (groups[i].mean - mean);
	spread->between = fmax(0, (spread->q - (double)(count - 1)) / (weights - squares / weights));
}

static double weighted_mean(const struct stat_group *groups, size_t count, const struct stat_spread *spread)
{
	double weights = 0, sum = 0;

	for (size_t i = 0; i < count; i++) {
		double weight = 1 / (spread->within / groups[i].answers + spread->between);

		weights += weight;
		sum += weight * groups[i].mean;
	}
	return sum / weights;
}

static struct stat_spread keep_all(struct stat_group *groups, size_t count, double within)
{
	struct stat_spread spread = {.within = within};

	for (size_t i = 0; i < count; i++) {
		groups[i].reliability = 1;
		groups[i].shrunk = groups[i].mean;
		spread.mean += groups[i].mean / (double)count;
	}
	return spread;
}

struct stat_spread stat_shrink(struct stat_group *groups, size_t count, double within)
{
	struct stat_spread spread = {.within = within};

	if (count < 2 || within <= 0)
		return keep_all(groups, count, within);
	find_between(groups, count, &spread);
	spread.mean = weighted_mean(groups, count, &spread);
	for (size_t i = 0; i < count; i++) {
		groups[i].reliability = spread.between / (spread.between + within / groups[i].answers);
		groups[i].shrunk = spread.mean + groups[i].reliability * (groups[i].mean - spread.mean);
	}
	return spread;
}
