// SPDX-License-Identifier: Apache-2.0
#include "register/sheet_import.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/error.hpp"
#include "names/comparable_values.hpp"
#include "register/deciding.hpp"
#include "register/decision_json.hpp"
#include "register/judging.hpp"
#include "register/sheet_mangling.hpp"
#include "table/guarded_cell.hpp"
#include "table/input.hpp"

namespace byname {

namespace {

// So many cells of a column that a program altered are no slip of a hand.
constexpr std::size_t kMangledCells = 2;

struct Column {
  std::string name;
  SheetColumn kind = SheetColumn::kInformation;
  const TextColumn* cells = nullptr;
};

std::string cell_at(const TextColumn& column, std::size_t row) {
  return column.is_null(row) ? std::string() : std::string(unguarded_cell(column.at(row)));
}

// Cells that a spreadsheet program altered, by column.
class Mangled {
 public:
  void add(const std::string& column, std::uint64_t row, const std::string& how) {
    Cells& cells = columns_[column];
    ++cells.number;
    if (cells.number <= 3) cells.examples += fmt::format("\n  row {}, column {}: {}", row, column, how);
  }
  void throw_if_wholesale() const {
    std::string columns, examples;
    for (const auto& [column, cells] : columns_) {
      if (cells.number < kMangledCells) continue;
      columns += fmt::format("{}{} ({} cells)", columns.empty() ? "" : ", ", column, cells.number);
      examples += cells.examples;
    }
    if (columns.empty()) return;
    throw UserError(
        fmt::format("a spreadsheet program altered columns of this sheet: {}. Nothing was imported. Export "
                    "again, and open the "
                    "file so that all cells are text; or take these columns out of the sheet.{}",
                    columns, examples));
  }

 private:
  struct Cells {
    std::size_t number = 0;
    std::string examples;
  };
  std::map<std::string, Cells> columns_;
};

class SheetReader {
 public:
  SheetReader(Register& opened, const Input& input) : opened_(opened), list_(input.lists.at(0)) {
    for (const Reject& reject : input.rejects)
      edits_.refused.push_back({reject.row, "", reject.column, reject.reason});
    for (const TextColumn& cells : list_.columns) add_column(cells);
    if (ids_ == nullptr || bases_ == nullptr)
      throw DataError(
          "this is no sheet that byname export wrote: it has no column id or no column base. Lists are added "
          "with "
          "byname add.");
  }

  SheetEdits read() {
    edits_.num_rows = list_.num_mentions() + edits_.refused.size();
    for (std::size_t i = 0; i < list_.num_mentions(); ++i) read_row(i);
    mangled_.throw_if_wholesale();
    return std::move(edits_);
  }

 private:
  void add_column(const TextColumn& cells) {
    const std::optional<SheetColumn> kind = sheet_column(cells.name);
    if (!kind) {
      edits_.unknown_columns.push_back(cells.name);
      return;
    }
    if (cells.name == "base") bases_ = &cells;
    if (*kind == SheetColumn::kId) ids_ = &cells;
    if (*kind == SheetColumn::kValue || *kind == SheetColumn::kVerdict || *kind == SheetColumn::kMergeInto)
      columns_.push_back({cells.name, *kind, &cells});
    has_sealed_ |=
        std::find(kSheetValues.begin() + kFirstSealed, kSheetValues.end(), cells.name) != kSheetValues.end();
  }

  void refuse(std::size_t row, const std::string& person, const std::string& column, const std::string& why) {
    edits_.refused.push_back({list_.row[row], person, column, why});
  }

  void read_row(std::size_t row) {
    const std::string person = cell_at(*ids_, row), base = cell_at(*bases_, row);
    if (person.empty()) return refuse(row, person, "id", "no id: new persons come with byname add");
    if (!seen_.insert(person).second) return refuse(row, person, "id", "the id stands in a row above, too");
    if (!SheetBase::held(opened_.id(), base, person, "verdict", ""))
      return refuse(row, person, "base", "this cell was altered; export the person again");
    std::vector<const Column*> edited;
    for (const Column& column : columns_) {
      const std::string text = cell_at(*column.cells, row);
      const bool is_edited = column.kind == SheetColumn::kMergeInto
                                 ? !text.empty()
                                 : !SheetBase::held(opened_.id(), base, person, column.name, text).value();
      if (is_edited) edited.push_back(&column);
    }
    if (edited.empty()) {
      ++edits_.num_as_before;
      return;
    }
    read_edits(row, person, base, edited);
  }

  void read_edits(std::size_t row, const std::string& person, const std::string& base,
                  const std::vector<const Column*>& edited) {
    if (!find_held_person(opened_.database(), person)) {
      const std::optional<FormerPerson> former = find_former_person(opened_.database(), person);
      return refuse(row, person, "id", former ? fate_text(*former) : "no such person is in this register");
    }
    const std::map<std::string, std::string> now =
        sheet_cells(opened_.database(), person, has_sealed_ ? ValueZones::kAll : ValueZones::kOpen);
    const std::size_t before = edits_.num_edits() + edits_.conflicts.size() + edits_.refused.size();
    for (const Column* column : edited) {
      const std::string text = cell_at(*column->cells, row);
      const auto cell = now.find(column->name);
      const std::string held = cell == now.end() ? "" : cell->second;
      if (column->kind == SheetColumn::kMergeInto) {
        read_merge(row, person, text);
      } else if (text != held) {
        const bool has_moved = !SheetBase::held(opened_.id(), base, person, column->name, held).value();
        read_edit(row, person, *column, held, text, has_moved);
      }
    }
    const bool says_nothing = before == edits_.num_edits() + edits_.conflicts.size() + edits_.refused.size();
    if (says_nothing) ++edits_.num_as_before;  // the register says the same by now
  }

