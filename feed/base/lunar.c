#include "feed/base/lunar.h"

#include "feed/base/civil.h"
#include "feed/base/lunar_table.h"

enum { MONTHS = 12, LEAP_MONTH_BITS = 0xf, LEAP_LONG = 0x10000, SHORT_DAYS = 29, TERMS_A_MONTH = 2 };

static uint32_t year_bits(int year)
{
	return lunar_table_months[year - LUNAR_YEAR_LEAST];
}

static int leap_month(int year)
{
	return (int)(year_bits(year) & LEAP_MONTH_BITS);
}

static int month_days(int year, int month, bool leap)
{
	return SHORT_DAYS + ((year_bits(year) & (leap ? LEAP_LONG : LEAP_LONG >> month)) != 0);
}

static int year_days(int year)
{
	int days = leap_month(year) ? month_days(year, 0, true) : 0;

	for (int month = 1; month <= MONTHS; month++)
		days += month_days(year, month, false);
	return days;
}

/* days from the first of the year on, which it has. */
static void find_month(struct lunar_date *date, int days)
{
	date->month = 1;
	date->leap = false;
	while (days >= month_days(date->year, date->month, date->leap)) {
		days -= month_days(date->year, date->month, date->leap);
		if (!date->leap && date->month == leap_month(date->year)) {
			date->leap = true;
		} else {
			date->leap = false;
			date->month++;
		}
	}
	date->day = days + 1;
}

bool lunar_date_of(int year, int month, int day, struct lunar_date *date)
{
	int64_t days = civil_day_number(year, month, day) - civil_day_number(LUNAR_YEAR_LEAST, 1, 31);

	if (days < 0)
		return false;
	for (int at = LUNAR_YEAR_LEAST; at <= LUNAR_YEAR_MOST; at++) {
		if (days < year_days(at)) {
			*date = (struct lunar_date){.year = at};
			find_month(date, (int)days);
			return true;
		}
		days -= year_days(at);
	}
	return false;
}

int lunar_term_day(int year, int term)
{
	if (year < LUNAR_YEAR_LEAST || year > LUNAR_YEAR_MOST || term < 0 || term >= LUNAR_TERMS)
		return 0;
	return lunar_table_earliest[term] + (int)(lunar_table_later[year - LUNAR_YEAR_LEAST] >> (2 * term) & 3);
}

bool lunar_term_from(int year, int month, int day, struct lunar_term *term)
{
	int at = (month - 1) * TERMS_A_MONTH;

	while (at < month * TERMS_A_MONTH && lunar_term_day(year, at) < day)
		at++;
	*term = (struct lunar_term){at % LUNAR_TERMS, year + at / LUNAR_TERMS, at % LUNAR_TERMS / TERMS_A_MONTH + 1, 0};
	term->day = lunar_term_day(term->year, term->term);
	return term->day > 0;
}
