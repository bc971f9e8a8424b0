#include "feed/centre/explain_page.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/centre/assets.h"
#include "feed/centre/xlsx.h"

enum { COLUMNS = 5, NAME_WIDTH = 26, SAID_WIDTH = 34, NUMBER_WIDTH = 12, WORD_BYTES = 64 };

/* A line of the page: what it is, what it says, and numbers (NAN where there is none). */
struct line {
	struct str name, said;
	double numbers[COLUMNS - 2];
	int decimals;
	bool strong;
};

struct page {
	struct arena *arena;
	struct ini words, fallback;
	struct str heads[COLUMNS];
	struct str title;
	struct line *lines;
	size_t count, capacity;
	enum language language;
};

static bool read_words(struct page *page, const char *code, struct ini *words, struct error *error)
{
	char path[PATH_MAX];
	struct faults faults;
	struct str text;

	assets_path(path, str_format(page->arena, "explain/%s.words", code).bytes);
	faults_init(&faults, page->arena);
	return file_read(page->arena, path, INI_BYTES_MAX, &text, error) &&
	       (ini_parse(page->arena, str_copy(page->arena, str_from(path)), text, words, &faults) ||
		       error_set(error, "%s has faults", path));
}

static struct str word(const struct page *page, const char *start, struct str key)
{
	struct str name = str_format(page->arena, "%s" STR_FMT, start, STR_ARG(key));
	const struct ini_entry *entry = ini_find(&page->words, STR("words"), name);

	if (!entry || entry->value.length == 0)
		entry = ini_find(&page->fallback, STR("words"), name);
	return entry ? entry->value : key;
}

static struct str explain_text(const struct page *page, const char *key)
{
	return word(page, "explain_", str_from(key));
}

static struct line *add(struct page *page)
{
	page->lines = arena_grow(page->arena, page->lines, page->count, &page->capacity, sizeof(*page->lines));
	page->lines[page->count] = (struct line){.numbers = {NAN, NAN, NAN}, .decimals = 1};
	return &page->lines[page->count++];
}

static bool is_part(enum explain_kind kind)
{
	return kind == EXPLAIN_TOTAL || kind == EXPLAIN_SYSTEM || kind == EXPLAIN_SUBDISTRICT ||
	       kind == EXPLAIN_RESIDENTS;
}

static bool counts(enum explain_kind kind)
{
	return kind == EXPLAIN_RANK || kind == EXPLAIN_PREVIOUS || kind == EXPLAIN_ANSWERS || kind == EXPLAIN_FLAGGED ||
	       kind == EXPLAIN_LEVEL || kind == EXPLAIN_DARK;
}

static struct str said(const struct page *page, const struct explain_row *row)
{
	struct str text = label_text(&row->label, page->language);

	if (row->kind == EXPLAIN_TIER)
		return word(page, "tier_", row->id);
	if (row->kind == EXPLAIN_STATE)
		return word(page, "explain_state_", row->id);
	if (row->kind == EXPLAIN_LEVEL)
		return word(page, "level_", row->id);
	if (row->id.length && text.length)
		return str_format(page->arena, STR_FMT " (" STR_FMT ")", STR_ARG(text), STR_ARG(row->id));
	return text.length ? text : row->id;
}

static struct str name_of(const struct page *page, const struct explain_row *row)
{
	const char *indent = is_part(row->kind) || row->kind < EXPLAIN_SYSTEM || row->kind >= EXPLAIN_VETO ? "" : "  ";

	return str_format(page->arena, "%s" STR_FMT, indent, STR_ARG(explain_text(page, explain_word(row->kind))));
}

static void add_row(struct page *page, const struct explain_row *row)
{
	struct line *line = add(page);

	line->name = name_of(page, row);
	line->said = said(page, row);
	line->strong = is_part(row->kind);
	line->decimals = counts(row->kind) ? 0 : 1;
	line->numbers[0] = row->value;
	line->numbers[1] = row->weight;
	line->numbers[2] = row->points;
	if (row->kind == EXPLAIN_LEVEL && isnan(row->value))
		line->said = str_format(page->arena, STR_FMT " *", STR_ARG(line->said));
}

