#include "feed/centre/import_record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "feed/centre/import_job.h"

enum { PIECE_BYTES = 64 * 1024 };

bool import_hash(const char *path, char digits[SHA256_DIGITS + 1], struct error *error)
{
	uint8_t piece[PIECE_BYTES], hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;
	FILE *file = fopen(path, "rbe");
	size_t got;
	bool read;

	if (!file)
		return error_set(error, "cannot open %s: %s", path, strerror(errno));
	crypto_hash_sha256_init(&state);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		crypto_hash_sha256_update(&state, piece, got);
	read = !ferror(file);
	fclose(file);
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(digits, SHA256_DIGITS + 1, hash, sizeof(hash));
	return read || error_set(error, "cannot read %s", path);
}

static bool run_with(struct import_job *job, const char *sql, int64_t now_ms, const char *sha256, struct error *error)
{
	struct store_query *query = store_prepare(job->store, sql, error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, job->request->kind);
	store_bind_integer(query, 2, now_ms);
	if (sha256) {
		store_bind_text(query, 3, str_from(sha256));
		store_bind_integer(query, 4, job->rows);
	}
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

bool import_record(struct import_job *job, int64_t now_ms, struct error *error)
{
	char sha256[SHA256_DIGITS + 1];

	return import_hash(job->request->path, sha256, error) &&
	       run_with(job, "INSERT INTO imports (kind, time_ms, sha256, rows) VALUES (?1, ?2, ?3, ?4)", now_ms, sha256, error) &&
	       run_with(job, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES (?1, ?2)", now_ms, NULL, error);
}
