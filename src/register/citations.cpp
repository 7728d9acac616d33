// SPDX-License-Identifier: Apache-2.0
#include "register/citations.hpp"

#include <algorithm>
#include <string_view>

namespace byname {

namespace {

// What ends an address: blanks, and marks that lists put between two of them.
constexpr std::string_view kEnds = " \t\r\n|,;<>\"";
constexpr std::string_view kNotLast = ".)]}";

}  // namespace

std::vector<std::string> citations_in(const std::vector<MentionValue>& values) {
  std::vector<std::string> citations;
  for (const MentionValue& value : values) {
    const std::string_view text = value.raw;
    for (std::size_t at = text.find("http"); at != text.npos; at = text.find("http", at + 1)) {
      const std::string_view rest = text.substr(at);
      if (!rest.starts_with("http://") && !rest.starts_with("https://")) continue;
      std::string_view address = rest.substr(0, rest.find_first_of(kEnds));
      while (!address.empty() && kNotLast.find(address.back()) != kNotLast.npos) address.remove_suffix(1);
      if (address.size() <= std::string_view("https://").size()) continue;
      if (std::find(citations.begin(), citations.end(), address) == citations.end())
        citations.emplace_back(address);
      at += address.size() - 1;  // an archive's address holds the one that it archived
    }
  }
  return citations;
}

}  // namespace byname
