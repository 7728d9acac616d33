// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expression/evaluator.hpp"
#include "model/frequency_tables.hpp"
#include "model/splink_scorer.hpp"
#include "spec/column_types.hpp"

namespace byname {

/// How the frequencies of two values changed the odds at a level.
struct FrequencyAdjustment {
  std::string column;
  double exact_u = 0;  ///< u of the level that stands for equal values
  double left = 0;     ///< frequency of the value; 0: not known
  double right = 0;
  double used = 0;  ///< the larger one, the level's minimum at least; 0: neither is known
  double multiplier = 1;
};

/// What one comparison says about a pair.
struct ComparisonScore {
  const SplinkComparison* comparison = nullptr;
  const SplinkLevel* level = nullptr;  ///< null: no condition holds
  int gamma = -1;
  double m = 0;  ///< of the level, defaults filled in; 0 at gamma -1
  double u = 0;
  double bayes_factor = 1;
  std::optional<FrequencyAdjustment> frequency;
};

/// A pair's score and where it comes from: prior odds times all factors, held within [1e-300, 1e300].
struct PairExplanation {
  PairScore score;
  double prior_odds = 0;
  std::vector<ComparisonScore> comparisons;
};

/// Scores pairs of records that are no rows of a table, one at a time, in microseconds: the model is bound
/// once. The same numbers as SplinkScorer gives, to the last bit. Not for several threads at once.
class SplinkPairScorer {
 public:
  /// A record made ready: its cells read as their types, its frequencies looked up.
  class Record {
   public:
    Record() = default;

   private:
    friend class SplinkPairScorer;
    std::vector<Value> values_;
    std::vector<double> frequencies_;
    std::unique_ptr<ValueArena> arena_ = std::make_unique<ValueArena>();
  };

  /// `types`: how cells are read (types_by_use() at least). `frequencies` may lack columns: what they adjust
  /// is then not adjusted. Model and frequencies must outlive the scorer. Throws DataError as SplinkComparer
  /// and SplinkScorer do.
  SplinkPairScorer(const SplinkModel& model, const ColumnTypes& types, const FrequencyTables& frequencies);

  /// The columns that the model looks at, as it names them; then "tf_c" for each column c whose frequencies
  /// adjust a level: a cell there stands for the frequency of the record's value, as in Splink.
  const std::vector<std::string>& columns() const { return columns_; }
  /// Index of a column by its name; letters' case counts only if two columns differ by it.
  std::optional<std::size_t> find_column(std::string_view name) const;

  /// Reads a record: one cell a column, nothing for NULL.
  Record read(std::span<const std::optional<std::string>> cells) const;
  /// Takes a record of a table, which must outlive the result; columns it lacks are NULL.
  Record take(const ValueTable& table, std::uint32_t record) const;

  PairScore score(const Record& left, const Record& right);
  PairExplanation explain(const Record& left, const Record& right);

 private:
  struct Level {
    const SplinkLevel* spec = nullptr;
    int gamma = -1;
    std::optional<Plan> condition;  ///< none: ELSE
    double bayes_factor = 1;
    int frequency = -1;  ///< index of the adjusting column among those; -1: none
    double exact_u = 0;
  };
  struct Comparison {
    const SplinkComparison* spec = nullptr;
    std::vector<Level> levels;
  };

  void find_columns(const ColumnTypes& types);
  void bind(const SplinkComparison& spec);
  int frequency_index(const std::string& column) const;
  void finish(Record& record) const;
  void set_pair(const Record& left, const Record& right);
  const Level* level_of(const Comparison& comparison);
  FrequencyAdjustment adjustment(const Level& level, const Record& left, const Record& right) const;
  PairScore score_of(double odds) const;

  const SplinkModel& model_;
  const FrequencyTables& frequencies_;
  std::vector<std::string> columns_;
  std::vector<std::string> types_;  ///< per column
  std::vector<std::size_t>
      frequency_column_;  ///< per adjusting column: its index; its tf_ column follows all
  ValueTable pair_;       ///< the records 0 = left and 1 = right
  std::vector<Comparison> comparisons_;
  CallContext calls_;
  double prior_odds_ = 0;
};

}  // namespace byname
