// SPDX-License-Identifier: Apache-2.0
#include "compare/feature_rows.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "compare/byte_bag.hpp"
#include "compare/lane_kernels.hpp"

namespace byname {

namespace {

constexpr std::size_t kUnit = sizeof(std::uint32_t);

std::size_t units_of(std::size_t bytes) { return (bytes + kUnit - 1) / kUnit; }

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

constexpr std::size_t kMostDigits = 8;

/// Four bits a digit, 1 to 10.
std::uint32_t digits_word(std::string_view text) {
  std::uint32_t word = 0;
  for (const char byte : text) {
    if (is_digit(byte)) word = word << 4 | static_cast<std::uint32_t>(byte - '0' + 1);
  }
  return word;
}

bool is_whole(double number) { return std::abs(number) < 0x1p52 && number == std::trunc(number); }

/// True for texts of so few values that their words are better found by number: they stay near.
bool is_of_few(const ValueColumn& column) {
  constexpr std::size_t kRecordsPerValue = 8;
  return column.values.size() * kRecordsPerValue <= column.codes->size();
}

/// True for texts of which nearly every record has its own: a row's words are made from the text itself.
bool is_near_unique(const ValueColumn& column) { return column.values.size() * 2 > column.codes->size(); }

/// The words of a text; place 0 is no text.
void put_text(const Value& value, std::uint32_t place, std::uint32_t* words) {
  if (place == 0) {
    std::fill_n(words, TextWords::kCount, 0u);
    return;
  }
  const ByteBag bag = make_byte_bag(value.text);
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

std::optional<std::size_t> FeatureRows::whole_numbers(const ValueColumn& column, double unit) const {
  for (const Source& source : sources_) {
    if (source.kind == Kind::kWholeNumbers && source.column == &column && source.unit == unit)
      return source.first;
  }
  return std::nullopt;
}

std::optional<std::size_t> FeatureRows::digits(const ValueColumn& column) const {
  const Source* known = find(Kind::kDigits, column);
  return known != nullptr ? std::optional(known->first) : std::nullopt;
}

std::size_t FeatureRows::add_numbers(const ValueColumn& column) {
  if (const auto known = numbers(column)) return *known;
  return add(Kind::kNumbers, column, 1).first;
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
  return source.first;
}

std::size_t FeatureRows::add_whole_numbers(const ValueColumn& column, double unit) {
  if (const auto known = whole_numbers(column, unit)) return *known;
  Source& source = add(Kind::kWholeNumbers, column, 1);
  source.unit = unit;
  for (const Value& value : column.values)
    source.words.push_back(
        value.is_number() ? static_cast<std::uint32_t>(static_cast<std::int32_t>(value.as_double() / unit))
                          : kNoWhole);
  return source.first;
}

std::size_t FeatureRows::add_digits(const ValueColumn& column) {
  if (const auto known = digits(column)) return *known;
  Source& source = add(Kind::kDigits, column, 1);
  for (const Value& value : column.values)
    source.words.push_back(value.type == ValueType::kText ? digits_word(value.text) : 0);
  return source.first;
}

TextWords FeatureRows::add_texts(const ValueColumn& column) {
  if (const auto known = texts(column)) return *known;
  const auto number = is_of_few(column) ? std::optional(add_numbers(column)) : std::nullopt;
  pools_.push_back(std::make_unique<TextPool>(column));
  Source& source = add(Kind::kTexts, column, TextWords::kCount);
  source.pool = pools_.back().get();
  source.number = number;
  return {source.first, source.pool};
}

void FeatureRows::share(Source& source) {
  SharedWords shared{source.first, *source.number, {}};
  const std::vector<std::uint32_t>& numbers = source.column->canonical;
  const std::uint32_t largest = *std::max_element(numbers.begin(), numbers.end());
  shared.words.resize((largest + std::size_t{1}) * TextWords::kCount, 0);
  for (std::size_t code = 0; code < numbers.size(); ++code)
    std::copy_n(source.words.data() + code * source.width, source.width,
                shared.words.data() + numbers[code] * source.width);
  shared_words_.push_back(std::move(shared));
}

void FeatureRows::place_words() {
  for (Source& source : sources_) {
    if (source.number) continue;
    source.row_place = row_words_.size();
    if (source.kind == Kind::kDoubles) double_places_.push_back(source.row_place);
    for (std::size_t word = 0; word < source.width; ++word) row_words_.push_back(source.first + word);
  }
}

void FeatureRows::fill_rows(const Source& source, std::size_t begin, std::size_t end) {
  const std::size_t width = row_words_.size();
  const std::vector<std::uint32_t>& codes = *source.codes;
  std::uint32_t* to = rows_.data() + begin * width + source.row_place;
  if (source.kind == Kind::kTexts && source.words.empty()) {
    const std::vector<std::uint32_t>& places = source.pool->places();
    for (std::size_t record = begin; record < end; ++record, to += width)
      put_text(source.column->values[codes[record]], places[codes[record]], to);
    return;
  }
  const std::uint32_t* words =
      source.kind == Kind::kNumbers ? source.column->canonical.data() : source.words.data();
  for (std::size_t record = begin; record < end; ++record, to += width) {
    const std::uint32_t* from = words + codes[record] * source.width;
    for (std::size_t word = 0; word < source.width; ++word) to[word] = from[word];
  }
}

void FeatureRows::finish(std::size_t num_records, const ExecutionContext& context) {
  constexpr std::size_t kChunk = 2048;
  for (Source& source : sources_) {
    if (source.kind != Kind::kTexts || is_near_unique(*source.column)) continue;
    const std::vector<std::uint32_t>& places = source.pool->places();
    source.words.resize(places.size() * TextWords::kCount, 0);
    parallel_chunks(context, places.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t code = begin; code < end; ++code)
        put_text(source.column->values[code], places[code], source.words.data() + code * TextWords::kCount);
    });
    if (source.number) share(source);
  }
  place_words();
  rows_ = LargeArray<std::uint32_t>(num_records * row_words_.size());
  parallel_chunks(context, num_records, kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (const Source& source : sources_) {
      if (!source.number) fill_rows(source, begin, end);
    }
  });
  for (Source& source : sources_) {
    source.codes.reset();
    std::vector<std::uint32_t>().swap(source.words);  // an assigned {} would keep the memory
  }
  for (const auto& pool : pools_) pool->drop_places();
  is_finished_ = true;
}

