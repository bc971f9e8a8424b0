#ifndef FEED_WIRE_STAFF_CODE_H
#define FEED_WIRE_STAFF_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"

/*
 * Codes for the staff door of a screen, checked without a network. The centre keeps one secret and hands each area a secret of its
 * own, made from it; a code is made from that, the day and its number among the day's codes. Any thread after sign_start.
 */

enum { STAFF_SECRET_BYTES = 32, STAFF_SECRET_DIGITS = 64, STAFF_CODE_DIGITS = 8 };

void staff_secret_make(uint8_t secret[STAFF_SECRET_BYTES]);
void staff_secret_of_area(const uint8_t centre[STAFF_SECRET_BYTES], struct str area, uint8_t secret[STAFF_SECRET_BYTES]);

/* 64 hexadecimal digits and the end of the line. */
void staff_secret_text(const uint8_t secret[STAFF_SECRET_BYTES], char digits[STAFF_SECRET_DIGITS + 1]);
bool staff_secret_parse(struct str text, uint8_t secret[STAFF_SECRET_BYTES]);

/* day: since 1970, in the hall. number: from 0; each opens a screen once. */
void staff_code(const uint8_t secret[STAFF_SECRET_BYTES], int64_t day, int number, char code[STAFF_CODE_DIGITS + 1]);

#endif
