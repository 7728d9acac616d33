// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>

#include "names/name_agreement.hpp"

namespace byname {

/// How often family names, given names and patronymics occur among the names at hand, and what an agreement
/// is worth by that.
class NameFrequencies {
 public:
  /// Counts the parts of a name, by its likeliest reading.
  void add(const ParsedName& name);

  /// The weight of an agreement in bits, positive if it speaks for one person: an equal part is worth
  /// -log2 of its frequency, a part that agrees half as well half of that, and a different part costs. The
  /// frequency is shrunk: as if kPriorNames names with usual frequencies had been counted, too.
  double weight(const ParsedName& a, const ParsedName& b, const NameAgreement& agreement) const;

  static constexpr double kPriorNames = 50;

 private:
  using Counts = std::unordered_map<std::uint64_t, std::uint32_t>;

  double part_weight(const NamePart& a, const NamePart& b, const PartAgreement& agreement,
                     const Counts& counts, double usual) const;

  Counts families_;
  Counts givens_;
  Counts patronymics_;
  std::uint64_t num_names_ = 0;
};

}  // namespace byname
