#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Simulation-based calibration of the samplers of partitions and of the average over graphs with more worlds than the
# tests have: the rows of the table in docs/studies.md. usage: bench/sampler_calibration.sh [WORLDS [FOLDER OF TESTS]]
set -euo pipefail
cd "$(dirname "$0")/.."
tests=${2:-build/release/tests}
export BYNAME_CALIBRATION_WORLDS=${1:-1000}
"$tests/cluster_tests" --gtest_filter='PartitionCalibration.*' | grep '^|'
"$tests/estimate_tests" --gtest_filter='GraphCalibration.*' | grep '^|'
