#ifndef FEED_CENTRE_SOURCE_SOURCE_COMMANDS_H
#define FEED_CENTRE_SOURCE_SOURCE_COMMANDS_H

#include "feed/centre/command.h"

/* hallfeed source. Asking needs no centre; what was answered is taken by who holds it. */

enum command_status command_source_add(struct command_call *call);
enum command_status command_source_list(struct command_call *call);
enum command_status command_source_remove(struct command_call *call);
enum command_status command_source_poll(struct command_call *call);
enum command_status command_source_take(struct command_call *call);

#endif
