#include "feed/centre/import_clean.h"

#include <string.h>

#include "feed/base/arena.h"

enum { NUMBERS_MAX = 6, SUM_BYTES_MAX = 24 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct str import_clean_width(struct arena *arena, struct str text)
{
	char *out = arena_take(arena, text.length + 1);
	size_t length = 0;

	for (size_t at = 0; at < text.length;) {
		size_t from = at;
		uint32_t code_point = str_code_point(text, &at);

		if (code_point == 0x3000 || code_point == 0xa0)
			out[length++] = ' ';
		else if (code_point >= 0xff01 && code_point <= 0xff5e)
			out[length++] = (char)(code_point - 0xff01 + 0x21);
		else {
			memcpy(out + length, text.bytes + from, at - from);
			length += at - from;
		}
	}
	return str_trim((struct str){out, length});
}

/* 1,263 and -12,345.6: commas with three digits after each. */
static struct str without_separators(struct arena *arena, struct str text)
{
	char *out = arena_take(arena, text.length + 1);
	size_t length = 0, since = 0;
	bool seen = false, point = false;

	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (c == ',' && (point || (seen ? since != 3 : since == 0 || since > 3)))
			return text;
		if ((c == '.' || c == 'e' || c == 'E') && seen && !point && since != 3)
			return text;
		if (c == '.')
			point = true;
		if (c == ',') {
			seen = true;
			since = 0;
			continue;
		}
		since += is_digit(c);
		out[length++] = c;
	}
	return seen && !point && since != 3 ? text : (struct str){out, length};
}

/* 12.0, as some programs write whole numbers. */
static struct str without_zeros(struct str text)
{
	size_t point = str_find(text, STR("."));
	size_t end = text.length;

	while (end > point + 1 && text.bytes[end - 1] == '0')
		end--;
	return end == point + 1 && point ? str_part(text, 0, point) : text;
}

/* The numbers of a text and the signs between them; false where there are too many. */
static bool split_numbers(struct str text, int64_t numbers[NUMBERS_MAX], size_t digits[NUMBERS_MAX], int *count)
{
	*count = 0;
	for (size_t from = 0, to; from < text.length; from = to) {
		for (to = from; to < text.length && is_digit(text.bytes[to]); to++)
			;
		if (to == from) {
			to++;
			continue;
		}
		if (*count == NUMBERS_MAX || !str_integer(str_part(text, from, to - from), &numbers[*count]))
			return false;
		digits[(*count)++] = to - from;
	}
	return true;
}

/* Whether a date stands in parts that belong together: 2018/1/5, 2018.1.5, 2018-1-5, 2018年1月5日. */
static bool has_date_signs(struct str text)
{
	size_t at = 0;

	while (at < text.length && is_digit(text.bytes[at]))
		at++;
	return at == 4 && at < text.length &&
	       (strchr("/.-", text.bytes[at]) || str_starts(str_part(text, at, text.length), STR("年")));
}

static struct str clean_date(struct arena *arena, struct str text)
{
	int64_t numbers[NUMBERS_MAX];
	size_t digits[NUMBERS_MAX];
	int count;

	if (!split_numbers(text, numbers, digits, &count))
		return text;
	if (count == 1 && digits[0] == 8 && text.length == 8)
		return str_format(arena, "%04d-%02d-%02d", (int)(numbers[0] / 10000), (int)(numbers[0] / 100 % 100),
			(int)(numbers[0] % 100));
	if (!has_date_signs(text) || count < 3 || digits[1] > 2 || digits[2] > 2)
		return text;
	if (count == 3 || (count == 5 && numbers[3] == 0 && numbers[4] == 0) ||
		(count == 6 && numbers[3] == 0 && numbers[4] == 0 && numbers[5] == 0))
		return str_format(arena, "%04d-%02d-%02d", (int)numbers[0], (int)numbers[1], (int)numbers[2]);
	return text;
}

/* A date and a time without an offset, as people write it: that of the centre is meant. */
static struct str clean_time(struct arena *arena, struct str text)
{
	int64_t numbers[NUMBERS_MAX];
	size_t digits[NUMBERS_MAX];
	int count;

	if (str_find(text, STR("T")) < text.length || !split_numbers(text, numbers, digits, &count) || !has_date_signs(text) ||
		(count != 5 && count != 6) || digits[1] > 2 || digits[2] > 2)
		return text;
	for (int i = 3; i < count; i++)
		if (digits[i] > 2)
			return text;
	for (int i = count; i < NUMBERS_MAX; i++)
		numbers[i] = 0;
	return str_format(arena, "%04d-%02d-%02d %02d:%02d:%02d", (int)numbers[0], (int)numbers[1], (int)numbers[2],
		(int)numbers[3], (int)numbers[4], (int)numbers[5]);
}

static struct str clean_hour(struct arena *arena, struct str text)
{
	int64_t numbers[NUMBERS_MAX];
	size_t digits[NUMBERS_MAX];
	int count;

	if (!split_numbers(text, numbers, digits, &count) || (count != 2 && !(count == 3 && numbers[2] == 0)) || digits[0] > 2 ||
		digits[1] != 2 || str_find(text, STR(":")) != digits[0])
		return text;
	return str_format(arena, "%02d:%02d", (int)numbers[0], (int)numbers[1]);
}

