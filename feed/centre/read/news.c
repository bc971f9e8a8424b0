#include "feed/centre/read/sheet_kinds.h"

bool sheet_open_news(struct sheet *sheet, const char *path)
{
	(void)path;
	sheet_fault(sheet, 0, 0, STR("XML"), STR("a sheet"), STR(""));
	return false;
}
