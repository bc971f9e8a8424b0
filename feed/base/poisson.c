#include "feed/base/poisson.h"

#include <float.h>
#include <math.h>

/* Above it, e^-mean times the first powers would leave the range of a double. */
static const double product_mean_max = 600;

static double chance_of(int64_t count, double mean)
{
	double chance = exp(-mean);

	if (mean > product_mean_max)
		return exp((double)count * log(mean) - mean - lgamma((double)count + 1));
	for (int64_t i = 1; i <= count; i++)
		chance *= mean / (double)i;
	return chance;
}

/* Terms upwards from count, which lies above the mean, so that they fall. */
static double sum_upwards(int64_t count, double mean)
{
	double term = chance_of(count, mean), sum = term;

	for (int64_t i = count + 1; term > sum * DBL_EPSILON / 4; i++) {
		term *= mean / (double)i;
		sum += term;
	}
	return sum;
}

/* Terms downwards from count, which lies below the mean. */
static double sum_downwards(int64_t count, double mean)
{
	double term = chance_of(count, mean), sum = term;

	for (int64_t i = count; i > 0 && term > sum * DBL_EPSILON / 4; i--) {
		term *= (double)i / mean;
		sum += term;
	}
	return sum;
}

double poisson_tail(int64_t count, double mean)
{
	if (count <= 0)
		return 1;
	if (mean <= 0)
		return 0;
	return (double)count > mean ? sum_upwards(count, mean) : 1 - sum_downwards(count - 1, mean);
}

int64_t poisson_critical(double mean, double alpha)
{
	int64_t count = 0;

	while (poisson_tail(count, mean) >= alpha)
		count++;
	return count;
}

struct poisson_cusum poisson_cusum_start(double mean_in_order, double mean_out_of_order)
{
	return (struct poisson_cusum){
		.reference = (mean_out_of_order - mean_in_order) / (log(mean_out_of_order) - log(mean_in_order))};
}

double poisson_cusum_add(struct poisson_cusum *cusum, int64_t count)
{
	cusum->sum = fmax(0, cusum->sum + (double)count - cusum->reference);
	return cusum->sum;
}
