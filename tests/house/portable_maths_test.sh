#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails where byname's libraries (archives given as arguments) call mathematics in long double: its logarithms
# and powers differ between makes of processors, and the same input must give the same bytes on all of them. Or
# functions of C that keep something in a variable that all threads share.
set -euo pipefail
found=$(nm -A "$@" 2>/dev/null | grep -E ' U (log|log1p|log2|log10|exp|exp2|expm1|pow|sin|cos|tan|lgamma|tgamma|erf|erfc)l$' || true)
if [ -n "$found" ]; then
  echo "long double mathematics (see src/estimate/boost_precision.hpp):"
  echo "$found"
  exit 1
fi
shared=$(nm -A "$@" 2>/dev/null | grep -E ' U (lgamma|lgammaf|strtok|localtime|gmtime|rand)$' || true)
if [ -n "$shared" ]; then
  echo "functions that share a variable between threads (see src/base/log_gamma.hpp):"
  echo "$shared"
  exit 1
fi
[ $# -gt 0 ] || { echo "no archives given"; exit 1; }
