// SPDX-License-Identifier: Apache-2.0
#include "expression/value_table.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "expression/function_table.hpp"

namespace byname {

namespace {

constexpr std::size_t kChunk = 8192;

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

/// Numbers equal values alike, from 1 in the order of their codes.
std::vector<std::uint32_t> canonical_numbers(const std::vector<Value>& values,
                                             const ExecutionContext& context) {
  std::vector<std::uint64_t> hashes(values.size());
  parallel_chunks(context, values.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t code = begin; code < end; ++code) hashes[code] = hash_value(values[code]);
  });
  std::size_t num_slots = 16;
  while (num_slots < values.size() * 2) num_slots *= 2;
  std::vector<std::uint32_t> slots(num_slots, 0);  // code of the first such value + 1
  std::vector<std::uint32_t> numbers(values.size(), 0);
  std::uint32_t next = 0;
  for (std::uint32_t code = 0; code < values.size(); ++code) {
    if (values[code].is_null()) continue;
    std::size_t slot = hashes[code] & (num_slots - 1);
    while (slots[slot] != 0 &&
           !(hashes[slots[slot] - 1] == hashes[code] && equal_values(values[slots[slot] - 1], values[code])))
      slot = (slot + 1) & (num_slots - 1);
    if (slots[slot] == 0) {
      slots[slot] = code + 1;
      numbers[code] = ++next;
    } else {
      numbers[code] = numbers[slots[slot] - 1];
    }
  }
  return numbers;
}

}  // namespace

std::optional<std::size_t> ValueTable::find(std::string_view name) const {
  std::optional<std::size_t> alike;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name.empty()) continue;
    if (columns_[i].name == name) return i;
    if (!alike && same_name(columns_[i].name, name)) alike = i;
  }
  return alike;
}

std::vector<std::string> ValueTable::names() const {
  std::vector<std::string> names;
  for (const ValueColumn& column : columns_) {
    if (!column.name.empty()) names.push_back(column.name);
  }
  for (const std::string& name : unread_) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::size_t ValueTable::add(const std::string& name, TextColumn texts, const std::string& type,
                            const ExecutionContext& context) {
  ValueColumn column;
  column.name = name;
  column.codes = std::make_shared<const std::vector<std::uint32_t>>(std::move(texts.codes));
  dictionaries_.push_back(std::make_unique<Dictionary>(std::move(texts.dictionary)));
  Dictionary& dictionary = *dictionaries_.back();
  column.values.resize(dictionary.size());
  column.canonical.resize(dictionary.size());
  if (type == "VARCHAR") {
    for (std::uint32_t code = 1; code < dictionary.size(); ++code) {
      column.values[code] = text_value(dictionary.value(code));
      column.canonical[code] = code;
    }
    columns_.push_back(std::move(column));
    dictionary.keep_texts_alone();
    return 0;
  }
  const std::size_t chunks = num_chunks(dictionary.size(), kChunk);
  std::vector<std::size_t> unread(chunks, 0);
  std::vector<std::unique_ptr<ValueArena>> arenas(chunks);
  parallel_chunks(context, dictionary.size(), kChunk,
                  [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                    CallContext calls;
                    arenas[chunk] = std::make_unique<ValueArena>();
                    for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code) {
                      const std::string_view cell = dictionary.value(static_cast<std::uint32_t>(code));
                      column.values[code] = arenas[chunk]->keep(read_cell(cell, type, calls));
                      unread[chunk] += column.values[code].is_null();
                      calls.arena().clear();
                    }
                  });
  dictionary.keep_texts_alone();
  column.canonical = canonical_numbers(column.values, context);
  std::move(arenas.begin(), arenas.end(), std::back_inserter(arenas_));
  columns_.push_back(std::move(column));
  std::size_t total = 0;
  for (const std::size_t count : unread) total += count;
  return total;
}

std::size_t ValueTable::add_values(const std::string& name,
                                   std::shared_ptr<const std::vector<std::uint32_t>> codes,
                                   std::vector<Value> values, const ExecutionContext& context) {
  ValueColumn column{name, std::move(codes), std::move(values), {}};
  column.canonical = canonical_numbers(column.values, context);
  columns_.push_back(std::move(column));
  return columns_.size() - 1;
}

std::size_t ValueTable::add_places(const std::string& name) {
  std::vector<std::uint32_t> codes(num_records_);
  std::iota(codes.begin(), codes.end(), 1u);
  columns_.push_back({name,
                      std::make_shared<const std::vector<std::uint32_t>>(std::move(codes)),
                      std::vector<Value>(num_records_ + 1),
                      {}});
  return columns_.size() - 1;
}

std::optional<std::size_t> ValueTable::find_derived(const std::string& key) const {
  const auto found = derived_.find(key);
  return found == derived_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t ValueTable::add_derived(const std::string& key,
                                    std::shared_ptr<const std::vector<std::uint32_t>> codes,
                                    std::vector<Value> values,
                                    std::vector<std::unique_ptr<ValueArena>> arenas,
                                    const ExecutionContext& context) {
  ValueColumn column;
  column.codes = std::move(codes);
  column.values = std::move(values);
  column.canonical = canonical_numbers(column.values, context);
  std::move(arenas.begin(), arenas.end(), std::back_inserter(arenas_));
  columns_.push_back(std::move(column));
  return derived_[key] = columns_.size() - 1;
}

}  // namespace byname
