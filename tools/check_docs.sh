#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails if the pages made from the option tables are not what the program says now; `make docs` writes them.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$program" docs "$scratch"
failed=0
for page in "$scratch"/*; do
  diff -u "docs/$(basename "$page")" "$page" || failed=1
done
for page in docs/byname-*.md; do
  [ -f "$scratch/$(basename "$page")" ] || { echo "$page is of no verb"; failed=1; }
done
[ $failed = 0 ] && echo "docs: in order" || echo "docs: run 'make docs'" >&2
exit $failed
