// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "synth/culture.hpp"

namespace byname {

/// Which cultures live in a world.
enum class CultureMix { kEastSlavic, kUkrainian, kTurkic, kCaucasian, kManyPeoples };

/// How often names are given, region by region. Frequencies fall by Zipf's law down the list of a culture's
/// names, then each region has its own taste: every weight times exp(N(0, 0.4)). Cultures too are unevenly
/// spread.
class NameBook {
 public:
  static constexpr std::size_t kNumRegions = 12;

  NameBook(CultureMix mix, std::uint64_t seed);
  std::size_t draw_region(RandomStream& random) const;
  Culture draw_culture(RandomStream& random, std::size_t region) const;
  /// Index into given_names(culture, is_female).
  std::size_t draw_given(RandomStream& random, Culture culture, bool is_female, std::size_t region) const;

 private:
  using Cumulative = std::vector<double>;

  Cumulative regions_;
  std::array<Cumulative, kNumRegions> cultures_;
  std::array<std::array<std::array<Cumulative, 2>, kNumCultures>, kNumRegions> given_;
};

/// A given name in a language, in full.
std::string given_in(const GivenName& name, Culture culture, Language language);

}  // namespace byname
