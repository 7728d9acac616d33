// SPDX-License-Identifier: Apache-2.0
#include "names/name_report.hpp"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 8> kRelations = {
    "missing on both sides", "missing on one side", "equal",     "initial fits",
    "part of a double name", "may be misspelt",     "undecided", "different"};

struct PartLine {
  std::string_view name;
  const NamePart& part;
};

std::array<PartLine, 4> parts_of(const NameReading& reading) {
  return {{{"family name", reading.family},
           {"given name", reading.given},
           {"patronymic", reading.patronymic},
           {"middle name", reading.middle}}};
}

std::string_view name_of_sex(SexSet sex) {
  return sex == kMale ? "man" : sex == kFemale ? "woman" : "man or woman";
}

void append_reading(std::string& out, const NameReading& reading, const NameTables& tables) {
  out += fmt::format("  {}, {}\n", name_of_sex(reading.sex), name_of_case(reading.cases));
  for (const PartLine& line : parts_of(reading)) {
    if (line.part.state == PartState::kAbsent) continue;
    out +=
        fmt::format("    {:<12} {:<20} {}\n", line.name, line.part.text, canonical_text(line.part, tables));
  }
}

std::string repairs_text(RepairSet repairs) {
  std::vector<std::string_view> words;
  if (repairs & kRepairedDecoding) words.push_back("encoding");
  if (repairs & kRepairedLayout) words.push_back("keyboard layout");
  if (repairs & kRepairedLookAlikes) words.push_back("look-alike letters");
  if (repairs & kRepairedDigits) words.push_back("digits for letters");
  return fmt::format("{}", fmt::join(words, ", "));
}

void append_agreement(std::string& out, std::string_view name, const PartAgreement& agreement) {
  if (agreement.relation == PartRelation::kNeither) return;
  const bool is_explained =
      agreement.relation == PartRelation::kEqual || agreement.relation == PartRelation::kUndecided;
  out += fmt::format("    {:<12} {}{}\n", name, name_of(agreement.relation),
                     is_explained ? fmt::format(": {}", words_for(agreement.reason)) : "");
}

}  // namespace

std::string_view name_of(PartRelation relation) noexcept {
  return kRelations[static_cast<std::size_t>(relation)];
}

std::string canonical_text(const NamePart& part, const NameTables& tables) {
  if (part.state == PartState::kInitial) return "initial";
  if (!part.is_known) return fmt::format("[{}]", to_utf8(part.skeleton));
  std::vector<std::string> names;
  for (const FormCode& code : part.codes) {
    if (code.code < tables.given.num_families())
      names.push_back(tables.given.name_of(static_cast<GivenFamily>(code.code)));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string reading_text(std::string_view text, const ParsedName& name, const NameTables& tables) {
  std::string out = fmt::format("{}\n", text);
  if (name.readings.empty()) return out + "  there is no name to read\n";
  for (const NameReading& reading : name.readings) {
    if (&reading != &name.readings.front())
      out += fmt::format("  or, {:.0f} % as likely:\n", reading.likelihood * 100);
    append_reading(out, reading, tables);
  }
  for (const NamePart& earlier : name.earlier) out += fmt::format("  earlier name: {}\n", earlier.text);
  if (!name.left_out.empty()) out += fmt::format("  left out: {}\n", fmt::join(name.left_out, ", "));
  if (name.repairs != 0) out += fmt::format("  repaired: {}\n", repairs_text(name.repairs));
  if (name.names_others) out += "  names others, too\n";
  return out;
}

std::string agreement_text(const ParsedName& a, const ParsedName& b, const NameAgreement& agreement) {
  std::string outcome(name_of(agreement.outcome));
  if (agreement.outcome == NameOutcome::kCompatible) outcome += agreement.is_full ? " (full)" : " (partial)";
  std::string out =
      fmt::format("{}: {} ({})\n", outcome, words_for(agreement.reason), name_of(agreement.reason));
  if (a.readings.empty() || b.readings.empty()) return out;
  append_agreement(out, "family name", agreement.family);
  append_agreement(out, "given name", agreement.given);
  append_agreement(out, "patronymic", agreement.patronymic);
  append_agreement(out, "middle name", agreement.middle);
  return out;
}

}  // namespace byname
