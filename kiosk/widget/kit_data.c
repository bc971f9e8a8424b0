#include "kiosk/widget/kit_data.h"

#include "feed/base/arena.h"
#include "kiosk/widget/kit.h"

static bool has_setting(const struct widget *self, const char *name)
{
	for (const struct widget_setting *setting = self->class->settings; setting && setting->name; setting++)
		if (str_equal(str_from(setting->name), str_from(name)))
			return true;
	return false;
}

struct str kit_table_of(const struct widget *self)
{
	if (self->class->reads)
		return str_from(self->class->reads);
	return has_setting(self, "table") ? widget_value(self, "table") : STR("");
}

struct str kit_title_of(const struct widget *self)
{
	struct str title = has_setting(self, "title") ? widget_value(self, "title") : STR("");

	return title.length == 0 && has_setting(self, "label") ? widget_value(self, "label") : title;
}

/* The conditions are those that the widget itself goes by; what they have to say is not shown. */
static bool has_rows(const struct widget *self, const struct view *view)
{
	struct view quiet = *view;
	struct draw_list list;
	struct kit_rows rows;
	struct arena arena;
	bool found;

	arena_init(&arena);
	quiet.faults = NULL;
	draw_begin(&list, &arena, (struct rect){0, 0, 1, 1});
	found = !kit_rows_find(self, &quiet, &list, &rows) ? rows.named : rows.count > 0;
	arena_finish(&arena);
	return found; /* a missing column is no missing data: the box says so */
}

static bool is_published(const struct snapshot *snapshot, struct str table)
{
	const struct head *head = snapshot_head(snapshot);

	for (size_t i = 0; i < head->document_count; i++)
		if (head->documents[i].kind == DOCUMENT_TABLE && str_equal(head->documents[i].name, table))
			return true;
	return false;
}

enum kit_rows_state kit_rows_state_of(const struct widget *self, const struct view *view)
{
	struct str name = kit_table_of(self);
	const struct table *table;

	if (self->class->has_data)
		return self->class->has_data(self, view) ? KIT_ROWS_THERE : KIT_ROWS_MISSING;
	if (name.length == 0 || !view->snapshot)
		return name.length ? KIT_ROWS_MISSING : KIT_ROWS_NONE_NEEDED;
	table = snapshot_table(view->snapshot, name);
	if (!table && is_published(view->snapshot, name))
		return KIT_ROWS_THERE; /* a first snapshot lacks what its first picture does not need */
	if (!table || table->row_count == 0)
		return KIT_ROWS_MISSING;
	if (self->class->reads || !has_setting(self, "where"))
		return KIT_ROWS_THERE;
	return has_rows(self, view) ? KIT_ROWS_THERE : KIT_ROWS_MISSING;
}

static int64_t after(int64_t time_ms, int64_t more_ms)
{
	return more_ms > INT64_MAX - time_ms ? INT64_MAX : time_ms + more_ms;
}

enum kit_age kit_age_of(const struct widget *self, const struct view *view, int64_t *as_of_ms, int64_t *until_ms)
{
	struct str name = kit_table_of(self);
	const struct table *table = view->snapshot && name.length ? snapshot_table(view->snapshot, name) : NULL;
	const struct layout_ages *ages;
	int64_t next;

	*as_of_ms = table ? table->as_of_ms : 0;
	if (*as_of_ms <= 0 || !view->layout)
		return KIT_FRESH;
	ages = layout_ages_of(view->layout, name);
	if (view->now_ms >= after(*as_of_ms, ages->hidden_ms))
		return KIT_HIDDEN;
	next = after(*as_of_ms, view->now_ms >= after(*as_of_ms, ages->old_ms) ? ages->hidden_ms : ages->old_ms);
	*until_ms = next < *until_ms ? next : *until_ms;
	return view->now_ms >= after(*as_of_ms, ages->old_ms) ? KIT_OLD : KIT_FRESH;
}