static struct str clean_period(struct arena *arena, struct str text)
{
	static const struct {
		const char *word, *part;
	} parts[] = {{"上半年", "H1"}, {"下半年", "H2"}, {"一季度", "Q1"}, {"二季度", "Q2"}, {"三季度", "Q3"}, {"四季度", "Q4"},
		{"1季度", "Q1"}, {"2季度", "Q2"}, {"3季度", "Q3"}, {"4季度", "Q4"}, {"Q1", "Q1"}, {"Q2", "Q2"}, {"Q3", "Q3"},
		{"Q4", "Q4"}, {"H1", "H1"}, {"H2", "H2"}};
	int64_t numbers[NUMBERS_MAX];
	size_t digits[NUMBERS_MAX];
	int count;

	if (!split_numbers(text, numbers, digits, &count) || count == 0 || digits[0] != 4 || !is_digit(text.bytes[0]))
		return text;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (str_ends(text, str_from(parts[i].word)))
			return str_format(arena, "%04d-%s", (int)numbers[0], parts[i].part);
	if (count == 1 && (text.length == 4 || str_ends(text, STR("年")) || str_ends(text, STR("年度"))))
		return str_part(text, 0, 4);
	if (count == 2 && digits[1] <= 2 && !strpbrk(str_copy(arena, text).bytes, "QHqh") && (has_date_signs(text) || str_ends(text, STR("月"))))
		return str_format(arena, "%04d-%02d", (int)numbers[0], (int)numbers[1]);
	return text;
}

static struct str clean_weekdays(struct arena *arena, struct str text)
{
	static const struct {
		const char *word, *day;
	} words[] = {{"每天", "mon-sun"}, {"每日", "mon-sun"}, {"工作日", "mon-fri"}, {"周末", "sat,sun"}, {"周一", "mon"},
		{"周二", "tue"}, {"周三", "wed"}, {"周四", "thu"}, {"周五", "fri"}, {"周六", "sat"}, {"周日", "sun"}, {"周天", "sun"},
		{"星期一", "mon"}, {"星期二", "tue"}, {"星期三", "wed"}, {"星期四", "thu"}, {"星期五", "fri"}, {"星期六", "sat"},
		{"星期日", "sun"}, {"星期天", "sun"}, {"至", "-"}, {"到", "-"}, {"~", "-"}, {"、", ","}, {"，", ","}};
	struct str out = STR("");

	for (size_t at = 0; at < text.length;) {
		struct str rest = str_part(text, at, text.length);
		size_t from = at, i;

		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (str_starts(rest, str_from(words[i].word)))
				break;
		if (i < sizeof(words) / sizeof(words[0])) {
			out = str_format(arena, STR_FMT "%s", STR_ARG(out), words[i].day);
			at += strlen(words[i].word);
			continue;
		}
		str_code_point(text, &at);
		out = str_format(arena, STR_FMT STR_FMT, STR_ARG(out), STR_ARG(str_part(text, from, at - from)));
	}
	return out;
}

static struct str clean_flag(struct str text)
{
	static const char yes[] = "是|有|对|√|✓|Y|y|Yes|YES|TRUE|true|True|1", no[] = "否|无|没有|×|✗|N|n|No|NO|FALSE|false|False|0";

	if (import_word_find(yes, text) >= 0)
		return STR("yes");
	return import_word_find(no, text) >= 0 ? STR("no") : text;
}

struct str import_clean(struct arena *arena, enum import_type type, struct str text)
{
	if (type == IMPORT_LABEL)
		return text;
	text = import_clean_width(arena, text);
	switch (type) {
	case IMPORT_INTEGER:
		return without_zeros(without_separators(arena, text));
	case IMPORT_NUMBER:
		return without_separators(arena, text);
	case IMPORT_DATE:
		return clean_date(arena, text);
	case IMPORT_TIME:
		return clean_time(arena, text);
	case IMPORT_HOUR:
		return clean_hour(arena, text);
	case IMPORT_PERIOD:
		return clean_period(arena, text);
	case IMPORT_WEEKDAYS:
		return clean_weekdays(arena, text);
	case IMPORT_FLAG:
		return clean_flag(text);
	default:
		return text;
	}
}

bool import_clean_is_cut(struct str text)
{
	size_t at = 0;
	bool point = false;

	while (at < text.length && (is_digit(text.bytes[at]) || (text.bytes[at] == '.' && !point)))
		point = text.bytes[at++] == '.' || point;
	if (at == 0 || at + 2 >= text.length || (text.bytes[at] != 'E' && text.bytes[at] != 'e') || text.bytes[at + 1] != '+')
		return false;
	for (at += 2; at < text.length; at++)
		if (!is_digit(text.bytes[at]))
			return false;
	return true;
}

bool import_clean_is_sum(struct str first)
{
	static const char *const words[] = {"合计", "总计", "小计", "共计", "总和", "合 计", "总 计", "Total", "TOTAL", "Sum"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_starts(first, str_from(words[i])) && first.length <= SUM_BYTES_MAX)
			return true;
	return false;
}

bool import_clean_is_note(struct str first)
{
	static const char *const words[] = {"制表", "填表", "审核", "填报", "负责人", "单位负责人", "备注", "说明", "注"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct str colon, word = str_from(words[i]);
		size_t wide = str_find(first, STR("：")), narrow = str_find(first, STR(":"));

		colon = str_part(first, 0, wide < narrow ? wide : narrow);
		if (str_starts(first, word) && colon.length < first.length && colon.length <= SUM_BYTES_MAX)
			return true;
	}
	return false;
}
