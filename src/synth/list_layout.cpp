// SPDX-License-Identifier: Apache-2.0
#include "synth/list_layout.hpp"

#include <fmt/format.h>

namespace byname {
namespace {

using Columns = std::vector<std::pair<ListColumn, std::string>>;

Columns full_columns(std::size_t layout) {
  using enum ListColumn;
  switch (layout) {
    case 0:
      return {{kId, "id"},
              {kGiven, "given_name"},
              {kFamily, "surname"},
              {kSex, "sex"},
              {kBirthDate, "birth_date"},
              {kPlace, "town"},
              {kPostcode, "postcode"},
              {kEventDate, "event_date"}};
    case 1:
      return {{kId, "nr"},           {kFullName, "name"}, {kBirthDate, "date of birth"}, {kPlace, "city"},
              {kAddress, "address"}, {kPhone, "phone"},   {kEventDate, "event date"}};
    case 2:
      return {{kId, "record_id"},  {kFamily, "last_name"}, {kGiven, "first_name"},
              {kBirthDate, "dob"}, {kSex, "gender"},       {kPlace, "place"},
              {kPostcode, "zip"},  {kEmail, "email"},      {kPhone, "telephone"}};
    default:
      return {{kId, "key"},         {kFullName, "full_name"},     {kSex, "sex"},
              {kBirthDate, "born"}, {kAddress, "street_address"}, {kPostcode, "postal_code"},
              {kEmail, "e-mail"},   {kEventDate, "event_date"}};
  }
}

Columns few_columns(std::size_t layout) {
  using enum ListColumn;
  switch (layout) {
    case 0:
      return {{kId, "id"}, {kGiven, "given_name"}, {kFamily, "surname"}, {kBirthDate, "birth_date"}};
    case 1:
      return {{kId, "nr"}, {kFullName, "name"}, {kBirthDate, "date of birth"}};
    case 2:
      return {{kId, "record_id"}, {kFamily, "last_name"}, {kGiven, "first_name"}, {kBirthDate, "dob"}};
    default:
      return {{kId, "key"}, {kFullName, "full_name"}, {kBirthDate, "born"}};
  }
}

std::string full_name(const WorldFields& fields) {
  return fields.given.empty() ? fields.family : fields.given + " " + fields.family;
}

}  // namespace

ListLayout list_layout(std::size_t list, bool has_few_fields) {
  ListLayout layout;
  layout.columns = has_few_fields ? few_columns(list % 4) : full_columns(list % 4);
  layout.columns.emplace_back(ListColumn::kTruePerson, "true_person");
  layout.is_day_first = list % 2 == 1;
  layout.id_prefix = static_cast<char>('A' + list);
  return layout;
}

std::string person_name(std::uint32_t person) { return fmt::format("P{:07}", person + 1); }

std::string date_text(const WorldDate& date, bool is_day_first) {
  if (!date.is_known()) return "";
  return is_day_first ? fmt::format("{:02}.{:02}.{:04}", date.day, date.month, date.year)
                      : fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string cell_text(const ListLayout& layout, ListColumn column, const WorldMention& mention,
                      std::size_t row) {
  const WorldFields& fields = mention.fields;
  switch (column) {
    case ListColumn::kId:
      return fmt::format("{}{:06}", layout.id_prefix, row + 1);
    case ListColumn::kFullName:
      return full_name(fields);
    case ListColumn::kGiven:
      return fields.given;
    case ListColumn::kFamily:
      return fields.family;
    case ListColumn::kSex:
      return fields.sex;
    case ListColumn::kBirthDate:
      return date_text(fields.birth_date, layout.is_day_first);
    case ListColumn::kEventDate:
      return date_text(fields.event_date, layout.is_day_first);
    case ListColumn::kPlace:
      return fields.place;
    case ListColumn::kPostcode:
      return fields.postcode;
    case ListColumn::kAddress:
      return fields.address;
    case ListColumn::kPhone:
      return fields.phone;
    case ListColumn::kEmail:
      return fields.email;
    case ListColumn::kTruePerson:
      return person_name(mention.person);
  }
  return "";
}

}  // namespace byname
