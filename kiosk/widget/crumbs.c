#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* The levels of the area tree and how many of each there are; on a page about one area the way down to it. A finger
 * goes back up. */

enum { PATH_MAX_AREAS = 8, LEVELS = 4, PX_MOST = 36, PX_LEAST = 24, PX_STEP = 2 };

/* What the line says and how large. */
struct trail {
	struct str all, levels[LEVELS];
	struct text_style chosen, style;
	int pad, gap, chevron;
};

static struct trail trail_of(struct draw_list *list, const struct view *view, int px)
{
	static const char *const levels[LEVELS] = {"county", "subdistrict", "community", "grid"};
	static const char *const words[LEVELS] = {"area_county", "area_subdistrict", "area_community", "area_grid"};
	struct trail trail = {
		.all = kit_word(view, "area_all"),
		.chosen = kit_style(view, px, TEXT_BOLD, ROLE_BG),
		.style = kit_style(view, px, TEXT_REGULAR, ROLE_INK2),
		.pad = kit_px(view, 22),
		.gap = kit_px(view, 12),
		.chevron = kit_px(view, 28),
	};

	for (int i = 0; i < LEVELS; i++) {
		struct words_value values[] = {
			{"level", kit_word(view, words[i]), true},
			{"n", kit_number(list, kit_count_areas(view, str_from(levels[i]), AREA_NONE), 0), false},
		};

		trail.levels[i] = kit_words(list, view, "crumb_count", values, 2);
	}
	trail.chosen.align = ALIGN_CENTER;
	trail.style.strong_color = view->theme->color[ROLE_INK];
	return trail;
}

static int width_of(const struct view *view, const struct trail *trail)
{
	int far = 4 * view->screen.width,
	    width = text_measure(view->metrics, &trail->chosen, far, trail->all).width + 2 * trail->pad;

	for (int i = 0; i < LEVELS; i++)
		width += text_measure(view->metrics, &trail->style, far, trail->levels[i]).width + 2 * trail->gap +
			 trail->chevron + 1;
	return width;
}

/* From the root down; how many there are. */
static size_t path_of(const struct view *view, uint32_t path[PATH_MAX_AREAS])
{
	const struct areas *areas = snapshot_areas(view->snapshot);
	uint32_t turned[PATH_MAX_AREAS];
	size_t count = 0;

	for (uint32_t at = view->focus; at != AREA_NONE && count < PATH_MAX_AREAS; at = areas->items[at].parent)
		turned[count++] = at;
	for (size_t i = 0; i < count; i++)
		path[i] = turned[count - 1 - i];
	return count;
}

static struct str path_name(const struct view *view, const struct trail *trail, uint32_t area)
{
	return area == 0 ? trail->all : kit_label(view, &kit_area(view, area)->name);
}

static int path_width(const struct view *view, const struct trail *trail, const uint32_t *path, size_t count)
{
	int far = 4 * view->screen.width, width = 2 * trail->pad;

	for (size_t i = 0; i < count; i++)
		width += text_measure(view->metrics, i + 1 < count ? &trail->style : &trail->chosen, far,
				 path_name(view, trail, path[i]))
				 .width +
			 1 + (i + 1 < count ? 2 * trail->gap + trail->chevron : 0);
	return width;
}

static void draw_path_down(struct draw_list *list, const struct view *view, struct rect box)
{
	uint32_t path[PATH_MAX_AREAS];
	size_t count = path_of(view, path);
	int px = PX_MOST;
	struct trail trail = trail_of(list, view, px);

	while (px > PX_LEAST && path_width(view, &trail, path, count) > box.width)
		trail = trail_of(list, view, px -= PX_STEP);
	for (size_t i = 0; i < count; i++) {
		struct str name = path_name(view, &trail, path[i]);
		struct rect at;

		if (i + 1 == count) {
			at = kit_cut_start(view, &box,
				text_measure(view->metrics, &trail.chosen, box.width, name).width + 2 * trail.pad);
			draw_rounded(list, at, (float)kit_px(view, 10), view->theme->color[ROLE_INK]);
			text_paragraph(list, view->metrics, &trail.chosen, at, name);
			return;
		}
		at = kit_text_start(list, view, &box, &trail.style, name, trail.gap);
		draw_target(list, rect_inset(at, -trail.gap), INTENT_AREA, (int)path[i], kit_area(view, path[i])->id);
		kit_icon_start(list, view, &box, STR("chev"), trail.chevron, ROLE_LINE, trail.gap);
	}
}

static int64_t crumbs_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct trail trail;
	struct rect pill;
	int px = PX_MOST;

	(void)self;
	if (!kit_area(view, 0))
		return WIDGET_FOREVER;
	if (view->focus != 0 && kit_area(view, view->focus)) {
		draw_path_down(list, view, box);
		return WIDGET_FOREVER;
	}
	trail = trail_of(list, view, px);
	while (px > PX_LEAST && width_of(view, &trail) > box.width)
		trail = trail_of(list, view, px -= PX_STEP);
	pill = kit_cut_start(
		view, &box, text_measure(view->metrics, &trail.chosen, box.width, trail.all).width + 2 * trail.pad);
	draw_rounded(list, pill, (float)kit_px(view, 10), view->theme->color[ROLE_INK]);
	text_paragraph(list, view->metrics, &trail.chosen, pill, trail.all);
	for (int i = 0; i < LEVELS; i++) {
		kit_cut_start(view, &box, trail.gap);
		kit_icon_start(list, view, &box, STR("chev"), trail.chevron, ROLE_LINE, trail.gap);
		kit_text_start(list, view, &box, &trail.style, trail.levels[i], 0);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_crumbs = {
	.name = "crumbs",
	.help = "the levels of the area tree and their numbers",
	.draw = crumbs_draw,
};
