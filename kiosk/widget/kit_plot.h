#ifndef KIOSK_WIDGET_KIT_PLOT_H
#define KIOSK_WIDGET_KIT_PLOT_H

#include "kiosk/widget/kit_series.h"

/* A plot with its frame: scale lines at round steps, their figures at the reading side, names under it. */

struct kit_plot {
	struct rect box;   /* of the plot itself */
	struct rect names; /* the line under it */
	double low, high;  /* at its lower and upper edge; round */
	size_t count;      /* places along it */
	bool all_names; /* names of things stand in two lines rather than leave one out; dates and numbers are left out
			 */
	bool mirrored;
	bool share; /* values are shares: figures are per cents */
	int decimals;
};

/* Cuts the frame off the box and draws scale and lines. least <= 0 <= most for bars; lines may start above zero. */
struct kit_plot kit_plot_begin(struct draw_list *list, const struct view *view, struct rect box, double least,
	double most, size_t count, const struct column *column, const struct column *names);

/* Within the plot, whatever the value. */
double kit_plot_y(const struct kit_plot *plot, double value);
/* The place of so many along the plot. */
struct rect kit_plot_slot(const struct kit_plot *plot, size_t at);

/* The figure at a value, as short as it can be said. */
struct str kit_plot_figure(struct draw_list *list, const struct view *view, const struct kit_plot *plot, double value);

/* Names under the places, as many as have room; the last always, the marked one in bold. */
void kit_plot_names(struct draw_list *list, const struct view *view, const struct kit_plot *plot,
	const struct kit_rows *rows, int column, size_t marked);

#endif
