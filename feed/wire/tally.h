#ifndef FEED_WIRE_TALLY_H
#define FEED_WIRE_TALLY_H

#include <stdbool.h>

#include "feed/model/rating.h"

/*
 * How many ratings a device stored in an hour, signed by the device (Ed25519). A device's id is the beginning of its public key,
 * so that nobody else can count for it. Any thread after sign_start.
 */

enum { TALLY_SECRET_BYTES = 64, TALLY_DEVICE_DIGITS = 32 };

void tally_make_device(uint8_t secret[TALLY_SECRET_BYTES], char device[TALLY_DEVICE_DIGITS + 1]);
void tally_device(const uint8_t secret[TALLY_SECRET_BYTES], char device[TALLY_DEVICE_DIGITS + 1]);

void tally_sign(struct rating_count *count, const uint8_t secret[TALLY_SECRET_BYTES]);
void tally_sign_visits(struct rating_visits *visits, const uint8_t secret[TALLY_SECRET_BYTES]);
bool tally_verify_visits(const struct rating_visits *visits);

bool tally_verify(const struct rating_count *count);

#endif
