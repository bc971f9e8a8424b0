#ifndef FEED_MODEL_HEAD_H
#define FEED_MODEL_HEAD_H

#include <stddef.h>
#include <stdint.h>

#include "feed/model/label.h"

/* What a centre says now, by names and hashes; the only thing that is signed. */

enum {
	HEAD_BYTES_MAX = 256 * 1024,
	HEAD_DOCUMENTS_MAX = 500,
	HEAD_NAME_BYTES_MAX = 64,
	HEAD_POLL_S_MIN = 1, /* the public range is 15..3600; a demo centre on loopback asks for less */
	HEAD_POLL_S_MAX = 3600,
	HEAD_DOCUMENT_BYTES_MAX = 64 * 1024 * 1024,
	SHA256_DIGITS = 64
};

enum document_kind {
	DOCUMENT_AREAS,
	DOCUMENT_MAP,
	DOCUMENT_TABLE,
	DOCUMENT_SURVEY,
	DOCUMENT_NOTICES,
	DOCUMENT_ALERTS, /* in the head of alerts alone, which is signed by their own role */
	DOCUMENT_LAYOUT,
	DOCUMENT_WORDS,
	DOCUMENT_MEDIA,
	DOCUMENT_KIND_COUNT
};

struct head_document {
	enum document_kind kind;
	struct str name;
	char sha256[SHA256_DIGITS + 1]; /* of the plain bytes; lower case; zero-ended */
	int64_t size_bytes;
};

struct head {
	struct str area; /* "all" */
	int64_t version; /* grows with each publication */
	int64_t issued_ms, expires_ms;
	int next_poll_s;
	bool demo; /* made-up data; the screens say so */
	struct head_document *documents;
	size_t document_count;
};

struct str document_kind_name(enum document_kind kind); /* "areas", "map", ... */
bool document_kind_find(struct str name, enum document_kind *kind);

#endif
