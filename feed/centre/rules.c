#include "feed/centre/rules.h"

#include <stddef.h>
#include <string.h>

#include "feed/base/arena.h"

enum rule_kind { RULE_NUMBER, RULE_INTEGER, RULE_WORD };

struct rule {
	const char *name;
	enum rule_kind kind;
	size_t offset;
	const char *fallback; /* default as it would be written */
	double least, most;
	const char *words; /* "a|b" */
	const char *help;
};

#define NUMBER(member, fallback, most, help)                                                                           \
	{                                                                                                              \
#member, RULE_NUMBER, offsetof(struct rules, member), fallback, 0, most, NULL, help                    \
	}
#define INTEGER(member, fallback, least, most, help)                                                                   \
	{                                                                                                              \
#member, RULE_INTEGER, offsetof(struct rules, member), fallback, least, most, NULL, help               \
	}
#define WORD(member, words, fallback, help)                                                                            \
	{                                                                                                              \
#member, RULE_WORD, offsetof(struct rules, member), fallback, 0, 0, words, help                        \
	}
#define LEVEL(number, fallback, help)                                                                                  \
	{                                                                                                              \
		"level_" #number, RULE_NUMBER, offsetof(struct rules, level) + (number - 1) * sizeof(double),          \
			fallback, 0, 100, NULL, help                                                                   \
	}

static const struct rule table[] = {
	NUMBER(weight_system, "40", 1000, "weight of the online system's points"),
	NUMBER(weight_subdistrict, "30", 1000, "weight of the subdistrict's scoring"),
	NUMBER(weight_residents, "30", 1000, "weight of the residents' evaluation"),
	WORD(marks, "centred|within|plain", "centred",
		"subdistricts mark their own communities: their marks are centred per subdistrict, or the ranking "
		"stays within it, or "
		"they count as they are"),
	WORD(tiers, "threshold|quota", "threshold",
		"tiers by limits of the total, or by the share of the ranked communities"),
	NUMBER(tier_excellent, "90", 100, "excellent from this total on"),
	NUMBER(tier_good, "80", 100, "good from this total on"),
	NUMBER(tier_average, "60", 100, "average from this total on; below it poor"),
	NUMBER(quota_excellent, "20", 100, "of a hundred ranked communities so many are excellent"),
	NUMBER(quota_good, "40", 100, "so many good"),
	NUMBER(quota_average, "35", 100, "so many average; the others poor"),
	INTEGER(min_answers, "30", 10, 10000, "a tier that rests on fewer answers is provisional"),
	LEVEL(1, "0", "what the lowest answer is worth"),
	LEVEL(2, "25", "the second"),
	LEVEL(3, "50", "the third"),
	LEVEL(4, "75", "the fourth"),
	LEVEL(5, "100", "the best"),
	INTEGER(satisfied_from, "3", 2, 5, "answers of this level and above count as satisfied"),
	NUMBER(item_done, "100", 100, "points of a work item that was done in time"),
	NUMBER(item_late, "60", 100, "of one that was done late"),
	NUMBER(item_overdue, "0", 100, "of one that is due and not done"),
	NUMBER(item_warning, "10", 100, "points that each warning takes off its item"),
	NUMBER(veto_points, "0", 100, "points that a veto takes off a total; 0: vetoes are noted and have no effect"),
};

enum { RULE_COUNT = sizeof(table) / sizeof(table[0]) };

static const struct {
	const char *start;
	size_t offset;
	const char *help;
} weights[] = {
	{"category.", offsetof(struct rules, categories),
		"weight of a category of the subdistrict's marks; without any, all categories weigh the same"},
	{"service.", offsetof(struct rules, services),
		"weight of a service in the residents' part; without any, every answer weighs the same"},
};

enum { WEIGHTS_COUNT = sizeof(weights) / sizeof(weights[0]) };

static bool set_word(const struct rule *rule, int *member, struct str value)
{
	struct str rest = str_from(rule->words), word;

	for (int place = 0; str_next(&rest, '|', &word); place++)
		if (str_equal(word, value)) {
			*member = place;
			return true;
		}
	return false;
}

static bool set(const struct rule *rule, struct rules *rules, struct str value)
{
	void *member = (char *)rules + rule->offset;
	double number;
	int64_t whole;

	if (rule->kind == RULE_WORD)
		return set_word(rule, member, value);
	if (!str_number(value, &number) || number < rule->least || number > rule->most)
		return false;
	if (rule->kind == RULE_NUMBER) {
		*(double *)member = number;
		return true;
	}
	if (!str_integer(value, &whole))
		return false;
	*(int *)member = (int)whole;
	return true;
}

static struct str expectation(struct arena *arena, const struct rule *rule)
{
	if (rule->kind == RULE_WORD)
		return str_format(arena, "one of %s", rule->words);
	return str_format(arena, "a %s from %g to %g", rule->kind == RULE_INTEGER ? "whole number" : "number",
		rule->least, rule->most);
}

/* A weight of 0 takes the name out again. */
static bool set_weight(struct rules_weights *to, struct str id, double weight)
{
	size_t at = 0;

	while (at < to->count && !str_equal(str_from(to->items[at].id), id))
		at++;
	if (at == RULES_WEIGHTS_MAX || id.length == 0 || id.length >= RULES_ID_BYTES)
		return false;
	if (at == to->count) {
		memcpy(to->items[at].id, id.bytes, id.length);
		to->items[at].id[id.length] = '\0';
		to->count++;
	}
	to->items[at].weight = weight;
	if (weight == 0) {
		memmove(&to->items[at], &to->items[at + 1], (to->count - at - 1) * sizeof(to->items[0]));
		to->count--;
	}
	return true;
}

