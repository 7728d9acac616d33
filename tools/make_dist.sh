#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a relocatable archive: tools/make_dist.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "$1")
folder=$2
cd "$(dirname "$0")/.."
version=$("$program" --version | sed -n 's/^byname //p')
name=byname-$version-linux-$(uname -m)
rm -rf "${folder:?}/$name"
mkdir -p "$folder"
tools/install_program.sh "$program" "$folder/$name" >/dev/null
mkdir "$folder/$name/licenses"
for library in "$folder/$name"/lib/byname/*; do
  real=$(ldd "$program" | awk -v name="$(basename "$library")" '$1 == name {print $3}')
  package=$(dpkg-query -S "$(realpath "$real")" | head -1 | cut -d: -f1)
  cp "/usr/share/doc/$package/copyright" "$folder/$name/licenses/$package"
done
cp .deps/duckdb/LICENSE "$folder/$name/licenses/duckdb"
cp .deps/sqlite/LICENSE "$folder/$name/licenses/sqlite3-multiple-ciphers"
# Same bytes from the same commit: fixed order, owner and time.
moment=$(git log -1 --format=%ct 2>/dev/null || echo 0)
tar -C "$folder" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$moment" -cf - "$name" | gzip -9n > "$folder/$name.tar.gz"
echo "made: $folder/$name.tar.gz"
