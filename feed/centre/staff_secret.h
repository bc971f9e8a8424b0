#ifndef FEED_CENTRE_STAFF_SECRET_H
#define FEED_CENTRE_STAFF_SECRET_H

#include "feed/base/error.h"
#include "feed/wire/staff_code.h"

struct centre;
struct arena;

/* The secret by which an area's screens check codes of staff, made from DIR/keys/staff.key, which is made when it is first asked for. */
bool staff_secret_find(const struct centre *centre, struct arena *arena, struct str area, uint8_t secret[STAFF_SECRET_BYTES], struct error *error);

/* Today's code, or a later one of the day; number from 0. */
void staff_secret_code(const struct centre *centre, const uint8_t secret[STAFF_SECRET_BYTES], int number, char code[STAFF_CODE_DIGITS + 1]);

#endif
