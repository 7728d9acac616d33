// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace byname {

/// An order of the parts of a name: a letter a word, F family, G given, P patronymic, M middle.
struct NamePattern {
  std::string parts;
  double prior = 0;  ///< how usual it is; only the proportions count
};

/// The orders in which a name of so many words may be written. In Cyrillic the family name is rather first,
/// elsewhere rather last.
/// At most kMostNameWords words.
const std::vector<NamePattern>& name_patterns(std::size_t num_words, bool is_cyrillic);

}  // namespace byname
