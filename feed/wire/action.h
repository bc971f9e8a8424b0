#ifndef FEED_WIRE_ACTION_H
#define FEED_WIRE_ACTION_H

#include "feed/base/error.h"
#include "feed/model/action.h"
#include "feed/wire/sign.h"

struct arena;

/*
 * Actions on their way: from the centre in the answer to a heartbeat, {"actions":[...]}, each with a signature of its own; results
 * back by POST /v1/action, a file in them as base64. Pure. Any thread after sign_start.
 */

void action_sign(struct action *action, const struct sign_secret *secret);
bool action_verify(const struct action *action, const struct sign_public *open);

/* A secret for one screen alone, by the Ed25519 key that it signs with: hexadecimal digits, at most ACTION_ARGUMENT_BYTES_MAX. */
enum { ACTION_SEAL_BYTES = 48, ACTION_SEALED_BYTES_MAX = 64 /* of what is sealed */ };
struct str action_seal(struct arena *arena, struct str secret, const uint8_t device_key[SIGN_PUBLIC_BYTES]);
/* false: not sealed for this key. opened is of `bytes`. */
bool action_unseal(struct str sealed, const uint8_t device_secret[SIGN_SECRET_BYTES], uint8_t *opened, size_t bytes);

struct action_list {
	struct action items[ACTIONS_AT_ONCE];
	size_t count;
};

struct str action_list_encode(struct arena *arena, const struct action_list *list);
bool action_list_decode(struct arena *arena, struct str bytes, struct action_list *list, struct error *error);

struct str action_result_encode(struct arena *arena, const struct action_result *result);
bool action_result_decode(struct arena *arena, struct str bytes, struct action_result *result, struct error *error);

#endif
