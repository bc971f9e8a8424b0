#include "kiosk/text/words.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "kiosk/text/text.h"

static int compare_entries(const void *a, const void *b)
{
	return str_compare(((const struct words_entry *)a)->key, ((const struct words_entry *)b)->key);
}

static const struct words_entry *find_entry(const struct words_entry *entries, size_t count, struct str key)
{
	struct words_entry wanted = {.key = key};

	return count ? bsearch(&wanted, entries, count, sizeof(*entries), compare_entries) : NULL;
}

static bool is_key(struct str key)
{
	for (size_t i = 0; i < key.length; i++) {
		char c = key.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(i && ((c >= '0' && c <= '9') || c == '_')))
			return false;
	}
	return key.length > 0;
}

static void refuse(struct faults *faults, struct str file, int line, int column, struct str found, struct str expected)
{
	faults_add(faults, file, line, column, str_format(faults->arena, "\"" STR_FMT "\"", STR_ARG(found)), expected);
}

/* The [words] of one file, by key; keys are views into it. */
static size_t read_words(struct arena *arena, const struct ini *ini, enum language language,
	struct words_entry *entries, struct faults *faults)
{
	size_t count = 0;

	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_entry *from = &ini->entries[i];
		struct words_entry *to = &entries[count];

		if (!str_equal(from->section, STR("words")))
			continue;
		if (!is_key(from->key)) {
			refuse(faults, ini->file, from->line, from->key_column, from->key,
				STR("a key in lower_snake_case"));
			continue;
		}
		if (from->value.length == 0 || from->value.length > WORDS_TEXT_BYTES_MAX) {
			refuse(faults, ini->file, from->line, from->value_column, str_part(from->value, 0, 40),
				str_format(arena, "1 to %d bytes of text", WORDS_TEXT_BYTES_MAX));
			continue;
		}
		to->key = from->key;
		to->label.text[language] = str_copy(arena, from->value);
		to->line[language] = from->line;
		count++;
	}
	if (count)
		qsort(entries, count, sizeof(*entries), compare_entries);
	return count;
}

static bool is_mark(struct str mark)
{
	return str_equal(mark, STR("high")) || str_equal(mark, STR("medium")) || str_equal(mark, STR("low"));
}

/* The marks are for people; here they are only kept honest. */
static void check_rest(const struct ini *ini, const struct words_entry *entries, size_t count, struct faults *faults)
{
	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_entry *entry = &ini->entries[i];

		if (str_equal(entry->section, STR("words")))
			continue;
		if (!str_equal(entry->section, STR("confidence")))
			refuse(faults, ini->file, entry->line, 0, entry->section, STR("[words] or [confidence]"));
		else if (!find_entry(entries, count, entry->key))
			refuse(faults, ini->file, entry->line, entry->key_column, entry->key,
				STR("a key of [words] above"));
		else if (!is_mark(entry->value))
			refuse(faults, ini->file, entry->line, entry->value_column, entry->value,
				STR("high, medium or low"));
	}
}

static size_t count_new(const struct words *words, const struct words_entry *added, size_t added_count)
{
	size_t count = 0;

	for (size_t i = 0; i < added_count; i++)
		count += !find_entry(words->entries, words->count, added[i].key);
	return count;
}

/* Two sorted lists become one; the added words go over the old ones of their language. */
static void merge(struct arena *arena, struct words *words, enum language language, const struct words_entry *added,
	size_t added_count, bool over)
{
	size_t new = count_new(words, added, added_count), count = 0, i = 0, j = 0;
	struct words_entry *merged = arena_array(arena, struct words_entry, new ? words->count + new : 0);

	if (new == 0)
		merged = words->entries; /* each in its own place */
	while (i < words->count || j < added_count) {
		int order = i == words->count ? 1 : -1;

		if (i < words->count && j < added_count)
			order = compare_entries(&words->entries[i], &added[j]);
		merged[count] = order <= 0 ? words->entries[i++] : added[j];
		if (order > 0)
			merged[count].key = str_copy(arena, added[j].key);
		if (order >= 0) {
			merged[count].label.text[language] = added[j].label.text[language];
			merged[count].over[language] = over;
			merged[count].line[language] = added[j++].line[language];
		}
		count++;
	}
	words->entries = merged;
	words->count = count;
}

