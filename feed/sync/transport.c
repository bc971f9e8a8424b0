#include "feed/sync/transport.h"

#include <string.h>

#include "feed/sync/transport_kinds.h"

bool transport_is_http(struct str source)
{
	return str_starts(source, STR("http://")) || str_starts(source, STR("https://"));
}

static bool is_folder(struct str source)
{
	return source.length > 0 && str_find(source, STR("://")) == source.length;
}

static bool add(struct transport_sources *sources, char **end, struct str source, struct error *error)
{
	while (source.length > 1 && source.bytes[source.length - 1] == '/')
		source.length--;
	if (source.length > TRANSPORT_SOURCE_BYTES_MAX)
		return error_set(error, "found a feed address of %zu bytes, expected at most %d", source.length, TRANSPORT_SOURCE_BYTES_MAX);
	if (sources->count == TRANSPORT_SOURCES_MAX)
		return error_set(error, "found more than %d addresses of the feed", TRANSPORT_SOURCES_MAX);
	if (!transport_is_http(source) && !is_folder(source))
		return error_set(error, "found feed \"" STR_FMT "\", expected http://..., https://... or a folder", STR_ARG(source));
	memcpy(*end, source.bytes, source.length);
	(*end)[source.length] = '\0';
	sources->items[sources->count++] = *end;
	*end += source.length + 1;
	return true;
}

/* A folder's name may hold blanks; addresses do not. */
static bool read_sources(struct str feed, struct transport_sources *sources, struct error *error)
{
	char *end = sources->text;
	struct str piece;

	if (feed.length >= sizeof(sources->text))
		return error_set(error, "found a feed address of %zu bytes, expected at most %d", feed.length, TRANSPORT_FEED_BYTES_MAX - 1);
	if (!transport_is_http(feed))
		return add(sources, &end, feed, error);
	while (str_next(&feed, ' ', &piece))
		if (piece.length && !add(sources, &end, str_trim(piece), error))
			return false;
	return true;
}

bool transport_check(const struct transport_settings *settings, struct error *error)
{
	struct transport_sources sources = {.count = 0};

	return read_sources(str_trim(str_from(settings->feed)), &sources, error) && transport_http_check(settings, error);
}

struct transport *transport_create(const struct transport_settings *settings, struct error *error)
{
	struct transport_sources sources = {.count = 0};

	if (!read_sources(str_trim(str_from(settings->feed)), &sources, error) || !transport_http_check(settings, error))
		return NULL;
	if (transport_is_http(str_from(sources.items[0])))
		return transport_http_create(settings, &sources);
	return transport_folder_create(&sources, error);
}

void transport_destroy(struct transport *transport)
{
	if (transport)
		transport->destroy(transport);
}