static const struct explain_row *find(const struct explanation *explanation, const struct explain_row *wanted)
{
	for (size_t i = 0; i < explanation->count; i++)
		if (explanation->rows[i].kind == wanted->kind && str_equal(explanation->rows[i].id, wanted->id))
			return &explanation->rows[i];
	return NULL;
}

static double number_of(const struct explain_row *row)
{
	return row ? (isnan(row->points) ? row->value : row->points) : NAN;
}

/* Where rows only say something, both sayings stand in one cell. */
static void add_pair(struct page *page, const struct explain_row *row, const struct explain_row *other)
{
	struct line *line = add(page);

	line->name = name_of(page, row);
	line->said = said(page, row);
	if (other && !str_equal(said(page, other), line->said))
		line->said =
			str_format(page->arena, STR_FMT " | " STR_FMT, STR_ARG(line->said), STR_ARG(said(page, other)));
	line->strong = is_part(row->kind);
	line->decimals = counts(row->kind) ? 0 : 1;
	line->numbers[0] = number_of(row);
	line->numbers[1] = number_of(other);
	line->numbers[2] = line->numbers[0] - line->numbers[1];
}

/* States and tiers are paired whatever they say. */
static const struct explain_row *partner(const struct explanation *other, const struct explain_row *row)
{
	for (size_t i = 0; i < other->count; i++)
		if (other->rows[i].kind == row->kind && (row->kind == EXPLAIN_TIER || row->kind == EXPLAIN_STATE))
			return &other->rows[i];
	return find(other, row);
}

static void add_pairs(struct page *page, const struct explanation *one, const struct explanation *other)
{
	for (size_t i = 0; i < one->count; i++)
		add_pair(page, &one->rows[i], partner(other, &one->rows[i]));
	for (size_t i = 0; i < other->count; i++) {
		if (partner(one, &other->rows[i]))
			continue;
		add_row(page, &other->rows[i]);
		page->lines[page->count - 1].numbers[0] = NAN;
		page->lines[page->count - 1].numbers[1] = number_of(&other->rows[i]);
		page->lines[page->count - 1].numbers[2] = NAN;
	}
}

static struct str name_and_id(const struct page *page, const struct explanation *explanation)
{
	return str_format(page->arena, STR_FMT " (" STR_FMT ")",
		STR_ARG(label_text(&explanation->name, page->language)), STR_ARG(explanation->area));
}

static void set_heads(struct page *page, const struct explanation *one, const struct explanation *other)
{
	page->heads[0] = explain_text(page, "term");
	page->heads[1] = explain_text(page, "source");
	page->heads[2] = other ? label_text(&one->name, page->language) : explain_text(page, "value");
	page->heads[3] = other ? label_text(&other->name, page->language) : explain_text(page, "weight");
	page->heads[4] = explain_text(page, other ? "difference" : "counts_for");
}

static bool make(struct page *page, const struct explaining *explaining, const struct explanation *one,
	const struct explanation *other, struct error *error)
{
	const struct period *period = &explaining->period;
	struct str names = name_and_id(page, one);

	if (!read_words(page, language_code(page->language).bytes, &page->words, error) ||
		!read_words(page, "zh", &page->fallback, error))
		return false;
	if (other)
		names = str_format(
			page->arena, STR_FMT ", " STR_FMT, STR_ARG(names), STR_ARG(name_and_id(page, other)));
	page->title = str_format(page->arena, STR_FMT " · " STR_FMT " (" STR_FMT " – " STR_FMT ") · " STR_FMT,
		STR_ARG(explain_text(page, "title")), STR_ARG(period->name), STR_ARG(period->first_day),
		STR_ARG(period->last_day),
		STR_ARG(explain_text(page, period->frozen    ? "period_frozen"
					   : period->noticed ? "period_notice"
							     : "period_open")));
	page->title = str_format(page->arena, STR_FMT "\n" STR_FMT, STR_ARG(page->title), STR_ARG(names));
	set_heads(page, one, other);
	if (other)
		add_pairs(page, one, other);
	for (size_t i = 0; !other && i < one->count; i++)
		add_row(page, &one->rows[i]);
	return true;
}

