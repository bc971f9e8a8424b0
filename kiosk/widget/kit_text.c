#include "kiosk/widget/kit_text.h"

#include "feed/base/arena.h"

enum { STALE_AFTER_MS = 60 * 1000, SLACK_PX = 6 };

#define TWO_LINES_FACTOR 1.35f

struct str kit_clock(struct draw_list *list, int64_t time_ms)
{
	struct civil at = civil_local(time_ms);

	return str_format(list->arena, "%02d:%02d", at.hour, at.minute);
}

struct str kit_date(struct draw_list *list, const struct view *view, int64_t time_ms)
{
	struct civil at = civil_local(time_ms);
	struct words_value values[] = {
		{"month", words_find(view->words, view->language, str_format(list->arena, "month_%d", at.month)), true},
		{"day", str_format(list->arena, "%d", at.day), false},
	};

	return kit_words(list, view, "date_month_day", values, 2);
}

struct str kit_date_brief(struct draw_list *list, const struct view *view, int64_t time_ms)
{
	struct civil at = civil_local(time_ms);
	struct words_value values[] = {
		{"m", str_format(list->arena, "%d", at.month), false},
		{"day", str_format(list->arena, "%d", at.day), false},
	};

	return text_isolate_number(list->arena, kit_words(list, view, "date_brief", values, 2)); /* 10/21 in every language */
}

struct str kit_date_time(struct draw_list *list, const struct view *view, int64_t time_ms)
{
	struct civil at = civil_local(time_ms);
	struct words_value values[] = {{"date", STR(""), true}, {"time", kit_clock(list, time_ms), false}};

	if (at.year == view->local.year && at.month == view->local.month && at.day == view->local.day)
		return values[1].text;
	values[0].text = kit_date(list, view, time_ms);
	if (!view->mirrored)
		return kit_words(list, view, "date_time", values, 2);
	/* A mark of direction first: all else in it is isolated, so that nothing would tell which way it reads. */
	return str_format(list->arena, "\u200f" STR_FMT, STR_ARG(kit_words(list, view, "date_time", values, 2)));
}

struct str kit_cell(struct draw_list *list, const struct view *view, const struct table *table, size_t row, int column)
{
	const struct cell *cell = table_cell(table, row, column);
	double number;

	if (!cell->present)
		return STR("");
	switch (table->columns[column].type) {
	case COLUMN_LABEL:
		return kit_label(view, cell->label);
	case COLUMN_AREA:
		return kit_area_name(view, cell->text);
	case COLUMN_CHOICE:
		return kit_label(view, &cell->choice->label);
	case COLUMN_DATE:
		return kit_date(list, view, cell->time_ms);
	case COLUMN_TIME:
		return kit_date_time(list, view, cell->time_ms);
	case COLUMN_SHARE:
		return kit_number(list, cell->number * 100, table->columns[column].decimals);
	case COLUMN_TEXT:
		return cell->text;
	default:
		break;
	}
	return table_number(table, row, column, &number) ? kit_number(list, number, table->columns[column].decimals)
							 : STR("");
}

struct rect kit_cut_start(const struct view *view, struct rect *rest, int width)
{
	return view->mirrored ? rect_cut_right(rest, width) : rect_cut_left(rest, width);
}

struct rect kit_cut_end(const struct view *view, struct rect *rest, int width)
{
	return view->mirrored ? rect_cut_left(rest, width) : rect_cut_right(rest, width);
}

static int text_width(const struct view *view, const struct text_style *style, int room, struct str text)
{
	int width = text_measure(view->metrics, style, room, text).width + 1;

	return width < room ? width : room;
}

/* A line is measured whole and set word by word: their widths are rounded apart, and it must not end in an ellipsis for
   that. The room is lent from what stands beside it; the text itself stands where it would without. */
static struct rect with_slack(const struct view *view, struct rect at, bool at_end)
{
	int slack = kit_px(view, SLACK_PX);

	at.width += slack;
	at.x -= at_end != view->mirrored ? slack : 0;
	return at;
}

struct rect kit_text_start(struct draw_list *list, const struct view *view, struct rect *rest,
	const struct text_style *style, struct str text, int gap_px)
{
	struct rect at = kit_cut_start(view, rest, text_width(view, style, rest->width, text));

	text_paragraph(list, view->metrics, style, with_slack(view, at, false), text);
	kit_cut_start(view, rest, gap_px);
	return at;
}

