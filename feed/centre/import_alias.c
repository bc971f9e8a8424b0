#include "feed/centre/import_alias.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/centre/import_clean.h"
#include "feed/centre/sql.h"

/* Of one kind, or of all where kind is empty; the first that fits counts. */
static const struct {
	const char *kind, *field, *names;
} aliases[] = {
	{"areas", "id", "编号|编码|代码|区划代码|行政区划代码|网格编号|网格编码|社区编码|地区编码|code"},
	{"areas", "parent", "上级|上级编号|上级编码|上级代码|上级区划代码|所属上级|父级编码|parentid|parentcode"},
	{"areas", "level", "级别|层级"},
	{"areas", "kind", "类型|类别|网格类型|type"},
	{"areas", "name_zh", "名称|地区名称|区划名称|网格名称|社区名称|单位名称"},
	{"teams", "id", "编号|编码|队伍编号|队伍编码|服务队编号|code"},
	{"teams", "kind", "类型|类别|服务类型|服务类别|队伍类型|队伍类别|type"},
	{"teams", "name_zh", "名称|队伍名称|服务队名称|服务队|团队名称|队名"},
	{"teams", "volunteers", "人数|志愿者|志愿者人数|志愿者数|队员人数|成员数"},
	{"teams", "hours_week", "服务时长|本周时长|本周服务时长|周服务时长"},
	{"teams", "points", "积分|积分数"},
	{"teams", "pledges_made", "承诺|承诺数|承诺事项|承诺事项数"},
	{"teams", "pledges_kept", "兑现|兑现数|已兑现|践诺数|已践诺"},
	{"teams", "featured", "展示|推荐|重点展示|是否展示"},
	{"teams", "deed_zh", "事迹|主要事迹|服务事迹"},
	{"days", "date", "日期|服务日期"},
	{"days", "volunteers", "人数|志愿者|志愿者人数|出动人数|上岗人数"},
	{"calendar", "date", "日期"},
	{"calendar", "type", "类型|性质"},
	{"calendar", "name_zh", "名称|节日|节日名称"},
	{"scores", "period", "周期|时间|考核周期|考核期|评分周期|季度"},
	{"scores", "part", "部分|考核部分|评分部分|考核主体"},
	{"scores", "score", "得分|分数|评分|考核得分"},
	{"items", "title_zh", "事项|标题|名称|事项名称|工作事项"},
	{"items", "state", "状态|办理状态|进度"},
	{"items", "due", "期限|截止日期|办理期限|应办结日期"},
	{"items", "done_on", "办结日期|完成日期|实际办结日期"},
	{"items", "warnings", "预警|预警次数|提醒次数"},
	{"lists", "list", "清单|清单类型"},
	{"lists", "title_zh", "事项|标题|名称|问题|任务|内容"},
	{"lists", "body_zh", "责任单位|牵头单位|承办单位"},
	{"lists", "state", "状态|办理状态|进度"},
	{"lists", "due", "期限|截止日期|完成时限"},
	{"lists", "done_on", "办结日期|完成日期"},
	{"lists", "reply_zh", "答复|办理结果|处理结果|回复"},
	{"whistles", "department_zh", "部门|应哨部门|响应部门|责任部门"},
	{"whistles", "title_zh", "事项|标题|哨声事项|吹哨事项"},
	{"whistles", "raised_at", "吹哨时间|发起时间"},
	{"whistles", "answered_at", "应哨时间|响应时间|报到时间"},
	{"whistles", "solved_at", "解决时间|办结时间"},
	{"whistle_ratings", "id", "编号|事项编号"},
	{"whistle_ratings", "rating", "评分|评价|满意度"},
	{"rhythms", "rhythm", "制度|机制"},
	{"rhythms", "activity", "活动|内容"},
	{"rhythms", "period", "周期|时间|月份"},
	{"rhythms", "state", "状态|完成情况"},
	{"rhythms", "done_on", "完成日期|开展日期"},
	{"joint", "organisation_zh", "单位|单位名称|共建单位|共建单位名称"},
	{"joint", "signed_on", "签约日期|签订日期|协议日期"},
	{"funding", "source", "来源|资金来源"},
	{"funding", "year", "年|年度|年份"},
	{"funding", "amount", "金额|资金|资金额"},
	{"funding", "qualifier", "性质|说明类型"},
	{"sites", "facilities", "设施|有设施"},
	{"sites", "sign", "标识|标牌|有标识"},
	{"sites", "flag", "旗帜|党旗|有旗帜"},
	{"sites", "reading", "报刊|学习资料|有报刊"},
	{"sites", "rules", "制度|规章制度|有制度"},
	{"sites", "function_room", "功能室|活动室|有功能室"},
	{"venues", "name_zh", "名称|场所名称|阵地名称|场地名称"},
	{"venues", "kind", "类型|类别|场所类型|type"},
	{"venues", "days", "开放日|开放日期"},
	{"venues", "opens", "开门|开门时间|开放时间"},
	{"venues", "closes", "关门|关门时间|关闭时间|闭馆时间"},
	{"venues", "free", "免费|是否免费"},
	{"venues", "phone", "服务电话|办公电话|咨询电话|场所电话|officephone"},
	{"activities", "room_zh", "地点|场地|活动地点|房间"},
	{"activities", "title_zh", "活动|名称|活动名称|标题"},
	{"activities", "starts", "开始|开始时间"},
	{"activities", "ends", "结束|结束时间"},
	{"notices", "title_zh", "标题|题目"},
	{"notices", "text_zh", "正文|内容"},
	{"notices", "from", "开始|开始时间|发布时间"},
	{"notices", "until", "结束|结束时间|截止时间|下线时间"},
	{"notices", "urgent", "紧急|是否紧急"},
	{"", "id", "编号|编码|代码|code"},
	{"", "area", "地区|区域|所属地区|所属区域|地区编码|区域编码|网格编号|网格编码|所属网格编码|社区编号|社区编码|areaid|areacode"},
	{"", "name_zh", "名称|中文名称|汉语名称|namechinese"},
	{"", "name_ug", "维吾尔语名称|维文名称|维语名称|nameuyghur"},
	{"", "name_kk", "哈萨克语名称|哈文名称|哈语名称|namekazakh"},
	{"", "name_en", "英文名称|英语名称|nameenglish"},
};

