#include "feed/centre/backup.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/outlet.h"
#include "feed/centre/rating_counts.h"
#include "feed/centre/store_copy.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

enum { HOUR_MS = 3600 * 1000, KEPT_DAYS = 30, TIME_BYTES = 32, OPEN_MODE = 0644, SECRET_MODE = 0600, SIGNATURES_MAX = 4 };

/* Of a centre, beside its database. The signature of the root is named by the key. */
static const struct {
	const char *name;
	unsigned mode;
	bool must;
} names[] = {
	{"centre.conf", OPEN_MODE, true},        {"centre.alerts", OPEN_MODE, false},    {"keys/centre.pub", OPEN_MODE, true},
	{"keys/centre.key", SECRET_MODE, true},  {"keys/alert.pub", OPEN_MODE, false},   {"keys/alert.key", SECRET_MODE, false},
	{"keys/root.json", OPEN_MODE, false},    {"keys/staff.key", SECRET_MODE, false},
};

enum { NAME_COUNT = sizeof(names) / sizeof(names[0]) };

static bool read_one(struct arena *arena, const char *folder, const char *name, unsigned mode, struct store_file *file, struct error *error)
{
	*file = (struct store_file){.name = str_format(arena, "%s", name), .mode = mode};
	return file_read(arena, str_format(arena, "%s/%s", folder, name).bytes, STORE_FILE_BYTES_MAX, &file->bytes, error);
}

/* keys/root.json.KEYID.minisig */
static bool read_root_signature(struct arena *arena, const char *folder, struct store_file *files, size_t *count, struct error *error)
{
	struct str text;
	struct sign_public open;
	struct str name = STR("keys/root.json.");

	if (!file_read(arena, str_format(arena, "%s/keys/centre.pub", folder).bytes, SIGN_TEXT_BYTES_MAX, &text, error) ||
		!sign_public_parse(text, &open, error))
		return false;
	for (int i = SIGN_KEY_ID_BYTES - 1; i >= 0; i--)
		name = str_format(arena, STR_FMT "%02X", STR_ARG(name), open.id[i]);
	name = str_format(arena, STR_FMT ".minisig", STR_ARG(name));
	if (!file_exists(str_format(arena, "%s/" STR_FMT, folder, STR_ARG(name)).bytes))
		return true;
	return read_one(arena, folder, name.bytes, OPEN_MODE, &files[(*count)++], error);
}

bool backup_make(struct arena *arena, const char *folder, const char *file, int64_t now_ms, struct error *error)
{
	struct store_file files[STORE_FILES_MAX];
	size_t count = 0;

	if (!file_exists(str_format(arena, "%s/centre.db", folder).bytes))
		return error_set(error, "%s is not a centre: make one with hallfeed init %s", folder, folder);
	for (size_t i = 0; i < NAME_COUNT; i++)
		if ((names[i].must || file_exists(str_format(arena, "%s/%s", folder, names[i].name).bytes)) &&
			!read_one(arena, folder, names[i].name, names[i].mode, &files[count++], error))
			return false;
	return read_root_signature(arena, folder, files, &count, error) &&
	       store_copy_out(str_format(arena, "%s/centre.db", folder).bytes, file, files, count, now_ms, error) &&
	       file_replace(str_format(arena, "%s/backup.time", folder).bytes, str_format(arena, "%" PRId64 "\n", now_ms), OPEN_MODE, error);
}

int64_t backup_made_ms(struct arena *arena, const char *folder)
{
	int64_t made_ms = 0;
	struct str text;

	if (file_read(arena, str_format(arena, "%s/backup.time", folder).bytes, TIME_BYTES, &text, NULL))
		str_integer(str_trim(text), &made_ms);
	return made_ms;
}

static bool is_known(struct str name)
{
	for (size_t i = 0; i < NAME_COUNT; i++)
		if (str_equal(name, str_from(names[i].name)))
			return true;
	return str_starts(name, STR("keys/root.json.")) && str_ends(name, STR(".minisig")) &&
	       str_find(str_part(name, 5, name.length), STR("/")) == name.length - 5;
}

static bool write_files(struct arena *arena, const char *folder, const struct store_file *files, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_known(files[i].name))
			return error_set(error, "the backup: found a file \"" STR_FMT "\", expected those of a centre", STR_ARG(files[i].name));
		if (!file_replace(str_format(arena, "%s/" STR_FMT, folder, STR_ARG(files[i].name)).bytes, files[i].bytes, files[i].mode & 0777, error))
			return false;
	}
	return true;
}

static bool take_mirror(struct centre *centre, struct arena *arena, const char *mirror, struct error *error)
{
	const struct head *all = outlet_find_head(arena, mirror, STR("all"), &centre->open),
			  *global = outlet_find_head(arena, mirror, STR("global"), &centre->alert_open);

	if (!all && !global)
		return error_set(error, "%s: found no head that this centre signed, expected a folder with its feed", mirror);
	return (!all || record_set_floor(centre, "all", all->version, error)) &&
	       (!global || record_set_floor(centre, "global", global->version, error));
}

/* Whatever the record's last words say about versions, later ones may have been used within what was set aside. */
static bool go_on(struct centre *centre, struct arena *arena, const char *record, const char *mirror, struct backup_restored *restored,
	struct error *error)
{
	const char *path = record ? record : centre->settings.record;

	restored->recorded = path[0] && file_exists(path);
	if (record && !restored->recorded)
		return error_set(error, "cannot read %s", record);
	restored->since_ms = restored->made_ms - KEPT_DAYS * DAY_MS;
	return (!restored->recorded || record_play(centre, path, &restored->replay, error)) && (!mirror || take_mirror(centre, arena, mirror, error)) &&
	       rating_counts_resend(centre->store, restored->since_ms / HOUR_MS, error);
}

static bool open_and_go_on(const char *folder, struct arena *arena, const char *record, const char *mirror, const struct clock *clock,
	struct backup_restored *restored, struct error *error)
{
	enum centre_obstacle obstacle;
	struct centre centre;
	bool ok;

	if (!centre_open(&centre, folder, clock, &obstacle, error))
		return false;
	ok = go_on(&centre, arena, record, mirror, restored, error);
	restored->replay.frozen = ok ? str_copy(arena, restored->replay.frozen) : STR("");
	centre_close(&centre);
	return ok;
}

bool backup_restore(const char *file, const char *folder, const char *record, const char *mirror, const struct clock *clock,
	struct backup_restored *restored, struct error *error)
{
	static struct arena arena; /* holds what *restored points to until the program ends */
	struct store_file files[STORE_FILES_MAX];
	size_t count = 0;
	const char *store = str_format(&arena, "%s/centre.db", folder).bytes;

	*restored = (struct backup_restored){.replay.frozen = STR("")};
	if (file_exists(store))
		return error_set(error, "%s holds a centre already: restore into a new folder", folder);
	return file_make_folder(str_format(&arena, "%s/keys", folder).bytes, error) &&
	       store_copy_in(file, str_format(&arena, "%s/centre.db.new", folder).bytes, &arena, files, &count, &restored->made_ms, error) &&
	       write_files(&arena, folder, files, count, error) &&
	       (rename(str_format(&arena, "%s/centre.db.new", folder).bytes, store) == 0 || error_set(error, "cannot write %s", store)) &&
	       open_and_go_on(folder, &arena, record, mirror, clock, restored, error);
}
