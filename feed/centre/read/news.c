#include "feed/centre/read/news.h"

#include <string.h>
#include <strings.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/read/xml.h"
#include "feed/centre/read/xml_text.h"

enum { MINUTE_MS = 60000, DATE_WORDS = 6 };

/* What of an item is being read; of several that say the same, the one that stands first here wins. */
enum part { PART_NONE, PART_TITLE, PART_SUMMARY, PART_CONTENT, PART_GUID, PART_LINK, PART_PUBLISHED, PART_UPDATED, PART_COUNT };

struct reading {
	struct arena *arena;
	struct news *news;
	struct xml *xml;
	struct xml_text text;
	struct str parts[PART_COUNT]; /* of the item; as they came */
	enum part part;
	int depth, item_depth, part_depth; /* 0: in none */
	bool known;                        /* the root is one of a feed */
};

static const struct {
	const char *name;
	enum part part;
} parts[] = {
	{"title", PART_TITLE},
	{"description", PART_SUMMARY},
	{"summary", PART_SUMMARY},
	{"encoded", PART_CONTENT},
	{"content", PART_CONTENT},
	{"guid", PART_GUID},
	{"id", PART_GUID},
	{"link", PART_LINK},
	{"pubDate", PART_PUBLISHED},
	{"published", PART_PUBLISHED},
	{"date", PART_PUBLISHED},
	{"updated", PART_UPDATED},
};

static enum part part_of(struct str name)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (str_equal(name, str_from(parts[i].name)))
			return parts[i].part;
	return PART_NONE;
}

static void start(void *self, struct str name, const char *const *attributes)
{
	struct reading *reading = self;
	const char *href = xml_attribute(attributes, "href");

	if (++reading->depth == 1)
		reading->known = str_equal(name, STR("rss")) || str_equal(name, STR("feed")) || str_equal(name, STR("RDF"));
	if (!reading->item_depth && (str_equal(name, STR("item")) || str_equal(name, STR("entry")))) {
		reading->item_depth = reading->depth;
		memset(reading->parts, 0, sizeof(reading->parts));
	} else if (reading->item_depth && reading->depth == reading->item_depth + 1 && (reading->part = part_of(name))) {
		reading->part_depth = reading->depth;
		xml_text_take(&reading->text);
		if (reading->part == PART_LINK && href && !reading->parts[PART_LINK].length)
			reading->parts[PART_LINK] = str_copy(reading->arena, str_from(href));
	} else if (reading->part_depth) {
		xml_text_add(&reading->text, reading->arena, STR(" ")); /* an element of XHTML */
	}
}

static struct str first_of(const struct reading *reading, enum part a, enum part b)
{
	return reading->parts[a].length ? reading->parts[a] : reading->parts[b];
}

static bool read_date(struct str text, int64_t *time_ms)
{
	size_t dot = str_find(text, STR("."));
	char whole[64];
	size_t rest;

	if (news_date(text, time_ms) || civil_parse(text, time_ms))
		return true;
	if (dot == text.length || text.length >= sizeof(whole))
		return false;
	for (rest = dot + 1; rest < text.length && text.bytes[rest] >= '0' && text.bytes[rest] <= '9'; rest++)
		;
	memcpy(whole, text.bytes, dot);
	memcpy(whole + dot, text.bytes + rest, text.length - rest);
	return civil_parse((struct str){whole, dot + text.length - rest}, time_ms);
}

static void end_item(struct reading *reading)
{
	struct news *news = reading->news;
	struct news_item item = {
		.title = xml_text_plain(reading->arena, reading->parts[PART_TITLE]),
		.text = xml_text_plain(reading->arena, first_of(reading, PART_SUMMARY, PART_CONTENT)),
		.id = first_of(reading, PART_GUID, PART_LINK),
	};

	item.dated = read_date(first_of(reading, PART_PUBLISHED, PART_UPDATED), &item.published_ms);
	if (item.id.length == 0)
		item.id = item.title;
	if (item.title.length == 0 || news->count == NEWS_ITEMS_MAX)
		news->left_out++;
	else
		news->items[news->count++] = item;
}

