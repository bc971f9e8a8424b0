#ifndef FEED_CENTRE_ASSETS_H
#define FEED_CENTRE_ASSETS_H

#include <limits.h>

/* The files that come with the program. Writes where assets/NAME is ("demo/names.csv"): beside the program, else where a package puts
   it, else from the working folder; whether it is there shows when it is read. */
void assets_path(char path[PATH_MAX], const char *name);

#endif
