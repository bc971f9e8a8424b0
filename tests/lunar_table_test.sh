#!/bin/sh
# The table of the Chinese calendar is what its generator writes.
set -eu
tools/lunar-table | diff -u feed/base/lunar_table.c - || { echo "feed/base/lunar_table.c is not what tools/lunar-table writes" >&2; exit 1; }
