#ifndef KIOSK_TEXT_TEXT_H
#define KIOSK_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/model/label.h"
#include "kiosk/draw/draw.h"

/*
 * Words -> bidi runs -> faces -> lines. Pure but for the metrics. What SDL2_ttf does not do is done here: FriBidi for
 * directions (isolates honoured), one face and one direction a run, libunibreak for line ends with Chinese rules on top.
 * UI thread.
 */

struct face_box {
	int ascent_px, descent_px; /* descent is positive; the win metrics, so that loops of Arabic letters are inside */
	int cap_px;                /* height of a capital, or of the face of a Chinese character */
};

/* What a text needs to know of fonts. kiosk/paint/fonts.c is the real one; tests have a fixed-width one. */
struct metrics {
	float (*advance)(const struct metrics *self, enum font_face face, int size_px, bool rtl, struct str run);
	struct face_box (*box)(const struct metrics *self, enum font_face face, int size_px);
	bool (*has)(const struct metrics *self, enum font_face face, uint32_t code_point);
};

enum text_weight { TEXT_REGULAR, TEXT_BOLD, TEXT_TITLE }; /* the title face: serif bold for Chinese where the theme wants it */
enum text_align { ALIGN_START, ALIGN_CENTER, ALIGN_END }; /* start is right where the paragraph reads from the right */
enum text_vertical { VERTICAL_TOP, VERTICAL_MIDDLE, VERTICAL_BOTTOM };

struct text_style {
	enum language language;   /* of the text: direction of the paragraph, size factor, faces */
	enum text_weight weight;
	bool serif_titles;        /* from the theme */
	int size_px;              /* of Chinese; ug and kk are set 1.2 (regular) or 1.1 (bold) times larger */
	int least_px;             /* may shrink down to this to fit, in steps of 1; 0: never shrinks */
	int lines_max;            /* 0: one */
	uint32_t color;
	uint32_t strong_color;    /* of *emphasised* text; 0: color. Emphasis is bold */
	uint32_t accent_color;    /* of _accented_ text, bold too; 0: underscores are text */
	float spacing_em;         /* 0.04 for titles, -0.02 for big figures; ignored for Arabic script */
	float line_factor;        /* 0: 1.35 for zh and en, 1.68 for ug and kk */
	enum text_align align;
	enum text_vertical vertical;
	bool plain;               /* asterisks, underscores and backslashes are text, not emphasis */
};

struct text_size {
	int width, height; /* of all lines; width without trailing spaces */
	int lines;
	bool cut;          /* did not fit, and ends in an ellipsis */
};

/* As it would be set in a box so wide (and as high as lines_max allows). */
struct text_size text_measure(const struct metrics *metrics, const struct text_style *style, int width, struct str text);

/* Records the text into the box: wrapped, shrunk to least_px, cut with an ellipsis at a word's end when nothing else helps.
   A box that is too low for lines_max lines gets fewer, at least one. */
struct text_size text_paragraph(struct draw_list *list, const struct metrics *metrics, const struct text_style *style,
	struct rect box, struct str text);

/* From the top of a line that is set at style->size_px to its baseline. */
int text_baseline(const struct metrics *metrics, const struct text_style *style);

/* Code points that no face in the chain can show, for --check: false at the first one. */
bool text_can_show(const struct metrics *metrics, enum language language, struct str text, uint32_t *missing);

/* Text between LRI and PDI (numbers, dates, ranges) or FSI and PDI (names), so that its neighbours cannot reorder it. */
struct str text_isolate_number(struct arena *arena, struct str number);
struct str text_isolate_name(struct arena *arena, struct str name);

#endif
