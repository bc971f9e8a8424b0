#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* Shares of a whole as a ring with its legend; the total in the middle. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names"},
	{"value", SETTING_TEXT, "value", NULL, "the column of the amounts"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title"},
	{"unit", SETTING_WORDS_KEY, "", NULL, "a word's key under the total"},
	{0},
};

enum { SLICES = 6 };

struct slices {
	double amount[SLICES], total;
	size_t row[SLICES], count;
};

static void read_slices(const struct kit_rows *rows, int column, struct slices *slices)
{
	*slices = (struct slices){.count = 0};
	for (size_t i = 0; i < rows->count && slices->count < SLICES; i++) {
		double amount;

		if (!table_number(rows->table, rows->rows[i], column, &amount) || amount <= 0)
			continue;
		slices->row[slices->count] = rows->rows[i];
		slices->amount[slices->count++] = amount;
		slices->total += amount;
	}
}

static void draw_ring(const struct view *view, struct draw_list *list, struct rect box, const struct slices *slices)
{
	float x = (float)box.x + (float)box.width / 2, y = (float)box.y + (float)box.height / 2,
	      outer = (float)box.width / 2;
	float from = -1.5707964f, gap = (float)kit_px(view, 2) / outer;

	for (size_t i = 0; i < slices->count; i++) {
		float to = from + (float)(slices->amount[i] / slices->total) * 6.2831853f;
		struct path_builder builder = path_begin(list->arena);
		enum theme_role role = (enum theme_role)(ROLE_C1 + i);

		path_ring_slice(&builder, x, y, outer * 0.585f, outer, from + gap, to - gap);
		draw_path_ink(list, path_seal(&builder), TRANSFORM_NONE, theme_ink(view->theme, role, view->unit));
		from = to;
	}
}

static void draw_total(
	const struct widget *self, const struct view *view, struct draw_list *list, struct rect box, double total)
{
	struct text_style bold = kit_style(view, 40, TEXT_BOLD, ROLE_INK),
			  small = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct rect middle = rect_inset(box, box.width / 4);

	bold = kit_digits(view, bold);
	bold.align = small.align = ALIGN_CENTER;
	bold.vertical = VERTICAL_BOTTOM;
	bold.line_factor = 1.1f;
	small.vertical = VERTICAL_TOP;
	text_paragraph(list, view->metrics, &bold, rect_cut_top(&middle, middle.height * 55 / 100),
		kit_number(list, total, 0));
	kit_cut_start(view, &middle, kit_px(view, 8));
	kit_cut_end(view, &middle, kit_px(view, 8));
	text_paragraph(list, view->metrics, &small, middle,
		words_find(view->words, view->language, widget_value(self, "unit")));
}

/* Whole per cents that add up to 100: the largest remainders are rounded up (Hare). */
static void per_cents(const struct slices *slices, int whole[SLICES])
{
	int sum = 0;

	for (size_t i = 0; i < slices->count; i++)
		sum += whole[i] = (int)(slices->amount[i] * 100 / slices->total);
	while (sum < 100 && slices->count) {
		size_t best = 0;

		for (size_t i = 1; i < slices->count; i++)
			if (slices->amount[i] * 100 / slices->total - whole[i] >
				slices->amount[best] * 100 / slices->total - whole[best])
				best = i;
		whole[best]++;
		sum++;
	}
}

static void draw_legend(const struct view *view, struct draw_list *list, struct rect box, const struct kit_rows *rows,
	int names, const struct slices *slices)
{
	struct text_style name = kit_style(view, 40, TEXT_REGULAR, ROLE_INK),
			  value = kit_style(view, 40, TEXT_BOLD, ROLE_INK);
	int whole[SLICES], row = box.height / SLICES;

	per_cents(slices, whole);
	for (size_t i = 0; i < slices->count; i++)
		kit_even(view, &name, box.width - kit_px(view, 20 + 12 + 104),
			kit_cell(list, view, rows->table, slices->row[i], names));
	value.align = ALIGN_END;
	value = kit_digits(view, value);
	for (size_t i = 0; i < slices->count; i++) {
		struct rect line = rect_cut_top(&box, row), swatch = kit_cut_start(view, &line, kit_px(view, 20));
		struct str share = str_format(list->arena, "%d%%", whole[i]);

		swatch = (struct rect){
			swatch.x, swatch.y + (swatch.height - kit_px(view, 28)) / 2, swatch.width, kit_px(view, 28)};
		draw_fill_ink(list, swatch, theme_ink(view->theme, (enum theme_role)(ROLE_C1 + i), view->unit),
			(float)kit_px(view, 4));
		kit_cut_start(view, &line, kit_px(view, 12));
		text_paragraph(list, view->metrics, &value, kit_cut_end(view, &line, kit_px(view, 92)), share);
		kit_cut_end(view, &line, kit_px(view, 12));
		kit_text_fit(list, view, line, &name, kit_cell(list, view, rows->table, slices->row[i], names));
	}
}

static int64_t donut_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct kit_rows rows;
	struct slices slices;
	struct str note = widget_value(self, "note");
	struct rect ring;
	int side, name, value;

	kit_heading(list, view, &box, 52,
		words_find(view->words, view->language, widget_value(self, "title")),
		note.length ? words_find(view->words, view->language, note) : note);
	rect_cut_top(&box, kit_px(view, 4));
	if (!kit_rows_find(self, view, list, &rows) || rows.count == 0 ||
		!kit_need(self, view, list, &rows, "name", &name) ||
		!kit_need(self, view, list, &rows, "value", &value)) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	read_slices(&rows, value, &slices);
	if (slices.count == 0)
		return WIDGET_FOREVER;
	side = kit_px(view, language_is_rtl(view->language) || view->language == LANGUAGE_EN ? 176 : 212);
	ring = kit_cut_start(view, &box, side);
	ring = (struct rect){ring.x, ring.y + (ring.height - side) / 2, side, side};
	draw_ring(view, list, ring, &slices);
	draw_total(self, view, list, ring, slices.total);
	kit_cut_start(view, &box, kit_px(view, 20));
	draw_legend(view, list, box, &rows, name, &slices);
	return WIDGET_FOREVER;
}

const struct widget_class widget_donut = {
	.name = "donut",
	.help = "shares of a whole as a ring with its legend",
	.settings = settings,
	.draw = donut_draw,
};
