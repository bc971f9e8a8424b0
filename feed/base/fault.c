#include "feed/base/fault.h"

#include <string.h>

#include "feed/base/arena.h"

void faults_init(struct faults *faults, struct arena *arena)
{
	*faults = (struct faults){.arena = arena};
}

void faults_put(struct faults *faults, const struct fault *fault)
{
	struct str found = fault->found;

	faults->total++;
	if (faults->kept == FAULTS_MAX)
		return;
	faults->items =
		arena_grow(faults->arena, faults->items, faults->kept, &faults->capacity, sizeof(*faults->items));
	faults->items[faults->kept++] = (struct fault){
		.file = str_copy(faults->arena, fault->file),
		.found = str_copy(faults->arena, str_starts(found, STR("found ")) ? str_part(found, 6, found.length) : found),
		.expected = str_copy(faults->arena, fault->expected),
		.sheet = str_copy(faults->arena, fault->sheet),
		.mend = str_copy(faults->arena, fault->mend),
		.line = fault->line,
		.column = fault->column,
	};
}

void faults_add(struct faults *faults, struct str file, int line, int column, struct str found, struct str expected)
{
	faults_put(faults,
		&(struct fault){.file = file, .line = line, .column = column, .found = found, .expected = expected});
}

void fault_column_name(int column, char name[FAULT_COLUMN_BYTES])
{
	char turned[FAULT_COLUMN_BYTES];
	int length = 0;

	for (; column > 0 && length < FAULT_COLUMN_BYTES - 1; column = (column - 1) / 26)
		turned[length++] = (char)('A' + (column - 1) % 26);
	for (int i = 0; i < length; i++)
		name[i] = turned[length - 1 - i];
	name[length] = '\0';
}

/* By place within a run of one file: readers find things in passes, people read from the top. */
static bool stands_before(const struct fault *a, const struct fault *b)
{
	if (!str_equal(a->file, b->file))
		return false;
	return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static void sort(struct fault *items, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j > 0 && stands_before(&items[j], &items[j - 1]); j--) {
			struct fault moved = items[j];

			items[j] = items[j - 1];
			items[j - 1] = moved;
		}
}

/* What went wrong is a sentence of its own ("cannot open ...") or a thing that was found. */
static const char *verb(struct str found)
{
	return str_starts(found, STR("cannot ")) || str_starts(found, STR("the ")) ? "" : "found ";
}

static void print_place(const struct fault *fault, FILE *to)
{
	char column[FAULT_COLUMN_BYTES];

	fprintf(to, STR_FMT ":", STR_ARG(fault->file));
	if (fault->sheet.length) {
		fprintf(to, " sheet " STR_FMT, STR_ARG(fault->sheet));
		fault_column_name(fault->column, column);
		if (fault->line)
			fprintf(to, fault->column ? ", cell %s%d" : ", row %s%d", column, fault->line);
		fputc(':', to);
		return;
	}
	if (fault->line)
		fprintf(to, "%d:", fault->line);
	if (fault->line && fault->column)
		fprintf(to, "%d:", fault->column);
}

void faults_print(const struct faults *faults, FILE *to)
{
	struct fault sorted[FAULTS_MAX];

	if (faults->kept)
		memcpy(sorted, faults->items, faults->kept * sizeof(sorted[0]));
	sort(sorted, faults->kept);
	for (size_t i = 0; i < faults->kept; i++) {
		const struct fault *fault = &sorted[i];

		print_place(fault, to);
		fprintf(to, " %s" STR_FMT ", expected " STR_FMT, verb(fault->found), STR_ARG(fault->found),
			STR_ARG(fault->expected));
		if (fault->mend.length)
			fprintf(to, "; " STR_FMT, STR_ARG(fault->mend));
		fputc('\n', to);
	}
	if (faults->total > faults->kept)
		fprintf(to, "and %zu more\n", faults->total - faults->kept);
}
