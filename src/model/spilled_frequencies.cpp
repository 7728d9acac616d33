// SPDX-License-Identifier: Apache-2.0
#include "model/spilled_frequencies.hpp"

#include <algorithm>
#include <cstring>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "table/parquet_writer.hpp"

namespace byname {

namespace {

constexpr std::size_t kParts = 64;
constexpr std::size_t kBlockBytes = std::size_t{1} << 16;

std::string text_for_count(const Value& value) {
  return value.type == ValueType::kText ? std::string(value.text) : text_of(value);
}

// 0 marks free slots.
std::uint64_t hash_for_count(const Value& value) { return std::max<std::uint64_t>(hash_value(value), 1); }

template <typename T>
void append_raw(const T& value, std::string& bytes) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T>
T take_raw(const char*& at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  at += sizeof value;
  return value;
}

}  // namespace

/// A value, as often as some records have it.
struct SpilledFrequency::Entry {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;  ///< the first record that has it
  std::uint64_t count = 0;
  bool is_text = false;  ///< else equal values may have other texts, and unequal ones other hashes
  std::string_view text;
};

SpilledFrequency::SpilledFrequency(std::string column, const std::string& folder)
    : column_(std::move(column)),
      counted_(std::make_unique<SpillParts>(folder, kParts, kBlockBytes)),
      ordered_(std::make_unique<SpillParts>(folder, kParts, kBlockBytes)),
      hashes_(1024, 0),
      counts_(1024, 0) {}

void SpilledFrequency::add(const ValueColumn& column, std::uint32_t first) {
  const std::vector<std::uint32_t>& codes = *column.codes;
  std::uint32_t largest = 0;
  for (const std::uint32_t number : column.canonical) largest = std::max(largest, number);
  std::vector<std::uint32_t> count(largest + std::size_t{1}, 0);
  std::vector<std::uint32_t> first_record(count.size(), 0);
  std::vector<std::uint32_t> first_code(count.size(), 0);
  for (std::uint32_t i = 0; i < codes.size(); ++i) {
    const std::uint32_t number = column.canonical[codes[i]];
    if (count[number]++ > 0) continue;
    first_record[number] = first + i;
    first_code[number] = codes[i];
  }
  std::vector<std::string> parts(kParts);
  for (std::size_t number = 1; number < count.size(); ++number) {
    if (count[number] == 0) continue;
    const Value& value = column.values[first_code[number]];
    const std::uint64_t hash = hash_for_count(value);
    std::string& to = parts[hash >> 58];
    append_raw(hash, to);
    append_raw(first_record[number], to);
    append_varint(count[number], to);
    to += static_cast<char>(value.type == ValueType::kText);
    const std::string text = text_for_count(value);
    append_varint(text.size(), to);
    to += text;
  }
  for (std::size_t part = 0; part < kParts; ++part) counted_->append(part, parts[part]);
  num_records_ = first + static_cast<std::uint32_t>(codes.size());
}

void SpilledFrequency::keep(std::uint64_t hash, std::uint64_t count) {
  if ((num_kept_ + 1) * 3 > hashes_.size() * 2) {
    std::vector<std::uint64_t> hashes(hashes_.size() * 2, 0);
    std::vector<std::uint32_t> counts(hashes.size(), 0);
    hashes.swap(hashes_);
    counts.swap(counts_);
    num_kept_ = 0;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      if (hashes[i] != 0) keep(hashes[i], counts[i]);
    }
  }
  std::size_t slot = hash & (hashes_.size() - 1);
  while (hashes_[slot] != 0) slot = (slot + 1) & (hashes_.size() - 1);
  hashes_[slot] = hash;
  counts_[slot] = static_cast<std::uint32_t>(count);
  ++num_kept_;
}

void SpilledFrequency::count_part(std::size_t part) {
  const std::string bytes = counted_->read(part);
  std::vector<Entry> entries;
  for (const char* at = bytes.data(); at < bytes.data() + bytes.size();) {
    Entry entry;
    entry.hash = take_raw<std::uint64_t>(at);
    entry.first = take_raw<std::uint32_t>(at);
    entry.count = take_varint(at);
    entry.is_text = *at++ != 0;
    const std::uint64_t size = take_varint(at);
    entry.text = {at, size};
    at += size;
    entries.push_back(entry);
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    if (a.is_text && b.is_text && a.text != b.text) return a.text < b.text;
    return a.first < b.first;
  });
  const auto are_equal = [](const Entry& a, const Entry& b) {
    return a.hash == b.hash && (!a.is_text || !b.is_text || a.text == b.text);
  };
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    std::uint64_t count = 0;
    for (; end < entries.size() && are_equal(entries[begin], entries[end]); ++end)
      count += entries[end].count;
    const Entry& value = entries[begin];
    const bool hashes_alike = (begin > 0 && entries[begin - 1].hash == value.hash) ||
                              (end < entries.size() && entries[end].hash == value.hash);
    if (hashes_alike) {
      alike_[std::string(value.text)] = count;
    } else if (count > 1) {
      keep(value.hash, count);
    }
    total_ += count;
    ++num_values_;
    std::string row;
    append_raw(value.first, row);
    append_varint(count, row);
    append_varint(value.text.size(), row);
    row += value.text;
    ordered_->append(static_cast<std::size_t>(std::uint64_t{value.first} * kParts / num_records_), row);
    begin = end;
  }
}

