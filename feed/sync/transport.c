#include "feed/sync/transport.h"

#include "feed/sync/transport_kinds.h"

static bool is_http(struct str feed)
{
	return str_starts(feed, STR("http://")) || str_starts(feed, STR("https://"));
}

struct transport *transport_create(const char *feed, struct error *error)
{
	struct str text = str_from(feed);

	if (is_http(text))
		return transport_http_create(feed, error);
	if (text.length == 0 || str_find(text, STR("://")) < text.length) {
		error_set(error, "found feed \"%s\", expected http://..., https://... or a folder", feed);
		return NULL;
	}
	return transport_folder_create(feed, error);
}

void transport_destroy(struct transport *transport)
{
	if (transport)
		transport->destroy(transport);
}
