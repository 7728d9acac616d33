// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace byname {

/// The parts of one full name as written; those it does not have are empty.
struct NameParts {
  std::string family;
  std::string given;
  std::string given2;
  std::string patronymic;
};

/// Which comes first where the name itself does not say.
enum class NameOrder { kGivenFirst, kFamilyFirst };

/// Splits a full name. A comma ("Family, Given"), a patronymic, initials and a family name in capitals say
/// which part is which; else `order`. A single word is a family name. Brackets, quotes, numbers, titles and
/// ranks are left out.
NameParts split_name(std::string_view name, NameOrder order);

/// Finds the order of a column of full names from its distinct values: names that show it vote; without votes
/// the position with fewer different words is the given name.
class NameOrderVote {
 public:
  void add(std::string_view name, std::uint64_t weight);
  NameOrder order() const;

 private:
  std::uint64_t given_first_ = 0;
  std::uint64_t family_first_ = 0;
  std::uint64_t cyrillic_ = 0;
  std::uint64_t latin_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> first_words_;
  std::map<std::string, std::uint64_t, std::less<>> last_words_;
};

}  // namespace byname
