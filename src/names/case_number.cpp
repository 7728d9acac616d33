// SPDX-License-Identifier: Apache-2.0
#include "names/case_number.hpp"

#include "text/normalise.hpp"

namespace byname {

namespace {

// Without blanks beside '/' and '-'. So " / " stands in no key, and parts the two of a case's id.
std::string joined_up(std::string_view folded) {
  std::string key;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto is_joint = [](char c) { return c == '/' || c == '-'; };
    const bool is_blank = folded[i] == ' ';
    if (is_blank && !key.empty() && is_joint(key.back())) continue;
    if (is_blank && i + 1 < folded.size() && is_joint(folded[i + 1])) continue;
    key += folded[i];
  }
  return key;
}

// "№ 1-23" is folded to "no 1-23". A mark must have a digit behind it.
std::string_view without_mark(std::string_view number) {
  for (const std::string_view mark : {"no", "nr", "n", "#"}) {
    if (!number.starts_with(mark)) continue;
    std::string_view rest = number.substr(mark.size());
    if (rest.starts_with('.')) rest.remove_prefix(1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') return rest;
  }
  return number;
}

}  // namespace

std::string case_number_key(std::string_view number) {
  const std::string folded = fold_text(number);
  return joined_up(without_mark(folded));
}

std::string court_key(std::string_view court) { return joined_up(fold_text(court)); }

std::string case_id(std::string_view court_key, std::string_view case_number_key) {
  if (case_number_key.empty()) return {};
  return (court_key.empty() ? std::string() : std::string(court_key) + " / ") + std::string(case_number_key);
}

}  // namespace byname
