#ifndef KIOSK_PAINT_FONT_FILE_H
#define KIOSK_PAINT_FONT_FILE_H

#include <SDL_rwops.h>

/*
 * A font's file as SDL_ttf reads it: a few bytes here and there, thousands of times for one page. SDL's own reader asks the system three
 * times for each; this one keeps the parts that were read lately (64 KB of them), which a mapped file would keep whole. UI thread.
 */

/* NULL where there is no such file. Closed by SDL_RWclose, which SDL_ttf calls. */
SDL_RWops *font_file_open(const char *path);

#endif
