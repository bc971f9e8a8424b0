#include "feed/centre/gate/trail.h"

#include <string.h>

#include <sodium.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/store.h"

#define COLUMNS "number, draft, step, role, reason, time_ms, kind, file, file_sha256, kept_sha256, rows, hash"

static const struct str step_names[TRAIL_STEP_COUNT] = {
	[TRAIL_DRAFTED] = {"drafted", 7},
	[TRAIL_REVIEWED] = {"reviewed", 8},
	[TRAIL_PUBLISHED] = {"published", 9},
	[TRAIL_REFUSED] = {"refused", 7},
	[TRAIL_FOUND] = {"found", 5},
};

struct str trail_step_name(enum trail_step_kind kind)
{
	return step_names[kind];
}

static enum trail_step_kind step_of(struct str name)
{
	for (int i = 0; i < TRAIL_STEP_COUNT; i++)
		if (str_equal(step_names[i], name))
			return (enum trail_step_kind)i;
	return TRAIL_STEP_COUNT; /* somebody changed the row: its hash says so */
}

static void copy_digits(char digits[SHA256_DIGITS + 1], struct str text)
{
	size_t length = text.length < SHA256_DIGITS ? text.length : SHA256_DIGITS;

	memcpy(digits, text.bytes ? text.bytes : "", length);
	digits[length] = '\0';
}

/* Each part behind its length, so that no two rows read the same. */
static void hash_part(crypto_hash_sha256_state *state, struct str part)
{
	char length[24];
	int digits = snprintf(length, sizeof(length), "%zu:", part.length);

	crypto_hash_sha256_update(state, (const uint8_t *)length, (unsigned long long)digits);
	crypto_hash_sha256_update(state, (const uint8_t *)(part.bytes ? part.bytes : ""), part.length);
}

static void hash_number(crypto_hash_sha256_state *state, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)number);
	hash_part(state, str_from(digits));
}

static void hash_step(const struct trail_step *step, const char *before, char digits[SHA256_DIGITS + 1])
{
	uint8_t hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	hash_part(&state, str_from(before));
	hash_number(&state, step->number);
	hash_number(&state, step->draft);
	hash_part(&state, step->kind < TRAIL_STEP_COUNT ? step_names[step->kind] : STR("?"));
	hash_part(&state, step->role);
	hash_part(&state, step->reason);
	hash_number(&state, step->time_ms);
	hash_part(&state, step->of);
	hash_part(&state, step->file);
	hash_part(&state, str_from(step->file_sha256));
	hash_part(&state, str_from(step->kept_sha256));
	hash_number(&state, step->rows);
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(digits, SHA256_DIGITS + 1, hash, sizeof(hash));
}

/* Of a query for COLUMNS. */
static void read_step(struct store_query *query, struct arena *arena, struct trail_step *step)
{
	*step = (struct trail_step){.number = store_integer(query, 0), .draft = store_integer(query, 1),
		.kind = step_of(store_text(query, 2)), .role = str_copy(arena, store_text(query, 3)),
		.reason = str_copy(arena, store_text(query, 4)), .time_ms = store_integer(query, 5),
		.of = str_copy(arena, store_text(query, 6)), .file = str_copy(arena, store_text(query, 7)),
		.rows = store_integer(query, 10)};
	copy_digits(step->file_sha256, store_text(query, 8));
	copy_digits(step->kept_sha256, store_text(query, 9));
	copy_digits(step->hash, store_text(query, 11));
}

/* Numbers and hash of what comes after the last row. */
static bool follow(struct store *store, struct trail_step *step, char before[SHA256_DIGITS + 1], struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT number, hash, (SELECT max(draft) FROM trail) FROM trail ORDER BY number DESC LIMIT 1", error);
	enum store_step found;

	if (!query)
		return false;
	step->number = 1;
	before[0] = '\0';
	found = store_step(query, error);
	if (found == STORE_ROW) {
		step->number = store_integer(query, 0) + 1;
		copy_digits(before, store_text(query, 1));
	}
	if (step->draft == 0)
		step->draft = found == STORE_ROW ? store_integer(query, 2) + 1 : 1;
	store_reset(query);
	return found == STORE_ROW || found == STORE_DONE;
}

bool trail_add(struct store *store, struct trail_step *step, struct error *error)
{
	char before[SHA256_DIGITS + 1];
	struct store_query *query;
	bool added;

	if (!follow(store, step, before, error))
		return false;
	hash_step(step, before, step->hash);
	query = store_prepare(store,
		"INSERT INTO trail (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", error);
	if (!query)
		return false;
	store_bind_integer(query, 1, step->number);
	store_bind_integer(query, 2, step->draft);
	store_bind_text(query, 3, step_names[step->kind]);
	store_bind_text(query, 4, step->role);
	store_bind_text(query, 5, step->reason);
	store_bind_integer(query, 6, step->time_ms);
	store_bind_text(query, 7, step->of);
	store_bind_text(query, 8, step->file);
	store_bind_text(query, 9, str_from(step->file_sha256));
	store_bind_text(query, 10, str_from(step->kept_sha256));
	store_bind_integer(query, 11, step->rows);
	store_bind_text(query, 12, str_from(step->hash));
	added = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return added;
}

static enum trail_found find(struct store_query *query, struct arena *arena, struct trail_step *step, struct error *error)
{
	enum store_step found = store_step(query, error);

