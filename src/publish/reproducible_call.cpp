// SPDX-License-Identifier: Apache-2.0
#include "publish/reproducible_call.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace byname {
namespace {

constexpr std::array<std::string_view, 6> kWithValue = {"-o",        "--output", "--out",
                                                        "--threads", "-j",       "--memory"};
constexpr std::array<std::string_view, 5> kAlone = {"--quiet", "-q", "--json", "--force", "-f"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Splits at blanks outside quotes; the quotes stay.
std::vector<std::string_view> words_of(std::string_view call) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  char quote = 0;
  for (std::size_t i = 0; i <= call.size(); ++i) {
    const bool is_end = i == call.size();
    if (!is_end && (call[i] == '\'' || call[i] == '"'))
      quote = quote == 0 ? call[i] : quote == call[i] ? '\0' : quote;
    if (!is_end && (call[i] != ' ' || quote != 0)) continue;
    if (i > begin) words.push_back(call.substr(begin, i - begin));
    begin = i + 1;
  }
  return words;
}

}  // namespace

std::string reproducible_call(std::string_view call) {
  std::string kept;
  const std::vector<std::string_view> words = words_of(call);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view name = words[i].substr(0, words[i].find('='));
    if (is_one_of(words[i], kAlone)) continue;
    if (is_one_of(name, kWithValue)) {
      if (name.size() == words[i].size()) ++i;
      continue;
    }
    if (!kept.empty()) kept += ' ';
    kept += words[i];
  }
  return kept;
}

}  // namespace byname
