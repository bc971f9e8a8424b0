#ifndef FEED_WIRE_SURVEY_PARTS_H
#define FEED_WIRE_SURVEY_PARTS_H

#include "feed/model/survey.h"
#include "feed/wire/json.h"

/* Between survey.c (what every survey has) and survey_extras.c (what it may have); nothing else includes this. Each
   reads on after a fault, so that all are told where reader->faults gathers them, and leaves the reader at the depth
   where it was. */

bool survey_read_words(struct json_reader *reader, const json_t *value, struct label *label);
bool survey_read_keys(struct json_reader *reader, const json_t *object, const char *const *keys);

bool survey_read_hours(struct json_reader *reader, const json_t *list, struct service *service);
bool survey_read_extras(struct json_reader *reader, struct survey *survey);

void survey_put_hours(struct arena *arena, json_t *object, const struct service *service);
void survey_put_extras(struct arena *arena, json_t *object, const struct survey *survey);

#endif
