#include "kiosk/check.h"

#include <stdio.h>

#include "feed/base/arena.h"
#include "kiosk/check_reading.h"
#include "kiosk/headless.h"

static void check_entry(const struct kiosk *kiosk, const struct words_entry *entry, struct faults *faults)
{
	const struct words *words = &kiosk->stage->words;

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		uint32_t missing;

		if (text_can_show(painter_metrics(kiosk->painter), (enum language)language, entry->label.text[language], &missing))
			continue;
		faults_add(faults, words_file(words, entry, (enum language)language), entry->line[language], 0,
			str_format(faults->arena, "U+%04X in " STR_FMT, missing, STR_ARG(entry->key)),
			STR("characters that the installed fonts can show"));
	}
}

/* Sentences of sync read "found X, expected Y" where they can; others say what happened. */
static void add_sentence(struct faults *faults, struct str file, struct str sentence)
{
	struct str expected = STR("a feed that this key signed");
	size_t split = str_find(sentence, STR(", expected "));

	if (split < sentence.length) {
		expected = str_part(sentence, split + STR(", expected ").length, sentence.length);
		sentence = str_part(sentence, 0, split);
	}
	if (str_starts(sentence, STR("found ")))
		sentence = str_part(sentence, STR("found ").length, sentence.length);
	faults_add(faults, file, 0, 0, sentence, expected);
}

static void check_feed(struct kiosk *kiosk, struct moment now, struct faults *faults)
{
	const struct settings *settings = kiosk->settings;
	struct str feed = settings->feed;

	if (feed.length == 0) {
		puts("no feed is checked: --feed URL or DIR, and --key FILE");
		return;
	}
	if (!kiosk->worker)
		return; /* the key's fault is there already */
	worker_start(kiosk->worker);
	worker_settle(kiosk->worker, HEADLESS_SYNC_MS, false);
	kiosk_take_news(kiosk, now);
	if (kiosk->sync.fault.text[0])
		add_sentence(faults, feed, str_from(kiosk->sync.fault.text));
	else if (!kiosk->snapshot || kiosk->sync.failing_since_ms)
		faults_add(faults, feed, 0, 0, STR("no answer"), STR("a feed within 5 s"));
	else if (kiosk->sync.mirror_fault.text[0])
		add_sentence(faults, feed, str_from(kiosk->sync.mirror_fault.text));
	if (kiosk->watch.fault.text[0])
		add_sentence(faults, feed, str_from(kiosk->watch.fault.text));
}

static bool has_service(const struct survey *survey, struct str service)
{
	for (size_t i = 0; i < survey->service_count; i++)
		if (str_equal(survey->services[i].id, service))
			return true;
	return false;
}

static void check_service(const struct kiosk *kiosk, struct faults *faults)
{
	const struct survey *survey = kiosk->snapshot ? snapshot_survey(kiosk->snapshot) : NULL;
	struct str names = STR("");

	if (!survey || kiosk->settings->service.length == 0 || has_service(survey, kiosk->settings->service))
		return;
	for (size_t i = 0; i < survey->service_count; i++)
		names = str_format(faults->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : "one of ",
			STR_ARG(survey->services[i].id));
	faults_add(faults, STR("service"), 0, 0, kiosk->settings->service, names);
}

static int line_of(const struct layout_box *box, const char *setting)
{
	for (size_t i = 0; i < box->entry_count; i++)
		if (str_equal(box->entries[i].key, str_from(setting)))
			return box->entries[i].line;
	return box->line;
}

/* Words that a box or a screen asks for by their keys. */
static void check_keys(const struct kiosk *kiosk, const struct layout_box *box, struct faults *faults)
{
	const struct widget_class *class = widget_class_find(box->widget);

	for (const struct widget_setting *setting = class ? class->settings : NULL; setting && setting->name; setting++)
		for (size_t i = 0; setting->type == SETTING_WORDS_KEY && i < box->entry_count; i++)
			if (str_equal(box->entries[i].key, str_from(setting->name)) && box->entries[i].value.length &&
				!words_has(&kiosk->stage->words, box->entries[i].value))
				faults_add(faults, box->file, box->entries[i].line, 0, box->entries[i].value,
					STR("a key of assets/words"));
}