std::optional<double> whole_unit(const ValueColumn& column) {
  std::uint64_t unit = 0;
  double largest = 0;
  for (const Value& value : column.values) {
    if (!value.is_number()) continue;
    const double number = value.as_double();
    if (!is_whole(number)) return std::nullopt;
    unit = std::gcd(unit, static_cast<std::uint64_t>(std::abs(number)));
    largest = std::max(largest, std::abs(number));
  }
  if (unit == 0 || largest / static_cast<double>(unit) > kLargestWhole) return std::nullopt;
  return static_cast<double>(unit);
}

std::optional<std::string> digit_shape(const ValueColumn& column) {
  std::optional<std::string> shape;
  for (const Value& value : column.values) {
    if (value.type != ValueType::kText) continue;
    if (!shape) {
      shape.emplace(value.text);
      for (char& byte : *shape) byte = is_digit(byte) ? '0' : byte;
    }
    const bool is_of_shape =
        std::equal(shape->begin(), shape->end(), value.text.begin(), value.text.end(),
                   [](char wanted, char byte) { return wanted == (is_digit(byte) ? '0' : byte); });
    if (!is_of_shape) return std::nullopt;
  }
  if (!shape) return shape;
  const auto digits = static_cast<std::size_t>(std::count(shape->begin(), shape->end(), '0'));
  return digits >= 1 && digits <= kMostDigits ? shape : std::nullopt;
}

}  // namespace byname
