#include "feed/centre/commands.h"

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/archive.h"
#include "feed/centre/import_kind.h"
#include "feed/centre/judgement.h"
#include "feed/centre/record.h"

/* hallfeed period open, notice, freeze, correct; hallfeed archive; hallfeed objection raise, answer, list. */

static enum command_status refuse(struct command_call *call, const char *found, struct str expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", found), expected);
	faults_print(&faults, call->err);
	return COMMAND_USAGE;
}

static enum command_status find(struct command_call *call, const char *name, struct period *period)
{
	struct error error;

	switch (period_find(call->centre->store, call->arena, str_from(name), period, &error)) {
	case PERIOD_FOUND:
		return COMMAND_OK;
	case PERIOD_NONE:
		return command_says(call, COMMAND_REFUSED, &error);
	case PERIOD_FAILED:
		break;
	}
	return command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_period_open(struct command_call *call)
{
	struct error error;

	if (!judgement_open(call->centre, str_from(call->arguments[1]), &error))
		return command_says(call, COMMAND_REFUSED, &error);
	fprintf(call->out, "%s is open\n", call->arguments[1]);
	return COMMAND_OK;
}

enum command_status command_period_notice(struct command_call *call)
{
	int64_t days = call->centre->settings.notice_days;
	struct period period;
	struct error error;
	enum command_status status;

	if (call->option && (!str_integer(str_from(call->option), &days) || days < 1 || days > 60))
		return refuse(call, call->option, STR("a whole number of days from 1 to 60"));
	if ((status = find(call, call->arguments[1], &period)) != COMMAND_OK)
		return status;
	if (!judgement_notice(call->centre, &period, days, &error))
		return command_says(call, COMMAND_REFUSED, &error);
	fprintf(call->out, STR_FMT " is a draft under public notice for %lld %s\n", STR_ARG(period.name),
		(long long)days, days == 1 ? "day" : "days");
	return COMMAND_OK;
}

enum command_status command_period_freeze(struct command_call *call)
{
	struct period period;
	struct error error;
	enum command_status status;

	if ((status = find(call, call->arguments[1], &period)) != COMMAND_OK)
		return status;
	if (!judgement_freeze(call->centre, &period, &error))
		return command_says(call, COMMAND_REFUSED, &error);
	record_frozen(call->centre, period.name);
	fprintf(call->out, STR_FMT " is frozen\n", STR_ARG(period.name));
	return COMMAND_OK;
}

enum command_status command_period_correct(struct command_call *call)
{
	struct period period;
	struct error error;
	int64_t changes;
	enum command_status status;

	if (!call->option)
		return refuse(call, "", STR("--reason TEXT: what is published beside the correction"));
	if ((status = find(call, call->arguments[1], &period)) != COMMAND_OK)
		return status;
	if (!judgement_correct(call->centre, &period, str_from(call->option), &changes, &error))
		return command_says(call, COMMAND_REFUSED, &error);
	fprintf(call->out, STR_FMT ": %lld %s\n", STR_ARG(period.name), (long long)changes,
		changes == 1 ? "community is corrected" : "communities are corrected");
	return COMMAND_OK;
}

enum command_status command_archive(struct command_call *call)
{
	const char *path = call->arguments[2];
	struct period period;
	struct error error;
	enum command_status status;

	if (!str_ends(str_from(path), STR(".zip")))
		return refuse(call, path, STR("a file that ends in .zip"));
	if ((status = find(call, call->arguments[1], &period)) != COMMAND_OK)
		return status;
	if (!archive_write(call->centre, &period, path, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, STR_FMT " is in %s\n", STR_ARG(period.name), path);
	return COMMAND_OK;
}

#define TERMS "system|subdistrict|residents|veto|total"

enum command_status command_objection_raise(struct command_call *call)
{
	const char *term = call->arguments[2], *evidence = command_option(call, "--evidence"),
		   *id = command_option(call, "--id");
	struct period period;
	struct objection objection;
	struct error error;
	enum command_status status;

	if (import_word_find(TERMS, str_from(term)) < 0)
		return refuse(call, term, STR("one of " TERMS));
	if (!evidence)
		return refuse(call, "", STR("--evidence TEXT"));
	if ((status = find(call, call->option, &period)) != COMMAND_OK)
		return status;
	objection = (struct objection){
		.id = id ? str_from(id)
			 : str_format(
				   call->arena, "O-" STR_FMT "-%s-%s", STR_ARG(period.name), call->arguments[1], term),
		.area = str_from(call->arguments[1]),
		.term = str_from(term),
		.evidence = str_from(evidence),
	};
	if (!judgement_object(call->centre, &period, &objection, &error))
		return command_says(call, COMMAND_REFUSED, &error);
	fprintf(call->out, "objection " STR_FMT " is raised\n", STR_ARG(objection.id));
	return COMMAND_OK;
}

enum command_status command_objection_answer(struct command_call *call)
{
	const char *id = call->arguments[1], *outcome = call->arguments[2], *answer = command_option(call, "--answer");
	struct error error;
	bool found;

	if (import_word_find("upheld|dismissed", str_from(outcome)) < 0)
		return refuse(call, outcome, STR("upheld or dismissed"));
	if (!answer)
		return refuse(call, "", STR("--answer TEXT"));
	if (!judgement_answer(call->centre, str_from(id), import_word_find("upheld", str_from(outcome)) == 0,
		    str_from(answer), &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found) {
		error_set(&error, "no objection %s waits for an answer: hallfeed objection list", id);
		return command_says(call, COMMAND_REFUSED, &error);
	}
	fprintf(call->out, "objection %s is %s\n", id, outcome);
	return COMMAND_OK;
}

enum command_status command_objection_list(struct command_call *call)
{
	struct error error;
	struct store_query *query = store_prepare(call->centre->store,
		"SELECT id, period, area, term, ifnull(outcome, 'open'), evidence, ifnull(answer, ''), raised_ms FROM "
		"objections "
		"ORDER BY raised_ms, id",
		&error);
	enum store_step step;

	if (!query)
		return command_says(call, COMMAND_SYSTEM, &error);
	while ((step = store_step(query, &error)) == STORE_ROW) {
		for (int column = 0; column < 7; column++)
			fprintf(call->out, STR_FMT "\t", STR_ARG(store_text(query, column)));
		fprintf(call->out, STR_FMT "\n", STR_ARG(civil_format_utc(call->arena, store_integer(query, 7))));
	}
	store_reset(query);
	return step == STORE_DONE ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}
