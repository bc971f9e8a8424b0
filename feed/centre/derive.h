#ifndef FEED_CENTRE_DERIVE_H
#define FEED_CENTRE_DERIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/model/area.h"
#include "feed/model/map.h"
#include "feed/model/notice.h"
#include "feed/model/survey.h"
#include "feed/model/table.h"

struct arena;
struct centre;
struct layout_text;
struct words_text;

/* Rows of the store to the values that are published. Everything lives in the arena. One SQL file per published table
   (tables/NAME.sql): its leading `-- key: value` comments give titles and column types, so adding one needs no C. */

size_t derive_table_count(void);
struct str derive_table_name(size_t index);

/* What goes into the archive of a period, and rosters that are exported and not published: archive/NAME.sql. */
size_t derive_archive_count(void);
struct str derive_archive_name(size_t index);
size_t derive_roster_count(void);
struct str derive_roster_name(size_t index);
bool derive_archive(struct centre *centre, struct arena *arena, struct str name, struct str period, struct table *table,
	struct error *error);

/* as_of_ms is 0 where nothing that the table reads was imported yet. */
bool derive_table(struct centre *centre, struct arena *arena, struct str name, struct table *table, struct error *error);
bool derive_areas(struct centre *centre, struct arena *arena, struct areas *areas,
	struct error *error); /* false where none are imported */
bool derive_map(struct centre *centre, struct arena *arena, struct map *map, struct error *error); /* may be empty */
bool derive_survey(struct centre *centre, struct arena *arena, struct survey *survey, bool *present, struct error *error);
/* In the order of names and groups. */
bool derive_layouts(struct centre *centre, struct arena *arena, struct layout_text **layouts, size_t *count, struct error *error);
bool derive_words(struct centre *centre, struct arena *arena, struct words_text **words, size_t *count, struct error *error);
bool derive_notices(struct centre *centre, struct arena *arena, struct notices *notices, struct error *error);

#endif
