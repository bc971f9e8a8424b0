#include "kiosk/widget/kit_series.h"

#include <math.h>

#include "feed/base/arena.h"

enum { LEGEND_PX = 36, LEGEND_LEAST_PX = 22, SWATCH = 28, SWATCH_GAP = 12, LEGEND_GAP = 40 };

#define TEN_THOUSAND 1e4
#define MILLION 1e6

bool kit_series_read(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows,
	struct kit_series *series)
{
	struct str rest = widget_value(self, "values"), piece;

	*series = (struct kit_series){0};
	while (series->count < SERIES_MAX && str_next(&rest, ',', &piece)) {
		struct kit_series_item *item = &series->items[series->count];
		struct str text = str_trim(piece), name = str_part(text, 0, str_find(text, STR(":")));

		*item = (struct kit_series_item){.column = table_find_column(rows->table, name),
			.word = str_part(text, name.length + 1, text.length),
			.role = (enum theme_role)(ROLE_C1 + series->count)};
		if (item->word.length && !words_has(view->words, item->word))
			kit_fault(self, view, "values", item->word, STR("a word's key of assets/words"));
		if (item->column == TABLE_NO_COLUMN) {
			kit_missing(view, list, rows->table->name, name);
			kit_fault(self, view, "values", name, STR("a column of the table"));
			rows->named = true;
			return false;
		}
		series->count++;
	}
	return series->count > 0;
}

double kit_series_value(const struct kit_rows *rows, size_t row, const struct kit_series_item *item)
{
	double value;

	return table_number(rows->table, row, item->column, &value) ? value : 0;
}

struct str kit_series_place(struct draw_list *list, const struct view *view, const struct kit_rows *rows, size_t at, int column)
{
	const struct cell *cell = table_cell(rows->table, rows->rows[at], column);

	if (cell->present && rows->table->columns[column].type == COLUMN_INTEGER)
		return str_format(list->arena, "%lld", (long long)cell->integer);
	return kit_cell(list, view, rows->table, rows->rows[at], column);
}

struct str kit_series_name(const struct view *view, const struct kit_rows *rows, const struct kit_series_item *item)
{
	return item->word.length ? words_find(view->words, view->language, item->word)
				 : kit_label(view, &rows->table->columns[item->column].title);
}

static int legend_width(const struct view *view, const struct kit_rows *rows, const struct kit_series *series,
	const struct text_style *style, int most)
{
	int width = 0;

	for (size_t i = 0; i < series->count; i++)
		width += kit_px(view, SWATCH + SWATCH_GAP + LEGEND_GAP) +
			 text_measure(view->metrics, style, 8 * most, kit_series_name(view, rows, &series->items[i]))
				 .width;
	return width;
}

void kit_series_legend(struct draw_list *list, const struct view *view, struct rect line, const struct kit_rows *rows,
	const struct kit_series *series)
{
	struct text_style style = kit_style(view, LEGEND_PX, TEXT_REGULAR, ROLE_INK);
	int side = kit_px(view, SWATCH);

	if (series->count < 2)
		return;
	while (style.size_px > kit_px(view, LEGEND_LEAST_PX) &&
		legend_width(view, rows, series, &style, line.width) > line.width)
		style.size_px--;
	for (size_t i = 0; i < series->count; i++) {
		struct rect swatch = kit_cut_start(view, &line, side);

		swatch = (struct rect){swatch.x, swatch.y + (swatch.height - side) / 2, side, side};
		draw_fill_ink(list, swatch, theme_ink(view->theme, series->items[i].role, view->unit),
			(float)kit_px(view, 4));
		kit_cut_start(view, &line, kit_px(view, SWATCH_GAP));
		kit_text_start(list, view, &line, &style, kit_series_name(view, rows, &series->items[i]),
			kit_px(view, LEGEND_GAP));
	}
}

double kit_round_up(double value)
{
	static const double steps[] = {1, 2, 2.5, 5, 10};
	double power;

	if (!(value > 0))
		return 1;
	power = pow(10, floor(log10(value)));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (value <= steps[i] * power * (1 + 1e-9))
			return steps[i] * power;
	return 10 * power;
}

/* 2000, 12.5: no more decimals than there are, and one at most. */
static struct str short_number(struct draw_list *list, double value)
{
	return kit_number(list, value, fabs(value - round(value)) < 0.05 ? 0 : 1);
}

struct str kit_amount(struct draw_list *list, const struct view *view, double value, int decimals, bool at_least)
{
	bool chinese = view->language == LANGUAGE_ZH, words = fabs(value) >= (chinese ? 10 * TEN_THOUSAND : MILLION);
	struct words_value n = {"n", STR(""), false};

	if (words)
		n.text = short_number(list, value / (chinese ? TEN_THOUSAND : MILLION));
	else
		n.text = kit_number(list, value, fabs(value - round(value)) < 1e-9 ? 0 : decimals);
	if (at_least)
		n.text = text_isolate_number(list->arena, str_format(list->arena, STR_FMT "+", STR_ARG(n.text)));
	return words ? kit_words(list, view, chinese ? "amount_ten_thousand" : "amount_million", &n, 1) : n.text;
}

enum { SERIES_TITLE = 52 };

void kit_series_title(const struct widget *self, const struct view *view, struct draw_list *list, struct rect *panel,
	const struct kit_rows *rows)
{
	struct words_value n = {"n", kit_number(list, (double)rows->count, 0), false};
	struct str title = widget_value(self, "title"), note = widget_value(self, "note");

	kit_heading(list, view, panel, SERIES_TITLE, words_format(list->arena, view->words, view->language, title, &n, 1),
		note.length ? words_find(view->words, view->language, note) : note);
}
