#include "kiosk/script.h"

#include "feed/base/arena.h"

#define STEP_UNDERSTOOD "MS tap X Y, MS swipe X Y X Y, MS key NAME, MS wait, MS picture FILE or MS text FILE"

static struct str next_word(struct str *rest)
{
	struct str word;

	*rest = str_trim(*rest);
	word = str_part(*rest, 0, str_find(*rest, STR(" ")));
	*rest = str_part(*rest, word.length, rest->length);
	return word;
}

static bool read_point(struct str *rest, struct point *point)
{
	int64_t x, y;

	if (!str_integer(next_word(rest), &x) || !str_integer(next_word(rest), &y) || x < 0 || y < 0 || x > 100000 || y > 100000)
		return false;
	*point = (struct point){(int)x, (int)y};
	return true;
}

static bool read_touch(struct str rest, enum script_act act, struct script_step *step)
{
	step->act = act;
	return read_point(&rest, &step->at) && (act == SCRIPT_TAP || read_point(&rest, &step->to)) && str_trim(rest).length == 0;
}

static bool read_key(struct str rest, struct script_step *step)
{
	static const struct {
		const char *name;
		int key;
	} keys[] = {{"tab", '\t'}, {"left", 'L'}, {"right", 'R'}, {"up", 'U'}, {"down", 'D'}, {"enter", '\r'}, {"space", ' '},
		{"back", '\b'}, {"escape", '\x1b'}, {"r", 'r'}, {"p", 'p'}, {"+", '+'}, {"-", '-'}};

	step->act = SCRIPT_KEY;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (str_equal(str_trim(rest), str_from(keys[i].name))) {
			step->key = keys[i].key;
			return true;
		}
	return false;
}

static bool read_step(struct arena *arena, struct str line, struct script_step *step)
{
	struct str time = next_word(&line), act = next_word(&line);

	if (!str_integer(time, &step->at_ms) || step->at_ms < 0 || step->at_ms > SCRIPT_MS_MAX)
		return false;
	if (str_equal(act, STR("tap")) || str_equal(act, STR("swipe")))
		return read_touch(line, str_equal(act, STR("tap")) ? SCRIPT_TAP : SCRIPT_SWIPE, step);
	if (str_equal(act, STR("key")))
		return read_key(line, step);
	line = str_trim(line);
	if (str_equal(act, STR("wait"))) {
		step->act = SCRIPT_WAIT;
		return line.length == 0;
	}
	step->act = str_equal(act, STR("text")) ? SCRIPT_TEXT : SCRIPT_PICTURE;
	step->file = str_copy(arena, line);
	return (step->act == SCRIPT_TEXT || str_equal(act, STR("picture"))) && line.length > 0;
}

bool script_parse(struct arena *arena, struct str file, struct str text, struct script *script, struct faults *faults)
{
	size_t capacity = 0;
	bool ok = true;
	struct str line;

	*script = (struct script){0};
	for (int number = 1; str_next(&text, '\n', &line); number++) {
		struct script_step step = {0};

		line = str_trim(line);
		if (line.length == 0 || line.bytes[0] == '#')
			continue;
		if (!read_step(arena, line, &step) || script->count == SCRIPT_STEPS_MAX) {
			faults_add(faults, file, number, 1, line, STR(STEP_UNDERSTOOD));
			ok = false;
			continue;
		}
		if (script->count && step.at_ms < script->steps[script->count - 1].at_ms) {
			faults_add(faults, file, number, 1, line, STR("a time that is not before the line above"));
			ok = false;
		}
		script->steps = arena_grow(arena, script->steps, script->count, &capacity, sizeof(*script->steps));
		script->steps[script->count++] = step;
	}
	return ok;
}
