#include "feed/model/enrol_code.h"

#include <string.h>

/* Without 0 O Q, 1 I L, 2 Z, 5 S, 8 B: 10 of these are 45 bits. */
const char enrol_alphabet[ENROL_ALPHABET + 1] = "34679ACDEFGHJKMNPRTUVWXY";

bool enrol_code_read(struct str typed, char code[ENROL_CODE_DIGITS + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < typed.length; i++) {
		char digit = typed.bytes[i];

		if (digit == ' ' || digit == '-')
			continue;
		if (digit >= 'a' && digit <= 'z')
			digit = (char)(digit - 'a' + 'A');
		if (count == ENROL_CODE_DIGITS || !memchr(enrol_alphabet, digit, ENROL_ALPHABET))
			return false;
		code[count++] = digit;
	}
	code[count] = '\0';
	return count == ENROL_CODE_DIGITS;
}
