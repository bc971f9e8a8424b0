#include "feed/centre/import_person.h"

#include <stddef.h>

/* Whole headers, in lower case without spaces, hyphens and underscores. */
static const char *const whole_headers[] = {
	"person",
	"people",
	"personname",
	"fullname",
	"firstname",
	"lastname",
	"surname",
	"givenname",
	"realname",
	"membername",
	"volunteername",
	"leadername",
	"contact",
	"contactname",
	"phone",
	"phonenumber",
	"tel",
	"telephone",
	"mobile",
	"mobilephone",
	"cell",
	"cellphone",
	"idcard",
	"idnumber",
	"idno",
	"identity",
	"identitynumber",
	"identitycard",
	"nationalid",
	"passport",
	"passportnumber",
	"email",
	"mail",
	"wechat",
	"qq",
	"birth",
	"birthday",
	"birthdate",
	"dateofbirth",
	"gender",
	"sex",
	"age",
	"ethnicity",
	"nationality",
	"religion",
	"address",
	"homeaddress",
	"photo",
	"face",
	"fingerprint",
	"voice",
};

/* A Chinese header that holds one of these. */
static const char *const held_words[] = {
	"姓名",
	"人名",
	"名字",
	"电话",
	"队长",
	"组长",
	"负责人",
	"网格长",
	"网格员",
	"手机",
	"身份证",
	"证件",
	"护照",
	"邮箱",
	"微信",
	"出生",
	"生日",
	"性别",
	"年龄",
	"民族",
	"宗教",
	"住址",
	"联系人",
	"联系方式",
	"照片",
	"人脸",
	"指纹",
};

enum { HEADER_BYTES_MAX = 40, MOBILE_DIGITS = 11, IDENTITY_DIGITS = 18 };

static struct str simplify(struct str header, char out[HEADER_BYTES_MAX])
{
	size_t length = 0;

	for (size_t i = 0; i < header.length && length < HEADER_BYTES_MAX; i++) {
		char c = header.bytes[i];

		if (c != ' ' && c != '_' && c != '-')
			out[length++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (struct str){out, length};
}

bool import_person_header(struct str header)
{
	char buffer[HEADER_BYTES_MAX];
	struct str simple = simplify(header, buffer);

	for (size_t i = 0; i < sizeof(whole_headers) / sizeof(whole_headers[0]); i++)
		if (str_equal(simple, str_from(whole_headers[i])))
			return true;
	if (str_ends(header, STR("数")))
		return false; /* how many there are tells nobody's name */
	for (size_t i = 0; i < sizeof(held_words) / sizeof(held_words[0]); i++)
		if (str_find(header, str_from(held_words[i])) < header.length)
			return true;
	return false;
}

static const char family_names[] =
	"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付"
	"方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/* What stands behind a person's name where a team is called after one. */
static const char *const after_names[] = {"", "工作室", "服务队", "志愿服务队", "志愿队", "小组", "小队", "调解室", "热线", "大姐", "大妈", "同志"};

static const struct {
	size_t least, most;
} given_name_characters = {1, 2};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_mobile(struct str digits)
{
	return digits.length == MOBILE_DIGITS && digits.bytes[0] == '1' && digits.bytes[1] >= '3';
}

/* Seventeen digits and a check letter or digit; the birth year stands in the middle. */
static bool is_identity(struct str digits, char after)
{
	size_t length = digits.length + (digits.length == IDENTITY_DIGITS - 1 && (after == 'X' || after == 'x'));
	struct str century = str_part(digits, 6, 2);

	return length == IDENTITY_DIGITS && (str_equal(century, STR("19")) || str_equal(century, STR("20")));
}

static bool begins_with_family_name(struct str text, size_t *length)
{
	size_t at = 0;

	for (size_t from = 0; from < sizeof(family_names) - 1; from = at) {
		struct str name;

		str_code_point((struct str){family_names, sizeof(family_names) - 1}, &at);
		name = (struct str){family_names + from, at - from};
		*length = name.length;
		if (str_starts(text, name))
			return true;
	}
	return false;
}

static size_t count_characters(struct str text)
{
	size_t count = 0;

	for (size_t at = 0; at < text.length; count++) {
		uint32_t code_point = str_code_point(text, &at);

		if (code_point < 0x4e00 || code_point > 0x9fff)
			return 0;
	}
	return count;
}

bool import_person_name(struct str text)
{
	size_t family;

	if (!begins_with_family_name(text, &family))
		return false;
	text = str_part(text, family, text.length);
	for (size_t i = 0; i < sizeof(after_names) / sizeof(after_names[0]); i++) {
		struct str end = str_from(after_names[i]);
		size_t given;

		if (!str_ends(text, end))
			continue;
		given = count_characters(str_part(text, 0, text.length - end.length));
		if (given >= given_name_characters.least && given <= given_name_characters.most)
			return true;
	}
	return false;
}

bool import_person_text(struct str text)
{
	for (size_t from = 0, to; from < text.length; from = to + 1) {
		struct str digits;

		for (to = from; to < text.length && is_digit(text.bytes[to]); to++)
			;
		digits = str_part(text, from, to - from);
		if (is_mobile(digits) || is_identity(digits, to < text.length ? text.bytes[to] : '\0'))
			return true;
	}
	return false;
}
