#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs every fuzz target for some seconds: tools/run_fuzzers.sh FOLDER SECONDS
set -euo pipefail
folder=$1
seconds=$2
found=false
for target in "$folder"/fuzz/*_fuzz; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  found=true
  corpus=$folder/corpus/$(basename "$target")
  mkdir -p "$corpus"
  echo "$(basename "$target"): $seconds s"
  "$target" -max_total_time="$seconds" -rss_limit_mb=4096 -artifact_prefix="$folder/" "$corpus"
done
$found || { echo "no fuzz target in $folder/fuzz" >&2; exit 1; }
