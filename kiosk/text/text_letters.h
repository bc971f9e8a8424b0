#ifndef KIOSK_TEXT_TEXT_LETTERS_H
#define KIOSK_TEXT_TEXT_LETTERS_H

#include "kiosk/text/text.h"

struct arena;

/* A text as code points with all that later steps ask of each. For kiosk/text only. Pure. */

/* Which family shows a letter. The face itself depends on weight and size. */
enum letter_script {
	SCRIPT_SANS, /* Chinese, Latin, all digits, signs */
	SCRIPT_ARABIC,
	SCRIPT_FALLBACK /* Arabic letters that the first family lacks */
};

enum letter_break { BREAK_NEVER, BREAK_MAY, BREAK_MUST }; /* after the letter */

struct letter {
	enum letter_script script;
	enum letter_break after;
	bool strong; /* emphasised */
	bool accent; /* ... in the accent's colour */
	bool hidden; /* counts for directions and is not shaped: isolates, marks of direction */
};

struct letters {
	const uint32_t *points;
	const int8_t *levels;
	struct letter *items;
	size_t count;
	enum language language;
	bool rtl; /* the paragraph */
};

/* Code points beyond BIDI_POINTS_MAX are left out. Breaks are marked. */
struct letters letters_read(
	struct arena *arena, const struct metrics *metrics, const struct text_style *style, struct str text);

/* The first count letters from start on and then the ellipsis of the language, as a text of its own. */
struct letters letters_cut(
	struct arena *arena, const struct metrics *metrics, const struct letters *letters, size_t start, size_t count);

bool letter_is_space(uint32_t point);
bool letter_is_hidden(uint32_t point);
bool letter_is_arabic(uint32_t point);

/* The face for a script at this size (before the script's factor), and the size that it is set in. */
enum font_face letter_face(const struct text_style *style, enum letter_script script, bool strong, int size_px);
int letter_size_px(enum font_face face, int size_px);

#endif
