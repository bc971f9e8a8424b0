#include "feed/centre/refill.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/demo.h"
#include "feed/centre/derive.h"
#include "feed/centre/gateway.h"
#include "feed/centre/import.h"
#include "feed/centre/own_table.h"
#include "feed/centre/publish.h"
#include "feed/centre/ratings.h"
#include "feed/centre/score.h"
#include "feed/centre/warning.h"

/* Answers a transaction; the wire's limit is for halls. */
enum { BATCH = 2000, WARNED_DAYS = 30 };

#define DAY_MS (INT64_C(24) * 3600 * 1000)

struct refill {
	const char *folder;
	int64_t at_ms;
	FILE *out;
	struct error *error;
	struct arena *arena;
	struct centre *centre;
};

static const char *path_of(struct refill *refill, const char *name)
{
	return str_format(refill->arena, "%s/%s", refill->folder, name).bytes;
}

/* A lock file is nothing: it is made before everything else. */
static bool is_empty(const char *path)
{
	static const char *const nothing[] = {".", "..", "lock"};
	DIR *folder = opendir(path);
	struct dirent *entry;
	size_t others = 0;

	if (!folder)
		return errno == ENOENT;
	while ((entry = readdir(folder))) {
		others++;
		for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
			others -= strcmp(entry->d_name, nothing[i]) == 0;
	}
	closedir(folder);
	return others == 0;
}

static bool is_demo(struct refill *refill)
{
	struct centre_settings settings;
	struct faults faults;

	faults_init(&faults, refill->arena);
	return centre_settings_read(refill->arena, path_of(refill, "centre.conf"), &settings, &faults) && settings.demo;
}

static void set_demo(struct centre_settings *settings)
{
	centre_settings_default(settings);
	settings->score_every_s = 5;
	settings->publish_min_new = 1;
	settings->next_poll_s = 2;
	settings->demo = true;
	settings->unsigned_requests = true;
	settings->source = (struct label){{
		[LANGUAGE_ZH] = STR("安河州网格化服务管理中心（虚构）"),
		[LANGUAGE_UG] = STR("ئەنخې ئوبلاستلىق تور مۇلازىمەت مەركىزى (توقۇلما)"),
		[LANGUAGE_KK] = STR("انحى وبلىستىق توركوز قىزمەت ورتالىعى (ويدان شىعارىلعان)"),
		[LANGUAGE_EN] = STR("Anhe grid service centre (fictional)"),
	}};
}

/* While the lock is held: what an earlier demo left, apart from keys and feed. */
static bool remove_old(struct refill *refill)
{
	static const char *const names[] = {"centre.db-wal", "centre.db-shm", "centre.db"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *path = path_of(refill, names[i]);

		if (unlink(path) != 0 && errno != ENOENT)
			return error_set(refill->error, "cannot remove %s: %s", path, strerror(errno));
	}
	return true;
}

/* The settings come first: a demo that was cut short is still one. */
static bool create(struct refill *refill, const struct clock *clock)
{
	struct centre_settings settings;

	set_demo(&settings);
	return file_replace(path_of(refill, "centre.conf"), centre_settings_text(refill->arena, &settings), 0644,
		       refill->error) &&
	       remove_old(refill) && centre_create(refill->folder, &settings, clock, refill->error);
}

static bool has_no_faults(struct refill *refill, const struct faults *faults)
{
	const struct fault *first = faults->items;

	if (faults->total == 0)
		return true;
	return error_set(refill->error, STR_FMT ":%d:%d: found " STR_FMT ", expected " STR_FMT, STR_ARG(first->file), first->line,
		first->column, STR_ARG(first->found), STR_ARG(first->expected));
}

static bool import(struct refill *refill, struct str kind)
{
	const char *endings[] = {"csv", "geojson", "json"};
	struct faults faults;
	int64_t rows;

	faults_init(&faults, refill->arena);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct str path =
			str_format(refill->arena, "%s/demo/" STR_FMT ".%s", refill->folder, STR_ARG(kind), endings[i]);

		if (!file_exists(path.bytes))
			continue;
		if (!import_file(refill->centre, kind, path.bytes, &faults, &rows))
			return has_no_faults(refill, &faults);
		fprintf(refill->out, "imported " STR_FMT ": %lld\n", STR_ARG(path), (long long)rows);
	}
	return true;
}

/* A table of the customer's own, as one would be added. */
static bool import_years(struct refill *refill)
{
	const char *path = path_of(refill, "demo/years.csv");
	struct faults faults;
	struct table table;

	faults_init(&faults, refill->arena);
	if (own_table_import(refill->centre, refill->arena, STR("years"), path, &faults, &table))
		fprintf(refill->out, "imported %s: %zu\n", path, table.row_count);
	return has_no_faults(refill, &faults);
}

static bool import_all(struct refill *refill)
{
	struct str kinds = import_kinds(refill->arena), kind;

	if (!import(refill, STR("areas")))
		return false;
	while (str_next(&kinds, ',', &kind)) {
		kind = str_trim(kind);
		if (!str_equal(kind, STR("areas")) && !import(refill, kind))
			return false;
	}
	return import_years(refill);
}

