#include "feed/base/arena.h"
#include "kiosk/widget/sheet.h"

/* The tiles of a matrix, and the row over them that sums a column up. */

enum { TILE_GAP = 8, TILE_WIDTH_MOST = 116, TILE_HEIGHT_MOST = 64, RADIUS = 8, BAR = 8, MARK = 40 };

static struct rect tile_of(const struct sheet *sheet, struct rect box)
{
	int width = box.width, height = box.height - 2 * kit_px(sheet->view, TILE_GAP);
	int most_width = kit_px(sheet->view, TILE_WIDTH_MOST), most_height = kit_px(sheet->view, TILE_HEIGHT_MOST);

	width = width > most_width ? most_width : width;
	height = height > most_height ? most_height : height;
	return (struct rect){box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
}

static struct rect middle_of(const struct sheet *sheet, struct rect tile)
{
	int side = kit_px(sheet->view, MARK);

	side = side > tile.height ? tile.height : side;
	return (struct rect){tile.x + (tile.width - side) / 2, tile.y + (tile.height - side) / 2, side, side};
}

static void draw_hollow(const struct sheet *sheet, struct rect tile)
{
	draw_frame(sheet->list, tile, (float)kit_px(sheet->view, RADIUS), (float)kit_px(sheet->view, 2),
		sheet->view->theme->color[ROLE_LINE]);
}

static void draw_flag(const struct sheet *sheet, struct rect tile, bool set)
{
	if (!set) {
		draw_hollow(sheet, tile);
		return;
	}
	draw_rounded(sheet->list, tile, (float)kit_px(sheet->view, RADIUS), sheet->view->theme->color[ROLE_OKAY]);
	kit_icon(sheet->list, sheet->view, STR("check"), middle_of(sheet, tile), ROLE_BG, ROLE_OKAY);
}

static double most_of(const struct sheet *sheet, int column)
{
	double most = 0, value;

	for (size_t i = 0; i < sheet->rows.count; i++)
		if (table_number(sheet->rows.table, sheet->rows.rows[i], column, &value) && value > most)
			most = value;
	return most;
}

/* The figure on its tile, and under it a bar as long as the figure is of the column's largest. */
static void draw_figure(
	const struct sheet *sheet, struct rect tile, const struct sheet_column *column, double value, struct str text)
{
	const struct view *view = sheet->view;
	struct text_style style = kit_digits(view, kit_style(view, 40, TEXT_BOLD, ROLE_INK));
	double most = most_of(sheet, column->column);
	struct rect bar = {tile.x, tile.y + tile.height - kit_px(view, BAR), tile.width, kit_px(view, BAR)};

	style.align = ALIGN_CENTER;
	if (value <= 0) {
		style = kit_digits(view, kit_style(view, 40, TEXT_REGULAR, ROLE_INK2));
		style.align = ALIGN_CENTER;
		draw_hollow(sheet, tile);
		text_paragraph(sheet->list, view->metrics, &style, tile, text);
		return;
	}
	draw_fill(sheet->list, tile, view->theme->color[ROLE_SURFACE2]);
	draw_fill(sheet->list,
		kit_place(view, bar, (struct rect){bar.x, bar.y, (int)(bar.width * value / most), bar.height}),
		view->theme->color[ROLE_AZURE_FILL]);
	rect_cut_bottom(&tile, kit_px(view, BAR));
	text_paragraph(sheet->list, view->metrics, &style, tile, text);
}

void sheet_draw_tile(struct sheet *sheet, struct rect box, size_t row, const struct sheet_column *column)
{
	const struct table *table = sheet->rows.table;
	const struct kit_state *state = kit_state_of(table, row, column->column);
	const struct cell *cell = table_cell(table, row, column->column);
	struct rect tile = tile_of(sheet, box);
	double value;

	if (!cell->present)
		return;
	if (state)
		kit_icon(sheet->list, sheet->view, str_from(state->icon), middle_of(sheet, tile), state->role, ROLE_BG);
	else if (table->columns[column->column].type == COLUMN_FLAG)
		draw_flag(sheet, tile, cell->flag);
	else if (table_number(table, row, column->column, &value))
		draw_figure(sheet, tile, column, value,
			str_format(sheet->list->arena, STR_FMT "%s", STR_ARG(kit_cell(sheet->list, sheet->view, table, row, column->column)),
				table->columns[column->column].type == COLUMN_SHARE ? "%" : ""));
}

/* How many rows have it, of a flag; how much it is in all, of a figure. */
static struct str sum_of(const struct sheet *sheet, const struct sheet_column *column)
{
	double sum = 0, value;

	for (size_t i = 0; i < sheet->rows.count; i++)
		if (table_number(sheet->rows.table, sheet->rows.rows[i], column->column, &value))
			sum += value;
	return kit_number(sheet->list, sum, sheet->rows.table->columns[column->column].decimals);
}

void sheet_draw_totals(struct sheet *sheet, struct rect line, struct str name)
{
	const struct view *view = sheet->view;
	struct text_style words = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	struct text_style figures = kit_digits(view, kit_style(view, 44, TEXT_BOLD, ROLE_INK));
	bool named = false;

	figures.align = ALIGN_CENTER;
	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *column = &sheet->columns[i];
		struct rect place = sheet_place(sheet, line, i);

		if (rect_is_empty(place))
			continue;
		if (column->kind == SHEET_TILE && sheet->rows.table->columns[column->column].type == COLUMN_SHARE)
			continue; /* shares have no sum */
		if (column->kind == SHEET_TILE)
			text_paragraph(sheet->list, view->metrics, &figures, place, sum_of(sheet, column));
		else if (!named)
			kit_text_fit(sheet->list, view, place, &words, name);
		named = true;
	}
}
