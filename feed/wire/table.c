#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

#define NUMBER_MAX 1e15 /* as far as 15 digits tell whole numbers apart */

/* {"table":"ranking","title":{..},"as_of":"..","source":{..},"columns":[{"name","type",..}],"rows":[[..]]} */

enum {
	DECIMALS_MAX = 9,
	CHOICE_ID_BYTES_MAX = 64,
	CELL_BYTES_MIN = 2, /* a digit and what parts it from the next */
	CELL_TEXT_BYTES_MAX = LABEL_BYTES_MAX
};

static bool read_choices(struct json_reader *reader, const json_t *list, struct column *column)
{
	if (!json_read_list(reader, list, TABLE_CHOICES_MAX, &column->choice_count))
		return false;
	column->choices = arena_array(reader->arena, struct choice, column->choice_count);
	json_enter(reader);
	for (size_t i = 0; i < column->choice_count; i++) {
		struct choice *choice = &column->choices[i];
		const json_t *item = json_item(reader, list, i);

		json_enter(reader);
		if (!json_read_id(reader, json_key(reader, item, "id"), CHOICE_ID_BYTES_MAX, &choice->id) ||
			!json_read_label(reader, json_key(reader, item, "label"), &choice->label))
			return false;
		json_leave(reader);
		for (size_t before = 0; before < i; before++)
			if (str_equal(column->choices[before].id, choice->id))
				return json_refuse_text(reader, STR("a choice a second time"), "each id once");
	}
	json_leave(reader);
	return true;
}

static bool read_type(struct json_reader *reader, const json_t *value, enum column_type *type)
{
	struct str name = {json_string_value(value), json_string_length(value)};

	for (int i = 0; json_is_string(value) && i < COLUMN_TYPE_COUNT; i++)
		if (str_equal(column_type_name((enum column_type)i), name)) {
			*type = (enum column_type)i;
			return true;
		}
	return json_refuse(
		reader, value, "text, label, integer, number, share, money, date, time, area, choice or flag");
}

static bool read_optional_label(struct json_reader *reader, const json_t *value, struct label *label)
{
	return !value || json_read_label(reader, value, label);
}

static bool read_column(struct json_reader *reader, const json_t *item, struct column *column)
{
	const json_t *decimals;
	int64_t count = 0;

	json_enter(reader);
	if (!json_read_name(reader, json_key(reader, item, "name"), TABLE_NAME_BYTES_MAX, &column->name) ||
		!read_type(reader, json_key(reader, item, "type"), &column->type) ||
		!read_optional_label(reader, json_key(reader, item, "title"), &column->title))
		return false;
	decimals = json_key(reader, item, "decimals");
	if (decimals && !json_read_integer(reader, decimals, 0, DECIMALS_MAX, &count))
		return false;
	column->decimals = (int)count;
	if (column->type == COLUMN_CHOICE && !read_choices(reader, json_key(reader, item, "choices"), column))
		return false;
	json_leave(reader);
	return true;
}

static bool read_columns(struct json_reader *reader, const json_t *list, struct table *table)
{
	if (!json_read_list(reader, list, TABLE_COLUMNS_MAX, &table->column_count))
		return false;
	table->columns = arena_array(reader->arena, struct column, table->column_count);
	json_enter(reader);
	for (size_t i = 0; i < table->column_count; i++) {
		if (!read_column(reader, json_item(reader, list, i), &table->columns[i]))
			return false;
		if (table_find_column(table, table->columns[i].name) != (int)i)
			return json_refuse_text(reader, STR("a column a second time"), "each name once");
	}
	json_leave(reader);
	return true;
}

static bool read_choice(
	struct json_reader *reader, const json_t *value, const struct column *column, const struct choice **choice)
{
	struct str id = {json_string_value(value), json_string_length(value)};

	for (size_t i = 0; json_is_string(value) && i < column->choice_count; i++)
		if (str_equal(column->choices[i].id, id)) {
			*choice = &column->choices[i];
			return true;
		}
	return json_refuse(reader, value, "the id of one of the column's choices");
}

static bool read_label_cell(struct json_reader *reader, const json_t *value, struct cell *cell)
{
	struct label *label = arena_new(reader->arena, struct label);

	cell->label = label;
	return json_read_label(reader, value, label);
}

static bool read_present(
	struct json_reader *reader, const json_t *value, const struct column *column, struct cell *cell)
{
	switch (column->type) {
	case COLUMN_TEXT:
		return json_read_text(reader, value, CELL_TEXT_BYTES_MAX, &cell->text);
	case COLUMN_LABEL:
		return read_label_cell(reader, value, cell);
	case COLUMN_INTEGER:
		return json_read_integer(reader, value, INT64_MIN, INT64_MAX, &cell->integer);
	case COLUMN_NUMBER:
	case COLUMN_MONEY:
		return json_read_number(reader, value, -NUMBER_MAX, NUMBER_MAX, &cell->number);
	case COLUMN_SHARE:
		return json_read_number(reader, value, 0, 1, &cell->number);
	case COLUMN_DATE:
		return json_read_date(reader, value, &cell->time_ms);
	case COLUMN_TIME:
		return json_read_time(reader, value, &cell->time_ms);
	case COLUMN_AREA:
		return json_read_id(reader, value, AREA_ID_BYTES_MAX, &cell->text);
	case COLUMN_CHOICE:
		return read_choice(reader, value, column, &cell->choice);
	default:
		return json_read_flag(reader, value, &cell->flag);
	}
}

