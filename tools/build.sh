#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Configures where needed and builds: tools/build.sh PRESET FOLDER TARGET...
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1 folder=$2
shift 2
cmake --preset "$preset" -B "$folder" > "${TMPDIR:-/tmp}/byname_configure.$$" 2>&1 || {
  cat "${TMPDIR:-/tmp}/byname_configure.$$" >&2
  rm -f "${TMPDIR:-/tmp}/byname_configure.$$"
  exit 1
}
rm -f "${TMPDIR:-/tmp}/byname_configure.$$"
exec cmake --build "$folder" -j "${JOBS:-$(nproc)}" --target "$@"
