// SPDX-License-Identifier: Apache-2.0
#include "compare/pattern.hpp"
#include "publish/output_files.hpp"
#include "table/parquet_writer.hpp"

namespace byname {
namespace {

constexpr std::uint8_t kNoKey = 255;

using Columns = std::vector<ParquetColumn>;

void set_value(ParquetBatch& batch, std::size_t column, std::size_t row, const TextColumn& values,
               std::size_t record) {
  if (values.is_null(record)) {
    batch.set_null(column, row);
  } else {
    batch.set_text(column, row, values.at(record));
  }
}

/// The four columns that name a mention; `record_of(i)` is the record of the table's row i.
template <typename RecordOf>
void fill_mention(ParquetBatch& batch, std::size_t first_column, const RecordTable& records,
                  const RecordOf& record_of) {
  std::int64_t* rows = batch.int64s(first_column + 2);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const std::size_t record = record_of(batch.first_row() + i);
    batch.set_text(first_column, i, records.list_labels[records.list[record]]);
    batch.set_text(first_column + 1, i, records.file_names[records.file[record]]);
    rows[i] = static_cast<std::int64_t>(records.row[record]);
    batch.set_text(first_column + 3, i, records.ids[record]);
  }
}

Columns mention_columns(const std::string& suffix) {
  return {{"list" + suffix, ParquetType::kText},
          {"file" + suffix, ParquetType::kText},
          {"row" + suffix, ParquetType::kInt64},
          {"id" + suffix, ParquetType::kText}};
}

void fill_scores(ParquetBatch& batch, std::size_t column, const std::vector<ScoredPair>& pairs,
                 const std::vector<std::string>& key_names) {
  double* weights = batch.doubles(column);
  double* probabilities = batch.doubles(column + 1);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const ScoredPair& pair = pairs[batch.first_row() + i];
    weights[i] = static_cast<double>(pair.weight);
    probabilities[i] = static_cast<double>(pair.probability);
    if (pair.key == kNoKey) {
      batch.set_null(column + 2, i);
    } else {
      batch.set_text(column + 2, i, key_names[pair.key]);
    }
    batch.set_text(column + 3, i, kPairOutcomeNames[static_cast<std::size_t>(pair.outcome)]);
  }
}

void fill_gammas(ParquetBatch& batch, std::size_t column, const std::vector<ScoredPair>& pairs,
                 const PatternCode& code) {
  for (std::size_t comparison = 0; comparison < code.num_comparisons(); ++comparison) {
    std::int8_t* gammas = batch.int8s(column + comparison);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      gammas[i] = static_cast<std::int8_t>(code.gamma(pairs[batch.first_row() + i].pattern, comparison));
    }
  }
}

Columns pair_columns(const ModelSpec& model) {
  Columns columns = mention_columns("_l");
  for (ParquetColumn& column : mention_columns("_r")) columns.push_back(std::move(column));
  columns.push_back({"match_weight", ParquetType::kDouble});
  columns.push_back({"match_probability", ParquetType::kDouble});
  columns.push_back({"match_key", ParquetType::kText});
  columns.push_back({"outcome", ParquetType::kText});
  for (const ComparisonSpec& comparison : model.comparisons) {
    columns.push_back({"gamma_" + comparison.name, ParquetType::kInt8});
  }
  return columns;
}

}  // namespace

void write_pairs(const CountOutput& output, const std::string& path) {
  const std::vector<ScoredPair>& pairs = output.links->pairs;
  const PatternCode code(output.links->model);
  std::vector<std::string> key_names;
  for (int key = 0; key < kNoKey; ++key) key_names.push_back(std::to_string(key));
  write_parquet(path, pair_columns(output.links->model), pairs.size(), [&](ParquetBatch& batch) {
    fill_mention(batch, 0, *output.records, [&](std::size_t i) { return pairs[i].left; });
    fill_mention(batch, 4, *output.records, [&](std::size_t i) { return pairs[i].right; });
    fill_scores(batch, 8, pairs, key_names);
    fill_gammas(batch, 12, pairs, code);
  });
}

void write_records(const RecordTable& records, const std::string& path, const ExecutionContext& context) {
  Columns columns = mention_columns("");
  for (const RecordColumn& column : records.columns) {
    columns.push_back({column.name, ParquetType::kText});
    columns.push_back({column.name + "_comparable", ParquetType::kText});
  }
  const std::size_t truth = columns.size();
  columns.push_back({"truth", ParquetType::kText});
  write_parquet(path, columns, records.num_records(), [&](ParquetBatch& batch) {
    context.check_cancelled();
    fill_mention(batch, 0, records, [](std::size_t i) { return i; });
    std::size_t at = 4;
    for (const RecordColumn& column : records.columns) {
      for (std::size_t i = 0; i < batch.size(); ++i)
        set_value(batch, at, i, column.raw, batch.first_row() + i);
      for (std::size_t i = 0; i < batch.size(); ++i)
        set_value(batch, at + 1, i, column.comparable, batch.first_row() + i);
      at += 2;
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const std::size_t record = batch.first_row() + i;
      if (records.truth.empty() || records.truth[record].empty()) {
        batch.set_null(truth, i);
      } else {
        batch.set_text(truth, i, records.truth[record]);
      }
    }
  });
}

void write_draws(const CountOutput& output, const std::string& path) {
  struct Row {
    std::int32_t draw;
    std::uint32_t pattern;
    std::int64_t count;
  };
  const std::size_t num_lists = output.records->list_labels.size();
  std::vector<Row> rows;
  for (std::size_t draw = 0; draw < output.links->draws.size(); ++draw) {
    for (const auto& [pattern, count] : output.links->draws[draw].overlap) {
      rows.push_back({static_cast<std::int32_t>(draw + 1), pattern, count});
    }
  }
  const Columns columns = {{"draw", ParquetType::kInt32},
                           {"stratum", ParquetType::kText},
                           {"pattern", ParquetType::kText},
                           {"count", ParquetType::kInt64}};
  write_parquet(path, columns, rows.size(), [&](ParquetBatch& batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const Row& row = rows[batch.first_row() + i];
      batch.set_int32(0, i, row.draw);
      batch.set_text(1, i, "");
      batch.set_text(2, i, pattern_text(row.pattern, num_lists));
      batch.set_int64(3, i, row.count);
    }
  });
}

}  // namespace byname
