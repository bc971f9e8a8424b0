#include "feed/centre/gate/gate.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/centre/centre.h"
#include "feed/centre/gate/kept.h"
#include "feed/centre/import_job.h"
#include "feed/centre/import_person.h"
#include "feed/centre/import_record.h"

/* One import on its way through the gate. */
struct passage {
	struct centre *centre; /* borrowed */
	struct trail_step step; /* that it becomes */
	bool published;        /* else only looked at, and rolled back */
};

static bool refuse(struct faults *faults, struct str found, struct str expected)
{
	faults_add(faults, STR("hallfeed"), 0, 0, found, expected);
	return false;
}

static bool trouble(struct faults *faults, const struct error *error)
{
	return refuse(faults, str_from(error->text), STR("a store that takes it"));
}

static bool has_role(const char *roles, struct str role)
{
	struct str rest = str_from(roles), one;

	while (str_next(&rest, ',', &one))
		if (str_equal(str_trim(one), role))
			return true;
	return false;
}

static bool check_reason(const struct gate_hand *hand, bool needed, struct faults *faults)
{
	struct str expected = str_format(faults->arena, "a reason of at most %d bytes in one line, without a phone or identity number",
		TRAIL_REASON_BYTES_MAX);

	if (needed && str_trim(hand->reason).length == 0)
		return refuse(faults, STR("no --reason"), expected);
	if (hand->reason.length > TRAIL_REASON_BYTES_MAX || !str_is_utf8(hand->reason) || import_person_text(hand->reason))
		return refuse(faults, STR("a reason that is too long, or holds something about a person"), expected);
	for (size_t i = 0; i < hand->reason.length; i++)
		if ((unsigned char)hand->reason.bytes[i] < ' ')
			return refuse(faults, STR("a reason of several lines"), expected);
	return true;
}

bool gate_check_hand(struct centre *centre, const struct gate_hand *hand, bool reason_needed, struct faults *faults)
{
	const char *roles = centre->settings.roles;

	if (hand->source)
		return true;
	if (!has_role(roles, hand->role))
		return refuse(faults,
			hand->role.length ? str_format(faults->arena, "role \"" STR_FMT "\"", STR_ARG(hand->role)) : STR("no --role"),
			str_format(faults->arena, "one of the setting roles: %s", roles));
	return check_reason(hand, reason_needed, faults);
}

/* What stood there before the trail began is kept before it goes. */
static bool keep_found(struct passage *passage, struct store *store, struct error *error)
{
	struct trail_step found = {.kind = TRAIL_FOUND, .role = STR("-"), .reason = STR("there before the trail began"),
		.time_ms = passage->step.time_ms, .of = passage->step.of, .file = STR("-")};
	struct arena arena;
	enum trail_found known;
	bool kept = false;

	arena_init(&arena);
	known = trail_find_published(store, &arena, passage->step.of, &(struct trail_step){.number = 0}, error);
	if (known == TRAIL_THERE)
		kept = true;
	else if (known == TRAIL_ABSENT && kept_write(store, passage->centre->folder, found.of, NULL, found.kept_sha256, &found.rows, error)) {
		memcpy(found.file_sha256, found.kept_sha256, sizeof(found.file_sha256));
		kept = found.rows == 0 || trail_add(store, &found, error);
	}
	arena_finish(&arena);
	return kept;
}

static bool begin(void *self, const struct import_job *job, struct error *error)
{
	struct passage *passage = self;

	return !passage->published || keep_found(passage, job->store, error);
}

static bool end(void *self, const struct import_job *job, struct error *error)
{
	struct passage *passage = self;
	struct trail_step *step = &passage->step;

	if (!step->file_sha256[0] && !import_hash(job->request->path, step->file_sha256, error))
		return false;
	return kept_write(job->store, passage->centre->folder, step->of, &job->replaced, step->kept_sha256, &step->rows, error) &&
	       (!passage->published || trail_add(job->store, step, error));
}

/* The import as this step: published for good, or looked at. */
static bool pass(struct passage *passage, const struct import_request *request, struct faults *faults, struct import_report *report)
{
	struct import_witness witness = {begin, end, passage};
	struct import_request watched = *request;

	watched.witness = &witness;
	watched.dry_run = !passage->published;
	return import_run(passage->centre, &watched, faults, report);
}

