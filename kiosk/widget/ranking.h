#ifndef KIOSK_WIDGET_RANKING_H
#define KIOSK_WIDGET_RANKING_H

#include "kiosk/widget/kit_text.h"

/* Columns of the table `ranking` or of one like it, found once a drawing. */
struct ranking {
	const struct table *table;
	int area, subdistrict, rank, rank_best, rank_worst, move, tier, state, parts[3], score, low, high, answers;
	double thresholds[3]; /* excellent, good, average; from ranking_tiers */
	double weights[3];    /* from ranking_weights */
};

/* Columns of the board; empty where they are left out. */
struct ranking_columns {
	struct rect rank, range, move, area, tier, parts, total, answers;
};

enum { FEW_ANSWERS = 30 }; /* a score with fewer is drawn as one that may still move */

/* false where there is no table, or, after naming it on the screen, it lacks a column. */
bool ranking_read(const struct view *view, struct draw_list *list, const struct table *table, struct ranking *ranking);

/* The hall's own community, or the subdistrict or county that it lies in. */
bool ranking_is_own(const struct view *view, const struct ranking *ranking, size_t row);

struct ranking_columns ranking_columns_of(const struct view *view, struct rect row);

/* names: the style of all names of the board. */
void ranking_draw_row(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking,
	size_t row, const struct text_style *names);

/* Parts of the score from 0 to 100 as stacked bars with the range that the total may lie in. */
void ranking_draw_parts(
	struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row);

/* Threshold ticks through box, and their marks with numbers in head. */
void ranking_draw_axis(struct draw_list *list, const struct view *view, struct rect box, struct rect head,
	const struct ranking *ranking);

/* 0 excellent .. 3 poor; -1 where there is none. */
int ranking_tier(const struct ranking *ranking, size_t row);
struct str ranking_tier_icon(int tier);
enum theme_role ranking_tier_role(int tier);

#endif
