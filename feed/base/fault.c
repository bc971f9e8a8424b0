#include "feed/base/fault.h"

#include "feed/base/arena.h"

void faults_init(struct faults *faults, struct arena *arena)
{
	*faults = (struct faults){.arena = arena};
}

void faults_add(struct faults *faults, struct str file, int line, int column, struct str found, struct str expected)
{
	faults->total++;
	if (faults->kept == FAULTS_MAX)
		return;
	faults->items =
		arena_grow(faults->arena, faults->items, faults->kept, &faults->capacity, sizeof(*faults->items));
	faults->items[faults->kept++] = (struct fault){
		.file = str_copy(faults->arena, file),
		.found = str_copy(faults->arena, found),
		.expected = str_copy(faults->arena, expected),
		.line = line,
		.column = column,
	};
}

void faults_print(const struct faults *faults, FILE *to)
{
	for (size_t i = 0; i < faults->kept; i++) {
		const struct fault *fault = &faults->items[i];

		fprintf(to, STR_FMT ":", STR_ARG(fault->file));
		if (fault->line)
			fprintf(to, "%d:", fault->line);
		if (fault->line && fault->column)
			fprintf(to, "%d:", fault->column);
		fprintf(to, " found " STR_FMT ", expected " STR_FMT "\n", STR_ARG(fault->found),
			STR_ARG(fault->expected));
	}
	if (faults->total > faults->kept)
		fprintf(to, "and %zu more\n", faults->total - faults->kept);
}
