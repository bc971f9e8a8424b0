#include "kiosk/pixels/wear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum { LOOK_US = 1000 * 1000, STEP_PX = 8 };

#define HOUR_US 3.6e9

void wear_finish(struct wear *wear)
{
	free(wear->cells);
	*wear = (struct wear){0};
}

static void resize(struct wear *wear, int columns, int rows)
{
	if (wear->columns == columns && wear->rows == rows)
		return;
	wear_finish(wear);
	wear->columns = columns;
	wear->rows = rows;
	wear->cells = calloc((size_t)columns * (size_t)rows, sizeof(*wear->cells));
	REQUIRE(wear->cells);
}

/* IEC 61966-2-1, near enough: its curve as a power of 2.2. */
static float linear(uint32_t level)
{
	static float table[256];

	if (table[255] == 0)
		for (int i = 0; i < 256; i++)
			table[i] = powf((float)i / 255, 2.2f);
	return table[level & 0xff];
}

/* The mean of every eighth pixel both ways, by the weights of ITU-R BT.709. */
static float luminance_of(struct pixels shown, struct rect cell)
{
	int left = cell.x + (cell.width < STEP_PX ? cell.width : STEP_PX) / 2;
	int top = cell.y + (cell.height < STEP_PX ? cell.height : STEP_PX) / 2;
	float sum = 0;
	int count = 0;

	for (int y = top; y < cell.y + cell.height; y += STEP_PX)
		for (int x = left; x < cell.x + cell.width; x += STEP_PX, count++) {
			uint32_t pixel = *pixels_at(shown, x, y);

			sum += 0.2126f * linear(pixel >> 16) + 0.7152f * linear(pixel >> 8) + 0.0722f * linear(pixel);
		}
	return count ? sum / (float)count : 0;
}

static double hours_of(const struct wear_cell *cell, int64_t now_us)
{
	return cell->since_us ? cell->hours + (double)cell->luminance * (double)(now_us - cell->since_us) / HOUR_US : cell->hours;
}

static void look(struct wear_cell *cell, struct pixels shown, struct rect at, int64_t now_us)
{
	if (cell->since_us && now_us - cell->since_us < LOOK_US)
		return;
	cell->hours = hours_of(cell, now_us);
	cell->luminance = luminance_of(shown, at);
	cell->since_us = now_us;
}

void wear_look(struct wear *wear, struct pixels shown, const struct rect *boxes, size_t count, int64_t now_us)
{
	if (pixels_cells(shown.width) > WEAR_SIDE_MAX || pixels_cells(shown.height) > WEAR_SIDE_MAX)
		return;
	resize(wear, pixels_cells(shown.width), pixels_cells(shown.height));
	for (size_t i = 0; i < count; i++)
		for (int row = boxes[i].y / PIXELS_CELL_PX; row * PIXELS_CELL_PX < boxes[i].y + boxes[i].height; row++)
			for (int column = boxes[i].x / PIXELS_CELL_PX;
				column * PIXELS_CELL_PX < boxes[i].x + boxes[i].width; column++)
				look(&wear->cells[row * wear->columns + column], shown, pixels_cell(shown, column, row),
					now_us);
}

double wear_hours(const struct wear *wear, int column, int row, int64_t now_us)
{
	return hours_of(&wear->cells[row * wear->columns + column], now_us);
}

struct str wear_write(const struct wear *wear, struct arena *arena, int64_t now_us)
{
	char *text = NULL;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	struct str copy;

	REQUIRE(to);
	fprintf(to, "wear %d %d\n", wear->columns, wear->rows);
	for (int row = 0; row < wear->rows; row++)
		for (int column = 0; column < wear->columns; column++)
			fprintf(to, "%.4f%c", wear_hours(wear, column, row, now_us), column + 1 < wear->columns ? ' ' : '\n');
	fclose(to);
	copy = str_copy(arena, (struct str){text, length});
	free(text);
	return copy;
}

static bool refuse(struct faults *faults, struct str file, const char *expected)
{
	faults_add(faults, file, 1, 1, STR("something else"), str_from(expected));
	return false;
}

bool wear_read(struct wear *wear, struct str file, struct str text, struct faults *faults)
{
	const char *at = text.bytes;
	int columns, rows, used = 0;

	if (sscanf(at, "wear %d %d%n", &columns, &rows, &used) != 2 || columns < 1 || rows < 1 || columns > WEAR_SIDE_MAX ||
		rows > WEAR_SIDE_MAX)
		return refuse(faults, file, "wear COLUMNS ROWS, each from 1 to 128");
	wear_finish(wear);
	resize(wear, columns, rows);
	at += used;
	for (int i = 0; i < columns * rows; i++) {
		char *end;
		double hours = strtod(at, &end);

		if (end == at || !(hours >= 0 && hours < 1e7)) {
			wear_finish(wear);
			return refuse(faults, file, "hours for each cell, from 0 to 10,000,000");
		}
		wear->cells[i].hours = hours;
		at = end;
	}
	return true;
}
