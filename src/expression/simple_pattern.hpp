// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace byname {

/// A regular expression without groups or alternatives: sets of ASCII characters one after another, each so
/// often, perhaps held to the begin and the end of the text. Most that models use are such, and they match
/// many times faster than by a library that knows all.
class SimplePattern {
 public:
  /// Reads a pattern of RE2's; nothing if it is not of this kind.
  static std::optional<SimplePattern> parse(std::string_view pattern);

  struct Match {
    std::size_t begin = 0;  ///< bytes
    std::size_t end = 0;
  };
  /// The leftmost match in valid UTF-8; of several there the one that takes as much as it can, set by set.
  std::optional<Match> find(std::string_view text) const;
  /// True if the whole text matches.
  bool matches(std::string_view text) const;

 private:
  struct Item {
    std::bitset<128> characters;
    bool has_others = false;  ///< characters beyond ASCII belong to it
    std::size_t least = 1;
    std::size_t most = 1;
  };
  class Parser;
  std::size_t match_from(std::size_t item, std::string_view text, std::size_t at, bool to_end) const;

  std::vector<Item> items_;
  bool is_held_to_begin_ = false;
  bool is_held_to_end_ = false;
};

}  // namespace byname