struct rect kit_text_end(struct draw_list *list, const struct view *view, struct rect *rest,
	const struct text_style *style, struct str text, int gap_px)
{
	struct rect at = kit_cut_end(view, rest, text_width(view, style, rest->width, text));
	struct text_style far = *style;

	far.align = ALIGN_END;
	text_paragraph(list, view->metrics, &far, with_slack(view, at, true), text);
	kit_cut_end(view, rest, gap_px);
	return at;
}

void kit_text_on(struct draw_list *list, const struct view *view, struct rect *rest, const struct text_style *style,
	struct str text, int baseline_y, int gap_px)
{
	struct text_style top = *style;
	struct rect at = kit_cut_start(view, rest, text_width(view, style, rest->width, text));

	top.vertical = VERTICAL_TOP;
	at.y = baseline_y - text_baseline(view->metrics, style);
	at.height = 2 * style->size_px;
	text_paragraph(list, view->metrics, &top, with_slack(view, at, false), text);
	kit_cut_start(view, rest, gap_px);
}

bool kit_words_fit(const struct view *view, const struct text_style *style, int width, struct str text)
{
	struct text_style one = *style;
	struct str word;

	one.lines_max = 1;
	one.least_px = 0;
	while (style->language != LANGUAGE_ZH && str_next(&text, ' ', &word))
		if (text_measure(view->metrics, &one, 8 * width, word).width > width)
			return false;
	return true;
}

void kit_text_fit(struct draw_list *list, const struct view *view, struct rect box, const struct text_style *style,
	struct str text)
{
	struct text_style fitted = *style, least;
	int half = (int)((float)box.height / 2 / TWO_LINES_FACTOR);

	half = half < style->size_px ? half : style->size_px;
	half = half < 1 ? 1 : half;
	fitted.least_px = style->least_px ? half : 0; /* no smaller than two lines would be */
	least = fitted;
	least.size_px = fitted.least_px ? fitted.least_px : fitted.size_px;
	if (text_measure(view->metrics, &fitted, box.width, text).cut || !kit_words_fit(view, &least, box.width, text)) {
		fitted.lines_max = 2;
		fitted.line_factor = TWO_LINES_FACTOR;
		fitted.size_px = half;
		fitted.least_px = half * 4 / 10;
		while (fitted.size_px > 1 && fitted.size_px > fitted.least_px && !kit_words_fit(view, &fitted, box.width, text))
			fitted.size_px--;
		fitted.least_px = fitted.size_px * 6 / 10;
	}
	text_paragraph(list, view->metrics, &fitted, box, text);
}

struct text_style kit_digits(const struct view *view, struct text_style style)
{
	style.language = LANGUAGE_EN;
	if (view->mirrored && style.align != ALIGN_CENTER)
		style.align = style.align == ALIGN_START ? ALIGN_END : ALIGN_START;
	return style;
}

void kit_even(const struct view *view, struct text_style *style, int width, struct str text)
{
	struct text_style full = *style;
	int least = style->size_px > style->least_px ? style->least_px + (style->size_px - style->least_px) * 3 / 8 : 0;

	full.least_px = 0;
	while (full.size_px > least && text_measure(view->metrics, &full, 8 * width, text).width > width)
		full.size_px--;
	if (text_measure(view->metrics, &full, 8 * width, text).width <= width)
		style->size_px = full.size_px;
}

struct rect kit_icon_start(struct draw_list *list, const struct view *view, struct rect *rest, struct str name,
	int side_px, enum theme_role tone, int gap_px)
{
	struct rect at = kit_cut_start(view, rest, side_px);

	at = (struct rect){at.x, at.y + (at.height - side_px) / 2, side_px, side_px};
	kit_icon(list, view, name, at, tone, ROLE_BG);
	kit_cut_start(view, rest, gap_px);
	return at;
}

int kit_tag(struct draw_list *list, const struct view *view, struct rect box, struct str text, enum theme_role line,
	bool at_end)
{
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	int pad = kit_px(view, 12), high = kit_px(view, 40),
	    width = text_width(view, &style, box.width - 2 * pad, text) + 2 * pad;
	struct rect at = at_end ? kit_cut_end(view, &box, width) : kit_cut_start(view, &box, width);

	at = (struct rect){at.x, at.y + (at.height - high) / 2, at.width, high};
	draw_frame(list, at, (float)kit_px(view, 8), (float)kit_px(view, 2), view->theme->color[line]);
	style.align = ALIGN_CENTER;
	text_paragraph(list, view->metrics, &style, at, text);
	return width;
}

static int whole_width(const struct view *view, const struct text_style *style, int room, struct str text)
{
	struct text_style full = *style;

	full.least_px = 0;
	return text_measure(view->metrics, &full, 8 * room, text).width + 1;
}

