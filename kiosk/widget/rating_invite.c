#include "kiosk/widget/rating.h"

/* Along the foot of a wall that also takes ratings: that it may be touched. */

enum { BAND = 84, WORDS = 46, TOUCH = 60, MIDDLE_GAP = 72 };

int rating_invite_height(double unit)
{
	return (int)(BAND * unit);
}

/* In one language, in the middle of its part of the band. */
static void draw_words(struct draw_list *list, const struct view *view, struct rect box, enum language language)
{
	struct view own = *view;
	struct text_style style;

	own.language = language;
	own.mirrored = language_is_rtl(language);
	style = kit_style(&own, WORDS, TEXT_BOLD, ROLE_ON_ACCENT);
	style.least_px = kit_px(view, WORDS / 2);
	style.vertical = VERTICAL_MIDDLE;
	rating_caption(list, &own, box, STR("touch"), TOUCH, ROLE_ON_ACCENT, &style, kit_word(&own, "rating_invite"));
}

void rating_draw_invite(struct draw_list *list, const struct view *view, struct rect box, struct tongue tongue)
{
	struct rect half = box;
	int margin = kit_px(view, MIDDLE_GAP / 2);

	draw_fill(list, box, view->theme->color[ROLE_ACCENT]);
	half = (struct rect){box.x + margin, box.y, box.width - 2 * margin, box.height};
	if (!tongue.both) {
		draw_words(list, view, half, tongue.first);
		return;
	}
	half.width = half.width / 2 - margin;
	half.x = language_is_rtl(tongue.first) ? box.x + box.width / 2 + margin : half.x;
	draw_words(list, view, half, tongue.first);
	half.x = language_is_rtl(tongue.first) ? box.x + margin : box.x + box.width / 2 + margin;
	draw_words(list, view, half, tongue.second);
}