/* Han and what is as wide takes two places in a terminal; marks over letters none. */
static size_t places(struct str text)
{
	size_t at = 0, wide = 0;

	while (at < text.length) {
		uint32_t code = str_code_point(text, &at);

		wide += code >= 0x1100 && ((code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) ||
						  (code >= 0xf900 && code <= 0xfaff) ||
						  (code >= 0xfe30 && code <= 0xfe6f) ||
						  (code >= 0xff00 && code <= 0xff60))
				? 2
				: 1;
	}
	return wide;
}

static void put(FILE *to, struct str text, size_t width, bool right)
{
	size_t used = places(text);
	int room = used < width ? (int)(width - used) : right;

	if (right)
		fprintf(to, "%*s" STR_FMT, room, "", STR_ARG(text));
	else
		fprintf(to, STR_FMT "%*s ", STR_ARG(text), room, "");
}

static void put_number(FILE *to, const struct page *page, const struct line *line, int column)
{
	double number = line->numbers[column];
	struct str text = STR("");

	if (!isnan(number))
		text = str_format(
			page->arena, "%.*f", number == floor(number) ? line->decimals : line->decimals + 1, number);
	put(to, text, NUMBER_WIDTH, true);
}

bool explain_print(const struct explaining *explaining, const struct explanation *one, const struct explanation *other,
	enum language language, FILE *to, struct error *error)
{
	struct page page = {.arena = explaining->arena, .language = language};

	if (!make(&page, explaining, one, other, error))
		return false;
	fprintf(to, STR_FMT "\n\n", STR_ARG(page.title));
	for (int i = 0; i < COLUMNS; i++)
		put(to, page.heads[i], i == 0 ? NAME_WIDTH : i == 1 ? SAID_WIDTH : NUMBER_WIDTH, i > 1);
	fputc('\n', to);
	for (size_t i = 0; i < page.count; i++) {
		if (page.lines[i].strong)
			fputc('\n', to);
		put(to, page.lines[i].name, NAME_WIDTH, false);
		put(to, page.lines[i].said, SAID_WIDTH, false);
		for (int column = 0; column < COLUMNS - 2; column++)
			put_number(to, &page, &page.lines[i], column);
		fputc('\n', to);
	}
	fprintf(to, "\n" STR_FMT "\n", STR_ARG(explain_text(&page, "note")));
	return true;
}

bool explain_xlsx(const struct explaining *explaining, const struct explanation *one, const struct explanation *other,
	enum language language, const char *path, struct error *error)
{
	static const double widths[COLUMNS] = {28, 60, 14, 14, 14};
	struct page page = {.arena = explaining->arena, .language = language};
	struct xlsx *xlsx;
	struct str rest, line;
	uint32_t row = 0;

	if (!make(&page, explaining, one, other, error))
		return false;
	xlsx = xlsx_create(path);
	xlsx_sheet(xlsx, explaining->period.name, 4, language_is_rtl(language));
	for (rest = page.title; str_next(&rest, '\n', &line); row++)
		xlsx_text(xlsx, row, 0, line, XLSX_STRONG);
	row = 3;
	for (uint16_t i = 0; i < COLUMNS; i++) {
		xlsx_width(xlsx, i, widths[i]);
		xlsx_text(xlsx, row, i, page.heads[i], XLSX_HEAD);
	}
	for (size_t i = 0; i < page.count; i++) {
		const struct line *shown = &page.lines[i];
		enum xlsx_look look = shown->strong ? XLSX_STRONG : XLSX_PLAIN;

		row++;
		xlsx_text(xlsx, row, 0, shown->name, look);
		xlsx_text(xlsx, row, 1, shown->said, look);
		for (uint16_t column = 0; column < COLUMNS - 2; column++)
			if (!isnan(shown->numbers[column]))
				xlsx_number(xlsx, row, (uint16_t)(column + 2), shown->numbers[column],
					shown->numbers[column] == floor(shown->numbers[column]) ? shown->decimals
												: shown->decimals + 1,
					look);
	}
	xlsx_text(xlsx, row + 2, 0, explain_text(&page, "note"), XLSX_PLAIN);
	return xlsx_finish(xlsx, error);
}
