#include "kiosk/widget/staff.h"

#include "kiosk/widget/local_notice.h"

/* Ready-made notices: one is chosen, then until when. */

static void draw_until(struct draw_list *list, const struct view *view, struct rect box)
{
	static const char *const keys[UNTIL_COUNT] = {"staff_until_hour", "staff_until_midnight", "staff_until_days"};
	struct text_style style = rating_style(view, 48, 30, TEXT_BOLD, ROLE_INK);
	int gap = kit_px(view, 40);

	text_paragraph(list, view->metrics, &style, rect_cut_top(&box, kit_px(view, 100)), staff_word(view, "staff_notice_until"));
	for (int i = 0; i < UNTIL_COUNT; i++) {
		int width = (box.width - (UNTIL_COUNT - 1) * gap) / UNTIL_COUNT;
		struct rect at = {box.x + i * (width + gap), box.y, width, kit_px(view, 140)};

		staff_button(list, view, kit_place(view, box, at), LOOK_PRIMARY, keys[i], DOOR_UNTIL, i);
	}
}

static void draw_said_line(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style style = rating_style(view, 44, 28, TEXT_BOLD, ROLE_OKAY);
	bool up = view->door->said == SAID_NOTICE_UP;

	if (!up && view->door->said != SAID_NOTICE_OFF)
		return;
	text_paragraph(list, view->metrics, &style, box, staff_word(view, up ? "staff_said_notice_up" : "staff_said_notice_off"));
}

void staff_draw_notices(struct draw_list *list, const struct view *view, struct rect box)
{
	int columns = view->portrait ? 1 : 2, count = LOCAL_KIND_COUNT - 1, rows = (count + columns - 1) / columns, gap = kit_px(view, 32);
	struct rect until = rect_cut_bottom(&box, kit_px(view, 270)), off;

	if (view->staff->notice.kind != LOCAL_NONE) {
		off = rect_cut_bottom(&box, kit_px(view, 124));
		staff_button(list, view, off, LOOK_PLAIN, "staff_notice_off", DOOR_NOTICE_OFF, 0);
		rect_cut_bottom(&box, gap);
	}
	for (int i = 0; i < count; i++) {
		enum local_notice_kind kind = (enum local_notice_kind)(i + 1);
		int width = (box.width - (columns - 1) * gap) / columns, height = (box.height - (rows - 1) * gap) / rows;
		struct rect at = {box.x + i % columns * (width + gap), box.y + i / columns * (height + gap), width, height};
		bool chosen = view->door->notice == kind || (view->door->notice == LOCAL_NONE && view->staff->notice.kind == kind);

		staff_button(list, view, kit_place(view, box, at), chosen ? LOOK_INVERTED : LOOK_PLAIN, local_notice_word(kind), DOOR_NOTICE, kind);
	}
	rect_cut_top(&until, gap);
	if (view->door->notice != LOCAL_NONE)
		draw_until(list, view, until);
	else
		draw_said_line(list, view, until);
}
