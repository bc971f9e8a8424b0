#include "kiosk/widget/months.h"

#include "feed/base/arena.h"

/* A year as a strip of months: a line for each activity, a field for each of its periods (a month, a quarter, a
   half-year, the year), in it the state by its shape. Where several areas stand behind one field and not all are done,
   it says how many are; a thick edge tells that one of them is overdue. Months run to the reading direction. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	KIT_WITHIN_SETTINGS,
	{"name", SETTING_TEXT, "activity", NULL, "the column, a choice, that makes the lines"},
	{"period", SETTING_TEXT, "period", NULL, "the column of the periods: 2018, 2018-H2, 2018-Q3 or 2018-10"},
	{"state", SETTING_TEXT, "state", NULL, "the column of the states, a choice"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; {area}: the area behind it where it is one"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title; {done} of {n} are done"},
	{"name_share", SETTING_INTEGER, "26", "10..60", "per cent of the width for the names"},
	{0},
};

enum { TITLE = 64, HEAD = 44, MARK = 40, FIELD_GAP = 4, FIELD_MOST = 88, RADIUS = 8 };

static struct rect months_of(const struct months_strip *strip, struct rect line, int first, int months)
{
	int from = line.width * first / MONTHS_OF_YEAR, to = line.width * (first + months) / MONTHS_OF_YEAR;

	return kit_place(strip->view, line, (struct rect){line.x + from, line.y, to - from, line.height});
}

/* How many are done, where not all are: of one month the figure alone. */
static void draw_count(const struct months_strip *strip, struct rect at, const struct months_field *field)
{
	const struct view *view = strip->view;
	struct text_style style = kit_style(view, 36, TEXT_BOLD, ROLE_INK);
	struct str text = str_format(strip->list->arena, field->months > 1 ? "%d/%d" : "%d", field->done, field->count);

	style.align = ALIGN_CENTER;
	style.language = LANGUAGE_EN;
	if (field->months > 1 && field->state)
		kit_icon_start(strip->list, view, &at, str_from(field->state->icon), kit_px(view, MARK),
			field->state->role, 0);
	text_paragraph(strip->list, view->metrics, &style, at, text);
}

static void draw_field(const struct months_strip *strip, struct rect at, const struct months_field *field)
{
	const struct view *view = strip->view;
	bool done = field->done == field->count, urgent = field->state && field->state->urgent;
	int side = kit_px(view, MARK);

	at = rect_inset(at, kit_px(view, FIELD_GAP));
	if (done)
		draw_rounded(strip->list, at, (float)kit_px(view, RADIUS), view->theme->color[ROLE_SURFACE2]);
	draw_frame(strip->list, at, (float)kit_px(view, RADIUS), (float)kit_px(view, urgent ? 5 : 2),
		view->theme->color[done ? ROLE_HAIR : urgent ? ROLE_OVER : ROLE_LINE]);
	side = side > at.width ? at.width : side > at.height ? at.height : side;
	if (field->count > 1 && !done)
		draw_count(strip, at, field);
	else if (field->state)
		kit_icon(strip->list, view, str_from(field->state->icon),
			(struct rect){at.x + (at.width - side) / 2, at.y + (at.height - side) / 2, side, side},
			field->state->role, ROLE_BG);
}

/* The month of today, where the strip is of this year, is lit. */
static void draw_months(const struct months_strip *strip, struct rect line, int height)
{
	const struct view *view = strip->view;
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2),
			  now = kit_style(view, 32, TEXT_BOLD, ROLE_ACCENT);

	style.align = now.align = ALIGN_CENTER;
	style.language = now.language = LANGUAGE_EN; /* digits alone */
	for (int month = 0; month < MONTHS_OF_YEAR; month++) {
		struct rect at = months_of(strip, line, month, 1);
		bool is_now = strip->year == view->local.year && month + 1 == view->local.month;

		if (is_now)
			draw_rounded(strip->list, (struct rect){at.x, at.y, at.width, height},
				(float)kit_px(view, RADIUS), view->theme->color[ROLE_SURFACE]);
		text_paragraph(strip->list, view->metrics, is_now ? &now : &style, at,
			str_format(strip->list->arena, "%d", month + 1));
	}
}

static void draw_title(const struct months_strip *strip, struct rect *panel)
{
	const struct view *view = strip->view;
	const struct table *table = strip->rows.table;
	int area = kit_column(&strip->rows, strip->self, "area"), done = 0, count = 0;
	struct str title = widget_value(strip->self, "title"), note = widget_value(strip->self, "note");
	struct words_value of_area = {"area", STR(""), true},
			   counts[] = {{"done", STR(""), false}, {"n", STR(""), false}};

	for (size_t i = 0; i < strip->line_count; i++)
		for (size_t n = 0; n < strip->lines[i].count; n++) {
			done += strip->lines[i].fields[n].done;
			count += strip->lines[i].fields[n].count;
		}
	if (area != TABLE_NO_COLUMN && strip->rows.count)
		of_area.text = kit_cell(strip->list, view, table, strip->rows.rows[0], area);
	counts[0].text = kit_number(strip->list, done, 0);
	counts[1].text = kit_number(strip->list, count, 0);
	kit_heading(strip->list, view, panel, TITLE,
		words_format(strip->list->arena, view->words, view->language, title, &of_area, 1),
		note.length ? words_format(strip->list->arena, view->words, view->language, note, counts, 2) : note);
}

static void draw_lines(const struct months_strip *strip, struct rect box)
{
	const struct view *view = strip->view;
	struct text_style style = kit_style(view, 40, TEXT_REGULAR, ROLE_INK);
	int names = box.width * widget_integer(strip->self, "name_share") / 100, most = kit_px(view, FIELD_MOST), high;
	struct rect head = rect_cut_top(&box, kit_px(view, HEAD));

	high = box.height / (int)strip->line_count;
	high = high > most ? most : high;
	kit_cut_start(view, &head, names);
	draw_months(strip, head, head.height + high * (int)strip->line_count);
	for (size_t i = 0; i < strip->line_count; i++) {
		struct rect line = rect_cut_top(&box, high), name = kit_cut_start(view, &line, names);

		kit_cut_end(view, &name, kit_px(view, 16));
		kit_text_fit(strip->list, view, name, &style, kit_label(view, &strip->lines[i].choice->label));
		for (size_t f = 0; f < strip->lines[i].count; f++)
			draw_field(strip,
				months_of(
					strip, line, strip->lines[i].fields[f].first, strip->lines[i].fields[f].months),
				&strip->lines[i].fields[f]);
	}
}

static int64_t months_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct months_strip strip = {.self = self, .view = view, .list = list};

	if (!months_read(&strip)) {
		kit_nothing(self, view, list, box, &strip.rows);
		return WIDGET_FOREVER;
	}
	if (widget_value(self, "title").length)
		draw_title(&strip, &box);
	draw_lines(&strip, box);
	return kit_next_midnight(view);
}

const struct widget_class widget_months = {
	.name = "months",
	.help = "a year as a strip of months: what is done, due and overdue",
	.settings = settings,
	.draw = months_draw,
};
