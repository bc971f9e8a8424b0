#ifndef FEED_CENTRE_IMPORT_CLEAN_H
#define FEED_CENTRE_IMPORT_CLEAN_H

#include "feed/centre/import_kind.h"

struct arena;

/* The habits of people and their spreadsheets, brought to the one form that cells are read in. Pure; what is no habit stays as it is
   and is told by who reads it. Texts are in the arena or borrowed. */

/* Full-width letters, digits and signs as plain ones; ideographic and unbreakable blanks as blanks; without blanks at both ends. */
struct str import_clean_width(struct arena *arena, struct str text);

/* By type: 1,263 and １２６３ are 1263; 2018/1/5, 2018年1月5日 and 20180105 are 2018-01-05; 2018年第三季度 is 2018-Q3; 周一至周五 is
   mon-fri; 是 is yes. */
struct str import_clean(struct arena *arena, enum import_type type, struct str text);

/* A code that a spreadsheet took for a number and cut: 6.5E+11. */
bool import_clean_is_cut(struct str text);

/* A row that sums up others, and a line below the table that speaks of it, by their first cell. */
bool import_clean_is_sum(struct str first);
bool import_clean_is_note(struct str first);

#endif
