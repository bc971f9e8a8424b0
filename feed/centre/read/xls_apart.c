#include "feed/centre/read/xls_apart.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <freexl.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/read/serial.h"

enum { FILES_MAX = 32 };

/* In the process apart. */
struct telling {
	FILE *to;
	const void *book;
	struct arena arena; /* of one row */
};

static void tell_number(struct telling *telling, uint32_t number)
{
	fwrite(&number, sizeof(number), 1, telling->to);
}

static void tell_text(struct telling *telling, struct str text)
{
	tell_number(telling, (uint32_t)text.length);
	if (text.length)
		fwrite(text.bytes, 1, text.length, telling->to);
}

static struct str cell_text(struct arena *arena, const FreeXL_CellValue *value)
{
	switch (value->type) {
	case FREEXL_CELL_INT:
		return serial_number(arena, value->value.int_value);
	case FREEXL_CELL_DOUBLE:
		return isfinite(value->value.double_value) ? serial_number(arena, value->value.double_value) : STR("");
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME:
		return str_from(value->value.text_value);
	default:
		return STR("");
	}
}

static void tell_row(struct telling *telling, unsigned int at, unsigned short columns)
{
	fputc('R', telling->to);
	tell_number(telling, at + 1);
	tell_number(telling, columns);
	for (unsigned short column = 0; column < columns; column++) {
		FreeXL_CellValue value;

		tell_text(telling, freexl_get_cell_value(telling->book, at, column, &value) == FREEXL_OK
					   ? cell_text(&telling->arena, &value)
					   : STR(""));
	}
	arena_clear(&telling->arena);
}

static struct str sheet_name(const void *book, unsigned int place)
{
	const char *name;

	return freexl_get_worksheet_name(book, (unsigned short)place, &name) == FREEXL_OK ? str_from(name) : STR("");
}

static void tell_names(struct telling *telling, unsigned int count)
{
	struct str names = STR("");

	for (unsigned int i = 0; i < count; i++)
		names = str_format(&telling->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : "", STR_ARG(sheet_name(telling->book, i)));
	fputc('N', telling->to);
	tell_text(telling, names);
}

static void tell_sheet(struct telling *telling, unsigned int count, struct str name, unsigned int rows, unsigned short columns)
{
	fputc('S', telling->to);
	tell_number(telling, count);
	tell_text(telling, name);
	tell_number(telling, rows);
	for (unsigned int at = 0; at < rows; at++)
		tell_row(telling, at, columns);
	fputc('Z', telling->to);
}

static void tell_book(struct telling *telling, struct str wanted)
{
	unsigned int count = 0, rows;
	unsigned short columns;

	freexl_get_info(telling->book, FREEXL_BIFF_SHEET_COUNT, &count);
	for (unsigned int i = 0; i < count; i++) {
		struct str name = sheet_name(telling->book, i);

		if ((wanted.length && !str_equal(name, wanted)) ||
			freexl_select_active_worksheet(telling->book, (unsigned short)i) != FREEXL_OK ||
			freexl_worksheet_dimensions(telling->book, &rows, &columns) != FREEXL_OK || (rows == 0 && !wanted.length))
			continue;
		tell_sheet(telling, count, name, rows, columns);
		return;
	}
	if (wanted.length)
		tell_names(telling, count);
	else
		fputc('H', telling->to);
}

/* Whatever a broken workbook makes of this process: it has no file of the centre, writes none, and comes to an end. */
static void confine(int file, int pipe)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(nowhere, STDIN_FILENO);
	dup2(nowhere, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	dup2(file, STDERR_FILENO + 1);
	dup2(pipe, STDERR_FILENO + 2);
	close_range(STDERR_FILENO + 3, ~0U, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	setrlimit(RLIMIT_CPU, &(struct rlimit){XLS_APART_CPU_S, XLS_APART_CPU_S});
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, 0});
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){FILES_MAX, FILES_MAX});
#ifndef __SANITIZE_ADDRESS__
	setrlimit(RLIMIT_AS, &(struct rlimit){XLS_APART_BYTES_MAX, XLS_APART_BYTES_MAX});
#endif
}

static _Noreturn void read_apart(int file, int pipe, struct str wanted)
{
	struct telling telling;
	char path[64];

	confine(file, pipe);
	telling.to = fdopen(STDERR_FILENO + 2, "wb");
	if (!telling.to)
		_exit(1);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", STDERR_FILENO + 1);
	arena_init(&telling.arena);
	if (freexl_open(path, &telling.book) == FREEXL_OK)
		tell_book(&telling, wanted);
	else
		fputc('B', telling.to);
	fflush(telling.to);
	_exit(0);
}

void xls_apart_start(struct xls_apart *apart, const char *path, struct str wanted)
{
	int file = open(path, O_RDONLY | O_CLOEXEC), ends[2];

	*apart = (struct xls_apart){.from = NULL};
	if (file >= 0 && pipe2(ends, O_CLOEXEC) == 0) {
		apart->process = fork();
		if (apart->process == 0) {
			/* dup2 in confine must not meet what it has still to copy */
			int high_file = fcntl(file, F_DUPFD_CLOEXEC, 16), high_pipe = fcntl(ends[1], F_DUPFD_CLOEXEC, 16);

			read_apart(high_file, high_pipe, wanted);
		}
		close(ends[1]);
		if (apart->process > 0) {
			apart->from = fdopen(ends[0], "rbe");
			REQUIRE(apart->from);
		} else {
			close(ends[0]);
		}
	}
	if (file >= 0)
		close(file);
}

void xls_apart_stop(struct xls_apart *apart)
{
	if (!apart->from)
		return;
	fclose(apart->from);
	kill(apart->process, SIGKILL);
	waitpid(apart->process, NULL, 0);
	apart->from = NULL;
}