	if (found == STORE_ROW)
		read_step(query, arena, step);
	store_reset(query);
	return found == STORE_ROW ? TRAIL_THERE : found == STORE_DONE ? TRAIL_ABSENT : TRAIL_FAILED;
}

static enum trail_found find_of_draft(struct store *store, const char *sql, struct arena *arena, int64_t draft,
	struct trail_step *step, struct error *error)
{
	struct store_query *query = store_prepare(store, sql, error);

	if (!query)
		return TRAIL_FAILED;
	store_bind_integer(query, 1, draft);
	return find(query, arena, step, error);
}

enum trail_found trail_find(struct store *store, struct arena *arena, int64_t draft, struct trail_step *step, struct error *error)
{
	return find_of_draft(store, "SELECT " COLUMNS " FROM trail WHERE draft = ?1 ORDER BY number DESC LIMIT 1", arena, draft, step,
		error);
}

enum trail_found trail_find_first(struct store *store, struct arena *arena, int64_t draft, struct trail_step *step, struct error *error)
{
	return find_of_draft(store, "SELECT " COLUMNS " FROM trail WHERE draft = ?1 ORDER BY number LIMIT 1", arena, draft, step, error);
}

enum trail_found trail_find_published(struct store *store, struct arena *arena, struct str of, struct trail_step *step,
	struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT " COLUMNS " FROM trail WHERE kind = ?1 AND step IN ('published', 'found') ORDER BY number DESC LIMIT 1", error);

	if (!query)
		return TRAIL_FAILED;
	store_bind_text(query, 1, of);
	return find(query, arena, step, error);
}

int64_t trail_find_older(struct store *store, int64_t newer, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT old.draft FROM trail AS old JOIN trail AS new ON new.draft = ?1 AND new.kind = old.kind AND new.file = old.file"
		" WHERE old.draft < ?1 AND old.step IN ('drafted', 'reviewed')"
		" AND old.number = (SELECT max(number) FROM trail WHERE draft = old.draft) LIMIT 1",
		error);
	enum store_step found;
	int64_t draft = 0;

	if (!query)
		return -1;
	store_bind_integer(query, 1, newer);
	found = store_step(query, error);
	if (found == STORE_ROW)
		draft = store_integer(query, 0);
	store_reset(query);
	return found == STORE_FAILED ? -1 : draft;
}

static void print_step(const struct trail_step *step, struct arena *arena, FILE *out)
{
	fprintf(out, "draft %lld " STR_FMT " " STR_FMT " by " STR_FMT ": " STR_FMT ", %lld %s, from " STR_FMT, (long long)step->draft,
		STR_ARG(step->kind < TRAIL_STEP_COUNT ? step_names[step->kind] : STR("?")),
		STR_ARG(civil_format_utc(arena, step->time_ms)), STR_ARG(step->role), STR_ARG(step->of), (long long)step->rows,
		step->rows == 1 ? "row" : "rows", STR_ARG(step->file));
	if (step->reason.length)
		fprintf(out, ", because: " STR_FMT, STR_ARG(step->reason));
}

bool trail_list(struct store *store, FILE *out, bool open_only, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT " COLUMNS " FROM trail WHERE number IN (SELECT max(number) FROM trail GROUP BY draft)"
		" AND (step IN ('drafted', 'reviewed') OR NOT ?1) ORDER BY number DESC",
		error);
	struct trail_step step;
	enum store_step found;
	struct arena arena;

	if (!query)
		return false;
	arena_init(&arena);
	store_bind_integer(query, 1, open_only);
	while ((found = store_step(query, error)) == STORE_ROW) {
		read_step(query, &arena, &step);
		print_step(&step, &arena, out);
		fputc('\n', out);
		arena_clear(&arena);
	}
	store_reset(query);
	arena_finish(&arena);
	return found == STORE_DONE;
}

/* The chain goes on from the hash that stands in a row, so that a later row is not blamed for an earlier one. */
static void check_step(struct trail_check *check, const struct trail_step *step, struct str wanted)
{
	char digits[SHA256_DIGITS + 1];

	check->steps++;
	hash_step(step, check->end, digits);
	if (!check->broken && step->number != check->steps) {
		check->broken = check->steps;
		check->missing = true;
	} else if (!check->broken && strcmp(digits, step->hash) != 0) {
		check->broken = step->number;
	}
	check->held = check->held || str_equal(str_from(step->hash), wanted);
	memcpy(check->end, step->hash, sizeof(check->end));
}

bool trail_print(struct store *store, FILE *out, struct str wanted, struct trail_check *check, struct error *error)
{
	struct store_query *query = store_prepare(store, "SELECT " COLUMNS " FROM trail ORDER BY number", error);
	struct trail_step step;
	enum store_step found;
	struct arena arena;

	*check = (struct trail_check){.steps = 0};
	if (!query)
		return false;
	arena_init(&arena);
	while ((found = store_step(query, error)) == STORE_ROW) {
		read_step(query, &arena, &step);
		check_step(check, &step, wanted);
		fprintf(out, "%lld ", (long long)step.number);
		print_step(&step, &arena, out);
		fprintf(out, "; file %s, kept %s, hash %s\n", step.file_sha256, step.kept_sha256, step.hash);
		arena_clear(&arena);
	}
	store_reset(query);
	arena_finish(&arena);
	return found == STORE_DONE;
}
