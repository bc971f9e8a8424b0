#include "kiosk/check.h"

#include "kiosk/headless.h"

static void check_entry(const struct kiosk *kiosk, const struct words_entry *entry, struct faults *faults)
{
	const struct words *words = &kiosk->stage->words;

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		uint32_t missing;

		if (text_can_show(painter_metrics(kiosk->painter), (enum language)language, entry->label.text[language], &missing))
			continue;
		faults_add(faults, words->files[language], entry->line[language], 0,
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
		faults_add(faults, STR("hallboard"), 0, 0, STR("no feed"), STR("--feed URL or DIR, and --key FILE"));
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
}

static void check_area(const struct kiosk *kiosk, struct faults *faults)
{
	const struct areas *areas = kiosk->snapshot ? snapshot_areas(kiosk->snapshot) : NULL;

	if (areas && areas_find(areas, kiosk->settings->area) == AREA_NONE)
		faults_add(faults, STR("area"), 0, 0, kiosk->settings->area, STR("an area of the feed, or all"));
}

void check_all(struct kiosk *kiosk, struct moment now, struct faults *faults)
{
	const struct words *words = &kiosk->stage->words;

	words_check(words, faults);
	for (size_t i = 0; i < words->count; i++)
		check_entry(kiosk, &words->entries[i], faults);
	check_feed(kiosk, now, faults);
	check_area(kiosk, faults);
}
