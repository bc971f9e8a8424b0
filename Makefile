# make run        both programs, a demo centre on loopback and a wall screen
# make run-touch  the rating screen beside it
# make test       everything that must hold; installs what it needs
# make tsan       the screen's threads under ThreadSanitizer, with real processes
# make bench      what the wall costs in processor time and memory, what the centre does beside nginx and SQLite, what scores and imports cost
# make screens    every screen in each language, theme and orientation: build/screens/index.html; SCREENS="teams rate" only those
# make            both programs in build/

CC ?= gcc
version := $(shell cat VERSION)
jobs := $(shell nproc)

packages := sdl2 x11 xext SDL2_ttf SDL2_image freetype2 pixman-1 fribidi libqrencode jansson sqlite3 zlib libcurl libmicrohttpd libsodium xlsxwriter libzip expat
kiosk_packages := sdl2 x11 xext SDL2_ttf SDL2_image freetype2 pixman-1 fribidi libqrencode jansson sqlite3 zlib libcurl libsodium
centre_packages := jansson sqlite3 zlib libmicrohttpd libsodium xlsxwriter libzip expat libcurl

# Asked for when they are first used, so that `make packages` works before pkg-config is there.
pkg_cflags = $(eval pkg_cflags := $(shell pkg-config --cflags $(packages)))$(pkg_cflags)
kiosk_libs = $(eval kiosk_libs := $(shell pkg-config --libs $(kiosk_packages)) -lunibreak -lm -pthread)$(kiosk_libs)
centre_libs = $(eval centre_libs := $(shell pkg-config --libs $(centre_packages)) -lgeos_c -lfreexl -lm -pthread)$(centre_libs)
test_libs = $(kiosk_libs) $(centre_libs) -lcmocka

warnings := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes -Werror
common := -std=c11 -D_GNU_SOURCE -DHALLBOARD_VERSION='"$(version)"' -I. $(warnings) -MMD -MP
hardening := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
product_flags = $(common) -O2 -g $(hardening) $(pkg_cflags)
threads_flags = $(common) -O1 -g -fsanitize=thread -fno-omit-frame-pointer $(pkg_cflags)
checked_flags = $(common) -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer $(pkg_cflags)

base_sources := $(wildcard feed/base/*.c feed/model/*.c feed/wire/*.c)
centre_sources := $(wildcard feed/main.c feed/centre/*.c feed/centre/*/*.c)
kiosk_sources := $(wildcard feed/sync/*.c kiosk/*.c kiosk/*/*.c)
sql_files := feed/centre/schema.sql feed/centre/schema_apart.sql feed/centre/schema_score.sql $(sort $(wildcard feed/centre/tables/*.sql feed/centre/archive/*.sql))
generated := build/gen/centre_sql.c

mains := feed/main.c kiosk/main.c
library_sources := $(filter-out $(mains),$(base_sources) $(centre_sources) $(kiosk_sources)) $(generated)

objects = $(patsubst %.c,build/$(1)/%.o,$(2))
hallboard_objects = $(call objects,$(1),$(base_sources) $(kiosk_sources))
hallfeed_objects = $(call objects,$(1),$(base_sources) $(centre_sources) $(generated))

test_sources := $(wildcard tests/*_test.c)
test_programs := $(patsubst tests/%.c,build/asan/tests/%,$(test_sources))
test_support := $(wildcard tests/support/*.c)

.PHONY: all tsan run run-touch screens test bench packages test-packages checked clean format
.DELETE_ON_ERROR:
.SECONDARY:

all: build/hallboard build/hallfeed
	@:

run: packages
	@$(MAKE) --no-print-directory --silent -j$(jobs) all
	@tools/run-demo

run-touch: packages
	@$(MAKE) --no-print-directory --silent -j$(jobs) all
	@tools/run-demo touch

screens: packages
	@$(MAKE) --no-print-directory --silent -j$(jobs) all build/sheet
	@SCREENS="$(SCREENS)" tools/screens

test: packages test-packages
	@$(MAKE) --no-print-directory -j$(jobs) all checked build/soak
	@tools/run-tests

checked: build/asan/hallboard build/asan/hallfeed $(test_programs)

tsan: packages test-packages
	@$(MAKE) --no-print-directory -j$(jobs) all build/tsan/hallboard build/asan/hallfeed
	@tools/run-tests threads_test

bench: packages test-packages
	@$(MAKE) --no-print-directory -j$(jobs) all build/floor build/soak build/crowd
	@tools/bench
	@tools/bench-centre
	@tools/bench-scores
	@tools/bench-import

packages:
	@tools/install-packages build run

test-packages:
	@tools/install-packages test

build/hallboard: $(call hallboard_objects,release)
	@echo "  link  $@"
	@$(CC) -pie -Wl,-z,relro,-z,now -o $@ $^ $(kiosk_libs)

build/floor build/soak build/sheet: build/%: build/release/tools/%.o $(filter-out build/release/kiosk/main.o,$(call hallboard_objects,release))
	@echo "  link  $@"
	@$(CC) -pie -Wl,-z,relro,-z,now -o $@ $^ $(kiosk_libs)

build/crowd: build/release/tools/crowd.o
	@echo "  link  $@"
	@$(CC) -pie -Wl,-z,relro,-z,now -o $@ $^ -lsqlite3

build/hallfeed: $(call hallfeed_objects,release)
	@echo "  link  $@"
	@$(CC) -pie -Wl,-z,relro,-z,now -o $@ $^ $(centre_libs)

build/asan/hallboard: $(call hallboard_objects,asan)
	@echo "  link  $@"
	@$(CC) -fsanitize=address,undefined -o $@ $^ $(kiosk_libs)

build/tsan/hallboard: $(call hallboard_objects,tsan)
	@echo "  link  $@"
	@$(CC) -fsanitize=thread -o $@ $^ $(kiosk_libs)

build/asan/hallfeed: $(call hallfeed_objects,asan)
	@echo "  link  $@"
	@$(CC) -fsanitize=address,undefined -o $@ $^ $(centre_libs)

# One archive, so that each test links only what it uses.
build/asan/libproduct.a: $(call objects,asan,$(library_sources) $(test_support))
	@rm -f $@
	@ar rcs $@ $^

build/asan/tests/%: build/asan/tests/%.o build/asan/libproduct.a
	@echo "  link  $@"
	@$(CC) -fsanitize=address,undefined -o $@ $^ $(test_libs)

build/release/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(product_flags) -c -o $@ $<

build/tsan/%.o: %.c
	@mkdir -p $(@D)
	@echo "  threads $<"
	@$(CC) $(threads_flags) -c -o $@ $<

build/asan/%.o: %.c
	@mkdir -p $(@D)
	@echo "  check $<"
	@$(CC) $(checked_flags) -c -o $@ $<

build/gen/centre_sql.c: tools/embed-sql $(sql_files)
	@mkdir -p $(@D)
	@tools/embed-sql $(sql_files) > $@

clean:
	rm -rf build

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

-include $(shell find build -name '*.d' 2>/dev/null)
