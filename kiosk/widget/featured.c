#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* A few rows as cards: an icon by kind, a name and one line. Which ones turns with the page. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "teams", NULL, "a table with name, kind and a line of text"},
	{"where", SETTING_TEXT, "featured yes", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names"},
	{"line", SETTING_TEXT, "deed", NULL, "the column of the text under the name"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key at the reading side"},
	{"cards", SETTING_INTEGER, "3", "1..6", "how many at once"},
	{0},
};

/* Two characters a line in Chinese. */
enum { TITLE = 190, TITLE_ZH = 112 };

static struct str icon_of(const struct kit_rows *rows, size_t row)
{
	static const char *const kinds[] = {"elderly", "environment", "safety", "culture", "policy", "family"};
	static const char *const icons[] = {"s-elder", "s-green", "s-safe", "s-art", "s-talk", "s-fix"};
	int kind = table_find_column(rows->table, STR("kind"));

	for (int i = 0; kind != TABLE_NO_COLUMN && i < 6; i++)
		if (table_cell_is(rows->table, row, kind, str_from(kinds[i])))
			return str_from(icons[i]);
	return STR("s-elder");
}

static void draw_card(const struct widget *self, struct draw_list *list, const struct view *view, struct rect box,
	const struct kit_rows *rows, size_t row)
{
	struct text_style name = kit_style(view, 40, TEXT_BOLD, ROLE_INK),
			  line = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);
	int name_column = kit_column(rows, self, "name"), line_column = kit_column(rows, self, "line"), name_height;
	struct str text;

	if (view->theme->color[ROLE_SURFACE] == view->theme->color[ROLE_BG])
		draw_frame(list, box, (float)kit_px(view, 16), (float)kit_px(view, 2), view->theme->color[ROLE_LINE]);
	else
		draw_rounded(list, box, (float)kit_px(view, 16), view->theme->color[ROLE_SURFACE]);
	box = (struct rect){box.x + kit_px(view, 24), box.y + kit_px(view, 10), box.width - kit_px(view, 48),
		box.height - kit_px(view, 20)};
	kit_icon_start(list, view, &box, icon_of(rows, row), kit_px(view, 68), ROLE_RULE, kit_px(view, 22));
	line.least_px = kit_px(view, 28);
	name_height = box.height * 54 / 100;
	line.strong_color = view->theme->color[ROLE_INK];
	if (name_column == TABLE_NO_COLUMN || line_column == TABLE_NO_COLUMN)
		return;
	text = kit_cell(list, view, rows->table, row, line_column);
	if (text_measure(view->metrics, &line, box.width, text).cut) {
		name_height = box.height * 42 / 100;
		name = kit_style(view, 36, TEXT_BOLD, ROLE_INK);
	}
	kit_text_fit(list, view, rect_cut_top(&box, name_height), &name,
		kit_cell(list, view, rows->table, row, name_column));
	kit_text_fit(list, view, box, &line, text);
}

static int64_t featured_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = kit_style(view, 44, TEXT_TITLE, ROLE_INK);
	size_t cards = (size_t)widget_integer(self, "cards"), first;
	int gap = kit_px(view, 24);
	struct kit_rows rows;

	if (!kit_rows_find(self, view, list, &rows) || rows.count == 0)
		return WIDGET_FOREVER; /* nothing to praise is no fault */
	title.lines_max = 2;
	text_paragraph(list, view->metrics, &title,
		kit_cut_start(view, &box, kit_px(view, view->language == LANGUAGE_ZH ? TITLE_ZH : TITLE)),
		words_find(view->words, view->language, widget_value(self, "title")));
	kit_cut_start(view, &box, gap);
	cards = rows.count < cards ? rows.count : cards;
	first = (size_t)(view->page % (int64_t)rows.count);
	for (size_t i = 0; i < cards; i++) {
		struct rect card = box;

		card.x = box.x + (int)i * (box.width + gap) / (int)cards;
		card.width = (box.width + gap) / (int)cards - gap;
		draw_card(self, list, view, kit_place(view, box, card), &rows, rows.rows[(first + i) % rows.count]);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_featured = {
	.name = "featured",
	.help = "a few rows as cards",
	.settings = settings,
	.draw = featured_draw,
};
