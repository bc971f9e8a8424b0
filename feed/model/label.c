#include "feed/model/label.h"

#include "feed/base/check.h"

static const struct {
	struct str code;
	bool rtl;
} languages[LANGUAGE_COUNT] = {
	[LANGUAGE_ZH] = {{"zh", 2}, false},
	[LANGUAGE_UG] = {{"ug", 2}, true},
	[LANGUAGE_KK] = {{"kk", 2}, true},
	[LANGUAGE_EN] = {{"en", 2}, false},
};

struct str language_code(enum language language)
{
	REQUIRE(language < LANGUAGE_COUNT);
	return languages[language].code;
}

bool language_find(struct str code, enum language *language)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (str_equal(languages[i].code, code)) {
			*language = (enum language)i;
			return true;
		}
	return false;
}

bool language_is_rtl(enum language language)
{
	REQUIRE(language < LANGUAGE_COUNT);
	return languages[language].rtl;
}

enum language label_language(const struct label *label, enum language wanted)
{
	static const enum language fallbacks[] = {LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_UG, LANGUAGE_KK};

	REQUIRE(wanted < LANGUAGE_COUNT);
	if (!label || label->text[wanted].length)
		return wanted;
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		if (label->text[fallbacks[i]].length)
			return fallbacks[i];
	return wanted;
}

struct str label_text(const struct label *label, enum language language)
{
	struct str text = label ? label->text[label_language(label, language)] : STR("");

	return text.length ? text : STR("");
}
