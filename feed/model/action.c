#include "feed/model/action.h"

static const char *const names[ACTION_KIND_COUNT] = {
	[ACTION_RELOAD] = "reload",
	[ACTION_RESTART] = "restart",
	[ACTION_SCREENSHOT] = "screenshot",
	[ACTION_LOG] = "log",
	[ACTION_SCREEN_ON] = "screen-on",
	[ACTION_SCREEN_OFF] = "screen-off",
	[ACTION_STAFF_CODE] = "staff-code",
};

struct str action_kind_name(enum action_kind kind)
{
	return str_from(names[kind]);
}

bool action_kind_find(struct str name, enum action_kind *kind)
{
	for (*kind = 0; *kind < ACTION_KIND_COUNT; ++*kind)
		if (str_equal(name, action_kind_name(*kind)))
			return true;
	return false;
}
