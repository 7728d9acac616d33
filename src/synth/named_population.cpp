// SPDX-License-Identifier: Apache-2.0
#include "synth/named_population.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.hpp"
#include "synth/calendar.hpp"
#include "synth/region_places.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kHouseholdStream = 21;
constexpr std::size_t kHouseholdsPerChunk = 4096;
constexpr double kMeanFamilySize = 3.7;
constexpr double kMotherShare = 0.7;
constexpr double kTwinShare = 0.02;
constexpr double kTurkicPatronymicShare = 0.4;
constexpr double kYear = 365.25;

/// Family names that the people of a culture share: sublinear in their number (Heaps' law), as
/// vocabulary_size does for directories.
FamilySpread spread_of(const PopulationTraits& traits) {
  const double people = static_cast<double>(traits.num_people);
  FamilySpread spread;
  spread.size = std::clamp(60'000 * std::pow(people / 700'000, 0.7), 300.0, 200'000.0) / traits.few_families;
  spread.offset = 40 / traits.few_families;
  return spread;
}

/// Given names in use in a family, of men and of women.
using TakenNames = std::array<std::vector<std::uint8_t>, 2>;

class HouseholdMaker {
 public:
  explicit HouseholdMaker(const PopulationTraits& traits)
      : traits_(traits), book_(traits.mix, traits.seed), spread_(spread_of(traits)) {
    const double share = std::clamp(traits.families, 0.0, 1.0);
    family_chance_ = share / (share + kMeanFamilySize * (1 - share));
  }

  /// Adds the people of a household; `father` counts from the begin of `people`.
  void add(std::uint64_t household, std::vector<NamedPerson>& people) const {
    RandomStream random(traits_.seed, RandomStage::kSynth, kHouseholdStream, household, 0);
    const bool is_family = random.uniform() < family_chance_;
    const NamedPerson house = draw_house(random);
    is_family ? add_family(random, house, people) : add_single(random, house, people);
  }

 private:
  NamedPerson draw_house(RandomStream& random) const {
    NamedPerson house;
    house.region = static_cast<std::uint8_t>(book_.draw_region(random));
    house.culture = book_.draw_culture(random, house.region);
    house.family = draw_family_rank(random, spread_);
    // The square puts more people into the first towns.
    const double place = random.uniform();
    house.town = static_cast<std::uint16_t>(place * place * kTownsPerRegion);
    house.has_turkic_patronymic =
        has_turkic_patronymics(house.culture) && random.uniform() < kTurkicPatronymicShare;
    return house;
  }

  std::uint8_t draw_given(RandomStream& random, const NamedPerson& person) const {
    return static_cast<std::uint8_t>(
        book_.draw_given(random, person.culture, person.is_female, person.region));
  }

  std::uint8_t draw_father(RandomStream& random, const NamedPerson& person) const {
    return static_cast<std::uint8_t>(book_.draw_given(random, person.culture, false, person.region));
  }

  void finish(RandomStream& random, NamedPerson person, std::vector<NamedPerson>& people) const {
    person.event_day = days_of({2021, 1, 1}) + static_cast<int>(random.below(1500));
    if (!person.is_female || person.maiden_family == 0) person.maiden_family = person.family;
    people.push_back(person);
  }

  void add_single(RandomStream& random, NamedPerson person, std::vector<NamedPerson>& people) const {
    person.is_female = random.uniform() >= traits_.men;
    person.given = draw_given(random, person);
    person.father_given = draw_father(random, person);
    person.birth_day = days_of({1940, 1, 1}) + static_cast<int>(kYear * 65 * draw_beta(random, 3, 2));
    if (random.below(2) == 0) person.maiden_family = draw_family_rank(random, spread_);
    finish(random, person, people);
  }

  void add_family(RandomStream& random, const NamedPerson& house, std::vector<NamedPerson>& people) const {
    NamedPerson father = house;
    father.given = draw_given(random, father);
    father.father_given = draw_father(random, father);
    father.birth_day = days_of({1940, 1, 1}) + static_cast<int>(kYear * 35 * random.uniform());
    const auto father_index = static_cast<std::uint32_t>(people.size());
    finish(random, father, people);
    if (random.uniform() < kMotherShare) add_mother(random, house, father.birth_day, people);
    std::int32_t birth_day = father.birth_day + static_cast<int>(kYear * (20 + 12 * random.uniform()));
    const std::uint64_t num_children = 1 + random.below(3) + random.below(2);
    TakenNames taken;
    taken[0].push_back(father.given);
    bool has_namesake = false;
    for (std::uint64_t i = 0; i < num_children; ++i) {
      NamedPerson child = house;
      child.father = father_index;
      child.father_given = father.given;
      child.is_female = random.uniform() >= traits_.men;
      const bool is_namesake = !child.is_female && !has_namesake && random.uniform() < traits_.namesakes;
      child.given = is_namesake ? father.given : draw_new_given(random, child, taken);
      has_namesake |= is_namesake;
      if (i > 0 && random.uniform() >= kTwinShare) birth_day += 320 + static_cast<int>(random.below(2200));
      child.birth_day = birth_day;
      finish(random, child, people);
    }
  }

  /// A given name that no brother or sister has, nor the father.
  std::uint8_t draw_new_given(RandomStream& random, const NamedPerson& child, TakenNames& taken) const {
    constexpr int kMostTries = 50;
    std::vector<std::uint8_t>& names = taken[child.is_female ? 1 : 0];
    std::uint8_t given = draw_given(random, child);
    for (int i = 0; i < kMostTries && std::find(names.begin(), names.end(), given) != names.end(); ++i)
      given = draw_given(random, child);
    names.push_back(given);
    return given;
  }

  void add_mother(RandomStream& random, NamedPerson mother, std::int32_t father_birth,
                  std::vector<NamedPerson>& people) const {
    mother.is_female = true;
    mother.given = draw_given(random, mother);
    mother.father_given = draw_father(random, mother);
    mother.maiden_family = draw_family_rank(random, spread_);
    mother.birth_day = father_birth + static_cast<int>(kYear * 4 * draw_normal(random)) + 500;
    finish(random, mother, people);
  }

  const PopulationTraits& traits_;
  NameBook book_;
  FamilySpread spread_;
  double family_chance_ = 0;
};

}  // namespace

std::vector<NamedPerson> make_named_population(const PopulationTraits& traits,
                                               const ExecutionContext& context) {
  const HouseholdMaker maker(traits);
  const auto size = static_cast<std::size_t>(traits.num_people);
  std::vector<NamedPerson> people;
  people.reserve(size);
  // Households are made some chunks at a time, until there are enough people.
  for (std::size_t first = 0; people.size() < size;) {
    const std::size_t step = std::max<std::size_t>((size - people.size()) / 2, 16);
    std::vector<std::vector<NamedPerson>> parts(num_chunks(step, kHouseholdsPerChunk));
    parallel_chunks(context, step, kHouseholdsPerChunk,
                    [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i) maker.add(first + i, parts[chunk]);
                    });
    for (std::vector<NamedPerson>& part : parts) {
      const auto offset = static_cast<std::uint32_t>(people.size());
      for (NamedPerson& person : part) {
        if (person.father != NamedPerson::kNobody) person.father += offset;
        people.push_back(person);
      }
    }
    first += step;
  }
  people.resize(size);
  return people;
}

}  // namespace byname
