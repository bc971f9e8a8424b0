#include "kiosk/widget/widget.h"

/* Every widget, a line here and one below. */

extern const struct widget_class widget_header, widget_footer, widget_freshness, widget_crumbs, widget_map,
	widget_number, widget_bars, widget_trend, widget_donut, widget_ranking, widget_ranking_key, widget_rows,
	widget_figures, widget_featured, widget_text, widget_sentence, widget_clock, widget_ticker, widget_waiting;
extern const struct widget_class widget_rating_header, widget_rating_question, widget_rating_levels,
	widget_rating_reasons_title, widget_rating_reasons, widget_rating_actions, widget_rating_tools,
	widget_rating_privacy, widget_rating_thanks, widget_rating_sorry, widget_rating_welcome,
	widget_rating_languages, widget_rating_services, widget_rating_still;

const struct widget_class *const widget_classes[] = {
	&widget_header,
	&widget_footer,
	&widget_freshness,
	&widget_crumbs,
	&widget_map,
	&widget_number,
	&widget_bars,
	&widget_trend,
	&widget_donut,
	&widget_ranking,
	&widget_ranking_key,
	&widget_rows,
	&widget_figures,
	&widget_featured,
	&widget_text,
	&widget_sentence,
	&widget_clock,
	&widget_ticker,
	&widget_waiting,
	&widget_rating_header,
	&widget_rating_question,
	&widget_rating_levels,
	&widget_rating_reasons_title,
	&widget_rating_reasons,
	&widget_rating_actions,
	&widget_rating_tools,
	&widget_rating_privacy,
	&widget_rating_thanks,
	&widget_rating_sorry,
	&widget_rating_welcome,
	&widget_rating_languages,
	&widget_rating_services,
	&widget_rating_still,
	NULL,
};