/* Answers on their way into the store. */
struct crowd {
	struct refill *refill;
	struct arena arena;
	struct rating ratings[BATCH];
	size_t count;
	int64_t taken;
	bool failed;
};

static void take_batch(struct crowd *crowd)
{
	struct rating_batch batch = {.ratings = crowd->ratings, .rating_count = crowd->count};
	struct rating_answer answer;

	if (crowd->count && !crowd->failed)
		crowd->failed =
			!ratings_take(crowd->refill->centre, "", &batch, &crowd->arena, &answer, crowd->refill->error);
	crowd->taken += (int64_t)crowd->count;
	crowd->count = 0;
	arena_clear(&crowd->arena);
}

static void take_rating(void *self, const struct rating *rating)
{
	struct crowd *crowd = self;
	struct rating *kept = &crowd->ratings[crowd->count++];

	*kept = *rating;
	kept->device = str_copy(&crowd->arena, rating->device);
	kept->area = str_copy(&crowd->arena, rating->area);
	kept->service = str_copy(&crowd->arena, rating->service);
	kept->question = str_copy(&crowd->arena, rating->question);
	for (size_t i = 0; i < rating->reason_count; i++)
		kept->reasons[i] = str_copy(&crowd->arena, rating->reasons[i]);
	if (crowd->count == BATCH)
		take_batch(crowd);
}

static bool take_ratings(struct refill *refill)
{
	struct crowd *crowd = arena_new(refill->arena, struct crowd);
	struct areas areas;

	if (!derive_areas(refill->centre, refill->arena, &areas, refill->error))
		return false;
	crowd->refill = refill;
	arena_init(&crowd->arena);
	demo_ratings_each(refill->at_ms, &areas, take_rating, crowd);
	take_batch(crowd);
	arena_finish(&crowd->arena);
	if (!crowd->failed)
		fprintf(refill->out, "took %lld ratings\n", (long long)crowd->taken);
	return !crowd->failed;
}

/* The workdays before today, in their order: what would have been warned has been. */
static bool warn_days(struct refill *refill)
{
	const struct clock *now = refill->centre->clock;
	const struct gateway none = {.present = false};
	struct warning_report report;
	bool done = true;

	for (int ago = WARNED_DAYS; done && ago >= 0; ago--) {
		struct clock day = clock_fixed(refill->at_ms - ago * DAY_MS);

		refill->centre->clock = &day;
		done = warning_step(refill->centre, &none, NULL, &report, refill->error);
	}
	refill->centre->clock = now;
	return done;
}

static bool score_and_publish(struct refill *refill)
{
	const char *out = path_of(refill, "feed");
	bool changed;

	if (!score_run_all(refill->centre, refill->error))
		return false;
	fputs("scored all periods\n", refill->out);
	if (!publish_run(refill->centre, out, &changed, refill->error))
		return false;
	fprintf(refill->out, "published to %s; halls need %s\n", out, path_of(refill, "keys/centre.pub"));
	return true;
}

static bool fill(struct refill *refill, const struct clock *clock)
{
	enum centre_obstacle obstacle;
	struct centre centre;
	bool filled;

	if (!demo_write(refill->folder, refill->at_ms, refill->error))
		return false;
	fprintf(refill->out, "wrote %s\n", path_of(refill, "demo"));
	if (!centre_open(&centre, refill->folder, clock, &obstacle, refill->error))
		return false;
	refill->centre = &centre;
	filled = import_all(refill) && take_ratings(refill) && warn_days(refill) && score_and_publish(refill);
	centre_close(&centre);
	return filled;
}

static enum refill_outcome run(struct refill *refill)
{
	const struct clock clock = clock_fixed(refill->at_ms);
	enum centre_obstacle obstacle;
	bool created;
	int lock;

	if (!is_empty(refill->folder) && !is_demo(refill)) {
		error_set(refill->error, "%s holds something that is not a demo centre: name another folder",
			refill->folder);
		return REFILL_REFUSED;
	}
	if (!file_make_folder(refill->folder, refill->error))
		return REFILL_FAILED;
	lock = centre_lock(refill->folder, &obstacle, refill->error);
	if (lock < 0)
		return obstacle == CENTRE_BUSY ? REFILL_REFUSED : REFILL_FAILED;
	created = create(refill, &clock);
	close(lock);
	return created && fill(refill, &clock) ? REFILL_DONE : REFILL_FAILED;
}

enum refill_outcome refill_demo(const char *folder, int64_t at_ms, FILE *out, struct error *error)
{
	struct arena arena;
	struct refill refill = {.folder = folder, .at_ms = at_ms, .out = out, .error = error, .arena = &arena};
	enum refill_outcome outcome;

	arena_init(&arena);
	outcome = run(&refill);
	arena_finish(&arena);
	return outcome;
}
