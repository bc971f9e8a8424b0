#include "kiosk/layout/layout_read.h"

/* How old a table may be before it is said, and before it is put away. */

enum { MINUTE_MS = 60000, TIMES_MAX = 100000 };

/* "90m", "36h", "7d", "never" */
static bool read_age(struct str text, int64_t *ms)
{
	static const struct {
		char unit;
		int64_t minutes;
	} units[] = {{'m', 1}, {'h', 60}, {'d', 24 * 60}};
	int64_t times;

	*ms = LAYOUT_NEVER;
	if (str_equal(text, STR("never")))
		return true;
	if (text.length < 2 || !str_integer(str_part(text, 0, text.length - 1), &times) || times < 1 || times > TIMES_MAX)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].unit == text.bytes[text.length - 1]) {
			*ms = times * units[i].minutes * MINUTE_MS;
			return true;
		}
	return false;
}

void layout_read_ages(struct layout_reader *reader, const struct ini_entry *entry)
{
	struct layout *layout = reader->layout;
	struct layout_ages ages = {.table = entry->key};
	size_t space = str_find(entry->value, STR(" "));

	if (layout->age_count == LAYOUT_AGES_MAX || !read_age(str_part(entry->value, 0, space), &ages.old_ms) ||
	    !read_age(str_trim(str_part(entry->value, space, entry->value.length)), &ages.hidden_ms) || ages.hidden_ms < ages.old_ms)
		layout_refuse(reader, entry, "OLD HIDDEN such as 36h 14d or 40d never (m, h or d), hidden after old, at most 64 tables");
	else
		layout->ages[layout->age_count++] = ages;
}

const struct layout_ages *layout_ages_of(const struct layout *layout, struct str table)
{
	static const struct layout_ages none = {.old_ms = LAYOUT_NEVER, .hidden_ms = LAYOUT_NEVER};
	const struct layout_ages *others = &none;

	for (size_t i = 0; i < layout->age_count; i++) {
		if (str_equal(layout->ages[i].table, table))
			return &layout->ages[i];
		if (str_equal(layout->ages[i].table, STR("others")))
			others = &layout->ages[i];
	}
	return others;
}
