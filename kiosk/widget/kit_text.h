#ifndef KIOSK_WIDGET_KIT_TEXT_H
#define KIOSK_WIDGET_KIT_TEXT_H

#include "kiosk/widget/kit.h"

/* Dates, times, cells as text; rows of words. Texts live in the list's arena. */

struct str kit_date(struct draw_list *list, const struct view *view, int64_t time_ms);      /* 3月18日 */
struct str kit_date_brief(struct draw_list *list, const struct view *view, int64_t time_ms); /* as short as the language has it */
struct str kit_clock(struct draw_list *list, int64_t time_ms);                              /* 09:30 */
struct str kit_date_time(struct draw_list *list, const struct view *view, int64_t time_ms); /* today: the time alone */

/* A cell as people read it; a share without its sign. Empty for an absent one. */
struct str kit_cell(struct draw_list *list, const struct view *view, const struct table *table, size_t row, int column);

/* Text at the reading side of *rest, which loses its width and a gap. Returns its box. */
struct rect kit_text_start(struct draw_list *list, const struct view *view, struct rect *rest,
	const struct text_style *style, struct str text, int gap_px);
/* The same at the far side. */
struct rect kit_text_end(struct draw_list *list, const struct view *view, struct rect *rest,
	const struct text_style *style, struct str text, int gap_px);
/* Like kit_text_start, with the line's baseline at this height. */
void kit_text_on(struct draw_list *list, const struct view *view, struct rect *rest, const struct text_style *style,
	struct str text, int baseline_y, int gap_px);
/* Whether each word stands whole on a line of its own; Chinese breaks between any two characters. */
bool kit_words_fit(const struct view *view, const struct text_style *style, int width, struct str text);
/* A name in a box: on one line where it fits down to the style's least size, else on two as large as the box allows. */
void kit_text_fit(struct draw_list *list, const struct view *view, struct rect box, const struct text_style *style,
	struct str text);
/* The style for text of digits and signs alone: its line is that of the digits' own face, so that figures stand in the
   middle of a row in every language. */
struct text_style kit_digits(const struct view *view, struct text_style style);
/* Makes the style smaller until the text fits, by a quarter at most: called for all rows of a board, so that they look
 * alike. */
void kit_even(const struct view *view, struct text_style *style, int width, struct str text);
struct rect kit_icon_start(struct draw_list *list, const struct view *view, struct rect *rest, struct str name,
	int side_px, enum theme_role tone, int gap_px);

/* Off the reading side or the far side of a box, mirrored where one reads from the right. */
struct rect kit_cut_start(const struct view *view, struct rect *rest, int width);
struct rect kit_cut_end(const struct view *view, struct rect *rest, int width);

/* A small outlined tag; returns its width. */
int kit_tag(struct draw_list *list, const struct view *view, struct rect box, struct str text, enum theme_role line,
	bool at_end);

/* Cuts the title of a panel off its top, high_px base pixels, with a quiet note at its far side; where both do not stand in one line, the
   note has one more. */
void kit_heading(struct draw_list *list, const struct view *view, struct rect *panel, int high_px, struct str title, struct str note);

/* Whether the data on the glass is old: the feed fails, or its date has passed. */
bool kit_is_stale(const struct view *view);
/* The same, or alerts have not been confirmed for a while: a band says so. */
bool kit_needs_band(const struct view *view);
/* When the data was last found good, or was issued. */
int64_t kit_data_ms(const struct view *view);

/* Which subdistrict a paged board shows: the hall's own first, then the others in the order of their ids. */
struct kit_page {
	const struct area *area; /* NULL: everything on one page */
	size_t number, count;    /* from 0 */
};
struct kit_page kit_page_of(const struct view *view);

/* How many areas of a level stand below one (AREA_NONE: in the whole tree). */
int kit_count_areas(const struct view *view, struct str level, uint32_t within);

/* The style that the settings px, weight, role and align ask for. */
struct text_style kit_style_of(const struct widget *self, const struct view *view);

#endif
