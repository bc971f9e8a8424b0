#include "kiosk/widget/alert_parts.h"

/* Texts of an alert: several languages share a box, and all of them must be whole. */

enum { WHOLE = 100, STEP = 3, LEAST = 7 /* parts of a hundred */ };

static struct text_style style_of(const struct view *view, const struct alert_line *line, int percent, enum theme_role role)
{
	bool arabic = language_is_rtl(line->language);

	return (struct text_style){
		.language = line->language,
		.weight = line->weight,
		.size_px = kit_px(view, line->base_px * percent / WHOLE),
		.lines_max = line->lines_max,
		.color = view->theme->color[role],
		.line_factor = arabic ? 1.5f : line->weight == TEXT_BOLD ? 1.15f : 1.3f,
	};
}

/* How high they stand at this size; -1 where one of them does not fit. */
static int measure(const struct view *view, struct rect box, const struct alert_line *lines, size_t count, int percent)
{
	int height = 0, above = 0;

	for (size_t i = 0; i < count; i++) {
		struct text_style style = style_of(view, &lines[i], percent, ROLE_ALERT_INK);
		struct text_size size;

		if (lines[i].text.length == 0)
			continue;
		size = text_measure(view->metrics, &style, box.width, lines[i].text);
		if (size.cut || size.width > box.width)
			return -1;
		height += (above ? kit_px(view, lines[i].gap * percent / WHOLE) : 0) + size.height;
		above = height;
	}
	return height;
}

static int find_percent(const struct view *view, struct rect box, const struct alert_line *lines, size_t count, int *height)
{
	int percent = WHOLE;

	for (;; percent -= STEP) {
		*height = measure(view, box, lines, count, percent);
		if ((*height >= 0 && *height <= box.height) || percent <= LEAST)
			return percent;
	}
}

void alert_draw_lines(struct draw_list *list, const struct view *view, struct rect box, const struct alert_line *lines,
	size_t count, enum theme_role role)
{
	int height, percent = find_percent(view, box, lines, count, &height);
	bool first = true;

	if (height < box.height)
		rect_cut_top(&box, (box.height - height) / 2);
	for (size_t i = 0; i < count; i++) {
		struct text_style style = style_of(view, &lines[i], percent, role);

		if (lines[i].text.length == 0)
			continue;
		if (!first)
			rect_cut_top(&box, kit_px(view, lines[i].gap * percent / WHOLE));
		first = false;
		rect_cut_top(&box, text_paragraph(list, view->metrics, &style, box, lines[i].text).height);
	}
}
