#ifndef FEED_CENTRE_GATE_GATE_H
#define FEED_CENTRE_GATE_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"
#include "feed/centre/gate/trail.h"
#include "feed/centre/import.h"

struct centre;
struct faults;

/*
 * From a file to what the walls show: draft, reviewed, published. The setting review_roles says whether an import counts at once (0)
 * or waits for review (1), by a role other than the one that handed it in (2). Each step is one transaction with its row of the
 * trail; what was taken of the file is in DIR/archive before. While the centre is locked. On false there is at least one fault, and
 * nothing changed but files in DIR/archive that nothing speaks of.
 */

struct gate_hand {
	struct str role, reason; /* who takes the step and why */
	bool source;             /* no officer but a system that is asked: its role is "source", and a draft of it that still waits gives way */
	const char *handed;      /* the file as it came, where what is imported was made from it; else NULL */
};

struct gate_result {
	int64_t draft;
	bool published; /* else it waits */
};

/* Is the role one of the settings', and the reason such that it can be kept? A fault says why not. */
bool gate_check_hand(struct centre *centre, const struct gate_hand *hand, bool reason_needed, struct faults *faults);

bool gate_import(struct centre *centre, const struct import_request *request, const struct gate_hand *hand, struct faults *faults,
	struct import_report *report, struct gate_result *result);

bool gate_review(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults);
bool gate_refuse(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults);

/* A reviewed draft is imported: checked anew, for areas may have gone since. */
bool gate_accept(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults, struct import_report *report);

/* What would change if this state were published now; any that was ever kept. */
bool gate_compare(struct centre *centre, int64_t draft, struct faults *faults, struct import_report *report, struct trail_step *step);

/* An earlier state as a new draft, or published at once where nothing is reviewed. */
bool gate_again(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults, struct import_report *report,
	struct gate_result *result);

#endif
