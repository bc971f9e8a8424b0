#include "feed/centre/import_fields.h"

#include <string.h>
#include <strings.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
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

static void match_cell(struct import_fields *fields, struct import_job *job, const struct csv_cell *cell, int place)
{
	struct str name = str_trim(cell->text);
	struct import_field *field = find_field(fields, name);
	struct str found = str_format(job->arena, "header " STR_FMT, STR_ARG(import_quote(job->arena, name)));
	struct str expected;

	if (field && field->cell < 0) {
		field->cell = place;
		return;
	}
	if (field)
		expected = STR("each header once");
	else if (import_person_header(name))
		expected = STR("nothing about a person: names, phone and identity numbers are never kept");
	else
		expected = str_format(job->arena, "one of " STR_FMT, STR_ARG(import_fields_names(fields, job->arena)));
	faults_add(job->faults, job->file, cell->line, cell->column, found, expected);
}

/* A spreadsheet's other separators: one sentence instead of one for each header that is then missing. */
static bool check_separator(struct import_job *job, const struct csv_row *header)
{
	const struct csv_cell *cell = &header->cells[0];
	const char *sign = memchr(cell->text.bytes, ';', cell->text.length)    ? "semicolons"
			   : memchr(cell->text.bytes, '\t', cell->text.length) ? "tabs"
									      : NULL;

	if (header->count != 1 || !sign)
		return true;
	faults_add(job->faults, job->file, cell->line, cell->column, str_format(job->arena, "%s between the headers", sign),
		STR("commas: save the sheet as comma-separated values (CSV, UTF-8)"));
	return false;
}

bool import_fields_match(struct import_fields *fields, struct import_job *job, const struct csv_row *header)
{
	bool complete = true;

	if (!check_separator(job, header))
		return false;
	fields->cell_count = header->count;
	for (size_t i = 0; i < header->count; i++)
		match_cell(fields, job, &header->cells[i], (int)i);
	for (int i = 0; i < fields->count; i++) {
		const struct import_field *field = &fields->items[i];

		if (!field->required || field->cell >= 0)
			continue;
		complete = false;
		faults_add(job->faults, job->file, header->line, 0,
			str_format(job->arena, "no header \"" STR_FMT "\"", STR_ARG(field->name)),
			str_format(job->arena, "it among " STR_FMT, STR_ARG(import_fields_names(fields, job->arena))));
	}
	return complete;
}

static bool read_cell(const struct import_field *field, struct import_job *job, const struct import_header *header,
	const struct csv_cell *cell, struct import_value *value)
{
	struct str text = str_trim(cell->text), found = STR("empty"), expected = STR("a value in each row");

	if (text.length == 0 && !field->required)
		return true;
	if (text.length && import_cell_read(job->arena, header, &job->areas, text, value, &found, &expected))
		return true;
	*value = (struct import_value){.form = IMPORT_ABSENT};
	faults_add(job->faults, job->file, cell->line, cell->column,
		str_format(job->arena, STR_FMT " " STR_FMT, STR_ARG(field->name), STR_ARG(found)), expected);
	return false;
}

bool import_fields_read(const struct import_fields *fields, struct import_job *job, const struct import_kind *kind,
	const struct csv_row *cells, struct import_value *values, struct import_row *row)
{
	bool sound = true;

	for (int i = 0; i < fields->count; i++) {
		const struct import_field *field = &fields->items[i];
		const struct csv_cell *cell = field->cell < 0 ? NULL : &cells->cells[field->cell];

		values[i] = (struct import_value){.form = IMPORT_ABSENT};
		if (cell && !read_cell(field, job, &kind->headers[field->header], cell, &values[i]))
			sound = false;
		if (field->main) {
			row->values[field->header] = values[i];
			row->columns[field->header] = cell ? cell->column : 0;
		}
	}
	return sound;
}
