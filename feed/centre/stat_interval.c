#include "feed/centre/stat.h"

#include <math.h>

struct stat_bounds stat_wilson(double positive, double answers, double z)
{
	double share, square = z * z, whole, centre, half;

	if (answers <= 0)
		return (struct stat_bounds){0, 1};
	share = positive / answers;
	whole = 1 + square / answers;
	centre = (share + square / (2 * answers)) / whole;
	half = z / whole * sqrt(share * (1 - share) / answers + square / (4 * answers * answers));
	return (struct stat_bounds){
		positive <= 0 ? 0 : fmax(0, centre - half),
		positive >= answers ? 1 : fmin(1, centre + half),
	};
}

struct stat_posterior stat_dirichlet(const int64_t *counts, const double *values, size_t levels, double prior, double z)
{
	double all = prior * (double)levels, mean = 0, squares = 0;
	struct stat_posterior posterior;

	for (size_t i = 0; i < levels; i++)
		all += (double)counts[i];
	for (size_t i = 0; i < levels; i++) {
		double weight = ((double)counts[i] + prior) / all;

		mean += weight * values[i];
		squares += weight * values[i] * values[i];
	}
	posterior.mean = mean;
	posterior.deviation = sqrt((squares - mean * mean) / (all + 1));
	posterior.low = mean - z * posterior.deviation;
	posterior.high = mean + z * posterior.deviation;
	return posterior;
}

double stat_bayes_average(double mean, double votes, double mean_of_all, double prior_votes)
{
	return (votes * mean + prior_votes * mean_of_all) / (votes + prior_votes);
}

double stat_all_positive(double true_share, double answers)
{
	return pow(true_share, answers);
}
