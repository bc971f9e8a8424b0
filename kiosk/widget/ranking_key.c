#include "feed/base/arena.h"
#include "kiosk/widget/ranking.h"

/* How many communities reach each tier, and what the bars of the board mean. */

enum { PARTS = 3, TIERS = 4, SWATCH = 28, MARK = 36, GAP = 12, PART_GAP = 26, TIER_GAP = 36, RANGE_MARK = 46 };

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "ranking", NULL, "ranking, or standings for other levels and periods"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: level subdistrict, span year, category town"},
	{0},
};

/* How large the words are, and whether the parts go by their short names. */
struct manner {
	int px;
	bool brief;
};

struct key {
	const struct view *view;
	struct draw_list *list;
	struct ranking ranking;
	struct kit_rows rows;
	const struct table *tiers; /* or NULL */
	int tier, communities;     /* its columns */
	struct text_style bold, quiet;
	struct manner manner;
};

static struct str part_words(const struct key *key, int part)
{
	static const char *const whole[PARTS] = {"part_system", "part_subdistrict", "part_residents"};
	static const char *const briefs[PARTS] = {
		"part_system_short", "part_subdistrict_short", "part_residents_short"};
	struct words_value values[] = {
		{"part", kit_word(key->view, (key->manner.brief ? briefs : whole)[part]), true},
		{"n", kit_number(key->list, key->ranking.weights[part], 0), false},
	};

	return kit_words(key->list, key->view, "part_weight", values, 2);
}

static size_t tier_count(const struct key *key)
{
	size_t count = key->tiers ? key->tiers->row_count : 0;

	return count < TIERS ? count : TIERS;
}

/* The table of tiers counts all communities, also those that the ranking does not tell; other levels are counted here. */
static struct str tier_words(const struct key *key, size_t at)
{
	size_t count = 0;

	if (str_equal(key->rows.table->name, STR("ranking")))
		return kit_cell(key->list, key->view, key->tiers, at, key->communities);
	for (size_t i = 0; i < key->rows.count; i++)
		count += ranking_tier(&key->ranking, key->rows.rows[i]) == (int)at;
	return kit_number(key->list, (double)count, 0);
}

static int wide(const struct key *key, const struct text_style *style, struct str text)
{
	return text_measure(key->view->metrics, style, 8 * key->view->screen.width, text).width + 1;
}

static void set_manner(struct key *key, struct manner manner)
{
	key->manner = manner;
	key->bold = kit_style(key->view, manner.px, TEXT_BOLD, ROLE_INK);
	key->quiet = kit_style(key->view, manner.px, TEXT_REGULAR, ROLE_INK2);
	key->bold.least_px = key->quiet.least_px = 0;
}

static int width_of(const struct key *key, bool upright)
{
	int width = 0;

	for (size_t i = 0; i < tier_count(key) && !upright; i++)
		width += kit_px(key->view, MARK + 2 * GAP + TIER_GAP) +
			 wide(key, &key->bold, kit_cell(key->list, key->view, key->tiers, i, key->tier)) +
			 wide(key, &key->quiet, tier_words(key, i));
	for (int i = 0; i < PARTS; i++)
		width += kit_px(key->view, SWATCH + GAP + PART_GAP) + wide(key, &key->quiet, part_words(key, i));
	if (!upright)
		width += kit_px(key->view, RANGE_MARK + GAP + 30) +
			 wide(key, &key->quiet, kit_word(key->view, "ranking_range"));
	return width;
}

static void draw_tiers(const struct key *key, struct rect box)
{
	const struct view *view = key->view;

	for (size_t i = 0; i < tier_count(key); i++) {
		kit_icon_start(key->list, view, &box, ranking_tier_icon((int)i), kit_px(view, MARK),
			ranking_tier_role((int)i), kit_px(view, GAP));
		kit_text_start(key->list, view, &box, &key->bold, kit_cell(key->list, view, key->tiers, i, key->tier),
			kit_px(view, GAP));
		kit_text_start(key->list, view, &box, &key->quiet,
			tier_words(key, i), kit_px(view, TIER_GAP));
	}
}

static void draw_range_mark(const struct key *key, struct rect box)
{
	int cap = kit_px(key->view, 4), half = kit_px(key->view, 10), y = box.y + box.height / 2;
	uint32_t ink = key->view->theme->color[ROLE_INK];

	draw_fill(key->list, (struct rect){box.x, y - half, cap, 2 * half}, ink);
	draw_fill(key->list, (struct rect){box.x + box.width - cap, y - half, cap, 2 * half}, ink);
	draw_fill(key->list, (struct rect){box.x, y - cap / 2, box.width, cap}, ink);
}

/* From the far side: the range, then the parts backwards, so that they end where the board ends. */
static void draw_parts(const struct key *key, struct rect box, bool upright)
{
	const struct view *view = key->view;
	int side = kit_px(view, SWATCH), gap = kit_px(view, GAP);

	if (!upright) {
		kit_text_end(key->list, view, &box, &key->quiet, kit_word(view, "ranking_range"), gap);
		draw_range_mark(key, kit_cut_end(view, &box, kit_px(view, RANGE_MARK)));
		kit_cut_end(view, &box, kit_px(view, 30));
	}
	for (int i = PARTS; i-- > 0;) {
		struct rect swatch;

		kit_text_end(key->list, view, &box, &key->quiet, part_words(key, i), gap);
		swatch = kit_cut_end(view, &box, side);
		draw_rounded(key->list, (struct rect){swatch.x, swatch.y + (swatch.height - side) / 2, side, side},
			(float)kit_px(view, 3), view->theme->color[ROLE_S1 + i]);
		kit_cut_end(view, &box, kit_px(view, PART_GAP));
	}
}

static int64_t ranking_key_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	static const struct manner manners[] = {
		{36, false}, {32, false}, {36, true}, {32, true}, {28, true}, {24, true}};
	struct key key = {.view = view, .list = list};

	if (!kit_rows_find(self, view, list, &key.rows) || !ranking_read(view, list, key.rows.table, &key.ranking))
		return WIDGET_FOREVER;
	key.tiers = snapshot_table(view->snapshot, STR("ranking_tiers"));
	key.tier = key.tiers ? table_find_column(key.tiers, STR("tier")) : TABLE_NO_COLUMN;
	key.communities = key.tiers ? table_find_column(key.tiers, STR("communities")) : TABLE_NO_COLUMN;
	if (key.tier == TABLE_NO_COLUMN || key.communities == TABLE_NO_COLUMN)
		key.tiers = NULL;
	for (size_t i = 0; i < sizeof(manners) / sizeof(manners[0]); i++) {
		set_manner(&key, manners[i]);
		if (width_of(&key, view->portrait) <= box.width)
			break;
	}
	if (!view->portrait)
		draw_tiers(&key, box);
	draw_parts(&key, box, view->portrait);
	return WIDGET_FOREVER;
}

const struct widget_class widget_ranking_key = {
	.name = "ranking_key",
	.help = "how many communities reach each tier, and what the bars mean",
	.reads = "ranking",
	.settings = settings,
	.draw = ranking_key_draw,
};
