#include "kiosk/spoken.h"

#include "feed/base/arena.h"
#include "kiosk/kiosk_parts.h"
#include "kiosk/voice.h"

enum { STEP_PERCENT = 12 };

/* What is about to be said. */
struct saying {
	const struct kiosk *kiosk;
	struct arena arena;
	struct str name, text;
};

static struct str word_of(const struct saying *saying, const char *key)
{
	return words_find(&saying->kiosk->stage->words, saying->kiosk->visit.language, str_from(key));
}

static struct str label_of(const struct saying *saying, const struct label *label)
{
	return label_text(label, saying->kiosk->visit.language);
}

static void add(struct saying *saying, struct str words)
{
	if (words.length)
		saying->text = str_format(&saying->arena, STR_FMT STR_FMT ". ", STR_ARG(saying->text), STR_ARG(words));
}

static void add_question(struct saying *saying, const struct survey *survey)
{
	add(saying, label_of(saying, &survey->services[saying->kiosk->visit.service].name));
	add(saying, label_of(saying, &survey->question));
	for (int level = LEVEL_BEST; level >= LEVEL_WORST; level--)
		add(saying, label_of(saying, &survey->levels[level]));
}

static void add_screen(struct saying *saying)
{
	static const char *const keys[VISIT_PLACE_COUNT][2] = {
		[VISIT_ATTRACT] = {"welcome_title", "voluntary"},
		[VISIT_SERVICE] = {"choose_service", NULL},
		[VISIT_REASONS] = {"reasons_title", "reasons_hint"},
		[VISIT_THANKS] = {"thank_you", "recorded_anonymous"},
		[VISIT_SORRY] = {"sorry_title", "sorry_body"},
		[VISIT_CALM] = {"calm_title", NULL},
	};
	const struct survey *survey = kiosk_survey(saying->kiosk);
	const struct visit *visit = &saying->kiosk->visit;

	if (visit->asking_still_there) {
		add(saying, word_of(saying, "still_there"));
		return;
	}
	saying->name = str_from(kiosk_visit_screen(visit->place));
	for (int i = 0; i < 2; i++)
		if (keys[visit->place][i])
			add(saying, word_of(saying, keys[visit->place][i]));
	if (visit->place == VISIT_QUESTION)
		add_question(saying, survey);
	if (visit->place == VISIT_FURTHER)
		add(saying, label_of(saying, &survey->further[visit->further].text));
}

static struct str further_words(struct saying *saying, const struct further *further, int answer)
{
	char digits[12];
	struct words_value value = {"n", {digits, 0}, false};

	if (answer < 1 || answer > further_answers(further))
		return STR("");
	if (further->kind == FURTHER_CHOICE)
		return label_of(saying, &further->choices[answer - 1].label);
	if (further->kind == FURTHER_LEVELS)
		return label_of(saying, &kiosk_survey(saying->kiosk)->levels[answer]);
	value.text.length = (size_t)snprintf(digits, sizeof(digits), "%d", answer);
	return words_format(&saying->arena, &saying->kiosk->stage->words, saying->kiosk->visit.language,
		STR("stars_of"), &value, 1);
}

/* What the keys are on. */
static void add_target(struct saying *saying, struct intent on)
{
	static const char *const keys[INTENT_COUNT] = {[INTENT_SUBMIT] = "submit",
		[INTENT_SKIP] = "skip",
		[INTENT_BACK] = "back",
		[INTENT_LARGE] = "large_text",
		[INTENT_CONTRAST] = "high_contrast",
		[INTENT_LOWER] = "lower",
		[INTENT_ALOUD] = "read_aloud",
		[INTENT_PAUSE] = "pause",
		[INTENT_STAY] = "still_there_continue",
		[INTENT_AGAIN] = "rate_another",
		[INTENT_DONE] = "done"};
	static const char *const names[LANGUAGE_COUNT] = {
		"lang_name_zh", "lang_name_ug", "lang_name_kk", "lang_name_en"};
	const struct survey *survey = kiosk_survey(saying->kiosk);
	const struct visit *visit = &saying->kiosk->visit;

	switch (on.kind) {
	case INTENT_LANGUAGE:
		add(saying, word_of(saying, names[on.argument]));
		break;
	case INTENT_SERVICE:
		add(saying, label_of(saying, &survey->services[on.argument].name));
		break;
	case INTENT_LEVEL:
		add(saying, label_of(saying, &survey->levels[on.argument]));
		break;
	case INTENT_REASON:
		add(saying, label_of(saying, &survey->reasons[on.argument].label));
		if (visit->reasons >> on.argument & 1)
			add(saying, word_of(saying, "chosen_spoken"));
		break;
	case INTENT_FURTHER:
		add(saying, further_words(saying, &survey->further[visit->further], on.argument));
		break;
	default:
		if (keys[on.kind])
			add(saying, word_of(saying, keys[on.kind]));
	}
}

static bool is_same_screen(const struct visit *a, const struct visit *b)
{
	return a->place == b->place && a->language == b->language && a->further == b->further &&
	       a->service == b->service && a->asking_still_there == b->asking_still_there && a->aloud == b->aloud &&
	       a->paused == b->paused;
}

static int percent_of(const struct kiosk *kiosk)
{
	int percent = kiosk->settings->volume + kiosk->visit.volume * STEP_PERCENT;

	return percent < 0 ? 0 : percent > 100 ? 100 : percent;
}

static void say(const struct kiosk *kiosk, struct voice *voice, bool screen, bool answered)
{
	struct saying saying = {.kiosk = kiosk, .name = STR(""), .text = STR("")};

	arena_init(&saying.arena);
	if (answered && kiosk->settings->headset && kiosk->visit.level)
		add(&saying, label_of(&saying, &kiosk_survey(kiosk)->levels[kiosk->visit.level]));
	if (screen)
		add_screen(&saying);
	if (kiosk->visit.focus) {
		add_target(&saying, kiosk_focused(kiosk));
		saying.name = STR(""); /* a clip says the screen alone */
	}
	voice_say(voice, kiosk->visit.language, saying.name, saying.text, answered, percent_of(kiosk));
	arena_finish(&saying.arena);
}

void spoken_follow(struct spoken *spoken, const struct kiosk *kiosk, struct voice *voice)
{
	const struct visit *now = &kiosk->visit, before = spoken->visit;
	bool same = is_same_screen(now, &before), answered = now->level && !before.level && now->place != VISIT_ATTRACT;

	spoken->visit = *now;
	if (!now->aloud || now->paused || !kiosk->speaks[now->language] || kiosk_is_wall(kiosk) ||
		!kiosk_survey(kiosk)) {
		if (before.aloud && !(before.paused && now->paused) && !same)
			voice_hush(voice);
		return;
	}
	if (now->place == VISIT_SAVING) {
		if (!same)
			say(kiosk, voice, false, true);
		return;
	}
	if (!same)
		say(kiosk, voice, true, answered);
	else if (now->focus != before.focus || now->reasons != before.reasons)
		say(kiosk, voice, false, false);
}
