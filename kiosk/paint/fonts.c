#include "kiosk/paint/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "kiosk/paint/font_file.h"

#define NOTO_CJK "/usr/share/fonts/opentype/noto/"
#define NOTO "/usr/share/fonts/truetype/noto/"
#define UKIJ "/usr/share/fonts/truetype/fonts-ukij-uyghur/"

enum {
	CJK_SC = 2,               /* any other index in the collections draws Japanese or Korean forms */
	BASIC_PLANE = 0x10000,
	ADVANCES_MAX = 16384,     /* kept */
	WAYS = 8,                 /* places that a width may be kept at */
	RUN_BYTES_MAX = 64 * 1024 /* longer runs have no width */
};

static const struct {
	const char *file, *package;
	long index;
} files[FACE_COUNT] = {
	[FACE_SANS] = {NOTO_CJK "NotoSansCJK-Regular.ttc", "fonts-noto-cjk", CJK_SC},
	[FACE_SANS_BOLD] = {NOTO_CJK "NotoSansCJK-Bold.ttc", "fonts-noto-cjk", CJK_SC},
	[FACE_SERIF_BOLD] = {NOTO_CJK "NotoSerifCJK-Bold.ttc", "fonts-noto-cjk", CJK_SC},
	[FACE_ARABIC] = {UKIJ "UKIJEkran.ttf", "fonts-ukij-uyghur", 0},
	[FACE_ARABIC_BOLD] = {UKIJ "UKIJTuT.ttf", "fonts-ukij-uyghur", 0},
	[FACE_ARABIC_FALLBACK] = {NOTO "NotoSansArabic-Regular.ttf", "fonts-noto-core", 0},
	[FACE_ARABIC_FALLBACK_BOLD] = {NOTO "NotoSansArabic-Bold.ttf", "fonts-noto-core", 0},
};

struct handle {
	TTF_Font *font; /* owned */
	int size_px;
	bool used; /* since fonts_rest */
};

/* Which characters a face has, asked once for each: two bits for each of the first 65,536. */
struct coverage {
	uint8_t known[BASIC_PLANE / 8], has[BASIC_PLANE / 8];
};

/* In parts of the em. */
struct face_shape {
	bool known;
	float ascent, descent, cap, space;
};

struct advance {
	uint64_t key; /* 0: free */
	float width;
};

/* The metrics are constant to whoever asks; what is behind them is filled on demand. */
struct fonts {
	struct metrics metrics;
	struct handle handles[FACE_COUNT][2];
	struct face_shape shapes[FACE_COUNT];
	struct advance advances[ADVANCES_MAX];
	struct coverage coverage[FACE_COUNT];
	FT_Library freetype;         /* owned */
	char run[RUN_BYTES_MAX + 2]; /* with a space and the ending zero byte */
};

static struct fonts *fonts_of(const struct metrics *metrics)
{
	return (struct fonts *)(uintptr_t)metrics;
}

static bool is_arabic(enum font_face face)
{
	return face >= FACE_ARABIC;
}

