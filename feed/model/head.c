#include "feed/model/head.h"

#include "feed/base/check.h"

static const struct str kind_names[DOCUMENT_KIND_COUNT] = {
	[DOCUMENT_AREAS] = {"areas", 5},
	[DOCUMENT_MAP] = {"map", 3},
	[DOCUMENT_TABLE] = {"table", 5},
	[DOCUMENT_SURVEY] = {"survey", 6},
	[DOCUMENT_NOTICES] = {"notices", 7},
	[DOCUMENT_ALERTS] = {"alerts", 6},
	[DOCUMENT_LAYOUT] = {"layout", 6},
	[DOCUMENT_WORDS] = {"words", 5},
	[DOCUMENT_MEDIA] = {"media", 5},
};

struct str document_kind_name(enum document_kind kind)
{
	REQUIRE(kind < DOCUMENT_KIND_COUNT);
	return kind_names[kind];
}

bool document_kind_find(struct str name, enum document_kind *kind)
{
	for (int i = 0; i < DOCUMENT_KIND_COUNT; i++)
		if (str_equal(kind_names[i], name)) {
			*kind = (enum document_kind)i;
			return true;
		}
	return false;
}
