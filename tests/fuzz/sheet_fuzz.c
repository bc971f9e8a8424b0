#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/centre/read/sheet.h"

/* Any bytes as a sheet: whatever reader takes them (text, XLS, XLSX), rows keep their limits and hold text. */

enum { ROWS_MAX = 5000 };

static void check_row(const struct sheet_row *row)
{
	REQUIRE(row->count <= SHEET_CELLS_MAX);
	for (size_t i = 0; i < row->count; i++)
		REQUIRE(row->cells[i].text.length <= SHEET_CELL_BYTES_MAX && str_is_utf8(row->cells[i].text) &&
			!memchr(row->cells[i].text.bytes ? row->cells[i].text.bytes : "", 0, row->cells[i].text.length));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct sheet_row row;
	struct arena arena, scratch;
	struct faults faults;
	struct sheet sheet;
	char path[64];
	int file = memfd_create("sheet", MFD_CLOEXEC);

	REQUIRE(file >= 0 && write(file, bytes, length) == (ssize_t)length);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	arena_init(&arena);
	arena_init(&scratch);
	faults_init(&faults, &arena);
	if (sheet_open(&sheet, path, STR("sheet"), STR(""), &arena, &faults)) {
		for (int i = 0; i < ROWS_MAX && sheet_next(&sheet, &scratch, &row); i++) {
			check_row(&row);
			arena_clear(&scratch);
		}
		sheet_close(&sheet);
	} else {
		REQUIRE(faults.total);
	}
	arena_finish(&scratch);
	arena_finish(&arena);
	close(file);
	return 0;
}
