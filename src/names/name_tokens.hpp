// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// One word of a full name.
struct NameToken {
  std::string text;    ///< as written, full stops cut
  std::string folded;  ///< fold_text of it
  bool is_initial = false;
  bool is_capitals = false;  ///< two letters or more, all capitals
};

/// The words of a full name: brackets, quotes, numbers, titles, suffixes and marks left out, initials set
/// apart
/// ("А.П." gives two tokens).
struct NameTokens {
  std::vector<NameToken> tokens;
  std::size_t num_before_comma = 0;  ///< tokens before the first comma; 0 without one
};

NameTokens split_name_tokens(std::string_view name);

}  // namespace byname
