// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "names/record_table.hpp"

namespace byname::reference {

/// A word of syllables that no language has.
inline std::string invent_word(RandomStream& random, int syllables) {
  static constexpr std::string_view kConsonants = "bdfgklmnprstvz";
  static constexpr std::string_view kVowels = "aeiou";
  std::string word;
  for (int i = 0; i < syllables; ++i) {
    word += kConsonants[random.below(kConsonants.size())];
    word += kVowels[random.below(kVowels.size())];
  }
  return word;
}

/// One typing error: a letter changed, dropped or swapped with the next.
inline std::string mistype(std::string word, RandomStream& random) {
  if (word.size() < 2) return word;
  const std::size_t at = random.below(word.size() - 1);
  switch (random.below(3)) {
    case 0:
      word[at] = static_cast<char>('a' + random.below(26));
      break;
    case 1:
      word.erase(at, 1);
      break;
    default:
      std::swap(word[at], word[at + 1]);
  }
  return word;
}

inline std::string invent_date(RandomStream& random, int first_year, int num_years) {
  return fmt::format("{:04}-{:02}-{:02}",
                     first_year + static_cast<int>(random.below(static_cast<std::uint64_t>(num_years))),
                     1 + random.below(12), 1 + random.below(28));
}

using Cells = std::vector<std::string>;

/// Record table by hand: columns named by their roles; an empty cell is missing.
class RecordMaker {
 public:
  explicit RecordMaker(const std::vector<Role>& roles, std::size_t num_lists = 1) {
    for (const Role role : roles) {
      table_.columns.emplace_back();
      table_.columns.back().role = role;
      table_.columns.back().name = role_name(role);
    }
    for (std::size_t list = 0; list < num_lists; ++list) {
      table_.list_labels.push_back(std::string(1, static_cast<char>('a' + list)));
      table_.file_names.push_back(table_.list_labels.back() + ".csv");
    }
    rows_.assign(num_lists, 0);
  }
  void add(std::uint32_t list, const Cells& cells) {
    table_.list.push_back(list);
    table_.file.push_back(list);
    table_.row.push_back(++rows_[list]);
    table_.ids.emplace_back();
    for (std::size_t c = 0; c < cells.size(); ++c) {
      for (TextColumn* column : {&table_.columns[c].raw, &table_.columns[c].comparable}) {
        column->codes.push_back(cells[c].empty() ? 0 : column->dictionary.insert(cells[c]));
      }
    }
  }
  RecordTable take() { return std::move(table_); }

 private:
  RecordTable table_;
  std::vector<std::uint64_t> rows_;
};

/// Given, family, birth date, place: what invent_person gives.
inline std::vector<Role> person_roles() {
  return {Role::kGiven, Role::kFamily, Role::kBirthDate, Role::kPlace};
}

/// A person; names come from a stock of 80 given and 600 family names, places of 30.
inline Cells invent_person(RandomStream& random) {
  RandomStream given(1, RandomStage::kSynth, 1, random.below(80), 0);
  RandomStream family(1, RandomStage::kSynth, 2, random.below(600), 0);
  RandomStream place(1, RandomStage::kSynth, 3, random.below(30), 0);
  return {invent_word(given, 3), invent_word(family, 4), invent_date(random, 1920, 70),
          invent_word(place, 3)};
}

/// A table with everything that goes wrong: missing cells, typing errors, part dates, swapped names,
/// homonyms.
inline RecordTable untidy_records(std::size_t num_records, std::size_t num_lists, std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 9, 0, 0);
  RecordMaker maker({Role::kGiven, Role::kFamily, Role::kSex, Role::kBirthDate, Role::kDeathDate,
                     Role::kPlace, Role::kAddress, Role::kPostcode, Role::kEmail, Role::kPhone},
                    num_lists);
  std::vector<Cells> earlier;
  for (std::size_t i = 0; i < num_records; ++i) {
    Cells cells;
    if (!earlier.empty() && random.below(3) == 0) {
      cells = earlier[random.below(earlier.size())];
    } else {
      const Cells person = invent_person(random);
      cells = {person[0],
               person[1],
               random.below(2) == 0 ? "f" : "m",
               person[2],
               invent_date(random, 2020, 4),
               person[3] + " | region " + invent_word(random, 1),
               person[3] + " " + invent_word(random, 2) + " 12",
               fmt::format("{:05}", random.below(300)),
               person[0] + "." + person[1] + "@example.org",
               fmt::format("3805{:07}", random.below(10000000))};
    }
    if (random.below(4) == 0) {
      const std::size_t damaged = std::array{0, 1, 6, 8}[random.below(4)];
      cells[damaged] = mistype(cells[damaged], random);
    }
    if (random.below(8) == 0) std::swap(cells[0], cells[1]);
    if (random.below(8) == 0 && cells[3].size() == 10) cells[3].resize(random.below(2) == 0 ? 4 : 7);
    if (random.below(4) == 0) cells[random.below(cells.size())].clear();
    maker.add(static_cast<std::uint32_t>(random.below(num_lists)), cells);
    earlier.push_back(std::move(cells));
  }
  return maker.take();
}

}  // namespace byname::reference
