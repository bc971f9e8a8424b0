#include "kiosk/widget/alert_parts.h"

#include "feed/base/arena.h"

/* What kind of alert it is: the band under the upper edge, and the edge of a drill. */

enum { SLACK = 3 /* pixels, for widths that are rounded apart */ };

struct str alert_say(const struct view *view, enum language language, const char *key)
{
	return words_find(view->words, language, str_from(key));
}

static const char *severity_key(enum alert_severity severity)
{
	static const char *const keys[ALERT_SEVERITY_COUNT] = {
		"alert_severity_extreme", "alert_severity_severe", "alert_severity_moderate", "alert_severity_minor"};

	return keys[severity];
}

static struct str band_words(struct draw_list *list, const struct view *view, enum language language)
{
	const struct alert *alert = view->alert.alert;

	if (alert->status == ALERT_EXERCISE)
		return alert_say(view, language, "alert_drill");
	return str_format(list->arena, STR_FMT " · " STR_FMT, STR_ARG(alert_say(view, language, "alert_word")),
		STR_ARG(alert_say(view, language, severity_key(alert->severity))));
}

/* How wide the words of the band are at a size, beside each other. */
static int words_width(struct draw_list *list, const struct view *view, const enum language *languages, size_t count,
	struct text_style style, int gap)
{
	int width = 0;

	for (size_t i = 0; i < count; i++) {
		style.language = languages[i];
		width += (i ? gap : 0) + 1;
		width += text_measure(view->metrics, &style, 16 * view->screen.width, band_words(list, view, languages[i])).width;
	}
	return width;
}

/* In the gap between a text and the one beyond it. */
static void draw_divider(struct draw_list *list, const struct view *view, struct rect at, int gap)
{
	struct rect bar = {at.x + at.width + gap / 2, at.y + at.height / 4, kit_px(view, ALERT_LINE), at.height / 2};

	if (view->mirrored)
		bar.x = at.x - gap / 2 - bar.width;
	draw_fill(list, bar, view->theme->color[ROLE_ALERT_ON_DRILL]);
}

/* One language at the reading side, the others at the far one, on one line: all at one size, as large as the band allows. */
static void draw_band_words(struct draw_list *list, const struct view *view, struct rect box, const enum language *languages,
	size_t count)
{
	struct text_style style = kit_style(view, 60, TEXT_BOLD, ROLE_ALERT_ON_DRILL);
	int gap = kit_px(view, 44);

	style.least_px = 0;
	while (style.size_px > 6 && words_width(list, view, languages, count, style, gap) + SLACK * (int)count > box.width)
		style.size_px--;
	style.align = ALIGN_CENTER; /* in a box of its own width: the languages read in two directions */
	for (size_t i = 0; i < count; i++) {
		int width = words_width(list, view, languages + i, 1, style, 0) + SLACK;
		struct rect at = i ? kit_cut_end(view, &box, width) : kit_cut_start(view, &box, width);

		if (i > 1)
			draw_divider(list, view, at, gap);
		style.language = languages[i];
		text_paragraph(list, view->metrics, &style, at, band_words(list, view, languages[i]));
		if (i)
			kit_cut_end(view, &box, gap);
	}
}

/* As wide as a box and so high. */
static struct rect in_the_middle(struct rect box, int height)
{
	return (struct rect){box.x, box.y + (box.height - height) / 2, box.width, height};
}

/* Yellow says drill, white says that it is meant; the words say so too. */
void alert_draw_band(struct draw_list *list, const struct view *view, struct rect box, const enum language *languages,
	size_t count)
{
	const struct alert *alert = view->alert.alert;
	bool drill = alert->status == ALERT_EXERCISE;
	uint32_t ink = view->theme->color[ROLE_ALERT_ON_DRILL];
	int side = kit_px(view, 76);
	struct rect mark;

	draw_rounded(list, box, (float)kit_px(view, 12), view->theme->color[drill ? ROLE_ALERT_DRILL : ROLE_ALERT_INK]);
	kit_cut_start(view, &box, kit_px(view, 36));
	kit_cut_end(view, &box, kit_px(view, 36));
	mark = in_the_middle(kit_cut_start(view, &box, side), side);
	kit_icon(list, view, alert_icon(alert->event), mark, ROLE_ALERT_ON_DRILL, drill ? ROLE_ALERT_DRILL : ROLE_ALERT_INK);
	kit_cut_start(view, &box, kit_px(view, 28));
	mark = in_the_middle(box, kit_px(view, 34));
	kit_cut_start(view, &box, alert_draw_severity(list, mark, view->mirrored, alert->severity, ink));
	kit_cut_start(view, &box, kit_px(view, 20));
	draw_band_words(list, view, box, languages, count);
}

/* The word for a drill over and over, so that no photograph of the screen is without it. */
void alert_draw_drill_edge(
	struct draw_list *list, const struct view *view, struct rect box, const enum language *languages, size_t count)
{
	struct text_style style = kit_style(view, 44, TEXT_BOLD, ROLE_ALERT_ON_DRILL);
	int gap = kit_px(view, 64), from = kit_px(view, ALERT_MARGIN), x = from;

	style.least_px = 0;
	draw_fill(list, box, view->theme->color[ROLE_ALERT_DRILL]);
	for (size_t i = 0;; i = (i + 1) % count) {
		struct str word = alert_say(view, languages[i], "alert_drill_short");
		int width;

		style.language = languages[i];
		width = text_measure(view->metrics, &style, box.width, word).width + 2;
		if (x + width > box.width - from)
			return;
		text_paragraph(list, view->metrics, &style, (struct rect){box.x + x, box.y, width, box.height}, word);
		x += width + gap;
	}
}

/* Upright: the words of the band under each other. */
void alert_draw_high_band(struct draw_list *list, const struct view *view, struct rect box, const enum language *languages,
	size_t count)
{
	struct rect own = rect_cut_top(&box, (box.height - kit_px(view, 12)) / 2);

	alert_draw_band(list, view, own, languages, 1);
	rect_cut_top(&box, kit_px(view, 12));
	draw_rounded(list, box, (float)kit_px(view, 12),
		view->theme->color[view->alert.alert->status == ALERT_EXERCISE ? ROLE_ALERT_DRILL : ROLE_ALERT_INK]);
	kit_cut_start(view, &box, kit_px(view, 36));
	kit_cut_end(view, &box, kit_px(view, 36));
	draw_band_words(list, view, box, languages + 1, count - 1);
}
