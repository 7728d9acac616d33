// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "estimate/capture_file.hpp"

namespace byname {

/// Collects persons into strata and applies --without and --cannot.
class CaptureStrata {
 public:
  /// Throws UsageError if --without or --cannot names a list that is not there, or more than 16 lists are
  /// left.
  CaptureStrata(std::vector<std::string> lists, const CaptureOptions& options, std::string place);

  /// Adds persons with a pattern over all lists given; `possible` are the lists that could hold them. Returns
  /// false if stratum and pattern were there before.
  bool add(const std::vector<std::string>& values, const std::vector<bool>& is_on,
           const std::vector<bool>& is_possible, std::int64_t count);
  /// The pattern among the lists that are kept.
  std::uint32_t kept_pattern(const std::vector<bool>& is_on) const;
  /// Names and strata in the order of their values. Throws UsageError if --cannot names a stratum that is not
  /// there, DataError if nobody was added or somebody is on a list that could not hold them.
  ///
  /// Persons of whom a value is missing are put into the strata that agree in the others and that the same
  /// lists could hold, where there are any: see impute_strata. Then the strata have `num_imputations` draws.
  EstimateInput take(std::size_t num_imputations, std::uint64_t seed);
  /// Persons that the last take() put into strata.
  std::int64_t num_imputed() const { return num_imputed_; }

  /// A value that is missing.
  static constexpr const char* kMissing = "(missing)";

 private:
  struct Stratum {
    std::vector<std::string> values;
    std::uint32_t lists = 0;        ///< after --cannot
    std::uint32_t given_lists = 0;  ///< as the table says
    Overlap overlap;
    std::map<std::vector<bool>, int> seen;
  };
  std::string name_of(const Stratum& stratum) const;
  void apply_cannot(const std::vector<std::string>& lists);
  void check_lists(const Stratum& stratum) const;
  std::vector<const Stratum*> homes_of(const Stratum& stratum) const;

  std::vector<std::string> all_lists_;
  std::vector<std::size_t> kept_;  ///< indices into all_lists_
  std::string place_;              ///< what messages call the input
  std::vector<std::pair<std::string, std::string>> cannot_;
  std::map<std::pair<std::vector<std::string>, std::uint32_t>, Stratum> strata_;
  std::int64_t num_imputed_ = 0;
};

/// What a reader should know of persons put into strata.
std::string imputation_note(std::int64_t num_persons);

/// Imputations of strata where there are no draws of the linkage to carry them.
inline constexpr std::size_t kNumImputations = 50;

}  // namespace byname