static bool read_row(struct json_reader *reader, const struct table *table, struct cell *cells)
{
	size_t count;

	if (!json_read_list(reader, reader->item, TABLE_COLUMNS_MAX, &count))
		return false;
	if (count != table->column_count)
		return json_refuse(reader, reader->item, "one value for each of %zu columns", table->column_count);
	json_enter(reader);
	for (size_t i = 0; i < count; i++) {
		const json_t *value = json_item(reader, reader->item, i);

		cells[i].present = !json_is_null(value);
		if (cells[i].present && !read_present(reader, value, &table->columns[i], &cells[i]))
			return false;
	}
	return true;
}

/* What the brackets promise is not believed before the bytes could hold it. */
static bool check_room(struct json_reader *reader, const struct table *table)
{
	size_t rows = reader->list_count;

	json_key(reader, reader->root, reader->list);
	if (rows > TABLE_ROWS_MAX)
		return json_refuse_text(
			reader, str_format(reader->arena, "%zu rows", rows), "at most %d", TABLE_ROWS_MAX);
	if (rows * table->column_count > reader->bytes.length / CELL_BYTES_MIN)
		return json_refuse_text(reader, STR("rows that are too short"), "one value for each of %zu columns",
			table->column_count);
	return true;
}

static bool read_rows(struct json_reader *reader, struct table *table)
{
	if (!check_room(reader, table))
		return false;
	table->cells = arena_array(reader->arena, struct cell, reader->list_count * table->column_count);
	while (json_next(reader)) {
		if (!read_row(reader, table, &table->cells[table->row_count * table->column_count]))
			return false;
		table->row_count++;
	}
	return !reader->broken;
}

bool table_read(struct json_reader *reader, struct table *table)
{
	json_share_texts(reader);
	return json_open(reader, "rows") &&
	       json_read_name(reader, json_key(reader, reader->root, "table"), TABLE_NAME_BYTES_MAX, &table->name) &&
	       json_read_label(reader, json_key(reader, reader->root, "title"), &table->title) &&
	       json_read_time(reader, json_key(reader, reader->root, "as_of"), &table->as_of_ms) &&
	       json_read_label(reader, json_key(reader, reader->root, "source"), &table->source) &&
	       read_columns(reader, json_key(reader, reader->root, "columns"), table) && read_rows(reader, table);
}

static json_t *of_choices(const struct column *column)
{
	json_t *list = json_array();

	for (size_t i = 0; i < column->choice_count; i++) {
		json_t *choice = json_object();

		json_put(choice, "id", json_of_text(column->choices[i].id));
		json_put(choice, "label", json_of_label(&column->choices[i].label));
		json_add(list, choice);
	}
	return list;
}

static json_t *of_columns(const struct table *table)
{
	json_t *list = json_array();

	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		json_t *object = json_object();

		json_put(object, "name", json_of_text(column->name));
		json_put(object, "type", json_of_text(column_type_name(column->type)));
		if (column->decimals)
			json_put(object, "decimals", json_integer(column->decimals));
		json_put(object, "title", json_of_label(&column->title));
		if (column->type == COLUMN_CHOICE)
			json_put(object, "choices", of_choices(column));
		json_add(list, object);
	}
	return list;
}

static json_t *of_date(int64_t time_ms)
{
	struct civil date = civil_local(time_ms);
	struct arena scratch;
	json_t *value;

	arena_init(&scratch);
	value = json_of_text(str_format(&scratch, "%04d-%02d-%02d", date.year, date.month, date.day));
	arena_finish(&scratch);
	return value;
}

static json_t *of_cell(const struct cell *cell, enum column_type type)
{
	if (!cell->present)
		return json_null();
	switch (type) {
	case COLUMN_TEXT:
	case COLUMN_AREA:
		return json_of_text(cell->text);
	case COLUMN_LABEL:
		return json_of_label(cell->label);
	case COLUMN_INTEGER:
		return json_integer(cell->integer);
	case COLUMN_NUMBER:
	case COLUMN_SHARE:
	case COLUMN_MONEY:
		return json_of_number(cell->number);
	case COLUMN_DATE:
		return of_date(cell->time_ms);
	case COLUMN_TIME:
		return json_of_time(cell->time_ms);
	case COLUMN_CHOICE:
		return json_of_text(cell->choice->id);
	default:
		return json_boolean(cell->flag);
	}
}

struct str table_encode(struct arena *arena, const struct table *table)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "table", json_of_text(table->name));
	json_put(object, "title", json_of_label(&table->title));
	json_put(object, "as_of", json_of_time(table->as_of_ms));
	json_put(object, "source", json_of_label(&table->source));
	json_put(object, "columns", of_columns(table));
	json_write_list(&writer, object, "rows");
	for (size_t row = 0; row < table->row_count; row++) {
		json_t *cells = json_array();

		for (size_t i = 0; i < table->column_count; i++)
			json_add(cells, of_cell(table_cell(table, row, (int)i), table->columns[i].type));
		json_write_item(&writer, row, cells);
	}
	return json_write_list_take(&writer, arena);
}
