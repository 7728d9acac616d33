// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_comparer.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"
#include "spec/comparison_levels.hpp"

namespace byname {

namespace {

const RecordColumn& column_named(const RecordTable& records, const std::string& name) {
  for (const RecordColumn& column : records.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format(
      "the model compares a column that no list has. Name it with --map COLUMN={0}, or train anew: {0}",
      name));
}

/// Per record: the code that its value of `column` has in the dictionary of `other`, or 0.
std::vector<std::uint32_t> codes_in(const TextColumn& column, const TextColumn& other,
                                    const ExecutionContext& context) {
  std::vector<std::uint32_t> translated(column.dictionary.size(), 0);
  parallel_chunks(context, translated.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t value = std::max<std::size_t>(begin, 1); value < end; ++value) {
      translated[value] = other.dictionary.find(column.dictionary.value(static_cast<std::uint32_t>(value)));
    }
  });
  std::vector<std::uint32_t> codes;
  codes.reserve(column.codes.size());
  for (const std::uint32_t code : column.codes) codes.push_back(translated[code]);
  return codes;
}

}  // namespace

PairComparer::PairComparer(const ModelSpec& model, const RecordTable& records,
                           const ExecutionContext& context)
    : code_(model), num_records_(records.num_records()), stride_(model.comparisons.size() + 1) {
  kernels_.resize(model.comparisons.size());
  std::vector<const std::vector<std::uint32_t>*> columns;
  std::vector<std::uint32_t> family_as_given;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const ComparisonSpec& comparison = model.comparisons[k];
    const TextColumn& column = column_named(records, comparison.columns[0]).comparable;
    columns.push_back(&column.codes);
    if (comparison.levels[1].label != kSwappedLabel) continue;
    const TextColumn& family = column_named(records, comparison.columns[1]).comparable;
    swap_given_ = static_cast<int>(k);
    swapped_digit_ = static_cast<std::uint64_t>(comparison.num_gammas());
    family_as_given = codes_in(family, column, context);
  }
  parallel_chunks(context, kernels_.size(), 1, [&](std::size_t k, std::size_t, std::size_t) {
    const ComparisonSpec& comparison = model.comparisons[k];
    kernels_[k] = make_kernel(comparison, column_named(records, comparison.columns[0]).comparable, context);
  });
  if (!family_as_given.empty()) columns.push_back(&family_as_given);
  codes_.resize(num_records_ * stride_);
  parallel_chunks(context, num_records_, 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t record = begin; record < end; ++record) {
      for (std::size_t k = 0; k < columns.size(); ++k) codes_[record * stride_ + k] = (*columns[k])[record];
    }
  });
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    if (swap_given_ >= 0 && model.comparisons[k].role == Role::kFamily) swap_family_ = static_cast<int>(k);
  }
}

std::uint64_t PairComparer::swapped_pattern(std::uint64_t pattern) const {
  const auto given = static_cast<std::size_t>(swap_given_);
  pattern -= static_cast<std::uint64_t>(code_.gamma(pattern, given) + 1) * code_.stride(given);
  pattern += swapped_digit_ * code_.stride(given);
  if (swap_family_ >= 0) {
    const auto family = static_cast<std::size_t>(swap_family_);
    pattern -= static_cast<std::uint64_t>(code_.gamma(pattern, family) + 1) * code_.stride(family);
  }
  return pattern;
}

std::uint64_t PairComparer::pattern(std::uint32_t left, std::uint32_t right) const {
  std::uint64_t pattern = 0;
  for (std::size_t k = 0; k < kernels_.size(); ++k) {
    const int gamma = kernels_[k]->gamma(value_code(left, k), value_code(right, k));
    pattern += static_cast<std::uint64_t>(gamma + 1) * code_.stride(k);
  }
  return is_swapped(left, right) ? swapped_pattern(pattern) : pattern;
}

