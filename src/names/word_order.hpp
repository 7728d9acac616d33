// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/name_parts.hpp"
#include "table/text_column.hpp"

namespace byname {

/// The order in which a column writes full names: see NameOrderVote.
NameOrder order_of_column(const TextColumn& names);

/// In which order each full name of a column is written, where people wrote now "Family Given" and now "Given
/// Family". Names that show their order (a comma, initials, capitals, a patronymic) say which words are
/// family names; the others follow by expectation-maximisation over two orders, each with the frequencies of
/// the words at its places (a mixture of unigrams: Nigam, McCallum, Thrun & Mitchell 2000, Machine Learning
/// 39); a name is judged by what the others say. A name whose words say nothing is in the column's order.
class WordOrder {
 public:
  /// Learns from at most 65,536 distinct names of the column.
  explicit WordOrder(const TextColumn& names);

  /// What split_name() needs; the order that the name itself shows goes before it there.
  NameOrder order_of(std::string_view name) const;

 private:
  /// How often a word is a given and a family name, expected.
  struct Uses {
    double given = 0;
    double family = 0;
  };
  /// The words of a name at the places where given and family names stand in each order.
  struct OpenName {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t last = 0;
    double family_first = 0;  ///< probability
  };

  std::uint32_t number_of(const std::string& word);
  void count_known(const std::string& given, const std::string& family);
  void learn(std::vector<OpenName>& names);
  double family_first_probability(const OpenName& name) const;

  NameOrder column_order_;
  double family_first_share_ = 0.5;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<Uses> uses_;
  Uses totals_;
};

}  // namespace byname