static bool read_weight(
	struct arena *arena, struct rules *rules, size_t kind, struct str name, struct str value, struct str *expected)
{
	struct str id = str_part(name, strlen(weights[kind].start), name.length);
	double number;

	*expected = str_format(arena, "a number from 0 to 1000, at most %d names of at most %d letters",
		RULES_WEIGHTS_MAX, RULES_ID_BYTES - 1);
	return str_number(value, &number) && number >= 0 && number <= 1000 &&
	       set_weight((struct rules_weights *)((char *)rules + weights[kind].offset), id, number);
}

bool rules_set(struct arena *arena, struct rules *rules, struct str name, struct str value, struct str *expected)
{
	*expected = STR("");
	for (size_t i = 0; i < WEIGHTS_COUNT; i++)
		if (str_starts(name, str_from(weights[i].start)))
			return read_weight(arena, rules, i, name, value, expected);
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (!str_equal(name, str_from(table[i].name)))
			continue;
		*expected = expectation(arena, &table[i]);
		return set(&table[i], rules, value);
	}
	return false;
}

bool rules_check(const struct rules *rules, struct str *found, struct str *expected)
{
	*found = STR("");
	if (rules->tier_excellent < rules->tier_good || rules->tier_good < rules->tier_average) {
		*found = STR("tiers in another order");
		*expected = STR("tier_excellent at least tier_good at least tier_average");
	} else if (rules->weight_system + rules->weight_subdistrict + rules->weight_residents <= 0) {
		*found = STR("no weight above 0");
		*expected = STR("one at least");
	} else if (rules->quota_excellent + rules->quota_good + rules->quota_average > 100) {
		*found = STR("quotas above 100 together");
		*expected = STR("at most 100");
	}
	for (int i = 1; i < RULES_LEVELS && found->length == 0; i++)
		if (rules->level[i] < rules->level[i - 1]) {
			*found = STR("levels in another order");
			*expected = STR("each level worth at least the one below it");
		}
	return found->length == 0;
}

void rules_default(struct rules *rules)
{
	*rules = (struct rules){.min_answers = 0};
	for (size_t i = 0; i < RULE_COUNT; i++)
		set(&table[i], rules, str_from(table[i].fallback));
}

static struct str written(struct arena *arena, const struct rules *rules, const struct rule *rule)
{
	const void *member = (const char *)rules + rule->offset;
	struct str rest = str_from(rule->words), word = STR("");

	if (rule->kind == RULE_NUMBER)
		return str_format(arena, "%.15g", *(const double *)member);
	if (rule->kind == RULE_INTEGER)
		return str_format(arena, "%d", *(const int *)member);
	for (int place = 0; place <= *(const int *)member; place++)
		str_next(&rest, '|', &word);
	return word;
}

static struct str weights_text(
	struct arena *arena, struct str text, const char *start, const struct rules_weights *from)
{
	for (size_t i = 0; i < from->count; i++)
		text = str_format(arena, STR_FMT "%s%s = %.15g\n", STR_ARG(text), start, from->items[i].id,
			from->items[i].weight);
	return text;
}

struct str rules_text(struct arena *arena, const struct rules *rules, bool help)
{
	struct str text = STR("");

	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (help)
			text = str_format(arena, STR_FMT "# %s\n", STR_ARG(text), table[i].help);
		text = str_format(arena, STR_FMT "%s = " STR_FMT "\n", STR_ARG(text), table[i].name,
			STR_ARG(written(arena, rules, &table[i])));
	}
	for (size_t i = 0; i < WEIGHTS_COUNT; i++)
		text = weights_text(arena, text, weights[i].start,
			(const struct rules_weights *)((const char *)rules + weights[i].offset));
	return text;
}

bool rules_read(struct arena *arena, struct str text, struct rules *rules)
{
	struct str line, expected;

	rules_default(rules);
	while (str_next(&text, '\n', &line)) {
		size_t equals = str_find(line, STR(" = "));

		if (line.length && !rules_set(arena, rules, str_part(line, 0, equals),
					   str_part(line, equals + 3, line.length), &expected))
			return false;
	}
	return true;
}

struct str rules_names(struct arena *arena)
{
	struct str names = STR("");

	for (size_t i = 0; i < RULE_COUNT; i++)
		names = str_format(arena, STR_FMT "%s, ", STR_ARG(names), table[i].name);
	return str_format(arena, STR_FMT "category.NAME, service.NAME", STR_ARG(names));
}

void rules_manual(FILE *to)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		fprintf(to, ".TP\n.B %s\n%s.", table[i].name, table[i].help);
		if (table[i].words)
			fprintf(to, " One of %s.", table[i].words);
		else
			fprintf(to, " From %g to %g.", table[i].least, table[i].most);
		fprintf(to, " Default: %s.\n", table[i].fallback);
	}
	for (size_t i = 0; i < WEIGHTS_COUNT; i++)
		fprintf(to, ".TP\n.BI %s NAME\n%s.\n", weights[i].start, weights[i].help);
}

const double *rules_weight(const struct rules_weights *from, struct str id)
{
	for (size_t i = 0; i < from->count; i++)
		if (str_equal(str_from(from->items[i].id), id))
			return &from->items[i].weight;
	return NULL;
}