/* After a label's name, in any order of tongue and thing: 标题中文, 标题维文. */
static const struct {
	const char *ends, *code;
} tongues[] = {{"中文", "zh"}, {"汉语", "zh"}, {"汉文", "zh"}, {"维文", "ug"}, {"维语", "ug"}, {"维吾尔文", "ug"}, {"维吾尔语", "ug"},
	{"哈文", "kk"}, {"哈语", "kk"}, {"哈萨克文", "kk"}, {"哈萨克语", "kk"}, {"英文", "en"}, {"英语", "en"}};

/* In the order of IMPORT_LEVELS. */
static const char *const level_names[] = {"州|地州|自治州|所属州|prefecture", "县|县市|所属县市|区县|county",
	"街道|镇|乡镇|街道镇|街道乡镇|所属街道|所在街道|subdistrict", "社区|村|社区村|所属社区|所在社区|社区名称|community",
	"网格|所属网格|所在网格|网格名称|grid", "楼栋|楼|所属楼栋|building"};

static const struct {
	const char *words_of, *word, *labels;
} further_words[] = {
	{"level", "prefecture", "州|地州|自治州"},
	{"level", "county", "县|县市|县（市）|县(市)|区县"},
	{"level", "subdistrict", "街道|街道（镇）|镇|乡镇"},
	{"level", "community", "社区|村|社区（村）"},
	{"level", "grid", "网格"},
	{"level", "building", "楼栋|楼"},
	{"kind", "county", "县"},
	{"kind", "city", "市|县级市"},
	{"kind", "subdistrict", "街道"},
	{"kind", "town", "镇|乡"},
	{"kind", "location", "地缘型|地缘"},
	{"kind", "unit", "单元型|单元"},
	{"kind", "employer", "单位型|单位"},
	{"type", "holiday", "假日|节假日|放假|休"},
	{"type", "makeup", "补班|调休上班|班"},
	{"part", "system", "系统|系统考核|系统评分"},
	{"part", "subdistrict", "街道|街道考核|街道评分"},
};

enum { ALIASES = sizeof(aliases) / sizeof(aliases[0]), TONGUES = sizeof(tongues) / sizeof(tongues[0]) };

struct str import_alias_simple(struct arena *arena, struct str header)
{
	struct str plain = import_clean_width(arena, header);
	char *out;
	size_t length = 0, open;

