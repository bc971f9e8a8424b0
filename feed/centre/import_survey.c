#include "feed/centre/import_job.h"

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/assets.h"
#include "feed/wire/wire.h"

/* The survey is kept as the text that the feed carries. More is asked of it than a hall asks: it comes from a person's
 * hand. */

enum { ICONS_BYTES_MAX = 4 * 1024 * 1024, ICON_NAMES_MAX = 400 };

struct icon_names {
	struct str names[ICON_NAMES_MAX];
	size_t count;
};

/* The sections of the halls' icon file. Where the file is not installed beside the centre, names are not looked at. */
static bool read_icon_names(struct arena *arena, struct icon_names *icons)
{
	struct str text, line;
	char path[PATH_MAX];

	*icons = (struct icon_names){.count = 0};
	assets_path(path, "icons/hallboard.icons");
	if (!file_read(arena, path, ICONS_BYTES_MAX, &text, NULL))
		return false;
	while (str_next(&text, '\n', &line) && icons->count < ICON_NAMES_MAX)
		if (str_starts(line, STR("[")))
			icons->names[icons->count++] = str_part(line, 1, str_find(line, STR("]")) - 1);
	return true;
}

static bool has_icon(const struct icon_names *icons, struct str name)
{
	for (size_t i = 0; i < icons->count; i++)
		if (str_equal(icons->names[i], name))
			return true;
	return false;
}

/* Those for reasons, which begin with r-. */
static struct str understood(struct arena *arena, const struct icon_names *icons)
{
	struct str list = STR("");

	for (size_t i = 0; i < icons->count; i++)
		if (str_starts(icons->names[i], STR("r-")))
			list = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(list), list.length ? ", " : "",
				STR_ARG(icons->names[i]));
	return str_format(arena, "the name of an icon: " STR_FMT, STR_ARG(list));
}

static void check_icons(struct import_job *job, const struct survey *survey)
{
	struct icon_names *icons = arena_new(job->arena, struct icon_names);

	if (!read_icon_names(job->arena, icons))
		return;
	for (size_t i = 0; i < survey->reason_count; i++) {
		const struct reason *reason = &survey->reasons[i];

		if (reason->icon.bytes && !has_icon(icons, reason->icon))
			faults_add(job->faults, job->file, 0, 0,
				str_format(
					job->arena, "\"" STR_FMT "\" at reasons[%zu].icon", STR_ARG(reason->icon), i),
				understood(job->arena, icons));
	}
}

static bool store_document(struct import_job *job, struct str text, struct error *error)
{
	struct store_query *query = store_prepare(job->store, "INSERT OR REPLACE INTO survey VALUES (1, ?)", error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, text);
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

void import_survey(struct import_job *job)
{
	struct survey survey;
	struct error error = {""};

	survey_decode(job->arena, job->file, job->bytes, &survey, job->faults);
	check_icons(job, &survey);
	if (!import_is_sound(job))
		return;
	if (store_document(job, survey_encode(job->arena, &survey), &error))
		job->rows = 1;
	else
		import_trouble(job, &error);
}
