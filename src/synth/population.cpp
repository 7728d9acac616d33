// SPDX-License-Identifier: Apache-2.0
#include "synth/population.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "base/random.hpp"
#include "synth/calendar.hpp"
#include "synth/invented_names.hpp"
#include "synth/invented_places.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kPopulationStream = 1;
constexpr double kTwinShare = 0.02;
constexpr double kMaleShare = 0.6;
constexpr double kPhoneShare = 0.4;
constexpr double kEmailShare = 0.3;
constexpr double kMeanFamilySize = 3;  // sizes 2, 3 and 4 alike

class PopulationMaker {
 public:
  explicit PopulationMaker(const WorldOptions& options)
      : options_(options),
        places_(options.has_one_postcode),
        male_(male_given_names().size(), 4, 0.9),
        female_(female_given_names().size(), 4, 0.9),
        family_(family_names().size(), 6, 0.7) {
    people_.reserve(static_cast<std::size_t>(options.num_people) + 4);
  }

  std::vector<WorldFields> make() {
    // A household is a family with the chance that makes the share of people, not of households, as asked.
    const double share = std::clamp(options_.families, 0.0, 1.0);
    const double family_chance = share / (share + kMeanFamilySize * (1 - share));
    const auto size = static_cast<std::size_t>(options_.num_people);
    for (std::uint64_t household = 0; people_.size() < size; ++household) {
      RandomStream random(options_.seed, RandomStage::kSynth, kPopulationStream, household, 0);
      if (random.uniform() < family_chance) {
        add_family(random);
      } else {
        add_single(random);
      }
    }
    people_.resize(size);
    return std::move(people_);
  }

 private:
  void add_single(RandomStream& random) {
    WorldFields person = draw_household(random);
    draw_self(random, person);
    person.birth_date =
        date_of(days_of({1940, 1, 1}) + static_cast<int>(365.25 * 65 * draw_beta(random, 3, 2)));
    finish(random, std::move(person));
  }

  void add_family(RandomStream& random) {
    const WorldFields household = draw_household(random);
    WorldFields parent = household;
    draw_self(random, parent);
    const int parent_birth = days_of({1940, 1, 1}) + static_cast<int>(365.25 * 35 * random.uniform());
    parent.birth_date = date_of(parent_birth);
    int child_birth = parent_birth + static_cast<int>(365.25 * (20 + 12 * random.uniform()));
    const std::uint64_t num_children = 1 + random.below(3);
    for (std::uint64_t i = 0; i < num_children; ++i) {
      WorldFields child = household;
      draw_self(random, child);
      if (random.uniform() < options_.namesakes) {
        child.sex = parent.sex;
        child.given = parent.given;
      }
      const bool is_twin = i > 0 && random.uniform() < kTwinShare;
      if (i > 0 && !is_twin) child_birth += 320 + static_cast<int>(random.below(2200));
      child.birth_date = date_of(child_birth);
      finish(random, std::move(child));
    }
    finish(random, std::move(parent));
  }

  WorldFields draw_household(RandomStream& random) const {
    WorldFields fields;
    fields.family = family_names()[family_.draw(random)];
    Home home = places_.draw(random);
    fields.place = std::move(home.place);
    fields.postcode = std::move(home.postcode);
    fields.address = std::move(home.address);
    return fields;
  }

  void draw_self(RandomStream& random, WorldFields& person) const {
    const bool is_male = random.uniform() < kMaleShare;
    person.sex = is_male ? "m" : "f";
    person.given =
        is_male ? male_given_names()[male_.draw(random)] : female_given_names()[female_.draw(random)];
  }

  void finish(RandomStream& random, WorldFields person) {
    person.event_date = date_of(days_of({2021, 1, 1}) + static_cast<int>(random.below(1500)));
    if (random.uniform() < kPhoneShare) person.phone = fmt::format("07{:08}", random.below(100000000));
    if (random.uniform() < kEmailShare) {
      person.email = fmt::format("user{}@mail{}.example", random.below(10000000), random.below(5));
    }
    people_.push_back(std::move(person));
  }

  const WorldOptions& options_;
  PlaceBook places_;
  ZipfSampler male_, female_, family_;
  std::vector<WorldFields> people_;
};

}  // namespace

std::vector<WorldFields> make_population(const WorldOptions& options) {
  return PopulationMaker(options).make();
}

}  // namespace byname
