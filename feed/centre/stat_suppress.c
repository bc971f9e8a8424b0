#include "feed/centre/stat.h"

static size_t blank_small(const int64_t *counts, size_t levels, int64_t least, bool *blanked)
{
	size_t small = 0;

	for (size_t i = 0; i < levels; i++) {
		blanked[i] = counts[i] > 0 && counts[i] < least;
		small += blanked[i];
	}
	return small;
}

/* The one that says least: the smallest of the others, the lower level first. */
static void blank_another(const int64_t *counts, size_t levels, bool *blanked)
{
	size_t chosen = levels;

	for (size_t i = 0; i < levels; i++)
		if (!blanked[i] && counts[i] > 0 && (chosen == levels || counts[i] < counts[chosen]))
			chosen = i;
	if (chosen < levels)
		blanked[chosen] = true;
}

enum stat_told stat_suppress(const int64_t *counts, size_t levels, int64_t least, bool *blanked)
{
	int64_t all = 0, most = 0;
	size_t small;

	for (size_t i = 0; i < levels; i++) {
		all += counts[i];
		most = counts[i] > most ? counts[i] : most;
		blanked[i] = true;
	}
	if (all < least)
		return STAT_TOLD_TOO_FEW;
	small = blank_small(counts, levels, least, blanked);
	if (small == 1)
		blank_another(counts, levels, blanked);
	if (small)
		return STAT_TOLD_IN_PART;
	return most == all ? STAT_TOLD_ONE_LEVEL : STAT_TOLD_ALL;
}
