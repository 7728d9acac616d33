// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "base/large_pages.hpp"
#include "table/text_column.hpp"
#include "text/similarity.hpp"

namespace byname {

/// The distinct values of one comparable column with what the kernels need of each: computed once a value, so
/// that a pair costs only integers. Index = dictionary code; index 0 (NULL) is empty.
class ColumnValues {
 public:
  /// Characters beyond this are not looked at by fuzzy levels: a ten-megabyte cell must not cost a quadratic
  /// search.
  static constexpr std::size_t kMaxCharacters = 256;

  ColumnValues(const Dictionary& dictionary, const ExecutionContext& context);
  /// The same for texts of any order; texts[0] is not looked at. Valid UTF-8.
  ColumnValues(std::span<const std::string_view> texts, const ExecutionContext& context);

  /// What a pair needs of a value, side by side: a value is one cache line's touch.
  struct Value {
    CharacterBag bag;
    std::uint64_t begin = 0;  ///< of its characters
    std::uint64_t tag = 0;    ///< the kernel's own
  };

  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
  const Value& operator[](std::uint32_t code) const { return values_[code]; }
  std::u32string_view characters(const Value& value) const {
    return {text_.data() + value.begin, value.bag.length};
  }
  void set_tag(std::uint32_t code, std::uint64_t tag) { values_[code].tag = tag; }
  void prefetch(std::uint32_t code) const { __builtin_prefetch(&values_[code]); }

 private:
  template <typename Texts>
  void fill(const Texts& text_of, const ExecutionContext& context);

  LargeVector<Value> values_;
  std::u32string text_;
};

/// The words of each distinct value, as ids sorted and without repeats. A word is a maximal run without space
/// or '|'.
class ColumnWords {
 public:
  /// `record_counts`: records per code, for how common a word is.
  ColumnWords(const Dictionary& dictionary, std::span<const std::uint32_t> record_counts);

  std::span<const std::uint32_t> words(std::uint32_t code) const {
    return {ids_.data() + begin_[code], ids_.data() + begin_[code + 1]};
  }
  /// Bits of the words that may be a part in common (is_long); disjoint bits = none is. The top bit is never
  /// set.
  std::uint64_t long_words(std::uint32_t code) const;
  /// Bits of the words that fewer than a twentieth of the records have; disjoint bits = no such word in
  /// common.
  std::uint64_t signature(std::uint32_t code) const { return signatures_[code]; }
  /// ln(records / records with the word), >= 0: the information of a word.
  double information(std::uint32_t word) const { return information_[word]; }
  /// Sum of the information of a value's words.
  double total_information(std::uint32_t code) const { return totals_[code]; }
  /// Word with the largest information, or 0 for none; ids count from 1.
  std::uint32_t rarest_word(std::uint32_t code) const { return rarest_[code]; }
  /// False for words of one or two characters: too short to be a part in common.
  bool is_long(std::uint32_t word) const { return long_[word] != 0; }

 private:
  std::vector<std::uint32_t> ids_;
  std::vector<std::uint64_t> begin_;
  std::vector<std::uint64_t> signatures_;
  std::vector<double> information_;
  std::vector<double> totals_;
  std::vector<std::uint32_t> rarest_;
  std::vector<char> long_;
};

/// Records per dictionary code (index 0: NULLs).
std::vector<std::uint32_t> count_codes(const TextColumn& column);

}  // namespace byname
