#ifndef FEED_CENTRE_STORE_H
#define FEED_CENTRE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

/*
 * DIR/centre.db: everything that the centre keeps. WAL, synchronous=FULL, pragmas read back; one writing connection in
 * one process, which holds DIR/lock. Not thread-safe: the caller has one lock around it. The rest of centre/ reaches
 * SQLite through the few calls here, so that another store can follow.
 */

struct store;
struct arena;

bool store_create(const char *path, struct error *error); /* the schema, in a new file */
bool store_open(struct store **store, const char *path, struct error *error); /* upgrades the schema in one transaction */
void store_close(struct store *store);

bool store_begin(struct store *store, struct error *error);
bool store_commit(struct store *store, struct error *error);
void store_rollback(struct store *store);

/* A prepared statement, kept and reused by its text. Parameters count from 1. */
struct store_query;

struct store_query *store_prepare(struct store *store, const char *sql, struct error *error); /* NULL: error is filled */
void store_bind_text(struct store_query *query, int at, struct str text);
void store_bind_integer(struct store_query *query, int at, int64_t value);
void store_bind_number(struct store_query *query, int at, double value);
void store_bind_null(struct store_query *query, int at);
void store_bind_bytes(struct store_query *query, int at, struct str bytes); /* a BLOB; store_text reads it back */
int store_parameter(struct store_query *query, const char *name); /* ":name" to its place; 0 where it is not used */

enum store_step { STORE_ROW, STORE_DONE, STORE_CONSTRAINT, STORE_FAILED };
enum store_step store_step(struct store_query *query, struct error *error);
/* All of one that gives no rows, and ready to run again; NULL, where preparing it failed, is false. */
bool store_finish(struct store_query *query, struct error *error);
void store_reset(struct store_query *query); /* after the last step, so that it can run again */

int store_column_count(struct store_query *query);
const char *store_column_name(struct store_query *query, int column);
bool store_is_null(struct store_query *query, int column);
struct str store_text(struct store_query *query, int column); /* borrowed until the next step */
int64_t store_integer(struct store_query *query, int column);
double store_number(struct store_query *query, int column);

/* A statement without parameters and rows. */
bool store_run(struct store *store, const char *sql, struct error *error);

#endif
