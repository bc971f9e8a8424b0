#include "kiosk/widget/kit.h"

#include <math.h>

#include "feed/base/arena.h"

int kit_px(const struct view *view, int base_px)
{
	int px = (int)lround(base_px * view->unit);

	return base_px > 0 && px < 1 ? 1 : px;
}

struct text_style kit_style(const struct view *view, int base_px, enum text_weight weight, enum theme_role role)
{
	return (struct text_style){
		.language = view->language,
		.weight = weight,
		.serif_titles = view->theme->serif_titles,
		.size_px = kit_px(view, base_px),
		.least_px = kit_px(view, base_px * 6 / 10),
		.lines_max = 1,
		.color = view->theme->color[role],
		.vertical = VERTICAL_MIDDLE,
	};
}

struct str kit_word(const struct view *view, const char *key)
{
	return words_find(view->words, view->language, str_from(key));
}

struct str kit_words(struct draw_list *list, const struct view *view, const char *key, const struct words_value *values,
	size_t count)
{
	return words_format(list->arena, view->words, view->language, str_from(key), values, count);
}

struct str kit_label(const struct view *view, const struct label *label)
{
	return label_text(label, view->language);
}

struct str kit_number(struct draw_list *list, double value, int decimals)
{
	struct str plain = str_format(list->arena, "%.*f", decimals, fabs(value));
	size_t point = str_find(plain, STR(".")), used = 0;
	char *out = arena_take(list->arena, plain.length + plain.length / 3 + 3);

	if (value < 0 && value <= -0.5 * pow(10, -decimals))
		out[used++] = '-';
	for (size_t i = 0; i < plain.length; i++) {
		if (i && i < point && (point - i) % 3 == 0)
			out[used++] = ',';
		out[used++] = plain.bytes[i];
	}
	return (struct str){out, used};
}

double kit_moving(const struct view *view, struct str name, double first, double target)
{
	return motion_value(view->motion, str_hash(STR_HASH_START, name.bytes, name.length), first, target, view->frame_us);
}

struct rect kit_place(const struct view *view, struct rect box, struct rect part)
{
	return view->mirrored ? rect_mirror(part, box) : part;
}

static uint32_t layer_color(const struct view *view, enum icon_fill fill, enum theme_role tone, enum theme_role on)
{
	switch (fill) {
	case ICON_TONE:
		return view->theme->color[tone];
	case ICON_TONE2:
		return view->theme->color[ROLE_RULE];
	case ICON_ON:
	case ICON_FACE:
	case ICON_FILL_COUNT:
		break;
	}
	return view->theme->color[on];
}

void kit_icon(struct draw_list *list, const struct view *view, struct str name, struct rect box, enum theme_role tone,
	enum theme_role on)
{
	const struct icon *icon = icons_find(view->icons, name);
	float scale = (float)(box.width < box.height ? box.width : box.height) / ICON_BOX;
	struct transform transform = {scale, scale, (float)box.x, (float)box.y};

	if (!icon)
		return; /* a survey may name one that this version lacks */
	if (icon->mirrored && view->mirrored) {
		transform.scale_x = -scale;
		transform.x = (float)box.x + scale * ICON_BOX;
	}
	for (size_t i = 0; i < icon->layer_count; i++)
		draw_path(list, icon->layers[i].path, transform, layer_color(view, icon->layers[i].fill, tone, on));
}

const struct area *kit_area(const struct view *view, uint32_t index)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;

	return areas && index < areas->count ? &areas->items[index] : NULL;
}

struct str kit_area_name(const struct view *view, struct str area_id)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	const struct area *area = areas ? kit_area(view, areas_find(areas, area_id)) : NULL;

	return area ? kit_label(view, &area->name) : area_id;
}

/* "@root" and its like to an area's id; other words stand for themselves. */
static struct str resolve(const struct view *view, struct str word)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	const struct area *area = NULL;

	if (!str_starts(word, STR("@")) || !areas)
		return word;
	if (str_equal(word, STR("@root")))
		area = kit_area(view, 0);
	else if (str_equal(word, STR("@here")))
		area = kit_area(view, view->focus);
	else if (str_equal(word, STR("@own")))
		area = kit_area(view, view->area);
	else if (view->area != AREA_NONE)
		area = kit_area(view, areas_up_to(areas, view->area, str_part(word, 1, word.length)));
	return area ? area->id : word;
}

void kit_missing(const struct view *view, struct draw_list *list, struct str table, struct str column)
{
	struct words_value values[] = {{"table", table, true}, {"column", column, true}};
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_CINNABAR);

	style.lines_max = 3;
	text_paragraph(list, view->metrics, &style, list->clip, kit_words(list, view, "column_missing", values, 2));
}

