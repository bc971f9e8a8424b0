#include "feed/centre/period_kind.h"

struct str period_kind_name(enum period_kind kind)
{
	static const char *const names[PERIOD_KINDS] = {"any", "month", "quarter", "half", "year", "rolling"};

	return str_from(names[kind]);
}

static bool are_digits(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			return false;
	return text.length > 0;
}

static bool is_number(struct str text, int64_t least, int64_t most)
{
	int64_t number;

	return are_digits(text) && str_integer(text, &number) && number >= least && number <= most;
}

bool period_name_is_good(struct str name)
{
	struct str part = str_part(name, 5, 2), rolling = str_part(name, 7, name.length);

	if (!are_digits(str_part(name, 0, 4)) || name.length < 4 || name.bytes[0] == '0')
		return false;
	if (name.length == 4)
		return true;
	if (name.length < 7 || name.bytes[4] != '-')
		return false;
	if (rolling.length)
		return rolling.bytes[0] == 'R' && rolling.length <= 3 && rolling.bytes[1] != '0' &&
		       is_number(part, 1, 12) && is_number(str_part(rolling, 1, 2), 2, PERIOD_ROLLING_MONTHS_MAX);
	if (part.bytes[0] == 'H' || part.bytes[0] == 'Q')
		return is_number(str_part(part, 1, 1), 1, part.bytes[0] == 'H' ? 2 : 4);
	return is_number(part, 1, 12);
}
