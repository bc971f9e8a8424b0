#ifndef TESTS_SUPPORT_TEST_METRICS_H
#define TESTS_SUPPORT_TEST_METRICS_H

#include "kiosk/text/text.h"

/*
 * Fonts without files: a Chinese character is as wide as its size, everything else half as wide, marks of Arabic script
 * nothing. The Chinese faces have all but Arabic letters, the Arabic ones these and the signs of a sentence; the first
 * of them lacks U+06C7, so that the fallback comes into play.
 */
const struct metrics *test_metrics(void);

#endif
