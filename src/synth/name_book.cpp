// SPDX-License-Identifier: Apache-2.0
#include "synth/name_book.hpp"

#include <algorithm>
#include <cmath>

#include "synth/spelling.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kTasteStream = 20;
constexpr double kTaste = 0.4;
constexpr double kCultureSpread = 0.8;

// Shares of the cultures in the order of Culture, by mix; they need not add up to 1.
constexpr std::array<std::array<double, kNumCultures>, 5> kMixes = {{
    {60, 25, 10, 2, 1, 0, 0, 0, 1, 1, 0, 0},
    {20, 75, 3, 1, 0, 0, 0, 0, 0, 1, 0, 0},
    {20, 0, 0, 20, 20, 12, 12, 12, 0, 0, 0, 4},
    {25, 3, 0, 0, 12, 0, 0, 0, 25, 20, 15, 0},
    {46, 14, 6, 8, 5, 3, 3, 2, 6, 3, 2, 2},
}};

std::vector<double> cumulative_of(std::vector<double> weights) {
  double sum = 0;
  for (double& weight : weights) weight = sum += weight;
  for (double& weight : weights) weight /= sum;
  return weights;
}

std::size_t draw_from(RandomStream& random, const std::vector<double>& cumulative) {
  const auto place = std::upper_bound(cumulative.begin(), cumulative.end(), random.uniform());
  return std::min<std::size_t>(static_cast<std::size_t>(place - cumulative.begin()), cumulative.size() - 1);
}

/// Zipf's law with the taste of a region.
std::vector<double> given_weights(std::size_t size, RandomStream& random) {
  std::vector<double> weights(size);
  for (std::size_t rank = 0; rank < size; ++rank) {
    weights[rank] = std::exp(kTaste * draw_normal(random)) / (static_cast<double>(rank) + 4);
  }
  return cumulative_of(std::move(weights));
}

}  // namespace

NameBook::NameBook(CultureMix mix, std::uint64_t seed) {
  std::vector<double> regions(kNumRegions);
  for (std::size_t region = 0; region < kNumRegions; ++region) {
    regions[region] = 1 / (static_cast<double>(region) + 2);
    RandomStream random(seed, RandomStage::kSynth, kTasteStream, region, 0);
    std::vector<double> cultures(kMixes[static_cast<std::size_t>(mix)].begin(),
                                 kMixes[static_cast<std::size_t>(mix)].end());
    for (double& weight : cultures) weight *= std::exp(kCultureSpread * draw_normal(random));
    cultures_[region] = cumulative_of(std::move(cultures));
    for (std::size_t culture = 0; culture < kNumCultures; ++culture) {
      for (const bool is_female : {false, true}) {
        RandomStream taste(seed, RandomStage::kSynth, kTasteStream, region,
                           1 + 2 * culture + (is_female ? 1 : 0));
        const std::size_t size = given_names(static_cast<Culture>(culture), is_female).size();
        given_[region][culture][is_female ? 1 : 0] = given_weights(size, taste);
      }
    }
  }
  regions_ = cumulative_of(std::move(regions));
}

std::size_t NameBook::draw_region(RandomStream& random) const { return draw_from(random, regions_); }

Culture NameBook::draw_culture(RandomStream& random, std::size_t region) const {
  return static_cast<Culture>(draw_from(random, cultures_[region]));
}

std::size_t NameBook::draw_given(RandomStream& random, Culture culture, bool is_female,
                                 std::size_t region) const {
  return draw_from(random, given_[region][static_cast<std::size_t>(culture)][is_female ? 1 : 0]);
}

std::string given_in(const GivenName& name, Culture culture, Language language) {
  if (language == Language::kRussian) return std::string(name.russian);
  if (!name.ukrainian.empty()) return std::string(name.ukrainian);
  return is_slavic(culture) ? std::string(name.russian) : ukrainian_spelling(name.russian);
}

}  // namespace byname
