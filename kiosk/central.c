#include "kiosk/central.h"

#include <unistd.h>

#include "feed/base/file.h"
#include "feed/base/log.h"

enum { FAULTS_TOLD = 5 };

static struct str kept_path(struct arena *arena, const struct stage *stage, const char *folder)
{
	return str_format(arena, "%s/" STR_FMT ".layout", folder, STR_ARG(stage->name));
}

bool central_is_kept(const struct stage *stage, const char *state_folder)
{
	struct arena arena;
	bool kept;

	arena_init(&arena);
	kept = file_exists(kept_path(&arena, stage, state_folder).bytes);
	arena_finish(&arena);
	return kept;
}

static void keep(const struct kiosk *kiosk, struct arena *arena, struct str text)
{
	struct error error;

	if (kiosk->state_folder && !file_replace(kept_path(arena, kiosk->stage, kiosk->state_folder).bytes, text, 0644, &error))
		log_line("hallboard: the layout of the centre is not kept: %s", error.text);
}

/* The kept one goes too, so that the next faulty one does not bring back what was withdrawn. */
static bool withdraw(struct kiosk *kiosk, struct arena *arena)
{
	bool central = kiosk->stage->central != NULL;

	if (kiosk->state_folder)
		unlink(kept_path(arena, kiosk->stage, kiosk->state_folder).bytes);
	if (central)
		log_line("hallboard: the layout of the centre is withdrawn");
	stage_withdraw(kiosk->stage);
	return central;
}

static void tell_faults(const struct kiosk *kiosk, const struct faults *faults)
{
	for (size_t i = 0; i < faults->kept && i < FAULTS_TOLD; i++)
		log_line("hallboard: " STR_FMT ":%d: found " STR_FMT ", expected " STR_FMT, STR_ARG(faults->items[i].file),
			faults->items[i].line, STR_ARG(faults->items[i].found), STR_ARG(faults->items[i].expected));
	for (size_t i = 0; kiosk->faults && i < faults->kept; i++)
		faults_add(kiosk->faults, faults->items[i].file, faults->items[i].line, faults->items[i].column,
			faults->items[i].found, faults->items[i].expected);
}

static void tell(const struct kiosk *kiosk, const struct layout_text *layout, const struct faults *faults)
{
	log_line("hallboard: the centre's layout " STR_FMT " is not taken, %s", STR_ARG(layout->name),
		kiosk->stage->central ? "the last good one stays" : "the screen's own stays");
	tell_faults(kiosk, faults);
}

/* After a start the one that ran before is in the state folder alone. */
static bool take_kept(struct kiosk *kiosk, struct arena *arena)
{
	struct str path, text;
	struct faults faults;

	if (kiosk->stage->central || !kiosk->state_folder)
		return false;
	path = kept_path(arena, kiosk->stage, kiosk->state_folder);
	faults_init(&faults, arena);
	return file_read(arena, path.bytes, LAYOUT_TEXT_BYTES_MAX, &text, NULL) &&
	       stage_take(kiosk->stage, kiosk->settings, path, text, &faults);
}

static bool take(struct kiosk *kiosk, struct arena *arena, const struct layout_text *layout)
{
	struct faults faults;
	bool kept;

	faults_init(&faults, arena);
	if (stage_take(kiosk->stage, kiosk->settings, layout->file, layout->text, &faults)) {
		keep(kiosk, arena, layout->text);
		log_line("hallboard: the centre's layout " STR_FMT " is shown", STR_ARG(layout->name));
		return true;
	}
	kept = take_kept(kiosk, arena);
	tell(kiosk, layout, &faults);
	return kept;
}

static uint64_t hash_of(const struct layout_text *layout)
{
	uint64_t hash = str_hash(STR_HASH_START, layout->file.bytes, layout->file.length);

	return str_hash(hash, layout->text.bytes, layout->text.length);
}

bool central_follow(struct kiosk *kiosk)
{
	const struct layout_text *layout = kiosk->snapshot ? snapshot_layout(kiosk->snapshot, kiosk->stage->name, kiosk->settings->group)
							   : NULL;
	uint64_t seen = layout ? hash_of(layout) : 0;
	struct arena arena;
	bool changed;

	if (!kiosk->snapshot || (layout && seen == kiosk->layout_seen))
		return false;
	kiosk->layout_seen = seen;
	arena_init(&arena);
	changed = layout ? take(kiosk, &arena, layout) : withdraw(kiosk, &arena);
	arena_finish(&arena);
	return changed;
}

bool central_follow_words(struct kiosk *kiosk)
{
	const struct words_text *texts[LANGUAGE_COUNT] = {NULL};
	struct arena arena;
	struct faults faults;
	uint64_t seen = 0;
	bool taken;

	for (int i = 0; kiosk->snapshot && i < LANGUAGE_COUNT; i++) {
		texts[i] = snapshot_words(kiosk->snapshot, (enum language)i);
		if (texts[i])
			seen = str_hash(seen + (uint64_t)i + 1, texts[i]->text.bytes, texts[i]->text.length);
	}
	if (!kiosk->snapshot || seen == kiosk->words_seen)
		return false;
	kiosk->words_seen = seen;
	arena_init(&arena);
	faults_init(&faults, &arena);
	taken = stage_take_words(kiosk->stage, texts, &faults);
	log_line("hallboard: the centre's words are %s", taken ? "shown" : "not taken, those before stay");
	tell_faults(kiosk, &faults);
	arena_finish(&arena);
	return taken;
}
