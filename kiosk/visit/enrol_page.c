#include "kiosk/visit/enrol_page.h"

#include <string.h>

static bool is_under_way(const struct enrol_page *page)
{
	return page->count == ENROL_CODE_DIGITS && (page->state == ENROLLING_SENT || page->state == ENROLLING_DONE);
}

static bool put(struct enrol_page *page, char digit)
{
	if (page->count == ENROL_CODE_DIGITS)
		return false;
	page->typed[page->count++] = digit;
	page->typed[page->count] = '\0';
	page->state = page->count == ENROL_CODE_DIGITS ? ENROLLING_SENT : ENROLLING_ASKS;
	return page->count == ENROL_CODE_DIGITS;
}

static void erase(struct enrol_page *page)
{
	if (page->count)
		page->typed[--page->count] = '\0';
	page->state = ENROLLING_ASKS;
}

bool enrol_page_step(struct enrol_page *page, int argument)
{
	if (argument >= ENROL_LANGUAGE && argument < ENROL_LANGUAGE + LANGUAGE_COUNT) {
		page->language = (enum language)(argument - ENROL_LANGUAGE);
		return false;
	}
	if (is_under_way(page))
		return false;
	if (argument == ENROL_ERASE)
		erase(page);
	return argument >= 0 && argument < ENROL_ALPHABET && put(page, enrol_alphabet[argument]);
}

bool enrol_page_key(struct enrol_page *page, int key)
{
	const char *found;

	if (key == '\b' || key == 0x7f)
		return enrol_page_step(page, ENROL_ERASE);
	if (key >= 'a' && key <= 'z')
		key = key - 'a' + 'A';
	found = key > 0 && key < 0x7f ? strchr(enrol_alphabet, key) : NULL;
	return found && enrol_page_step(page, (int)(found - enrol_alphabet));
}

bool enrol_page_tell(struct enrol_page *page, enum enrolling_state state)
{
	if (state == page->state || (page->state == ENROLLING_ASKS && page->count))
		return false; /* somebody types another one */
	page->state = state;
	if (state == ENROLLING_WRONG) {
		page->count = 0;
		page->typed[0] = '\0';
	}
	return true;
}
