# SPDX-License-Identifier: Apache-2.0
# Debian 12 with git and make is enough to start: `make demo`, `make test`.

SHELL := /bin/bash
export JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
BENCH_ROWS ?= 1000000
PYTHON ?= python3
BUILD := build/release
PROGRAM := $(BUILD)/byname

# ccache needs a place; a user without a home has none.
ifeq ($(HOME),)
export CCACHE_DIR := $(CURDIR)/build/ccache
endif
export CTEST_OUTPUT_ON_FAILURE := 1

.PHONY: all build demo test install dist format docs check-layers check-headers check-format check-words \
  asan tsan fuzz bench clean dependencies test-dependencies

all: build

dependencies:
	@tools/install_dependencies.sh build

test-dependencies:
	@tools/install_dependencies.sh test

build: dependencies  ## build/release/byname
	@tools/build.sh release $(BUILD) byname

demo: ## installs what is missing, builds, counts three invented lists
	@tools/demo.sh

test: test-dependencies  ## everything that must hold
	@tools/build.sh test $(BUILD) all header_check
	ctest --test-dir $(BUILD) -j $(JOBS)

install: build  ## PREFIX=/usr/local
	@tools/install_program.sh $(PROGRAM) $(PREFIX)

dist: build  ## build/dist/byname-VERSION-linux-ARCH.tar.gz, which runs on an empty Debian 12
	@tools/make_dist.sh $(PROGRAM) build/dist

docs: build  ## the pages that are made from the option tables
	$(PROGRAM) docs docs

format:
	find src apps tests bench fuzz -name '*.[ch]pp' | xargs clang-format-19 -i

check-layers:
	@tools/check_layers.py

check-headers: test-dependencies
	@tools/build.sh test $(BUILD) header_check

check-format:
	@tools/check_format.sh

check-words:
	@tools/check_words.sh

asan tsan: test-dependencies  ## all tests under a sanitizer
	@tools/build.sh $@ build/$@ all
	TSAN_OPTIONS=suppressions=$(CURDIR)/tests/tsan_suppressions.txt ctest --test-dir build/$@ -j $(JOBS)

fuzz:  ## FUZZ_SECONDS for each target
	@tools/install_dependencies.sh fuzz
	@tools/build.sh fuzz build/fuzz all
	@tools/run_fuzzers.sh build/fuzz $(FUZZ_SECONDS)

bench:  ## measures everything, beside Splink where PYTHON has it, and writes docs/benchmarks.md
	@tools/install_dependencies.sh bench
	@tools/build.sh test $(BUILD) byname micro_bench
	$(BUILD)/bench/micro_bench --benchmark_min_time=0.5
	bench/run_bench.py --rows $(BENCH_ROWS) --splink-python $(PYTHON) --write docs/benchmarks.md

clean:
	rm -rf build
