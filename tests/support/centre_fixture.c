#include "tests/support/centre_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/import.h"

static void set_settings(struct centre_settings *settings)
{
	*settings = (struct centre_settings){
		.timezone = "Asia/Shanghai",
		.publish_min = 10,
		.publish_min_new = 10,
		.warn_first = 3,
		.warn_second = 3,
		.warn_escalate = 2,
		.whistle_days = 1,
		.reply_days = 7,
		.source = {{STR("测试中心")}},
	};
	rules_default(&settings->rules);
}

void centre_fixture_begin(struct centre_fixture *fixture)
{
	struct error error = {""};

	*fixture = (struct centre_fixture){.folder = "/tmp/centre-test-XXXXXX", .clock = clock_fixed(FIXTURE_NOW_MS)};
	REQUIRE(mkdtemp(fixture->folder) && chdir(fixture->folder) == 0);
	REQUIRE(civil_zone_set("Asia/Shanghai"));
	arena_init(&fixture->arena);
	set_settings(&fixture->centre.settings);
	fixture->centre.folder = fixture->folder;
	fixture->centre.clock = &fixture->clock;
	fixture->centre.random = random_system();
	if (!store_create("centre.db", &error) || !store_open(&fixture->centre.store, "centre.db", &error))
		printf("%s\n", error.text);
	REQUIRE(fixture->centre.store);
}

void centre_fixture_finish(struct centre_fixture *fixture)
{
	char command[128];

	store_close(fixture->centre.store);
	arena_finish(&fixture->arena);
	snprintf(command, sizeof(command), "rm -rf '%s'", fixture->folder);
	REQUIRE(chdir("/") == 0 && system(command) == 0);
}

static const char *print_faults(struct centre_fixture *fixture, const struct faults *faults)
{
	char *printed;
	size_t length;
	FILE *memory = open_memstream(&printed, &length);
	const char *copy;

	faults_print(faults, memory);
	fclose(memory);
	copy = str_copy(&fixture->arena, (struct str){printed, length}).bytes;
	free(printed);
	return copy;
}

const char *centre_fixture_import(struct centre_fixture *fixture, const char *kind, const char *text)
{
	bool json = strcmp(kind, "map") == 0 || strcmp(kind, "survey") == 0;
	struct str path = str_format(&fixture->arena, "%s.%s", kind, json ? "json" : "csv");
	struct faults faults;
	struct error error;
	int64_t rows;
	bool imported;

	faults_init(&faults, &fixture->arena);
	REQUIRE(file_replace(path.bytes, str_from(text), 0600, &error));
	imported = import_file(&fixture->centre, str_from(kind), path.bytes, &faults, &rows);
	REQUIRE(imported == (faults.total == 0));
	return print_faults(fixture, &faults);
}

void centre_fixture_import_areas(struct centre_fixture *fixture)
{
	const char *faults = centre_fixture_import(fixture, "areas",
		"id,parent,level,kind,name_zh,name_en\n"
		"P,,prefecture,,州,Prefecture\n"
		"C,P,county,city,市,City\n"
		"S1,C,subdistrict,subdistrict,一街道,\n"
		"S2,C,subdistrict,town,二镇,\n"
		"K1,S1,community,,一社区,\n"
		"K2,S1,community,,二社区,\n"
		"K3,S2,community,,三社区,\n"
		"G1,K1,grid,location,一网格,\n"
		"G2,K1,grid,unit,二网格,\n"
		"G3,K2,grid,employer,三网格,\n"
		"G4,K2,grid,location,四网格,\n"
		"G5,K3,grid,unit,五网格,\n");

	if (*faults)
		printf("%s", faults);
	REQUIRE(*faults == '\0');
}

const char *centre_fixture_query(struct centre_fixture *fixture, const char *sql)
{
	struct error error = {""};
	struct store_query *query = store_prepare(fixture->centre.store, sql, &error);
	struct str text = STR("");

	if (!query)
		printf("%s\n", error.text);
	REQUIRE(query);
	while (store_step(query, &error) == STORE_ROW) {
		for (int i = 0; i < store_column_count(query); i++)
			text = str_format(&fixture->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "|" : "",
				STR_ARG(store_is_null(query, i) ? STR("-") : store_text(query, i)));
		text = str_format(&fixture->arena, STR_FMT "\n", STR_ARG(text));
	}
	store_reset(query);
	return str_copy(&fixture->arena, text).bytes;
}
