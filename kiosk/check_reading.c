#include "kiosk/check_reading.h"

#include <math.h>
#include <stdio.h>

#include "feed/base/sight.h"

enum { ESSENTIAL_PX = 40, DISTANCE_MM = 3000, WALL_ARC_MINUTES = 20 };

#define FACE_EM 0.92

/* What was found on one screen in one language. */
struct reading {
	int characters;
	double least_px[LAYOUT_BOXES_MAX]; /* of essential text, in pixels of Chinese; 0: none */
};

static bool is_han(uint32_t code)
{
	return (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff);
}

static bool is_gap(uint32_t code)
{
	return code <= ' ' || code == 0xa0 || (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) ||
	       (code >= 0xff00 && code <= 0xff0f) || code == '/' || code == '|';
}

int reading_count(struct str text)
{
	bool in_word = false;
	int count = 0;

	for (size_t at = 0; at < text.length;) {
		uint32_t code = str_code_point(text, &at);
		bool word = !is_gap(code) && !is_han(code);

		count += is_han(code) || (word && !in_word);
		in_word = word;
	}
	return count;
}

int reading_seconds(int characters)
{
	int seconds = READING_S_FIRST + (characters + READING_PER_S - 1) / READING_PER_S;

	return seconds < READING_S_MIN ? READING_S_MIN : seconds > READING_S_MAX ? READING_S_MAX : seconds;
}

/* As if it were Chinese: Arabic script is set larger for the same legibility. */
static double size_of(const struct draw_text *text)
{
	switch (text->face) {
	case FACE_ARABIC:
	case FACE_ARABIC_FALLBACK:
		return text->size_px / 1.2;
	case FACE_ARABIC_BOLD:
	case FACE_ARABIC_FALLBACK_BOLD:
		return text->size_px / 1.1;
	default:
		return text->size_px;
	}
}

static void read_list(struct reading *reading, size_t box, const struct draw_list *list, double unit)
{
	double least = floor(ESSENTIAL_PX * unit);

	for (size_t i = 0; i < list->count; i++) {
		const struct draw_command *command = &list->commands[i];

		if (command->kind != DRAW_TEXT || ceil(size_of(&command->text)) < least)
			continue;
		reading->characters += reading_count(command->text.text);
		if (reading->least_px[box] == 0 || size_of(&command->text) < reading->least_px[box])
			reading->least_px[box] = size_of(&command->text);
	}
}

static struct reading read_screen(struct kiosk *kiosk, const struct layout_screen *screen, struct tongue tongue, bool second,
	struct moment now, struct faults *faults)
{
	struct reading reading = {0};
	double unit;
	const struct draw_list *const *lists = kiosk_record(kiosk, screen, tongue, second, now, faults, &unit);

	for (size_t i = 0; i < screen->box_count; i++)
		read_list(&reading, i, lists[i], unit);
	return reading;
}

static void check_height(const struct kiosk *kiosk, const struct layout_screen *screen, const struct reading *reading,
	struct faults *faults)
{
	const struct settings *settings = kiosk->settings;
	int distance = settings->distance_mm > 0 ? settings->distance_mm : DISTANCE_MM;
	double mm_per_px = (double)settings->width_mm / kiosk->area.width;
	double needed_px = sight_height_mm(distance, WALL_ARC_MINUTES) / FACE_EM / mm_per_px;

	for (size_t i = 0; i < screen->box_count; i++)
		if (reading->least_px[i] > 0 && reading->least_px[i] + 0.5 < needed_px)
			faults_add(faults, screen->boxes[i].file, screen->boxes[i].line, 0,
				str_format(faults->arena, "text of %.0f px (%.1f mm) in [" STR_FMT "." STR_FMT "]", reading->least_px[i],
					reading->least_px[i] * FACE_EM * mm_per_px, STR_ARG(screen->name), STR_ARG(screen->boxes[i].name)),
				str_format(faults->arena, "%.0f px or more: 20 minutes of arc at %d mm", ceil(needed_px), distance));
}

/* What a screen has to say in the language that needs the longest. Both halves of a pair say the same: one of them is read. */
static int most_characters(struct kiosk *kiosk, const struct layout_screen *screen, struct moment now)
{
	int most = 0;

	for (size_t i = 0; i < kiosk->tongues.count; i++) {
		struct reading reading = read_screen(kiosk, screen, kiosk->tongues.items[i], false, now, NULL);

		most = reading.characters > most ? reading.characters : most;
	}
	return most;
}

/* Of an item, how long it stays in one language. */
static int64_t part_ms(const struct kiosk *kiosk, const struct layout_playlist *playlist, size_t item)
{
	int64_t dwells_ms[LAYOUT_ITEMS_MAX];

	for (size_t i = 0; i < playlist->count; i++)
		dwells_ms[i] = playlist->items[i].dwell_s * INT64_C(1000);
	return dwells_ms[item] / tongue_parts_of(dwells_ms, playlist->count, item, kiosk->tongues.count).parts;
}

/* With languages in turn none may stay for longer, or the others would be away for more than a minute. */
static int most_seconds(const struct kiosk *kiosk)
{
	return kiosk->tongues.count > 1 ? TONGUES_WITHIN_MS / 1000 / (int)(kiosk->tongues.count - 1) : READING_S_MAX;
}

static void check_playlist(struct kiosk *kiosk, const struct layout_playlist *playlist, struct moment now, struct faults *faults)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	for (size_t i = 0; i < playlist->count; i++) {
		const struct layout_item *item = &playlist->items[i];
		const struct layout_screen *screen = &layout->screens[item->screen];
		int characters = most_characters(kiosk, screen, now), needed = reading_seconds(characters), most = most_seconds(kiosk);
		int64_t ms = part_ms(kiosk, playlist, i);

		needed = needed < most ? needed : most;
		if (ms >= needed * INT64_C(1000))
			continue;
		faults_add(faults, layout->file, item->line, item->column,
			str_format(faults->arena, STR_FMT " for %.1f s%s", STR_ARG(screen->name), (double)ms / 1000,
				kiosk->tongues.count > 1 ? " in each language" : ""),
			str_format(faults->arena, "%d s or more for its %d essential characters", needed, characters));
	}
}

void check_reading(struct kiosk *kiosk, struct moment now, struct faults *faults)
{
	const struct layout *layout = &stage_main(kiosk->stage)->layout;

	if (kiosk->settings->width_mm == 0)
		puts("the height of letters is not checked: --width_mm MM, and --distance_mm MM");
	for (size_t i = 0; i < layout->screen_count; i++) {
		struct reading reading = read_screen(kiosk, &layout->screens[i], kiosk->tongues.items[0], false, now, faults);

		if (kiosk->settings->width_mm && !layout->touch)
			check_height(kiosk, &layout->screens[i], &reading, faults);
	}
	check_playlist(kiosk, &layout->playlist, now, faults);
	for (size_t i = 0; i < layout->schedule_count; i++)
		check_playlist(kiosk, &layout->schedules[i].playlist, now, faults);
}
