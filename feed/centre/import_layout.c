#include "feed/centre/import_layout.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/centre/centre.h"
#include "feed/centre/store.h"
#include "feed/model/layout_text.h"

enum { LAYOUTS_MAX = 100 };

static bool store_layout(struct store *store, const struct layout_text *layout, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"INSERT OR REPLACE INTO layouts (name, device_group, file, text) VALUES (?1, ?2, ?3, ?4)", error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, layout->name);
	store_bind_text(query, 2, layout->group);
	store_bind_text(query, 3, layout->file);
	store_bind_text(query, 4, layout->text);
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

/* How many there are beside this one. */
static bool count_others(struct store *store, const struct layout_text *layout, int64_t *count, struct error *error)
{
	struct store_query *query =
		store_prepare(store, "SELECT count(*) FROM layouts WHERE name != ?1 OR device_group != ?2", error);
	bool counted;

	if (!query)
		return false;
	store_bind_text(query, 1, layout->name);
	store_bind_text(query, 2, layout->group);
	counted = store_step(query, error) == STORE_ROW;
	*count = counted ? store_integer(query, 0) : 0;
	store_reset(query);
	return counted;
}

static bool is_layout(struct arena *arena, const struct layout_text *layout, struct faults *faults)
{
	size_t before = faults->total;
	struct ini ini;

	if (ini_parse(arena, layout->file, layout->text, &ini, faults) && ini.count == 0)
		faults_add(faults, layout->file, 0, 0, STR("nothing"), STR("a layout"));
	return faults->total == before;
}

static bool take(struct centre *centre, const struct layout_text *layout, struct faults *faults)
{
	struct error error;
	int64_t others = 0;

	if (!count_others(centre->store, layout, &others, &error) ||
		(others < LAYOUTS_MAX && !store_layout(centre->store, layout, &error))) {
		faults_add(faults, layout->file, 0, 0, str_from(error.text), STR("a store that takes it"));
		return false;
	}
	if (others >= LAYOUTS_MAX)
		faults_add(faults, layout->file, 0, 0, STR("one layout more"), STR("at most 100 of them"));
	return others < LAYOUTS_MAX;
}

bool import_layout(struct centre *centre, struct str name, struct str group, const char *path, struct faults *faults)
{
	const char *slash = strrchr(path, '/');
	struct layout_text layout = {.name = name, .group = group, .file = str_from(slash ? slash + 1 : path)};
	struct arena arena;
	struct error error;
	bool taken = false;

	arena_init(&arena);
	if (!file_read(&arena, path, LAYOUT_TEXT_BYTES_MAX, &layout.text, &error))
		faults_add(faults, str_from(path), 0, 0, str_from(error.text), STR("a file that can be read"));
	else
		taken = is_layout(&arena, &layout, faults) && take(centre, &layout, faults);
	arena_finish(&arena);
	return taken;
}

bool import_layout_away(struct centre *centre, struct str name, struct str group, bool *found, struct error *error)
{
	struct store_query *query = store_prepare(
		centre->store, "DELETE FROM layouts WHERE name = ?1 AND device_group = ?2 RETURNING name", error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, name);
	store_bind_text(query, 2, group);
	step = store_step(query, error);
	*found = step == STORE_ROW;
	while (step == STORE_ROW)
		step = store_step(query, error);
	store_reset(query);
	return step == STORE_DONE;
}
