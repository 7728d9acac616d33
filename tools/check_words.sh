#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails on work left undone and on paths of somebody's machine. Looks at every file that git knows.
set -euo pipefail
cd "$(dirname "$0")/.."

marks='\b(TO''DO|FIX''ME|XX''X|HA''CK)\b'
machine_paths='(^|[^[:alnum:]_.$}~-])/(home|root|Users|work|mnt|scratch)/[[:alnum:]_.]'

# Without git (an unpacked archive) every file of the source folders is looked at.
files() { git ls-files -z 2>/dev/null || find src apps tests bench tools docs cmake -type f -print0; }

failed=0
complain() {  # complain PATTERN WHAT
  if files | xargs -0r grep -nIE "$1" -- 2>/dev/null; then
    echo "words: $2" >&2
    failed=1
  fi
}
complain "$marks" "work is left undone in the lines above"
complain "$machine_paths" "a path of one machine is in the lines above"
[ $failed = 0 ] && echo "words: in order"
exit $failed
