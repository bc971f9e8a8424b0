#include "feed/centre/commands.h"

#include "feed/centre/coverage.h"
#include "feed/centre/store.h"

/* hallfeed check. */

enum command_status command_check(struct command_call *call)
{
	struct store *store = call->centre->store;
	struct coverage_count count;
	struct error error;

	if (!store_begin(store, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!coverage_check(store, &count, &error) || !store_commit(store, &error)) {
		store_rollback(store);
		return command_says(call, COMMAND_SYSTEM, &error);
	}
	fprintf(call->out, STR_FMT "\n", STR_ARG(coverage_text(call->arena, &count)));
	return COMMAND_OK;
}
