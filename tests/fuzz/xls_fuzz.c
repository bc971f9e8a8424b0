/* The same as the target sheet, from workbooks of the older form: each is read by a process of its own, so that there are fewer runs. */
#include "tests/fuzz/sheet_fuzz.c"