static bool add_alone(struct centre *centre, struct trail_step *step, struct faults *faults)
{
	struct error error;

	if (store_begin(centre->store, &error) && trail_add(centre->store, step, &error) && store_commit(centre->store, &error))
		return true;
	store_rollback(centre->store);
	return trouble(faults, &error);
}

static struct str file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_part(str_from(slash ? slash + 1 : path), 0, TRAIL_FILE_BYTES_MAX);
}

static int64_t now_of(const struct centre *centre)
{
	return centre->clock->wall_ms(centre->clock);
}

/* step: what is known of it; its last and its published kind are set here. */
static bool hand_in(struct centre *centre, const struct import_request *request, const struct trail_step *step, struct faults *faults,
	struct import_report *report, struct gate_result *result)
{
	struct passage passage = {.centre = centre, .step = *step, .published = centre->settings.review_roles == 0};

	passage.step.kind = passage.published ? TRAIL_PUBLISHED : TRAIL_DRAFTED;
	if (!pass(&passage, request, faults, report) || (!passage.published && !add_alone(centre, &passage.step, faults)))
		return false;
	*result = (struct gate_result){.draft = passage.step.draft, .published = passage.published};
	return true;
}

static struct trail_step first_step(struct centre *centre, const struct import_request *request, const struct gate_hand *hand)
{
	return (struct trail_step){.role = hand->role, .reason = hand->reason, .time_ms = now_of(centre), .of = request->kind,
		.file = request->shown.length ? str_part(request->shown, 0, TRAIL_FILE_BYTES_MAX) : file_name(request->path)};
}

/* The draft's last step; the state must be one of two. */
static bool find_waiting(struct centre *centre, int64_t draft, enum trail_step_kind a, enum trail_step_kind b, struct faults *faults,
	struct trail_step *step)
{
	struct error error;
	enum trail_found found = trail_find(centre->store, faults->arena, draft, step, &error);

	if (found == TRAIL_FAILED)
		return trouble(faults, &error);
	if (found == TRAIL_ABSENT)
		return refuse(faults, str_format(faults->arena, "no draft %lld", (long long)draft), STR("one that hallfeed draft list shows"));
	if (step->kind == a || step->kind == b)
		return true;
	return refuse(faults,
		str_format(faults->arena, "draft %lld, which is " STR_FMT, (long long)draft, STR_ARG(trail_step_name(step->kind))),
		str_format(faults->arena, "one that is " STR_FMT "%s" STR_FMT, STR_ARG(trail_step_name(a)), a == b ? "" : " or ",
			STR_ARG(a == b ? STR("") : trail_step_name(b))));
}

/* The same draft one step on. */
static struct trail_step next_step(struct centre *centre, const struct trail_step *last, enum trail_step_kind kind,
	const struct gate_hand *hand)
{
	struct trail_step step = *last;

	step.number = 0;
	step.kind = kind;
	step.role = hand->role;
	step.reason = hand->reason;
	step.time_ms = now_of(centre);
	return step;
}

/* Two roles where the settings say so: who handed it in does not review it. */
static bool check_other_role(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults)
{
	struct trail_step first;
	struct error error;

	if (centre->settings.review_roles < 2)
		return true;
	if (trail_find_first(centre->store, faults->arena, draft, &first, &error) != TRAIL_THERE)
		return trouble(faults, &error);
	if (!str_equal(first.role, hand->role))
		return true;
	return refuse(faults, str_format(faults->arena, "role \"" STR_FMT "\", which handed the draft in", STR_ARG(hand->role)),
		STR("another one, as the setting review_roles is 2"));
}

bool gate_review(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults)
{
	struct trail_step last, step;

	if (!gate_check_hand(centre, hand, true, faults) ||
		!find_waiting(centre, draft, TRAIL_DRAFTED, TRAIL_DRAFTED, faults, &last) ||
		!check_other_role(centre, draft, hand, faults))
		return false;
	step = next_step(centre, &last, TRAIL_REVIEWED, hand);
	return add_alone(centre, &step, faults);
}