enum { HEADING_LEAST = 75 /* per cent */, HEADING_NOTE = 44, HEADING_PANEL = 5 /* headings high */ };

/* Beside each other both shrink alike, down to the least that is read from afar; below that the note gets a line of its own, where the
   panel has the height for it. */
void kit_heading(struct draw_list *list, const struct view *view, struct rect *panel, int high_px, struct str title, struct str note)
{
	struct text_style bold = kit_style(view, 40, TEXT_BOLD, ROLE_INK), quiet = kit_style(view, 32, TEXT_REGULAR, ROLE_INK3);
	int gap = kit_px(view, 16), high = kit_px(view, high_px), room = panel->width - gap, title_width, note_width;
	bool tall = panel->height > HEADING_PANEL * high;
	struct rect line = rect_cut_top(panel, high);

	title_width = whole_width(view, &bold, line.width, title);
	note_width = whole_width(view, &quiet, line.width, note);
	quiet.strong_color = view->theme->color[ROLE_ACCENT];
	if (note.length && tall && (title_width + note_width) * HEADING_LEAST / 100 > room) {
		kit_text_fit(list, view, line, &bold, title);
		kit_text_fit(list, view, rect_cut_top(panel, kit_px(view, HEADING_NOTE)), &quiet, note);
		return;
	}
	if (note.length && title_width + note_width > room)
		title_width = (int)((int64_t)room * title_width / (title_width + note_width));
	kit_text_fit(list, view, kit_cut_start(view, &line, note.length ? title_width : line.width), &bold, title);
	kit_cut_start(view, &line, gap);
	quiet.align = ALIGN_END;
	if (note.length)
		kit_text_fit(list, view, line, &quiet, note);
}

bool kit_is_stale(const struct view *view)
{
	const struct freshness *fresh = &view->freshness;

	if (!view->snapshot)
		return false;
	return fresh->expired || (fresh->failing_since_ms && view->now_ms - kit_data_ms(view) > STALE_AFTER_MS);
}

bool kit_needs_band(const struct view *view)
{
	int64_t since_ms = view->freshness.alerts_failing_since_ms;

	return kit_is_stale(view) || (view->snapshot && since_ms && view->now_ms - since_ms > STALE_AFTER_MS);
}

int64_t kit_data_ms(const struct view *view)
{
	if (view->freshness.contact_ms && view->freshness.contact_ms <= view->now_ms)
		return view->freshness.contact_ms;
	if (!view->snapshot)
		return 0;
	/* A picture as of an earlier day never shows a time after it. */
	return snapshot_head(view->snapshot)->issued_ms < view->now_ms ? snapshot_head(view->snapshot)->issued_ms
								       : view->now_ms;
}

int kit_count_areas(const struct view *view, struct str level, uint32_t within)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	int count = 0;

	for (uint32_t i = 0; areas && i < areas->count; i++)
		if (str_equal(areas->items[i].level, level) && (within == AREA_NONE || areas_within(areas, i, within)))
			count++;
	return count;
}

static bool is_page(const struct area *area)
{
	return str_equal(area->level, STR("subdistrict"));
}

struct kit_page kit_page_of(const struct view *view)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	uint32_t own =
		areas && view->area != AREA_NONE ? areas_up_to(areas, view->area, STR("subdistrict")) : AREA_NONE;
	struct kit_page page = {0};
	size_t wanted, at = own == AREA_NONE ? 0 : 1;

	for (uint32_t i = 0; areas && i < areas->count; i++)
		page.count += is_page(&areas->items[i]);
	if (page.count == 0)
		return page;
	page.number = wanted = (size_t)(view->page % (int64_t)page.count);
	if (wanted == 0 && own != AREA_NONE) {
		page.area = &areas->items[own];
		return page;
	}
	for (uint32_t i = 0; i < areas->count; i++)
		if (i != own && is_page(&areas->items[i]) && at++ == wanted)
			page.area = &areas->items[i];
	return page;
}

struct text_style kit_style_of(const struct widget *self, const struct view *view)
{
	struct str weight = widget_value(self, "weight"), align = widget_value(self, "align");
	struct text_style style = kit_style(view, widget_integer(self, "px"), TEXT_REGULAR, widget_role(self, "role"));

	if (str_equal(weight, STR("bold")))
		style.weight = TEXT_BOLD;
	if (str_equal(weight, STR("title")))
		style.weight = TEXT_TITLE;
	if (str_equal(align, STR("center")))
		style.align = ALIGN_CENTER;
	if (str_equal(align, STR("end")))
		style.align = ALIGN_END;
	return style;
}
