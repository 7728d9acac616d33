// SPDX-License-Identifier: Apache-2.0
#include "names/name_frequencies.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

// Frequencies of a usual name where nothing was counted, and what other agreements are worth, in bits.
constexpr double kUsualFamily = 1.0 / 1024;
constexpr double kUsualGiven = 1.0 / 64;
constexpr double kInitialBits = 3.5;
constexpr double kDifferentBits = -8;
constexpr double kSpellingFactor = 0.5;
constexpr double kUndecidedFactor = 0.25;
constexpr double kPartFactor = 0.8;

void count(const NamePart& part, std::unordered_map<std::uint64_t, std::uint32_t>& counts) {
  if (part.state == PartState::kFull && !part.codes.empty()) ++counts[part.codes.front().code];
}

/// The code by which both are counted: one in common where there is one.
std::uint64_t common_code(const NamePart& a, const NamePart& b) {
  for (const FormCode& x : a.codes) {
    for (const FormCode& y : b.codes) {
      if (x.code == y.code) return x.code;
    }
  }
  return a.codes.empty() ? 0 : a.codes.front().code;
}

}  // namespace

void NameFrequencies::add(const ParsedName& name) {
  if (name.readings.empty()) return;
  const NameReading& reading = name.readings.front();
  ++num_names_;
  count(reading.family, families_);
  count(reading.given, givens_);
  count(reading.patronymic, patronymics_);
}

double NameFrequencies::part_weight(const NamePart& a, const NamePart& b, const PartAgreement& agreement,
                                    const Counts& counts, double usual) const {
  switch (agreement.relation) {
    case PartRelation::kNeither:
    case PartRelation::kMissing:
      return 0;
    case PartRelation::kInitial:
      return kInitialBits;
    case PartRelation::kDifferent:
      return kDifferentBits;
    default:
      break;
  }
  const auto found = counts.find(common_code(a, b));
  const double counted = found == counts.end() ? 0 : found->second;
  const double frequency = (counted + kPriorNames * usual) / (static_cast<double>(num_names_) + kPriorNames);
  const double bits = -std::log2(frequency);
  if (agreement.relation == PartRelation::kSpelling) return kSpellingFactor * bits;
  if (agreement.relation == PartRelation::kUndecided) return kUndecidedFactor * bits;
  return agreement.relation == PartRelation::kPartOf ? kPartFactor * bits : bits;
}

double NameFrequencies::weight(const ParsedName& a, const ParsedName& b,
                               const NameAgreement& agreement) const {
  if (a.readings.empty() || b.readings.empty()) return 0;
  const NameReading& x = a.readings[agreement.reading_a];
  const NameReading& y = b.readings[agreement.reading_b];
  return part_weight(x.family, y.family, agreement.family, families_, kUsualFamily) +
         part_weight(x.given, y.given, agreement.given, givens_, kUsualGiven) +
         part_weight(x.patronymic, y.patronymic, agreement.patronymic, patronymics_, kUsualGiven) +
         part_weight(x.middle, y.middle, agreement.middle, givens_, kUsualGiven);
}

}  // namespace byname
