#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails if a C++ file is not formatted; `make format` formats all.
set -euo pipefail
cd "$(dirname "$0")/.."
formatter=$(command -v clang-format-19 || true)
if [ -z "$formatter" ]; then
  echo "clang-format-19 is missing: run tools/install_dependencies.sh" >&2
  exit 1
fi
find src apps tests bench fuzz -name '*.[ch]pp' -print0 2>/dev/null | sort -z | xargs -0r "$formatter" --dry-run --Werror
echo "format: in order"
