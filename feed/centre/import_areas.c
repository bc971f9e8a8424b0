#include "feed/centre/import_job.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/model/area.h"

/* The tree of areas: one root, every parent there and of a higher level, no level without its kind. */

enum { ID, PARENT, LEVEL, KIND }; /* places of the headers */

struct area_row {
	struct str id, parent, kind;
	int level; /* place in IMPORT_LEVELS, or -1 where it is faulty */
	int line, id_column, parent_column, kind_column;
	bool sound;
};

struct tree {
	struct import_job *job;
	struct area_row *rows;
	size_t count, capacity;
	struct import_index by_id; /* id -> place in rows */
};

/* Which finer kinds a level must have, in the order of IMPORT_LEVELS; NULL: none. */
static const char *const kinds_of_level[] = {
	NULL, "county|city", "subdistrict|town", NULL, "location|unit|employer", NULL};

/* Rows with a fault are kept too, so that their children do not seem lost; more is not asked of them. */
static void tree_take(void *self, const struct import_row *row, bool sound)
{
	struct tree *tree = self;
	bool made;

	if (row->values[ID].form == IMPORT_ABSENT)
		return;
	tree->rows = arena_grow(tree->job->long_arena, tree->rows, tree->count, &tree->capacity, sizeof(*tree->rows));
	tree->rows[tree->count] = (struct area_row){
		.id = str_copy(tree->job->long_arena, row->values[ID].text),
		.parent = str_copy(tree->job->long_arena, row->values[PARENT].text),
		.kind = str_copy(tree->job->long_arena, row->values[KIND].text),
		.level = import_word_find(IMPORT_LEVELS, row->values[LEVEL].text),
		.line = row->line,
		.id_column = row->columns[ID],
		.parent_column = row->columns[PARENT],
		.kind_column = row->columns[KIND],
		.sound = sound,
	};
	import_index_put(&tree->by_id, tree->rows[tree->count].id, (int)tree->count, &made);
	tree->count++;
}

static void area_fault(struct tree *tree, const struct area_row *row, int column, struct str found, struct str expected)
{
	import_fault(tree->job, row->line, column, found, expected, STR(""));
}

static void check_kind(struct tree *tree, const struct area_row *row)
{
	const char *kinds = kinds_of_level[row->level];
	struct arena *arena = tree->job->arena;
	struct str found;

	if (kinds ? import_word_find(kinds, row->kind) >= 0 : row->kind.length == 0)
		return;
	found = row->kind.length ? import_quote(arena, row->kind) : STR("empty");
	area_fault(tree, row, row->kind_column, str_format(arena, "kind " STR_FMT, STR_ARG(found)),
		kinds ? str_format(arena, "one of %s at this level", kinds) : STR("no kind at this level"));
}

/* A parent of a higher level leaves no way for a circle. */
static void check_parent(struct tree *tree, const struct area_row *row)
{
	const struct import_entry *parent = import_index_find(&tree->by_id, row->parent);
	struct arena *arena = tree->job->arena;
	struct str found;

	if (parent && tree->rows[parent->value].level < row->level)
		return;
	found = str_format(arena, "parent " STR_FMT, STR_ARG(import_quote(arena, row->parent)));
	if (!parent)
		area_fault(tree, row, row->parent_column, found, STR("the id of an area in this file"));
	else
		area_fault(tree, row, row->parent_column, found,
			STR("an area of a higher level: prefecture, county, subdistrict, community, grid, building"));
}

static void check_roots(struct tree *tree, bool rows_sound)
{
	const struct area_row *root = NULL;

	for (size_t i = 0; i < tree->count; i++) {
		const struct area_row *row = &tree->rows[i];

		if (!row->sound)
			continue;
		if (row->parent.length)
			check_parent(tree, row);
		else if (!root)
			root = row;
		else
			area_fault(tree, row, row->id_column, STR("a second area without a parent"),
				str_format(tree->job->arena, "one root: it stands in line %d", root->line));
	}
	if (!root && rows_sound)
		faults_add(tree->job->faults, tree->job->file, 0, 0, STR("no area without a parent"), STR("one root"));
}

void import_areas(struct import_job *job, const struct import_kind *kind)
{
	struct tree tree = {.job = job};
	bool rows_sound;

	REQUIRE(strcmp(kind->headers[KIND].name, "kind") == 0 && strcmp(kind->headers[LEVEL].name, "level") == 0);
	import_index_init(&tree.by_id, job->arena);
	import_rows(job, kind, tree_take, &tree);
	rows_sound = import_is_sound(job);
	for (size_t i = 0; i < tree.count; i++)
		if (tree.rows[i].sound)
			check_kind(&tree, &tree.rows[i]);
	check_roots(&tree, rows_sound);
}
