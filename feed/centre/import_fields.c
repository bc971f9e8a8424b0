#include "feed/centre/import_fields.h"

#include <string.h>
#include <strings.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/import_clean.h"
#include "feed/centre/import_person.h"

static void put_field(
	struct import_fields *fields, const struct import_kind *kind, struct str name, int header, bool main)
{
	REQUIRE(fields->count < IMPORT_FIELDS_MAX);
	fields->items[fields->count++] = (struct import_field){
		.name = name,
		.header = header,
		.main = main,
		.required = kind->headers[header].required && main,
		.cell = -1,
	};
}

void import_fields_make(struct import_fields *fields, struct arena *arena, const struct import_kind *kind)
{
	int count = (int)import_header_count(kind);

	fields->count = 0;
	fields->kind = kind;
	import_choices_make(&fields->choices, kind);
	for (int i = 0; i < IMPORT_LEVEL_COUNT; i++)
		fields->level_cells[i] = -1;
	for (int i = 0; i < count; i++) {
		const struct import_header *header = &kind->headers[i];

		if (header->type != IMPORT_LABEL) {
			put_field(fields, kind, str_from(header->name), i, true);
			continue;
		}
		for (int language = 0; language < LANGUAGE_COUNT; language++) {
			struct str code = language_code((enum language)language);
			struct str name = str_format(arena, "%s_" STR_FMT, header->name, STR_ARG(code));

			put_field(fields, kind, name, i, language == LANGUAGE_ZH);
		}
	}
}

struct str import_fields_names(const struct import_fields *fields, struct arena *arena)
{
	struct str text = STR("");

	for (int i = 0; i < fields->count; i++)
		text = str_format(
			arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? ", " : "", STR_ARG(fields->items[i].name));
	return text;
}

static struct import_field *find_field(struct import_fields *fields, struct str name)
{
	for (int i = 0; i < fields->count; i++)
		if (fields->items[i].name.length == name.length &&
			strncasecmp(fields->items[i].name.bytes, name.bytes, name.length) == 0)
			return &fields->items[i];
	return NULL;
}

static bool speaks_of_areas(const struct import_fields *fields)
{
	for (int i = 0; i < fields->count; i++)
		if (fields->kind->headers[fields->items[i].header].type == IMPORT_AREA)
			return true;
	return false;
}

/* By its name, else by what officers call it. */
static struct import_field *know_field(struct import_fields *fields, struct arena *arena, struct str header)
{
	struct import_field *field = find_field(fields, header);
	struct str alias;

	if (field)
		return field;
	alias = import_alias_field(fields->kind, import_alias_simple(arena, header));
	return alias.length ? find_field(fields, alias) : NULL;
}

static int know_level(const struct import_fields *fields, struct arena *arena, struct str header)
{
	return speaks_of_areas(fields) ? import_alias_level(import_alias_simple(arena, header)) : -1;
}

/* "名称" over "中文" and "维文": the upper row is written once for all that it covers. */
static struct str joined_name(struct arena *arena, const struct sheet_row *row, const struct sheet_row *below, size_t at)
{
	struct str upper = STR(""), lower = at < below->count ? str_trim(below->cells[at].text) : STR("");

	for (size_t i = at < row->count ? at + 1 : row->count; i-- > 0 && upper.length == 0;) {
		upper = str_trim(row->cells[i].text);
		if (lower.length == 0)
			break;
	}
	if (lower.length == 0 || upper.length == 0)
		return lower.length ? lower : upper;
	return str_format(arena, STR_FMT STR_FMT, STR_ARG(upper), STR_ARG(lower));
}

static bool is_known(const struct import_fields *fields, struct arena *arena, struct str name)
{
	/* Looking does not change what is found. */
	return know_field((struct import_fields *)fields, arena, name) || know_level(fields, arena, name) >= 0;
}

/* A joined name that is not known may be known by its lower half alone: titles are merged over whole tables. */
static struct str header_name(const struct import_fields *fields, struct arena *arena, const struct sheet_row *row,
	const struct sheet_row *below, size_t at)
{
	struct str joined, lower;

	if (!below)
		return at < row->count ? str_trim(row->cells[at].text) : STR("");
	joined = joined_name(arena, row, below, at);
	lower = at < below->count ? str_trim(below->cells[at].text) : STR("");
	return !is_known(fields, arena, joined) && lower.length && is_known(fields, arena, lower) ? lower : joined;
}

