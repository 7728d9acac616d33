#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what byname is built and tested with on Debian 12. Safe to run twice; quick when nothing is missing.
#
#   tools/install_dependencies.sh          build and test needs
#   tools/install_dependencies.sh --check  says what is missing, installs nothing, exit 1 if anything is
set -euo pipefail
cd "$(dirname "$0")/.."

packages="cmake ninja-build g++ ccache mold pkg-config git ca-certificates python3 golang-go libicu-dev libtbb-dev libeigen3-dev libboost1.74-dev
  libcli11-dev libfmt-dev nlohmann-json3-dev zlib1g-dev libzstd-dev libsodium-dev libgtest-dev libgmock-dev librapidcheck-dev
  clang-format-19 chromium nodejs npm"

duckdb_module=github.com/duckdb/duckdb-go-bindings/lib/linux-amd64
duckdb_version=v0.10506.0
duckdb_sum=h1:yy2TUU+YWxiBiOQryYseUl0AcUzoFFYRmmrCGijUxiU=

# A tool that is on the PATH counts as there, wherever it came from.
missing_packages() {
  local package tool
  for package in $packages; do
    case $package in
      golang-go) tool=go ;; nodejs) tool=node ;; npm) tool=npm ;; cmake) tool=cmake ;; python3) tool=python3 ;;
      *) tool= ;;
    esac
    if [ -n "$tool" ] && command -v "$tool" >/dev/null 2>&1; then continue; fi
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
  done
}

duckdb_present() { [ "$(cat .deps/duckdb/.sum 2>/dev/null)" = "$duckdb_sum" ] && [ -f .deps/duckdb/libduckdb_static.a ]; }

missing=$(missing_packages)
if [ "${1:-}" = --check ]; then
  [ -n "$missing" ] && echo "missing packages: $missing"
  duckdb_present || echo "missing: DuckDB in .deps/duckdb"
  [ -z "$missing" ] && duckdb_present
  exit
fi

if [ -n "$missing" ]; then
  as_root=
  if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
  echo "installing: $missing"
  $as_root apt-get update -q
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-remove --no-install-recommends $missing
fi

if ! duckdb_present; then
  echo "fetching DuckDB ($duckdb_module@$duckdb_version)"
  scratch=$(mktemp -d)
  trap 'chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
  report=$(cd "$scratch" && GOFLAGS=-mod=mod GOPATH="$scratch/go" go mod download -json "$duckdb_module@$duckdb_version")
  field() { printf '%s\n' "$report" | sed -n "s/^[[:space:]]*\"$1\": \"\(.*\)\",\{0,1\}$/\1/p"; }
  if [ "$(field Sum)" != "$duckdb_sum" ]; then
    echo "DuckDB's hash is $(field Sum), expected $duckdb_sum. Nothing was installed." >&2
    exit 1
  fi
  rm -rf .deps/duckdb.part .deps/duckdb
  mkdir -p .deps/duckdb.part
  cp "$(field Dir)"/*.a "$(field Dir)/duckdb.h" "$(field Dir)/LICENSE" .deps/duckdb.part/
  chmod -R u+w .deps/duckdb.part
  printf '%s\n' "$duckdb_sum" > .deps/duckdb.part/.sum
  mv .deps/duckdb.part .deps/duckdb
fi
