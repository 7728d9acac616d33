// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "names/record_table.hpp"

namespace byname {

/// Which kernel computes the levels of a comparison (compare/comparison_kernels.hpp).
enum class ComparisonKind {
  kName,        ///< given, family, patronymic, second given names: same, one slip, close, other
  kKnownName,   ///< the same where the values are canonical names (CanonicalName), and below other: another
                ///< known name
  kDate,        ///< DateGamma (compare/date_kernel.hpp)
  kEventDate,   ///< EventGamma
  kYear,        ///< whole numbers (age): same, within one, within three, other
  kSex,         ///< same, other
  kCategory,    ///< same, other
  kPlace,       ///< same, one slip, a part in common, other
  kKnownPlace,  ///< PlaceAgreement (names/place_agreement.hpp) where places are read by the gazetteer
  kAddress,     ///< same, most words in common, some words in common, other
  kPostcode,    ///< same, one slip, same area, other
  kSet,         ///< email, phone, number: any in common, one slip, close (email only), other
};

/// One outcome of a comparison, as in Splink: first in the file is the strongest; gamma counts down from the
/// number of non-null levels - 1 to 0 (else); the null level is gamma -1.
struct LevelSpec {
  std::string label;          ///< for people: "same", "one slip"
  std::string sql_condition;  ///< Splink's: what the level means in DuckDB SQL
  bool is_null = false;
  bool is_rule_veto = false;  ///< a conflict that bars a link while its m stays below --veto-error
  /// A conflict that bars a link whatever the lists say of it: a few lists can look as if brothers were one.
  bool is_certain_veto = false;
  bool uses_term_frequency = false;
  double m = std::numeric_limits<double>::quiet_NaN();  ///< P(level | same person), NaN = not trained
  double u = std::numeric_limits<double>::quiet_NaN();  ///< P(level | different persons)
};

/// One compared property.
struct ComparisonSpec {
  std::string name;  ///< output_column_name, gamma_<name>
  ComparisonKind kind = ComparisonKind::kCategory;
  Role role = Role::kCategory;
  std::vector<std::string>
      columns;  ///< names of record columns; for given and family the second is the swap partner
  std::vector<LevelSpec> levels;  ///< null level first, then strongest to weakest
  int num_gammas() const { return static_cast<int>(levels.size()) - 1; }  ///< non-null levels
  /// Level of a gamma in [-1, num_gammas()).
  const LevelSpec& level(int gamma) const {
    return gamma < 0 ? levels[0] : levels[levels.size() - 1 - static_cast<std::size_t>(gamma)];
  }
  LevelSpec& level(int gamma) {
    return const_cast<LevelSpec&>(static_cast<const ComparisonSpec*>(this)->level(gamma));
  }
};

/// Two comparisons that agree together among different people more often than chance: c = observed /
/// expected.
struct Correlation {
  int first = 0;
  int second = 0;
  double ratio = 1;
};

/// The household class (linkage-method A5b): other people of one family at one address.
struct HouseholdClass {
  double lambda = 0;  ///< share of pairs; 0 = none
  std::vector<std::vector<double>>
      probability;  ///< per comparison, per gamma from 0: P(level | same household)
};

/// logit p' = a + b logit p: how a model's probabilities are to be read (linkage-method B2); the identity
/// where nobody has judged pairs.
struct CalibrationLine {
  double intercept = 0;  ///< a
  double slope = 1;      ///< b
  bool operator==(const CalibrationLine&) const = default;
};

/// A whole linkage model: Splink's JSON plus the key "byname".
struct ModelSpec {
  std::string link_type = "dedupe_only";  ///< dedupe_only, link_only, link_and_dedupe
  double lambda = 1e-4;                   ///< probability that two random records match
  std::vector<ComparisonSpec> comparisons;
  std::vector<std::string> blocking_rules;  ///< SQL text, for readers of the file
  std::vector<Correlation> correlations;
  HouseholdClass household;
  double link_probability = 0.5;    ///< a pair co-clustered more often than this is linked
  double review_probability = 0.1;  ///< pairs between this and its mirror are for review
  double veto_error = 0.02;
  CalibrationLine calibration;
  bool reads_eastern_names = true;  ///< as RecordTable has it: how the values were read that it compares
  bool is_trained = false;
};

/// Builds byname's default person model for the columns that these records have. Throws DataError if no
/// column identifies a person.
ModelSpec default_person_model(const RecordTable& records);

/// Writes the model in Splink's format with a `byname` part (format number 1).
nlohmann::ordered_json model_to_json(const ModelSpec& model);

/// Reads a model that byname wrote. Throws DataError naming the key or condition that cannot be read, or a
/// newer format.
ModelSpec model_from_json(const nlohmann::ordered_json& json);

}  // namespace byname
