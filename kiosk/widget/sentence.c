#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* Words with figures of one row in them. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "the row that counts: COLUMN VALUE, COLUMN VALUE"},
	{"words", SETTING_WORDS_KEY, NULL, NULL, "a word's key with columns of the row as {NAME}"},
	{"px", SETTING_INTEGER, "36", "20..240", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink2", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{0},
};

static int64_t sentence_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct words_value values[TABLE_COLUMNS_MAX];
	struct text_style style = kit_style_of(self, view);
	struct kit_rows rows;
	size_t count = 0;

	if (!kit_rows_find(self, view, list, &rows) || rows.count == 0)
		return WIDGET_FOREVER;
	for (; count < rows.table->column_count; count++)
		values[count] = (struct words_value){str_copy(list->arena, rows.table->columns[count].name).bytes,
			kit_cell(list, view, rows.table, rows.rows[0], (int)count), false};
	style.strong_color = view->theme->color[ROLE_INK];
	text_paragraph(list, view->metrics, &style, box,
		words_format(list->arena, view->words, view->language, widget_value(self, "words"), values, count));
	return WIDGET_FOREVER;
}

const struct widget_class widget_sentence = {
	.name = "sentence",
	.help = "words with the figures of one row in them",
	.settings = settings,
	.draw = sentence_draw,
};
