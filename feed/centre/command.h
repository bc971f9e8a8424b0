#ifndef FEED_CENTRE_COMMAND_H
#define FEED_CENTRE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "feed/base/arena.h"
#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/centre/centre.h"

struct clock;
struct command_call;

/*
 * hallfeed NAME ARGUMENTS...: a table of commands, and how one is called: by a person, or by another hallfeed through
 * the control socket of the one that serves the centre.
 */

enum command_status { COMMAND_OK, COMMAND_REFUSED, COMMAND_USAGE, COMMAND_SYSTEM };

enum { COMMAND_ARGUMENTS_MAX = 3, COMMAND_OPTIONS_MAX = 8, COMMAND_WORDS_MAX = 24 };

struct command {
	const char *name;         /* "import", or two words: "alert raise" */
	const char *arguments;    /* "DIR KIND FILE": all must be there; DIR, FILE and OUT are paths. Then one that may be
				     left out, and further options: "DIR AREA [OTHER] [--id ID] [--drill]" */
	const char *option;       /* "--period", or NULL */
	const char *option_value; /* "PERIOD" */
	const char *help;
	enum command_status (*run)(struct command_call *call);
	bool handed; /* needs an open centre; a hallfeed that serves it does the work */
};

struct command_table {
	const struct command *commands;
	size_t count;
};

/* Of the further options. */
struct command_word {
	const char *name, *value; /* borrowed; value is NULL for a flag */
};

struct command_call {
	const struct command_table *table;
	const struct command *command;
	const char *arguments[COMMAND_ARGUMENTS_MAX]; /* borrowed; the first is DIR */
	const char *option;                           /* its value or NULL; borrowed */
	struct command_word options[COMMAND_OPTIONS_MAX];
	size_t option_count;
	struct arena *arena;                          /* borrowed */
	const struct clock *clock;                    /* borrowed */
	bool serving;                                 /* a hallfeed that serves does it for another one */
	struct centre *centre;                        /* borrowed; open where the command is handed, else NULL */
	FILE *out, *err;                              /* borrowed */
};

/* Everything of a process: words are main's. */
int command_main(const struct command_table *table, int count, char **words);

/* Words after the program's name into a call. Else usage goes to err and the answer is false. */
bool command_parse(
	const struct command_table *table, size_t count, const char *const *words, struct command_call *call);

/* Another command, which is handed: here where the centre can be had, else by who serves it. */
enum command_status command_hand(const struct command_call *call, size_t count, const char *const *words, FILE *out, FILE *err);

/* Whether a further option was given; its value (empty for a flag), else NULL. */
const char *command_option(const struct command_call *call, const char *name);

/* One line to the call's err; returns the status. */
enum command_status command_says(struct command_call *call, enum command_status status, const struct error *error);

/* The same for a centre that does not open; faults of its settings go out as all faults do. */
enum command_status command_cannot_open(
	struct command_call *call, enum centre_obstacle obstacle, const struct error *error);

#endif