static TTF_Font *open_face(enum font_face face, int size_px, bool rtl)
{
	SDL_RWops *file = font_file_open(files[face].file);
	TTF_Font *font = file ? TTF_OpenFontIndexRW(file, 1, size_px, files[face].index) : NULL;

	if (!font)
		return NULL;
	/* At parts of a pixel Latin runs evenly; letters that join need whole ones, else their joints show. */
	TTF_SetFontHinting(font, is_arabic(face) ? TTF_HINTING_LIGHT : TTF_HINTING_LIGHT_SUBPIXEL);
	TTF_SetFontDirection(font, rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	if (rtl)
		TTF_SetFontScriptName(font, "Arab"); /* else letters stay unjoined */
	return font;
}

TTF_Font *fonts_open(struct fonts *fonts, enum font_face face, int size_px, bool rtl)
{
	struct handle *handle = &fonts->handles[face][rtl];

	REQUIRE(face < FACE_COUNT && size_px > 0);
	if (!handle->font) {
		handle->font = open_face(face, size_px, rtl);
		handle->size_px = size_px;
	}
	if (handle->font && handle->size_px != size_px) {
		if (TTF_SetFontSize(handle->font, size_px) != 0)
			return NULL;
		handle->size_px = size_px;
	}
	handle->used = true;
	return handle->font;
}

bool fonts_rest(struct fonts *fonts)
{
	bool closed = false;

	for (size_t face = 0; face < FACE_COUNT; face++)
		for (size_t rtl = 0; rtl < 2; rtl++) {
			struct handle *handle = &fonts->handles[face][rtl];

			if (handle->font && !handle->used) {
				TTF_CloseFont(handle->font);
				handle->font = NULL;
				closed = true;
			}
			handle->used = false;
		}
	return closed;
}

/* SDL_ttf begins a run that would stick out to the left further right, by this much, and counts it as width. */
int fonts_overhang(TTF_Font *font, struct str run, bool rtl)
{
	int least_x = 0;
	size_t at = 0;

	if (rtl || run.length == 0 ||
		TTF_GlyphMetrics32(font, str_code_point(run, &at), &least_x, NULL, NULL, NULL, NULL) != 0)
		return 0;
	return least_x < 0 ? -least_x : 0;
}

/* Where a font says nothing of capitals, its alef stands for them. */
static float cap_height(FT_Face face, const TT_OS2 *os2)
{
	if (os2->version >= 2 && os2->version != 0xffff && os2->sCapHeight > 0)
		return os2->sCapHeight;
	if (FT_Load_Char(face, 0x0627, FT_LOAD_NO_SCALE) != 0)
		return (float)face->ascender / 2;
	return (float)face->glyph->metrics.horiBearingY;
}

static float space_width(FT_Face face)
{
	return FT_Load_Char(face, ' ', FT_LOAD_NO_SCALE) == 0 ? (float)face->glyph->metrics.horiAdvance : 0;
}

/* The win metrics: those of hhea cut the loops off several Uyghur letters. */
static struct face_shape read_shape(struct fonts *fonts, enum font_face which)
{
	struct face_shape shape = {true, 1, 0.3f, 0.7f, 0.25f};
	const TT_OS2 *os2;
	FT_Face face;
	float em;

	if (FT_New_Face(fonts->freetype, files[which].file, files[which].index, &face) != 0)
		return shape;
	os2 = FT_Get_Sfnt_Table(face, FT_SFNT_OS2);
	em = (float)face->units_per_EM;
	if (os2 && em > 0)
		shape = (struct face_shape){true, os2->usWinAscent / em, os2->usWinDescent / em,
			cap_height(face, os2) / em, space_width(face) / em};
	FT_Done_Face(face);
	return shape;
}

static const struct face_shape *shape_of(struct fonts *fonts, enum font_face face)
{
	if (!fonts->shapes[face].known)
		fonts->shapes[face] = read_shape(fonts, face);
	return &fonts->shapes[face];
}

float fonts_space_px(struct fonts *fonts, enum font_face face, int size_px)
{
	return roundf(shape_of(fonts, face)->space * (float)size_px * 64) / 64; /* as finely as the pen is moved */
}

/*
 * SDL_ttf tells how far ink reaches, which may be a pixel beyond the place of the next letter. A space behind has no
 * ink: with it, and then without its width, the place itself is told, cut off to whole pixels by SDL_ttf.
 */
static float measure(struct fonts *fonts, enum font_face face, int size_px, bool rtl, struct str run)
{
	TTF_Font *font = fonts_open(fonts, face, size_px, rtl);
	float space_px = fonts_space_px(fonts, face, size_px);
	int width = 0;

	if (!font || run.length == 0 || run.length > RUN_BYTES_MAX)
		return 0;
	memcpy(fonts->run, run.bytes, run.length);
	memcpy(fonts->run + run.length, " ", 2);
	if (TTF_SizeUTF8(font, fonts->run, &width, NULL) != 0)
		return 0;
	width -= fonts_overhang(font, run, rtl);
	return fmaxf(0, ceilf((float)width - space_px));
}

static float advance(const struct metrics *self, enum font_face face, int size_px, bool rtl, struct str run)
{
	struct fonts *fonts = fonts_of(self);
	const int numbers[] = {(int)face, size_px, rtl};
	uint64_t key = str_hash(str_hash(STR_HASH_START, numbers, sizeof(numbers)), run.bytes, run.length) | 1;
	struct advance *ways = &fonts->advances[(key >> 1) % (ADVANCES_MAX / WAYS) * WAYS], found;
	size_t way = 0;

	while (way < WAYS - 1 && ways[way].key != key)
		way++;
	found = ways[way].key == key ? ways[way] : (struct advance){key, measure(fonts, face, size_px, rtl, run)};
	memmove(&ways[1], &ways[0], way * sizeof(*ways)); /* the newest first; the oldest falls out */
	ways[0] = found;
	return found.width;
}

static struct face_box box(const struct metrics *self, enum font_face face, int size_px)
{
	const struct face_shape *shape = shape_of(fonts_of(self), face);
	float size = (float)size_px;

	return (struct face_box){(int)lroundf(shape->ascent * size), (int)lroundf(shape->descent * size),
		(int)lroundf(shape->cap * size)};
}

static bool ask_has(struct fonts *fonts, enum font_face face, uint32_t code_point)
{
	struct handle *handle = &fonts->handles[face][is_arabic(face)];
	TTF_Font *font = handle->font ? handle->font : fonts_open(fonts, face, 40, is_arabic(face));

	return font && TTF_GlyphIsProvided32(font, code_point);
}

static bool has(const struct metrics *self, enum font_face face, uint32_t code_point)
{
	struct fonts *fonts = fonts_of(self);
	struct coverage *coverage = &fonts->coverage[face];
	uint32_t byte = code_point / 8;
	uint8_t bit = (uint8_t)(1u << code_point % 8);

	if (code_point >= BASIC_PLANE)
		return ask_has(fonts, face, code_point);
	if (!(coverage->known[byte] & bit)) {
		coverage->known[byte] |= bit;
		if (ask_has(fonts, face, code_point))
			coverage->has[byte] |= bit;
	}
	return coverage->has[byte] & bit;
}

static bool files_exist(struct error *error)
{
	for (size_t i = 0; i < FACE_COUNT; i++)
		if (access(files[i].file, R_OK) != 0)
			return error_set(error, "the font %s is missing: install the package %s", files[i].file,
				files[i].package);
	return true;
}

bool fonts_create(struct fonts **created, struct error *error)
{
	struct fonts *fonts;

	if (!files_exist(error))
		return false;
	if (TTF_Init() != 0)
		return error_set(error, "cannot start the font engine: %s", TTF_GetError());
	fonts = calloc(1, sizeof(*fonts));
	REQUIRE(fonts);
	REQUIRE(FT_Init_FreeType(&fonts->freetype) == 0);
	fonts->metrics = (struct metrics){advance, box, has};
	*created = fonts;
	return true;
}

void fonts_destroy(struct fonts *fonts)
{
	if (!fonts)
		return;
	for (size_t i = 0; i < FACE_COUNT; i++)
		for (size_t rtl = 0; rtl < 2; rtl++)
			if (fonts->handles[i][rtl].font)
				TTF_CloseFont(fonts->handles[i][rtl].font);
	FT_Done_FreeType(fonts->freetype);
	free(fonts);
	TTF_Quit();
}

const struct metrics *fonts_metrics(const struct fonts *fonts)
{
	return &fonts->metrics;
}
