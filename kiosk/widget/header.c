#include "feed/base/arena.h"
#include "kiosk/widget/kit_state.h"

/* The title of a wall over the double rule, what it is about, and the time of its data: the only time on the screen. */

enum { RULE_THICK = 6, RULE_GAP = 4, RULE_THIN = 2, MINUTE_MS = 60000 };
enum { TITLE_GAP = 32, TITLE_LEAST = 48, SCOPE_PX = 36, SCOPE_LEAST = 28 };

static const struct widget_setting settings[] = {
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; the screen's own title where it is not given"},
	{"scope", SETTING_TEXT, "", NULL,
		"parts of: root, here, own, subdistrict, page, today, counties, communities, grids, page_communities"},
	{0},
};

static struct str count_words(
	struct draw_list *list, const struct view *view, const char *key, const char *level, uint32_t within)
{
	struct words_value value = {"n", kit_number(list, kit_count_areas(view, str_from(level), within), 0), false};

	return kit_words(list, view, key, &value, 1);
}

static uint32_t page_index(const struct view *view)
{
	const struct area *area = kit_page_of(view).area;

	return area ? (uint32_t)(area - snapshot_areas(view->snapshot)->items) : AREA_NONE;
}

static struct str area_name(const struct view *view, uint32_t index)
{
	const struct area *area = kit_area(view, index);

	return area ? kit_label(view, &area->name) : STR("");
}

static uint32_t own_subdistrict(const struct view *view)
{
	const struct areas *areas = snapshot_areas(view->snapshot);

	return areas && view->area != AREA_NONE ? areas_up_to(areas, view->area, STR("subdistrict")) : AREA_NONE;
}

/* "Thursday 25 October" */
static struct str today(struct draw_list *list, const struct view *view)
{
	struct words_value values[] = {
		{"month", words_find(view->words, view->language, str_format(list->arena, "month_%d", view->local.month)), true},
		{"day", str_format(list->arena, "%d", view->local.day), false},
		{"weekday", words_find(view->words, view->language, str_format(list->arena, "weekday_%d", view->local.weekday)), true},
	};

	return kit_words(list, view, "date_weekday", values, 3);
}

static struct str scope_part(struct draw_list *list, const struct view *view, struct str part)
{
	if (str_equal(part, STR("root")))
		return area_name(view, 0);
	if (str_equal(part, STR("here")))
		return area_name(view, view->focus);
	if (str_equal(part, STR("own")))
		return area_name(view, view->area);
	if (str_equal(part, STR("subdistrict")))
		return area_name(view, own_subdistrict(view));
	if (str_equal(part, STR("today")))
		return today(list, view);
	if (str_equal(part, STR("page")))
		return area_name(view, page_index(view));
	if (str_equal(part, STR("counties")))
		return count_words(list, view, "count_counties", "county", AREA_NONE);
	if (str_equal(part, STR("communities")))
		return count_words(list, view, "count_communities", "community", AREA_NONE);
	if (str_equal(part, STR("grids")))
		return count_words(list, view, "count_grids", "grid", AREA_NONE);
	if (str_equal(part, STR("page_communities")))
		return count_words(list, view, "count_communities", "community", page_index(view));
	return part;
}

static void draw_scope(struct draw_list *list, const struct view *view, struct rect box, struct str scope)
{
	struct text_style style = kit_style(view, SCOPE_PX, TEXT_REGULAR, ROLE_INK2);
	int gap = kit_px(view, 20), bar = kit_px(view, 2), high = kit_px(view, 28);
	struct text_style least = kit_style(view, SCOPE_LEAST, TEXT_REGULAR, ROLE_INK2);
	struct str part;
	bool first = true;

	least.least_px = 0;
	while (view->snapshot && str_next(&scope, ' ', &part)) {
		struct str text = scope_part(list, view, part);
		struct rect line;

		if (text_measure(view->metrics, first ? &least : &style, 4 * view->screen.width, text).width + (first ? 0 : bar + gap) >
			box.width)
			return; /* no room for one more */
		if (!first) {
			line = kit_cut_start(view, &box, bar);
			line = (struct rect){line.x, line.y + (line.height - high) / 2, bar, high};
			draw_fill(list, line, view->theme->color[ROLE_LINE]);
			kit_cut_start(view, &box, gap);
		}
		first = false;
		kit_text_start(list, view, &box, &style, text, gap);
	}
}

/* Old data: the time stands in an outlined pill with a clock. */
static void draw_stale(struct draw_list *list, const struct view *view, struct rect box, struct str words)
{
	struct text_style style = kit_style(view, 40, TEXT_REGULAR, ROLE_STALE);
	int pad = kit_px(view, 18), side = kit_px(view, 36), gap = kit_px(view, 14), high = kit_px(view, 56);
	int width = text_measure(view->metrics, &style, box.width - side - gap - 2 * pad, words).width + 1 + side +
		    gap + 2 * pad;
	struct rect pill = kit_cut_end(view, &box, width);

	high = high < box.height ? high : box.height;
	pill = (struct rect){pill.x, pill.y + (pill.height - high) / 2, pill.width, high};
	draw_frame(list, pill, (float)kit_px(view, 12), (float)kit_px(view, 3), view->theme->color[ROLE_STALE]);
	pill = (struct rect){pill.x + pad, pill.y, pill.width - 2 * pad, pill.height};
	kit_icon_start(list, view, &pill, STR("clock"), side, ROLE_STALE, gap);
	style.align = ALIGN_END;
	text_paragraph(list, view->metrics, &style, pill, words);
}