bool words_add(struct arena *arena, struct words *words, enum language language, struct str file, struct str text,
	struct faults *faults)
{
	size_t faults_before = faults->total, count;
	struct words_entry *added;
	struct arena scratch;
	struct ini ini;
	bool over;

	REQUIRE((unsigned)language < LANGUAGE_COUNT);
	arena_init(&scratch);
	ini_parse(&scratch, file, text, &ini, faults);
	added = arena_array(&scratch, struct words_entry, ini.count);
	count = read_words(arena, &ini, language, added, faults);
	check_rest(&ini, added, count, faults);
	over = words->files[language][0].length > 0;
	merge(arena, words, language, added, count, over);
	words->files[language][over] = str_copy(arena, file);
	arena_finish(&scratch);
	return faults->total == faults_before;
}

bool words_load(struct arena *arena, const char *folder, struct words *words, struct faults *faults)
{
	struct arena scratch;
	bool ok = true;

	arena_init(&scratch);
	*words = (struct words){.count = 0};
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		struct str path =
			str_format(arena, "%s/" STR_FMT ".words", folder, STR_ARG(language_code((enum language)i)));
		struct error error;
		struct str text;

		if (file_read(&scratch, path.bytes, INI_BYTES_MAX, &text, &error)) {
			ok = words_add(arena, words, (enum language)i, path, text, faults) && ok;
		} else {
			faults_add(faults, path, 0, 0, str_from(error.text), STR("a file of words"));
			ok = false;
		}
	}
	arena_finish(&scratch);
	return ok;
}

enum language words_language(const struct words *words, enum language language, struct str key)
{
	const struct words_entry *entry = find_entry(words->entries, words->count, key);

	return entry && entry->label.text[language].length ? language : LANGUAGE_ZH;
}

bool words_has(const struct words *words, struct str key)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_equal(words->entries[i].key, key))
			return true;
	return false;
}

struct str words_find(const struct words *words, enum language language, struct str key)
{
	const struct words_entry *entry = find_entry(words->entries, words->count, key);

	if (entry && entry->label.text[language].length)
		return entry->label.text[language];
	return entry && entry->label.text[LANGUAGE_ZH].length ? entry->label.text[LANGUAGE_ZH] : key;
}

/* Cuts "text{name}" off *rest; *name is empty where no placeholder follows. A brace that opens nothing is text. */
static struct str next_piece(struct str *rest, struct str *name)
{
	struct str whole = *rest;

	*name = STR("");
	for (size_t at = 0; at < whole.length; at++) {
		struct str inside = str_part(whole, at + 1, WORDS_NAME_BYTES_MAX + 1);
		size_t length = str_find(inside, STR("}"));

		if (whole.bytes[at] != '{' || length == inside.length || !is_key(str_part(inside, 0, length)))
			continue;
		*name = str_part(inside, 0, length);
		*rest = str_part(whole, at + length + 2, whole.length);
		return str_part(whole, 0, at);
	}
	*rest = STR("");
	return whole;
}

struct writer {
	char *bytes; /* NULL while only measuring */
	size_t length;
};

static void put(struct writer *writer, struct str text)
{
	if (writer->bytes && text.length)
		memcpy(writer->bytes + writer->length, text.bytes, text.length);
	writer->length += text.length;
}

static void put_value(struct writer *writer, struct str name, const struct words_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_equal(str_from(values[i].name), name)) {
			put(writer, values[i].text);
			return;
		}
	}
	put(writer, STR("{"));
	put(writer, name);
	put(writer, STR("}"));
}

static void fill_in(struct writer *writer, struct str pattern, const struct words_value *values, size_t count)
{
	while (pattern.length) {
		struct str name, piece = next_piece(&pattern, &name);

		put(writer, piece);
		if (name.length)
			put_value(writer, name, values, count);
	}
}

static const struct words_value *isolated(struct arena *arena, const struct words_value *values, size_t count)
{
	struct words_value *copies = arena_array(arena, struct words_value, count);

	for (size_t i = 0; i < count; i++) {
		copies[i] = values[i];
		if (values[i].is_name)
			copies[i].text = text_isolate_name(arena, values[i].text);
		else
			copies[i].text = text_isolate_number(arena, values[i].text);
	}
	return copies;
}

