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

static uint64_t hash_ink(uint64_t hash, const struct ink *ink)
{
	const uint32_t words[] = {ink->color, (uint32_t)ink->pattern};
	const float floats[] = {ink->pitch_px, ink->band_px};

	return str_hash(str_hash(hash, words, sizeof(words)), floats, sizeof(floats));
}

static uint64_t hash_path(uint64_t hash, const struct draw_command *command)
{
	const struct transform *transform = &command->path.transform;
	const float floats[] = {
		transform->scale_x, transform->scale_y, transform->x, transform->y, command->path.width_px};

	return str_hash(str_hash(hash, &command->path.path->hash, sizeof(uint64_t)), floats, sizeof(floats));
}

static uint64_t hash_text(uint64_t hash, const struct draw_text *run)
{
	const int numbers[] = {(int)run->face, run->size_px, run->rtl, run->baseline_y};
	const float floats[] = {run->x, run->spacing_px};

	hash = str_hash(hash, numbers, sizeof(numbers));
	hash = str_hash(hash, floats, sizeof(floats));
	return str_hash(hash, run->text.bytes, run->text.length);
}

static uint64_t hash_target(uint64_t hash, const struct draw_command *command)
{
	const int numbers[] = {command->target.action, command->target.argument};

	hash = str_hash(hash, &command->target.box, sizeof(command->target.box));
	hash = str_hash(hash, numbers, sizeof(numbers));
	return str_hash(hash, command->target.name.bytes, command->target.name.length);
}

static uint64_t hash_command(const struct draw_command *command)
{
	const int kind = (int)command->kind;
	uint64_t hash = str_hash(STR_HASH_START, &kind, sizeof(kind));

	hash = hash_ink(str_hash(hash, &command->clip, sizeof(command->clip)), &command->ink);
	switch (command->kind) {
	case DRAW_FILL:
		hash = str_hash(hash, &command->fill.box, sizeof(command->fill.box));
		return str_hash(hash, &command->fill.radius_px, sizeof(command->fill.radius_px));
	case DRAW_PATH:
	case DRAW_STROKE:
		return hash_path(hash, command);
	case DRAW_TEXT:
		return hash_text(hash, &command->text);
	case DRAW_MOVING:
		hash = str_hash(hash, &command->moving.x, sizeof(command->moving.x));
		return hash ^ draw_hash(command->moving.list);
	case DRAW_PICTURE:
		hash = str_hash(hash, &command->picture.box, sizeof(command->picture.box));
		hash = str_hash(hash, &command->picture.fit, sizeof(command->picture.fit));
		hash = str_hash(hash, &command->picture.opacity, sizeof(command->picture.opacity));
		hash = str_hash(hash, &command->picture.ground, sizeof(command->picture.ground));
		return str_hash(hash, command->picture.file.bytes, command->picture.file.length);
	case DRAW_TARGET:
	case DRAW_KIND_COUNT:
		break;
	}
	return hash_target(hash, command);
}

/* What cannot be seen is not recorded. */
static void put(struct draw_list *list, struct draw_command command, struct rect reach)
{
	command.clip = list->clip;
	command.bounds = rect_intersect(reach, list->clip);
	if (rect_is_empty(command.bounds) || list->count == DRAW_COMMANDS_MAX)
		return;
	if (command.kind < DRAW_MOVING && command.ink.color >> 24 == 0)
		return;
	command.hash = hash_command(&command);
	list->commands = arena_grow(list->arena, list->commands, list->count, &list->capacity, sizeof(*list->commands));
	list->commands[list->count++] = command;
	list->reach = rect_union(list->reach, command.bounds);
}

static struct ink solid(uint32_t color)
{
	return (struct ink){.color = color};
}

void draw_fill(struct draw_list *list, struct rect box, uint32_t color)
{
	draw_fill_ink(list, box, solid(color), 0);
}

void draw_rounded(struct draw_list *list, struct rect box, float radius_px, uint32_t color)
{
	draw_fill_ink(list, box, solid(color), radius_px);
}

void draw_fill_ink(struct draw_list *list, struct rect box, struct ink ink, float radius_px)
{
	put(list, (struct draw_command){.kind = DRAW_FILL, .ink = ink, .fill = {box, radius_px}}, box);
}

