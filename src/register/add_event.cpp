// SPDX-License-Identifier: Apache-2.0
#include "register/add_event.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "names/case_number.hpp"
#include "names/comparable_date.hpp"
#include "names/edtf.hpp"
#include "names/event_words.hpp"
#include "register/judging.hpp"
#include "register/op.hpp"
#include "register/record_name.hpp"
#include "rules/status_table.hpp"

namespace byname {

namespace {

std::string type_of(const std::string& typed) {
  const std::optional<std::string_view> type = event_type_of(typed);
  if (!type)
    throw UserError(fmt::format("there is no event {}. One of: {}", typed, fmt::join(kEventTypes, ", ")));
  return std::string(*type);
}

// As the dates of lists are read.
std::string edtf_of(const std::string& typed) {
  if (typed.empty()) return "";
  std::string edtf;
  append_comparable_date(edtf, typed, DateFormat());
  if (edtf.empty() || !read_edtf(edtf))
    throw UserError(fmt::format(
        "this is no date that byname reads: {}. Write 2023-05-12, 2023-05 or 2023. See: byname date --help",
        typed));
  return edtf;
}

}  // namespace

EnteredEvent add_event(Register& opened, const EventAsked& asked, const ChangeAsked& how) {
  EventBody event{type_of(asked.type),
                  asked.date,
                  edtf_of(asked.date),
                  asked.place,
                  asked.court,
                  asked.case_number,
                  "",
                  {},
                  std::nullopt};
  event.case_id = case_id(court_key(asked.court), case_number_key(asked.case_number));
  if (event.case_id.empty() && !asked.court.empty())
    throw UserError("a court alone names no case. Give the case's number, too: --case");
  ChangeWriter writer(opened, "event", how);
  const HeldPerson person = person_named(opened, asked.person);
  if (!asked.item.empty()) event.item = record_named(opened.database(), asked.item, {RecordKind::kItem}).id;
  event.mentions = mention_ids(opened.database(), {mention_of_item(opened, person, event.item)});
  writer.add(body_kind::kEvent, event_body(event));
  Change change = writer.finish();
  return {std::move(event), std::move(change)};
}

}  // namespace byname
