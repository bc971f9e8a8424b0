#ifndef FEED_WIRE_ENROL_H
#define FEED_WIRE_ENROL_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/model/enrol_code.h"

struct arena;

/*
 * POST /v1/enrol: a screen that is new shows that a person gave it a code, and is told which hall it is in and whose feed to
 * believe. The code itself never goes over the wire: both sides make a key from it (Argon2id, so that what was overheard cannot be
 * tried against all codes), the screen proves with it that the key that it made is its own, and the centre that the answer is the
 * centre's. Any thread after sign_start.
 */

enum {
	ENROL_SECRET_BYTES = 32, /* made from the code */
	ENROL_ID_DIGITS = 16,    /* by which the centre finds the code */
	ENROL_KEY_DIGITS = 64,
	ENROL_PROOF_DIGITS = 64,
	ENROL_NAME_BYTES_MAX = 64, /* of an area, a group, a screen's name */
	ENROL_CENTRE_BYTES_MAX = 128,
	ENROL_BYTES_MAX = 1024   /* of a request or an answer */
};

void enrol_code_make(char code[ENROL_CODE_DIGITS + 1]);

/* About ten milliseconds and 8 MiB, on purpose. */
void enrol_secret(const char code[ENROL_CODE_DIGITS + 1], uint8_t secret[ENROL_SECRET_BYTES]);
void enrol_id(const uint8_t secret[ENROL_SECRET_BYTES], char id[ENROL_ID_DIGITS + 1]);

struct enrol_request {
	char id[ENROL_ID_DIGITS + 1];
	char key[ENROL_KEY_DIGITS + 1];
	char proof[ENROL_PROOF_DIGITS + 1];
};

struct enrol_answer {
	struct str area, group; /* the group may be empty */
	struct str centre;      /* the second line of centre.pub */
	char proof[ENROL_PROOF_DIGITS + 1];
};

void enrol_request_prove(struct enrol_request *request, const uint8_t secret[ENROL_SECRET_BYTES]);
bool enrol_request_proven(const struct enrol_request *request, const uint8_t secret[ENROL_SECRET_BYTES]);
void enrol_answer_prove(struct enrol_answer *answer, const char *key, const uint8_t secret[ENROL_SECRET_BYTES]);
bool enrol_answer_proven(const struct enrol_answer *answer, const char *key, const uint8_t secret[ENROL_SECRET_BYTES]);

struct str enrol_request_encode(struct arena *arena, const struct enrol_request *request);
bool enrol_request_decode(struct arena *arena, struct str bytes, struct enrol_request *request, struct error *error);
struct str enrol_answer_encode(struct arena *arena, const struct enrol_answer *answer);
bool enrol_answer_decode(struct arena *arena, struct str bytes, struct enrol_answer *answer, struct error *error);

#endif
