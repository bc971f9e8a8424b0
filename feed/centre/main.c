#include "feed/centre/command.h"
#include "feed/centre/commands.h"

/* hallfeed: what it can be asked to do. */

static const struct command commands[] = {
	{"demo", "DIR", "--at", "T", "make and fill a demo centre; its dates are relative to T (now)", command_demo,
		false},
	{"init", "DIR", NULL, NULL, "an empty centre: database, keys, settings", command_init, false},
	{"import", "DIR KIND FILE [--sheet NAME] [--dry-run] [--repair] [--frame FRAME]", NULL, NULL,
		"take a spreadsheet, CSV, GeoJSON or JSON file; all faults at once, all or nothing", command_import, true},
	{"check", "DIR", NULL, NULL, "hold the map's grids against their communities: gaps, overlaps, what lies outside", command_check,
		true},
	{"layout", "DIR NAME FILE", "--group", "GROUP",
		"FILE takes the place of the layout NAME (hall, touch) on all screens, or on those of GROUP", command_layout,
		true},
	{"words", "DIR LANGUAGE FILE", NULL, NULL, "put the words of FILE over those of the screens; an empty file takes them back",
		command_words, true},
	{"table drop", "DIR NAME", NULL, NULL, "the table NAME, put in with `table`, is no longer published", command_table_drop, true},
	{"table", "DIR NAME FILE", NULL, NULL,
		"publish the rows of a CSV as the table NAME, for a board of your own; types by the header row or the cells",
		command_table, true},
	{"withdraw", "DIR NAME", "--group", "GROUP", "the layout NAME is the screens' own again", command_withdraw, true},
	{"media put", "DIR NAME FILE [--group GROUP] [--zh CAPTION] [--ug CAPTION] [--kk CAPTION] [--en CAPTION]", NULL, NULL,
		"send a PNG, JPEG or WebP to all screens, or to those of GROUP, for picture and slideshow", command_media_put, true},
	{"media remove", "DIR NAME [--group GROUP]", NULL, NULL, "the picture NAME leaves the screens", command_media_remove, true},
	{"media list", "DIR", NULL, NULL, "which pictures there are, and how much room is left", command_media_list, true},
	{"score", "DIR", "--period", "PERIOD", "compute the ranking of a period such as 2018-Q3 (the newest)",
		command_score, true},
	{"publish", "DIR OUT", NULL, NULL, "write the signed static feed", command_publish, true},
	{"serve", "DIR", "--listen", "ADDRESS",
		"serve the feed and take ratings; at 127.0.0.1:8460 unless ADDRESS says otherwise", command_serve,
		false},
	{"export", "DIR TABLE FILE", NULL, NULL, "a published table, or roster_areas or roster_teams, as CSV or XLSX by the ending of FILE", command_export, true},
	{"explain", "DIR AREA [OTHER] [--period PERIOD] [--language LANGUAGE] [--xlsx FILE]", NULL, NULL,
		"every term of a community's score with its source, or of two side by side", command_explain, true},
	{"period open", "DIR PERIOD", NULL, NULL, "begin a period such as 2018-Q4 before scores of it are imported", command_period_open,
		true},
	{"period notice", "DIR PERIOD", "--days", "DAYS", "make its ranking a draft that anybody may object to", command_period_notice,
		true},
	{"period freeze", "DIR PERIOD", NULL, NULL, "after the notice, with all objections answered: it never changes again",
		command_period_freeze, true},
	{"period correct", "DIR PERIOD", "--reason", "TEXT", "publish beside a frozen period what would be different by all that is known now",
		command_period_correct, true},
	{"archive", "DIR PERIOD FILE", NULL, NULL, "a whole period with all that explains it as one ZIP with a manifest of hashes",
		command_archive, true},
	{"objection raise", "DIR AREA TERM [--evidence TEXT] [--id ID]", "--period", "PERIOD",
		"object to system, subdistrict, residents, veto or total of a community; its rank is under review", command_objection_raise,
		true},
	{"objection answer", "DIR ID OUTCOME [--answer TEXT]", NULL, NULL, "OUTCOME is upheld or dismissed", command_objection_answer,
		true},
	{"objection list", "DIR", NULL, NULL, "all objections with their answers", command_objection_list, true},
	{"alert raise", "DIR TEMPLATE [--area AREA,...] [--severity SEVERITY] [--drill] [--expires TIME] [--id ID]", NULL, NULL,
		"put an alert on all screens of an area, everywhere unless AREA says otherwise", command_alert_raise, true},
	{"alert clear", "DIR ID [--for TIME]", NULL, NULL, "end an alert; screens say so for five minutes or TIME",
		command_alert_clear, true},
	{"alert list", "DIR", NULL, NULL, "what was raised, when it ended, how many screens showed it", command_alert_list, true},
	{"staff-key", "DIR AREA", NULL, NULL, "the secret of an area's screens, to be put into the file of their setting staff_key",
		command_staff_key, true},
	{"staff-code", "DIR AREA", "--number", "N", "today's code for the staff door of an area's screens, or the N-th of today",
		command_staff_code, true},
	{"counts", "DIR", NULL, NULL, "ratings that screens counted and that did not come, or came too often", command_counts, true},
	{"resend", "DIR TIME", NULL, NULL, "after a backup was restored: ask every screen again for its ratings since TIME",
		command_resend, true},
	{"fleet", "DIR", "--screen", "DIGITS", "how all screens are, what to do first on top; or one screen's hours", command_fleet,
		true},
};

static const struct command_table table = {commands, sizeof(commands) / sizeof(commands[0])};

int main(int count, char **words)
{
	return command_main(&table, count, words);
}