bool gate_refuse(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults)
{
	struct trail_step last, step;

	if (!gate_check_hand(centre, hand, true, faults) ||
		!find_waiting(centre, draft, TRAIL_DRAFTED, TRAIL_REVIEWED, faults, &last))
		return false;
	step = next_step(centre, &last, TRAIL_REFUSED, hand);
	return add_alone(centre, &step, faults);
}

/* Older drafts of the same source that still wait: each answer of it is whole. */
static bool give_way(struct centre *centre, int64_t newest, const struct gate_hand *hand, struct faults *faults)
{
	struct gate_hand why = *hand;
	int64_t draft;
	struct error error;

	why.reason = str_format(faults->arena, "draft %lld of the same source is newer", (long long)newest);
	while ((draft = trail_find_older(centre->store, newest, &error)) > 0)
		if (!gate_refuse(centre, draft, &why, faults))
			return false;
	return draft == 0 || trouble(faults, &error);
}

bool gate_import(struct centre *centre, const struct import_request *request, const struct gate_hand *hand, struct faults *faults,
	struct import_report *report, struct gate_result *result)
{
	struct trail_step step = first_step(centre, request, hand);
	struct error error;

	if (!gate_check_hand(centre, hand, false, faults))
		return false;
	if (hand->handed && !import_hash(hand->handed, step.file_sha256, &error))
		return trouble(faults, &error);
	return hand_in(centre, request, &step, faults, report, result) &&
	       (!hand->source || result->published || give_way(centre, result->draft, hand, faults));
}

/* What was kept of a draft, as a file to import: in WGS 84, with the columns' own names. */
static bool kept_request(struct centre *centre, const struct trail_step *step, struct faults *faults, struct import_request *request)
{
	struct error error;

	*request = (struct import_request){.kind = step->of, .frame_told = true,
		.shown = str_format(faults->arena, "draft %lld (" STR_FMT ")", (long long)step->draft, STR_ARG(step->file))};
	if (kept_find(faults->arena, centre->folder, step->of, step->kept_sha256, &request->path, &error))
		return true;
	return refuse(faults, str_from(error.text), STR("the file that was kept in DIR/archive"));
}

bool gate_accept(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults, struct import_report *report)
{
	struct passage passage = {.centre = centre, .published = true};
	struct import_request request;
	struct trail_step last;

	if (!gate_check_hand(centre, hand, true, faults) ||
		!find_waiting(centre, draft, TRAIL_REVIEWED, centre->settings.review_roles ? TRAIL_REVIEWED : TRAIL_DRAFTED, faults, &last) ||
		!kept_request(centre, &last, faults, &request))
		return false;
	passage.step = next_step(centre, &last, TRAIL_PUBLISHED, hand);
	return pass(&passage, &request, faults, report);
}

static bool find_any(struct centre *centre, int64_t draft, struct faults *faults, struct trail_step *step)
{
	struct error error;
	enum trail_found found = trail_find(centre->store, faults->arena, draft, step, &error);

	if (found == TRAIL_FAILED)
		return trouble(faults, &error);
	return found == TRAIL_THERE ||
	       refuse(faults, str_format(faults->arena, "no draft %lld", (long long)draft), STR("one that hallfeed log shows"));
}

bool gate_compare(struct centre *centre, int64_t draft, struct faults *faults, struct import_report *report, struct trail_step *step)
{
	struct import_request request;

	if (!find_any(centre, draft, faults, step) || !kept_request(centre, step, faults, &request))
		return false;
	request.dry_run = true;
	return import_run(centre, &request, faults, report);
}

bool gate_again(struct centre *centre, int64_t draft, const struct gate_hand *hand, struct faults *faults, struct import_report *report,
	struct gate_result *result)
{
	struct import_request request;
	struct trail_step last, step;

	if (!gate_check_hand(centre, hand, true, faults) || !find_any(centre, draft, faults, &last) ||
		!kept_request(centre, &last, faults, &request))
		return false;
	step = next_step(centre, &last, TRAIL_DRAFTED, hand);
	step.draft = 0;
	return hand_in(centre, &request, &step, faults, report, result);
}
