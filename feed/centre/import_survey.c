#include "feed/centre/import_job.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/wire.h"

/* The survey is kept as the text that the feed carries, after it was read as strictly as a hall reads it. */

/* "NAME:LINE:COLUMN: found X, expected Y" back to its parts; what reads otherwise stays whole. */
static void decode_fault(struct import_job *job, const struct error *error)
{
	struct str text = str_from(error->text), rest = text, found, line_text, column_text;
	int64_t line = 0, column = 0;
	size_t middle;

	if (str_starts(rest, job->file))
		rest = str_part(rest, job->file.length + 1, rest.length);
	if (str_next(&rest, ':', &line_text) && str_next(&rest, ':', &column_text) && rest.bytes &&
		str_integer(line_text, &line) && str_integer(column_text, &column))
		text = str_trim(rest);
	else if (str_starts(text, job->file))
		text = str_trim(str_part(text, job->file.length + 1, text.length));
	if (str_starts(text, STR("found ")))
		text = str_part(text, 6, text.length);
	middle = str_find(text, STR(", expected "));
	found = str_part(text, 0, middle);
	faults_add(job->faults, job->file, (int)line, (int)column, found,
		middle < text.length ? str_part(text, middle + 11, text.length) : STR("a survey document"));
}

static bool store_document(struct import_job *job, struct str text, struct error *error)
{
	struct store_query *query = store_prepare(job->store, "INSERT OR REPLACE INTO survey VALUES (1, ?)", error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, text);
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

void import_survey(struct import_job *job)
{
	char sha256[SHA256_DIGITS + 1];
	struct document *document;
	struct error error = {""};

	sha256_hex(job->bytes, sha256);
	document = document_decode(DOCUMENT_SURVEY, job->file, sha256, job->bytes, &error);
	if (!document) {
		decode_fault(job, &error);
		return;
	}
	if (store_document(job, survey_encode(job->arena, document->survey), &error))
		job->rows = 1;
	else
		import_trouble(job, &error);
	document_unref(document);
}