int import_fields_count_known(const struct import_fields *fields, struct arena *arena, const struct sheet_row *row,
	const struct sheet_row *below)
{
	size_t count = below && below->count > row->count ? below->count : row->count;
	int known = 0;

	for (size_t i = 0; i < count; i++)
		known += is_known(fields, arena, header_name(fields, arena, row, below, i));
	return known;
}

void import_fields_join(
	const struct import_fields *fields, struct arena *arena, struct sheet_row *row, const struct sheet_row *below)
{
	struct sheet_row joined = {.count = below->count > row->count ? below->count : row->count, .line = below->line};

	for (size_t i = 0; i < joined.count; i++) {
		joined.cells[i] = i < below->count ? below->cells[i] : row->cells[i];
		joined.cells[i].text = header_name(fields, arena, row, below, i);
	}
	*row = joined;
}

static struct str column_text(struct import_job *job, const struct sheet_cell *cell, int place)
{
	char column[FAULT_COLUMN_BYTES];

	fault_column_name(place + 1, column);
	return str_format(job->arena, "column %s " STR_FMT, column, STR_ARG(import_quote(job->arena, str_trim(cell->text))));
}

/* What no field takes: areas around, persons, remarks; the rest is a fault. */
static void match_other(struct import_fields *fields, struct import_job *job, const struct sheet_cell *cell, int place)
{
	struct str name = str_trim(cell->text), simple = import_alias_simple(job->arena, name);
	int level = know_level(fields, job->arena, name);

	if (level >= 0 && fields->level_cells[level] < 0) {
		fields->level_cells[level] = place;
		return;
	}
	fields->passed_over[place] = true;
	if (import_person_header(name))
		import_note(job, str_format(job->arena, "left out: " STR_FMT ", which is about persons: nothing of it is kept",
					 STR_ARG(column_text(job, cell, place))));
	else if (import_alias_is_passed_over(simple))
		import_note(job, str_format(job->arena, "left out: " STR_FMT, STR_ARG(column_text(job, cell, place))));
	else
		import_fault(job, cell->line, cell->column,
			str_format(job->arena, "header " STR_FMT, STR_ARG(import_quote(job->arena, name))),
			str_format(job->arena, "one of " STR_FMT, STR_ARG(import_fields_names(fields, job->arena))), STR(""));
}

static void match_cell(struct import_fields *fields, struct import_job *job, const struct sheet_cell *cell, int place)
{
	struct str name = str_trim(cell->text);
	struct import_field *field = know_field(fields, job->arena, name);

	if (name.length == 0 && fields->cell_count > 1)
		return; /* a column without a name must stay empty */
	if (!field)
		match_other(fields, job, cell, place);
	else if (field->cell < 0)
		field->cell = place;
	else
		import_fault(job, cell->line, cell->column,
			str_format(job->arena, "header " STR_FMT, STR_ARG(import_quote(job->arena, name))), STR("each header once"),
			STR(""));
}

static bool has_level(const struct import_fields *fields)
{
	for (int i = 0; i < IMPORT_LEVEL_COUNT; i++)
		if (fields->level_cells[i] >= 0)
			return true;
	return false;
}

bool import_fields_match(struct import_fields *fields, struct import_job *job, const struct sheet_row *header)
{
	bool complete = true;

	fields->cell_count = header->count;
	for (size_t i = 0; i < header->count; i++)
		match_cell(fields, job, &header->cells[i], (int)i);
	for (int i = 0; i < fields->count; i++) {
		const struct import_field *field = &fields->items[i];

		if (!field->required || field->cell >= 0)
			continue;
		if (fields->kind->headers[field->header].type == IMPORT_AREA && has_level(fields))
			continue;
		complete = false;
		import_fault(job, header->line, 0,
			str_format(job->arena, "no header \"" STR_FMT "\"", STR_ARG(field->name)),
			str_format(job->arena, "it among " STR_FMT, STR_ARG(import_fields_names(fields, job->arena))), STR(""));
	}
	return complete;
}

static bool load_places(struct import_job *job)
{
	struct error error;

	if (job->places)
		return true;
	job->places = import_places_load(job->long_arena, job->store, &error);
	if (!job->places)
		import_trouble(job, &error);
	return job->places;
}

