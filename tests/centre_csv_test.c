#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/random.h"
#include "feed/centre/read/csv.h"

static struct arena arena;

/* Each cell as LINE:COLUMN[text], a row a line; then the faults as they print. */
static const char *read_all(struct str text)
{
	static char out[65536];
	struct faults faults;
	struct sheet_row row;
	struct csv csv;
	FILE *memory = fmemopen(out, sizeof(out), "w");

	arena_clear(&arena);
	faults_init(&faults, &arena);
	if (csv_open(&csv, STR("f.csv"), text, &faults)) {
		while (csv_next(&csv, &arena, &row)) {
			for (size_t i = 0; i < row.count; i++)
				fprintf(memory, "%d:%d[" STR_FMT "]", row.cells[i].line, row.cells[i].column,
					STR_ARG(row.cells[i].text));
			fprintf(memory, "\n");
		}
	}
	faults_print(&faults, memory);
	fputc('\0', memory);
	fclose(memory);
	return out;
}

static void assert_reads(const char *text, const char *expected)
{
	assert_string_equal(read_all(str_from(text)), expected);
}

static void reads_rows(void **state)
{
	(void)state;
	assert_reads("a,b\n1,2\n", "1:1[a]1:3[b]\n2:1[1]2:3[2]\n");
	assert_reads("a,b\r\n1,2\r\n", "1:1[a]1:3[b]\n2:1[1]2:3[2]\n");
	assert_reads("a,b\r1,2", "1:1[a]1:3[b]\n2:1[1]2:3[2]\n");
	assert_reads("a,,\n", "1:1[a]1:3[]1:4[]\n");
	assert_reads("", "");
	assert_reads("\n\r\n\na\n\n", "4:1[a]\n");
}

static void passes_over_a_byte_order_mark(void **state)
{
	(void)state;
	assert_reads("\xef\xbb\xbf"
		     "a,b\n",
		"1:1[a]1:3[b]\n");
}

static void columns_count_characters(void **state)
{
	(void)state;
	assert_reads("社区,名\n", "1:1[社区]1:4[名]\n");
	assert_reads("ئۇيغۇر,x\n", "1:1[ئۇيغۇر]1:8[x]\n");
}

static void reads_quotes(void **state)
{
	(void)state;
	assert_reads("\"a,b\",c\n", "1:1[a,b]1:7[c]\n");
	assert_reads("\"say \"\"so\"\"\",c\n", "1:1[say \"so\"]1:14[c]\n");
	assert_reads("\"two\nlines\",c\nd,e\n", "1:1[two\nlines]2:8[c]\n3:1[d]3:3[e]\n");
	assert_reads("\"\",\"\"\n", "1:1[]1:4[]\n");
	assert_reads("\"\"\"\"", "1:1[\"]\n");
}

static void tells_broken_quotes_and_goes_on(void **state)
{
	(void)state;
	assert_reads("a\"b,c\nd,e\n", "2:1[d]2:3[e]\n"
				      "f.csv:1:2: found a quote inside a cell, expected the whole cell in quotes, and "
				      "quotes in it doubled\n");
	assert_reads("\"a\"b,c\nd,e\n",
		"2:1[d]2:3[e]\n"
		"f.csv:1:4: found text after a closing quote, expected a comma or the end of the line\n");
	assert_reads(
		"a\nb,\"c\nd\n", "1:1[a]\nf.csv:2:3: found a quote that is never closed, expected a closing quote\n");
}

static void tells_where_text_is_not_utf8(void **state)
{
	(void)state;
	assert_reads("a\n社,\xc9\xe7\n",
		"f.csv:2:3: found bytes that are not UTF-8, expected a file saved as \"CSV UTF-8\"\n");
	assert_reads("a\n\xef\xbf\xbd\n", "1:1[a]\n2:1[\xef\xbf\xbd]\n");
	assert_string_equal(read_all((struct str){"a,\0b\n", 5}), "f.csv:1:3: found a zero byte, expected text\n");
}

static void keeps_its_limits(void **state)
{
	static char text[SHEET_CELL_BYTES_MAX + 10];
	char commas[SHEET_CELLS_MAX + 2];

	(void)state;
	memset(text, 'x', SHEET_CELL_BYTES_MAX + 1);
	strcpy(text + SHEET_CELL_BYTES_MAX + 1, "\nok\n");
	assert_reads(text, "2:1[ok]\nf.csv:1:1: found a cell of 4001 bytes, expected at most 4000 bytes\n");
	memset(commas, ',', SHEET_CELLS_MAX);
	commas[SHEET_CELLS_MAX] = '\0';
	assert_reads(commas, "f.csv:1:101: found a row that goes on, expected at most 100 cells\n");
}

/* No text makes it read past its end or hang; ASan watches. */
static void survives_any_text(void **state)
{
	static const char alphabet[] = "a,\"\n\r\xe7\xa4\xbe=1 ";
	const uint64_t seed = 20181025;
	struct random random = random_seeded(seed);

	(void)state;
	printf("seed %llu\n", (unsigned long long)seed);
	for (int round = 0; round < 20000; round++) {
		size_t length = random_below(&random, 40);
		char *text = malloc(length + 1);

		for (size_t i = 0; i < length; i++)
			text[i] = alphabet[random_below(&random, sizeof(alphabet) - 1)];
		text = realloc(text, length ? length : 1);
		read_all((struct str){text, length});
		free(text);
	}
}

static int finish(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rows),
		cmocka_unit_test(passes_over_a_byte_order_mark),
		cmocka_unit_test(columns_count_characters),
		cmocka_unit_test(reads_quotes),
		cmocka_unit_test(tells_broken_quotes_and_goes_on),
		cmocka_unit_test(tells_where_text_is_not_utf8),
		cmocka_unit_test(keeps_its_limits),
		cmocka_unit_test(survives_any_text),
	};

	arena_init(&arena);
	return cmocka_run_group_tests(tests, NULL, finish);
}
