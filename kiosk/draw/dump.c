#include "kiosk/draw/draw.h"

/* Draw lists as text: what golden files hold and people review. Numbers of floats with one decimal. */

static const char *const face_names[FACE_COUNT] = {
	[FACE_SANS] = "sans",
	[FACE_SANS_BOLD] = "sans-bold",
	[FACE_SERIF_BOLD] = "serif-bold",
	[FACE_ARABIC] = "arabic",
	[FACE_ARABIC_BOLD] = "arabic-bold",
	[FACE_ARABIC_FALLBACK] = "arabic-fallback",
	[FACE_ARABIC_FALLBACK_BOLD] = "arabic-fallback-bold",
};

static void put_ink(const struct ink *ink, FILE *to)
{
	static const char *const patterns[] = {"", " hatch", " dots"};

	fprintf(to, " #%06x", ink->color & 0xffffff);
	if (ink->color >> 24 != 0xff)
		fprintf(to, "/%u", ink->color >> 24);
	if (ink->pattern != INK_SOLID)
		fprintf(to, "%s %.1f/%.1f", patterns[ink->pattern], (double)ink->band_px, (double)ink->pitch_px);
}

static void put_box(struct rect box, FILE *to)
{
	fprintf(to, " %d,%d %dx%d", box.x, box.y, box.width, box.height);
}

static void put_path(const struct draw_command *command, FILE *to)
{
	const struct transform *t = &command->path.transform;

	fprintf(to, "%s", command->kind == DRAW_STROKE ? "stroke" : "path");
	put_box(command->bounds, to);
	fprintf(to, " points %u shape %08x", command->path.path->point_count, (unsigned)(command->path.path->hash & 0xffffffff));
	fprintf(to, " at %.1f,%.1f scale %.3f,%.3f", (double)t->x, (double)t->y, (double)t->scale_x, (double)t->scale_y);
	if (command->kind == DRAW_STROKE)
		fprintf(to, " width %.1f", (double)command->path.width_px);
}

static void put_text(const struct draw_text *text, FILE *to)
{
	fprintf(to, "text %.1f,%d \"" STR_FMT "\" %s %d", (double)text->x, text->baseline_y, STR_ARG(text->text),
		face_names[text->face], text->size_px);
	if (text->rtl)
		fputs(" rtl", to);
	if (text->spacing_px != 0)
		fprintf(to, " spacing %.1f", (double)text->spacing_px);
}

static void put_command(const struct draw_command *command, FILE *to)
{
	switch (command->kind) {
	case DRAW_FILL:
		fputs("fill", to);
		put_box(command->fill.box, to);
		if (command->fill.radius_px > 0)
			fprintf(to, " radius %.1f", (double)command->fill.radius_px);
		break;
	case DRAW_PATH:
	case DRAW_STROKE:
		put_path(command, to);
		break;
	case DRAW_TEXT:
		put_text(&command->text, to);
		break;
	case DRAW_PICTURE:
		fputs("picture", to);
		put_box(command->picture.box, to);
		fprintf(to, " " STR_FMT "\n", STR_ARG(command->picture.file));
		return;
	case DRAW_TARGET:
		fputs("target", to);
		put_box(command->target.box, to);
		fprintf(to, " " STR_FMT "\n", STR_ARG(command->target.name));
		return;
	case DRAW_KIND_COUNT:
		return;
	}
	put_ink(&command->ink, to);
	fputc('\n', to);
}

void draw_dump(const struct draw_list *list, FILE *to)
{
	for (size_t i = 0; i < list->count; i++)
		put_command(&list->commands[i], to);
}
