// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// One level of a comparison as a Splink model file has it.
struct SplinkLevel {
  std::string condition;  ///< sql_condition
  std::string label;      ///< label_for_charts, or the condition
  bool is_null = false;   ///< gamma -1
  bool is_else = false;
  std::optional<double> m;  ///< absent: not trained; scoring takes Splink's default for the level's place
  std::optional<double> u;
  bool fixes_m = false;
  bool fixes_u = false;
  std::string tf_column;  ///< column whose term frequency adjusts the level; empty: none
  double tf_weight = 1;
  double tf_minimum_u = 0;
  bool disables_exact_match_detection = false;
};

/// One comparison.
struct SplinkComparison {
  std::string name;                 ///< output_column_name
  std::vector<SplinkLevel> levels;  ///< in file order: the first whose condition holds is the pair's
  std::vector<int> gammas;          ///< per level: -1 for null levels, else from num_gammas() - 1 down to 0

  int num_gammas() const;
  /// The column of output files: "gamma_" and the name, blanks as underscores.
  std::string gamma_column() const;
  /// Level of a gamma >= 0.
  const SplinkLevel& level_of(int gamma) const;
  SplinkLevel& level_of(int gamma);
  /// m and u of a gamma >= 0, defaults filled in (Splink 4: m .95 at the top, .05/(K-1) below; u =
  /// m / 2^w with w from -5 to 3 evenly, 10 at the top).
  double m_of(int gamma) const;
  double u_of(int gamma) const;
};

/// One blocking rule.
struct SplinkRule {
  std::string condition;
  std::vector<std::string> arrays_to_explode;  ///< list columns: each element stands for the list once
};

/// A Splink 4 or 5 model, with the document that it was read from: what byname does not know is kept.
class SplinkModel {
 public:
  /// Reads a model. Defaults stand for what is missing. Throws DataError naming the key or the level at
  /// fault.
  static SplinkModel from_json(const nlohmann::ordered_json& document);
  /// Reads a model's text. Throws DataError also for what is no JSON, or is nested beyond what a model can
  /// be.
  static SplinkModel from_text(std::string_view text);

  std::string link_type;  ///< dedupe_only, link_only, link_and_dedupe
  double lambda = 1e-4;   ///< probability_two_random_records_match
  double em_convergence = 1e-4;
  int max_iterations = 25;
  std::string unique_id_column = "unique_id";
  std::string source_column = "source_dataset";
  std::vector<SplinkComparison> comparisons;
  std::vector<SplinkRule> rules;

  /// The document with this model's lambda, m and u; all else as it was read.
  nlohmann::ordered_json to_json() const;

 private:
  std::shared_ptr<const nlohmann::ordered_json> document_;
};

/// Reads the model of a file. Throws DataError naming the file.
SplinkModel read_splink_model(const std::string& path);

}  // namespace byname
