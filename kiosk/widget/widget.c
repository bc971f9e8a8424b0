#include "kiosk/widget/widget.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

const struct widget_class *widget_class_find(struct str name)
{
	for (size_t i = 0; widget_classes[i]; i++)
		if (str_equal(name, str_from(widget_classes[i]->name)))
			return widget_classes[i];
	return NULL;
}

static size_t setting_count(const struct widget_class *class)
{
	size_t count = 0;

	while (class->settings && class->settings[count].name)
		count++;
	REQUIRE(count <= WIDGET_SETTINGS_MAX);
	return count;
}

static struct str join(struct arena *arena, struct str list, const char *name)
{
	return str_format(arena, STR_FMT "%s%s", STR_ARG(list), list.length ? ", " : "", name);
}

static struct str class_names(struct arena *arena)
{
	struct str names = STR("");

	for (size_t i = 0; widget_classes[i]; i++)
		names = join(arena, names, widget_classes[i]->name);
	return names;
}

static struct str setting_names(struct arena *arena, const struct widget_class *class)
{
	struct str names = STR("widget, at, portrait, old, lower, lower_portrait, at_small, portrait_small");

	for (size_t i = 0; i < setting_count(class); i++)
		names = join(arena, names, class->settings[i].name);
	return names;
}

static bool is_choice(const char *range, struct str value)
{
	struct str rest = str_from(range), piece;

	while (str_next(&rest, '|', &piece))
		if (str_equal(piece, value))
			return true;
	return false;
}

static bool in_range(const char *range, int64_t value)
{
	struct str text = str_from(range);
	size_t dots = str_find(text, STR(".."));
	int64_t least, most;

	return !range ||
	       (str_integer(str_part(text, 0, dots), &least) &&
		       str_integer(str_part(text, dots + 2, text.length), &most) && value >= least && value <= most);
}

static bool is_good(const struct widget_setting *setting, struct str value)
{
	enum theme_role role;
	int64_t number;

	switch (setting->type) {
	case SETTING_INTEGER:
		return str_integer(value, &number) && in_range(setting->range, number);
	case SETTING_FLAG:
		return str_equal(value, STR("yes")) || str_equal(value, STR("no"));
	case SETTING_CHOICE:
		return is_choice(setting->range, value);
	case SETTING_ROLE:
		return theme_role_find(value, &role);
	case SETTING_WORDS_KEY:
	case SETTING_TEXT:
		break;
	}
	return true;
}

static struct str expected(struct arena *arena, const struct widget_setting *setting)
{
	switch (setting->type) {
	case SETTING_INTEGER:
		return str_format(arena, "a whole number %s", setting->range ? setting->range : "");
	case SETTING_FLAG:
		return STR("yes or no");
	case SETTING_CHOICE:
		return str_format(arena, "one of %s", setting->range);
	case SETTING_ROLE:
		return STR("a colour role of the theme, such as accent or k1");
	case SETTING_WORDS_KEY:
	case SETTING_TEXT:
		break;
	}
	return str_from(setting->help);
}

static size_t setting_find(const struct widget_class *class, struct str name)
{
	size_t count = setting_count(class);

	for (size_t i = 0; i < count; i++)
		if (str_equal(name, str_from(class->settings[i].name)))
			return i;
	return count;
}

static bool bind_entry(struct arena *arena, const struct ini_entry *entry, struct widget *widget, struct faults *faults)
{
	size_t at = setting_find(widget->class, entry->key);

	if (at == setting_count(widget->class)) {
		faults_add(faults, widget->box->file, entry->line, entry->key_column, entry->key,
			setting_names(arena, widget->class));
		return false;
	}
	widget->values[at] = entry->value;
	if (is_good(&widget->class->settings[at], entry->value))
		return true;
	faults_add(faults, widget->box->file, entry->line, entry->value_column,
		str_format(arena, "\"" STR_FMT "\"", STR_ARG(entry->value)),
		expected(arena, &widget->class->settings[at]));
	return false;
}

static bool fill_defaults(struct arena *arena, struct widget *widget, struct faults *faults)
{
	bool ok = true;

	for (size_t i = 0; i < setting_count(widget->class); i++) {
		const struct widget_setting *setting = &widget->class->settings[i];

		if (widget->values[i].bytes)
			continue;
		if (setting->fallback) {
			widget->values[i] = str_from(setting->fallback);
			continue;
		}
		faults_add(faults, widget->box->file, widget->box->line, 0,
			str_format(arena, "a %s without %s", widget->class->name, setting->name),
			str_from(setting->help));
		ok = false;
	}
	return ok;
}

bool widget_bind(struct arena *arena, const struct layout_box *box, struct widget *widget, struct faults *faults)
{
	bool ok = true;

	*widget = (struct widget){.class = widget_class_find(box->widget), .box = box};
	if (!widget->class) {
		faults_add(faults, box->file, box->line, 0,
			str_format(arena, "widget \"" STR_FMT "\"", STR_ARG(box->widget)),
			str_format(arena, "one of " STR_FMT, STR_ARG(class_names(arena))));
		return false;
	}
	for (size_t i = 0; i < box->entry_count; i++)
		ok = bind_entry(arena, &box->entries[i], widget, faults) && ok;
	return fill_defaults(arena, widget, faults) && ok;
}

struct str widget_value(const struct widget *self, const char *name)
{
	size_t at = setting_find(self->class, str_from(name));

	REQUIRE(at < setting_count(self->class));
	return self->values[at];
}

int widget_integer(const struct widget *self, const char *name)
{
	int64_t value = 0;

	REQUIRE(str_integer(widget_value(self, name), &value));
	return (int)value;
}

bool widget_flag(const struct widget *self, const char *name)
{
	return str_equal(widget_value(self, name), STR("yes"));
}

enum theme_role widget_role(const struct widget *self, const char *name)
{
	enum theme_role role = ROLE_INK;

	REQUIRE(theme_role_find(widget_value(self, name), &role));
	return role;
}

static void put_setting(const struct widget_setting *setting, FILE *to)
{
	static const char *const types[] = {
		[SETTING_WORDS_KEY] = "WORD", [SETTING_TEXT] = "TEXT", [SETTING_INTEGER] = "NUMBER", [SETTING_FLAG] = "yes|no",
		[SETTING_CHOICE] = "WORD", [SETTING_ROLE] = "COLOUR"};

	fprintf(to, ".br\n.B %s\n=\n.I %s\n\\(em %s", setting->name, setting->range ? setting->range : types[setting->type],
		setting->help);
	if (!setting->fallback)
		fputs("; must be given", to);
	else if (setting->fallback[0])
		fprintf(to, " (%s)", setting->fallback);
	fputs("\n", to);
}

void widget_manual(FILE *to)
{
	for (size_t i = 0; widget_classes[i]; i++) {
		const struct widget_setting *setting = widget_classes[i]->settings;

		fprintf(to, ".TP\n.B %s\n%s.\n", widget_classes[i]->name, widget_classes[i]->help);
		while (setting && setting->name)
			put_setting(setting++, to);
	}
}
