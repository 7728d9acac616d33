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
lists=build/demo/lists
out=build/demo/out
mkdir -p build/demo
"$byname" synth -o "$lists" --force --seed 1
echo
echo "\$ byname count $lists/*.csv --truth truth -o $out --force"
echo
"$byname" count "$lists"/*.csv --truth truth -o "$out" --force
echo
echo "How well it did, since the lists are invented and the truth is known:"
echo
"$byname" check "$out"
echo
echo "Open the report in a browser: $PWD/$out/report.html"
echo "Waiting time: $((installed - began)) s to install, $((built - installed)) s to build, $((SECONDS - built)) s to count."
