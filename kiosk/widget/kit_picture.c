#include "kiosk/widget/kit_picture.h"

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "kiosk/widget/kit_text.h"

enum { CAPTION = 84, CAPTION_GAP = 12, STAND_IN = 120 };

static bool is_file(struct str name)
{
	return str_find(name, STR(".")) < name.length;
}

/* Files stand beside their layout or below it. */
static bool stays_below(struct str name)
{
	return name.length <= KIT_PICTURE_NAME_BYTES_MAX && name.bytes[0] != '/' &&
	       str_find(name, STR("..")) == name.length;
}

/* With its last slash; empty for a bare name. */
static struct str folder_of(struct str file)
{
	size_t length = file.length;

	while (length > 0 && file.bytes[length - 1] != '/')
		length--;
	return str_part(file, 0, length);
}

static struct str file_path(const struct widget *self, const struct view *view, struct draw_list *list, struct str name)
{
	struct str path;

	if (!stays_below(name))
		return STR("");
	path = view->beside.length
		       ? str_format(list->arena, STR_FMT "/" STR_FMT, STR_ARG(view->beside), STR_ARG(name))
		       : str_format(list->arena, STR_FMT STR_FMT, STR_ARG(folder_of(self->box->file)), STR_ARG(name));
	return file_exists(path.bytes) ? path : STR("");
}

static struct str media_path(const struct view *view, struct draw_list *list, struct str name)
{
	const struct document *document = view->snapshot ? snapshot_media(view->snapshot, name, view->group) : NULL;

	if (!document || !document->media->good || !view->state_folder)
		return STR("");
	return str_format(list->arena, "%s/media/%s", view->state_folder, document->sha256);
}

static void tell(const struct widget *self, const struct view *view, struct draw_list *list, const char *setting,
	struct str name)
{
	kit_fault(self, view, setting, str_format(list->arena, "\"" STR_FMT "\"", STR_ARG(name)),
		is_file(name) ? STR("a file beside the layout, PNG, JPEG or WebP")
			      : STR("a picture of the feed (hallfeed media put), or a file with its ending"));
}

static size_t add_all(
	const struct view *view, struct draw_list *list, struct str start, struct kit_picture *pictures, size_t count)
{
	struct str names[KIT_PICTURES_MAX];
	size_t found = view->snapshot ? snapshot_media_names(
						view->snapshot, start, view->group, names, KIT_PICTURES_MAX - count)
				      : 0;

	for (size_t i = 0; i < found; i++)
		pictures[count++] = (struct kit_picture){names[i], media_path(view, list, names[i])};
	return count;
}

size_t kit_pictures_find(const struct widget *self, const struct view *view, struct draw_list *list,
	const char *setting, struct kit_picture pictures[KIT_PICTURES_MAX])
{
	struct str rest = widget_value(self, setting), name;
	size_t count = 0;

	while (count < KIT_PICTURES_MAX && str_next(&rest, ',', &name)) {
		size_t before = count;

		name = str_trim(name);
		if (name.length == 0)
			continue;
		if (str_ends(name, STR("*")))
			count = add_all(view, list, str_part(name, 0, name.length - 1), pictures, count);
		else
			pictures[count++] = (struct kit_picture){
				name, is_file(name) ? file_path(self, view, list, name) : media_path(view, list, name)};
		if (count == before || pictures[count - 1].path.length == 0)
			tell(self, view, list, setting, name);
	}
	return count;
}

bool kit_pictures_any(const struct widget *self, const struct view *view, const char *setting)
{
	struct str rest = widget_value(self, setting), name, one;

	while (str_next(&rest, ',', &name)) {
		name = str_trim(name);
		if (is_file(name) || !view->snapshot)
			return true;
		if (str_ends(name, STR("*")) ? snapshot_media_names(view->snapshot, str_part(name, 0, name.length - 1),
						       view->group, &one, 1) > 0
					     : snapshot_media(view->snapshot, name, view->group) != NULL)
			return true;
	}
	return false;
}

void kit_picture_stand_in(struct draw_list *list, const struct view *view, struct rect box)
{
	int side = kit_px(view, STAND_IN);

	draw_fill(list, box, view->theme->color[ROLE_SURFACE]);
	if (side < box.width && side < box.height)
		kit_icon(list, view, STR("picture"),
			(struct rect){box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side},
			ROLE_HAIR, ROLE_SURFACE);
}

void kit_picture_draw(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct kit_picture *picture, double opacity)
{
	if (picture->path.length)
		draw_picture(list, &(struct draw_picture){
					   .box = box,
					   .file = picture->path,
					   .fit = str_equal(widget_value(self, "fit"), STR("fit")),
					   .opacity = (uint8_t)(opacity * 255 + 0.5),
					   .ground = view->theme->color[ROLE_SURFACE],
				   });
}

struct str kit_picture_caption(
	const struct widget *self, const struct view *view, struct draw_list *list, const struct kit_picture *picture)
{
	const struct table *table = view->snapshot ? snapshot_table(view->snapshot, STR("media")) : NULL;
	struct str key = widget_value(self, "caption");
	int name = table ? table_find_column(table, STR("name")) : TABLE_NO_COLUMN;
	int caption = table ? table_find_column(table, STR("caption")) : TABLE_NO_COLUMN;

	if (key.length)
		return words_find(view->words, view->language, key);
	for (size_t row = 0; name != TABLE_NO_COLUMN && caption != TABLE_NO_COLUMN && row < table->row_count; row++)
		if (table_cell_is(table, row, name, picture->name))
			return kit_cell(list, view, table, row, caption);
	return STR("");
}

struct rect kit_picture_caption_room(const struct widget *self, const struct view *view, struct draw_list *list,
	const struct kit_picture *pictures, size_t count, struct rect *box)
{
	struct rect room = {0};

	for (size_t i = 0; i < count; i++) {
		if (kit_picture_caption(self, view, list, &pictures[i]).length == 0)
			continue;
		room = rect_cut_bottom(box, kit_px(view, CAPTION));
		rect_cut_bottom(box, kit_px(view, CAPTION_GAP));
		return room;
	}
	return room;
}

void kit_picture_caption_draw(const struct widget *self, const struct view *view, struct draw_list *list,
	struct rect room, const struct kit_picture *picture)
{
	struct text_style style = kit_style(view, widget_integer(self, "px"), TEXT_REGULAR, ROLE_INK);

	if (rect_is_empty(room))
		return;
	style.vertical = VERTICAL_TOP;
	kit_text_fit(list, view, room, &style, kit_picture_caption(self, view, list, picture));
}
