#include "feed/centre/read/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/centre/read/sheet_kinds.h"

enum { START_BYTES = 512 };

void sheet_fault(struct sheet *sheet, int line, int column, struct str found, struct str expected, struct str mend)
{
	faults_put(sheet->faults, &(struct fault){.file = sheet->file, .sheet = sheet->name, .line = line, .column = column,
					  .found = found, .expected = expected, .mend = mend});
}

/* The first bytes of a regular file; -1 with a fault. */
static ssize_t read_start(struct sheet *sheet, const char *path, char start[START_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat info;
	ssize_t got = -1;
	const char *why;

	errno = 0;
	if (fd >= 0 && fstat(fd, &info) == 0) {
		errno = 0;
		if (S_ISREG(info.st_mode))
			got = read(fd, start, START_BYTES);
	}
	why = errno ? strerror(errno) : "it is not a file";
	if (got < 0)
		sheet_fault(sheet, 0, 0, str_format(sheet->arena, "cannot %s %s: %s", fd < 0 ? "open" : "read", path, why),
			STR("a file that can be read"), STR(""));
	if (fd >= 0)
		close(fd);
	return got;
}

static bool is_xml(struct str start)
{
	if (str_starts(start, STR("\xef\xbb\xbf")))
		start = str_part(start, 3, start.length);
	start = str_trim(start);
	return str_starts(start, STR("<?xml")) || str_starts(start, STR("<rss")) || str_starts(start, STR("<feed")) ||
	       str_starts(start, STR("<alert"));
}

bool sheet_open(struct sheet *sheet, const char *path, struct str file, struct str wanted, struct arena *arena,
	struct faults *faults)
{
	char bytes[START_BYTES];
	struct str start = {bytes, 0};
	ssize_t got;

	*sheet = (struct sheet){.file = file, .name = STR(""), .arena = arena, .faults = faults};
	got = read_start(sheet, path, bytes);
	if (got < 0)
		return false;
	start.length = (size_t)got;
	if (str_starts(start, STR("PK\x03\x04")) || str_starts(start, STR("PK\x05\x06")))
		return sheet_open_xlsx(sheet, path, wanted);
	if (str_starts(start, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return sheet_open_xls(sheet, path, wanted);
	if (wanted.length) {
		sheet_fault(sheet, 0, 0, STR("a text, which has no sheets"), STR("no --sheet, or a spreadsheet"), STR(""));
		return false;
	}
	if (is_xml(start)) {
		sheet_fault(sheet, 0, 0, STR("XML"), STR("a sheet: CSV, XLS or XLSX"),
			STR("feeds of news and messages of alerts are taken with hallfeed source"));
		return false;
	}
	return sheet_open_text(sheet, path);
}

static bool is_empty(const struct sheet_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (str_trim(row->cells[i].text).length)
			return false;
	return true;
}

bool sheet_next(struct sheet *sheet, struct arena *arena, struct sheet_row *row)
{
	while (sheet->class->next(sheet, arena, row))
		if (sheet->name.length == 0 || !is_empty(row))
			return true;
	return false;
}

void sheet_close(struct sheet *sheet)
{
	sheet->class->close(sheet);
}
