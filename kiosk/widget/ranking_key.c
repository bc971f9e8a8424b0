#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* How many communities reach each tier, and what the bars of the board mean. */

static void draw_tiers(struct draw_list *list, const struct view *view, struct rect box)
{
	const struct table *tiers = snapshot_table(view->snapshot, STR("ranking_tiers"));
	int name = tiers ? table_find_column(tiers, STR("tier")) : TABLE_NO_COLUMN, count = tiers ? table_find_column(tiers, STR("communities")) : TABLE_NO_COLUMN;
	struct text_style bold = kit_style(view, 36, TEXT_BOLD, ROLE_INK), quiet = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);

	if (name == TABLE_NO_COLUMN || count == TABLE_NO_COLUMN)
		return;
	for (size_t i = 0; i < tiers->row_count && i < 4; i++) {
		kit_icon_start(list, view, &box, ranking_tier_icon((int)i), kit_px(view, 36), ranking_tier_role((int)i), kit_px(view, 12));
		kit_text_start(list, view, &box, &bold, kit_cell(list, view, tiers, i, name), kit_px(view, 12));
		kit_text_start(list, view, &box, &quiet, kit_cell(list, view, tiers, i, count), kit_px(view, 36));
	}
}

static void draw_range_key(struct draw_list *list, const struct view *view, struct rect box)
{
	int cap = kit_px(view, 4), half = kit_px(view, 10), y = box.y + box.height / 2;

	draw_fill(list, (struct rect){box.x, y - half, cap, 2 * half}, view->theme->color[ROLE_INK]);
	draw_fill(list, (struct rect){box.x + box.width - cap, y - half, cap, 2 * half}, view->theme->color[ROLE_INK]);
	draw_fill(list, (struct rect){box.x, y - cap / 2, box.width, cap}, view->theme->color[ROLE_INK]);
}

static struct str part_words(struct draw_list *list, const struct view *view, const struct ranking *ranking, int part, bool brief)
{
	static const char *const whole[] = {"part_system", "part_subdistrict", "part_residents"};
	static const char *const briefs[] = {"part_system_short", "part_subdistrict_short", "part_residents_short"};
	struct words_value values[] = {
		{"part", kit_word(view, (brief ? briefs : whole)[part]), true},
		{"n", kit_number(list, ranking->weights[part], 0), false},
	};

	return kit_words(list, view, "part_weight", values, 2);
}

enum { SWATCH = 28, SWATCH_GAP = 12, PART_GAP = 26 };

static bool fits(struct draw_list *list, const struct view *view, const struct text_style *style, int room,
	const struct ranking *ranking)
{
	int width = 0;

	for (int i = 0; i < 3; i++)
		width += kit_px(view, SWATCH + SWATCH_GAP + PART_GAP) +
			text_measure(view->metrics, style, 4 * room, part_words(list, view, ranking, i, false)).width;
	return width <= room;
}

/* From the far side: the range, then the parts backwards, so that they end where the board ends. */
static void draw_key(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style style = kit_style(view, 32, TEXT_REGULAR, ROLE_INK2);
	struct ranking ranking;
	int side = kit_px(view, SWATCH), gap = kit_px(view, SWATCH_GAP);
	bool brief;

	if (!ranking_read(view, &ranking))
		return;
	if (!view->portrait) {
		kit_text_end(list, view, &box, &style, kit_word(view, "ranking_range"), gap);
		draw_range_key(list, view, kit_cut_end(view, &box, kit_px(view, 46)));
		kit_cut_end(view, &box, kit_px(view, 30));
	}
	brief = !fits(list, view, &style, box.width, &ranking);
	for (int i = 3; i-- > 0;) {
		struct rect swatch;

		kit_text_end(list, view, &box, &style, part_words(list, view, &ranking, i, brief), gap);
		swatch = kit_cut_end(view, &box, side);
		draw_rounded(list, (struct rect){swatch.x, swatch.y + (swatch.height - side) / 2, side, side}, (float)kit_px(view, 3),
			view->theme->color[ROLE_S1 + i]);
		kit_cut_end(view, &box, kit_px(view, PART_GAP));
	}
}

static int64_t ranking_key_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct rect tiers = box;

	(void)self;
	if (!view->snapshot)
		return WIDGET_FOREVER;
	if (view->portrait) {
		draw_key(list, view, box);
		return WIDGET_FOREVER;
	}
	tiers = kit_cut_start(view, &box, box.width * 45 / 100);
	draw_tiers(list, view, tiers);
	draw_key(list, view, box);
	return WIDGET_FOREVER;
}

const struct widget_class widget_ranking_key = {
	.name = "ranking_key",
	.help = "how many communities reach each tier, and what the bars mean",
	.draw = ranking_key_draw,
};
