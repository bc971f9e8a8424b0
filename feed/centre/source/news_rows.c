#include "feed/centre/source/news_rows.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/centre.h"
#include "feed/centre/gate/kept_form.h"
#include "feed/centre/import_kind.h"
#include "feed/centre/import_person.h"
#include "feed/centre/read/news.h"
#include "feed/model/head.h"
#include "feed/wire/wire.h"

enum { ID_DIGITS = 12, TEXT_BYTES_MAX = LABEL_BYTES_MAX };

static struct str prefix_of(struct arena *arena, const struct source *source)
{
	return str_format(arena, STR_FMT ":", STR_ARG(source->name));
}

static bool write_others(struct centre *centre, struct arena *arena, struct str prefix, FILE *to, struct news_count *count,
	struct error *error)
{
	const struct import_kind *kind = import_kind_find(STR("notices"));
	struct kept_columns columns;
	struct arena scratch;
	struct store_query *query;
	enum store_step step;

	kept_columns_of(arena, kind, &columns);
	fprintf(to, STR_FMT "\n", STR_ARG(columns.header));
	query = store_prepare(centre->store,
		str_format(arena, "SELECT " STR_FMT " FROM notices WHERE substr(id, 1, length(?1)) <> ?1 ORDER BY id", STR_ARG(columns.names)).bytes,
		error);
	if (!query)
		return false;
	arena_init(&scratch);
	store_bind_text(query, 1, prefix);
	while ((step = store_step(query, error)) == STORE_ROW) {
		kept_put_row(to, &scratch, &columns, query);
		arena_clear(&scratch);
		count->others++;
	}
	store_reset(query);
	arena_finish(&scratch);
	return step == STORE_DONE;
}

/* At a letter's end. */
static struct str cut(struct arena *arena, struct str text)
{
	size_t length = TEXT_BYTES_MAX - 3;

	if (text.length <= TEXT_BYTES_MAX)
		return text;
	while (length && ((unsigned char)text.bytes[length] & 0xc0) == 0x80)
		length--;
	return str_format(arena, STR_FMT "…", STR_ARG(str_part(text, 0, length)));
}

/* A text in another language stands for the Chinese one as well, which must be there. */
static void put_label(FILE *to, enum language language, struct str text)
{
	for (enum language i = 0; i < LANGUAGE_COUNT; i++) {
		fputc(',', to);
		kept_put_cell(to, i == language || i == LANGUAGE_ZH ? text : STR(""));
	}
}

static void write_item(struct arena *arena, const struct source *source, const struct news_item *item, int64_t from_ms, FILE *to)
{
	char digits[SHA256_DIGITS + 1];

	sha256_hex(item->id, digits);
	fprintf(to, STR_FMT "%.*s,", STR_ARG(prefix_of(arena, source)), ID_DIGITS, digits);
	kept_put_cell(to, source->area);
	put_label(to, source->language, cut(arena, item->title));
	put_label(to, source->language, cut(arena, item->text));
	fprintf(to, "," STR_FMT "," STR_FMT ",no\n", STR_ARG(civil_format_utc(arena, from_ms)),
		STR_ARG(civil_format_utc(arena, from_ms + source->valid_ms)));
}

static bool is_double(const struct news *news, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (str_equal(news->items[i].id, news->items[at].id))
			return true;
	return false;
}

/* Without a date an item is of now. One that speaks of a person's numbers is left out, and does not keep the others back. */
static void write_items(struct centre *centre, struct arena *arena, const struct source *source, const struct news *news, FILE *to,
	struct news_count *count)
{
	int64_t now_ms = centre->clock->wall_ms(centre->clock), from_ms;

	count->left_out = news->left_out;
	for (size_t i = 0; i < news->count; i++) {
		const struct news_item *item = &news->items[i];

		from_ms = item->dated ? item->published_ms : now_ms;
		if (is_double(news, i)) {
			count->left_out++;
		} else if (from_ms + source->valid_ms <= now_ms) {
			count->over++;
		} else if (import_person_text(item->title) || import_person_text(item->text)) {
			count->about_persons++;
		} else {
			write_item(arena, source, item, from_ms, to);
			count->taken++;
		}
	}
}

bool news_rows_write(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, FILE *to,
	struct news_count *count, struct faults *faults)
{
	struct news *news = arena_new(arena, struct news);
	struct error error;

	*count = (struct news_count){.taken = 0};
	if (news_read(arena, bytes, news, &error) && write_others(centre, arena, prefix_of(arena, source), to, count, &error)) {
		write_items(centre, arena, source, news, to, count);
		return true;
	}
	return source_refuse(source, &error, STR("a feed of RSS or Atom"), faults);
}
