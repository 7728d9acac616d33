// SPDX-License-Identifier: Apache-2.0
#include "compare/column_values.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

// Values are valid UTF-8: the readers reject what is not.
std::size_t count_characters(std::string_view text, std::size_t limit) {
  std::size_t count = 0;
  for (const char byte : text) {
    count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (count > limit) return limit;
  }
  return count;
}

/// Writes the first `count` characters of a text that has as many.
void decode_utf8(std::string_view text, std::size_t count, char32_t* out) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? byte : byte & (0xFFu >> (length + 1));
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next) {
      character = character << 6 | (static_cast<unsigned char>(text[at + next]) & 0x3Fu);
    }
    out[i] = character;
    at += length;
  }
}

}  // namespace

ColumnValues::ColumnValues(const Dictionary& dictionary, const ExecutionContext& context)
    : values_(dictionary.size()) {
  fill([&](std::uint32_t code) { return dictionary.value(code); }, context);
}

ColumnValues::ColumnValues(std::span<const std::string_view> texts, const ExecutionContext& context)
    : values_(texts.size()) {
  fill([&](std::uint32_t code) { return texts[code]; }, context);
}

template <typename Texts>
void ColumnValues::fill(const Texts& text_of, const ExecutionContext& context) {
  constexpr std::size_t kChunk = 16384;
  const auto for_values = [&](const auto& visit) {
    parallel_chunks(context, values_.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code)
        visit(static_cast<std::uint32_t>(code), values_[code]);
    });
  };
  for_values([&](std::uint32_t code, Value& value) {
    value.bag.length = static_cast<std::uint16_t>(count_characters(text_of(code), kMaxCharacters));
  });
  std::uint64_t total = 0;
  for (Value& value : values_) {
    value.begin = total;
    total += value.bag.length;
  }
  text_.resize(total);
  for_values([&](std::uint32_t code, Value& value) {
    decode_utf8(text_of(code), value.bag.length, &text_[value.begin]);
    value.bag = make_character_bag(characters(value));
  });
}

std::uint64_t ColumnWords::long_words(std::uint32_t code) const {
  std::uint64_t bits = 0;
  for (const std::uint32_t word : words(code)) {
    if (is_long(word)) bits |= std::uint64_t{1} << mix64(word) % 63;
  }
  return bits;
}

ColumnWords::ColumnWords(const Dictionary& dictionary, std::span<const std::uint32_t> record_counts)
    : begin_(dictionary.size() + 1, 0),
      signatures_(dictionary.size(), 0),
      totals_(dictionary.size(), 0),
      rarest_(dictionary.size(), 0) {
  std::unordered_map<std::string_view, std::uint32_t> ids;
  std::vector<std::uint64_t> records_with(1, 0);
  long_.push_back(0);
  std::uint64_t records = 0;
  for (std::uint32_t code = 1; code < dictionary.size(); ++code) {
    records += record_counts[code];
    const std::string_view value = dictionary.value(code);
    const std::size_t first = ids_.size();
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find_first_of(" |", at), value.size());
      if (end > at) {
        const auto [found, is_new] =
            ids.try_emplace(value.substr(at, end - at), static_cast<std::uint32_t>(records_with.size()));
        if (is_new) {
          records_with.push_back(0);
          long_.push_back(end - at > 2);
        }
        ids_.push_back(found->second);
      }
      at = end + 1;
    }
    std::sort(ids_.begin() + static_cast<std::ptrdiff_t>(first), ids_.end());
    ids_.erase(std::unique(ids_.begin() + static_cast<std::ptrdiff_t>(first), ids_.end()), ids_.end());
    for (std::size_t i = first; i < ids_.size(); ++i) records_with[ids_[i]] += record_counts[code];
    begin_[code + 1] = ids_.size();
  }
  information_.resize(records_with.size(), 0);
  for (std::size_t word = 1; word < records_with.size(); ++word) {
    const double share = static_cast<double>(std::max<std::uint64_t>(records_with[word], 1)) /
                         static_cast<double>(std::max<std::uint64_t>(records, 1));
    information_[word] = -std::log(std::min(share, 1.0));
  }
  for (std::uint32_t code = 1; code < dictionary.size(); ++code) {
    for (const std::uint32_t word : words(code)) {
      totals_[code] += information_[word];
      if (information_[word] > std::log(20.0)) signatures_[code] |= std::uint64_t{1} << (mix64(word) & 63);
      if (rarest_[code] == 0 || information_[word] > information_[rarest_[code]]) rarest_[code] = word;
    }
  }
}

std::vector<std::uint32_t> count_codes(const TextColumn& column) {
  std::vector<std::uint32_t> counts(column.dictionary.size(), 0);
  for (const std::uint32_t code : column.codes) ++counts[code];
  return counts;
}

}  // namespace byname