void SpilledFrequency::finish(const ExecutionContext& context) {
  for (std::size_t part = 0; part < kParts; ++part) {
    count_part(part);
    context.check_cancelled();
  }
  counted_.reset();
}

double SpilledFrequency::share(const Value& value) const {
  std::uint64_t count = 1;
  const std::uint64_t hash = hash_for_count(value);
  std::size_t slot = hash & (hashes_.size() - 1);
  while (hashes_[slot] != 0 && hashes_[slot] != hash) slot = (slot + 1) & (hashes_.size() - 1);
  if (hashes_[slot] == hash) {
    count = counts_[slot];
  } else if (!alike_.empty()) {
    const auto found = alike_.find(text_for_count(value));
    if (found != alike_.end()) count = found->second;
  }
  return static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(total_, 1));
}

std::vector<double> SpilledFrequency::shares(const ValueColumn& column) const {
  std::uint32_t largest = 0;
  for (const std::uint32_t number : column.canonical) largest = std::max(largest, number);
  std::vector<double> shares(largest + std::size_t{1}, 0);
  for (std::size_t code = 0; code < column.values.size(); ++code) {
    const std::uint32_t number = column.canonical[code];
    if (number != 0 && shares[number] == 0) shares[number] = share(column.values[code]);
  }
  return shares;
}

std::vector<SpilledFrequency::FirstValue> SpilledFrequency::values_of(std::size_t part) const {
  const std::string bytes = ordered_->read(part);
  std::vector<FirstValue> values;
  for (const char* at = bytes.data(); at < bytes.data() + bytes.size();) {
    FirstValue& value = values.emplace_back();
    value.first = take_raw<std::uint32_t>(at);
    value.share =
        static_cast<double>(take_varint(at)) / static_cast<double>(std::max<std::uint64_t>(total_, 1));
    const std::uint64_t size = take_varint(at);
    value.text.assign(at, size);
    at += size;
  }
  std::sort(values.begin(), values.end(),
            [](const FirstValue& a, const FirstValue& b) { return a.first < b.first; });
  return values;
}

namespace {

/// The rows of the file, column after column, a part at a time.
class FrequencyRows {
 public:
  FrequencyRows(const FrequencyTables& given, const std::vector<std::unique_ptr<SpilledFrequency>>& counted) {
    std::vector<const FrequencyTables::Table*> others;
    for (const FrequencyTables::Table& table : given.tables()) others.push_back(&table);
    for (const auto& each : counted) {
      if (const FrequencyTables::Table* table = given.find(each->column())) {
        add(*table);
        std::erase(others, table);
      } else {
        sources_.push_back({nullptr, each.get()});
        columns_.push_back(each->column());
        num_rows_ += each->num_values();
      }
    }
    for (const FrequencyTables::Table* table : others) add(*table);
  }

  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t num_rows() const { return num_rows_; }

  /// The next row: visit(column, text, share).
  template <typename Visit>
  void next(const Visit& visit) {
    while (at_ == rows_.size()) load();
    visit(source_ - 1, rows_[at_].text, rows_[at_].share);
    ++at_;
  }

 private:
  struct Source {
    const FrequencyTables::Table* given;
    const SpilledFrequency* counted;
  };
  void add(const FrequencyTables::Table& table) {
    sources_.push_back({&table, nullptr});
    columns_.push_back(table.column);
    num_rows_ += table.values.size() - 1;
  }
  void load() {
    at_ = 0;
    rows_.clear();
    if (source_ > 0 && sources_[source_ - 1].counted != nullptr &&
        part_ < sources_[source_ - 1].counted->num_parts()) {
      rows_ = sources_[source_ - 1].counted->values_of(part_++);
      return;
    }
    const Source& source = sources_[source_++];
    part_ = 0;
    if (source.given == nullptr) return;
    for (std::uint32_t code = 1; code < source.given->values.size(); ++code)
      rows_.push_back({0, source.given->frequencies[code], std::string(source.given->values.value(code))});
  }

  std::vector<Source> sources_;
  std::vector<std::string> columns_;
  std::size_t num_rows_ = 0;
  std::size_t source_ = 0;  ///< behind the one at hand
  std::size_t part_ = 0;
  std::vector<SpilledFrequency::FirstValue> rows_;
  std::size_t at_ = 0;
};

}  // namespace

void write_frequencies(const std::string& path, const FrequencyTables& given,
                       const std::vector<std::unique_ptr<SpilledFrequency>>& counted) {
  FrequencyRows rows(given, counted);
  if (rows.columns().empty()) return;
  const auto fill = [&](ParquetBatch& batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      rows.next([&](std::size_t column, const std::string& text, double share) {
        batch.set_category(0, i, column);
        batch.set_text(1, i, text);
        batch.set_double(2, i, share);
      });
    }
  };
  const std::vector<ParquetColumn> columns = {{"column", ParquetType::kCategory, rows.columns()},
                                              {"value", ParquetType::kText},
                                              {"frequency", ParquetType::kDouble}};
  write_parquet(path, columns, rows.num_rows(), fill, ParquetCompression::kNone);
}

}  // namespace byname
