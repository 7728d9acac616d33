// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "names/role_likelihood.hpp"

namespace byname {

/// One consistent way to read the words of a name: the part of each, the sex of the person, the case.
struct NameAssignment {
  const std::string* pattern = nullptr;  ///< NamePattern::parts, constant
  SexSet sex = 0;
  CaseSet grammatical_case = 0;
  double likelihood = 0;
};

/// Puts the plausible ways into `assignments`, likeliest first; those far below it are left out.
/// `num_before_comma`: see SplitName. At most kMostNameWords words, each with its likelihoods.
void find_assignments(std::span<const PlacedWord> words, std::size_t num_before_comma,
                      std::vector<NameAssignment>& assignments);

}  // namespace byname