	open = str_find(plain, STR("("));
	if (open > 0 && open < plain.length && plain.bytes[plain.length - 1] == ')') {
		struct str inside = str_part(plain, open + 1, plain.length - open - 2);

		/* What stands in brackets is a unit unless it is a tongue. */
		for (size_t i = 0; i < TONGUES; i++)
			if (str_equal(inside, str_from(tongues[i].ends)))
				open = plain.length;
		plain = str_part(plain, 0, open);
	}
	out = arena_take(arena, plain.length + 1);
	for (size_t i = 0; i < plain.length; i++) {
		char c = plain.bytes[i];

		if (strchr(" \t\r\n*-()", c))
			continue;
		out[length++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (struct str){out, length};
}

static struct str find_alias(const char *kind, struct str simple)
{
	for (size_t i = 0; i < ALIASES; i++)
		if (strcmp(aliases[i].kind, kind) == 0 && import_word_find(aliases[i].names, simple) >= 0)
			return str_from(aliases[i].field);
	return STR("");
}

static const struct import_header *find_header(const struct import_kind *kind, struct str field)
{
	size_t count = import_header_count(kind);

	for (size_t i = 0; i < count; i++) {
		struct str name = str_from(kind->headers[i].name);

		if (str_equal(name, field) ||
			(kind->headers[i].type == IMPORT_LABEL && str_starts(field, name) && field.length == name.length + 3))
			return &kind->headers[i];
	}
	return NULL;
}

/* "事项维文": the alias of title_zh with a tongue behind it. */
static struct str find_in_tongue(const struct import_kind *kind, struct str simple)
{
	static const char *const fields[][4] = {{"name_zh", "name_ug", "name_kk", "name_en"},
		{"title_zh", "title_ug", "title_kk", "title_en"}, {"text_zh", "text_ug", "text_kk", "text_en"},
		{"room_zh", "room_ug", "room_kk", "room_en"}, {"deed_zh", "deed_ug", "deed_kk", "deed_en"},
		{"body_zh", "body_ug", "body_kk", "body_en"}, {"reply_zh", "reply_ug", "reply_kk", "reply_en"},
		{"organisation_zh", "organisation_ug", "organisation_kk", "organisation_en"},
		{"department_zh", "department_ug", "department_kk", "department_en"}};

	for (size_t i = 0; i < TONGUES; i++) {
		struct str end = str_from(tongues[i].ends), field, thing = str_part(simple, 0, simple.length - end.length);

		if (!str_ends(simple, end) || simple.length == end.length)
			continue;
		if (str_ends(thing, STR("_")))
			thing.length--;
		field = find_alias(kind->name, thing);
		for (size_t j = 0; j < sizeof(fields) / sizeof(fields[0]); j++)
			if (str_equal(field, str_from(fields[j][0])))
				for (int k = 0; k < 4; k++)
					if (str_ends(str_from(fields[j][k]), str_from(tongues[i].code)))
						return str_from(fields[j][k]);
	}
	return STR("");
}

struct str import_alias_field(const struct import_kind *kind, struct str simple)
{
	struct str field = find_alias(kind->name, simple);

	if (field.length == 0)
		field = find_in_tongue(kind, simple);
	if (field.length == 0)
		field = find_alias("", simple);
	return field.length && find_header(kind, field) ? field : STR("");
}

int import_alias_level(struct str simple)
{
	for (int i = 0; i < (int)(sizeof(level_names) / sizeof(level_names[0])); i++)
		if (import_word_find(level_names[i], simple) >= 0)
			return i;
	return -1;
}

bool import_alias_is_passed_over(struct str simple)
{
	return import_word_find("序号|序|行号|备注|说明|no|no.|remark|remarks|notes", simple) >= 0;
}

static void put_word(struct import_choices *choices, const struct import_header *header, struct str word, struct str label)
{
	if (choices->count == ALIAS_WORDS_MAX || label.length == 0)
		return;
	choices->items[choices->count].header = header;
	choices->items[choices->count].word = word;
	choices->items[choices->count++].label = label;
}

/* One line "-- choice: COLUMN WORD | zh | ug | kk | en" of a published table. */
static void take_choice(struct import_choices *choices, const struct import_kind *kind, struct str line)
{
	struct str column, word, label;
	const struct import_header *header;

	str_next(&line, ' ', &column);
	header = find_header(kind, column);
	if (!header || header->type != IMPORT_CHOICE || !line.bytes || !str_next(&line, '|', &word))
		return;
	word = str_trim(word);
	if (import_word_find(header->words, word) < 0)
		return;
	while (line.bytes && str_next(&line, '|', &label))
		put_word(choices, header, word, str_trim(label));
}

void import_choices_make(struct import_choices *choices, const struct import_kind *kind)
{
	static const struct str start = {"-- choice: ", 11};

	choices->count = 0;
	for (size_t i = 0; i < sizeof(further_words) / sizeof(further_words[0]); i++) {
		const struct import_header *header = find_header(kind, str_from(further_words[i].words_of));
		struct str rest = str_from(further_words[i].labels), label;

		if (header && header->type == IMPORT_CHOICE && import_word_find(header->words, str_from(further_words[i].word)) >= 0)
			while (str_next(&rest, '|', &label))
				put_word(choices, header, str_from(further_words[i].word), label);
	}
	for (size_t i = 0; i < sql_file_count; i++) {
		struct str rest = str_from(sql_files[i].text), line;

		while (str_next(&rest, '\n', &line))
			if (str_starts(line, start))
				take_choice(choices, kind, str_part(line, start.length, line.length));
	}
}

struct str import_choices_word(const struct import_choices *choices, const struct import_header *header, struct str text)
{
	for (size_t i = 0; i < choices->count; i++)
		if (choices->items[i].header == header && str_equal(choices->items[i].label, text))
			return choices->items[i].word;
	return text;
}
