#include <qrencode.h>
#include <string.h>

#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/qr.h"

/* A square code that a telephone reads: dark on light in every theme, with its margin, in whole pixels. */

enum {
	TEXT_BYTES_MAX = 512,
	MARGIN = 4,          /* modules that stay light on every side, as ISO/IEC 18004 asks */
	MODULE_PX_LEAST = 2, /* smaller ones are not read from a step away */
	CAPTION = 96,
	CAPTION_GAP = 12
};

static const struct widget_setting settings[] = {
	{"text", SETTING_TEXT, "", NULL, "what it says, 512 bytes at most; {area} is the id of the hall's own area"},
	{"table", SETTING_TEXT, "", NULL, "where `text` is not given: a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "the row that counts: COLUMN VALUE, COLUMN VALUE"},
	{"column", SETTING_TEXT, "link", NULL, "its column with the text"},
	{"level", SETTING_CHOICE, "M", "L|M|Q|H", "how much of it may be dirty: 7, 15, 25 or 30 per cent"},
	{"caption", SETTING_WORDS_KEY, "", NULL, "a word's key under it"},
	{"px", SETTING_INTEGER, "36", "20..80", "size of the caption"},
	{0},
};

static QRecLevel level_of(const struct widget *self)
{
	switch (widget_value(self, "level").bytes[0]) {
	case 'L':
		return QR_ECLEVEL_L;
	case 'Q':
		return QR_ECLEVEL_Q;
	case 'H':
		return QR_ECLEVEL_H;
	default:
		return QR_ECLEVEL_M;
	}
}

static struct str with_area(const struct view *view, struct draw_list *list, struct str text)
{
	const struct str mark = STR("{area}");
	const struct area *own = kit_area(view, view->area);
	size_t at = str_find(text, mark);

	if (at == text.length)
		return text;
	return str_format(list->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_part(text, 0, at)), STR_ARG(own ? own->id : STR("")),
		STR_ARG(str_part(text, at + mark.length, text.length)));
}

/* Empty where there is none; a column that is missing was named. */
static struct str find_text(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows)
{
	int column;

	*rows = (struct kit_rows){0};
	if (widget_value(self, "text").length)
		return with_area(view, list, widget_value(self, "text"));
	if (!kit_rows_find(self, view, list, rows) || rows->count == 0 || !kit_need(self, view, list, rows, "column", &column))
		return STR("");
	return kit_cell(list, view, rows->table, rows->rows[0], column);
}

static QRcode *encode(const struct widget *self, const struct view *view, struct draw_list *list, struct str text)
{
	const char *bytes = str_copy(list->arena, text).bytes;
	QRcode *code = NULL;

	if (text.length <= TEXT_BYTES_MAX && !memchr(bytes, 0, text.length))
		code = QRcode_encodeString8bit(bytes, 0, level_of(self));
	if (!code)
		kit_fault(self, view, "text", str_format(list->arena, "of %zu bytes", text.length), STR("at most 512 bytes without a zero"));
	return code;
}

static void put_box(struct path_builder *builder, float x, float y, float end)
{
	path_move(builder, x, y);
	path_line(builder, end, y);
	path_line(builder, end, y + 1);
	path_line(builder, x, y + 1);
	path_close(builder);
}

/* The dark modules, those of a row that touch as one box; one unit a module. */
static const struct path *modules_of(struct arena *arena, const QRcode *code)
{
	struct path_builder builder = path_begin(arena);

	for (int y = 0; y < code->width; y++)
		for (int x = 0, end; x < code->width; x = end + 1) {
			const unsigned char *row = code->data + y * code->width;

			for (end = x; end < code->width && (row[end] & 1);)
				end++;
			if (end > x)
				put_box(&builder, (float)x, (float)y, (float)end);
		}
	return path_seal(&builder);
}

/* The page's own light and dark, whichever of them is which. */
static void draw_code(const struct view *view, struct draw_list *list, struct rect box, const QRcode *code, int module)
{
	uint32_t light = view->theme->color[ROLE_BG], dark = view->theme->color[ROLE_INK], black = 0xff000000;
	int side = (code->width + 2 * MARGIN) * module;
	struct rect plate = {box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side};
	struct transform transform = {(float)module, (float)module, (float)(plate.x + MARGIN * module), (float)(plate.y + MARGIN * module)};

	if (theme_contrast(light, black) < theme_contrast(dark, black)) {
		light = dark;
		dark = view->theme->color[ROLE_BG];
	}
	draw_rounded(list, plate, (float)module, light);
	draw_path(list, modules_of(list->arena, code), transform, dark);
}

static void draw_caption(const struct widget *self, const struct view *view, struct draw_list *list, struct rect *box)
{
	struct text_style style = kit_style(view, widget_integer(self, "px"), TEXT_REGULAR, ROLE_INK);
	struct str caption = widget_value(self, "caption");

	if (caption.length == 0)
		return;
	style.align = ALIGN_CENTER;
	style.vertical = VERTICAL_TOP;
	kit_text_fit(list, view, rect_cut_bottom(box, kit_px(view, CAPTION)), &style,
		words_find(view->words, view->language, caption));
	rect_cut_bottom(box, kit_px(view, CAPTION_GAP));
}

bool qr_record(const struct view *view, struct draw_list *list, struct rect box, struct str text)
{
	const char *bytes = str_copy(list->arena, text).bytes;
	int side = box.width < box.height ? box.width : box.height, module;
	QRcode *code = NULL;

	if (text.length <= TEXT_BYTES_MAX && !memchr(bytes, 0, text.length))
		code = QRcode_encodeString8bit(bytes, 0, QR_ECLEVEL_M);
	if (!code)
		return false;
	module = side / (code->width + 2 * MARGIN);
	if (module >= MODULE_PX_LEAST)
		draw_code(view, list, box, code, module);
	QRcode_free(code);
	return module >= MODULE_PX_LEAST;
}

static int64_t qr_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct kit_rows rows;
	struct str text = find_text(self, view, list, &rows);
	QRcode *code = text.length ? encode(self, view, list, text) : NULL;
	int side, module;

	if (!code) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	draw_caption(self, view, list, &box);
	side = box.width < box.height ? box.width : box.height;
	module = side / (code->width + 2 * MARGIN);
	if (module >= MODULE_PX_LEAST)
		draw_code(view, list, box, code, module);
	else
		kit_fault(self, view, "at", str_format(list->arena, "%d pixels for the code", side),
			str_format(list->arena, "at least %d", (code->width + 2 * MARGIN) * MODULE_PX_LEAST));
	QRcode_free(code);
	return WIDGET_FOREVER;
}

const struct widget_class widget_qr = {
	.name = "qr",
	.help = "a square code that a telephone reads, dark on light in every theme",
	.settings = settings,
	.draw = qr_draw,
};
