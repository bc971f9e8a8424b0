#include "feed/centre/import_cell.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/centre/import_alias.h"
#include "feed/centre/import_clean.h"
#include "feed/centre/import_person.h"
#include "feed/centre/import_places.h"
#include "feed/centre/period_kind.h"
#include "feed/model/area.h"
#include "feed/model/label.h"

enum { QUOTE_BYTES_MAX = 60 };

struct str import_quote(struct arena *arena, struct str text)
{
	size_t at = 0;

	if (text.length <= QUOTE_BYTES_MAX)
		return str_format(arena, "\"" STR_FMT "\"", STR_ARG(text));
	while (at < QUOTE_BYTES_MAX)
		str_code_point(text, &at);
	return str_format(arena, "\"" STR_FMT "…\"", STR_ARG(str_part(text, 0, at)));
}

/* "a|b|c" for people: "a, b or c". */
static struct str words_text(struct arena *arena, const char *words)
{
	struct str rest = str_from(words), piece, text = STR("");

	while (str_next(&rest, '|', &piece)) {
		const char *between = text.length == 0 ? "" : rest.bytes ? ", " : " or ";

		text = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(text), between, STR_ARG(piece));
	}
	return text;
}

static bool is_digits(struct str text, size_t from, size_t length)
{
	struct str part = str_part(text, from, length);

	for (size_t i = 0; i < part.length; i++)
		if (part.bytes[i] < '0' || part.bytes[i] > '9')
			return false;
	return part.length == length;
}

static bool read_id(struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
			    c == '-' || c == '.' || c == ':'))
			return false;
	}
	return text.length <= AREA_ID_BYTES_MAX;
}

/* Two digits, a colon, two digits, up to 24:00. */
static bool read_hour(struct str text)
{
	int hour, minute;

	if (text.length != 5 || text.bytes[2] != ':' || !is_digits(text, 0, 2) || !is_digits(text, 3, 2))
		return false;
	hour = (text.bytes[0] - '0') * 10 + text.bytes[1] - '0';
	minute = (text.bytes[3] - '0') * 10 + text.bytes[4] - '0';
	return minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
}

static bool read_weekdays(struct str text)
{
	struct str rest = text, piece;

	while (str_next(&rest, ',', &piece)) {
		static const char names[] = "mon|tue|wed|thu|fri|sat|sun";
		struct str last;

		str_next(&piece, '-', &last);
		if (import_word_find(names, str_trim(last)) < 0)
			return false;
		if (piece.bytes && import_word_find(names, str_trim(piece)) < 0)
			return false;
	}
	return true;
}

static bool read_date(struct str text)
{
	int64_t time_ms;

	return text.length == 10 && civil_parse(text, &time_ms);
}

static bool read_integer(const struct import_header *header, struct str text, struct import_value *value)
{
	value->form = IMPORT_AS_INTEGER;
	return str_integer(text, &value->integer) && (double)value->integer >= header->low &&
	       (double)value->integer <= header->high;
}

static bool read_number(const struct import_header *header, struct str text, struct import_value *value)
{
	value->form = IMPORT_AS_NUMBER;
	return str_number(text, &value->number) && value->number >= header->low && value->number <= header->high;
}

static bool read_flag(struct str text, struct import_value *value)
{
	value->form = IMPORT_AS_INTEGER;
	value->integer = str_equal(text, STR("yes"));
	return value->integer || str_equal(text, STR("no"));
}

/* Without an offset, as import_clean leaves it: 2018-10-25 09:30:00 on the centre's clocks. */
static bool read_local_time(struct str text, int64_t *time_ms)
{
	struct civil at, back;
	int64_t parts[6];

	for (int i = 0; i < 6; i++) {
		static const int places[6] = {0, 5, 8, 11, 14, 17};

		if (!str_integer(str_part(text, (size_t)places[i], i ? 2 : 4), &parts[i]))
			return false;
	}
	at = (struct civil){(int)parts[0], (int)parts[1], (int)parts[2], (int)parts[3], (int)parts[4], (int)parts[5], 0};
	if (at.year < 1 || at.month < 1 || at.month > 12 || at.day < 1 || at.day > 31 || at.hour > 23 || at.minute > 59 || at.second > 59)
		return false;
	*time_ms = civil_from_local(at);
	back = civil_local(*time_ms);
	return back.day == at.day && back.month == at.month;
}

