#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds byname, invents three overlapping lists of people and counts them.
set -euo pipefail
cd "$(dirname "$0")/.."

began=$SECONDS
tools/install_dependencies.sh build
installed=$SECONDS
tools/build.sh release build/release byname
built=$SECONDS

byname=build/release/byname
world=build/demo/world
out=build/demo/out
mkdir -p build/demo
show() {
  printf '\n$ byname %s\n\n' "$*"
  "$byname" "$@"
}
show synth -o $world --force
show count $world/list_*.csv --truth true_person -o $out --force
show check $out
echo
echo "Open the report in a browser: $PWD/$out/report.html"
echo "Waiting time: $((installed - began)) s to install, $((built - installed)) s to build, $((SECONDS - built)) s to count."
