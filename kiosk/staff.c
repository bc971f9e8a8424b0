#include "kiosk/staff.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/base/log.h"
#include "feed/wire/staff_code.h"
#include "kiosk/staff_file.h"

enum {
	KEPT_BYTES_MAX = 200,
	CODES_A_DAY = 9,
	CLOCKS_APART = 1, /* days that the clocks of hall and centre may differ by */
	STICK_DEPTH = 2,
	HOUR_MS = 3600 * 1000,
	DAY_MS = 24 * HOUR_MS
};

_Static_assert((int)STAFF_SECRET_SIZE == (int)STAFF_SECRET_BYTES, "one secret");

static void keep(const struct staff *staff)
{
	struct arena arena;
	struct error error;
	struct str text;

	if (!staff->state_folder)
		return;
	arena_init(&arena);
	text = str_format(&arena, "%d %" PRId64 " %" PRId64 " %d %d %" PRId64 "\n", staff->wrong, staff->view.locked_until_ms,
		staff->used_day, staff->used_number, (int)staff->view.notice.kind, staff->view.notice.until_ms);
	if (!file_replace(str_format(&arena, "%s/staff", staff->state_folder).bytes, text, 0600, &error))
		log_fault("hallboard: the staff door could not be kept: %s", error.text);
	arena_finish(&arena);
}

/* A clock that was set back does not shorten a lock, and one that was set forward does not make it longer than it is. */
static void read_kept(struct staff *staff, int64_t wall_ms)
{
	struct local_notice notice = {LOCAL_NONE, 0};
	int64_t locked_until_ms, used_day;
	int wrong, used_number, kind;
	struct arena arena;
	struct str text;

	arena_init(&arena);
	if (file_read(&arena, str_format(&arena, "%s/staff", staff->state_folder).bytes, KEPT_BYTES_MAX, &text, NULL) &&
		sscanf(text.bytes, "%d %" SCNd64 " %" SCNd64 " %d %d %" SCNd64, &wrong, &locked_until_ms, &used_day, &used_number, &kind,
			&notice.until_ms) == 6) {
		if (kind > LOCAL_NONE && kind < LOCAL_KIND_COUNT)
			notice.kind = (enum local_notice_kind)kind;
		if (locked_until_ms > wall_ms + DOOR_LOCK_MS)
			locked_until_ms = wall_ms + DOOR_LOCK_MS;
		staff->wrong = wrong;
		staff->view.locked_until_ms = locked_until_ms;
		staff->used_day = used_day;
		staff->used_number = used_number;
		staff->view.notice = notice;
	}
	arena_finish(&arena);
}

/* "mon-fri 09:00-18:00; sat 10:00-14:00" */
static void read_hours(struct staff *staff, struct str text)
{
	struct str piece;

	while (text.length && str_next(&text, ';', &piece))
		if (staff->hours_count == SURVEY_HOURS_MAX || !survey_hours_parse(str_trim(piece), &staff->hours[staff->hours_count++])) {
			log_fault("hallboard: open_hours: found \"" STR_FMT "\", expected hours such as mon-fri 09:00-18:00 with ; between them: "
				  "no rating is marked", STR_ARG(piece));
			staff->hours_count = 0;
			return;
		}
}

/* As for a service of these hours. */
bool staff_hall_is_closed(const struct staff *staff, struct civil local)
{
	struct service hall = {.hours_count = staff->hours_count};
	const struct survey survey = {.services = &hall, .service_count = 1};

	memcpy(hall.hours, staff->hours, sizeof(hall.hours));
	return !(survey_open_services(&survey, local) & 1);
}

bool staff_read_sent(struct staff *staff)
{
	struct arena arena;
	struct str text;
	bool found;

	if (!staff->state_folder)
		return false;
	arena_init(&arena);
	found = file_read(&arena, str_format(&arena, "%s/" STAFF_FILE, staff->state_folder).bytes, STAFF_SECRET_DIGITS + 2, &text, NULL) &&
		staff_secret_parse(text, staff->secret);
	arena_finish(&arena);
	staff->has_secret = staff->has_secret || found;
	return found;
}