static bool read_time(struct str text, struct import_value *value)
{
	value->form = IMPORT_AS_INTEGER;
	if (text.length == 19 && text.bytes[10] == ' ')
		return read_local_time(text, &value->integer);
	return text.length > 10 && civil_parse(text, &value->integer);
}

static struct str level_name(int place)
{
	struct str rest = STR(IMPORT_LEVELS), level = STR("");

	for (int i = 0; i <= place; i++)
		str_next(&rest, '|', &level);
	return level;
}

static bool id_fits(const struct import_header *header, const struct import_index *areas, struct str text)
{
	const struct import_entry *area = import_index_find(areas, text);

	return area && (!header->words || import_word_find(header->words, level_name(area->value)) >= 0);
}

/* The path that a row tells of its area: names of other columns, then its own. */
static struct str area_path(struct arena *arena, const struct import_lookup *lookup, struct str text)
{
	if (lookup->within.length == 0 || text.length == 0)
		return lookup->within.length ? lookup->within : text;
	return str_format(arena, STR_FMT "/" STR_FMT, STR_ARG(lookup->within), STR_ARG(text));
}

static bool read_area(struct arena *arena, const struct import_header *header, const struct import_lookup *lookup,
	struct str text, struct import_value *value)
{
	struct str id;

	if (id_fits(header, lookup->areas, text))
		return true;
	if (!lookup->places || import_places_find(lookup->places, area_path(arena, lookup, text), header->words, &id) != 1)
		return false;
	value->text = id;
	return true;
}

static struct str found_text(
	struct arena *arena, const struct import_header *header, const struct import_lookup *lookup, struct str text)
{
	const struct import_entry *area = header->type == IMPORT_AREA ? import_index_find(lookup->areas, text) : NULL;
	struct str quoted = import_quote(arena, header->type == IMPORT_AREA ? area_path(arena, lookup, text) : text), id;
	size_t count;

	if (area)
		return str_format(arena, STR_FMT ", a " STR_FMT, STR_ARG(import_quote(arena, text)), STR_ARG(level_name(area->value)));
	if (header->type != IMPORT_AREA || !lookup->places)
		return quoted;
	count = import_places_find(lookup->places, area_path(arena, lookup, text), header->words, &id);
	return count < 2 ? quoted : str_format(arena, STR_FMT ", which is the name of %zu areas", STR_ARG(quoted), count);
}

static bool is_person_name(const struct import_header *header, const struct import_lookup *lookup, struct str text)
{
	return header->reviewed && import_person_name(text) &&
	       !(lookup->reviewed && import_index_find(lookup->reviewed, text));
}

static struct str mending(struct arena *arena, const struct import_header *header, const struct import_lookup *lookup, struct str text)
{
	if ((header->type == IMPORT_ID || header->type == IMPORT_AREA) && import_clean_is_cut(text))
		return STR("the spreadsheet took the code for a number and cut it: give the column the format Text and enter the codes again");
	if (header->type == IMPORT_AREA && found_text(arena, header, lookup, text).length > text.length + 20)
		return STR("put the parent before it, as in 幸福街道/和平社区, or add a column for it");
	if (is_person_name(header, lookup, text))
		return STR("where it is a team's name all the same, put it on a line of reviewed-names.txt in the centre's folder");
	return STR("");
}

