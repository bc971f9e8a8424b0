#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"

/* Headline figures in groups: a column a group (upright: a block a group), each figure large with its unit and its
 * name. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "headline", NULL, "a table with title, value, unit, qualifier and group"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"group", SETTING_TEXT, "group", NULL, "the column (a choice) that makes the groups"},
	{"title", SETTING_TEXT, "title", NULL, "the column of the names"},
	{"value", SETTING_TEXT, "value", NULL, "the column of the figures"},
	{"unit", SETTING_TEXT, "unit", NULL, "the column of the units"},
	{"qualifier", SETTING_TEXT, "qualifier", NULL, "the column that says at_least for those with a plus"},
	{"rows", SETTING_INTEGER, "4", "1..8", "figures of a group on one page"},
	{"turn", SETTING_INTEGER, "12", "0..600", "seconds a page stays; 0: one page a showing"},
	{0},
};

enum { GROUPS_MAX = 6, FIGURES_MAX = 64, FIGURE_PX = 72, UNIT_PX = 40, NAME_PX = 40, NAME_LEAST = 34, NAME_HIGH = 100, ONE_LINE = 60 };

struct group {
	const struct choice *choice;
	size_t rows[FIGURES_MAX], count;
};

struct columns {
	int group, title, value, unit, qualifier;
};

static bool find_columns(const struct widget *self, const struct view *view, struct draw_list *list,
	struct kit_rows *rows, struct columns *columns)
{
	columns->unit = kit_column(rows, self, "unit");
	columns->qualifier = kit_column(rows, self, "qualifier");
	return kit_need(self, view, list, rows, "group", &columns->group) &&
	       kit_need(self, view, list, rows, "title", &columns->title) &&
	       kit_need(self, view, list, rows, "value", &columns->value) &&
	       rows->table->columns[columns->group].type == COLUMN_CHOICE;
}

static size_t gather(const struct kit_rows *rows, int column, struct group groups[GROUPS_MAX])
{
	const struct column *choices = &rows->table->columns[column];
	size_t count = 0;

	for (size_t c = 0; c < choices->choice_count && count < GROUPS_MAX; c++) {
		struct group *group = &groups[count];

		*group = (struct group){.choice = &choices->choices[c]};
		for (size_t i = 0; i < rows->count && group->count < FIGURES_MAX; i++)
			if (table_cell_is(rows->table, rows->rows[i], column, group->choice->id))
				group->rows[group->count++] = rows->rows[i];
		count += group->count > 0;
	}
	return count;
}

static struct str value_text(struct draw_list *list, const struct view *view, const struct table *table, size_t row,
	const struct columns *columns)
{
	struct str value = kit_cell(list, view, table, row, columns->value);

	if (columns->qualifier != TABLE_NO_COLUMN && table_cell_is(table, row, columns->qualifier, STR("at_least")))
		return text_isolate_number(list->arena, str_format(list->arena, STR_FMT "+", STR_ARG(value)));
	return value;
}

/* A unit in another language than the screen's would only puzzle: many languages have none for counted things. */
static struct str unit_text(const struct view *view, const struct table *table, size_t row, int column)
{
	const struct cell *cell = column == TABLE_NO_COLUMN ? NULL : table_cell(table, row, column);

	if (!cell || !cell->present || table->columns[column].type != COLUMN_LABEL)
		return STR("");
	return cell->label->text[view->language];
}