  void read_merge(std::size_t row, const std::string& person, const std::string& other) {
    if (other == person) return refuse(row, person, "merge_into", "a person cannot be merged with itself");
    if (!find_held_person(opened_.database(), other))
      return refuse(row, person, "merge_into", "no person of this register has this id: " + other);
    edits_.merges.push_back({list_.row[row], person, "merge_into", other});
  }

  void read_edit(std::size_t row, const std::string& person, const Column& column, const std::string& held,
                 const std::string& text, bool has_moved) {
    const SheetFinding finding{list_.row[row], person, column.name, text};
    const std::string how = column.kind == SheetColumn::kValue ? mangling_of(held, text) : "";
    if (!how.empty()) {
      mangled_.add(column.name, list_.row[row], how);
      return refuse(row, person, column.name, fmt::format("{} -> {}: {}", held, text, how));
    }
    if (has_moved) {
      edits_.conflicts.push_back(finding);
      edits_.conflicts.back().text =
          fmt::format("the sheet says {}, and the register by now {}", text.empty() ? "nothing" : text,
                      held.empty() ? "nothing" : held);
    } else if (column.kind == SheetColumn::kVerdict) {
      read_verdict(row, person, text, finding);
    } else if (text.empty()) {
      edits_.denials.push_back(finding);
      edits_.denials.back().text = held;
    } else if (!can_be_read(column.name, text)) {
      refuse(row, person, column.name, fmt::format("cannot be read as {}: {}", column.name, text));
    } else {
      edits_.values.push_back(finding);
    }
  }

  void read_verdict(std::size_t row, const std::string& person, const std::string& text,
                    const SheetFinding& finding) {
    const std::optional<DecisionVerdict> verdict = decision_verdict_from_name(text);
    if (!verdict) return refuse(row, person, "verdict", "a verdict is one of: confirmed, rejected, unsure");
    if (!has_decided(opened_, person, *verdict)) edits_.verdicts.push_back(finding);
  }

  // Dates, years, sexes and ages must be some; any text is a name or a place.
  static bool can_be_read(const std::string& column, const std::string& text) {
    const std::optional<Role> role = role_from_name(column);
    const std::set<Role> strict = {Role::kBirthDate, Role::kDeathDate, Role::kEventDate,
                                   Role::kBirthYear, Role::kAge,       Role::kSex};
    if (!role || !strict.contains(*role)) return true;
    std::string value;
    value_reader(*role, {})(value, text);
    return !value.empty();
  }

  Register& opened_;
  const InputList& list_;
  const TextColumn* ids_ = nullptr;
  const TextColumn* bases_ = nullptr;
  std::vector<Column> columns_;
  bool has_sealed_ = false;
  std::set<std::string> seen_;
  Mangled mangled_;
  SheetEdits edits_;
};

}  // namespace

SheetEdits read_sheet_edits(Register& opened, const std::string& path, const ExecutionContext& context) {
  const std::vector<ListArgument> arguments = {{"sheet", {path}}};
  ReadOptions options;
  options.keeps_blanks = true;
  options.use_of = [](const std::string&, const std::string&) { return ColumnUse::kIds; };
  const Input input = read_lists(arguments, options, context);
  return SheetReader(opened, input).read();
}

Change import_sheet(Register& opened, const SheetEdits& edits, const ChangeAsked& asked) {
  if (edits.num_edits() == 0) throw UserError("the sheet says nothing new, so nothing was changed.");
  if (edits.verdicts.size() > kMostDecidedOneByOne)
    throw UserError(fmt::format(
        "the sheet decides on {} persons: more than {} are decided with a sample that was checked. See: "
        "byname decide --from",
        edits.verdicts.size(), kMostDecidedOneByOne));
  ChangeWriter writer(opened, "import", asked);
  const auto mentions_of = [&](const std::string& person) {
    return find_held_person(opened.database(), person).value().mentions;
  };
  const auto add_claim = [&](const SheetFinding& finding, bool asserts) {
    ClaimBody claim;
    claim.subject = mention_ids(opened.database(), {mentions_of(finding.person).front()}).front();
    claim.property = finding.column;
    claim.value = finding.text;
    claim.asserts = asserts;
    writer.add(body_kind::kClaim, claim_body(claim));
  };
  for (const SheetFinding& finding : edits.values) add_claim(finding, true);
  for (const SheetFinding& finding : edits.denials) add_claim(finding, false);
  for (const SheetFinding& finding : edits.verdicts)
    writer.add(body_kind::kDecision,
               decision_body(decision_on(opened, finding.person, *decision_verdict_from_name(finding.text))));
  for (const SheetFinding& finding : edits.merges) {
    JudgementBody body;
    body.verdict = JudgementVerdict::kSame;
    body.pins = true;
    body.sides = {mention_ids(opened.database(), mentions_of(finding.text)),
                  mention_ids(opened.database(), mentions_of(finding.person))};
    writer.add(body_kind::kJudgement, judgement_body(body));
  }
  return writer.finish();
}

}  // namespace byname
