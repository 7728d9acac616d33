// SPDX-License-Identifier: Apache-2.0
#include "register/name_terms.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace byname {

namespace {

template <std::size_t N>
bool is_one_of(const std::string& role, const std::array<std::string_view, N>& roles) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

void append_split(std::vector<std::string>& terms, std::string_view text, char separator) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) terms.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::vector<std::string> name_terms(const std::vector<MentionValue>& values) {
  constexpr std::array<std::string_view, 5> kNames = {"given", "given2", "family", "patronymic", "name"};
  constexpr std::array<std::string_view, 3> kSets = {"number", "email", "phone"};
  std::vector<std::string> terms;
  for (const MentionValue& value : values) {
    if (is_one_of(value.role, kNames)) append_split(terms, value.value, ' ');
    if (is_one_of(value.role, kSets)) append_split(terms, value.value, '|');
  }
  for (std::string& term : terms) {  // comparable forms are ASCII, but for letters that have no small form
    std::transform(term.begin(), term.end(), term.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

bool names_somebody(const std::vector<MentionValue>& values) {
  constexpr std::array<std::string_view, 7> kRoles = {"given",  "given2", "family", "patronymic",
                                                      "number", "email",  "phone"};
  return std::any_of(values.begin(), values.end(), [&](const MentionValue& value) {
    return !value.value.empty() && is_one_of(value.role, kRoles);
  });
}

}  // namespace byname
