#ifndef KIOSK_TEXT_WORDS_H
#define KIOSK_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"
#include "feed/model/label.h"

struct arena;
struct faults;

/*
 * All words that the program itself puts on the screen: assets/words/{zh,ug,kk,en}.words. zh is the reference: it has
 * every key, and its placeholders {name} are those of the others. Constant once read; texts live in the arena. Any
 * thread.
 */

enum {
	WORDS_TEXT_BYTES_MAX = LABEL_BYTES_MAX,
	WORDS_NAME_BYTES_MAX = 40 /* of a placeholder */
};

struct words_entry {
	struct str key;
	struct label label;       /* empty where a language lacks it */
	int line[LANGUAGE_COUNT]; /* where it stands in that language's file; 0 where it does not */
	bool over[LANGUAGE_COUNT]; /* in the file that was added over the first */
};

struct words {
	struct words_entry *entries; /* by key */
	size_t count;
	struct str files[LANGUAGE_COUNT][2]; /* for messages: the first, and the one over it */
};

/* What goes in for {name}. */
struct words_value {
	const char *name;
	struct str text;
	bool is_name; /* a name of something, else a number, date, time or range */
};

/* Reads the four files of the folder. Unreadable ones, bad keys and bad confidence marks are faults; a missing word is
   not (see words_check): what could be read is usable in any case. */
bool words_load(struct arena *arena, const char *folder, struct words *words, struct faults *faults);

/* One file more, as words_load does it; for tests and fuzzing. A second one of a language goes over the first. */
bool words_add(struct arena *arena, struct words *words, enum language language, struct str file, struct str text,
	struct faults *faults);

/* The text in this language, else in zh, else the key itself. */
struct str words_find(const struct words *words, enum language language, struct str key);

bool words_has(const struct words *words, struct str key); /* in any language */

/* Which language words_find answers in. */
enum language words_language(const struct words *words, enum language language, struct str key);

/* words_find with each {name} replaced. In languages that read from the right a value is isolated: LRI for numbers, FSI
   for names. A placeholder without a value stays as it is written. */
struct str words_format(struct arena *arena, const struct words *words, enum language language, struct str key,
	const struct words_value *values, size_t count);

/* Faults for every word that a language lacks (but those zh_... of Chinese alone) or that has other placeholders than in zh, for odd asterisks, and for the
   code points U+0675..U+0678, which Kazakh is not written with. false where there was one. */
bool words_check(const struct words *words, struct faults *faults);

/* The same without words that a language lacks: these are shown in another one. */
bool words_check_texts(const struct words *words, struct faults *faults);

/* The file that a text of this language stands in. */
struct str words_file(const struct words *words, const struct words_entry *entry, enum language language);

#endif
