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
  /// Names and strata in the order of their values. Throws DataError if --cannot names a stratum that is not
  /// there, or somebody is on a list that could not hold them.
  EstimateInput take();

 private:
  struct Stratum {
    std::vector<std::string> values;
    std::uint32_t lists = 0;
    Overlap overlap;
    std::map<std::vector<bool>, int> seen;
  };
  std::string name_of(const Stratum& stratum) const;

  std::vector<std::string> all_lists_;
  std::vector<std::size_t> kept_;  ///< indices into all_lists_
  std::string place_;              ///< what messages call the input
  std::vector<std::pair<std::string, std::string>> cannot_;
  std::map<std::pair<std::vector<std::string>, std::uint32_t>, Stratum> strata_;
};

}  // namespace byname
