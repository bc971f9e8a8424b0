#include "kiosk/widget/alert_parts.h"

#include "feed/base/arena.h"

/*
 * The screen that an alert takes over: what it is, what to do, in several languages at once, and the way out. Black, white, yellow
 * and the green of exit signs in every theme; a drill says so in its band and along its lower edge.
 */

static const struct widget_setting settings[] = {
	{"languages", SETTING_TEXT, "auto", NULL,
		"which ones, the largest first: zh ug kk; auto: the screen's own and those of the region"},
	{0},
};

enum { SHOWN_MAX = 3, GAP = 28, BAR = 64, BAND = 112, PANEL = 500 };

/* What is said, in the languages that it is said in. */
struct speech {
	struct str headline[SHOWN_MAX], instruction[SHOWN_MAX];
	enum language languages[SHOWN_MAX];
	size_t count;
};

static bool is_among(const enum language *languages, size_t count, enum language language)
{
	for (size_t i = 0; i < count; i++)
		if (languages[i] == language)
			return true;
	return false;
}

static size_t add_language(enum language *languages, size_t count, enum language language)
{
	if (count == SHOWN_MAX || is_among(languages, count, language))
		return count;
	languages[count] = language;
	return count + 1;
}

/* The screen's own first; Chinese, Uyghur and Kazakh fill up. */
static size_t choose_languages(const struct widget *self, const struct view *view, enum language *languages)
{
	static const enum language region[] = {LANGUAGE_ZH, LANGUAGE_UG, LANGUAGE_KK};
	struct str wanted = widget_value(self, "languages"), code;
	enum language language;
	size_t count = 0;

	if (!str_equal(wanted, STR("auto")))
		while (str_next(&wanted, ' ', &code)) {
			if (language_find(code, &language))
				count = add_language(languages, count, language);
			else if (code.length)
				kit_fault(self, view, "languages", code, STR("auto, or zh, ug, kk, en with spaces between them"));
		}
	if (count)
		return count;
	count = add_language(languages, count, view->language);
	for (size_t i = 0; i < sizeof(region) / sizeof(region[0]); i++)
		count = add_language(languages, count, region[i]);
	return count;
}

/* What is over is named by its headline; what was never approved in a language is said by the pictogram alone. */
static void add_speech(const struct view *view, struct speech *speech, enum language language)
{
	const struct alert *alert = view->alert.alert;
	struct str headline = alert->headline.text[language], instruction = alert->instruction.text[language];
	size_t at = speech->count;

	if (alert->message == ALERT_CANCEL) {
		instruction = headline;
		headline = alert_say(view, language, alert->status == ALERT_EXERCISE ? "alert_clear_drill" : "alert_clear");
	}
	if (headline.length == 0 && instruction.length == 0)
		return;
	speech->headline[at] = headline;
	speech->instruction[at] = instruction;
	speech->languages[at] = language;
	speech->count++;
}

static void gather(const struct view *view, const enum language *languages, size_t count, struct speech *speech)
{
	*speech = (struct speech){.count = 0};
	for (size_t i = 0; i < count; i++)
		add_speech(view, speech, languages[i]);
	for (enum language language = 0; speech->count == 0 && language < LANGUAGE_COUNT; language++)
		add_speech(view, speech, language);
}

/* Since when, until when, and how many more there are: in the screen's own language. */
static struct str times_text(struct draw_list *list, const struct view *view)
{
	const struct alert *alert = view->alert.alert;
	struct words_value sent = {"time", kit_date_time(list, view, alert->sent_ms), true},
			   until = {"time", kit_date_time(list, view, alert->expires_ms), true},
			   others = {"n", str_format(list->arena, "%zu", view->alert.count - 1), false};
	struct str text;

	if (alert->message == ALERT_CANCEL)
		return kit_words(list, view, "alert_cleared", &sent, 1);
	text = str_format(list->arena, STR_FMT " · " STR_FMT, STR_ARG(kit_words(list, view, "alert_sent", &sent, 1)),
		STR_ARG(kit_words(list, view, "alert_until", &until, 1)));
	if (view->alert.count < 2)
		return text;
	return str_format(list->arena, STR_FMT " · " STR_FMT, STR_ARG(text),
		STR_ARG(kit_words(list, view, "alert_other", &others, 1)));
}

/* Off the foot of the box; on two lines where one would be too small to read. */
static void draw_times(struct draw_list *list, const struct view *view, struct rect *rest)
{
	struct text_style style = kit_style(view, 40, TEXT_REGULAR, ROLE_ALERT_INK);
	struct str text = times_text(list, view);

	style.lines_max = 2;
	style.vertical = VERTICAL_BOTTOM;
	text_paragraph(list, view->metrics, &style,
		rect_cut_bottom(rest, text_measure(view->metrics, &style, rest->width, text).height), text);
}

/* Two lines a language: the first one's as large as the picture asks for, the others' to be read from the middle of a hall. */
static void set_lines(const struct speech *speech, struct alert_line *lines)
{
	for (size_t i = 0; i < speech->count; i++, lines += 2) {
		enum language language = speech->languages[i];
		bool arabic = language_is_rtl(language);

		lines[0] = (struct alert_line){speech->headline[i], language, TEXT_BOLD, 76, 2, 44};
		lines[1] = (struct alert_line){speech->instruction[i], language, TEXT_REGULAR, 60, 4, 0};
		if (i > 0)
			continue;
		lines[0].base_px = arabic ? 170 : 240;
		lines[1].base_px = arabic ? 84 : 100;
		lines[1].weight = TEXT_BOLD;
		lines[1].gap = 8;
	}
}

