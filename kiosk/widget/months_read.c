#include "kiosk/widget/months.h"

static int digits(struct str text, size_t from, size_t count)
{
	int value = 0;

	if (text.length < from + count)
		return -1;
	for (size_t i = from; i < from + count; i++) {
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			return -1;
		value = value * 10 + text.bytes[i] - '0';
	}
	return value;
}

/* 2018, 2018-H2, 2018-Q3, 2018-10 as months from 0. */
static bool read_period(struct str text, int *year, int *first, int *months)
{
	int number;

	*year = digits(text, 0, 4);
	*first = 0;
	*months = MONTHS_OF_YEAR;
	if (*year < 0 || text.length == 4)
		return *year >= 0;
	if (text.length != 7 || text.bytes[4] != '-')
		return false;
	*months = text.bytes[5] == 'H' ? 6 : text.bytes[5] == 'Q' ? 3 : 1;
	number = *months > 1 ? digits(text, 6, 1) : digits(text, 5, 2);
	*first = (number - 1) * *months;
	return number >= 1 && *first + *months <= MONTHS_OF_YEAR;
}

/* kit_state lists the urgent ones first. */
static bool is_worse(const struct kit_state *a, const struct kit_state *b)
{
	return a && (!b || a < b);
}

static void add(struct months_strip *strip, struct months_line *line, size_t row, int first, int months)
{
	const struct kit_state *state = kit_state_of(strip->rows.table, row, strip->state);
	struct months_field *field = NULL;

	for (size_t i = 0; i < line->count; i++)
		if (line->fields[i].first == first && line->fields[i].months == months)
			field = &line->fields[i];
	if (!field && line->count == MONTHS_OF_YEAR)
		return;
	if (!field) {
		field = &line->fields[line->count++];
		*field = (struct months_field){.first = first, .months = months};
	}
	field->count++;
	field->done += table_cell_is(strip->rows.table, row, strip->state, STR("done"));
	if (is_worse(state, field->state))
		field->state = state;
}

static struct months_line *line_of(struct months_strip *strip, size_t row)
{
	const struct cell *cell = table_cell(strip->rows.table, row, strip->name);

	if (!cell->present)
		return NULL;
	for (size_t i = 0; i < strip->line_count; i++)
		if (strip->lines[i].choice == cell->choice)
			return &strip->lines[i];
	if (strip->line_count == MONTHS_LINES_MAX)
		return NULL;
	strip->lines[strip->line_count] = (struct months_line){.choice = cell->choice};
	return &strip->lines[strip->line_count++];
}

/* The newest year that the rows speak of. */
static void find_year(struct months_strip *strip)
{
	int year, first, months;

	for (size_t i = 0; i < strip->rows.count; i++) {
		const struct cell *cell = table_cell(strip->rows.table, strip->rows.rows[i], strip->period);

		if (cell->present && read_period(cell->text, &year, &first, &months) && year > strip->year)
			strip->year = year;
	}
}

/* In the order of the column's choices. */
static void order_lines(struct months_strip *strip)
{
	for (size_t i = 1; i < strip->line_count; i++)
		for (size_t n = i; n > 0 && strip->lines[n].choice < strip->lines[n - 1].choice; n--) {
			struct months_line held = strip->lines[n];

			strip->lines[n] = strip->lines[n - 1];
			strip->lines[n - 1] = held;
		}
}

bool months_read(struct months_strip *strip)
{
	const struct table *table;

	if (!kit_rows_find(strip->self, strip->view, strip->list, &strip->rows) ||
		!kit_need(strip->self, strip->view, strip->list, &strip->rows, "name", &strip->name) ||
		!kit_need(strip->self, strip->view, strip->list, &strip->rows, "period", &strip->period) ||
		!kit_need(strip->self, strip->view, strip->list, &strip->rows, "state", &strip->state))
		return false;
	table = strip->rows.table;
	kit_keep_within(strip->self, strip->view, &strip->rows);
	if (table->columns[strip->name].type != COLUMN_CHOICE || table->columns[strip->period].type != COLUMN_TEXT ||
		table->columns[strip->state].type != COLUMN_CHOICE)
		return false;
	find_year(strip);
	for (size_t i = 0; i < strip->rows.count; i++) {
		const struct cell *cell = table_cell(table, strip->rows.rows[i], strip->period);
		int year, first, months;
		struct months_line *line;

		if (cell->present && read_period(cell->text, &year, &first, &months) && year == strip->year &&
			(line = line_of(strip, strip->rows.rows[i])))
			add(strip, line, strip->rows.rows[i], first, months);
	}
	order_lines(strip);
	return strip->line_count > 0;
}
