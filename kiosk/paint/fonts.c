#include "kiosk/paint/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ft.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/base/file.h"

enum {
	ADVANCES = 8192,       /* remembered widths of runs; a power of two */
	MASK_SIDE_MAX = 16384, /* px */
	GLYPH_FLAGS = FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT
};

/* Chinese index 2 of the collections is the SC face; any other draws Japanese or Korean forms. */
static const struct font_file {
	const char *path, *package;
	int index;
	double cap; /* height of a capital, of the face of a Chinese character, in em */
} files[FACE_COUNT] = {
	[FACE_SANS] = {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk", 2, 0.733},
	[FACE_SANS_BOLD] = {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", "fonts-noto-cjk", 2, 0.733},
	[FACE_SERIF_BOLD] = {"/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", "fonts-noto-cjk", 2, 0.733},
	[FACE_ARABIC] = {"/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJEkran.ttf", "fonts-ukij-uyghur", 0, 0.5},
	[FACE_ARABIC_BOLD] = {"/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuT.ttf", "fonts-ukij-uyghur", 0, 0.5},
	[FACE_ARABIC_FALLBACK] = {"/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf", "fonts-noto-core", 0, 0.5},
	[FACE_ARABIC_FALLBACK_BOLD] = {"/usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf", "fonts-noto-core", 0, 0.5},
};

struct open_face {
	FT_Face face;    /* owned; NULL until it is needed */
	hb_font_t *font; /* owned */
	int size_px;     /* that both are set to */
};

struct advance {
	uint64_t key;
	float px;
};

struct fonts {
	struct metrics metrics; /* first: the metrics' functions get the fonts back from it */
	FT_Library library;
	hb_buffer_t *buffer;
	struct open_face faces[FACE_COUNT];
	struct advance *advances;
};

static struct open_face *open_face(struct fonts *fonts, enum font_face which)
{
	struct open_face *open = &fonts->faces[which];

	if (open->face)
		return open;
	REQUIRE(FT_New_Face(fonts->library, files[which].path, files[which].index, &open->face) == 0);
	FT_Set_Pixel_Sizes(open->face, 0, 16);
	open->font = hb_ft_font_create_referenced(open->face);
	hb_ft_font_set_load_flags(open->font, GLYPH_FLAGS);
	open->size_px = 16;
	return open;
}

static struct open_face *sized_face(struct fonts *fonts, enum font_face which, int size_px)
{
	struct open_face *open = open_face(fonts, which);

	if (open->size_px != size_px) {
		FT_Set_Pixel_Sizes(open->face, 0, (FT_UInt)size_px);
		hb_ft_font_changed(open->font);
		open->size_px = size_px;
	}
	return open;
}

static void shape(struct fonts *fonts, struct open_face *open, struct str text, bool rtl)
{
	hb_buffer_clear_contents(fonts->buffer);
	hb_buffer_add_utf8(fonts->buffer, text.bytes, (int)text.length, 0, (int)text.length);
	if (rtl) { /* exactly this script, else letters stay unjoined */
		hb_buffer_set_direction(fonts->buffer, HB_DIRECTION_RTL);
		hb_buffer_set_script(fonts->buffer, HB_SCRIPT_ARABIC);
	} else {
		hb_buffer_set_direction(fonts->buffer, HB_DIRECTION_LTR);
		hb_buffer_guess_segment_properties(fonts->buffer);
	}
	hb_shape(open->font, fonts->buffer, NULL, 0);
}

static float shaped_advance(struct fonts *fonts)
{
	unsigned count;
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(fonts->buffer, &count);
	int total = 0;

	for (unsigned i = 0; i < count; i++)
		total += positions[i].x_advance;
	return (float)total / 64;
}

static struct fonts *fonts_of(const struct metrics *self)
{
	return (struct fonts *)(uintptr_t)self;
}

static float advance(const struct metrics *self, enum font_face face, int size_px, bool rtl, struct str run)
{
	struct fonts *fonts = fonts_of(self);
	int what[] = {(int)face, size_px, rtl};
	uint64_t key = str_hash(str_hash(STR_HASH_START, what, sizeof(what)), run.bytes, run.length) | 1;
	struct advance *kept = &fonts->advances[key >> 1 & (ADVANCES - 1)];

	if (run.length == 0)
		return 0;
	if (kept->key != key) {
		shape(fonts, sized_face(fonts, face, size_px), run, rtl);
		*kept = (struct advance){key, shaped_advance(fonts)};
	}
	return kept->px;
}

/* Windows metrics, where the file has them: the others cut the loops of Arabic letters. */
static struct face_box box(const struct metrics *self, enum font_face face, int size_px)
{
	FT_Face open = open_face(fonts_of(self), face)->face;
	TT_OS2 *os2 = FT_Get_Sfnt_Table(open, FT_SFNT_OS2);
	double em = open->units_per_EM, up = open->ascender, down = -open->descender;

	if (os2 && os2->version != 0xffff) {
		up = os2->usWinAscent;
		down = os2->usWinDescent;
	}
	return (struct face_box){
		.ascent_px = (int)(up * size_px / em + 0.5),
		.descent_px = (int)(down * size_px / em + 0.5),
		.cap_px = (int)(files[face].cap * size_px + 0.5),
	};
}

static bool has(const struct metrics *self, enum font_face face, uint32_t code_point)
{
	return FT_Get_Char_Index(open_face(fonts_of(self), face)->face, code_point) != 0;
}

bool fonts_create(struct fonts **created, struct error *error)
{
	struct fonts *fonts;

	for (int face = 0; face < FACE_COUNT; face++)
		if (!file_exists(files[face].path))
			return error_set(error, "font %s is missing: install the package %s", files[face].path, files[face].package);
	fonts = calloc(1, sizeof(*fonts));
	REQUIRE(fonts);
	fonts->advances = calloc(ADVANCES, sizeof(*fonts->advances));
	REQUIRE(fonts->advances && FT_Init_FreeType(&fonts->library) == 0);
	fonts->buffer = hb_buffer_create();
	fonts->metrics = (struct metrics){advance, box, has};
	*created = fonts;
	return true;
}

void fonts_destroy(struct fonts *fonts)
{
	if (!fonts)
		return;
	for (int face = 0; face < FACE_COUNT; face++) {
		if (!fonts->faces[face].face)
			continue;
		hb_font_destroy(fonts->faces[face].font);
		FT_Done_Face(fonts->faces[face].face);
	}
	hb_buffer_destroy(fonts->buffer);
	FT_Done_FreeType(fonts->library);
	free(fonts->advances);
	free(fonts);
}

const struct metrics *fonts_metrics(struct fonts *fonts)
{
	return &fonts->metrics;
}

/* Goes over the glyphs of the shaped run with the pen's place in 1/64 px, y up. */
typedef void glyph_visitor(FT_Outline *outline, void *self);

static void each_glyph(struct fonts *fonts, struct open_face *open, const struct draw_text *run, int phase, glyph_visitor *visit, void *self)
{
	unsigned count;
	const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(fonts->buffer, &count);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(fonts->buffer, &count);
	long x = phase * 16, y = 0;

	for (unsigned i = 0; i < count; i++) {
		if (FT_Load_Glyph(open->face, glyphs[i].codepoint, GLYPH_FLAGS) == 0 &&
		    open->face->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
			FT_Outline *outline = &open->face->glyph->outline;

			FT_Outline_Translate(outline, x + positions[i].x_offset, y + positions[i].y_offset);
			visit(outline, self);
		}
		x += positions[i].x_advance + (long)(run->spacing_px * 64);
		y += positions[i].y_advance;
	}
}

static void grow_box(FT_Outline *outline, void *self)
{
	FT_BBox *whole = self, one;

	if (outline->n_points == 0)
		return;
	FT_Outline_Get_CBox(outline, &one);
	whole->xMin = one.xMin < whole->xMin ? one.xMin : whole->xMin;
	whole->yMin = one.yMin < whole->yMin ? one.yMin : whole->yMin;
	whole->xMax = one.xMax > whole->xMax ? one.xMax : whole->xMax;
	whole->yMax = one.yMax > whole->yMax ? one.yMax : whole->yMax;
}

struct canvas {
	FT_Library library;
	struct run_mask *mask;
};

/* Glyphs may overlap in a run (marks, joins): the larger coverage stays. */
static void put_spans(int y, int count, const FT_Span *spans, void *self)
{
	struct run_mask *mask = self;
	unsigned char *row;

	y = mask->top - 1 - y;
	if (y < 0 || y >= mask->height)
		return;
	row = mask->coverage + (size_t)y * mask->stride;
	for (int i = 0; i < count; i++)
		for (int x = spans[i].x - mask->left, end = x + spans[i].len; x < end; x++)
			if (x >= 0 && x < mask->width && row[x] < spans[i].coverage)
				row[x] = spans[i].coverage;
}

static void put_glyph(FT_Outline *outline, void *self)
{
	struct canvas *canvas = self;
	FT_Raster_Params params = {
		.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT,
		.gray_spans = put_spans,
		.user = canvas->mask,
	};

	if (outline->n_points)
		FT_Outline_Render(canvas->library, outline, &params);
}

struct run_mask fonts_render(struct fonts *fonts, const struct draw_text *run, int phase)
{
	struct open_face *open = sized_face(fonts, run->face, run->size_px);
	FT_BBox whole = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
	struct run_mask mask = {0};
	struct canvas canvas = {fonts->library, &mask};

	shape(fonts, open, run->text, run->rtl);
	each_glyph(fonts, open, run, phase, grow_box, &whole);
	if (whole.xMin >= whole.xMax || whole.yMin >= whole.yMax)
		return mask;
	mask.left = (int)(whole.xMin >> 6);
	mask.top = (int)((whole.yMax + 63) >> 6);
	mask.width = (int)((whole.xMax + 63) >> 6) - mask.left;
	mask.height = mask.top - (int)(whole.yMin >> 6);
	mask.stride = (mask.width + 3) & ~3; /* as pixman wants its rows */
	if (mask.width > MASK_SIDE_MAX || mask.height > MASK_SIDE_MAX)
		return (struct run_mask){0};
	mask.coverage = calloc((size_t)mask.height, (size_t)mask.stride);
	REQUIRE(mask.coverage);
	each_glyph(fonts, open, run, phase, put_glyph, &canvas);
	return mask;
}
