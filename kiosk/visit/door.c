#include "kiosk/visit/door.h"

#include <string.h>

#define CORNER_SHARE 0.08 /* of the screen's width and height */

static int corner_at(double x, double y)
{
	bool left = x < CORNER_SHARE, right = x > 1 - CORNER_SHARE, top = y < CORNER_SHARE, bottom = y > 1 - CORNER_SHARE;

	if (top && (left || right))
		return left ? 0 : 1;
	if (bottom && (left || right))
		return right ? 2 : 3;
	return -1;
}

bool door_corner(struct door *door, double x, double y, int64_t now_ms)
{
	int corner = corner_at(x, y);

	if (corner == 0) {
		door->corner = 1;
		door->gesture_ms = now_ms;
		return false;
	}
	if (corner < 0 || corner != door->corner || now_ms - door->gesture_ms > DOOR_GESTURE_MS) {
		door->corner = 0;
		return false;
	}
	door->corner = (door->corner + 1) % DOOR_CORNERS;
	return door->corner == 0;
}

static void go(struct door *door, enum door_place place)
{
	door->place = place;
	door->said = SAID_NOTHING;
	door->digit_count = 0;
	door->notice = LOCAL_NONE;
	door->cells = 0;
	door->color = 0;
	memset(door->digits, 0, sizeof(door->digits));
}

void door_open(struct door *door, enum language language, int64_t now_ms)
{
	door->language = language;
	door->touched_ms = now_ms;
	go(door, DOOR_CODE);
}

static enum door_wish type_digit(struct door *door, int digit)
{
	door->said = SAID_NOTHING;
	if (door->digit_count < DOOR_CODE_DIGITS && digit >= 0 && digit <= 9)
		door->digits[door->digit_count++] = (char)('0' + digit);
	return door->digit_count == DOOR_CODE_DIGITS ? WISH_CHECK : WISH_NONE;
}

/* What is asked for before the code was right is not done. */
static enum door_wish at_code(struct door *door, enum door_act act, int number)
{
	if (act == DOOR_DIGIT)
		return type_digit(door, number);
	if (act == DOOR_ERASE && door->digit_count > 0)
		door->digits[--door->digit_count] = '\0';
	return WISH_NONE;
}

static enum door_wish behind(struct door *door, enum door_act act, int number, int64_t now_ms)
{
	switch (act) {
	case DOOR_BACK:
		go(door, DOOR_MENU);
		return WISH_NONE;
	case DOOR_GO:
		if (number >= DOOR_MENU && number < DOOR_PLACE_COUNT)
			go(door, (enum door_place)number);
		return WISH_NONE;
	case DOOR_RESTART:
		return WISH_RESTART;
	case DOOR_PICTURE:
		return WISH_PICTURE;
	case DOOR_TESTING:
		door->testing_until_ms = door->testing_until_ms ? 0 : now_ms + DOOR_TESTING_MS;
		return WISH_NONE;
	case DOOR_NOTICE:
		if (number > LOCAL_NONE && number < LOCAL_KIND_COUNT)
			door->notice = (enum local_notice_kind)number;
		return WISH_NONE;
	case DOOR_UNTIL:
		door->until = (enum door_until)number;
		return door->notice != LOCAL_NONE && number >= 0 && number < UNTIL_COUNT ? WISH_NOTICE : WISH_NONE;
	case DOOR_NOTICE_OFF:
		return WISH_NOTICE_OFF;
	case DOOR_NEXT_COLOR:
		door->color++;
		if (door->color >= DOOR_COLORS)
			go(door, DOOR_MENU);
		return WISH_NONE;
	default:
		return WISH_NONE;
	}
}

enum door_wish door_step(struct door *door, int argument, int64_t now_ms)
{
	enum door_act act = (enum door_act)(argument / 16);
	int number = argument % 16;

	if (door->place == DOOR_SHUT || argument < 0)
		return WISH_NONE;
	door->touched_ms = now_ms;
	if (act == DOOR_LEAVE) {
		go(door, DOOR_SHUT);
		return WISH_NONE;
	}
	if (act == DOOR_LANGUAGE) {
		if (number < LANGUAGE_COUNT)
			door->language = (enum language)number;
		return WISH_NONE;
	}
	return door->place == DOOR_CODE ? at_code(door, act, number) : behind(door, act, number, now_ms);
}

void door_checked(struct door *door, enum door_said said, int64_t now_ms)
{
	door->touched_ms = now_ms;
	go(door, said == SAID_NOTHING ? DOOR_MENU : DOOR_CODE);
	door->said = said;
}

void door_say(struct door *door, enum door_said said)
{
	if (said == SAID_NOTICE_UP || said == SAID_NOTICE_OFF)
		door->notice = LOCAL_NONE;
	door->said = said;
}

void door_touched(struct door *door, double x, double y, int64_t now_ms)
{
	int column = (int)(x * DOOR_CELLS_X), row = (int)(y * DOOR_CELLS_Y);

	door->touched_ms = now_ms;
	if (door->place == DOOR_TOUCH && column >= 0 && column < DOOR_CELLS_X && row >= 0 && row < DOOR_CELLS_Y)
		door->cells |= UINT64_C(1) << (row * DOOR_CELLS_X + column);
}

int64_t door_due_ms(const struct door *door)
{
	int64_t due = INT64_MAX;

	if (door->place != DOOR_SHUT)
		due = door->touched_ms + (door->place == DOOR_CODE ? DOOR_CODE_MS : DOOR_IDLE_MS);
	if (door->testing_until_ms && door->testing_until_ms < due)
		due = door->testing_until_ms;
	return due;
}

void door_tick(struct door *door, int64_t now_ms)
{
	if (door->testing_until_ms && now_ms >= door->testing_until_ms)
		door->testing_until_ms = 0;
	if (door->place != DOOR_SHUT && now_ms >= door_due_ms(door))
		go(door, DOOR_SHUT);
}
