#include "feed/model/topic.h"

/* Fowler, Noll and Vo's hash with 64 bits; nothing here is secret, codes must only differ. */
static uint64_t add(uint64_t hash, struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.bytes[i]) * UINT64_C(1099511628211);
	return (hash ^ 0x1f) * UINT64_C(1099511628211); /* so that "ab", "c" is not "a", "bc" */
}

static uint64_t add_number(uint64_t hash, int number)
{
	char digits[4] = {(char)('0' + number / 1000 % 10), (char)('0' + number / 100 % 10),
		(char)('0' + number / 10 % 10), (char)('0' + number % 10)};

	return add(hash, (struct str){digits, sizeof(digits)});
}

void topic_code(struct str area, struct str service, struct str reason, int year, int month, char code[TOPIC_BYTES])
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* no I, L, O, U */
	uint64_t hash = add(add(add(UINT64_C(14695981039346656037), area), service), reason);
	size_t at = 0;

	hash = add_number(add_number(hash, year), month);
	hash ^= hash >> 29;
	for (int i = 0; i < TOPIC_DIGITS; i++) {
		if (i == TOPIC_DIGITS / 2)
			code[at++] = '-';
		code[at++] = letters[hash >> 5 * i & 31];
	}
	code[at] = '\0';
}
