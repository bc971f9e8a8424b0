#include "kiosk/script.h"

#include "feed/base/arena.h"

#define STEP_UNDERSTOOD "MS tap X Y, MS wait or MS picture FILE"

static struct str next_word(struct str *rest)
{
	struct str word;

	*rest = str_trim(*rest);
	word = str_part(*rest, 0, str_find(*rest, STR(" ")));
	*rest = str_part(*rest, word.length, rest->length);
	return word;
}

static bool read_tap(struct str rest, struct script_step *step)
{
	int64_t x, y;

	if (!str_integer(next_word(&rest), &x) || !str_integer(next_word(&rest), &y) || str_trim(rest).length)
		return false;
	if (x < 0 || y < 0 || x > 100000 || y > 100000)
		return false;
	step->act = SCRIPT_TAP;
	step->at = (struct point){(int)x, (int)y};
	return true;
}

static bool read_step(struct arena *arena, struct str line, struct script_step *step)
{
	struct str time = next_word(&line), act = next_word(&line);

	if (!str_integer(time, &step->at_ms) || step->at_ms < 0 || step->at_ms > SCRIPT_MS_MAX)
		return false;
	if (str_equal(act, STR("tap")))
		return read_tap(line, step);
	line = str_trim(line);
	if (str_equal(act, STR("wait"))) {
		step->act = SCRIPT_WAIT;
		return line.length == 0;
	}
	step->act = SCRIPT_PICTURE;
	step->file = str_copy(arena, line);
	return str_equal(act, STR("picture")) && line.length > 0;
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
