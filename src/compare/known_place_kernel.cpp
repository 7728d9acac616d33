// SPDX-License-Identifier: Apache-2.0
#include "compare/known_place_kernel.hpp"

#include <vector>

#include "compare/kernel_loops.hpp"
#include "names/place_agreement.hpp"
#include "text/byte_similarity.hpp"

namespace byname {

namespace {

class KnownPlaceKernel final : public KernelLoops<KnownPlaceKernel> {
 public:
  KnownPlaceKernel(const TextColumn& column, bool is_region)
      : KernelLoops(column.dictionary.size(), kSame),
        is_region_(is_region),
        places_(column.dictionary.size()) {
    for (std::uint32_t code = 1; code < places_.size(); ++code)
      places_[code] = prepare_place(read_place_text(column.dictionary.value(code)));
  }

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const PreparedPlace& a = places_[left];
    const PreparedPlace& b = places_[right];
    const PlaceAgreement agreement = place_agreement(a, b);
    const bool may_be_garbled =
        agreement == PlaceAgreement::kDifferent || agreement == PlaceAgreement::kSameRegion;
    return may_be_garbled && is_garbled(a, b) ? kSpelling : gamma_of(agreement);
  }
  /// Two places that only say one region need not be one.
  int equal(std::uint32_t code) const { return is_region_ ? kSame : unequal(code, code); }
  void prefetch(std::uint32_t code) const { __builtin_prefetch(&places_[code]); }

 private:
  static constexpr int kSame = 4;
  static constexpr int kSpelling = 3;

  /// Names that no table knows and that more than one slip may stand between, as the other names of places
  /// (JW >= .92); a town only where the regions do not contradict.
  static bool is_garbled(const PreparedPlace& a, const PreparedPlace& b) {
    const bool are_towns = !a.town_key.empty() && !b.town_key.empty();
    if (!are_towns) {
      const bool say_regions_only = a.town_key.empty() && b.town_key.empty();
      return say_regions_only && are_alike(a.region_key, b.region_key);
    }
    if (a.region != 0 && b.region != 0 && a.region != b.region) return false;
    return a.towns[0] == 0 && b.towns[0] == 0 && are_alike(a.town_key, b.town_key);
  }
  static bool are_alike(std::string_view a, std::string_view b) {
    constexpr std::size_t kShortest = 6;
    constexpr double kAlike = 0.92;
    constexpr std::string_view kDigits = "0123456789";
    if (a.size() < kShortest || b.size() < kShortest) return false;
    if (a.find_first_of(kDigits) != a.npos || b.find_first_of(kDigits) != b.npos) return false;
    return byte_jaro_winkler(a, b) >= kAlike;
  }
  static int gamma_of(PlaceAgreement agreement) {
    switch (agreement) {
      case PlaceAgreement::kSamePlace:
        return kSame;
      case PlaceAgreement::kSpelling:
        return kSpelling;
      case PlaceAgreement::kInclusion:
        return 2;
      case PlaceAgreement::kSameRegion:
        return 1;
      case PlaceAgreement::kUnknown:
        return -1;
      default:
        return 0;
    }
  }

  bool is_region_;
  std::vector<PreparedPlace> places_;
};

}  // namespace

std::unique_ptr<ComparisonKernel> make_known_place_kernel(const TextColumn& column, Role role) {
  return std::make_unique<KnownPlaceKernel>(column, role == Role::kRegion);
}

}  // namespace byname