/* What stands beyond the screen is never seen. */
static void check_place(const struct layout_box *box, const struct place *place, int width, int height, const char *setting,
	struct faults *faults)
{
	if (place->kind == PLACE_PX && (place->x + place->width > width || place->y + place->height > height))
		faults_add(faults, box->file, line_of(box, setting), 0, str_format(faults->arena, "%s %d %d %d %d px", setting,
				place->x, place->y, place->width, place->height),
			str_format(faults->arena, "a box within %dx%d", width, height));
}

static void check_layout(struct kiosk *kiosk, struct faults *faults)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	for (size_t i = 0; i < layout->screen_count; i++) {
		const struct layout_screen *screen = &layout->screens[i];

		if (screen->title.length && !words_has(&kiosk->stage->words, screen->title))
			faults_add(faults, screen->box_count ? screen->boxes[0].file : layout->file, 0, 0,
				str_format(faults->arena, "title \"" STR_FMT "\" of [" STR_FMT "]", STR_ARG(screen->title),
					STR_ARG(screen->name)),
				STR("a key of assets/words"));
		for (size_t n = 0; n < screen->box_count; n++) {
			check_keys(kiosk, &screen->boxes[n], faults);
			check_place(&screen->boxes[n], &screen->boxes[n].at, LAYOUT_BASE_WIDTH, LAYOUT_BASE_HEIGHT, "at", faults);
			check_place(&screen->boxes[n], &screen->boxes[n].portrait, LAYOUT_BASE_HEIGHT, LAYOUT_BASE_WIDTH,
				"portrait", faults);
		}
	}
}

/* Pictures are decoded here, as the screen would: a file may be cut short behind a good beginning. */
static void check_pictures(struct kiosk *kiosk, struct moment now, struct faults *faults)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	for (size_t i = 0; i < layout->screen_count; i++) {
		const struct layout_screen *screen = &layout->screens[i];
		double unit;
		const struct draw_list *const *lists = kiosk_record(kiosk, screen, kiosk->tongues.items[0], false, now, NULL, &unit);

		for (size_t n = 0; n < screen->box_count; n++)
			for (size_t c = 0; c < lists[n]->count; c++) {
				const struct draw_command *command = &lists[n]->commands[c];

				if (command->kind == DRAW_PICTURE && !painter_can_show(command->picture.file))
					faults_add(faults, screen->boxes[n].file, screen->boxes[n].line, 0,
						str_format(faults->arena, "a picture in " STR_FMT " that cannot be shown",
							STR_ARG(command->picture.file)),
						STR(PICTURE_EXPECTED));
			}
	}
}

static void check_area(const struct kiosk *kiosk, struct faults *faults)
{
	const struct areas *areas = kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL;

	if (areas && areas_find(areas, kiosk->settings->area) == AREA_NONE)
		faults_add(faults, STR("area"), 0, 0, kiosk->settings->area, STR("an area of the feed, or all"));
	if (areas && kiosk->settings->focus.length && areas_find(areas, kiosk->settings->focus) == AREA_NONE)
		faults_add(faults, STR("hallboard"), 0, 0,
			str_format(faults->arena, "focus \"" STR_FMT "\"", STR_ARG(kiosk->settings->focus)), STR("the id of an area of the feed"));
}

void check_all(struct kiosk *kiosk, struct moment now, struct faults *faults)
{
	const struct words *words = &kiosk->stage->words;

	check_feed(kiosk, now, faults); /* first: it may bring words and a layout */
	words_check(words, faults);
	for (size_t i = 0; i < words->count; i++)
		check_entry(kiosk, &words->entries[i], faults);
	stage_has(kiosk->stage, kiosk->settings->screen, faults);
	check_area(kiosk, faults);
	check_service(kiosk, faults);
	check_layout(kiosk, faults);
	if (kiosk->snapshot) {
		check_reading(kiosk, now, faults);
		playing_check(kiosk, faults);
		check_pictures(kiosk, now, faults);
	}
}
