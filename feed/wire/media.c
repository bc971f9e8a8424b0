#include "feed/base/arena.h"
#include "feed/wire/document.h"

/* NAME or NAME.GROUP. Bytes that are no picture make no fault of the feed: they are shown as a stand-in, and told. */
void media_read(struct arena *arena, struct str name, struct str bytes, struct media *media)
{
	size_t dot = str_find(name, STR("."));

	*media = (struct media){
		.name = str_copy(arena, str_part(name, 0, dot)),
		.group = dot < name.length ? str_copy(arena, str_part(name, dot + 1, name.length)) : STR(""),
	};
	media->good = bytes.length <= MEDIA_BYTES_MAX && picture_read(bytes, &media->facts);
}
