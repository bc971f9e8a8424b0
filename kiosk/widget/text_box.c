#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* Words on the screen: a line, the time of day, a text that runs through. */

static const struct widget_setting text_settings[] = {
	{"words", SETTING_WORDS_KEY, NULL, NULL, "a word's key"},
	{"px", SETTING_INTEGER, "40", "20..240", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{"lines", SETTING_INTEGER, "1", "1..20", "lines at most"},
	{0},
};

static struct text_style style_of(const struct widget *self, const struct view *view)
{
	struct str weight = widget_value(self, "weight"), align = widget_value(self, "align");
	struct text_style style = kit_style(view, widget_integer(self, "px"), TEXT_REGULAR, widget_role(self, "role"));

	if (str_equal(weight, STR("bold")))
		style.weight = TEXT_BOLD;
	if (str_equal(weight, STR("title")))
		style.weight = TEXT_TITLE;
	if (str_equal(align, STR("center")))
		style.align = ALIGN_CENTER;
	if (str_equal(align, STR("end")))
		style.align = ALIGN_END;
	return style;
}

static int64_t text_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style style = style_of(self, view);

	style.lines_max = widget_integer(self, "lines");
	text_paragraph(list, view->metrics, &style, box, words_find(view->words, view->language, widget_value(self, "words")));
	return WIDGET_FOREVER;
}

const struct widget_class widget_text = {
	.name = "text",
	.help = "words of assets/words",
	.settings = text_settings,
	.draw = text_draw,
};

static const struct widget_setting sentence_settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed"},
	{"where", SETTING_TEXT, "", NULL, "the row that counts: COLUMN VALUE, COLUMN VALUE"},
	{"words", SETTING_WORDS_KEY, NULL, NULL, "a word's key with columns of the row as {NAME}"},
	{"px", SETTING_INTEGER, "36", "20..240", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink2", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{0},
};

/* Words with figures of one row in them. */
static int64_t sentence_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct words_value values[TABLE_COLUMNS_MAX];
	struct text_style style = style_of(self, view);
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
	.settings = sentence_settings,
	.draw = sentence_draw,
};

static const struct widget_setting clock_settings[] = {
	{"px", SETTING_INTEGER, "64", "20..400", "size"},
	{"weight", SETTING_CHOICE, "bold", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{"seconds", SETTING_FLAG, "no", NULL, "with seconds"},
	{0},
};

static int64_t clock_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style style = style_of(self, view);
	bool seconds = widget_flag(self, "seconds");
	struct str time = str_format(list->arena, "%02d:%02d", view->local.hour, view->local.minute);
	int64_t step_ms = seconds ? 1000 : 60000;

	if (seconds)
		time = str_format(list->arena, STR_FMT ":%02d", STR_ARG(time), view->local.second);
	text_paragraph(list, view->metrics, &style, box, time);
	return view->now_ms - view->now_ms % step_ms + step_ms;
}

const struct widget_class widget_clock = {
	.name = "clock",
	.help = "the time of day, drawn once a minute or once a second",
	.settings = clock_settings,
	.draw = clock_draw,
};

static const struct widget_setting ticker_settings[] = {
	{"px", SETTING_INTEGER, "40", "20..120", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "unused"},
	{"speed", SETTING_INTEGER, "120", "20..400", "base pixels a second"},
	{0},
};

enum { FRAME_MS = 16, TICKER_BYTES_MAX = 4000 };

/* The notices that are on now, one after the other. */
static struct str ticker_text(const struct view *view, struct draw_list *list)
{
	const struct notices *notices = view->snapshot ? snapshot_notices(view->snapshot) : NULL;
	struct str text = STR("");

	for (size_t i = 0; notices && i < notices->count && text.length < TICKER_BYTES_MAX; i++) {
		const struct notice *notice = &notices->items[i];

		if (view->now_ms < notice->from_ms || view->now_ms >= notice->until_ms)
			continue;
		text = str_format(list->arena, STR_FMT "%s" STR_FMT "  " STR_FMT, STR_ARG(text), text.length ? "      " : "",
			STR_ARG(kit_label(view, &notice->title)), STR_ARG(kit_label(view, &notice->text)));
	}
	return text.length ? text : kit_word(view, "no_data");
}

/* Where it stands comes from the clock alone, so that a frame that is left out costs no judder. */
static int64_t ticker_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style style = style_of(self, view);
	struct str text = ticker_text(view, list);
	int width, way, shift;
	double speed = widget_integer(self, "speed") * view->unit;

	style.least_px = 0;
	style.plain = true;
	width = text_measure(view->metrics, &style, 1 << 20, text).width + 1;
	way = width + box.width;
	shift = (int)((int64_t)((double)view->steady_ms * speed / 1000) % way);
	draw_fill(list, box, view->theme->color[ROLE_SUNK]);
	box.x = view->mirrored ? box.x - width + shift : box.x + box.width - shift;
	box.width = width;
	text_paragraph(list, view->metrics, &style, box, text);
	return view->now_ms + FRAME_MS;
}

const struct widget_class widget_ticker = {
	.name = "ticker",
	.help = "the notices of now, running through",
	.settings = ticker_settings,
	.draw = ticker_draw,
};

/* Before the first data: calm, and clear about what is missing. */
static int64_t waiting_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = kit_style(view, 76, TEXT_TITLE, ROLE_INK), body = kit_style(view, 44, TEXT_REGULAR, ROLE_INK2);
	int side = kit_px(view, 200);
	struct rect middle = rect_inset(box, 0), mark;

	(void)self;
	rect_cut_top(&middle, box.height * 22 / 100);
	mark = rect_cut_top(&middle, side);
	kit_icon(list, view, STR("mark"), (struct rect){mark.x + (mark.width - side) / 2, mark.y, side, side}, ROLE_INK, ROLE_BG);
	rect_cut_top(&middle, kit_px(view, 40));
	title.align = body.align = ALIGN_CENTER;
	title.spacing_em = 0.04f;
	title.lines_max = body.lines_max = 2;
	text_paragraph(list, view->metrics, &title, rect_cut_top(&middle, kit_px(view, 130)), kit_word(view, "waiting_title"));
	text_paragraph(list, view->metrics, &body, rect_cut_top(&middle, kit_px(view, 90)),
		kit_word(view, view->freshness.failing_since_ms ? "waiting_unreachable" : "waiting_calm"));
	return WIDGET_FOREVER;
}

const struct widget_class widget_waiting = {
	.name = "waiting",
	.help = "what is shown before the first data",
	.draw = waiting_draw,
};
