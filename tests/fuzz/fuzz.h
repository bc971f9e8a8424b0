#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* One input of a fuzz target; 0. Called by libFuzzer (clang -fsanitize=fuzzer) or by replay.c (any compiler). */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#endif
