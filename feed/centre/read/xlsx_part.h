#ifndef FEED_CENTRE_READ_XLSX_PART_H
#define FEED_CENTRE_READ_XLSX_PART_H

#include <zip.h>

#include "feed/centre/read/sheet.h"
#include "feed/centre/read/xml.h"

/* One XML part of an XLSX file, inflated and read piece by piece. */

enum {
	XLSX_PIECE_BYTES = 64 * 1024,
	XLSX_RATIO_MAX = 300,              /* inflated to packed, once a part is long; sheets of empty rows stay below 100 */
	XLSX_RATIO_FROM = 32 * 1024 * 1024 /* bytes */
};

#define XLSX_PART_BYTES_MAX (INT64_C(4) * 1024 * 1024 * 1024)

struct xlsx_part {
	struct sheet *sheet; /* borrowed; where faults go */
	const char *name;    /* borrowed */
	zip_file_t *file;    /* owned */
	struct xml *xml;     /* owned */
	uint64_t packed, inflated, size;
	bool halted, ended, broken;
};

bool xlsx_part_exists(zip_t *zip, const char *name);

/* false and a fault where the file has no such part. */
bool xlsx_part_open(
	struct xlsx_part *part, struct sheet *sheet, zip_t *zip, const char *name, const struct xml_reader *reader);
void xlsx_part_close(struct xlsx_part *part);

/* Reads on until the reader halts; false at the end and where the part is broken, which is told. */
bool xlsx_part_step(struct xlsx_part *part);

/* All of it. */
bool xlsx_part_read(struct sheet *sheet, zip_t *zip, const char *name, const struct xml_reader *reader);

#endif
