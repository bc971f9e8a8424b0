#include "feed/base/ini.h"

#include "feed/base/arena.h"
#include "feed/base/fault.h"

/* One pass over the text; what is current while reading. */
struct ini_reader {
	struct arena *arena;
	struct ini *ini;
	struct faults *faults;
	struct str *sections;
	size_t section_count, section_room;
	struct str section;
	int line;
	bool ok;
};

static void refuse(struct ini_reader *reader, int column, struct str found, struct str expected)
{
	faults_add(reader->faults, reader->ini->file, reader->line, column, found, expected);
	reader->ok = false;
}

static int column_of(struct str line, const char *at)
{
	return (int)(at - line.bytes) + 1;
}

static void read_section(struct ini_reader *reader, struct str line, struct str trimmed)
{
	struct str name = str_trim(str_part(trimmed, 1, trimmed.length - 2));
	int column = column_of(line, trimmed.bytes);

	if (trimmed.bytes[trimmed.length - 1] != ']' || trimmed.length < 3 || name.length == 0) {
		refuse(reader, column, trimmed, STR("[section] with its name between the brackets"));
		return;
	}
	for (size_t i = 0; i < reader->section_count; i++)
		if (str_equal(reader->sections[i], name))
			refuse(reader, column, str_format(reader->arena, "[" STR_FMT "] a second time", STR_ARG(name)),
				STR("each section once"));
	reader->sections = arena_grow(reader->arena, reader->sections, reader->section_count, &reader->section_room,
		sizeof(*reader->sections));
	reader->sections[reader->section_count++] = name;
	reader->section = name;
}

static bool key_is_new(struct ini_reader *reader, struct str key)
{
	for (size_t i = reader->ini->count; i-- > 0;) {
		const struct ini_entry *entry = &reader->ini->entries[i];

		if (!str_equal(entry->section, reader->section))
			return true; /* a section stands together */
		if (str_equal(entry->key, key))
			return false;
	}
	return true;
}

static void read_entry(struct ini_reader *reader, struct str line, struct str trimmed)
{
	size_t equals = str_find(trimmed, STR("="));
	struct str key = str_trim(str_part(trimmed, 0, equals));
	struct str value = str_trim(str_part(trimmed, equals + 1, trimmed.length));
	int key_column = column_of(line, trimmed.bytes);

	if (equals == trimmed.length || key.length == 0) {
		refuse(reader, key_column, trimmed, STR("key = value, [section] or # comment"));
		return;
	}
	if (!key_is_new(reader, key)) {
		refuse(reader, key_column, str_format(reader->arena, STR_FMT " a second time", STR_ARG(key)),
			STR("each key once in its section"));
		return;
	}
	if (reader->ini->count == INI_ENTRIES_MAX) {
		refuse(reader, key_column, STR("too many entries"), STR("at most 20000 in one file"));
		return;
	}
	reader->ini->entries[reader->ini->count++] = (struct ini_entry){
		.section = reader->section,
		.key = key,
		.value = value,
		.line = reader->line,
		.key_column = key_column,
		.value_column = value.length ? column_of(line, value.bytes) : (int)line.length + 1,
	};
}

/* No more entries than this: lines that could be one. */
static size_t count_lines(struct str text)
{
	size_t count = 0;
	struct str line;

	while (str_next(&text, '\n', &line))
		count += str_find(line, STR("=")) < line.length;
	return count < INI_ENTRIES_MAX ? count : INI_ENTRIES_MAX;
}

bool ini_parse(struct arena *arena, struct str file, struct str text, struct ini *ini, struct faults *faults)
{
	struct ini_reader reader = {.arena = arena, .ini = ini, .faults = faults, .ok = true, .section = STR("")};
	struct str line;

	*ini = (struct ini){.file = file};
	if (text.length > INI_BYTES_MAX || !str_is_utf8(text)) {
		refuse(&reader, 0, STR("a file that is too long or not UTF-8"), STR("at most 1 MiB of UTF-8 text"));
		return false;
	}
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_part(text, 3, text.length);
	ini->entries = arena_array(arena, struct ini_entry, count_lines(text));
	while (str_next(&text, '\n', &line)) {
		struct str trimmed = str_trim(line);

		reader.line++;
		if (trimmed.length == 0 || trimmed.bytes[0] == '#')
			continue;
		if (trimmed.bytes[0] == '[')
			read_section(&reader, line, trimmed);
		else
			read_entry(&reader, line, trimmed);
	}
	return reader.ok;
}

const struct ini_entry *ini_find(const struct ini *ini, struct str section, struct str key)
{
	for (size_t i = 0; i < ini->count; i++)
		if (str_equal(ini->entries[i].section, section) && str_equal(ini->entries[i].key, key))
			return &ini->entries[i];
	return NULL;
}
