// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/large_pages.hpp"
#include "expression/value_table.hpp"
#include "text/byte_similarity.hpp"

namespace byname {

/// The texts of a column one after another, found by their place, a number of 4-byte units. Place 0 is no
/// text. kReadableBytes may be read from the begin of each.
class TextPool {
 public:
  /// Stores the values of a column that are texts.
  explicit TextPool(const ValueColumn& column);

  /// Per code; 0 where the value is no text.
  const std::vector<std::uint32_t>& places() const { return places_; }
  /// The text at a place, of the length that its bag has; what is too long for it is looked up.
  std::string_view text(std::uint32_t place, std::uint32_t length_and_extra) const {
    const std::uint32_t length = length_and_extra & 0xFFFF;
    return {begin_of(place), length < UINT16_MAX ? length : size_of(place)};
  }
  std::uint32_t size_of(std::uint32_t place) const { return units_[place - 1]; }
  /// Asks for the text at a place.
  void prefetch(std::uint32_t place) const { __builtin_prefetch(units_.data() + place); }
  /// Forgets places(), which only the layout of rows needs.
  void drop_places() { places_ = {}; }

 private:
  const char* begin_of(std::uint32_t place) const {
    return reinterpret_cast<const char*>(units_.data() + place);
  }
  std::vector<std::uint32_t> places_;
  LargeVector<std::uint32_t> units_;
};

/// Words of a text in a row, from `first` on: what bounds its similarity to others (ByteBag), and
/// its place in a pool.
struct TextWords {
  static constexpr std::size_t kOnce = 0, kTwice = 1, kThrice = 2, kPrefix = 3, kLength = 4, kPlace = 5,
                               kCount = 6;
  std::size_t first = 0;
  const TextPool* pool = nullptr;
};

/// What pairs are compared by, a row of 32-bit words a record: numbers that equal values share, truths,
/// numbers to subtract, bounds of texts. A pair touches its two rows and nothing else, but for texts that may
/// be similar. Words are added before finish(), which lays the rows out, and found by their column.
class FeatureRows {
 public:
  /// The word with a column's canonical numbers: 0 = NULL, equal = equal values.
  std::optional<std::size_t> numbers(const ValueColumn& column) const;
  /// The word that is not 0 where `truths`, per code of the column, says so.
  std::optional<std::size_t> truths(const ValueColumn& column, const std::vector<char>& truths) const;
  /// The two words that hold a column's numbers as a double; NaN where there is none.
  std::optional<std::size_t> doubles(const ValueColumn& column) const;
  /// The words of a column of texts and NULLs.
  std::optional<TextWords> texts(const ValueColumn& column) const;

  /// The same, added where they are not there yet. Not after finish().
  std::size_t add_numbers(const ValueColumn& column);
  std::size_t add_truths(const ValueColumn& column, const std::vector<char>& truths);
  std::size_t add_doubles(const ValueColumn& column);
  TextWords add_texts(const ValueColumn& column);

  /// Lays the rows out.
  void finish(std::size_t num_records, const ExecutionContext& context);

  std::size_t num_words() const { return num_words_; }
  const std::uint32_t* row(std::uint32_t record) const { return rows_.data() + record * num_words_; }
  void prefetch(std::uint32_t record) const {
    const char* begin = reinterpret_cast<const char*>(row(record));
    for (std::size_t byte = 0; byte < num_words_ * sizeof(std::uint32_t); byte += 64)
      __builtin_prefetch(begin + byte);
  }
  /// First words of the doubles.
  const std::vector<std::size_t>& double_words() const { return double_words_; }

 private:
  enum class Kind { kNumbers, kTruths, kDoubles, kTexts };
  /// Words that are laid out together: `width` a code.
  struct Source {
    Kind kind = Kind::kNumbers;
    const ValueColumn* column = nullptr;
    std::vector<char> truths;  ///< kTruths
    std::shared_ptr<const std::vector<std::uint32_t>> codes;
    std::vector<std::uint32_t> words;  ///< [code * width]
    std::size_t width = 1;
    std::size_t first = 0;
    TextPool* pool = nullptr;  ///< kTexts
  };
  const Source* find(Kind kind, const ValueColumn& column) const;
  Source& add(Kind kind, const ValueColumn& column, std::size_t width);

  std::vector<Source> sources_;
  std::vector<std::unique_ptr<TextPool>> pools_;
  std::vector<std::size_t> double_words_;
  std::size_t num_words_ = 0;
  bool is_finished_ = false;
  LargeArray<std::uint32_t> rows_;  ///< [record * num_words + word]
};

}  // namespace byname