static int draw_stamp(struct draw_list *list, const struct view *view, struct rect box)
{
	struct words_value time = {"time", STR(""), true}; /* a date in words reads as a name does */
	struct text_style style = kit_style(view, view->portrait ? 36 : 40, TEXT_REGULAR, ROLE_INK3);
	bool stale = kit_is_stale(view) || view->stamp_ms;
	int64_t data_ms = view->stamp_ms ? view->stamp_ms : kit_data_ms(view);
	struct str words;
	int width;

	if (data_ms == 0)
		return 0;
	time.text = kit_date_time(list, view, data_ms);
	words = kit_words(list, view, stale ? "data_time" : "updated_at", &time, 1);
	width = text_measure(view->metrics, &style, box.width, words).width;
	if (stale) {
		draw_stale(list, view, box, words);
	} else {
		style.strong_color = view->theme->color[ROLE_INK];
		kit_text_end(list, view, &box, &style, words, 0);
	}
	return width + kit_px(view, stale ? 130 : 40);
}

static void draw_rule(struct draw_list *list, const struct view *view, struct rect box)
{
	draw_fill(list, rect_cut_top(&box, kit_px(view, RULE_THICK)), view->theme->color[ROLE_RULE]);
	rect_cut_top(&box, kit_px(view, RULE_GAP));
	draw_fill(list, rect_cut_top(&box, kit_px(view, RULE_THIN)), view->theme->color[ROLE_RULE2]);
}

/* Upright the rule stands under the title, and scope and time on a line of their own. */
static void draw_upright(
	const struct widget *self, struct draw_list *list, const struct view *view, struct rect box, struct str title)
{
	struct text_style style = kit_style(view, 64, TEXT_TITLE, ROLE_INK);
	struct rect head = rect_cut_top(&box, kit_px(view, 88));

	style.spacing_em = 0.04f;
	kit_icon_start(list, view, &head, STR("mark"), kit_px(view, 76), ROLE_INK, kit_px(view, 24));
	text_paragraph(list, view->metrics, &style, head, title);
	rect_cut_top(&box, kit_px(view, 4));
	draw_rule(list, view, rect_cut_top(&box, kit_px(view, RULE_THICK + RULE_GAP + RULE_THIN)));
	rect_cut_top(&box, kit_px(view, 8));
	kit_cut_end(view, &box, draw_stamp(list, view, box));
	draw_scope(list, view, box, widget_value(self, "scope"));
}

static int wide(const struct view *view, const struct text_style *style, struct str text)
{
	return text_measure(view->metrics, style, 4 * view->screen.width, text).width + 1;
}

/* A long title gives way, down to a size that is still the largest on the screen, so that what it is about stands whole
   beside it. */
static void make_room(struct draw_list *list, const struct view *view, struct text_style *title, int room, struct str text,
	struct str scope)
{
	struct text_style quiet = kit_style(view, SCOPE_PX, TEXT_REGULAR, ROLE_INK2);
	struct str part;
	int needed = 0;

	if (view->snapshot && str_next(&scope, ' ', &part))
		needed = wide(view, &quiet, scope_part(list, view, part));
	while (title->size_px > kit_px(view, TITLE_LEAST) && wide(view, title, text) + needed > room)
		title->size_px--;
}

static void draw_wide(
	const struct widget *self, struct draw_list *list, const struct view *view, struct rect box, struct str title)
{
	struct text_style style = kit_style(view, 64, TEXT_TITLE, ROLE_INK);
	struct rect stamp;

	draw_rule(list, view, rect_cut_bottom(&box, kit_px(view, RULE_THICK + RULE_GAP + RULE_THIN)));
	rect_cut_bottom(&box, kit_px(view, 8));
	stamp = (struct rect){box.x + box.width / 2, box.y + kit_px(view, 12), box.width - box.width / 2,
		box.height - kit_px(view, 12)};
	kit_cut_end(view, &box, draw_stamp(list, view, kit_place(view, box, stamp)));
	kit_icon_start(list, view, &box, STR("mark"), kit_px(view, 72), ROLE_INK, kit_px(view, 24));
	style.spacing_em = 0.04f;
	make_room(list, view, &style, box.width - kit_px(view, TITLE_GAP), title, widget_value(self, "scope"));
	kit_text_start(list, view, &box, &style, title, kit_px(view, TITLE_GAP));
	rect_cut_top(&box, kit_px(view, 10));
	draw_scope(list, view, box, widget_value(self, "scope"));
}

static int64_t header_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct str title = widget_value(self, "title"), scope = widget_value(self, "scope");

	if (title.length == 0)
		title = view->layout_screen->title;
	title = words_find(view->words, view->language, title);
	if (view->portrait)
		draw_upright(self, list, view, box, title);
	else
		draw_wide(self, list, view, box, title);
	if (view->freshness.failing_since_ms)
		return view->now_ms + MINUTE_MS;
	return str_find(scope, STR("today")) < scope.length ? kit_next_midnight(view) : WIDGET_FOREVER;
}

const struct widget_class widget_header = {
	.name = "header",
	.help = "title, scope and the time of the data over the double rule",
	.settings = settings,
	.tells_contact = true,
	.draw = header_draw,
};
