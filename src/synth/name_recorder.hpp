// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/random.hpp"
#include "synth/date_wording.hpp"
#include "synth/name_world.hpp"

namespace byname {

/// A date as one row has it; the year is 0 where there is none.
struct WrittenDate {
  WorldDate date;
  DatePrecision precision = DatePrecision::kDay;
  std::string phrase;  ///< instead of figures
};

/// What one row says; empty where it says nothing.
struct WrittenRow {
  std::string family, given, patronymic;
  std::string before, after;  ///< beside the name: WrittenName
  bool is_latin = false;
  char sex = ' ';  ///< m, f
  WrittenDate birth, event;
  std::string region, town;
};

/// Writes down people as the lists of a world do. Every row has its own proneness to error, to misreading and
/// to gaps, Beta distributed around the world's rates: most rows are clean, a few are garbled.
class NameRecorder {
 public:
  explicit NameRecorder(const NameWorld& world) : world_(world) {}
  /// The row of a mention of a list; a copied row is what the earlier list wrote, copied with new slips.
  WrittenRow record(std::size_t list, const NamedMention& mention) const;

 private:
  WrittenRow observe(std::size_t list, const NamedMention& mention, RandomStream& random) const;
  WrittenRow copy(std::size_t list, const NamedMention& mention, RandomStream& random) const;
  void write_names(const NamedPerson& person, const ListHabits& habits, WrittenRow& row,
                   RandomStream& random) const;
  void write_facts(const NamedPerson& person, const ListHabits& habits, double error, WrittenRow& row,
                   RandomStream& random) const;
  void distort(WrittenRow& row, double error, RandomStream& random) const;

  const NameWorld& world_;
};

}  // namespace byname
