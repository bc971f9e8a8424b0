#include "kiosk/draw/draw.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

void draw_begin(struct draw_list *list, struct arena *arena, struct rect clip)
{
	*list = (struct draw_list){.arena = arena, .clip = clip};
}

struct rect draw_clip(struct draw_list *list, struct rect box)
{
	struct rect before = list->clip;

	list->clip = rect_intersect(before, box);
	return before;
}

void draw_unclip(struct draw_list *list, struct rect before)
{
	list->clip = before;
}

static uint64_t hash_value(uint64_t hash, const void *value, size_t size)
{
	return str_hash(hash, value, size);
}

#define HASH(hash, value) hash_value((hash), &(value), sizeof(value))

static uint64_t hash_text(uint64_t hash, const struct draw_text *text)
{
	int shape[] = {(int)text->face, text->size_px, text->rtl, text->baseline_y};
	float place[] = {text->x, text->spacing_px};

	return str_hash(HASH(HASH(hash, shape), place), text->text.bytes, text->text.length);
}

/* Field by field: the padding of structs is nobody's. */
static uint64_t hash_command(const struct draw_command *command)
{
	uint32_t ink[] = {(uint32_t)command->kind, command->ink.color, (uint32_t)command->ink.pattern};
	float bands[] = {command->ink.pitch_px, command->ink.band_px};
	uint64_t hash = HASH(HASH(HASH(STR_HASH_START, ink), bands), command->clip);

	switch (command->kind) {
	case DRAW_FILL:
		return HASH(HASH(hash, command->fill.box), command->fill.radius_px);
	case DRAW_PATH:
	case DRAW_STROKE:
		return HASH(HASH(HASH(hash, command->path.path->hash), command->path.transform), command->path.width_px);
	case DRAW_TEXT:
		return hash_text(hash, &command->text);
	case DRAW_PICTURE:
		return str_hash(HASH(hash, command->picture.box), command->picture.file.bytes, command->picture.file.length);
	case DRAW_TARGET: {
		int what[] = {command->target.action, command->target.argument};

		return HASH(HASH(hash, command->target.box), what);
	}
	case DRAW_KIND_COUNT:
		break;
	}
	return hash;
}

/* Commands that reach nothing are not kept. */
static void put(struct draw_list *list, struct draw_command command, struct rect reach)
{
	command.clip = list->clip;
	command.bounds = rect_intersect(reach, list->clip);
	if (rect_is_empty(command.bounds) || (command.kind != DRAW_TARGET && command.kind != DRAW_PICTURE && command.ink.color >> 24 == 0))
		return;
	REQUIRE(list->count < DRAW_COMMANDS_MAX);
	command.hash = hash_command(&command);
	list->commands = arena_grow(list->arena, list->commands, list->count, &list->capacity, sizeof(command));
	list->commands[list->count++] = command;
}

static struct ink solid(uint32_t color)
{
	return (struct ink){.color = color};
}

void draw_fill_ink(struct draw_list *list, struct rect box, struct ink ink, float radius_px)
{
	struct draw_command command = {.kind = DRAW_FILL, .ink = ink, .fill = {box, radius_px}};

	if (!rect_is_empty(box))
		put(list, command, box);
}

void draw_fill(struct draw_list *list, struct rect box, uint32_t color)
{
	draw_fill_ink(list, box, solid(color), 0);
}

void draw_rounded(struct draw_list *list, struct rect box, float radius_px, uint32_t color)
{
	draw_fill_ink(list, box, solid(color), radius_px);
}

