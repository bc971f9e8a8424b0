#include "feed/centre/gate/kept_form.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/shape.h"
#include "feed/centre/store.h"

enum { STEPS_A_DEGREE = 10000000 };

static void add_column(struct arena *arena, struct kept_columns *columns, enum import_type type, struct str name)
{
	const char *comma = columns->count ? "," : "";

	columns->types[columns->count++] = type;
	columns->names = str_format(arena, STR_FMT "%s\"" STR_FMT "\"", STR_ARG(columns->names), comma, STR_ARG(name));
	columns->header = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(columns->header), comma, STR_ARG(name));
}

void kept_columns_of(struct arena *arena, const struct import_kind *kind, struct kept_columns *columns)
{
	size_t count = import_header_count(kind);

	*columns = (struct kept_columns){.count = 0};
	for (size_t i = 0; i < count; i++) {
		const struct import_header *header = &kind->headers[i];

		if (header->type != IMPORT_LABEL) {
			add_column(arena, columns, header->type, str_from(header->name));
			continue;
		}
		for (enum language language = 0; language < LANGUAGE_COUNT; language++)
			add_column(arena, columns, header->type,
				str_format(arena, "%s_" STR_FMT, header->name, STR_ARG(language_code(language))));
	}
}

void kept_put_cell(FILE *to, struct str text)
{
	bool quoted = false;

	if (text.length == 0)
		return;
	for (size_t i = 0; i < text.length; i++)
		quoted = quoted || strchr(",\"\n\r", text.bytes[i]);
	if (!quoted) {
		fwrite(text.bytes, 1, text.length, to);
		return;
	}
	fputc('"', to);
	for (size_t i = 0; i < text.length; i++) {
		if (text.bytes[i] == '"')
			fputc('"', to);
		fputc(text.bytes[i], to);
	}
	fputc('"', to);
}

/* The fewest digits that read back as the same number. */
static struct str number_text(struct arena *arena, double number)
{
	struct str text = str_format(arena, "%.15g", number);
	double back;

	return str_number(text, &back) && back == number ? text : str_format(arena, "%.17g", number);
}

static struct str cell_text(struct arena *arena, enum import_type type, struct store_query *query, int at)
{
	switch (type) {
	case IMPORT_NUMBER:
		return number_text(arena, store_number(query, at));
	case IMPORT_FLAG:
		return store_integer(query, at) ? STR("yes") : STR("no");
	case IMPORT_TIME:
		return civil_format_utc(arena, store_integer(query, at));
	default:
		return store_text(query, at); /* whole numbers too */
	}
}

void kept_put_row(FILE *to, struct arena *arena, const struct kept_columns *columns, struct store_query *query)
{
	for (int i = 0; i < columns->count; i++) {
		if (i)
			fputc(',', to);
		if (!store_is_null(query, i))
			kept_put_cell(to, cell_text(arena, columns->types[i], query, i));
	}
	fputc('\n', to);
}

static void put_degrees(FILE *to, double degrees)
{
	long long steps = llround(degrees * STEPS_A_DEGREE);

	fprintf(to, "%s%lld.%07lld", steps < 0 ? "-" : "", llabs(steps) / STEPS_A_DEGREE, llabs(steps) % STEPS_A_DEGREE);
}

static void put_position(FILE *to, struct map_point point)
{
	fputc('[', to);
	put_degrees(to, point.longitude);
	fputc(',', to);
	put_degrees(to, point.latitude);
	fputc(']', to);
}

/* Twice the area; above 0 where it turns left. */
static double turn(const struct map_ring *ring)
{
	double sum = 0;

	for (uint32_t i = 0; i < ring->count; i++) {
		struct map_point a = ring->points[i], b = ring->points[(i + 1) % ring->count];

		sum += a.longitude * b.latitude - b.longitude * a.latitude;
	}
	return sum;
}

static void put_ring(FILE *to, const struct map_ring *ring)
{
	fputc('[', to);
	for (uint32_t i = 0; i < ring->count; i++) {
		put_position(to, ring->points[i]);
		fputc(',', to);
	}
	put_position(to, ring->points[0]);
	fputc(']', to);
}

/* A text without control characters: ids and kinds. */
static void put_text(FILE *to, struct str text)
{
	fputc('"', to);
	for (size_t i = 0; i < text.length; i++) {
		if (text.bytes[i] == '"' || text.bytes[i] == '\\')
			fputc('\\', to);
		fputc(text.bytes[i], to);
	}
	fputc('"', to);
}

bool kept_put_shape(FILE *to, struct arena *arena, struct store_query *query)
{
	struct map_shape shape = {.area = store_text(query, 0)};

	if (!shape_unpack(arena, store_text(query, 1), &shape))
		return false;
	fputs("{\"type\":\"Feature\",\"properties\":{\"id\":", to);
	put_text(to, shape.area);
	if (!store_is_null(query, 2)) {
		fputs(",\"kind\":", to);
		put_text(to, store_text(query, 2));
	}
	fputs("},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[", to);
	for (uint32_t i = 0; i < shape.ring_count; i++) {
		bool outer = i == 0 || turn(&shape.rings[i]) > 0;

		if (i)
			fputs(outer ? "]," : ",", to);
		if (outer)
			fputc('[', to);
		put_ring(to, &shape.rings[i]);
	}
	fputs(shape.ring_count ? "]]}}" : "]}}", to);
	return true;
}