static void draw_figure(struct draw_list *list, const struct view *view, struct rect box, const struct table *table,
	size_t row, const struct columns *columns)
{
	struct text_style big = kit_style(view, FIGURE_PX, TEXT_BOLD, ROLE_INK),
			  unit = kit_style(view, UNIT_PX, TEXT_REGULAR, ROLE_INK2);
	struct text_style name = kit_style(view, NAME_PX, TEXT_REGULAR, ROLE_INK2);
	struct rect line = rect_cut_top(&box, kit_px(view, FIGURE_PX * 108 / 100));
	int baseline = line.y + kit_px(view, FIGURE_PX * 88 / 100);

	big.spacing_em = -0.02f;
	name.least_px = kit_px(view, NAME_LEAST);
	kit_text_on(list, view, &line, &big, value_text(list, view, table, row, columns), baseline, kit_px(view, 10));
	kit_text_on(list, view, &line, &unit, unit_text(view, table, row, columns->unit), baseline, 0);
	rect_cut_bottom(&box, kit_px(view, 2));
	box = rect_cut_top(&box, kit_px(view, NAME_HIGH));
	if (!text_measure(view->metrics, &name, box.width, kit_cell(list, view, table, row, columns->title)).cut)
		box = rect_cut_top(
			&box, kit_px(view, ONE_LINE)); /* one line stands under its figure, not in the middle of the room */
	kit_text_fit(list, view, box, &name, kit_cell(list, view, table, row, columns->title));
}

static size_t pages_of(const struct group *group, size_t most)
{
	return (group->count + most - 1) / most;
}

static void draw_group(const struct widget *self, struct draw_list *list, const struct view *view, struct rect box,
	const struct group *group, const struct table *table, const struct columns *columns, size_t page)
{
	struct text_style title = kit_style(view, 44, TEXT_TITLE, ROLE_ACCENT);
	size_t most = (size_t)widget_integer(self, "rows"), first = page % pages_of(group, most) * most;
	int across = view->portrait ? 2 : 1, height;

	if (first + most > group->count) /* the last page is full as well */
		first = group->count > most ? group->count - most : 0;
	text_paragraph(list, view->metrics, &title, rect_cut_top(&box, kit_px(view, view->portrait ? 60 : 72)),
		kit_label(view, &group->choice->label));
	draw_fill(list, (struct rect){box.x, box.y, box.width, kit_px(view, 2)}, view->theme->color[ROLE_HAIR]);
	rect_cut_top(&box, kit_px(view, 10));
	height = box.height / (((int)most + across - 1) / across);
	for (size_t i = 0; i < most && first + i < group->count; i++) {
		struct rect cell = {box.x + (int)i % across * box.width / across, box.y + (int)i / across * height,
			box.width / across, height};

		if (across > 1)
			rect_cut_right(&cell, kit_px(view, 20));
		rect_cut_bottom(&cell, kit_px(view, 4));
		draw_figure(list, view, kit_place(view, box, cell), table, group->rows[first + i], columns);
	}
}

static int64_t figures_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct group groups[GROUPS_MAX];
	struct columns columns;
	struct kit_rows rows;
	size_t count, pages = 1, page;
	int64_t until_ms = WIDGET_FOREVER;
	int gap = kit_px(view, view->portrait ? 20 : 40);

	if (!kit_rows_find(self, view, list, &rows) || !find_columns(self, view, list, &rows, &columns) ||
		(count = gather(&rows, columns.group, groups)) == 0) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	for (size_t i = 0; i < count; i++) { /* the groups of fewer pages begin again while the longest turns */
		size_t own = pages_of(&groups[i], (size_t)widget_integer(self, "rows"));

		pages = own > pages ? own : pages;
	}
	page = kit_turn(view, widget_integer(self, "turn"), pages, &until_ms);
	for (size_t i = 0; i < count; i++) {
		struct rect at = box;

		if (view->portrait) {
			at.y = box.y + (int)i * (box.height + gap) / (int)count;
			at.height = (box.height + gap) / (int)count - gap;
		} else {
			at.x = box.x + (int)i * (box.width + gap) / (int)count;
			at.width = (box.width + gap) / (int)count - gap;
		}
		draw_group(self, list, view, kit_place(view, box, at), &groups[i], rows.table, &columns, page);
	}
	return until_ms;
}

const struct widget_class widget_figures = {
	.name = "figures",
	.help = "many figures in groups, a few of each group a page",
	.settings = settings,
	.draw = figures_draw,
};