void staff_start(struct staff *staff, const struct settings *settings, const char *state_folder, int64_t wall_ms)
{
	struct arena arena;
	struct error error;
	struct str text;

	staff->state_folder = state_folder;
	staff->usb = settings->usb.bytes;
	staff->used_day = -1;
	if (state_folder)
		read_kept(staff, wall_ms);
	read_hours(staff, settings->open_hours);
	staff->secret_set = settings->staff_key.length > 0;
	if (!staff->secret_set) {
		staff_read_sent(staff);
		return;
	}
	arena_init(&arena);
	staff->has_secret = file_read(&arena, settings->staff_key.bytes, STAFF_SECRET_DIGITS + 2, &text, &error) &&
			    (staff_secret_parse(text, staff->secret) || error_set(&error, "%s: found no secret of 64 hexadecimal digits, "
				"expected what hallfeed staff-key prints", settings->staff_key.bytes));
	if (!staff->has_secret)
		log_fault("hallboard: the staff door stays shut: %s", error.text);
	arena_finish(&arena);
}

static bool is_used(const struct staff *staff, int64_t day, int number)
{
	return day < staff->used_day || (day == staff->used_day && number <= staff->used_number);
}

/* Every code of the days around one. */
static enum door_said try_around(struct staff *staff, const char *code, int64_t around)
{
	char expected[STAFF_CODE_DIGITS + 1];

	for (int64_t day = around - CLOCKS_APART; day <= around + CLOCKS_APART; day++)
		for (int number = 0; number < CODES_A_DAY; number++) {
			staff_code(staff->secret, day, number, expected);
			if (strcmp(expected, code) != 0)
				continue;
			if (is_used(staff, day, number))
				return SAID_USED;
			staff->used_day = day;
			staff->used_number = number;
			return SAID_NOTHING;
		}
	return SAID_WRONG;
}

enum door_said staff_try(struct staff *staff, const char *code, int64_t today, int64_t other, int64_t wall_ms)
{
	enum door_said said;

	if (!staff->has_secret || wall_ms < staff->view.locked_until_ms)
		return SAID_LOCKED;
	said = try_around(staff, code, today);
	if (said == SAID_WRONG)
		said = try_around(staff, code, other);
	staff->wrong = said == SAID_NOTHING ? 0 : staff->wrong + 1;
	if (staff->wrong >= DOOR_WRONG_MAX) {
		staff->wrong = 0;
		staff->view.locked_until_ms = wall_ms + DOOR_LOCK_MS;
		said = SAID_LOCKED;
	}
	keep(staff);
	return said;
}

static int64_t until_ms(enum door_until until, int64_t wall_ms)
{
	struct civil local = civil_local(wall_ms);

	if (until == UNTIL_HOUR)
		return wall_ms + HOUR_MS;
	local.hour = local.minute = local.second = 0;
	local = civil_local(civil_from_local(local) + DAY_MS + HOUR_MS); /* the day after, also where clocks are changed */
	local.hour = local.minute = local.second = 0;
	return civil_from_local(local) + (until == UNTIL_THREE_DAYS ? INT64_C(2) * DAY_MS : 0);
}

void staff_put_notice(struct staff *staff, enum local_notice_kind kind, enum door_until until, int64_t wall_ms)
{
	staff->view.notice = (struct local_notice){kind, kind == LOCAL_NONE ? 0 : until_ms(until, wall_ms)};
	keep(staff);
}

int64_t staff_tick(struct staff *staff, int64_t wall_ms)
{
	if (staff->view.notice.kind == LOCAL_NONE)
		return INT64_MAX;
	if (wall_ms < staff->view.notice.until_ms)
		return staff->view.notice.until_ms;
	staff_put_notice(staff, LOCAL_NONE, UNTIL_HOUR, wall_ms);
	return INT64_MAX;
}

/* A folder on another device than the one that holds it is a mount. */
static bool is_mount(const char *path, dev_t above, struct stat *found)
{
	return stat(path, found) == 0 && S_ISDIR(found->st_mode) && found->st_dev != above;
}

static bool look_under(const char *path, dev_t device, int depth, char *folder, size_t size)
{
	DIR *listing = opendir(path);
	const struct dirent *entry;
	bool any = false;

	while (listing && !any && (entry = readdir(listing))) {
		struct stat found = {0};
		char inner[512];

		if (entry->d_name[0] == '.' || snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name) >= (int)sizeof(inner))
			continue;
		if (is_mount(inner, device, &found))
			any = access(inner, W_OK) == 0 && snprintf(folder, size, "%s", inner) < (int)size;
		else if (depth > 1 && S_ISDIR(found.st_mode))
			any = look_under(inner, device, depth - 1, folder, size);
	}
	if (listing)
		closedir(listing);
	return any;
}

bool staff_find_stick(const struct staff *staff, char *folder, size_t size)
{
	struct stat above;

	return staff->usb && stat(staff->usb, &above) == 0 && look_under(staff->usb, above.st_dev, STICK_DEPTH, folder, size);
}
