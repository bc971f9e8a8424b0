#include "kiosk/widget/staff.h"

/* How this screen is, in words: what a voice on the telephone asks for. */

enum { ROW = 92, LABEL = 300, GIB_TENTH = 107374182 };

struct line {
	const char *key;
	struct str words;
	bool bad;
};

static struct str format_one(struct draw_list *list, const struct view *view, const char *key, const char *name, struct str text)
{
	struct words_value value = {name, text, false};

	return words_format(list->arena, view->words, view->language, str_from(key), &value, 1);
}

static struct line network_line(struct draw_list *list, const struct view *view)
{
	const struct freshness *freshness = &view->freshness;

	if (!view->staff->has_feed)
		return (struct line){"staff_network", staff_word(view, "staff_network_none"), true};
	if (freshness->failing_since_ms == 0)
		return (struct line){"staff_network", staff_word(view, "staff_network_ok"), false};
	return (struct line){"staff_network",
		format_one(list, view, "staff_network_bad", "time", kit_date_time(list, view, freshness->failing_since_ms)), true};
}

static struct line feed_line(struct draw_list *list, const struct view *view)
{
	if (view->freshness.contact_ms == 0)
		return (struct line){"staff_feed", staff_word(view, "staff_feed_none"), true};
	return (struct line){"staff_feed", format_one(list, view, "as_of", "time", kit_date_time(list, view, view->freshness.contact_ms)),
		view->freshness.expired};
}

static struct line storage_line(struct draw_list *list, const struct view *view)
{
	const struct staff_view *staff = view->staff;
	struct words_value values[] = {
		{"free", kit_number(list, (double)(staff->free_bytes / GIB_TENTH) / 10, 1), false},
		{"total", kit_number(list, (double)(staff->total_bytes / GIB_TENTH) / 10, 1), false},
	};

	return (struct line){"staff_storage", words_format(list->arena, view->words, view->language, STR("staff_storage_free"), values, 2),
		staff->free_bytes < staff->total_bytes / 20};
}

static struct line clock_line(struct draw_list *list, const struct view *view)
{
	const char *key = view->staff->clock_trusted ? "staff_clock_ok" : "staff_clock_bad";
	struct str time = str_format(list->arena, "%04d-%02d-%02d %02d:%02d", view->local.year, view->local.month, view->local.day,
		view->local.hour, view->local.minute);

	return (struct line){"staff_clock", format_one(list, view, key, "time", time), !view->staff->clock_trusted};
}

static struct line ratings_line(struct draw_list *list, const struct view *view)
{
	const struct staff_view *staff = view->staff;

	if (staff->ratings_closed)
		return (struct line){"staff_ratings", staff_word(view, "staff_ratings_closed"), true};
	if (!staff->takes_ratings)
		return (struct line){"staff_ratings", staff_word(view, "staff_ratings_none"), false};
	return (struct line){"staff_ratings",
		format_one(list, view, "staff_ratings_open", "n", kit_number(list, (double)staff->waiting_ratings, 0)), false};
}

static void draw_line(struct draw_list *list, const struct view *view, struct rect row, const struct line *line)
{
	struct text_style label = rating_style(view, 40, 26, TEXT_REGULAR, ROLE_INK2);
	struct text_style words = rating_style(view, 44, 28, TEXT_BOLD, line->bad ? ROLE_CINNABAR : ROLE_INK);
	struct rect rule = rect_cut_bottom(&row, kit_px(view, 2));
	int icon = kit_px(view, 44);

	draw_fill(list, rule, view->theme->color[ROLE_LINE]);
	kit_icon_start(list, view, &row, line->bad ? STR("st-warn") : STR("check"), icon, line->bad ? ROLE_CINNABAR : ROLE_OKAY,
		kit_px(view, 24));
	text_paragraph(list, view->metrics, &label, kit_cut_start(view, &row, kit_px(view, LABEL)), staff_word(view, line->key));
	text_paragraph(list, view->metrics, &words, row, line->words);
}

/* As they were written, for they are read out to who can help. */
static void draw_errors(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style label = rating_style(view, 40, 26, TEXT_REGULAR, ROLE_INK2);
	struct text_style words = rating_style(view, 30, 24, TEXT_REGULAR, ROLE_INK);
	const struct staff_view *staff = view->staff;

	text_paragraph(list, view->metrics, &label, rect_cut_top(&box, kit_px(view, 72)), staff_word(view, "staff_errors"));
	if (staff->error_count == 0) {
		text_paragraph(list, view->metrics, &words, rect_cut_top(&box, kit_px(view, 56)), staff_word(view, "staff_errors_none"));
		return;
	}
	words.language = LANGUAGE_EN;
	words.plain = true;
	words.lines_max = 2;
	for (size_t i = 0; i < staff->error_count && box.height >= kit_px(view, 90); i++)
		text_paragraph(list, view->metrics, &words, rect_cut_top(&box, kit_px(view, 90)), str_from(staff->errors[i]));
}

void staff_draw_status(struct draw_list *list, const struct view *view, struct rect box)
{
	struct line lines[] = {
		network_line(list, view),
		feed_line(list, view),
		storage_line(list, view),
		clock_line(list, view),
		ratings_line(list, view),
		{"staff_version", STR("hallboard " HALLBOARD_VERSION), false},
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		draw_line(list, view, rect_cut_top(&box, kit_px(view, ROW)), &lines[i]);
	draw_errors(list, view, box);
}
