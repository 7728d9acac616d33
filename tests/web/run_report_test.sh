#!/bin/sh
# Makes the invented reports and runs the browser test on them; 77 = skipped, and why is printed.
# usage: run_report_test.sh REPORT_SAMPLE BYNAME BUILD_FOLDER
set -eu
sample=$1
byname=$2
build=$3
here=$(cd "$(dirname "$0")" && pwd)
skip() {
  echo "SKIPPED: $1"
  exit 77
}
command -v node >/dev/null || skip "node is not installed"
chromium=$(command -v chromium || command -v chromium-browser) || skip "chromium is not installed"
reports=$build/reports
rm -rf "$reports"
mkdir -p "$reports"
"$sample" "$reports"
"$here/make_link_reports.sh" "$byname" "$reports"
# The browser driver is installed beside the build, so that the source folder stays clean.
if ! cmp -s "$here/package-lock.json" "$build/package-lock.json" || [ ! -d "$build/node_modules" ]; then
  cp "$here/package.json" "$here/package-lock.json" "$build/"
  (cd "$build" && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
    skip "playwright-core cannot be installed (is the package registry in reach?)"
fi
cp "$here"/*.mjs "$build/"
cd "$build"
BYNAME_CHROMIUM=$chromium BYNAME_REPORTS=$reports node --test report.test.mjs
