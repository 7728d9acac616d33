// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
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
  void drop_places() { std::vector<std::uint32_t>().swap(places_); }

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

/// The words of a column of few texts, found by a number that stands in the rows.
struct SharedWords {
  std::size_t first = 0;             ///< word of a record, as rows would have it
  std::size_t number = 0;            ///< word with the number
  std::vector<std::uint32_t> words;  ///< [number * TextWords::kCount]
};

/// What pairs are compared by, some 32-bit words a record: numbers that equal values share, truths, numbers
/// to subtract, bounds of texts. A record's words stand in its row, but for those that many records share. A
/// pair touches nothing else, but for texts that may be similar. Words are added before finish(), which lays
/// the rows out, and found by their column. RecordTile has a record's words together.
class FeatureRows {
 public:
  /// The word with a column's canonical numbers: 0 = NULL, equal = equal values.
  std::optional<std::size_t> numbers(const ValueColumn& column) const;
  /// The word that is not 0 where `truths`, per code of the column, says so.
  std::optional<std::size_t> truths(const ValueColumn& column, const std::vector<char>& truths) const;
  /// The two words that hold a column's numbers as a double; NaN where there is none.
  std::optional<std::size_t> doubles(const ValueColumn& column) const;
  /// The word with a column's numbers as multiples of `unit`; kNoWhole where there is none.
  std::optional<std::size_t> whole_numbers(const ValueColumn& column, double unit) const;
  /// The word with the digits of a column of texts that differ in their digits alone (digit_shape()).
  std::optional<std::size_t> digits(const ValueColumn& column) const;
  /// The words of a column of texts and NULLs.
  std::optional<TextWords> texts(const ValueColumn& column) const;

  /// The same, added where they are not there yet. Not after finish().
  std::size_t add_numbers(const ValueColumn& column);
  std::size_t add_truths(const ValueColumn& column, const std::vector<char>& truths);
  std::size_t add_doubles(const ValueColumn& column);
  std::size_t add_whole_numbers(const ValueColumn& column, double unit);
  std::size_t add_digits(const ValueColumn& column);
  TextWords add_texts(const ValueColumn& column);

  /// Lays the rows out.
  void finish(std::size_t num_records, const ExecutionContext& context);

  std::size_t num_words() const { return num_words_; }
  const std::uint32_t* row(std::uint32_t record) const { return rows_.data() + record * row_words_.size(); }
  void prefetch(std::uint32_t record) const {
    const char* begin = reinterpret_cast<const char*>(row(record));
    for (std::size_t byte = 0; byte < row_words_.size() * sizeof(std::uint32_t); byte += 64)
      __builtin_prefetch(begin + byte);
  }
  /// Which word each of a row's is.
  const std::vector<std::size_t>& row_words() const { return row_words_; }
  /// Places in a row where doubles begin.
  const std::vector<std::size_t>& double_places() const { return double_places_; }
  /// The words that do not stand in rows.
  const std::vector<SharedWords>& shared_words() const { return shared_words_; }

 private:
  enum class Kind { kNumbers, kTruths, kDoubles, kWholeNumbers, kDigits, kTexts };
  /// Words that are laid out together: `width` a code.
  struct Source {
    Kind kind = Kind::kNumbers;
    const ValueColumn* column = nullptr;
    std::vector<char> truths;  ///< kTruths
    std::shared_ptr<const std::vector<std::uint32_t>> codes;
    std::vector<std::uint32_t> words;  ///< [code * width]
    std::size_t width = 1;
    std::size_t first = 0;
    std::size_t row_place = 0;
    std::optional<std::size_t> number;  ///< word with the number that finds the words, not in the row
    double unit = 0;                    ///< kWholeNumbers
    TextPool* pool = nullptr;           ///< kTexts
  };
  const Source* find(Kind kind, const ValueColumn& column) const;
  Source& add(Kind kind, const ValueColumn& column, std::size_t width);
  void share(Source& source);
  void place_words();
  void fill_rows(const Source& source, std::size_t begin, std::size_t end);

  std::vector<Source> sources_;
  std::vector<std::unique_ptr<TextPool>> pools_;
  std::vector<std::size_t> row_words_;
  std::vector<std::size_t> double_places_;
  std::vector<SharedWords> shared_words_;
  std::size_t num_words_ = 0;
  bool is_finished_ = false;
  LargeArray<std::uint32_t> rows_;  ///< [record * row_words.size() + place]
};

/// The largest number of which all numbers of a column are multiples that words can hold (kLargestWhole);
/// nothing where there is none.
std::optional<double> whole_unit(const ValueColumn& column);

/// The form that all texts of a column have, '0' for each of its 1 to 8 digits ("0000-00-00"); nothing where
/// they differ in more than their digits, or are none.
std::optional<std::string> digit_shape(const ValueColumn& column);

}  // namespace byname
