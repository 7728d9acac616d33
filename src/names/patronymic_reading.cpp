// SPDX-License-Identifier: Apache-2.0
#include "names/patronymic_reading.hpp"

#include <algorithm>

namespace byname {

namespace {

constexpr double kLeastReading = 0.2;  ///< readings below are not looked at

PatronymicReading reading_of(const PatronymicForm& form, double weight) {
  PatronymicReading reading;
  reading.sex = form.sex;
  reading.cases = form.cases;
  reading.is_known = !form.fathers.empty();
  reading.is_misspelt = form.is_misspelt;
  reading.likelihood = static_cast<float>((form.is_misspelt || !reading.is_known ? 0.4 : 1) * weight);
  reading.skeleton = name_skeleton(form.father);
  for (const GivenFamily father : form.fathers) reading.codes.push_back({code_of(father), 1});
  if (form.fathers.empty()) reading.codes.push_back({skeleton_code(reading.skeleton), 1});
  return reading;
}

std::vector<PatronymicReading> read_father(const NameWord& word, std::span<const CyrillicReading> readings,
                                           const NameTables& tables) {
  PatronymicReading result;
  result.sex = word.child_of;
  result.likelihood = 1;
  result.skeleton = readings.empty() ? word.folded : readings.front().skeleton;
  for (const CyrillicReading& reading : readings) {
    if (reading.weight < kLeastReading) continue;
    for (const GivenFamily father : tables.patronymics.fathers_of(reading.word))
      result.codes.push_back({code_of(father), static_cast<float>(reading.weight)});
  }
  result.is_known = !result.codes.empty();
  if (!result.is_known) result.codes.push_back({skeleton_code(result.skeleton), 1});
  return {std::move(result)};
}

bool is_in(const std::vector<PatronymicReading>& list, const PatronymicReading& reading) {
  return std::any_of(list.begin(), list.end(), [&](const PatronymicReading& other) {
    return other.sex == reading.sex && other.cases == reading.cases &&
           other.codes.size() == reading.codes.size() &&
           std::equal(other.codes.begin(), other.codes.end(), reading.codes.begin(),
                      [](const FormCode& a, const FormCode& b) { return a.code == b.code; });
  });
}

/// Puts the fathers of all readings for one sex and case together: Сан-ыч may be of several.
void merge(std::vector<PatronymicReading>& list, PatronymicReading reading) {
  for (PatronymicReading& other : list) {
    if (other.sex != reading.sex || other.cases != reading.cases || other.is_known != reading.is_known)
      continue;
    for (const FormCode& code : reading.codes) {
      const auto is_same = [&](const FormCode& mine) { return mine.code == code.code; };
      if (std::none_of(other.codes.begin(), other.codes.end(), is_same)) other.codes.push_back(code);
    }
    other.likelihood = std::max(other.likelihood, reading.likelihood);
    return;
  }
  list.push_back(std::move(reading));
}

}  // namespace

std::vector<PatronymicReading> read_patronymic(const NameWord& word,
                                               std::span<const CyrillicReading> readings,
                                               const NameTables& tables) {
  if (word.child_of != 0) return read_father(word, readings, tables);
  std::vector<PatronymicReading> result;
  for (const CyrillicReading& reading : readings) {
    if (reading.weight < kLeastReading) continue;
    const bool is_native = word.script == Script::kCyrillic;
    const auto forms = is_native ? tables.patronymics.read(reading.word)
                                 : tables.patronymics.read_skeleton(reading.skeleton);
    for (const PatronymicForm& form : forms) {
      PatronymicReading one = reading_of(form, reading.weight);
      if (!is_in(result, one)) merge(result, std::move(one));
    }
  }
  const auto is_known = [](const PatronymicReading& reading) { return reading.is_known; };
  if (std::any_of(result.begin(), result.end(), is_known))
    std::erase_if(result, [&](const PatronymicReading& reading) { return !is_known(reading); });
  return result;
}

}  // namespace byname
