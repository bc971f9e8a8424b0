#include "kiosk/layout/tongues.h"

static bool read_one(struct str text, struct tongue *tongue)
{
	size_t plus = str_find(text, STR("+"));

	tongue->both = plus < text.length;
	if (!language_find(str_trim(str_part(text, 0, plus)), &tongue->first))
		return false;
	tongue->second = tongue->first;
	return !tongue->both ||
	       (language_find(str_trim(str_part(text, plus + 1, text.length)), &tongue->second) && tongue->second != tongue->first);
}

bool tongues_read(struct str text, struct tongues *tongues)
{
	struct str piece;

	*tongues = (struct tongues){.count = 0};
	while (str_next(&text, ',', &piece))
		if (tongues->count == TONGUES_MAX || !read_one(str_trim(piece), &tongues->items[tongues->count++])) {
			tongues->count = 0;
			return false;
		}
	return tongues->count > 0;
}

bool tongue_equal(struct tongue a, struct tongue b)
{
	return a.first == b.first && a.both == b.both && (!a.both || a.second == b.second);
}

static int64_t common(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static int64_t least_parts(int64_t dwell_ms, size_t tongue_count)
{
	int64_t longest = TONGUES_WITHIN_MS / (int64_t)(tongue_count - 1);

	return (dwell_ms + longest - 1) / longest;
}

/* The item whose parts are the longest: it is cut once more where the round would come out even. */
static size_t longest_part(const int64_t *dwells_ms, size_t count, size_t tongue_count)
{
	size_t longest = 0;

	for (size_t i = 1; i < count; i++)
		if (dwells_ms[i] / least_parts(dwells_ms[i], tongue_count) >
			dwells_ms[longest] / least_parts(dwells_ms[longest], tongue_count))
			longest = i;
	return longest;
}

struct tongue_parts tongue_parts_of(const int64_t *dwells_ms, size_t count, size_t item, size_t tongue_count)
{
	struct tongue_parts parts = {.parts = 1, .before = (int64_t)item, .round = (int64_t)count};
	size_t longest;
	int64_t more = 0;

	if (tongue_count < 2)
		return parts;
	parts = (struct tongue_parts){.parts = least_parts(dwells_ms[item], tongue_count)};
	for (size_t i = 0; i < count; i++) {
		parts.round += least_parts(dwells_ms[i], tongue_count);
		parts.before += i < item ? least_parts(dwells_ms[i], tongue_count) : 0;
	}
	while (common(parts.round + more, (int64_t)tongue_count) != 1)
		more++;
	longest = longest_part(dwells_ms, count, tongue_count);
	parts.round += more;
	parts.before += longest < item ? more : 0;
	parts.parts += longest == item ? more : 0;
	return parts;
}
