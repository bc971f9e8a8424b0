#include "kiosk/draw/draw.h"

#include <math.h>

static const char *const face_names[FACE_COUNT] = {
	[FACE_SANS] = "sans",
	[FACE_SANS_BOLD] = "sans-bold",
	[FACE_SERIF_BOLD] = "serif-bold",
	[FACE_ARABIC] = "arabic",
	[FACE_ARABIC_BOLD] = "arabic-bold",
	[FACE_ARABIC_FALLBACK] = "arabic-fallback",
	[FACE_ARABIC_FALLBACK_BOLD] = "arabic-fallback-bold",
};

/* Tenths of a pixel are as exact as a person reviews. */
static double tenths(float value)
{
	double rounded = round((double)value * 10) / 10;

	return rounded == 0 ? 0 : rounded; /* never -0 */
}

static void put_box(FILE *to, struct rect box)
{
	fprintf(to, " %d,%d %dx%d", box.x, box.y, box.width, box.height);
}

static void put_text(FILE *to, struct str text)
{
	fputs(" \"", to);
	for (size_t i = 0; i < text.length; i++) {
		if (text.bytes[i] == '"' || text.bytes[i] == '\\')
			fputc('\\', to);
		if (text.bytes[i] == '\n')
			fputs("\\n", to);
		else
			fputc(text.bytes[i], to);
	}
	fputc('"', to);
}

static void put_ink(FILE *to, const struct ink *ink)
{
	fprintf(to, " #%06x", ink->color & 0xffffff);
	if (ink->color >> 24 != 0xff)
		fprintf(to, "%02x", ink->color >> 24);
	if (ink->pattern != INK_SOLID)
		fprintf(to, " %s %g/%g", ink->pattern == INK_HATCH ? "hatch" : "dots", tenths(ink->band_px),
			tenths(ink->pitch_px));
}

static void dump_fill(const struct draw_command *command, FILE *to)
{
	fputs("fill", to);
	put_box(to, command->bounds);
	if (command->fill.radius_px > 0)
		fprintf(to, " radius %g", tenths(command->fill.radius_px));
	put_ink(to, &command->ink);
}

static void dump_path(const struct draw_command *command, FILE *to)
{
	fputs(command->kind == DRAW_STROKE ? "stroke" : "path", to);
	put_box(to, command->bounds);
	fprintf(to, " %u points", command->path.path->point_count);
	if (command->kind == DRAW_STROKE)
		fprintf(to, " wide %g", tenths(command->path.width_px));
	put_ink(to, &command->ink);
}

static void dump_text(const struct draw_command *command, FILE *to)
{
	const struct draw_text *run = &command->text;

	fprintf(to, "text %g,%d", tenths(run->x), run->baseline_y);
	put_text(to, run->text);
	fprintf(to, " %s %d%s", face_names[run->face], run->size_px, run->rtl ? " rtl" : "");
	if (tenths(run->spacing_px) != 0)
		fprintf(to, " spaced %g", tenths(run->spacing_px));
	put_ink(to, &command->ink);
}

static void dump_moving(const struct draw_command *command, FILE *to)
{
	fputs("moving", to);
	put_box(to, command->bounds);
	fprintf(to, " from %g by %g a second, again after %g", tenths((float)command->moving.from_x),
		tenths((float)command->moving.px_per_s), tenths((float)command->moving.span_px));
	for (size_t i = 0; i < command->moving.list->count; i++) {
		fputs("\n\t", to);
		dump_text(&command->moving.list->commands[i], to);
	}
}

static void dump_picture(const struct draw_command *command, FILE *to)
{
	fputs("picture", to);
	put_box(to, command->bounds);
	put_text(to, command->picture.file);
	if (command->picture.fit)
		fputs(" fit", to);
	if (command->picture.opacity < 255)
		fprintf(to, " opacity %d", command->picture.opacity);
}

static void dump_target(const struct draw_command *command, FILE *to)
{
	fputs("target", to);
	put_box(to, command->bounds);
	fprintf(to, " %d:%d", command->target.action, command->target.argument);
	put_text(to, command->target.name);
}

void draw_dump(const struct draw_list *list, FILE *to)
{
	static void (*const dumps[DRAW_KIND_COUNT])(const struct draw_command *, FILE *) = {
		[DRAW_FILL] = dump_fill,
		[DRAW_PATH] = dump_path,
		[DRAW_STROKE] = dump_path,
		[DRAW_TEXT] = dump_text,
		[DRAW_MOVING] = dump_moving,
		[DRAW_PICTURE] = dump_picture,
		[DRAW_TARGET] = dump_target,
	};

	for (size_t i = 0; i < list->count; i++) {
		dumps[list->commands[i].kind](&list->commands[i], to);
		fputc('\n', to);
	}
}
