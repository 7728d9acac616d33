#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Puts the program, the shared libraries it needs, its pages and completion under a prefix that may be moved.
#
#   tools/install_program.sh PROGRAM PREFIX
set -euo pipefail
program=$(realpath "$1")
prefix=$2
cd "$(dirname "$0")/.."

# What every Linux has and what must fit the running kernel: the C library's own parts.
is_of_the_system() {
  case $1 in
    linux-vdso.so.* | ld-linux*.so.* | libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.*) return 0 ;;
    *) return 1 ;;
  esac
}

install -d "$prefix/bin" "$prefix/lib/byname" "$prefix/share/doc/byname" "$prefix/share/bash-completion/completions"
install -m 755 "$program" "$prefix/bin/byname.new"
strip "$prefix/bin/byname.new"
mv "$prefix/bin/byname.new" "$prefix/bin/byname"
ldd "$program" | awk '$2 == "=>" {print $1, $3}' | while read -r name path; do
  if ! is_of_the_system "$name"; then install -m 644 "$path" "$prefix/lib/byname/$name"; fi
done
install -m 644 README.md LICENSE NOTICE docs/*.md "$prefix/share/doc/byname/"
install -m 644 docs/byname-completion.bash "$prefix/share/bash-completion/completions/byname"
echo "installed: $prefix/bin/byname"
