#include "kiosk/widget/rating.h"

/* What ends a screen: back, skip and submit under the reasons; once more and done under the thanks. */

enum { ACTION_GAP = 20 };

struct action {
	struct intent intent;
	const char *word, *icon; /* icon may be NULL */
	int parts;               /* of the width */
	enum rating_look look;
};

static const struct action after_reasons[] = {
	{{INTENT_BACK, 0}, "previous_step", "back", 4, LOOK_PLAIN},
	{{INTENT_SKIP, 0}, "skip", NULL, 4, LOOK_PLAIN},
	{{INTENT_SUBMIT, 0}, "submit", NULL, 7, LOOK_PRIMARY},
};

static const struct action after_further[] = {
	{{INTENT_BACK, 0}, "previous_step", "back", 1, LOOK_PLAIN},
	{{INTENT_SKIP, 0}, "skip", NULL, 1, LOOK_PLAIN},
};

static const struct action after_thanks[] = {
	{{INTENT_AGAIN, 0}, "rate_another", NULL, 2, LOOK_PLAIN},
	{{INTENT_DONE, 0}, "done", NULL, 3, LOOK_PRIMARY},
};

static const struct action on_the_way[] = {
	{{INTENT_BACK, 0}, "back", "back", 1, LOOK_PLAIN},
};

static const struct action after_sorry[] = {
	{{INTENT_DONE, 0}, "back", "back", 1, LOOK_PRIMARY},
};

static int chosen_count(const struct view *view)
{
	return __builtin_popcount(view->visit->reasons);
}

static struct str action_words(struct draw_list *list, const struct view *view, const struct action *action)
{
	struct str words = kit_word(view, action->word);
	char digits[12];
	struct words_value count = {"n", {digits, 0}, false};

	if (action->intent.kind != INTENT_SUBMIT || chosen_count(view) == 0)
		return words;
	count.text.length = (size_t)snprintf(digits, sizeof(digits), "%d", chosen_count(view));
	return str_format(list->arena, STR_FMT " · " STR_FMT, STR_ARG(words), STR_ARG(kit_words(list, view, "chosen_count", &count, 1)));
}

static void draw_action(struct draw_list *list, const struct view *view, struct rect box, const struct action *action)
{
	struct text_style style = rating_needed(view, 48, 32, TEXT_BOLD, action->look == LOOK_PRIMARY ? ROLE_ON_ACCENT : ROLE_BTN_INK);
	struct rect face = rating_button(list, view, box, action->look, action->intent, str_from(action->word));
	struct str icon = str_from(action->look == LOOK_PRIMARY ? NULL : action->icon);

	style.lines_max = 2;
	style.line_factor = rating_lines(view, TEXT_BOLD);
	rect_cut_left(&face, kit_px(view, 12));
	rect_cut_right(&face, kit_px(view, 12));
	rating_caption(list, view, face, icon, 48, ROLE_BTN_INK, &style, action_words(list, view, action));
}

static int64_t rating_actions_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct action *actions = after_reasons;
	int count = 3, gap = rating_gap(view, ACTION_GAP), parts = 0, at = 0;

	(void)self;
	if (!view->visit)
		return WIDGET_FOREVER;
	if (view->visit->place == VISIT_THANKS) {
		actions = view->visit->service_fixed ? after_thanks + 1 : after_thanks; /* nothing else to rate here */
		count = view->visit->service_fixed ? 1 : 2;
	} else if (view->visit->place == VISIT_FURTHER) {
		actions = after_further;
		count = 2;
	} else if (view->visit->place == VISIT_SERVICE || view->visit->place == VISIT_QUESTION) {
		actions = on_the_way;
		count = 1;
	} else if (view->visit->place == VISIT_SORRY) {
		actions = after_sorry;
		count = 1;
	}
	for (int i = 0; i < count; i++)
		parts += actions[i].parts;
	for (int i = 0; i < count; i++) {
		struct rect action = box;

		action.x = box.x + at * (box.width + gap) / parts;
		action.width = actions[i].parts * (box.width + gap) / parts - gap;
		draw_action(list, view, kit_place(view, box, action), &actions[i]);
		at += actions[i].parts;
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_actions = {
	.name = "rating_actions",
	.help = "back, skip, submit; once more, done",
	.draw = rating_actions_draw,
};