/* "县市/街道/社区" of this row; cells that a merge left empty say what stood above them, but for those of the area itself. */
static struct str within_text(struct import_fields *fields, struct import_job *job, const struct sheet_row *cells)
{
	struct str path = STR("");
	bool new_above = false;
	int deepest = IMPORT_LEVEL_COUNT - 1;

	while (deepest > 0 && fields->level_cells[deepest] < 0)
		deepest--;
	for (int level = 0; level < IMPORT_LEVEL_COUNT; level++) {
		int at = fields->level_cells[level];
		struct str text = at >= 0 && at < (int)cells->count ? import_clean_width(job->arena, cells->cells[at].text) : STR("");

		if (at < 0)
			continue;
		if (text.length && !str_equal(text, fields->level_names[level])) {
			fields->level_names[level] = str_copy(job->long_arena, text);
			new_above = true;
		} else if (text.length == 0 && (new_above || level == deepest)) {
			fields->level_names[level] = STR("");
		}
		if (fields->level_names[level].length)
			path = str_format(job->arena, STR_FMT "%s" STR_FMT, STR_ARG(path), path.length ? "/" : "",
				STR_ARG(fields->level_names[level]));
	}
	return path;
}

static bool read_cell(const struct import_field *field, struct import_job *job, const struct import_header *header,
	const struct import_lookup *lookup, const struct sheet_cell *cell, struct import_value *value)
{
	struct str text = str_trim(cell->text), found = STR("empty"), expected = STR("a value in each row"), mend = STR("");
	bool area = header->type == IMPORT_AREA && lookup->within.length;

	if (text.length == 0 && !field->required && !area)
		return true;
	if ((text.length || area) && import_cell_read(job->arena, header, lookup, text, value, &found, &expected, &mend))
		return true;
	*value = (struct import_value){.form = IMPORT_ABSENT};
	import_fault(job, cell->line, cell->column,
		str_format(job->arena, STR_FMT " " STR_FMT, STR_ARG(field->name), STR_ARG(found)), expected, mend);
	return false;
}

/* The cell of a field; where the row ends before it, or other columns tell the area, an empty one with a place. */
static const struct sheet_cell *cell_of(const struct import_fields *fields, const struct import_field *field,
	const struct sheet_row *cells, struct sheet_cell *empty)
{
	int at = field->cell;

	for (int level = 0; at < 0 && level < IMPORT_LEVEL_COUNT; level++)
		if (fields->kind->headers[field->header].type == IMPORT_AREA)
			for (int below = IMPORT_LEVEL_COUNT - 1; below >= 0 && at < 0; below--)
				at = fields->level_cells[below];
	if (at < 0)
		return NULL;
	*empty = (struct sheet_cell){STR(""), cells->line, at + 1};
	if (field->cell < 0 && at < (int)cells->count)
		empty->column = cells->cells[at].column;
	return field->cell < 0 || at >= (int)cells->count ? empty : &cells->cells[at];
}

/* Whether an id is not known, so that names are to be looked up. */
static bool needs_places(const struct import_job *job, const struct import_header *header, struct str text, struct str within)
{
	return header->type == IMPORT_AREA && (text.length || within.length) && !import_index_find(&job->areas, text);
}

bool import_fields_read(struct import_fields *fields, struct import_job *job, const struct import_kind *kind,
	const struct sheet_row *cells, struct import_value *values, struct import_row *row)
{
	struct import_lookup lookup = {.areas = &job->areas, .choices = &fields->choices, .reviewed = &job->reviewed};
	bool sound = true;

	if (has_level(fields))
		lookup.within = within_text(fields, job, cells);
	for (int i = 0; i < fields->count; i++) {
		const struct import_field *field = &fields->items[i];
		struct sheet_cell empty;
		const struct sheet_cell *cell = cell_of(fields, field, cells, &empty);

		values[i] = (struct import_value){.form = IMPORT_ABSENT};
		if (cell && needs_places(job, &kind->headers[field->header], str_trim(cell->text), lookup.within) && load_places(job))
			lookup.places = job->places;
		if (cell && !read_cell(field, job, &kind->headers[field->header], &lookup, cell, &values[i]))
			sound = false;
		if (field->main) {
			row->values[field->header] = values[i];
			row->columns[field->header] = cell ? cell->column : 0;
		}
	}
	return sound;
}
