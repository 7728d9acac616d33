// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/capture_table.hpp"

namespace byname {

/// What the sample coverage approach says of a table of 3 lists or more: numbers of persons in all.
struct SampleCoverage {
  double coverage = 0;     ///< share of a list that the other lists hold, averaged; 0 to 1
  double independent = 0;  ///< D / C, right where no two lists depend
  double high = 0;         ///< for a coverage of 55 % and more
  double low = 0;          ///< one step from `independent`; for a smaller coverage
};

/// Chao & Tsay (1998, JASA 93, 283-293); Chao, Tsay, Lin, Shau & Chao (2001, Statistics in Medicine 20,
/// 3123-3157), equations 13 to 16. With t lists of n_k persons, z_k of them on no other, M persons named:
/// C = 1 - mean z_k / n_k, D = M - mean z_k. Pairs i, j weigh z_i + 2 z_ij + z_j (z_ij: on these two only).
/// Not finite where a list holds nobody or the denominator is not positive.
SampleCoverage sample_coverage(const CaptureTable& table);

}  // namespace byname
