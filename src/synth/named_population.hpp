// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "base/execution_context.hpp"
#include "synth/family_words.hpp"
#include "synth/name_book.hpp"

namespace byname {

/// A person of an invented population, in numbers: words are made when they are written.
struct NamedPerson {
  static constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t family = 0;         ///< rank for family_word
  std::uint32_t maiden_family = 0;  ///< of a wife; elsewhere as `family`
  std::uint32_t father = kNobody;   ///< index, where he is one of the population
  std::int32_t birth_day = 0;       ///< days since 1970-01-01
  std::int32_t event_day = 0;
  std::uint16_t town = 0;
  std::uint8_t region = 0;
  Culture culture = Culture::kRussian;
  std::uint8_t given = 0;         ///< index into given_names
  std::uint8_t father_given = 0;  ///< index into the men's names of the culture
  bool is_female = false;
  bool has_turkic_patronymic = false;
};

/// What a population is like.
struct PopulationTraits {
  std::int64_t num_people = 2000;
  CultureMix mix = CultureMix::kEastSlavic;
  double families = 0.25;   ///< share of people who are in the population with relatives
  double namesakes = 0.04;  ///< share of sons with their father's given name
  double men = 0.7;         ///< share of men among singles and children
  double few_families = 1;  ///< family names that people share: 1 = as in life; 10 = ten times fewer
  std::uint64_t seed = 1;
};

/// Invents the people: singles, and families of a father, often a mother, and one to four children. Children
/// have the father's family name, and his given name in their patronymic; his own father is known too.
std::vector<NamedPerson> make_named_population(const PopulationTraits& traits,
                                               const ExecutionContext& context);

}  // namespace byname
