#include "feed/centre/import_words.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/centre/centre.h"
#include "feed/centre/store.h"
#include "feed/model/words_text.h"

static bool count_words(struct arena *arena, const struct words_text *words, struct faults *faults, int64_t *count)
{
	struct ini ini;

	*count = 0;
	if (!ini_parse(arena, words->file, words->text, &ini, faults))
		return false;
	for (size_t i = 0; i < ini.count; i++)
		*count += str_equal(ini.entries[i].section, STR("words"));
	if (*count == 0 && ini.count)
		faults_add(faults, words->file, ini.entries[0].line, 0, STR("nothing in [words]"), STR("[words] with lines KEY = TEXT"));
	return *count || !ini.count;
}

static bool store_words(struct store *store, const struct words_text *words, int64_t count, struct error *error)
{
	struct store_query *query = store_prepare(store,
		count ? "INSERT OR REPLACE INTO words (language, file, text) VALUES (?1, ?2, ?3)" : "DELETE FROM words WHERE language = ?1",
		error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, language_code(words->language));
	if (count) {
		store_bind_text(query, 2, words->file);
		store_bind_text(query, 3, words->text);
	}
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

bool import_words(struct centre *centre, enum language language, const char *path, struct faults *faults, int64_t *count)
{
	const char *slash = strrchr(path, '/');
	struct words_text words = {.language = language, .file = str_from(slash ? slash + 1 : path)};
	size_t before = faults->total;
	struct arena arena;
	struct error error;

	arena_init(&arena);
	*count = 0;
	if (!file_read(&arena, path, WORDS_TEXT_FILE_BYTES_MAX, &words.text, &error))
		faults_add(faults, str_from(path), 0, 0, str_from(error.text), STR("a file that can be read"));
	else if (count_words(&arena, &words, faults, count) && !store_words(centre->store, &words, *count, &error))
		faults_add(faults, words.file, 0, 0, str_from(error.text), STR("a store that takes it"));
	arena_finish(&arena);
	return faults->total == before;
}
