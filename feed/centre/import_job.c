#include "feed/centre/import_job.h"

bool import_is_sound(const struct import_job *job)
{
	return job->faults->total == job->faults_before;
}

void import_trouble(struct import_job *job, const struct error *error)
{
	faults_add(job->faults, job->file, 0, 0, str_from(error->text), STR("a store that takes it"));
}
