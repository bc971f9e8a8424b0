#include "feed/centre/import_job.h"

#include <string.h>

#include "feed/base/arena.h"

void import_fault(struct import_job *job, int line, int column, struct str found, struct str expected, struct str mend)
{
	faults_put(job->faults, &(struct fault){.file = job->file, .sheet = job->sheet, .line = line, .column = column,
					.found = found, .expected = expected, .mend = mend});
}

void import_note(struct import_job *job, struct str text)
{
	struct import_report *report = job->report;

	report->notes = arena_grow(report->arena, report->notes, report->note_count, &report->note_capacity, sizeof(text));
	report->notes[report->note_count++] = str_copy(report->arena, text);
}

bool import_is_sound(const struct import_job *job)
{
	return job->faults->total == job->faults_before;
}

void import_trouble(struct import_job *job, const struct error *error)
{
	faults_add(job->faults, job->file, 0, 0, str_from(error->text), STR("a store that takes it"));
}
