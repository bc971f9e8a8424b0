#include <sanitizer/common_interface_defs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/random.h"
#include "tests/fuzz/fuzz.h"

/*
 * replay SEED RUNS FILE...   a target over its files as they are, then over RUNS seeded damages of them
 * When it dies, its last words tell the run; replay SEED RUNS FILE... gives the same again.
 */

enum { FILE_BYTES_MAX = 1024 * 1024, DAMAGES_MAX = 6, PIECE_BYTES_MAX = 40 };

static long current_run;
static const char *seed_text;

static void last_words(void)
{
	char line[120];
	int length = snprintf(line, sizeof(line), "seed %s: died in run %ld\n", seed_text, current_run);

	(void)!write(STDERR_FILENO, line, (size_t)length);
}

static void on_abort(int signal_number)
{
	last_words();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void damage_byte(struct random *random, char *bytes, size_t length)
{
	static const char telling[] = "{}[],:\"\\0123456789-.eEn\n #=_";
	size_t at = (size_t)random_below(random, length);

	if (random_below(random, 2))
		bytes[at] = telling[random_below(random, sizeof(telling) - 1)];
	else
		bytes[at] = (char)(bytes[at] ^ 1 << random_below(random, 8));
}

/* A piece of the text over another place of it: whole words move, which single bytes do not do. */
static void damage_piece(struct random *random, char *bytes, size_t length)
{
	size_t piece = 1 + (size_t)random_below(random, length < PIECE_BYTES_MAX ? length : PIECE_BYTES_MAX);
	size_t from = (size_t)random_below(random, length - piece + 1),
	       to = (size_t)random_below(random, length - piece + 1);

	memmove(bytes + to, bytes + from, piece);
}

static size_t damage_length(struct random *random, char *bytes, size_t length)
{
	size_t piece = 1 + (size_t)random_below(random, length < PIECE_BYTES_MAX ? length : PIECE_BYTES_MAX);
	size_t at = (size_t)random_below(random, length - piece + 1);

	memmove(bytes + at, bytes + at + piece, length - at - piece);
	return length - piece;
}

static size_t damage(struct random *random, char *bytes, size_t length)
{
	for (uint64_t left = 1 + random_below(random, DAMAGES_MAX); left && length; left--) {
		uint64_t kind = random_below(random, 8);

		if (kind < 5)
			damage_byte(random, bytes, length);
		else if (kind < 7)
			damage_piece(random, bytes, length);
		else
			length = damage_length(random, bytes, length);
	}
	return length;
}

/* The bytes in memory of their own size, so that a step beyond them is seen. */
static void run_target(struct str text, struct random *random)
{
	char *bytes = malloc(text.length ? text.length : 1), *exact;
	size_t length = text.length;

	memcpy(bytes, text.bytes, text.length);
	if (random)
		length = damage(random, bytes, length);
	exact = malloc(length ? length : 1);
	memcpy(exact, bytes, length);
	LLVMFuzzerTestOneInput((const uint8_t *)exact, length);
	free(exact);
	free(bytes);
}

int main(int count, char **words)
{
	struct arena arena;
	struct random random;
	long runs = count > 3 ? atol(words[2]) : 0;

	if (count < 4) {
		fputs("usage: replay SEED RUNS FILE...\n", stderr);
		return 2;
	}
	seed_text = words[1];
	random = random_seeded(strtoull(seed_text, NULL, 10));
	__sanitizer_set_death_callback(last_words);
	signal(SIGABRT, on_abort);
	arena_init(&arena);
	for (current_run = 3 - count; current_run < runs; current_run++) {
		const char *path = words[3 + (current_run + count - 3) % (count - 3)];
		struct str text;
		struct error error;

		arena_clear(&arena);
		if (!file_read(&arena, path, FILE_BYTES_MAX, &text, &error)) {
			fprintf(stderr, "%s\n", error.text);
			return 1;
		}
		run_target(text, current_run < 0 ? NULL : &random);
	}
	arena_finish(&arena);
	printf("seed %s: %ld runs over %d files\n", seed_text, runs, count - 3);
	return 0;
}