struct str words_format(struct arena *arena, const struct words *words, enum language language, struct str key,
	const struct words_value *values, size_t count)
{
	struct str pattern = words_find(words, language, key);
	struct writer writer = {.bytes = NULL};

	if (language_is_rtl(language))
		values = isolated(arena, values, count);
	fill_in(&writer, pattern, values, count);
	writer = (struct writer){.bytes = arena_take(arena, writer.length + 1)};
	fill_in(&writer, pattern, values, count);
	return (struct str){.bytes = writer.bytes, .length = writer.length};
}

static bool has_placeholder(struct str text, struct str wanted)
{
	while (text.length) {
		struct str name;

		next_piece(&text, &name);
		if (name.length && str_equal(name, wanted))
			return true;
	}
	return false;
}

/* Faults for placeholders of `text` that `other` lacks. */
static void check_placeholders(struct str text, struct str other, struct str file, int line, const char *what,
	struct str key, struct faults *faults)
{
	while (text.length) {
		struct str name;

		next_piece(&text, &name);
		if (name.length && !has_placeholder(other, name))
			faults_add(faults, file, line, 0,
				str_format(
					faults->arena, STR_FMT " %s {" STR_FMT "}", STR_ARG(key), what, STR_ARG(name)),
				STR("the placeholders of zh"));
	}
}

static void check_characters(struct str text, struct str file, int line, struct faults *faults)
{
	size_t stars = 0;

	for (size_t at = 0; at < text.length;) {
		uint32_t code_point = str_code_point(text, &at);

		if (code_point == '\\' && at < text.length && (text.bytes[at] == '*' || text.bytes[at] == '\\'))
			at++;
		stars += code_point == '*';
		if (code_point >= 0x675 && code_point <= 0x678)
			faults_add(faults, file, line, 0, str_format(faults->arena, "U+%04X", (unsigned)code_point),
				STR("U+0674 and the letter"));
	}
	if (stars % 2)
		faults_add(faults, file, line, 0, STR("an odd number of asterisks"), STR("*emphasis* that is closed"));
}

struct str words_file(const struct words *words, const struct words_entry *entry, enum language language)
{
	return words->files[language][entry->over[language]];
}

static void check_texts(const struct words *words, const struct words_entry *entry, enum language language, struct faults *faults)
{
	struct str file = words_file(words, entry, language), text = entry->label.text[language], zh = entry->label.text[LANGUAGE_ZH];
	int line = entry->line[language];

	check_characters(text, file, line, faults);
	if (language == LANGUAGE_ZH || zh.length == 0 || text.length == 0)
		return;
	check_placeholders(zh, text, file, line, "without", entry->key, faults);
	check_placeholders(text, zh, file, line, "with", entry->key, faults);
}

/* Told of the file that brought the word: who wrote that is who can add the other language. */
static void tell_lack(const struct words *words, const struct words_entry *entry, enum language language, struct faults *faults)
{
	struct str code = language_code(language);

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (entry->over[i]) {
			faults_add(faults, words_file(words, entry, (enum language)i), entry->line[i], 0,
				str_format(faults->arena, STR_FMT " without " STR_FMT, STR_ARG(entry->key), STR_ARG(code)),
				str_format(faults->arena, STR_FMT " = ... in " STR_FMT " too", STR_ARG(entry->key), STR_ARG(code)));
			return;
		}
	faults_add(faults, words->files[language][0], 0, 0, str_format(faults->arena, "no " STR_FMT, STR_ARG(entry->key)),
		str_format(faults->arena, STR_FMT " = ...", STR_ARG(entry->key)));
}

static bool is_lacked(const struct words_entry *entry, enum language language)
{
	bool of_chinese = str_starts(entry->key, STR("zh_")) && entry->label.text[LANGUAGE_ZH].length; /* its calendar's own words */

	return entry->label.text[language].length == 0 && !of_chinese;
}

bool words_check_texts(const struct words *words, struct faults *faults)
{
	size_t before = faults->total;

	for (int language = 0; language < LANGUAGE_COUNT; language++)
		for (size_t i = 0; i < words->count; i++)
			check_texts(words, &words->entries[i], (enum language)language, faults);
	return faults->total == before;
}

bool words_check(const struct words *words, struct faults *faults)
{
	size_t before = faults->total;

	for (int language = 0; language < LANGUAGE_COUNT; language++)
		for (size_t i = 0; i < words->count; i++)
			if (is_lacked(&words->entries[i], (enum language)language))
				tell_lack(words, &words->entries[i], (enum language)language, faults);
			else
				check_texts(words, &words->entries[i], (enum language)language, faults);
	return faults->total == before;
}
