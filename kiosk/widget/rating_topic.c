#include "feed/model/topic.h"
#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/qr.h"
#include "kiosk/widget/rating.h"

/* What was said, as a code that is the same for everybody: with it the reply is found without a name. */

bool rating_shows_topic(const struct view *view)
{
	const struct survey *survey = rating_survey(view);
	size_t reason;

	return survey && view->visit && view->visit->topic && rating_service(view) &&
	       visit_topic_reason(view->visit, survey, &reason);
}

static struct str address_of(struct draw_list *list, const struct survey *survey, struct str code)
{
	const struct str mark = STR("{topic}");
	size_t at = str_find(survey->topic_link, mark);

	if (at >= survey->topic_link.length)
		return code;
	return str_format(list->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_part(survey->topic_link, 0, at)),
		STR_ARG(code), STR_ARG(str_part(survey->topic_link, at + mark.length, survey->topic_link.length)));
}

void rating_topic(struct draw_list *list, const struct view *view, struct rect box)
{
	const struct survey *survey = rating_survey(view);
	const struct area *area = kit_area(view, view->area);
	struct text_style title = rating_style(view, 40, 30, TEXT_REGULAR, ROLE_INK2),
			  note = rating_style(view, 32, 22, TEXT_REGULAR, ROLE_INK2);
	struct text_style loud = kit_digits(view, rating_style(view, 72, 48, TEXT_BOLD, ROLE_INK));
	char code[TOPIC_BYTES];
	struct rect square, inner;
	size_t reason;
	int height;

	visit_topic_reason(view->visit, survey, &reason);
	topic_code(area ? area->id : STR(""), rating_service(view)->id, survey->reasons[reason].id, view->local.year,
		view->local.month, code);
	draw_rounded(list, box, (float)kit_px(view, 20), view->theme->color[ROLE_HAIR]);
	draw_rounded(list, rect_inset(box, kit_px(view, 2)), (float)kit_px(view, 18), view->theme->color[ROLE_SURFACE]);
	inner = rect_inset(box, kit_px(view, 16));
	square = kit_cut_end(view, &inner, inner.height);
	qr_record(view, list, square, address_of(list, survey, str_copy(list->arena, str_from(code))));
	kit_cut_end(view, &inner, kit_px(view, 20));
	kit_cut_start(view, &inner, kit_px(view, 16));
	title.lines_max = 2;
	note.lines_max = 3;
	title.line_factor = note.line_factor = rating_lines(view, TEXT_REGULAR);
	height = inner.height;
	rating_text(list, view, &title, rect_cut_top(&inner, height * 25 / 100),
		kit_word(view, "topic_title"));
	rating_text(list, view, &loud, rect_cut_top(&inner, height * 34 / 100),
		str_copy(list->arena, str_from(code)));
	rating_text(list, view, &note, inner, kit_word(view, "topic_note"));
}