void draw_frame(struct draw_list *list, struct rect box, float radius_px, float width_px, uint32_t color)
{
	struct path_builder ring = path_begin(list->arena);
	float x = (float)box.x, y = (float)box.y, width = (float)box.width, height = (float)box.height;

	if (rect_is_empty(rect_intersect(box, list->clip)))
		return;
	path_rounded(&ring, x, y, width, height, radius_px);
	if (width > 2 * width_px && height > 2 * width_px)
		path_rounded_hole(&ring, x + width_px, y + width_px, width - 2 * width_px, height - 2 * width_px,
			fmaxf(0, radius_px - width_px));
	draw_path(list, path_seal(&ring), TRANSFORM_NONE, color);
}

/* Pixels far outside any screen are as good as infinitely far. */
static int to_pixel(float value)
{
	const float limit = 1 << 20;

	return (int)fmaxf(-limit, fminf(limit, value));
}

static struct rect path_reach(const struct path *path, struct transform transform, float grow)
{
	float ax = path->low.x * transform.scale_x + transform.x, bx = path->high.x * transform.scale_x + transform.x;
	float ay = path->low.y * transform.scale_y + transform.y, by = path->high.y * transform.scale_y + transform.y;
	int left = to_pixel(floorf(fminf(ax, bx) - grow)), right = to_pixel(ceilf(fmaxf(ax, bx) + grow));
	int top = to_pixel(floorf(fminf(ay, by) - grow)), bottom = to_pixel(ceilf(fmaxf(ay, by) + grow));

	return (struct rect){left, top, right - left, bottom - top};
}

void draw_path(struct draw_list *list, const struct path *path, struct transform transform, uint32_t color)
{
	draw_path_ink(list, path, transform, solid(color));
}

void draw_path_ink(struct draw_list *list, const struct path *path, struct transform transform, struct ink ink)
{
	put(list, (struct draw_command){.kind = DRAW_PATH, .ink = ink, .path = {path, transform, 0}},
		path_reach(path, transform, 0));
}

void draw_stroke(
	struct draw_list *list, const struct path *path, struct transform transform, float width_px, uint32_t color)
{
	put(list, (struct draw_command){.kind = DRAW_STROKE, .ink = solid(color), .path = {path, transform, width_px}},
		path_reach(path, transform, width_px / 2 + 1));
}

void draw_text(struct draw_list *list, const struct draw_text *run, uint32_t color, struct rect ink_box)
{
	REQUIRE(run->face < FACE_COUNT);
	put(list, (struct draw_command){.kind = DRAW_TEXT, .ink = solid(color), .text = *run}, ink_box);
}

/* In quarters of a pixel, as it is painted. */
static float moved_x(const struct draw_command *command, int64_t time_us)
{
	double way = fmod((double)time_us * command->moving.px_per_s / 1e6, command->moving.span_px);

	return (float)(floor((command->moving.from_x + way) * 4 + 0.5) / 4);
}

void draw_moving(struct draw_list *list, const struct draw_list *runs, struct rect box, uint32_t ground, double from_x, double px_per_s,
	double span_px, int64_t time_us)
{
	struct draw_command command = {
		.kind = DRAW_MOVING, .moving = {.list = runs, .from_x = from_x, .px_per_s = px_per_s, .span_px = span_px, .ground = ground}};

	REQUIRE(span_px > 0);
	command.moving.x = moved_x(&command, time_us);
	put(list, command, box);
	list->moves = true;
}

void draw_advance(struct draw_list *list, int64_t time_us)
{
	for (size_t i = 0; list->moves && i < list->count; i++) {
		struct draw_command *command = &list->commands[i];

		if (command->kind != DRAW_MOVING)
			continue;
		command->moving.x = moved_x(command, time_us);
		command->hash = hash_command(command);
	}
}

void draw_picture(struct draw_list *list, const struct draw_picture *picture)
{
	put(list, (struct draw_command){.kind = DRAW_PICTURE, .picture = *picture}, picture->box);
}

void draw_target(struct draw_list *list, struct rect box, int action, int argument, struct str name)
{
	put(list, (struct draw_command){.kind = DRAW_TARGET, .target = {box, action, argument, name}}, box);
}

uint64_t draw_hash(const struct draw_list *list)
{
	uint64_t hash = STR_HASH_START;

	for (size_t i = 0; i < list->count; i++)
		hash = str_hash(hash, &list->commands[i].hash, sizeof(list->commands[i].hash));
	return hash;
}

const struct draw_command *draw_find_target(const struct draw_list *list, struct point point)
{
	for (size_t i = list->count; i-- > 0;)
		if (list->commands[i].kind == DRAW_TARGET && rect_contains(list->commands[i].bounds, point))
			return &list->commands[i];
	return NULL;
}