static void draw_speech(struct draw_list *list, const struct view *view, struct rect box, const struct speech *speech)
{
	struct alert_line lines[2 * SHOWN_MAX];
	struct rect first = box;
	int rule = kit_px(view, ALERT_LINE);

	set_lines(speech, lines);
	if (speech->count == 1) {
		alert_draw_lines(list, view, box, lines, 2, ROLE_ALERT_INK);
		return;
	}
	first = rect_cut_top(&box, box.height * (speech->count == 2 ? 60 : 52) / 100);
	rect_cut_bottom(&first, kit_px(view, 24));
	alert_draw_lines(list, view, first, lines, 2, ROLE_ALERT_INK);
	draw_fill(list, rect_cut_top(&box, rule), view->theme->color[ROLE_ALERT_INK]);
	rect_cut_top(&box, kit_px(view, 20));
	alert_draw_lines(list, view, box, lines + 2, 2 * (speech->count - 1), ROLE_ALERT_INK);
}

static void draw_panel(struct draw_list *list, const struct view *view, struct rect box)
{
	const struct alert *alert = view->alert.alert;

	if (alert->message == ALERT_CANCEL)
		alert_draw_clear(list, view, box);
	else if (alert->response == ALERT_EVACUATE)
		alert_draw_exit(list, view, box);
	else
		alert_draw_pictogram(list, view, box, alert->event);
}

static void draw_edges(
	struct draw_list *list, const struct view *view, struct rect *rest, const enum language *languages, size_t count)
{
	const struct alert *alert = view->alert.alert;
	struct rect above = rect_cut_top(rest, kit_px(view, BAR)), below = rect_cut_bottom(rest, kit_px(view, BAR));

	if (alert->message == ALERT_CANCEL) {
		draw_fill(list, above, view->theme->color[ROLE_ALERT_EXIT]);
		draw_fill(list, below, view->theme->color[ROLE_ALERT_EXIT]);
		return;
	}
	alert_draw_bands(list, view, above);
	if (alert->status == ALERT_EXERCISE)
		alert_draw_drill_edge(list, view, below, languages, count);
	else
		alert_draw_bands(list, view, below);
}

/* The sign beside what is said, or above it; where nothing was approved to be said, the sign alone, as large as it can be. */
static void draw_body(struct draw_list *list, const struct view *view, struct rect box, const struct speech *speech)
{
	bool upright = box.height > box.width;

	if (speech->count == 0) {
		draw_times(list, view, &box);
		rect_cut_bottom(&box, kit_px(view, GAP));
		draw_panel(list, view, box);
		return;
	}
	draw_panel(list, view,
		upright ? rect_cut_top(&box, box.height * 32 / 100) : kit_cut_start(view, &box, kit_px(view, PANEL)));
	if (upright)
		rect_cut_top(&box, kit_px(view, GAP));
	else
		kit_cut_start(view, &box, kit_px(view, ALERT_MARGIN));
	draw_times(list, view, &box);
	draw_speech(list, view, box, speech);
}

static void draw_alert(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	bool upright = box.height > box.width, raised = view->alert.alert->message == ALERT_RAISED;
	enum language languages[SHOWN_MAX];
	size_t count = choose_languages(self, view, languages);
	struct speech speech;
	int gap = kit_px(view, GAP), margin = kit_px(view, ALERT_MARGIN);

	gather(view, languages, count, &speech);
	draw_fill(list, box, view->theme->color[ROLE_ALERT_BG]);
	draw_edges(list, view, &box, languages, count);
	box = (struct rect){box.x + margin, box.y + gap, box.width - 2 * margin, box.height - 2 * gap};
	if (raised && upright && count > 1)
		alert_draw_high_band(list, view, rect_cut_top(&box, 2 * kit_px(view, BAND) + kit_px(view, 12)), languages, count);
	else if (raised)
		alert_draw_band(list, view, rect_cut_top(&box, kit_px(view, BAND)), languages, count);
	if (raised)
		rect_cut_top(&box, gap);
	draw_body(list, view, box, &speech);
}

/* An alert fits its screen, whatever that is and however far away people stand. */
static double unit_of(struct rect box)
{
	bool upright = box.height > box.width;
	double across = (double)box.width / (upright ? LAYOUT_BASE_HEIGHT : LAYOUT_BASE_WIDTH),
	       down = (double)box.height / (upright ? LAYOUT_BASE_WIDTH : LAYOUT_BASE_HEIGHT);

	return across < down ? across : down;
}

static int64_t alert_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct view own = *view;

	if (!view->alert.alert) {
		kit_empty(list, view, box, "alert_none");
		return WIDGET_FOREVER;
	}
	own.unit = unit_of(box);
	draw_alert(self, &own, box, list);
	return view->alert.until_ms;
}

const struct widget_class widget_alert = {
	.name = "alert",
	.help = "what is raised: the screen named alert is shown while something is, whatever was on",
	.settings = settings,
	.draw = alert_draw,
};
