// SPDX-License-Identifier: Apache-2.0
#include "synth/invented_places.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "base/hash.hpp"

namespace byname {
namespace {

constexpr std::string_view kTownStems[] = {
    "Alder", "Bram", "Crow",  "Dun",  "Elm",    "Fair",  "Glen", "Hazel", "Iron", "Kings", "Lake",
    "Mill",  "Nord", "Oaken", "Pine", "Quarry", "Raven", "Salt", "Thorn", "Ulm",  "Vine",  "Winter"};
constexpr std::string_view kTownEndings[] = {"bridge", "dorf", "field", "grad", "haven", "ton"};
constexpr std::string_view kStreets[] = {"Garden",  "Station", "Church", "River", "School", "Harbour",
                                         "Linden",  "Hill",    "Market", "North", "South",  "Chapel",
                                         "Orchard", "Bridge",  "Forest", "Mason", "Miller", "Park",
                                         "Castle",  "Meadow",  "Tower",  "Brook", "Spring", "Weaver"};
constexpr std::string_view kStreetWords[] = {"Street", "Road", "Lane", "Square"};

constexpr std::size_t kFewTowns = 30;

std::size_t num_towns(bool has_one_postcode) {
  return has_one_postcode ? kFewTowns : std::size(kTownStems) * std::size(kTownEndings);
}

}  // namespace

PlaceBook::PlaceBook(bool has_one_postcode) : sampler_(num_towns(has_one_postcode), 2, 0.8) {
  std::vector<std::string> names;
  for (const std::string_view stem : kTownStems) {
    for (const std::string_view ending : kTownEndings) names.push_back(fmt::format("{}{}", stem, ending));
  }
  std::sort(names.begin(), names.end(),
            [](const std::string& a, const std::string& b) { return hash64(a, 7) < hash64(b, 7); });
  names.resize(num_towns(has_one_postcode));
  for (std::size_t rank = 0; rank < names.size(); ++rank) {
    const int first = 10000 + static_cast<int>(hash64(names[rank], 11) % 800) * 100;
    towns_.push_back({names[rank], first, has_one_postcode ? 1 : static_cast<int>(1 + 40 / (rank + 2))});
  }
}

Home PlaceBook::draw(RandomStream& random) const {
  const Town& town = towns_[sampler_.draw(random)];
  const auto postcode =
      town.first_postcode + static_cast<int>(random.below(static_cast<std::uint64_t>(town.num_postcodes)));
  const std::string_view street = kStreets[random.below(std::size(kStreets))];
  const std::string_view word = kStreetWords[random.below(std::size(kStreetWords))];
  return {town.name, fmt::format("{}", postcode),
          fmt::format("{} {} {}", street, word, 1 + random.below(90))};
}

}  // namespace byname
