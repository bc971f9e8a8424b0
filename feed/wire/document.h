#ifndef FEED_WIRE_DOCUMENT_H
#define FEED_WIRE_DOCUMENT_H

#include "feed/wire/json.h"
#include "feed/wire/wire.h"

/* One reader per kind of document: from the reader's bytes into the reader's arena. They open the reader; their
   caller closes it. */

bool areas_read(struct json_reader *reader, struct areas *areas);
bool map_read(struct json_reader *reader, struct map *map);
bool table_read(struct json_reader *reader, struct table *table);
bool survey_read(struct json_reader *reader, struct survey *survey);
bool notices_read(struct json_reader *reader, struct notices *notices);
bool alerts_read(struct json_reader *reader, struct alerts *alerts);
bool words_text_read(struct json_reader *reader, struct words_text *words);
void media_read(struct arena *arena, struct str name, struct str bytes, struct media *media); /* never refuses */
bool layout_text_read(struct json_reader *reader, struct layout_text *layout);

#endif
