#include "feed/base/arena.h"
#include "kiosk/layout/layout_read.h"

/* Playlists and where they stand. */

enum { DWELL_S_MIN = 3, DWELL_S_MAX = 3600 };

static const char *known_screens(struct layout_reader *reader)
{
	struct str names = STR("SCREEN SECONDSs with SCREEN one of");

	for (size_t i = 0; i < reader->layout->screen_count; i++)
		names = str_format(reader->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : " ",
			STR_ARG(reader->layout->screens[i].name));
	return str_format(reader->arena, STR_FMT " and 3 to 3600 seconds", STR_ARG(names)).bytes;
}

static bool read_item(struct layout_reader *reader, struct str text, struct layout_item *item)
{
	size_t space = str_find(text, STR(" "));
	struct str name = str_part(text, 0, space), dwell = str_trim(str_part(text, space, text.length));
	const struct layout_screen *screen = layout_find(reader->layout, name);
	int64_t seconds = 20;

	if (dwell.length && (!str_ends(dwell, STR("s")) || !str_integer(str_part(dwell, 0, dwell.length - 1), &seconds)))
		return false;
	if (!screen || seconds < DWELL_S_MIN || seconds > DWELL_S_MAX)
		return false;
	*item = (struct layout_item){.screen = (size_t)(screen - reader->layout->screens), .dwell_s = (int)seconds};
	return true;
}

void layout_read_playlist(struct layout_reader *reader, const struct ini_entry *entry, struct layout_playlist *playlist)
{
	struct str rest = entry->value, piece;

	playlist->items = arena_array(reader->arena, struct layout_item, LAYOUT_ITEMS_MAX);
	playlist->count = 0;
	while (str_next(&rest, ',', &piece)) {
		struct ini_entry place = *entry;
		struct layout_item *item = &playlist->items[playlist->count];

		place.value = str_trim(piece);
		place.value_column += (int)(place.value.bytes - entry->value.bytes);
		if (playlist->count == LAYOUT_ITEMS_MAX || !read_item(reader, place.value, item)) {
			layout_refuse(reader, &place, known_screens(reader));
			return;
		}
		item->line = place.line;
		item->column = place.value_column;
		playlist->count++;
	}
}

/* The items of a list that have something to show. */
struct round {
	const struct layout_item *items[LAYOUT_ITEMS_MAX];
	int64_t dwells_ms[LAYOUT_ITEMS_MAX];
	size_t count;
	int64_t total_ms;
	uint64_t hash;
};

static uint64_t hash_name(uint64_t hash, struct str name)
{
	return str_hash(hash, name.bytes, name.length);
}

static struct str name_of(const struct layout_asked *asked, const struct layout_item *item)
{
	return asked->layout->screens[item->screen].name;
}

static void gather(struct round *round, const struct layout_asked *asked, const struct layout_playlist *playlist)
{
	*round = (struct round){.hash = STR_HASH_START};
	for (size_t i = 0; i < playlist->count; i++) {
		const struct layout_item *item = &playlist->items[i];

		if (asked->skipped && asked->skipped[item->screen])
			continue;
		round->dwells_ms[round->count] = item->dwell_s * INT64_C(1000);
		round->total_ms += round->dwells_ms[round->count];
		round->items[round->count++] = item;
		round->hash = str_hash(hash_name(round->hash, name_of(asked, item)), &item->dwell_s, sizeof(item->dwell_s));
	}
}

static int64_t before_ms(const struct round *round, size_t position)
{
	int64_t sum = 0;

	for (size_t i = 0; i < position; i++)
		sum += round->dwells_ms[i];
	return sum;
}

/* What is on stays for its time if it is still there; else what stands in its place comes at once. */
static void rebase(struct layout_play *play, const struct layout_asked *asked, const struct round *round, int64_t now_ms)
{
	size_t wanted = play->now.position;

	for (size_t i = 0; i < round->count; i++) {
		size_t at = (wanted + i) % round->count;

		if (hash_name(STR_HASH_START, name_of(asked, round->items[at])) == play->screen) {
			play->base_ms = play->now.since_ms - before_ms(round, at);
			return;
		}
	}
	play->base_ms = now_ms - before_ms(round, wanted % round->count);
}

static void find_item(struct layout_play *play, const struct layout_asked *asked, const struct round *round, int64_t now_ms)
{
	int64_t elapsed = now_ms - play->base_ms, since = now_ms - elapsed % round->total_ms;
	size_t at = 0;

	while (at + 1 < round->count && now_ms >= since + round->dwells_ms[at])
		since += round->dwells_ms[at++];
	play->screen = hash_name(STR_HASH_START, name_of(asked, round->items[at]));
	play->now.screen = round->items[at]->screen;
	play->now.since_ms = since;
	play->now.until_ms = since + round->dwells_ms[at];
	play->now.round = elapsed / round->total_ms;
	play->now.position = at;
	play->now.count = round->count;
}

/* Which language, and until when. A list that was changed goes on in the language that is on. */
static void find_tongue(struct layout_play *play, const struct layout_asked *asked, const struct round *round, bool changed,
	int64_t now_ms)
{
	struct layout_now *now = &play->now;
	struct tongue_parts parts = tongue_parts_of(round->dwells_ms, round->count, now->position, asked->tongue_count);
	int64_t dwell = round->dwells_ms[now->position], part = (now_ms - now->since_ms) * parts.parts / dwell;
	size_t count = asked->tongue_count ? asked->tongue_count : 1, before = now->tongue;
	size_t at = (size_t)((now->round * parts.round + parts.before + part) % (int64_t)count);

	if (changed)
		play->tongue_shift = (before + count - at) % count;
	now->tongue = (at + play->tongue_shift) % count;
	now->round /= (int64_t)count; /* a board with pages shows each page in each language */
	if (part + 1 < parts.parts)
		now->until_ms = now->since_ms + ((part + 1) * dwell + parts.parts - 1) / parts.parts;
}

static void stay(struct layout_play *play, const struct layout_window *window, bool empty)
{
	*play = (struct layout_play){.now = {.until_ms = window->until_ms, .count = 1, .empty = empty}};
}

static uint64_t hash_window(const struct layout_window *window)
{
	uint64_t hash = str_hash(STR_HASH_START, &window->since_ms, sizeof(window->since_ms));

	return window->schedule ? hash_name(hash, window->schedule->name) : hash;
}

void layout_play_step(struct layout_play *play, const struct layout_asked *asked, int64_t now_ms)
{
	struct layout_window window = layout_window_at(asked->layout, asked->calendar, now_ms);
	const struct layout_playlist *playlist = window.schedule ? &window.schedule->playlist : &asked->layout->playlist;
	uint64_t hash = hash_window(&window);
	struct round round;
	bool changed;

	gather(&round, asked, playlist);
	if (round.count == 0) { /* without a list the first screen stays */
		stay(play, &window, playlist->count > 0);
		return;
	}
	changed = play->window == hash && play->items != round.hash && play->items;
	if (play->window != hash || !play->items || play->base_ms > now_ms) {
		*play = (struct layout_play){.window = hash, .base_ms = window.since_ms};
		changed = false;
	} else if (changed) {
		rebase(play, asked, &round, now_ms);
	}
	play->items = round.hash;
	find_item(play, asked, &round, now_ms);
	find_tongue(play, asked, &round, changed, now_ms);
	if (window.until_ms < play->now.until_ms)
		play->now.until_ms = window.until_ms;
}