static void reversed_rounded(struct path_builder *builder, float x, float y, float width, float height, float radius)
{
	const struct path *path;
	struct path_builder forward = path_begin(builder->arena);
	uint32_t at;

	path_rounded(&forward, x, y, width, height, radius);
	path = path_seal(&forward);
	at = path->point_count;
	path_move(builder, path->points[at - 1].x, path->points[at - 1].y);
	at--;
	for (uint32_t verb = path->verb_count - 1; verb-- > 1;) {
		const struct path_point *p = path->points;

		if (path->verbs[verb] == PATH_CUBIC) {
			path_cubic(builder, p[at - 1].x, p[at - 1].y, p[at - 2].x, p[at - 2].y, p[at - 3].x, p[at - 3].y);
			at -= 3;
		} else {
			path_line(builder, p[at - 1].x, p[at - 1].y);
			at -= 1;
		}
	}
	path_close(builder);
}

void draw_frame(struct draw_list *list, struct rect box, float radius_px, float width_px, uint32_t color)
{
	struct path_builder builder = path_begin(list->arena);
	float width = (float)box.width, height = (float)box.height, w = width_px;

	if (rect_is_empty(box))
		return;
	path_rounded(&builder, 0, 0, width, height, radius_px);
	if (width > 2 * w && height > 2 * w)
		reversed_rounded(&builder, w, w, width - 2 * w, height - 2 * w, radius_px - w);
	draw_path(list, path_seal(&builder), (struct transform){1, 1, (float)box.x, (float)box.y}, color);
}

static struct rect reach_of(const struct path *path, struct transform t, float grow)
{
	float x0 = path->low.x * t.scale_x + t.x, x1 = path->high.x * t.scale_x + t.x;
	float y0 = path->low.y * t.scale_y + t.y, y1 = path->high.y * t.scale_y + t.y;
	int left = (int)floorf(fminf(x0, x1) - grow), right = (int)ceilf(fmaxf(x0, x1) + grow);
	int top = (int)floorf(fminf(y0, y1) - grow), bottom = (int)ceilf(fmaxf(y0, y1) + grow);

	return (struct rect){left, top, right - left, bottom - top};
}

void draw_path_ink(struct draw_list *list, const struct path *path, struct transform transform, struct ink ink)
{
	struct draw_command command = {.kind = DRAW_PATH, .ink = ink, .path = {path, transform, 0}};

	if (path->verb_count)
		put(list, command, reach_of(path, transform, 1));
}

void draw_path(struct draw_list *list, const struct path *path, struct transform transform, uint32_t color)
{
	draw_path_ink(list, path, transform, solid(color));
}

void draw_stroke(struct draw_list *list, const struct path *path, struct transform transform, float width_px, uint32_t color)
{
	struct draw_command command = {.kind = DRAW_STROKE, .ink = solid(color), .path = {path, transform, width_px}};

	if (path->verb_count && width_px > 0)
		put(list, command, reach_of(path, transform, width_px / 2 + 1));
}

void draw_text(struct draw_list *list, const struct draw_text *run, uint32_t color, struct rect ink_box)
{
	struct draw_command command = {.kind = DRAW_TEXT, .ink = solid(color), .text = *run};

	if (run->text.length == 0)
		return;
	command.text.text = str_copy(list->arena, run->text);
	put(list, command, ink_box);
}

void draw_picture(struct draw_list *list, struct rect box, struct str file)
{
	struct draw_command command = {.kind = DRAW_PICTURE, .picture = {box, str_copy(list->arena, file)}};

	put(list, command, box);
}

void draw_target(struct draw_list *list, struct rect box, int action, int argument, struct str name)
{
	struct draw_command command = {.kind = DRAW_TARGET, .target = {box, action, argument, str_copy(list->arena, name)}};

	put(list, command, box);
}

uint64_t draw_hash(const struct draw_list *list)
{
	uint64_t hash = STR_HASH_START;

	for (size_t i = 0; i < list->count; i++)
		hash = HASH(hash, list->commands[i].hash);
	return hash;
}

const struct draw_command *draw_find_target(const struct draw_list *list, struct point point)
{
	for (size_t i = list->count; i-- > 0;)
		if (list->commands[i].kind == DRAW_TARGET && rect_contains(list->commands[i].bounds, point))
			return &list->commands[i];
	return NULL;
}
