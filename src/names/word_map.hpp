// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "names/name_letters.hpp"

namespace byname {

/// Hashes words and parts of words alike, so that the end of a word is found in a table without a copy of it.
struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::u32string_view word) const noexcept { return skeleton_code(word); }
};

/// A table of words, found by any view of their letters.
template <typename Value>
using WordMap = std::unordered_map<std::u32string, Value, WordHash, std::equal_to<>>;
using WordSet = std::unordered_set<std::u32string, WordHash, std::equal_to<>>;

}  // namespace byname
