#ifndef KIOSK_WIDGET_KIT_DATA_H
#define KIOSK_WIDGET_KIT_DATA_H

#include "kiosk/widget/widget.h"

/* What a box is about: which table, whether that has rows for it, and how old it is. Pure. */

/* Empty where it is about none. */
struct str kit_table_of(const struct widget *self);

/* The word's key of what it says about itself: its title, else its label; empty where it has none. */
struct str kit_title_of(const struct widget *self);

enum kit_rows_state { KIT_ROWS_NONE_NEEDED, KIT_ROWS_MISSING, KIT_ROWS_THERE };

enum kit_rows_state kit_rows_state_of(const struct widget *self, const struct view *view);

enum kit_age { KIT_FRESH, KIT_OLD, KIT_HIDDEN };

/* By the layout's [ages]. *as_of_ms: of the table, 0 where it is absent; *until_ms falls to when this changes. */
enum kit_age kit_age_of(const struct widget *self, const struct view *view, int64_t *as_of_ms, int64_t *until_ms);

#endif
