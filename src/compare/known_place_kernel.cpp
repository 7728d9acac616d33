// SPDX-License-Identifier: Apache-2.0
#include "compare/known_place_kernel.hpp"

#include <vector>

#include "compare/kernel_loops.hpp"
#include "names/place_agreement.hpp"
#include "text/byte_similarity.hpp"
#include "text/similarity.hpp"

namespace byname {

namespace {

class KnownPlaceKernel final : public KernelLoops<KnownPlaceKernel> {
 public:
  KnownPlaceKernel(const TextColumn& column, bool is_region)
      : KernelLoops(column.dictionary.size(), kSame),
        is_region_(is_region),
        places_(column.dictionary.size()),
        keys_(column.dictionary.size()) {
    for (std::uint32_t code = 1; code < places_.size(); ++code) {
      places_[code] = prepare_place(read_place_text(column.dictionary.value(code)));
      keys_[code] = {key_of(places_[code].town_key), key_of(places_[code].region_key)};
    }
  }

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const PreparedPlace& a = places_[left];
    const PreparedPlace& b = places_[right];
    const PlaceAgreement agreement = place_agreement(a, b);
    const bool may_be_garbled =
        agreement == PlaceAgreement::kDifferent || agreement == PlaceAgreement::kSameRegion;
    return may_be_garbled && is_garbled(left, right) ? kSpelling : gamma_of(agreement);
  }
  /// Two places that only say one region need not be one.
  int equal(std::uint32_t code) const { return is_region_ ? kSame : unequal(code, code); }
  void prefetch(std::uint32_t code) const { __builtin_prefetch(&places_[code]); }

 private:
  static constexpr int kSame = 4;
  static constexpr int kSpelling = 3;
  static constexpr double kAlike = 0.92;

  /// What tells of most keys that they are not alike, without reading them.
  struct Key {
    CharacterBag bag;          ///< of its bytes
    bool is_readable = false;  ///< long enough, and without digits, which tell places apart
  };
  struct Keys {
    Key town;
    Key region;
  };
  static Key key_of(std::string_view key) {
    constexpr std::size_t kShortest = 6;
    std::u32string bytes;
    for (const char c : key) bytes.push_back(static_cast<unsigned char>(c));
    const bool has_digits = key.find_first_of("0123456789") != key.npos;
    return {make_character_bag(bytes), key.size() >= kShortest && !has_digits};
  }

  /// Names that no table knows and that more than one slip may stand between, as the other names of places
  /// (JW >= .92); a town only where the regions do not contradict.
  bool is_garbled(std::uint32_t left, std::uint32_t right) const {
    const PreparedPlace& a = places_[left];
    const PreparedPlace& b = places_[right];
    const bool are_towns = !a.town_key.empty() && !b.town_key.empty();
    if (!are_towns) {
      const bool say_regions_only = a.town_key.empty() && b.town_key.empty();
      return say_regions_only && may_be_alike(keys_[left].region, keys_[right].region) &&
             byte_jaro_winkler(a.region_key, b.region_key) >= kAlike;
    }
    if (a.region != 0 && b.region != 0 && a.region != b.region) return false;
    return a.towns[0] == 0 && b.towns[0] == 0 && may_be_alike(keys_[left].town, keys_[right].town) &&
           byte_jaro_winkler(a.town_key, b.town_key) >= kAlike;
  }
  bool may_be_alike(const Key& a, const Key& b) const {
    return a.is_readable && b.is_readable &&
           gate_.may_reach(a.bag, b.bag, common_characters_bound(a.bag, b.bag));
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
  JaroWinklerGate gate_{kAlike};
  std::vector<PreparedPlace> places_;
  std::vector<Keys> keys_;
};

}  // namespace

std::unique_ptr<ComparisonKernel> make_known_place_kernel(const TextColumn& column, Role role) {
  return std::make_unique<KnownPlaceKernel>(column, role == Role::kRegion);
}

}  // namespace byname
