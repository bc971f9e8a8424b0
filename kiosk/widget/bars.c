#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* The first rows of a table as bars from zero, the first of them marked. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names"},
	{"value", SETTING_TEXT, "value", NULL, "the column of the lengths"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; {n} is the number of rows"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title"},
	{"rows", SETTING_INTEGER, "6", "1..20", "how many"},
	{"grow", SETTING_FLAG, "no", NULL, "bars grow when they come, and on when they change"},
	{"name_px", SETTING_INTEGER, "214", "60..800", "width of the names"},
	{0},
};

static double longest(const struct kit_rows *rows, int column, size_t count)
{
	double most = 0, value;

	for (size_t i = 0; i < count; i++)
		if (table_number(rows->table, rows->rows[i], column, &value) && value > most)
			most = value;
	return most;
}

/* As wide as the longest name wants, from name_px up to half the box. */
static int width_of_names(const struct widget *self, const struct view *view, struct draw_list *list, int room,
	const struct kit_rows *rows, size_t count)
{
	struct text_style style = kit_style(view, 40, TEXT_REGULAR, ROLE_INK);
	int column = kit_column(rows, self, "name"), width = kit_px(view, widget_integer(self, "name_px"));

	for (size_t i = 0; i < count; i++) {
		struct str name = kit_cell(list, view, rows->table, rows->rows[i], column);
		int wanted = text_measure(view->metrics, &style, 4 * room, name).width + 1;

		width = wanted > width ? wanted : width;
	}
	return width > room / 2 ? room / 2 : width;
}

static void draw_bar(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct kit_rows *rows, size_t at, double most, int names_width, const struct text_style *name)
{
	struct text_style value = kit_style(view, 40, TEXT_BOLD, ROLE_INK);
	int value_column = kit_column(rows, self, "value"), name_column = kit_column(rows, self, "name");
	double number = 0, length;
	struct rect bar;

	kit_text_fit(list, view, kit_cut_start(view, &box, names_width), name,
		kit_cell(list, view, rows->table, rows->rows[at], name_column));
	value.align = ALIGN_END;
	value = kit_digits(view, value);
	text_paragraph(list, view->metrics, &value, kit_cut_end(view, &box, kit_px(view, 116)),
		kit_cell(list, view, rows->table, rows->rows[at], value_column));
	kit_cut_start(view, &box, kit_px(view, 16));
	kit_cut_end(view, &box, kit_px(view, 16));
	if (!table_number(rows->table, rows->rows[at], value_column, &number) || number < 0)
		number = 0;
	length = most > 0 ? box.width * number / most : 0;
	if (widget_flag(self, "grow"))
		length = kit_moving(view, kit_cell(list, view, rows->table, rows->rows[at], name_column), 0, length);
	bar = (struct rect){box.x, box.y + (box.height - kit_px(view, 26)) / 2, (int)length, kit_px(view, 26)};
	draw_rounded(list, kit_place(view, box, bar), (float)kit_px(view, 3),
		view->theme->color[at == 0 ? ROLE_RULE : ROLE_AZURE_FILL]);
}

static void draw_title(
	const struct widget *self, const struct view *view, struct draw_list *list, struct rect box, size_t count)
{
	struct words_value n = {"n", kit_number(list, (double)count, 0), false};
	struct str title = widget_value(self, "title"), note = widget_value(self, "note");

	kit_heading(list, view, box, words_format(list->arena, view->words, view->language, title, &n, 1),
		note.length ? words_find(view->words, view->language, note) : note);
}

static void draw_bars(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct kit_rows *rows, size_t count)
{
	struct text_style names = kit_style(view, 40, TEXT_REGULAR, ROLE_INK);
	int name = kit_column(rows, self, "name"), high = box.height / widget_integer(self, "rows");
	int names_width = width_of_names(self, view, list, box.width, rows, count);
	double most = longest(rows, kit_column(rows, self, "value"), count);

	for (size_t i = 0; i < count; i++)
		kit_even(view, &names, names_width, kit_cell(list, view, rows->table, rows->rows[i], name));
	for (size_t i = 0; i < count; i++)
		draw_bar(self, view, list, rect_cut_top(&box, high), rows, i, most, names_width, &names);
}

static int64_t bars_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	size_t count = (size_t)widget_integer(self, "rows");
	struct kit_rows rows;
	int name, value;

	if (!kit_rows_find(self, view, list, &rows) || rows.count == 0 ||
		!kit_need(self, view, list, &rows, "name", &name) ||
		!kit_need(self, view, list, &rows, "value", &value)) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	count = rows.count < count ? rows.count : count;
	draw_title(self, view, list, rect_cut_top(&box, kit_px(view, 52)), count);
	rect_cut_top(&box, kit_px(view, 4));
	draw_bars(self, view, list, box, &rows, count);
	return WIDGET_FOREVER;
}

const struct widget_class widget_bars = {
	.name = "bars",
	.help = "the first rows of a table as horizontal bars",
	.settings = settings,
	.draw = bars_draw,
};
