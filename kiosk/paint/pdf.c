#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "feed/base/check.h"
#include "kiosk/paint/paint.h"

/* One page of A4, upright or lying as the picture is, with the picture on it as large as the margins let it be. */

enum { PAGE_LONG_PT = 842, PAGE_SHORT_PT = 595, MARGIN_PT = 24, OBJECTS = 5, BYTES_PER_PIXEL = 3 };

struct pdf {
	FILE *file;
	long offsets[OBJECTS + 1]; /* by number of the object */
};

static unsigned char *rgb_of(struct pixels pixels)
{
	unsigned char *bytes = malloc((size_t)pixels.width * (size_t)pixels.height * BYTES_PER_PIXEL), *at = bytes;

	REQUIRE(bytes);
	for (int y = 0; y < pixels.height; y++)
		for (int x = 0; x < pixels.width; x++) {
			uint32_t pixel = *pixels_at(pixels, x, y);

			*at++ = (unsigned char)(pixel >> 16);
			*at++ = (unsigned char)(pixel >> 8);
			*at++ = (unsigned char)pixel;
		}
	return bytes;
}

static unsigned char *deflated(struct pixels pixels, uLongf *length)
{
	uLong plain = (uLong)pixels.width * (uLong)pixels.height * BYTES_PER_PIXEL;
	unsigned char *rgb = rgb_of(pixels), *packed;

	*length = compressBound(plain);
	packed = malloc(*length);
	REQUIRE(packed && compress2(packed, length, rgb, plain, Z_DEFAULT_COMPRESSION) == Z_OK);
	free(rgb);
	return packed;
}

static void begin(struct pdf *pdf, int object)
{
	pdf->offsets[object] = ftell(pdf->file);
	fprintf(pdf->file, "%d 0 obj\n", object);
}

static void put_page(struct pdf *pdf, struct pixels pixels)
{
	bool lying = pixels.width >= pixels.height;
	int width = lying ? PAGE_LONG_PT : PAGE_SHORT_PT, height = lying ? PAGE_SHORT_PT : PAGE_LONG_PT;
	double across = (double)(width - 2 * MARGIN_PT) / pixels.width,
	       down = (double)(height - 2 * MARGIN_PT) / pixels.height;
	double scale = across < down ? across : down;
	char content[200];
	int length = snprintf(content, sizeof(content), "q %.3f 0 0 %.3f %.3f %.3f cm /P Do Q\n", pixels.width * scale,
		pixels.height * scale, (width - pixels.width * scale) / 2, (height - pixels.height * scale) / 2);

	begin(pdf, 1);
	fprintf(pdf->file, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	begin(pdf, 2);
	fprintf(pdf->file, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
	begin(pdf, 3);
	fprintf(pdf->file,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /XObject << /P 5 0 R "
		">> >> >>\nendobj\n",
		width, height);
	begin(pdf, 4);
	fprintf(pdf->file, "<< /Length %d >>\nstream\n%sendstream\nendobj\n", length, content);
}

static void put_picture(struct pdf *pdf, struct pixels pixels)
{
	uLongf length;
	unsigned char *packed = deflated(pixels, &length);

	begin(pdf, 5);
	fprintf(pdf->file,
		"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
		"/Filter /FlateDecode /Length %lu >>\nstream\n",
		pixels.width, pixels.height, (unsigned long)length);
	fwrite(packed, 1, length, pdf->file);
	fprintf(pdf->file, "\nendstream\nendobj\n");
	free(packed);
}

static void put_end(struct pdf *pdf)
{
	long table = ftell(pdf->file);

	fprintf(pdf->file, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
	for (int object = 1; object <= OBJECTS; object++)
		fprintf(pdf->file, "%010ld 00000 n \n", pdf->offsets[object]);
	fprintf(pdf->file, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%ld\n%%%%EOF\n", OBJECTS + 1, table);
}

bool pixels_write_pdf(struct pixels pixels, const char *path, struct error *error)
{
	struct pdf pdf = {.file = fopen(path, "wb")};
	bool written;

	if (!pdf.file)
		return error_set(error, "cannot write the picture %s: %s", path, strerror(errno));
	fprintf(pdf.file, "%%PDF-1.4\n%%\xc3\xa4\xc3\xb6\n");
	put_page(&pdf, pixels);
	put_picture(&pdf, pixels);
	put_end(&pdf);
	written = !ferror(pdf.file);
	written = fclose(pdf.file) == 0 && written;
	return written || error_set(error, "cannot write the picture %s: %s", path, strerror(errno));
}