static void end(void *self, struct str name)
{
	struct reading *reading = self;

	(void)name;
	if (reading->part_depth == reading->depth) {
		struct str text = xml_text_take(&reading->text);

		if (!reading->parts[reading->part].length)
			reading->parts[reading->part] = text;
		reading->part_depth = 0;
		reading->part = PART_NONE;
	} else if (reading->item_depth == reading->depth) {
		end_item(reading);
		reading->item_depth = 0;
	}
	reading->depth--;
}

static void text(void *self, struct str piece)
{
	struct reading *reading = self;

	if (reading->part_depth)
		xml_text_add(&reading->text, reading->arena, piece);
}

bool news_read(struct arena *arena, struct str bytes, struct news *news, struct error *error)
{
	struct reading reading = {.arena = arena, .news = news};
	struct xml_reader reader = {start, end, text, &reading};
	bool read;

	*news = (struct news){.count = 0};
	reading.xml = xml_create(&reader);
	read = xml_feed(reading.xml, bytes, true) == XML_FED;
	if (!read)
		error_set(error, "found %s at line %d, expected a feed of RSS or Atom", xml_trouble(reading.xml), xml_line(reading.xml));
	else if (!reading.known)
		read = error_set(error, "found XML of another kind, expected a feed of RSS or Atom");
	xml_destroy(reading.xml);
	return read;
}

static bool read_zone(struct str zone, int64_t *offset_min)
{
	static const struct {
		const char *name;
		int hours;
	} names[] = {{"GMT", 0}, {"UT", 0}, {"UTC", 0}, {"Z", 0}, {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
		{"PST", -8}, {"PDT", -7}};
	int64_t number;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!str_equal(zone, str_from(names[i].name)))
			continue;
		*offset_min = names[i].hours * 60;
		return true;
	}
	if (zone.length != 5 || (zone.bytes[0] != '+' && zone.bytes[0] != '-') || !str_integer(str_part(zone, 1, 4), &number) || number > 1459 ||
		number < 0)
		return false;
	*offset_min = (zone.bytes[0] == '-' ? -1 : 1) * (number / 100 * 60 + number % 100);
	return true;
}

static bool read_month(struct str name, int *month)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (int i = 0; i < 12 && name.length == 3; i++) {
		if (strncasecmp(names + 3 * i, name.bytes, 3) != 0)
			continue;
		*month = i + 1;
		return true;
	}
	return false;
}

static bool read_clock(struct str clock, struct civil *civil)
{
	int64_t numbers[3] = {0};
	struct str part;
	int count = 0;

	while (str_next(&clock, ':', &part))
		if (count == 3 || part.length != 2 || !str_integer(part, &numbers[count++]))
			return false;
	if (count < 2 || numbers[0] < 0 || numbers[0] > 23 || numbers[1] < 0 || numbers[1] > 59 || numbers[2] < 0 || numbers[2] > 60)
		return false;
	civil->hour = (int)numbers[0];
	civil->minute = (int)numbers[1];
	civil->second = numbers[2] > 59 ? 59 : (int)numbers[2]; /* a leap second */
	return true;
}

/* RFC 822 with four digits of the year, or two. */
bool news_date(struct str text, int64_t *time_ms)
{
	struct str words[DATE_WORDS], word;
	struct civil civil = {.year = 0};
	int64_t day, year, offset_min;
	int count = 0;
	size_t comma = str_find(text, STR(","));

	if (comma < text.length)
		text = str_part(text, comma + 1, text.length);
	while (str_next(&text, ' ', &word))
		if (word.length && count < DATE_WORDS)
			words[count++] = word;
	if (count != 5 || !str_integer(words[0], &day) || !read_month(words[1], &civil.month) || !str_integer(words[2], &year) ||
		!read_clock(words[3], &civil) || !read_zone(words[4], &offset_min) || day < 1 || day > 31)
		return false;
	civil.year = (int)(year < 50 ? 2000 + year : year < 100 ? 1900 + year : year);
	civil.day = (int)day;
	if (civil.year < 1970 || civil.year > 9999)
		return false;
	*time_ms = civil_from_utc(civil) - offset_min * MINUTE_MS;
	return true;
}
