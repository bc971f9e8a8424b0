#include "feed/centre/read/xlsx_part.h"

#include "feed/base/arena.h"

bool xlsx_part_exists(zip_t *zip, const char *name)
{
	return zip_name_locate(zip, name, ZIP_FL_NOCASE) >= 0;
}

static bool part_fault(struct xlsx_part *part, struct str found, struct str expected)
{
	struct str where = str_format(part->sheet->arena, STR_FMT " in its part %s", STR_ARG(found), part->name);

	if (!part->broken)
		sheet_fault(part->sheet, 0, 0, where, expected, STR("open it in the spreadsheet program and save it again"));
	part->broken = true;
	return false;
}

bool xlsx_part_open(
	struct xlsx_part *part, struct sheet *sheet, zip_t *zip, const char *name, const struct xml_reader *reader)
{
	zip_int64_t index = zip_name_locate(zip, name, ZIP_FL_NOCASE);
	zip_stat_t stat;

	*part = (struct xlsx_part){.sheet = sheet, .name = name};
	if (index < 0)
		return part_fault(part, STR("nothing"), STR("an XLSX workbook"));
	part->file = zip_fopen_index(zip, (zip_uint64_t)index, 0);
	if (!part->file)
		return part_fault(part, str_from(zip_strerror(zip)), STR("a workbook without a password"));
	if (zip_stat_index(zip, (zip_uint64_t)index, 0, &stat) == 0 && (stat.valid & ZIP_STAT_COMP_SIZE) && (stat.valid & ZIP_STAT_SIZE)) {
		part->packed = stat.comp_size;
		part->size = stat.size;
	}
	part->xml = xml_create(reader);
	return true;
}

void xlsx_part_close(struct xlsx_part *part)
{
	if (part->file)
		zip_fclose(part->file);
	xml_destroy(part->xml);
	*part = (struct xlsx_part){0};
}

/* A few packed bytes that would fill the memory or keep us busy for hours. */
static bool is_bomb(const struct xlsx_part *part)
{
	return part->inflated > (uint64_t)XLSX_PART_BYTES_MAX ||
	       (part->inflated > XLSX_RATIO_FROM && part->inflated / XLSX_RATIO_MAX > part->packed);
}

static enum xml_state feed(struct xlsx_part *part)
{
	char piece[XLSX_PIECE_BYTES];
	zip_int64_t got = zip_fread(part->file, piece, sizeof(piece));

	if (got < 0) {
		part_fault(part, str_from(zip_file_strerror(part->file)), STR("a whole file"));
		return XML_BROKEN;
	}
	part->inflated += (uint64_t)got;
	if (is_bomb(part)) {
		part_fault(part, STR("far more than a workbook holds"), STR("at most 300 times what the file has on disk"));
		return XML_BROKEN;
	}
	part->ended = got == 0;
	return xml_feed(part->xml, (struct str){piece, (size_t)got}, part->ended);
}

bool xlsx_part_step(struct xlsx_part *part)
{
	while (!part->broken && (part->halted || !part->ended)) {
		enum xml_state state = part->halted ? xml_resume(part->xml) : feed(part);

		part->halted = state == XML_HALTED;
		if (part->halted)
			return true;
		if (state == XML_BROKEN)
			return part_fault(part,
				str_format(part->sheet->arena, "%s at line %d", xml_trouble(part->xml) ? xml_trouble(part->xml) : "a fault",
					xml_line(part->xml)),
				STR("well-formed XML without a document type"));
	}
	return false;
}

bool xlsx_part_read(struct sheet *sheet, zip_t *zip, const char *name, const struct xml_reader *reader)
{
	struct xlsx_part part;
	bool read = xlsx_part_open(&part, sheet, zip, name, reader);

	while (read && xlsx_part_step(&part))
		;
	read = read && !part.broken;
	xlsx_part_close(&part);
	return read;
}
