#include "kiosk/widget/kit_text.h"

/* Before the first data: calm, and clear about what is missing. */

static int64_t waiting_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = kit_style(view, 76, TEXT_TITLE, ROLE_INK),
			  body = kit_style(view, 44, TEXT_REGULAR, ROLE_INK2);
	int side = kit_px(view, 200);
	struct rect middle = rect_inset(box, 0), mark;

	(void)self;
	rect_cut_top(&middle, box.height * 22 / 100);
	mark = rect_cut_top(&middle, side);
	kit_icon(list, view, STR("mark"), (struct rect){mark.x + (mark.width - side) / 2, mark.y, side, side}, ROLE_INK,
		ROLE_BG);
	rect_cut_top(&middle, kit_px(view, 40));
	title.align = body.align = ALIGN_CENTER;
	title.spacing_em = 0.04f;
	title.lines_max = body.lines_max = 2;
	text_paragraph(
		list, view->metrics, &title, rect_cut_top(&middle, kit_px(view, 130)), kit_word(view, "waiting_title"));
	text_paragraph(list, view->metrics, &body, rect_cut_top(&middle, kit_px(view, 90)),
		kit_word(view, view->freshness.refused		     ? "waiting_refused"
			       : view->freshness.failing_since_ms ? "waiting_unreachable"
								  : "waiting_calm"));
	return WIDGET_FOREVER;
}

const struct widget_class widget_waiting = {
	.name = "waiting",
	.help = "what is shown before the first data",
	.draw = waiting_draw,
};
