#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what byname needs on Debian 12. Safe to run twice; quick when nothing is missing.
#
#   tools/install_dependencies.sh build           what building needs (default)
#   tools/install_dependencies.sh test            what the tests need, too
#   tools/install_dependencies.sh fuzz            what building and fuzzing need
#   tools/install_dependencies.sh bench           what measuring needs
#   tools/install_dependencies.sh --check [SET]   says what is missing, installs nothing; exit code 1 if anything is
set -euo pipefail
cd "$(dirname "$0")/.."

check_only=false
if [ "${1:-}" = --check ]; then
  check_only=true
  shift
fi
set_name=${1:-build}

build_packages="cmake ninja-build g++ ccache mold pkg-config git ca-certificates python3 golang-go npm libicu-dev libtbb-dev
  libeigen3-dev libboost1.74-dev libcli11-dev libfmt-dev nlohmann-json3-dev zlib1g-dev libzstd-dev libssl-dev libhwy-dev
  libsodium-dev libminizip-dev libexpat1-dev libtomlplusplus-dev"
case $set_name in
  build) packages=$build_packages ;;
  test) packages="$build_packages libgtest-dev libgmock-dev librapidcheck-dev clang-format-19 chromium nodejs valgrind binutils libreoffice-calc-nogui" ;;
  bench) packages="$build_packages libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev" ;;
  fuzz) packages="$build_packages clang-19 libclang-rt-19-dev" ;;
  *) echo "no such set: $set_name. Choose build, test, fuzz or bench." >&2; exit 2 ;;
esac

duckdb_module=github.com/duckdb/duckdb-go-bindings/lib/linux-amd64
duckdb_version=v0.10506.0
duckdb_sum=h1:yy2TUU+YWxiBiOQryYseUl0AcUzoFFYRmmrCGijUxiU=

sqlite_package=better-sqlite3-multiple-ciphers@13.0.3
sqlite_sum=24a11e221247fc003f755ad0f82126bc6b0295d0be1c06f3cb3e48d9db8eb898

# A tool on the PATH counts as there, wherever it came from.
tool_of() {
  case $1 in
    golang-go) echo go ;;
    nodejs) echo node ;;
    cmake | python3 | git | npm | valgrind) echo "$1" ;;
    libreoffice-calc-nogui) command -v soffice libreoffice | head -1 ;;
    chromium) command -v chromium google-chrome chromium-browser | head -1 ;;
  esac
}

missing_packages() {
  local package tool installed
  installed=$(dpkg-query -W -f '${Status} ${Package}\n' 2>/dev/null | sed -n 's/^install ok installed //p')
  for package in $packages; do
    tool=$(tool_of "$package")
    if [ -n "$tool" ] && command -v "$tool" >/dev/null 2>&1; then continue; fi
    grep -qx "$package" <<<"$installed" || printf '%s ' "$package"
  done
}

# Go is needed only to fetch DuckDB.
duckdb_present() { [ "$(cat .deps/duckdb/.sum 2>/dev/null)" = "$duckdb_sum" ] && [ -f .deps/duckdb/libduckdb_static.a ]; }
if duckdb_present; then packages=${packages/golang-go/}; fi

# npm fetches SQLite; beyond that only the tests need it.
sqlite_present() { [ "$(cat .deps/sqlite/.sum 2>/dev/null)" = "$sqlite_sum" ] && [ -f .deps/sqlite/sqlite3.c ]; }
if sqlite_present && [ "$set_name" != test ]; then packages=${packages/ npm/}; fi

run_as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "Installing needs root. Run as root: apt-get install -y --no-remove $missing" >&2
    exit 1
  fi
}

install_packages() {
  echo "installing: $*"
  run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-remove --no-install-recommends "$@"
}

# The module is three libraries' worth of archives and duckdb.h, made for one another. Its hash is checked here, so Go's
# own database of hashes is not asked.
fetch_duckdb() {
  echo "fetching DuckDB ($duckdb_module@$duckdb_version)"
  scratch=$(mktemp -d)
  trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
  (cd "$scratch" && GO111MODULE=on GOFLAGS=-mod=mod GONOSUMDB="$duckdb_module" GOPATH="$scratch/go" \
    GOCACHE="$scratch/cache" go mod download -json "$duckdb_module@$duckdb_version" > report.json) || {
    cat "$scratch/report.json" >&2
    exit 1
  }
  field() { sed -n "s/^[[:space:]]*\"$1\": \"\(.*\)\",\{0,1\}$/\1/p" "$scratch/report.json"; }
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
}

# The package carries SQLite's source with its encryption as one file; nothing of the package is run.
fetch_sqlite() {
  echo "fetching SQLite with encryption ($sqlite_package)"
  local scratch archive sum
  scratch=$(mktemp -d)
  (cd "$scratch" && npm pack --silent --ignore-scripts "$sqlite_package" >/dev/null)
  archive=$(echo "$scratch"/*.tgz)
  sum=$(sha256sum "$archive" | cut -d' ' -f1)
  if [ "$sum" != "$sqlite_sum" ]; then
    echo "SQLite's hash is $sum, expected $sqlite_sum. Nothing was installed." >&2
    rm -rf "$scratch"
    exit 1
  fi
  rm -rf .deps/sqlite.part .deps/sqlite
  mkdir -p .deps/sqlite.part
  tar -xzf "$archive" -C "$scratch" --no-same-owner package/LICENSE package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
  cp "$scratch"/package/deps/sqlite3/sqlite3.[ch] .deps/sqlite.part/
  { sed -n '2,/License:/s/^\*\* //p' .deps/sqlite.part/sqlite3.c; echo; cat "$scratch/package/LICENSE"; } > .deps/sqlite.part/LICENSE
  printf '%s\n' "$sqlite_sum" > .deps/sqlite.part/.sum
  mv .deps/sqlite.part .deps/sqlite
  rm -rf "$scratch"
}

missing=$(missing_packages)
if $check_only; then
  if [ -n "$missing" ]; then echo "missing packages: $missing"; fi
  duckdb_present || echo "missing: DuckDB in .deps/duckdb"
  sqlite_present || echo "missing: SQLite in .deps/sqlite"
  [ -z "$missing" ] && duckdb_present && sqlite_present
  exit
fi
# npm is half of all packages: it comes while DuckDB does. (Behind each name in $missing stands a blank.)
first=${missing/npm /}
# shellcheck disable=SC2086
if [ -n "$missing" ]; then
  run_as_root apt-get update -q
  if [ -n "$first" ]; then install_packages $first; fi
fi
fetching=
if ! duckdb_present; then
  (fetch_duckdb) &
  fetching=$!
fi
if [ "$first" != "$missing" ]; then install_packages npm; fi
if ! sqlite_present; then fetch_sqlite; fi
if [ -n "$fetching" ]; then wait "$fetching"; fi