static struct str expectation(struct arena *arena, const struct import_header *header)
{
	switch (header->type) {
	case IMPORT_ID:
		return str_format(arena, "at most %d letters, digits and _ - . :", AREA_ID_BYTES_MAX);
	case IMPORT_LABEL:
		return str_format(
			arena, "at most %d bytes of text without a phone or identity number", LABEL_BYTES_MAX);
	case IMPORT_INTEGER:
		return str_format(arena, "a whole number from %.0f to %.0f", header->low, header->high);
	case IMPORT_NUMBER:
		return str_format(arena, "a number from %.15g to %.15g", header->low, header->high);
	case IMPORT_CHOICE:
		return words_text(arena, header->words);
	case IMPORT_FLAG:
		return STR("yes or no");
	case IMPORT_DATE:
		return STR("a date like 2018-10-25");
	case IMPORT_TIME:
		return STR("a time like 2018-10-25T09:30:00+08:00");
	case IMPORT_HOUR:
		return STR("a time of day like 09:30");
	case IMPORT_WEEKDAYS:
		return STR("days like mon-fri or sat,sun");
	case IMPORT_PERIOD:
		return STR("a period like 2018, 2018-H2, 2018-Q3, 2018-10 or 2018-10R3");
	case IMPORT_PHONE:
		return STR("an office's phone such as 0991-1234567, 12345 or 400-123-4567; never a mobile phone");
	case IMPORT_AREA:
		if (!header->words)
			return STR("the id of an imported area");
		return str_format(arena, "the id of an imported " STR_FMT, STR_ARG(words_text(arena, header->words)));
	}
	REQUIRE(!"every type has its words");
	return STR("");
}

/* With an area code (0991-1234567), of a service (12345, 110) or free of charge (400-123-4567); never a mobile phone. */
static bool read_phone(struct str text)
{
	char digits[16] = "";
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++) {
		if (text.bytes[i] >= '0' && text.bytes[i] <= '9' && count < sizeof(digits))
			digits[count++] = text.bytes[i];
		else if (text.bytes[i] != '-' && text.bytes[i] != ' ')
			return false;
	}
	if (count >= 3 && count <= 5)
		return digits[0] == '1' || digits[0] == '9';
	if (count == 10 && (digits[0] == '4' || digits[0] == '8') && digits[1] == '0' && digits[2] == '0')
		return true;
	if (digits[0] == '0')
		return count >= 10 && count <= 12;
	return (count == 7 || count == 8) && digits[0] >= '2';
}

static bool read_value(struct arena *arena, const struct import_header *header, const struct import_lookup *lookup,
	struct str text, struct import_value *value)
{
	switch (header->type) {
	case IMPORT_ID:
		return read_id(text);
	case IMPORT_LABEL:
		return text.length <= LABEL_BYTES_MAX && !import_person_text(text) && !is_person_name(header, lookup, text);
	case IMPORT_INTEGER:
		return read_integer(header, text, value);
	case IMPORT_NUMBER:
		return read_number(header, text, value);
	case IMPORT_CHOICE:
		return import_word_find(header->words, text) >= 0;
	case IMPORT_FLAG:
		return read_flag(text, value);
	case IMPORT_DATE:
		return read_date(text);
	case IMPORT_TIME:
		return read_time(text, value);
	case IMPORT_HOUR:
		return read_hour(text);
	case IMPORT_WEEKDAYS:
		return read_weekdays(text);
	case IMPORT_PERIOD:
		return period_name_is_good(text);
	case IMPORT_AREA:
		return read_area(arena, header, lookup, text, value);
	case IMPORT_PHONE:
		return read_phone(text);
	}
	return false;
}

bool import_cell_read(struct arena *arena, const struct import_header *header, const struct import_lookup *lookup,
	struct str text, struct import_value *value, struct str *found, struct str *expected, struct str *mend)
{
	struct str clean = import_clean(arena, header->type, text);

	if (header->type == IMPORT_CHOICE && lookup->choices && import_word_find(header->words, clean) < 0)
		clean = import_choices_word(lookup->choices, header, clean);
	*value = (struct import_value){.form = IMPORT_AS_TEXT, .text = clean};
	if (read_value(arena, header, lookup, clean, value))
		return true;
	*found = found_text(arena, header, lookup, text);
	*expected = expectation(arena, header);
	if (is_person_name(header, lookup, text))
		*expected = STR("the name of a team, which does not read as a person's");
	*mend = mending(arena, header, lookup, text);
	return false;
}

int import_value_compare(const struct import_value *a, const struct import_value *b)
{
	REQUIRE(a->form == b->form && a->form != IMPORT_ABSENT);
	if (a->form == IMPORT_AS_INTEGER)
		return (a->integer > b->integer) - (a->integer < b->integer);
	if (a->form == IMPORT_AS_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	return str_compare(a->text, b->text);
}
