#ifndef KIOSK_SETTINGS_H
#define KIOSK_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/fault.h"
#include "feed/base/str.h"
#include "kiosk/layout/tongues.h"

/*
 * What a technician sets, in a file ([hallboard] name = value) or on the command line (--name VALUE, which wins). One row a
 * setting: the parser, --help and the man page come from it. Plain values; texts live in the arena and end with a zero byte.
 */

enum speech_choice { SPEECH_AUTO, SPEECH_OFF };

struct settings {
	struct str settings_file, feed, proxy, ca, key, area, layout, state, theme, screen, focus, picture, text, script, timezone, service, assets, group;
	struct str staff_key, usb, open_hours, code;
	struct tongues tongues; /* the languages of the screen; none: the layout's */
	int width, height; /* 0: the display's, or 1920x1080 in a picture */
	int width_mm, distance_mm;
	int64_t at_ms; /* meaningful where at_given */
	bool at_given;
	int heartbeat_s, disk_mb;
	int shift_px, dim_after_h; /* against burning in; 0: not at all */
	int rotate;    /* enum quarter */
	int presenter; /* enum glass_presenter */
	int exit;      /* enum way_out */
	int speech;    /* enum speech_choice */
	int volume;    /* per cent */
	bool windowed, check, upload_now, log, reduced_motion, stats, budget, mixed, headset, enrol;
	bool help, version;
};

/* Defaults, then the file of --settings, then the other flags. Faults of the file and of the flags are all added: those of flags
   stand under the file name "command line". *usage is true where a flag was wrong (exit 2 rather than 1). */
bool settings_read(struct arena *arena, int count, char **words, struct settings *settings, struct faults *faults, bool *usage);

void settings_help(FILE *to);

/* The OPTIONS section of the manual, in man(7); a test holds docs/hallboard.1 against it. */
void settings_manual(FILE *to);

#endif
