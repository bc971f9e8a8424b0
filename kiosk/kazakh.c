#include "kiosk/kazakh.h"

#include "feed/base/arena.h"

struct letter {
	const char *arabic, *hard, *soft; /* soft NULL: the same */
};

static const struct letter letters[] = {
	{"ا", "а", "ә"}, {"ب", "б", NULL}, {"پ", "п", NULL}, {"ت", "т", NULL}, {"ج", "ж", NULL}, {"چ", "ч", NULL}, {"ح", "х", NULL},
	{"د", "д", NULL}, {"ر", "р", NULL}, {"ز", "з", NULL}, {"س", "с", NULL}, {"ش", "ш", NULL}, {"ع", "ғ", NULL}, {"ف", "ф", NULL},
	{"ق", "қ", NULL}, {"ك", "к", NULL}, {"گ", "г", NULL}, {"ڭ", "ң", NULL}, {"ل", "л", NULL}, {"م", "м", NULL}, {"ن", "н", NULL},
	{"ھ", "һ", NULL}, {"ە", "е", NULL}, {"و", "о", "ө"}, {"ۇ", "ұ", "ү"}, {"ۋ", "у", NULL}, {"ۆ", "в", NULL}, {"ى", "ы", "і"},
	{"ي", "и", NULL}, {"ٴ", "", NULL}, {"ء", "", NULL}, {"،", ",", NULL}, {"؟", "?", NULL}, {"؛", ";", NULL},
};

static const char *const soft_marks[] = {"ٴ", "ء", "ە", "ك", "گ"};

static bool is_soft(struct str word)
{
	for (size_t i = 0; i < sizeof(soft_marks) / sizeof(soft_marks[0]); i++)
		if (str_find(word, str_from(soft_marks[i])) < word.length)
			return true;
	return false;
}

static struct str cyrillic_word(struct arena *arena, struct str done, struct str word)
{
	bool soft = is_soft(word);

	while (word.length > 0) {
		struct str piece = str_part(word, 0, 1);
		size_t taken = 1;

		for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
			if (str_starts(word, str_from(letters[i].arabic))) {
				piece = str_from(soft && letters[i].soft ? letters[i].soft : letters[i].hard);
				taken = str_from(letters[i].arabic).length;
				break;
			}
		done = str_format(arena, STR_FMT STR_FMT, STR_ARG(done), STR_ARG(piece));
		word = str_part(word, taken, word.length);
	}
	return done;
}

struct str kazakh_cyrillic(struct arena *arena, struct str text)
{
	struct str done = STR(""), word;

	while (str_next(&text, ' ', &word))
		done = str_format(arena, STR_FMT " ", STR_ARG(cyrillic_word(arena, done, word)));
	return str_part(done, 0, done.length ? done.length - 1 : 0);
}
