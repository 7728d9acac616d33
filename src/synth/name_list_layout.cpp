// SPDX-License-Identifier: Apache-2.0
#include "synth/name_list_layout.hpp"

#include <array>
#include <unicode/uchar.h>

#include "synth/calendar.hpp"
#include "text/utf8.hpp"

namespace byname {
namespace {

// In the order of NameListColumn and of Tongue.
constexpr std::array<std::array<std::string_view, 3>, 13> kHeaders = {{
    {"номер записи", "номер запису", "id"},
    {"ФИО", "ПІБ", "full name"},
    {"фамилия", "прізвище", "surname"},
    {"имя", "ім'я", "given name"},
    {"отчество", "по батькові", "patronymic"},
    {"имя и отчество", "ім'я та по батькові", "given names"},
    {"пол", "стать", "sex"},
    {"дата рождения", "дата народження", "birth date"},
    {"год рождения", "рік народження", "birth year"},
    {"дата события", "дата події", "event date"},
    {"дата публикации", "дата публікації", "date published"},
    {"область", "область", "region"},
    {"населённый пункт", "населений пункт", "town"},
}};

std::string upper_case(std::string_view text) {
  std::u32string letters = to_utf32(text);
  for (char32_t& c : letters) c = static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
  return to_utf8(letters);
}

std::string joined(std::string_view first, std::string_view second) {
  std::string text(first);
  if (!text.empty() && !second.empty()) text += ' ';
  return text += second;
}

std::string full_name(const WrittenRow& row, const ListHabits& habits) {
  const std::string own = joined(row.given, row.patronymic);
  const std::string name =
      habits.order == ListNameOrder::kFamilyFirst ? joined(row.family, own) : joined(own, row.family);
  return joined(joined(row.before, habits.is_upper ? upper_case(name) : name), row.after);
}

std::string sex_text(char sex, Tongue tongue) {
  if (sex == ' ') return "";
  if (tongue == Tongue::kEnglish) return std::string(1, sex);
  if (sex == 'f') return "ж";
  return tongue == Tongue::kRussian ? "м" : "ч";
}

std::string date_cell(const WrittenDate& written, const ListHabits& habits) {
  if (!written.phrase.empty()) return written.phrase;
  return date_words(written.date, written.precision, habits.dates, tongue_of(habits));
}

}  // namespace

std::vector<NameListColumn> name_list_columns(const ListHabits& habits, FactColumns facts,
                                              bool has_listed_date) {
  using enum NameListColumn;
  std::vector<NameListColumn> columns;
  columns.reserve(kHeaders.size());
  const auto add = [&](std::initializer_list<NameListColumn> more) {
    for (const NameListColumn column : more) columns.push_back(column);
  };
  add({kId});
  if (habits.columns == NameColumns::kOne) add({kFullName});
  if (habits.columns == NameColumns::kThree) add({kFamily, kGiven, kPatronymic});
  if (habits.columns == NameColumns::kFamilyAndRest) add({kFamily, kGivenAndPatronymic});
  if (facts == FactColumns::kBirthYear) add({kBirthYear});
  if (facts == FactColumns::kAll) add({kSex});
  if (facts >= FactColumns::kBirthDate) add({kBirthDate});
  if (facts == FactColumns::kAll) add({kEventDate, kRegion});
  if (facts >= FactColumns::kBirthAndPlace) add({kTown});
  if (has_listed_date) add({kListedDate});
  return columns;
}

std::string_view column_header(NameListColumn column, Tongue tongue) {
  return kHeaders[static_cast<std::size_t>(column)][static_cast<std::size_t>(tongue)];
}

std::string column_text(NameListColumn column, const WrittenRow& row, const NamedMention& mention,
                        const ListHabits& habits, std::size_t number) {
  switch (column) {
    case NameListColumn::kId:
      return std::to_string(number);
    case NameListColumn::kFullName:
      return full_name(row, habits);
    case NameListColumn::kFamily:
      return habits.is_upper ? upper_case(row.family) : row.family;
    case NameListColumn::kGiven:
      return row.given;
    case NameListColumn::kPatronymic:
      return row.patronymic;
    case NameListColumn::kGivenAndPatronymic:
      return joined(row.given, row.patronymic);
    case NameListColumn::kSex:
      return sex_text(row.sex, tongue_of(habits));
    case NameListColumn::kBirthDate:
      return date_cell(row.birth, habits);
    case NameListColumn::kBirthYear:
      return row.birth.date.is_known() ? std::to_string(row.birth.date.year) : std::string();
    case NameListColumn::kEventDate:
      return date_cell(row.event, habits);
    case NameListColumn::kListedDate:
      return date_words(date_of(mention.listed_day), DatePrecision::kDay, habits.dates, tongue_of(habits));
    case NameListColumn::kRegion:
      return row.region;
    case NameListColumn::kTown:
      return row.town;
  }
  return "";
}

}  // namespace byname
