// SPDX-License-Identifier: Apache-2.0
#include "compare/feature_rows.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "compare/byte_bag.hpp"

namespace byname {

namespace {

constexpr std::size_t kUnit = sizeof(std::uint32_t);

std::size_t units_of(std::size_t bytes) { return (bytes + kUnit - 1) / kUnit; }

void put_text(std::string_view text, std::uint32_t place, std::uint32_t* words) {
  const ByteBag bag = make_byte_bag(text);
  words[TextWords::kOnce] = bag.once;
  words[TextWords::kTwice] = bag.twice;
  words[TextWords::kThrice] = bag.thrice;
  words[TextWords::kPrefix] = bag.prefix;
  words[TextWords::kLength] = bag.length | std::uint32_t{bag.extra} << 16;
  words[TextWords::kPlace] = place;
}

}  // namespace

TextPool::TextPool(const ValueColumn& column) : places_(column.values.size(), 0) {
  std::size_t units = 1;
  for (const Value& value : column.values) {
    if (value.type == ValueType::kText) units += 1 + units_of(value.text.size());
  }
  if (units + kReadableBytes / kUnit > UINT32_MAX)
    throw DataError(fmt::format("the texts of the column {} are over 16 GiB", column.name));
  units_.resize(units + kReadableBytes / kUnit);
  std::size_t at = 0;
  for (std::size_t code = 0; code < column.values.size(); ++code) {
    const Value& value = column.values[code];
    if (value.type != ValueType::kText) continue;
    units_[at] = static_cast<std::uint32_t>(value.text.size());
    places_[code] = static_cast<std::uint32_t>(++at);
    if (!value.text.empty()) std::memcpy(units_.data() + at, value.text.data(), value.text.size());
    at += units_of(value.text.size());
  }
}

const FeatureRows::Source* FeatureRows::find(Kind kind, const ValueColumn& column) const {
  const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const Source& source) {
    return source.kind == kind && source.column == &column;
  });
  return found == sources_.end() ? nullptr : &*found;
}

FeatureRows::Source& FeatureRows::add(Kind kind, const ValueColumn& column, std::size_t width) {
  BYNAME_CHECK(!is_finished_, "words of the column {} asked for after the rows were laid out", column.name);
  Source source;
  source.kind = kind;
  source.column = &column;
  source.codes = column.codes;
  source.width = width;
  source.first = num_words_;
  num_words_ += width;
  sources_.push_back(std::move(source));
  return sources_.back();
}

std::optional<std::size_t> FeatureRows::numbers(const ValueColumn& column) const {
  const Source* known = find(Kind::kNumbers, column);
  return known != nullptr ? std::optional(known->first) : std::nullopt;
}

std::optional<std::size_t> FeatureRows::truths(const ValueColumn& column,
                                               const std::vector<char>& truths) const {
  for (const Source& source : sources_) {
    if (source.kind == Kind::kTruths && source.column == &column && source.truths == truths)
      return source.first;
  }
  return std::nullopt;
}

std::optional<std::size_t> FeatureRows::doubles(const ValueColumn& column) const {
  const Source* known = find(Kind::kDoubles, column);
  return known != nullptr ? std::optional(known->first) : std::nullopt;
}

std::optional<TextWords> FeatureRows::texts(const ValueColumn& column) const {
  const Source* known = find(Kind::kTexts, column);
  return known != nullptr ? std::optional(TextWords{known->first, known->pool}) : std::nullopt;
}

std::size_t FeatureRows::add_numbers(const ValueColumn& column) {
  if (const auto known = numbers(column)) return *known;
  Source& source = add(Kind::kNumbers, column, 1);
  source.words = column.canonical;
  return source.first;
}

std::size_t FeatureRows::add_truths(const ValueColumn& column, const std::vector<char>& truths) {
  if (const auto known = this->truths(column, truths)) return *known;
  Source& source = add(Kind::kTruths, column, 1);
  source.truths = truths;
  source.words.assign(truths.begin(), truths.end());
  return source.first;
}

std::size_t FeatureRows::add_doubles(const ValueColumn& column) {
  if (const auto known = doubles(column)) return *known;
  Source& source = add(Kind::kDoubles, column, 2);
  source.words.resize(column.values.size() * 2);
  for (std::size_t code = 0; code < column.values.size(); ++code) {
    const Value& value = column.values[code];
    const double number = value.is_number() ? value.as_double() : std::nan("");
    std::memcpy(source.words.data() + code * 2, &number, sizeof number);
  }
  double_words_.push_back(source.first);
  return source.first;
}

TextWords FeatureRows::add_texts(const ValueColumn& column) {
  if (const auto known = texts(column)) return *known;
  pools_.push_back(std::make_unique<TextPool>(column));
  Source& source = add(Kind::kTexts, column, TextWords::kCount);
  source.pool = pools_.back().get();
  source.words.resize(column.values.size() * TextWords::kCount, 0);
  return {source.first, source.pool};
}

void FeatureRows::finish(std::size_t num_records, const ExecutionContext& context) {
  constexpr std::size_t kChunk = 2048;
  for (Source& source : sources_) {
    if (source.kind != Kind::kTexts) continue;
    const std::vector<std::uint32_t>& places = source.pool->places();
    parallel_chunks(context, places.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t code = begin; code < end; ++code) {
        if (places[code] == 0) continue;
        put_text(source.column->values[code].text, places[code],
                 source.words.data() + code * TextWords::kCount);
      }
    });
  }
  rows_ = LargeArray<std::uint32_t>(num_records * num_words_);
  parallel_chunks(context, num_records, kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (const Source& source : sources_) {
      std::uint32_t* to = rows_.data() + begin * num_words_ + source.first;
      for (std::size_t record = begin; record < end; ++record, to += num_words_) {
        const std::size_t code = (*source.codes)[record];
        const std::uint32_t* from = source.words.data() + code * source.width;
        for (std::size_t word = 0; word < source.width; ++word) to[word] = from[word];
      }
    }
  });
  for (Source& source : sources_) {
    source.codes.reset();
    source.words = {};
  }
  for (const auto& pool : pools_) pool->drop_places();
  is_finished_ = true;
}

}  // namespace byname