void PairComparer::patterns(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                            std::span<std::uint64_t> patterns) const {
  constexpr std::size_t kBatch = 2048;
  std::array<std::uint32_t, kBatch> left_codes;
  std::array<std::uint32_t, kBatch> right_codes;
  std::array<std::int8_t, kBatch> gammas;
  for (std::size_t begin = 0; begin < patterns.size(); begin += kBatch) {
    const std::size_t count = std::min(kBatch, patterns.size() - begin);
    std::fill_n(patterns.begin() + static_cast<std::ptrdiff_t>(begin), count, 0);
    for (std::size_t k = 0; k < kernels_.size(); ++k) {
      for (std::size_t i = 0; i < count; ++i) {
        left_codes[i] = value_code(left[begin + i], k);
        right_codes[i] = value_code(right[begin + i], k);
      }
      kernels_[k]->gammas({left_codes.data(), count}, {right_codes.data(), count}, {gammas.data(), count});
      const std::uint64_t stride = code_.stride(k);
      for (std::size_t i = 0; i < count; ++i)
        patterns[begin + i] += static_cast<std::uint64_t>(gammas[i] + 1) * stride;
    }
    if (!has_swap()) continue;
    for (std::size_t i = 0; i < count; ++i) {
      if (is_swapped(left[begin + i], right[begin + i]))
        patterns[begin + i] = swapped_pattern(patterns[begin + i]);
    }
  }
}

RowComparer::RowComparer(const PairComparer& comparer, std::span<const std::uint32_t> records,
                         const ExecutionContext& context)
    : comparer_(&comparer), records_(records.begin(), records.end()), columns_(comparer.num_comparisons()) {
  constexpr std::size_t kMaxTableValues = 5000;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    Column& column = columns_[k];
    column.stride = comparer.code().stride(k);
    column.global.push_back(0);
    std::vector<std::uint32_t> local(comparer.kernel(k).num_codes(), 0);
    for (const std::uint32_t record : records_) {
      const std::uint32_t code = comparer.value_code(record, k);
      if (code != 0 && local[code] == 0) {
        local[code] = static_cast<std::uint32_t>(column.global.size());
        column.global.push_back(code);
      }
      column.codes.push_back(local[code]);
    }
    const std::size_t values = column.global.size();
    if (values > kMaxTableValues || values * 2 > records_.size()) {
      if (values * 3 > records_.size()) {
        for (const std::uint32_t record : records_)
          column.record_codes.push_back(comparer.value_code(record, k));
      }
      continue;
    }
    // Levels do not depend on the order of the two: half a table is computed, and mirrored.
    column.table.resize(values * values);
    const auto rows = [&](const auto& work) {
      parallel_chunks(context, values, 64, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t value = begin; value < end; ++value) work(value);
      });
    };
    rows([&](std::size_t value) {
      comparer.kernel(k).row(column.global[value], std::span(column.global).subspan(value),
                             {column.table.data() + value * values + value, values - value});
    });
    rows([&](std::size_t value) {
      for (std::size_t other = 0; other < value; ++other)
        column.table[value * values + other] = column.table[other * values + value];
    });
  }
}

void RowComparer::fill_row(std::size_t comparison, std::uint32_t local, std::span<std::uint8_t> row) const {
  const Column& column = columns_[comparison];
  comparer_->kernel(comparison).row(column.global[local], column.global, row);
}

void RowComparer::patterns_of(std::size_t i, Scratch& scratch, std::vector<std::uint64_t>& out) const {
  scratch.rows.resize(columns_.size());
  scratch.row_code.resize(columns_.size(), UINT32_MAX);
  out.assign(records_.size() - i - 1, 0);
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const Column& column = columns_[k];
    const std::uint32_t local = column.codes[i];
    if (local == 0) continue;
    const std::uint8_t* row = nullptr;
    if (!column.record_codes.empty()) {
      // Nearly every record has a value of its own: a row of all values would compute twice what the rest
      // needs.
      std::vector<std::uint8_t>& levels = scratch.rows[k];
      levels.resize(out.size());
      comparer_->kernel(k).row(column.record_codes[i], std::span(column.record_codes).subspan(i + 1), levels);
      for (std::size_t j = 0; j < out.size(); ++j) out[j] += levels[j] * column.stride;
      continue;
    }
    if (!column.table.empty()) {
      row = column.table.data() + local * column.global.size();
    } else {
      if (scratch.row_code[k] != local) {
        scratch.rows[k].resize(column.global.size());
        fill_row(k, local, scratch.rows[k]);
        scratch.row_code[k] = local;
      }
      row = scratch.rows[k].data();
    }
    const std::uint32_t* codes = column.codes.data() + i + 1;
    for (std::size_t j = 0; j < out.size(); ++j) out[j] += row[codes[j]] * column.stride;
  }
  if (!comparer_->has_swap()) return;
  for (std::size_t j = 0; j < out.size(); ++j) {
    if (comparer_->is_swapped(records_[i], records_[i + 1 + j])) out[j] = comparer_->swapped_pattern(out[j]);
  }
}

}  // namespace byname
