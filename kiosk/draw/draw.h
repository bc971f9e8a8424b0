#ifndef KIOSK_DRAW_DRAW_H
#define KIOSK_DRAW_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/draw/path.h"

struct arena;

/*
 * A picture as a value: commands in painting order. Widgets record, nobody paints here. Equal pictures have equal
 * hashes; commands carry their bounds, so that the painter touches only cells whose commands changed. No SDL.
 * Lists live in an arena of their widget until that is recorded again. UI thread.
 */

enum { DRAW_COMMANDS_MAX = 200000 };

/* The faces that text runs are set in; kiosk/paint/fonts.c knows the files. */
enum font_face {
	FACE_SANS,
	FACE_SANS_BOLD,
	FACE_SERIF_BOLD,
	FACE_ARABIC,
	FACE_ARABIC_BOLD,
	FACE_ARABIC_FALLBACK,
	FACE_ARABIC_FALLBACK_BOLD,
	FACE_COUNT
};

/* Straight (not premultiplied) 0xAARRGGBB. */
enum ink_pattern { INK_SOLID, INK_HATCH, INK_DOTS };

/* Bands at 45 degrees: band_px of every pitch_px (measured across the bands), on the screen's own lattice. Dots: band_px wide
   squares every pitch_px. */
struct ink {
	uint32_t color;
	enum ink_pattern pattern;
	float pitch_px, band_px;
};

enum draw_kind { DRAW_FILL, DRAW_PATH, DRAW_STROKE, DRAW_TEXT, DRAW_MOVING, DRAW_PICTURE, DRAW_TARGET, DRAW_KIND_COUNT };

struct draw_text {
	struct str text; /* one run: one face, one direction; logical order */
	enum font_face face;
	int size_px;
	bool rtl;        /* shaped as Arabic script, right to left */
	float x;         /* left edge of the run */
	int baseline_y;
	float spacing_px; /* between characters, placed one by one; 0 for whole runs. Chinese and digits only */
};

/* A picture from a file. While it is not decoded, or where it cannot be, nothing is painted and what is below stays. */
struct draw_picture {
	struct rect box;
	struct str file;  /* its path */
	bool fit;         /* the whole picture within the box, on `ground`; else the box is filled and what stands out is cut off */
	uint8_t opacity;  /* 255: all of it; 0: it is only decoded, to be there when it is wanted */
	uint32_t ground;  /* 0xAARRGGBB, below what is transparent and beside what is smaller; 0: none */
};

struct draw_command {
	enum draw_kind kind;
	struct rect bounds; /* already clipped */
	struct rect clip;
	struct ink ink;
	uint64_t hash;
	union {
		struct {
			struct rect box;
			float radius_px;
		} fill;
		struct {
			const struct path *path;
			struct transform transform;
			float width_px; /* of a stroke: round joins and caps */
		} path;
		struct draw_text text;
		struct {
			const struct draw_list *list; /* of text only */
			double from_x, px_per_s, span_px; /* x = from_x + the part that is left of px_per_s * time by span_px */
			float x;                          /* where the list's own zero is now */
			uint32_t ground;                  /* what lies under it all over its box; 0: other things */
		} moving;
		struct draw_picture picture;
		struct {
			struct rect box; /* where a finger counts */
			int action;      /* enum intent_kind of kiosk/visit/intent.h */
			int argument;
			struct str name; /* for the text dump: "level 5" */
		} target;
	};
};

struct draw_list {
	struct arena *arena; /* borrowed; outlives the list */
	bool moves;          /* holds text that moves */
	struct draw_command *commands;
	size_t count, capacity;
	struct rect clip;
	struct rect reach; /* of all commands' bounds together */
};

void draw_begin(struct draw_list *list, struct arena *arena, struct rect clip);

/* Sets the clip to its intersection with box and returns the one before, to be put back. */
struct rect draw_clip(struct draw_list *list, struct rect box);
void draw_unclip(struct draw_list *list, struct rect before);

void draw_fill(struct draw_list *list, struct rect box, uint32_t color);
void draw_fill_ink(struct draw_list *list, struct rect box, struct ink ink, float radius_px);
void draw_rounded(struct draw_list *list, struct rect box, float radius_px, uint32_t color);
/* A ring along the inside of the box's edge. */
void draw_frame(struct draw_list *list, struct rect box, float radius_px, float width_px, uint32_t color);
void draw_path(struct draw_list *list, const struct path *path, struct transform transform, uint32_t color);
void draw_path_ink(struct draw_list *list, const struct path *path, struct transform transform, struct ink ink);
void draw_stroke(struct draw_list *list, const struct path *path, struct transform transform, float width_px, uint32_t color);

/* ink_box: what the run may cover, from the metrics (advance, ascent and descent with room for marks). */
void draw_text(struct draw_list *list, const struct draw_text *run, uint32_t color, struct rect ink_box);
/* Text that runs through a box for ever: runs (recorded apart, in the same arena) stand px_per_s * time farther to the right than
   from_x (to the left where it is negative), and begin again after span_px. ground: the one colour that was filled in under the box. */
void draw_moving(struct draw_list *list, const struct draw_list *runs, struct rect box, uint32_t ground, double from_x, double px_per_s,
	double span_px, int64_t time_us);
/* Brings what moves to another time; the rest stays as it was recorded. */
void draw_advance(struct draw_list *list, int64_t time_us);
void draw_picture(struct draw_list *list, const struct draw_picture *picture);
void draw_target(struct draw_list *list, struct rect box, int action, int argument, struct str name);

uint64_t draw_hash(const struct draw_list *list);

/* The last target that holds the point, or NULL. */
const struct draw_command *draw_find_target(const struct draw_list *list, struct point point);

/* One command a line, stable and readable in review: `text 60,96 "网格服务覆盖" serif-bold 64 #f4f1e8`. */
void draw_dump(const struct draw_list *list, FILE *to);

#endif
