// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// An empty text that is not NULL: insert_all() tells it from other empty views by its place.
std::string_view kept_empty_text();

/// Distinct texts by code. Code 0 is NULL (absent); codes count up in the order of first insertion.
/// Views stay valid for the life of the dictionary, also when it moves.
class Dictionary {
 public:
  static constexpr std::uint32_t kNull = 0;

  Dictionary();
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

  /// Returns the code of `text`, which may be new. The empty text has a code of its own, not 0.
  std::uint32_t insert(std::string_view text);
  /// Appends the code of every text to `codes`; the empty text is NULL here, except
  /// kept_empty_text(). Faster than one insert() after
  /// another: the places of a batch are fetched from memory all at once.
  void insert_all(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes);
  /// Appends a new code for every text, equal or not, but 0 for NULLs: find() and insert() must not be called
  /// from then on.
  void append_all(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes);
  /// Returns the code of `text`, or 0 if it is not there.
  std::uint32_t find(std::string_view text) const;
  /// Returns the text of a code >= 1; empty for 0.
  std::string_view value(std::uint32_t code) const { return values_[code]; }
  /// Asks for the memory of value(code), and of its text, some time before it is read. The text's place is
  /// itself read: prefetch() well before prefetch_text().
  void prefetch(std::uint32_t code) const { __builtin_prefetch(&values_[code]); }
  void prefetch_text(std::uint32_t code) const { __builtin_prefetch(values_[code].data()); }
  /// Frees what finding codes takes. From then on nothing but the texts that value() gave before stays.
  void keep_texts_alone();
  /// Number of codes, NULL included: codes are 0 .. size()-1.
  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }

 private:
  /// Half of the hash beside the code: most unequal texts are told apart, and the table grows, without
  /// reading them.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t code = 0;
  };
  std::uint32_t insert_hashed(std::string_view text, std::uint64_t hash);
  void make_room(std::size_t num_new);
  void grow();

  std::vector<std::string_view> values_;
  std::vector<Slot> slots_;
  struct Arena;
  std::unique_ptr<Arena> arena_;
};

/// One column, dictionary encoded: one code a row.
struct TextColumn {
  std::string name;
  std::vector<std::uint32_t> codes;
  Dictionary dictionary;
  bool is_of_ids = false;  ///< a code a row: equal values may have different codes

  /// Appends raw cells; the empty one is NULL.
  void append_cells(std::span<const std::string_view> cells) {
    if (is_of_ids) {
      dictionary.append_all(cells, codes);
    } else {
      dictionary.insert_all(cells, codes);
    }
  }
  std::string_view at(std::size_t row) const { return dictionary.value(codes[row]); }
  bool is_null(std::size_t row) const { return codes[row] == Dictionary::kNull; }
};

}  // namespace byname
