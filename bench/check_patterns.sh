#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Counts the pairs of every gamma pattern by byname and by DuckDB for the same SQL, and fails if one differs:
#
#   bench/check_patterns.sh PEOPLE.csv [MODEL.json]...
#
# PEOPLE.csv: of ../shared/bench/make_people.py or of `byname synth --kind directory`. Without models: those of
# bench/models. At a million rows DuckDB takes some minutes and 2 GiB.
set -euo pipefail
people=$(realpath "${1:?give a file of people}")
shift
cd "$(dirname "$0")/.."
tools/build.sh test build/release pattern_check >/dev/null
[ $# -gt 0 ] || set -- bench/models/default.json bench/models/lean.json
failed=0
for model in "$@"; do
  echo "$model"
  build/release/bench/pattern_check "$model" "$people" || failed=1
done
exit $failed
