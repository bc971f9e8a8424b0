#ifndef TESTS_SUPPORT_DISPLAY_H
#define TESTS_SUPPORT_DISPLAY_H

#include <stdbool.h>

/* An X server of a test's own that nobody sees; DISPLAY then names it. false where Xvfb is missing. */
bool display_start(int width, int height);
void display_stop(void);

#endif
