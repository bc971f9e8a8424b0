#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/import.h"
#include "feed/centre/import_kind.h"
#include "feed/centre/import_person.h"
#include "tests/support/centre_fixture.h"

static struct centre_fixture fixture;

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	return 0;
}

static int begin_empty(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static void assert_import(const char *kind, const char *text, const char *faults)
{
	assert_string_equal(centre_fixture_import(&fixture, kind, text), faults);
}

static void assert_rows(const char *sql, const char *rows)
{
	assert_string_equal(centre_fixture_query(&fixture, sql), rows);
}

static void takes_headers_in_any_order(void **state)
{
	(void)state;
	assert_import("teams",
		"\xef\xbb\xbfname_zh,volunteers,kind,id,area,featured,name_ug\r\n"
		"\"花儿,妈妈\",12,family,T1,G1,yes,گۈل\r\n"
		" 雷锋车队 ,,safety,T2,K2,,\r\n",
		"");
	assert_rows("SELECT id, area, kind, name_zh, name_ug, volunteers, featured, points FROM teams",
		"T1|G1|family|花儿,妈妈|گۈل|12|1|-\nT2|K2|safety|雷锋车队|-|-|-|-\n");
	assert_rows("SELECT kind, rows, time_ms, length(sha256) FROM imports WHERE kind = 'teams'",
		"teams|2|1540429200000|64\n");
	assert_rows("SELECT kind, time_ms FROM source_time", "areas|1540429200000\nteams|1540429200000\n");
}

static void tells_all_faults_at_once(void **state)
{
	(void)state;
	assert_import("teams",
		"id,area,kind,name_zh,volunteers,pledges_made,pledges_kept,featured\n"
		"T1,G9,family,一队,12,3,3,yes\n"
		"T 2,C,sports,,-1,2,3,maybe\n"
		"T3,G1,safety,三队,12a,3,3,no\n"
		"T1,G1,safety,四队,1\n"
		"T3,G1,safety,五队,1,,,\n",
		"teams.csv:2:4: found area \"G9\", expected the id of an imported grid or community\n"
		"teams.csv:3:1: found id \"T 2\", expected at most 32 letters, digits and _ - . :\n"
		"teams.csv:3:5: found area \"C\", a county, expected the id of an imported grid or community\n"
		"teams.csv:3:7: found kind \"sports\", expected safety, family, environment, elderly, culture or "
		"policy\n"
		"teams.csv:3:14: found name_zh empty, expected a value in each row\n"
		"teams.csv:3:15: found volunteers \"-1\", expected a whole number from 0 to 10000000\n"
		"teams.csv:3:20: found pledges_kept \"3\", expected at most pledges_made \"2\"\n"
		"teams.csv:3:22: found featured \"maybe\", expected yes or no\n"
		"teams.csv:4:17: found volunteers \"12a\", expected a whole number from 0 to 10000000\n"
		"teams.csv:5: found 5 cells, expected 8, as in the header row\n"
		"teams.csv:6:1: found id \"T3\" again, expected each once: it stands in line 4 already\n");
	assert_rows("SELECT count(*) FROM teams", "0\n");
}

static void tells_header_faults(void **state)
{
	(void)state;
	assert_import("days", "date,Aera,volunteers,date\n2018-10-25,K1,3,2018-10-25\n",
		"days.csv:1: found no header \"area\", expected it among date, area, volunteers\n"
		"days.csv:1:6: found header \"Aera\", expected one of date, area, volunteers\n"
		"days.csv:1:22: found header \"date\", expected each header once\n");
	assert_import("days", "", "days.csv:1:1: found an empty file, expected a header row: date, area, volunteers\n");
	assert_import("days", "\"date,area,volunteers\n",
		"days.csv:1:1: found a quote that is never closed, expected a closing quote\n");
	assert_import("days", "da\"te,area,volunteers\n2018-10-25,P,3\n",
		"days.csv:1:3: found a quote inside a cell, expected the whole cell in quotes, and quotes in it "
		"doubled\n");
}

static void refuses_persons(void **state)
{
	struct error error;

	(void)state;
	assert_import("venues", "id,area,name_zh,kind,姓名,Mobile,id_card\nV1,K1,活动室,hall,王小明,13812345678,110101199003071234\n", "");
	assert_rows("SELECT * FROM venues", "V1|K1|活动室|-|-|-|hall|-|-|-|-|-\n");
	assert_import("venues", "id,area,name_zh,kind,服务电话\nV1,K1,活动室,hall,0991-2345678\nV2,K1,活动室,hall,13812345678\n",
		"venues.csv:3:16: found phone \"13812345678\", expected an office's phone such as 0991-1234567, 12345 or 400-123-4567; never "
		"a mobile phone\n");
	assert_import("teams", "id,area,kind,name_zh\nT1,G1,family,王建国工作室\nT2,G1,family,雷锋车队\n",
		"teams.csv:2:14: found name_zh \"王建国工作室\", expected the name of a team, which does not read as a person's; where it is a "
		"team's name all the same, put it on a line of reviewed-names.txt in the centre's folder\n");
	assert_true(file_replace("reviewed-names.txt", STR("# seen by the office, 2018-10\n王建国工作室\n"), 0600, &error));
	assert_import("teams", "id,area,kind,name_zh\nT1,G1,family,王建国工作室\n", "");
	assert_import("venues", "id,area,name_zh,kind\nV1,K1,活动室 13812345678,hall\n",
		"venues.csv:2:7: found name_zh \"活动室 13812345678\", expected at most 2000 bytes of text without a "
		"phone or "
		"identity number\n");
	assert_true(import_person_text(STR("x11010119900307123X")));
	assert_true(import_person_text(STR("(110101199003071234)")));
	assert_false(import_person_text(STR("0994-2345678, 2018-10-25, 652301001001, 12345")));
	assert_true(import_person_header(STR("Full Name")));
	assert_true(import_person_header(STR("联系人手机号")));
	assert_false(import_person_header(STR("name_zh")));
}

static void is_all_or_nothing(void **state)
{
	(void)state;
	assert_import("teams", "id,area,kind,name_zh\nT1,G1,family,一队\nT2,G2,family,二队\n", "");
	assert_import("teams", "id,area,kind,name_zh\nT3,G1,family,三队\nT4,G9,family,四队\n",
		"teams.csv:3:4: found area \"G9\", expected the id of an imported grid or community\n");
	assert_rows("SELECT id FROM teams", "T1\nT2\n");
	assert_rows("SELECT count(*) FROM imports", "2\n");
	assert_import("teams", "id,area,kind,name_zh\nT3,G1,family,三队\n", "");
	assert_rows("SELECT id FROM teams", "T3\n");
}

static void replaces_the_dates_and_periods_of_a_file(void **state)
{
	(void)state;
	assert_import("days", "date,area,volunteers\n2018-10-24,P,1\n2018-10-25,P,2\n", "");
	assert_import("days", "date,area,volunteers\n2018-10-25,K1,3\n2018-10-26,P,4\n2018-10-25,K2,5\n", "");
	assert_rows("SELECT * FROM days", "2018-10-24|P|1\n2018-10-25|K1|3\n2018-10-25|K2|5\n2018-10-26|P|4\n");
	assert_import("scores", "period,area,part,score\n2018-Q2,K1,system,80.5\n2018-Q3,K1,system,90\n", "");
	assert_import("scores", "period,area,part,score\n2018-Q3,K1,subdistrict,70\n", "");
	assert_rows("SELECT * FROM scores", "2018-Q2|K1|system|80.5\n2018-Q3|K1|subdistrict|70.0\n");
}

static void checks_each_type(void **state)
{
	(void)state;
	assert_import("venues",
		"id,area,name_zh,kind,days,opens,closes,free\nV1,K1,一,hall,mon-fri,09:00,24:00,yes\n"
		"V2,K1,二,hall,\"sat,sun\",18:00,09:00,no\nV3,K1,三,hall,every,9:00,24:30,\n",
		"venues.csv:4:14: found days \"every\", expected days like mon-fri or sat,sun\n"
		"venues.csv:4:25: found closes \"24:30\", expected a time of day like 09:30\n");
	assert_import("scores", "period,area,part,score\n2018-Q5,K1,system,100.1\n2018-00,K1,system,nan\n",
		"scores.csv:2:1: found period \"2018-Q5\", expected a period like 2018, 2018-H2, 2018-Q3, 2018-10 or 2018-10R3\n"
		"scores.csv:2:19: found score \"100.1\", expected a number from 0 to 100\n"
		"scores.csv:3:1: found period \"2018-00\", expected a period like 2018, 2018-H2, 2018-Q3, 2018-10 or 2018-10R3\n"
		"scores.csv:3:19: found score \"nan\", expected a number from 0 to 100\n");
	assert_import("notices",
		"id,area,title_zh,from,until\nN1,P,一,2018-10-25T09:00:00+08:00,2018-10-25T01:00Z\nN2,P,二,2018-10-25,"
		"x\n",
		"notices.csv:2:8: found from \"2018-10-25T09:00:00+08:00\", expected below until "
		"\"2018-10-25T01:00Z\"\n"
		"notices.csv:3:8: found from \"2018-10-25\", expected a time like 2018-10-25T09:30:00+08:00\n"
		"notices.csv:3:19: found until \"x\", expected a time like 2018-10-25T09:30:00+08:00\n");
	assert_import("days", "date,area,volunteers\n2018-02-29,P,1\n2018-13-1,P,1\n",
		"days.csv:2:1: found date \"2018-02-29\", expected a date like 2018-10-25\n"
		"days.csv:3:1: found date \"2018-13-1\", expected a date like 2018-10-25\n");
}

static void takes_each_kind(void **state)
{
	static const struct {
		const char *kind, *text, *table;
	} files[] = {
		{"items", "id,area,title_zh,state,due,done_on,warnings\nI1,P,一,late,2018-10-01,,2\n", "items"},
		{"lists", "id,list,area,title_zh,body_zh,state,due,done_on\nL1,problem,K1,一,局,in_hand,2018-11-01,\n",
			"lists"},
		{"whistles",
			"id,area,department_zh,title_zh,raised_at,answered_at,solved_at\n"
			"W1,S1,局,一,2018-10-25T09:00:00+08:00,2018-10-25T10:30:00+08:00,\n",
			"whistles"},
		{"rhythms", "rhythm,activity,area,period,state,done_on\nfive_ones,session,P,2018-H2,due,\n", "rhythms"},
		{"joint",
			"id,area,organisation_zh,signed_on,study,session,activity,subdistrict\nJ1,K1,厂,2018-03-01,1,2,"
			"3,4\n",
			"joint"},
		{"funding", "id,source,year,amount,qualifier\nF1,sponsors,2018,5000000,at_least\n", "funding"},
		{"sites", "area,facilities,sign,flag,reading,rules,function_room\nG1,yes,yes,yes,yes,no,yes\n",
			"sites"},
		{"venues", "id,area,name_zh,kind,days,opens,closes,free\nV1,K1,室,hall,mon-sun,09:00,21:00,yes\n",
			"venues"},
		{"activities",
			"id,area,room_zh,title_zh,starts,ends\nA1,K1,厅,操,2018-10-25T09:00:00+08:00,2018-10-25T10:00:00+08:00\n",
			"activities"},
		{"headline",
			"figure,group,sequence,value,qualifier,unit_zh,title_zh\nbranches,coverage,1,501,exact,个,"
			"网格党支部\n",
			"headline"},
		{"notices",
			"id,area,title_zh,text_zh,from,until\nN1,P,停水,明日停水,2018-10-25T09:00:00+08:00,2018-10-"
			"26T09:00:00+08:00\n",
			"notices"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char sql[100];

		assert_import(files[i].kind, files[i].text, "");
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", files[i].table);
		assert_rows(sql, "1\n");
	}
}

static void checks_the_tree(void **state)
{
	(void)state;
	assert_import("areas",
		"id,parent,level,kind,name_zh\n"
		"P,,prefecture,,州\n"
		"Q,,prefecture,,又一州\n"
		"C,P,county,,县\n"
		"S,C,subdistrict,town,镇\n"
		"K,X,community,,社区\n"
		"G,K,grid,city,网格\n"
		"H,G,community,,社区\n"
		"K,S,community,,社区\n"
		"B,W,building,,楼\n"
		"W,K,wing,,翼\n",
		"areas.csv:3:1: found a second area without a parent, expected one root: it stands in line 2\n"
		"areas.csv:4:12: found kind empty, expected one of county|city at this level\n"
		"areas.csv:6:3: found parent \"X\", expected the id of an area in this file\n"
		"areas.csv:7:10: found kind \"city\", expected one of location|unit|employer at this level\n"
		"areas.csv:8:3: found parent \"G\", expected an area of a higher level: prefecture, county, "
		"subdistrict, "
		"community, grid, building\n"
		"areas.csv:9:1: found id \"K\" again, expected each once: it stands in line 6 already\n"
		"areas.csv:11:5: found level \"wing\", expected prefecture, county, subdistrict, community, grid or "
		"building\n");
	assert_import("areas", "id,parent,level,kind,name_zh\nP,P,prefecture,,州\n",
		"areas.csv: found no area without a parent, expected one root\n"
		"areas.csv:2:3: found parent \"P\", expected an area of a higher level: prefecture, county, "
		"subdistrict, "
		"community, grid, building\n");
	assert_rows("SELECT count(*) FROM areas", "0\n");
	assert_import("teams", "id,area,kind,name_zh\nT1,G1,family,一队\n",
		"teams.csv: found no areas in the centre, expected areas to be imported first\n");
}

static void keeps_areas_that_are_in_use(void **state)
{
	(void)state;
	assert_import("teams", "id,area,kind,name_zh\nT1,G1,family,一队\nT2,K3,family,二队\n", "");
	assert_import("days", "date,area,volunteers\n2018-10-24,K3,1\n", "");
	assert_import("areas", "id,parent,level,kind,name_zh\nP,,prefecture,,州\nK3,P,community,,新名\n",
		"areas.csv: found no area \"G1\", expected it, as 1 of the imported teams belong to it\n");
	assert_rows("SELECT count(*) FROM areas", "12\n");
	assert_import("teams", "id,area,kind,name_zh\nT2,K3,family,二队\n", "");
	assert_import("areas", "id,parent,level,kind,name_zh\nP,,prefecture,,州\nK3,P,community,,新名\n", "");
	assert_rows("SELECT id, name_zh FROM areas", "K3|新名\nP|州\n");
}

#define RING "[[[87.0,44.0],[87.1,44.0],[87.1,44.1],[87.0,44.0]]]"
#define FEATURE(id_, ring_)                                                                                            \
	"{\"type\":\"Feature\",\"id\":\"" id_                                                                          \
	"\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" ring_ "}}"
#define MAP(features_) "{\"type\":\"FeatureCollection\",\"features\":[\n" features_ "\n]}\n"

static void takes_a_map(void **state)
{
	(void)state;
	assert_import("map", MAP(FEATURE("G1", RING) ",\n" FEATURE("G2", RING)), "");
	assert_rows("SELECT area, length(rings) FROM shapes", "G1|32\nG2|32\n");
	assert_import("map", MAP(FEATURE("G1", RING) ",\n" FEATURE("G9", RING) ",\n" FEATURE("G1", RING)),
		"map.json:3: found area \"G9\": unknown, expected the id of an imported area\n"
		"map.json:4: found area \"G1\": a second shape, expected one; the first stands in line 2\n");
	assert_rows("SELECT area FROM shapes", "G1\nG2\n");
}

static void refuses_broken_rings(void **state)
{
	const char *faults;

	(void)state;
	faults = centre_fixture_import(&fixture, "map",
		MAP(FEATURE("G1", "[[[87,44],[87.1,44],[87,44]]]") ",\n" FEATURE(
			"G2", "[[[87,44],[87.1,44],[87,44.1],[87,44.2]]]") ",\n" FEATURE("G3",
			"[[[187,44],[87.1,44],[87,44.1],[187,44]]]")));
	assert_non_null(strstr(faults, "map.json:2"));
	assert_non_null(strstr(faults, "map.json:3"));
	assert_non_null(strstr(faults, "map.json:4"));
	assert_rows("SELECT count(*) FROM shapes", "0\n");
}

static const char survey[] =
	"{\"survey\":\"service\",\"services\":[{\"id\":\"haircut\",\"name\":{\"zh\":\"理发\"}}],"
	"\"question\":{\"id\":\"satisfied\",\"version\":1,\"text\":{\"zh\":\"满意吗?\"}},"
	"\"levels\":[{\"level\":5,\"label\":{\"zh\":\"五\"}},{\"level\":4,\"label\":{\"zh\":\"四\"}},{\"level\":3,"
	"\"label\":"
	"{\"zh\":\"三\"}},{\"level\":2,\"label\":{\"zh\":\"二\"}},{\"level\":1,\"label\":{\"zh\":\"一\"}}],"
	"\"reasons_up_to\":2,\"reasons\":[{\"id\":\"wait\",\"icon\":\"r-wait\",\"label\":{\"zh\":\"等\"}}]}";

static void takes_a_survey(void **state)
{
	const char *faults;

	(void)state;
	assert_import("survey", survey, "");
	assert_rows("SELECT count(*) FROM survey", "1\n");
	faults = centre_fixture_import(&fixture, "survey", "{\"survey\":\n\"service\",}");
	assert_int_equal(strncmp(faults, "survey.json:2:", 14), 0);
	assert_rows("SELECT count(*) FROM survey", "1\n");
}

/* Everything that a hall could not use is told at once: nobody hands in a survey five times. */
static void tells_all_faults_of_a_survey(void **state)
{
	static const char bad[] =
		"{\"survey\":\"service\",\"nuetral\":true,\"services\":[{\"id\":\"haircut\",\"name\":{\"zh\":\"理发\"},\"hours\":[\"mon-fri 9-18\"]}],"
		"\"question\":{\"id\":\"satisfied\",\"version\":1,\"text\":{\"en\":\"Satisfied?\"}},"
		"\"levels\":[{\"level\":5,\"label\":{\"zh\":\"五\"}},{\"level\":4,\"label\":{\"zh\":\"四\"}},{\"level\":3,\"label\":"
		"{\"zh\":\"三\"}},{\"level\":2,\"label\":{\"zh\":\"二\"}},{\"level\":2,\"label\":{\"zh\":\"一\"}}],"
		"\"periods\":[{\"from\":\"2018-09-01\",\"until\":\"2018-12-01T00:00:00+08:00\"}],"
		"\"topics\":{\"up_to\":2,\"link\":\"javascript:alert(1)\"},"
		"\"further\":[{\"id\":\"again\",\"kind\":\"text\",\"text\":{\"zh\":\"再来吗\"}},"
		"{\"id\":\"clean\",\"kind\":\"stars\",\"stars\":50,\"text\":{\"zh\":\"干净\"}}],"
		"\"reasons_up_to\":2,\"reasons\":[{\"id\":\"wait\",\"icon\":\"r-wiat\",\"label\":{\"zh\":\"等\"}}]}";
	static const char *const told[] = {
		"an unknown field at nuetral", "\"mon-fri 9-18\" at services[0].hours[0], expected hours such as",
		"no zh at question.text, expected a text in Chinese", "a level a second time at levels[4].level",
		"\"2018-09-01\" at periods[0].from", "at topics.link, expected an address", "\"text\" at further[0].kind, expected levels, choice or stars",
		"50 at further[1].stars", "\"r-wiat\" at reasons[0].icon, expected the name of an icon: r-"};
	const char *faults;

	(void)state;
	faults = centre_fixture_import(&fixture, "survey", bad);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (!strstr(faults, told[i]))
			fail_msg("not told: %s\nin: %s", told[i], faults);
	assert_rows("SELECT count(*) FROM survey", "0\n");
}

static void tells_what_it_cannot_read(void **state)
{
	struct faults faults;
	int64_t rows;

	(void)state;
	faults_init(&faults, &fixture.arena);
	assert_false(import_file(&fixture.centre, STR("days"), "none.csv", &faults, &rows));
	assert_int_equal(faults.total, 1);
	assert_false(import_file(&fixture.centre, STR("persons"), "none.csv", &faults, &rows));
	assert_int_equal(faults.total, 2);
	assert_int_equal(rows, 0);
	assert_true(import_kind_known(STR("map")));
	assert_false(import_kind_known(STR("persons")));
	assert_string_equal(import_kinds(&fixture.arena).bytes,
		"areas, teams, days, calendar, scores, marks, points, vetoes, screens, items, lists, whistles, whistle_ratings, rhythms, joint, funding, sites, venues, activities, headline, "
		"notices, "
		"map, exempt, survey");
}

static void counts_faults_beyond_the_limit(void **state)
{
	char text[8192] = "date,area,volunteers\n";
	const char *faults;

	(void)state;
	for (int i = 0; i < FAULTS_MAX + 3; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "2018-10-25,X,%d\n", i);
	faults = centre_fixture_import(&fixture, "days", text);
	assert_non_null(strstr(faults, "\nand 3 more\n"));
}

static char manual[65536];

/* Before the first test changes the folder. */
static int read_manual(void **state)
{
	FILE *file = fopen("docs/hallfeed-import.5", "r");

	(void)state;
	assert_non_null(file);
	assert_in_range(fread(manual, 1, sizeof(manual) - 1, file), 1, sizeof(manual) - 2);
	fclose(file);
	return 0;
}

/* Each kind has its part in the manual, and each of its headers a line there, marked where it is required. */
static void the_manual_tells_every_header(void **state)
{
	const struct import_kind *kind;

	(void)state;
	for (size_t i = 0; (kind = import_kind_at(i)); i++) {
		char line[100];
		const char *at, *end;

		snprintf(line, sizeof(line), "\n.SS %s\n", kind->name);
		at = strstr(manual, line);
		if (!at)
			fail_msg("no part on %s", kind->name);
		end = strstr(at, "\n.fi\n");
		for (size_t j = 0; j < import_header_count(kind); j++) {
			const struct import_header *header = &kind->headers[j];

			snprintf(line, sizeof(line), "\n%s%s\t", header->name, header->required ? "*" : "");
			at = strstr(at, line);
			if (!at || at > end)
				fail_msg("no line on %s of %s, or out of order", header->name, kind->name);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(takes_headers_in_any_order, begin, finish),
		cmocka_unit_test_setup_teardown(tells_all_faults_at_once, begin, finish),
		cmocka_unit_test_setup_teardown(tells_header_faults, begin, finish),
		cmocka_unit_test_setup_teardown(refuses_persons, begin, finish),
		cmocka_unit_test_setup_teardown(is_all_or_nothing, begin, finish),
		cmocka_unit_test_setup_teardown(replaces_the_dates_and_periods_of_a_file, begin, finish),
		cmocka_unit_test_setup_teardown(checks_each_type, begin, finish),
		cmocka_unit_test_setup_teardown(takes_each_kind, begin, finish),
		cmocka_unit_test_setup_teardown(checks_the_tree, begin_empty, finish),
		cmocka_unit_test_setup_teardown(keeps_areas_that_are_in_use, begin, finish),
		cmocka_unit_test_setup_teardown(takes_a_map, begin, finish),
		cmocka_unit_test_setup_teardown(refuses_broken_rings, begin, finish),
		cmocka_unit_test_setup_teardown(takes_a_survey, begin, finish),
		cmocka_unit_test_setup_teardown(tells_all_faults_of_a_survey, begin, finish),
		cmocka_unit_test_setup_teardown(tells_what_it_cannot_read, begin, finish),
		cmocka_unit_test_setup_teardown(counts_faults_beyond_the_limit, begin, finish),
		cmocka_unit_test(the_manual_tells_every_header),
	};

	return cmocka_run_group_tests(tests, read_manual, NULL);
}
