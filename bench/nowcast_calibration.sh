#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Simulation-based calibration of the Bayesian nowcast with more worlds than the test has: the rows of the table in
# docs/nowcast.md. usage: bench/nowcast_calibration.sh [WORLDS [TEST_PROGRAM]]
set -euo pipefail
cd "$(dirname "$0")/.."
worlds=${1:-400}
program=${2:-build/release/tests/nowcast_tests}
BYNAME_NOWCAST_WORLDS=$worlds "$program" --gtest_filter='BayesianNowcast.Ranks*' | grep -E '^(\||held)'