/* "area in @here": the area of the cell lies in it. */
static bool lies_in(const struct view *view, const struct table *table, size_t row, int column, struct str id)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	uint32_t area, above;

	if (!areas || table->columns[column].type != COLUMN_AREA || !table_cell(table, row, column)->present)
		return false;
	area = areas_find(areas, table_cell(table, row, column)->text);
	above = areas_find(areas, id);
	return area != AREA_NONE && above != AREA_NONE && areas_within(areas, area, above);
}

/* One "column value", "column !value" or "column in area" of where; false where the row does not pass. *known turns false where there is no such column. */
static bool passes(const struct view *view, struct draw_list *list, const struct table *table, size_t row,
	struct str condition, bool *known)
{
	struct str column, value;
	size_t space;
	bool not;
	int at;

	condition = str_trim(condition);
	space = str_find(condition, STR(" "));
	column = str_part(condition, 0, space);
	value = str_trim(str_part(condition, space, condition.length));
	not = str_starts(value, STR("!"));
	value = resolve(view, not ? str_part(value, 1, value.length) : value);
	at = table_find_column(table, column);
	if (at == TABLE_NO_COLUMN) {
		if (*known)
			kit_missing(view, list, table->name, column);
		*known = false;
		return false;
	}
	if (str_starts(value, STR("in ")))
		return lies_in(view, table, row, at, resolve(view, str_trim(str_part(value, 3, value.length))));
	return table_cell_is(table, row, at, value) != not;
}

static bool row_passes(const struct view *view, struct draw_list *list, const struct table *table, size_t row,
	struct str where, bool *known)
{
	struct str condition;

	if (where.length == 0)
		return true;
	while (str_next(&where, ',', &condition))
		if (!passes(view, list, table, row, condition, known))
			return false;
	return true;
}

void kit_fault(const struct widget *self, const struct view *view, const char *setting, struct str found, struct str expected)
{
	int line = self->box->line;

	if (!view->faults)
		return;
	for (size_t i = 0; i < self->box->entry_count; i++)
		if (str_equal(self->box->entries[i].key, str_from(setting)))
			line = self->box->entries[i].line;
	faults_add(view->faults, self->box->file, line, 0,
		str_format(view->faults->arena, "%s " STR_FMT, setting, STR_ARG(found)), expected);
}

static struct str column_names(const struct view *view, const struct table *table)
{
	struct str names = STR("");

	for (size_t i = 0; view->faults && i < table->column_count; i++)
		names = str_format(view->faults->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : "columns of the table: ",
			STR_ARG(table->columns[i].name));
	return names;
}

static struct str table_names(const struct view *view)
{
	const struct head *head = view->snapshot ? snapshot_head(view->snapshot) : NULL;
	struct str names = STR("");

	for (size_t i = 0; view->faults && head && i < head->document_count; i++)
		if (head->documents[i].kind == DOCUMENT_TABLE)
			names = str_format(view->faults->arena, STR_FMT "%s" STR_FMT, STR_ARG(names),
				names.length ? ", " : "a table of the feed: ", STR_ARG(head->documents[i].name));
	return names;
}

bool kit_rows_find(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows)
{
	return kit_rows_find_by(self, view, list, "table", "where", rows);
}

bool kit_rows_find_by(const struct widget *self, const struct view *view, struct draw_list *list, const char *table_setting,
	const char *where_setting, struct kit_rows *rows)
{
	struct str where = widget_value(self, where_setting), name = widget_value(self, table_setting);
	bool known = true;

	*rows = (struct kit_rows){.table = view->snapshot ? snapshot_table(view->snapshot, name) : NULL};
	if (!rows->table) {
		kit_fault(self, view, table_setting, name, table_names(view));
		return false;
	}
	rows->rows = arena_array(list->arena, size_t, rows->table->row_count + 1);
	for (size_t row = 0; row < rows->table->row_count && known; row++)
		if (row_passes(view, list, rows->table, row, where, &known))
			rows->rows[rows->count++] = row;
	rows->named = !known;
	if (!known)
		kit_fault(self, view, where_setting, where, column_names(view, rows->table));
	return known;
}

int kit_column(const struct kit_rows *rows, const struct widget *self, const char *setting)
{
	return table_find_column(rows->table, widget_value(self, setting));
}

bool kit_need(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows,
	const char *setting, int *column)
{
	*column = kit_column(rows, self, setting);
	if (*column != TABLE_NO_COLUMN)
		return true;
	if (!rows->named) {
		kit_missing(view, list, rows->table->name, widget_value(self, setting));
		kit_fault(self, view, setting, widget_value(self, setting), column_names(view, rows->table));
	}
	rows->named = true;
	return false;
}

void kit_empty(struct draw_list *list, const struct view *view, struct rect box, const char *words_key)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK3);

	style.align = ALIGN_CENTER;
	style.lines_max = 2;
	text_paragraph(list, view->metrics, &style, box, kit_word(view, words_key));
}

void kit_no_rows(struct draw_list *list, const struct view *view, struct rect box, const struct kit_rows *rows)
{
	if (!rows->named)
		kit_empty(list, view, box, "no_data");
}
