#ifndef FEED_CENTRE_GATE_GATE_COMMANDS_H
#define FEED_CENTRE_GATE_GATE_COMMANDS_H

#include "feed/centre/command.h"

/* hallfeed import, draft and log. */

enum command_status command_import(struct command_call *call);
enum command_status command_draft_list(struct command_call *call);
enum command_status command_draft_review(struct command_call *call);
enum command_status command_draft_accept(struct command_call *call);
enum command_status command_draft_refuse(struct command_call *call);
enum command_status command_draft_compare(struct command_call *call);
enum command_status command_draft_again(struct command_call *call);
enum command_status command_log(struct command_call *call);

#endif
