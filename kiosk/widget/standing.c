#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* How the hall's own community stands: rank, tier, score, and the answers behind it. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "ranking", NULL, "a table with the columns of `ranking`"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key over it"},
	{0},
};

enum { TITLE = 64, FIGURE = 84, FIGURE_LINE = 108, LABEL = 48, TIER = 56, PARTS = 64, LINE = 52, GAP = 12 };

static bool find_own(const struct view *view, const struct ranking *ranking, const struct kit_rows *rows, size_t *row)
{
	for (size_t i = 0; i < rows->count; i++)
		if (ranking_is_own(view, ranking, rows->rows[i])) {
			*row = rows->rows[i];
			return true;
		}
	return false;
}

static void put_label(struct draw_list *list, const struct view *view, struct rect box, const char *key)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);

	kit_text_fit(list, view, box, &style, kit_word(view, key));
}

/* A big figure under its name. */
static void draw_figure(struct draw_list *list, const struct view *view, struct rect box, const char *key, struct str text)
{
	struct text_style style = kit_style(view, FIGURE, TEXT_BOLD, ROLE_INK);

	kit_cut_end(view, &box, kit_px(view, GAP));
	put_label(list, view, rect_cut_top(&box, kit_px(view, LABEL)), key);
	style.spacing_em = -0.02f;
	style = kit_digits(view, style);
	text_paragraph(list, view->metrics, &style, box, text.length ? text : STR("\u2013"));
}

static void draw_tier(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking, size_t row)
{
	struct text_style style = kit_style(view, 48, TEXT_BOLD, ROLE_INK), quiet = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	int tier = ranking_tier(ranking, row);

	put_label(list, view, rect_cut_top(&box, kit_px(view, LABEL)), "ranking_tier");
	if (tier < 0) {
		quiet.lines_max = 2;
		text_paragraph(list, view->metrics, &quiet, box, kit_cell(list, view, ranking->table, row, ranking->state));
		return;
	}
	kit_icon_start(list, view, &box, ranking_tier_icon(tier), kit_px(view, TIER), ranking_tier_role(tier), kit_px(view, GAP));
	kit_text_fit(list, view, box, &style, kit_cell(list, view, ranking->table, row, ranking->tier));
}

/* "12 ratings, likely rank 41-100", and what is not firm. */
static void draw_ground(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking,
	size_t row)
{
	struct text_style style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	struct str best = kit_cell(list, view, ranking->table, row, ranking->rank_best);
	struct str worst = kit_cell(list, view, ranking->table, row, ranking->rank_worst);
	struct words_value range = {
		"range", str_format(list->arena, STR_FMT "\u2013" STR_FMT, STR_ARG(best), STR_ARG(worst)), false};
	struct words_value n = {"n", kit_cell(list, view, ranking->table, row, ranking->answers), false};
	struct rect upper = rect_cut_top(&box, kit_px(view, LINE));

	if (table_cell_is(ranking->table, row, ranking->state, STR("review")))
		kit_cut_end(view, &upper, kit_tag(list, view, upper, kit_word(view, "state_review"), ROLE_LINE, true));
	else if (table_cell_is(ranking->table, row, ranking->state, STR("provisional")))
		kit_cut_end(view, &upper, kit_tag(list, view, upper, kit_word(view, "provisional"), ROLE_LINE, true));
	if (n.text.length)
		kit_text_fit(list, view, upper, &style, kit_words(list, view, "n_ratings", &n, 1));
	if (best.length && worst.length)
		kit_text_fit(list, view, rect_cut_top(&box, kit_px(view, LINE)), &style,
			kit_words(list, view, "ranking_rank_range", &range, 1));
}

static void draw_standing(struct draw_list *list, const struct view *view, struct rect box, const struct ranking *ranking,
	size_t row)
{
	struct rect line = rect_cut_top(&box, kit_px(view, LABEL + FIGURE_LINE));
	int width = line.width;

	draw_figure(list, view, kit_cut_start(view, &line, width * 33 / 100), "ranking_rank",
		kit_cell(list, view, ranking->table, row, ranking->rank));
	draw_figure(list, view, kit_cut_start(view, &line, width * 37 / 100), "ranking_total",
		kit_cell(list, view, ranking->table, row, ranking->score));
	draw_tier(list, view, line, ranking, row);
	ranking_draw_parts(list, view, rect_cut_top(&box, kit_px(view, PARTS)), ranking, row);
	draw_ground(list, view, box, ranking, row);
}

static int64_t standing_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct str title = widget_value(self, "title");
	struct ranking ranking;
	struct kit_rows rows;
	size_t row;

	if (title.length)
		kit_heading(list, view, &box, TITLE, words_find(view->words, view->language, title),
			STR(""));
	if (!kit_rows_find(self, view, list, &rows)) {
		kit_no_rows(list, view, box, &rows);
		return WIDGET_FOREVER;
	}
	if (!ranking_read(view, list, rows.table, &ranking))
		return WIDGET_FOREVER;
	if (find_own(view, &ranking, &rows, &row))
		draw_standing(list, view, box, &ranking, row);
	else
		kit_empty(list, view, box, "no_data");
	return WIDGET_FOREVER;
}

const struct widget_class widget_standing = {
	.name = "standing",
	.help = "rank, tier and score of the hall's own community",
	.settings = settings,
	.draw = standing_draw,
};
